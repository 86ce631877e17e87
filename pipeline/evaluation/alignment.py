"""Which predicted record is meant by which gold record: the one-to-one assignment of greatest total similarity.

A pair may be made if the two records touch in the text, and its similarity is *contact* + *agreement*:

- dates: their spans overlap; contact is the share of their characters that both have (intersection over union).
- participants: a mention of the one overlaps a mention of the other, or both have the same name; contact is the share
  of mentions that do.
- events: the predicted trigger overlaps the gold one or one of its ``also`` spans: contact 1. Without that, the gold's
  trigger (or ``also``) and the predicted one stand in each other's evidence and half of the deciding fields agree:
  contact 0.
- agreement is the mean F1 of the deciding fields (:data:`DECIDING`) that the gold has.

Participants of events are compared by what the participants' own alignment says, so dates and participants come first.
Where all else is equal a gold record that counts comes before an optional one.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import msgspec

from pipeline.evaluation.assignment import Pair, assign
from pipeline.evaluation.comparison import Compared, Ids, compare_records
from pipeline.formats.gold import EVENT_KINDS, KINDS, Kind
from pipeline.text.keys import match_key

#: The fields that decide whether a record is exactly right.
DECIDING: dict[Kind, tuple[str, ...]] = {
    "dates": ("value",),
    "participants": ("kind", "name", "role_code", "country"),
    "visits": ("visitors", "destinations", "status"),
    "meetings": ("kind", "participants", "status"),
    "agreements": ("type", "parties", "status"),
}
_EXACT_SPAN: tuple[Kind, ...] = ("dates",)
_PREFERENCE = 1e-6  # for gold records that count, far below what a field weighs


class Match(NamedTuple):
    """A gold record and the predicted one that means it, compared."""

    gold: Any
    predicted: Any
    fields: tuple[Compared, ...]

    def exact(self, kind: Kind) -> bool | None:
        """Whether the deciding fields that the gold has are right, of a date its span as well; null if it has none."""
        counts = [field.items for field in self.fields if field.path in DECIDING[kind] and field.items is not None]
        same_span = kind not in _EXACT_SPAN or _bounds(self.gold) == _bounds(self.predicted)
        return all(count.is_right for count in counts) and same_span if counts else None


@dataclasses.dataclass(frozen=True, slots=True)
class Alignment:
    """The records of one kind in one document: partners, and those without one."""

    matches: list[Match]
    missed: list[Any]
    spurious: list[Any]


def align(gold: Any, predicted: Any) -> dict[Kind, Alignment]:
    """The alignment of every kind of record that the gold document has, in the order of :data:`KINDS`.

    ``predicted`` may be null: then everything was missed.
    """
    optional = frozenset(record.id for kind in KINDS for record in getattr(gold, kind) or () if record.optional)
    aligned: dict[str, dict[str, str | None]] = {}
    ids = Ids(aligned, optional)
    pairs: dict[Kind, list[Pair]] = {}
    lists: dict[Kind, tuple[Sequence[Any], Sequence[Any]]] = {}
    for kind in KINDS:
        if getattr(gold, kind) is msgspec.UNSET:
            continue
        wanted, given = getattr(gold, kind), (getattr(predicted, kind, None) or [])
        lists[kind] = wanted, given
        pairs[kind] = assign(_similarities(kind, wanted, given, ids))
        aligned[kind] = {record.id: None for record in given}
        aligned[kind].update({given[m].id: wanted[n].id for n, m in pairs[kind]})
    return {kind: _alignment(*lists[kind], pairs[kind], ids) for kind in pairs}


def _alignment(wanted: Sequence[Any], given: Sequence[Any], pairs: list[Pair], ids: Ids) -> Alignment:
    lefts, rights = {n for n, _ in pairs}, {m for _, m in pairs}
    return Alignment(
        [Match(wanted[n], given[m], tuple(compare_records(wanted[n], given[m], ids))) for n, m in pairs],
        [record for n, record in enumerate(wanted) if n not in lefts],
        [record for m, record in enumerate(given) if m not in rights],
    )


def _similarities(kind: Kind, wanted: Sequence[Any], given: Sequence[Any], ids: Ids) -> dict[Pair, float]:
    found: dict[Pair, float] = {}
    for n, one in enumerate(wanted):
        for m, other in enumerate(given):
            similarity = _similarity(kind, one, other, ids)
            if similarity is not None:
                found[n, m] = similarity + (0 if one.optional else _PREFERENCE)
    return found


def _similarity(kind: Kind, gold: Any, predicted: Any, ids: Ids) -> float | None:
    """How like each other two records are; null where they do not touch."""
    if kind in EVENT_KINDS:
        contact = float(touching_trigger(gold, predicted) is not None)
        near = contact or _in_evidence(gold, predicted)
        agreement = _agreement(kind, gold, predicted, ids) if near else 0.0
        return contact + agreement if contact or (near and agreement >= 0.5) else None
    contact = _overlap(gold, predicted) if kind == "dates" else _shared_mentions(gold, predicted)
    if contact or (kind == "participants" and _same_name(gold, predicted)):
        return contact + _agreement(kind, gold, predicted, ids)
    return None


def _agreement(kind: Kind, gold: Any, predicted: Any, ids: Ids) -> float:
    fields = compare_records(gold, predicted, ids, only=DECIDING[kind])
    shares = [field.items.agreement for field in fields if field.items is not None and field.path in DECIDING[kind]]
    return sum(shares) / len(shares) if shares else 0.0


def touching_trigger(gold: Any, predicted: Any) -> Any:
    """The trigger or ``also`` span of the gold event that the predicted trigger overlaps most, or null."""
    trigger = predicted.trigger
    spans = [span for span in (gold.trigger, *gold.also) if _overlap(span, trigger)]
    return max(spans, key=lambda span: _overlap(span, trigger), default=None)


def _in_evidence(gold: Any, predicted: Any) -> bool:
    triggers = (gold.trigger, *gold.also)
    own = any(_overlap(span, predicted.trigger) for span in gold.evidence or ())
    return own or any(_overlap(span, trigger) for span in predicted.evidence or () for trigger in triggers)


def _shared_mentions(gold: Any, predicted: Any) -> float:
    """The share of mentions of both that overlap one of the other's."""
    wanted, given = gold.mentions or [], predicted.mentions or []
    shared = _overlapping(wanted, given) + _overlapping(given, wanted)
    return shared / (len(wanted) + len(given)) if shared else 0.0


def _overlapping(spans: Iterable[Any], others: Sequence[Any]) -> int:
    return sum(any(_overlap(span, other) for other in others) for span in spans)


def _same_name(gold: Any, predicted: Any) -> bool:
    return bool(gold.name and predicted.name and match_key(gold.name) == match_key(predicted.name))


def _bounds(span: Any) -> tuple[int, int]:
    return span.start, span.end


def _overlap(one: Any, other: Any) -> float:
    """Intersection over union of two spans."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return common / (max(one.end, other.end) - min(one.start, other.start)) if common > 0 else 0.0

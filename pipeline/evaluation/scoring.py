"""The figures of one document, and what of it went into no figure."""

from __future__ import annotations

import dataclasses
from collections import Counter
from typing import Any, NamedTuple

import msgspec

from pipeline.evaluation.alignment import DECIDING, Alignment, align, touching_trigger
from pipeline.evaluation.comparison import Count
from pipeline.evaluation.spans import Bounds, overlapping, strict
from pipeline.formats.gold import EVENT_KINDS, KINDS, Kind


class CalendarError(NamedTuple):
    """A date that was read in another calendar; ``value_right`` if its days came out right all the same."""

    record: str
    text: str | None
    gold: str | None
    predicted: str | None
    value_right: bool


@dataclasses.dataclass(slots=True)
class RuleCount:
    """What a pattern gave: ``ignored`` records met an optional gold one."""

    hits: int = 0
    ignored: int = 0
    found: int = 0
    exact: int = 0

    def add(self, other: RuleCount) -> None:
        """Count another document's in."""
        self.hits += other.hits
        self.ignored += other.ignored
        self.found += other.found
        self.exact += other.exact


@dataclasses.dataclass(slots=True)
class Score:
    """What one document gives.

    ``unscored`` counts, by figure, the gold records that leave the field out, and a kind that the document leaves out.
    """

    alignments: dict[Kind, Alignment]
    figures: dict[str, Count] = dataclasses.field(default_factory=dict)
    unscored: Counter[str] = dataclasses.field(default_factory=Counter)
    calendars: list[CalendarError] = dataclasses.field(default_factory=list)
    rules: dict[tuple[Kind, str], RuleCount] = dataclasses.field(default_factory=dict)

    def add(self, figure: str, gold: int, predicted: int, correct: int) -> None:
        """Add items to a figure."""
        before = self.figures.get(figure, Count(0, 0, 0))
        self.figures[figure] = Count(before.gold + gold, before.predicted + predicted, before.correct + correct)


def score(gold: Any, predicted: Any) -> Score:
    """Align a document's records and count; ``predicted`` is null where there is no prediction."""
    result = Score(align(gold, predicted))
    for kind in KINDS:
        if kind not in result.alignments:
            result.unscored[kind] += 1
            continue
        alignment = result.alignments[kind]
        _score_records(result, kind, alignment)
        _score_fields(result, kind, alignment)
        _score_spans(result, kind, alignment)
        _count_rules(result, kind, alignment)
    return result


def _score_records(result: Score, kind: Kind, alignment: Alignment) -> None:
    """Records found and records right, optional ones and those that are paired with them left out."""
    matches = [match for match in alignment.matches if not match.gold.optional]
    missed = [record for record in alignment.missed if not record.optional]
    gold, predicted = len(matches) + len(missed), len(matches) + len(alignment.spurious)
    result.add(f"{kind}.found", gold, predicted, len(matches))
    verdicts = [match.exact(kind) for match in matches]
    open_ = verdicts.count(None)
    undecided = sum(all(getattr(record, name) is msgspec.UNSET for name in _deciding(kind)) for record in missed)
    if kind == "dates":
        right = sum(any(f.path == "value" and f.items and f.items.is_right for f in m.fields) for m in matches)
        result.add("dates.value", gold - open_ - undecided, predicted - open_, right)
    result.add(f"{kind}.exact", gold - open_ - undecided, predicted - open_, verdicts.count(True))
    for figure in (("value", "exact") if kind == "dates" else ("exact",)) if open_ + undecided else ():
        result.unscored[f"{kind}.{figure}"] += open_ + undecided


def _deciding(kind: Kind) -> tuple[str, ...]:
    return ("earliest", "latest") if kind == "dates" else DECIDING[kind]


def _score_fields(result: Score, kind: Kind, alignment: Alignment) -> None:
    """Fields of the records that were found."""
    for match in alignment.matches:
        if match.gold.optional:
            continue
        for field in match.fields:
            name = f"{kind}.{field.path}"
            if name == "dates.value":  # counted over all records
                continue
            if field.items is None:
                result.unscored[name] += 1
            elif any(field.items):
                result.add(name, *field.items)
            if name == "dates.calendar" and field.items and not field.items.is_right:
                right = any(f.path == "value" and f.items and f.items.is_right for f in match.fields)
                text = match.gold.text or None
                result.calendars.append(CalendarError(match.gold.id, text, field.gold, field.predicted, right))


def _score_spans(result: Score, kind: Kind, alignment: Alignment) -> None:
    """Spans of dates, of participants' mentions and of triggers, without those of optional records.

    The trigger of an event that was found is that of the mention which the prediction speaks of.
    """
    gold: set[Bounds] = set()
    predicted = {span for record in alignment.spurious for span in _spans(kind, record)}
    for match in alignment.matches:
        if _has_scored_spans(kind, match.gold):
            meant = touching_trigger(match.gold, match.predicted) if kind in EVENT_KINDS else None
            gold |= {(meant.start, meant.end)} if meant else _spans(kind, match.gold)
            predicted |= _spans(kind, match.predicted)
    for record in alignment.missed:
        if _has_scored_spans(kind, record):
            gold |= _spans(kind, record)
    result.add(f"{kind}.spans.strict", *strict(gold, predicted))
    result.add(f"{kind}.spans.overlapping", *overlapping(gold, predicted))


def _has_scored_spans(kind: Kind, record: Any) -> bool:
    return not record.optional and not (kind == "participants" and record.mentions is msgspec.UNSET)


def _spans(kind: Kind, record: Any) -> set[Bounds]:
    if kind == "participants":
        return {(span.start, span.end) for span in record.mentions or ()}
    span = record.trigger if kind in EVENT_KINDS else record
    return {(span.start, span.end)}


def _count_rules(result: Score, kind: Kind, alignment: Alignment) -> None:
    for match in alignment.matches:
        count = _rule_count(result, kind, match.predicted)
        if match.gold.optional:
            count.ignored += 1
        else:
            count.found += 1
            count.exact += match.exact(kind) is not False
    for record in alignment.spurious:
        _rule_count(result, kind, record)


def _rule_count(result: Score, kind: Kind, record: Any) -> RuleCount:
    count = result.rules.setdefault((kind, record.rule or "?"), RuleCount())
    count.hits += 1
    return count

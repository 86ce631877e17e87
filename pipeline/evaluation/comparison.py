"""Two records compared field by field, by what the record types say of each field.

A field gives items: one where a single value stands, none where it is null, as many as a list has members. An item of
the gold and one of the prediction agree if they are equal:

- words in any spelling, by their :func:`~pipeline.text.keys.match_key`; ``.text`` counts equal spelling apart;
- phrases by their words; ``.span`` counts equal places apart;
- intervals by both ends; lists as sets; ids by what the alignment says that they mean;
- objects of a list where all their fields agree; their fields count one by one as well (``destinations.country``).
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from pipeline.evaluation.assignment import assign
from pipeline.formats.gold import list_item_in, meaning, struct_in
from pipeline.text.keys import match_key

#: Fields that say where a record is from and not what it says.
_NOT_COMPARED = frozenset(
    ("id", "start", "end", "text", "trigger", "evidence", "mentions", "confidence", "rule", "optional", "also")
)
_NOTHING: tuple[Any, ...] = (None, [])
_ENDS = ("earliest", "latest")
_PHRASE = ("text", "span")
_ASIDE = ("text", "span")  # figures of spelling and place, which do not decide whether a value agrees


class Ids(NamedTuple):
    """What predicted ids mean: by kind, the gold id or null; and the gold ids of records that are not scored."""

    aligned: Mapping[str, Mapping[str, str | None]]
    optional: frozenset[str]

    def to_gold(self, kind: str, id: str, *, or_code: bool) -> str | tuple[str, str]:
        """The gold id of a predicted record's id; that of a record without a partner equals no gold id."""
        known = self.aligned.get(kind, {})
        if or_code and id not in known:
            return id
        return known.get(id) or ("unaligned", id)


class Count(NamedTuple):
    """Items in the gold and in the prediction, and those that agree."""

    gold: int
    predicted: int
    correct: int

    @property
    def is_right(self) -> bool:
        """Whether nothing is missing, too much or different."""
        return self.gold == self.predicted == self.correct

    @property
    def agreement(self) -> float:
        """F1 of the items; 1 where there are none on either side."""
        total = self.gold + self.predicted
        return 2 * self.correct / total if total else 1.0


class Compared(NamedTuple):
    """A field of two aligned records; ``items`` is null where the gold leaves the field out."""

    path: str
    items: Count | None
    gold: Any
    predicted: Any


class _Field(NamedTuple):
    """A field of a record type: the type of the object it holds or of its list's members, and what strings mean."""

    name: str
    record: type[msgspec.Struct] | None
    item: type[msgspec.Struct] | None
    means: Mapping[str, Any]


@functools.cache
def _fields(record: type[msgspec.Struct]) -> tuple[_Field, ...]:
    """The compared fields of a type, the ends of an interval left out."""
    return tuple(
        _Field(field.name, struct_in(field.type), struct_in(list_item_in(field.type)), meaning(field.type))
        for field in msgspec.structs.fields(record)
        if field.name not in _NOT_COMPARED and field.name not in _ENDS
    )


def compare_records(gold: Any, predicted: Any, ids: Ids, only: Collection[str] | None = None) -> Iterator[Compared]:
    """All fields of two records of one kind, or those named, with paths relative to the record."""
    yield from _struct(gold, predicted, type(gold), "", ids, only)


def _struct(
    gold: Any, predicted: Any, record: type[msgspec.Struct], path: str, ids: Ids, only: Collection[str] | None = None
) -> Iterator[Compared]:
    """Fields of two objects, either of which may be null."""
    if "earliest" in record.__struct_fields__ and (only is None or "value" in only):
        yield _interval(gold, predicted, path or "value")
    for field in _fields(record):
        if only is None or field.name in only:
            inner = f"{path}.{field.name}" if path else field.name
            yield from _field(getattr(gold, field.name, None), getattr(predicted, field.name, None), field, inner, ids)


def _field(gold: Any, predicted: Any, field: _Field, path: str, ids: Ids) -> Iterator[Compared]:
    if gold is msgspec.UNSET:
        yield Compared(path, None, gold, predicted)
        return
    predicted = None if predicted is msgspec.UNSET else predicted
    if gold in _NOTHING and predicted in _NOTHING:
        yield Compared(path, Count(0, 0, 0), gold, predicted)
    elif field.item is not None:
        yield from _objects(gold or [], predicted or [], field.item, path, ids)
    elif field.record is None or "start" in field.record.__struct_fields__:
        yield from _simple(gold, predicted, field.means, path, ids)
    elif field.record.__struct_fields__ == _PHRASE:
        yield from _phrase(gold, predicted, path, ids)
    else:
        yield from _struct(gold, predicted, field.record, path, ids)


def _phrase(gold: Any, predicted: Any, path: str, ids: Ids) -> Iterator[Compared]:
    for name, means, inner in (("text", {"words": True}, path), ("span", {}, f"{path}.span")):
        value = getattr(gold, name, None)
        if value is not msgspec.UNSET:
            yield from _simple(value, getattr(predicted, name, None) or None, means, inner, ids)


def _interval(gold: Any, predicted: Any, path: str) -> Compared:
    """Both ends as one value; an end that the gold leaves out is not compared."""
    ends = [name for name in _ENDS if getattr(gold, name, None) is not msgspec.UNSET]
    wanted, given = (
        None if side is None else tuple(getattr(side, name) or None for name in ends) for side in (gold, predicted)
    )
    if not ends:
        return Compared(path, None, msgspec.UNSET, given)
    items = Count(int(wanted is not None), int(given is not None), int(wanted is not None and wanted == given))
    return Compared(path, items, wanted, given)


def _simple(gold: Any, predicted: Any, means: Mapping[str, Any], path: str, ids: Ids) -> Iterator[Compared]:
    """Single values and lists of them, as sets."""
    wanted, given = _items(gold), _items(predicted)
    if "id_of" in means:
        wanted -= ids.optional
        given = {ids.to_gold(means["id_of"], id, or_code="code" in means) for id in given} - ids.optional
    if "words" in means:
        yield Compared(path, _count({match_key(w) for w in wanted}, {match_key(w) for w in given}), gold, predicted)
        path = f"{path}.text"
    yield Compared(path, _count(wanted, given), gold, predicted)


def _objects(
    gold: Sequence[Any], predicted: Sequence[Any], record: type[msgspec.Struct], path: str, ids: Ids
) -> Iterator[Compared]:
    """Two lists of objects: as many as can be paired so that all their fields agree, then each field as a set."""
    gold = [item for item in gold if not _is_of_optional(item, record, ids, given=False)]
    predicted = [item for item in predicted if not _is_of_optional(item, record, ids, given=True)]
    agreeing = {
        (n, m): 1.0 for n, one in enumerate(gold) for m, other in enumerate(predicted) if _agree(one, other, ids)
    }
    yield Compared(path, Count(len(gold), len(predicted), len(assign(agreeing))), gold, predicted)
    for field in _fields(record) if record.__struct_fields__ != _PHRASE else ():
        values = [[getattr(item, field.name) for item in items] for items in (gold, predicted)]
        if field.record is None and msgspec.UNSET not in values[0]:
            wanted, given = ([value for value in side if value not in (None, msgspec.UNSET)] for side in values)
            yield from _simple(wanted, given, field.means, f"{path}.{field.name}", ids)


def _is_of_optional(item: Any, record: type[msgspec.Struct], ids: Ids, *, given: bool) -> bool:
    """Whether an object is about a record that is not scored."""
    for field in _fields(record):
        value = getattr(item, field.name)
        if "id_of" in field.means and value:
            id = ids.to_gold(field.means["id_of"], value, or_code="code" in field.means) if given else value
            if id in ids.optional:
                return True
    return False


def _agree(gold: Any, predicted: Any, ids: Ids) -> bool:
    if type(gold).__struct_fields__ == _PHRASE:
        return match_key(gold.text) == match_key(predicted.text)
    fields = _struct(gold, predicted, type(gold), "-", ids)
    return all(field.items is None or field.items.is_right or is_aside(field.path) for field in fields)


def is_aside(path: str) -> bool:
    """Whether a field is about spelling or place and does not decide whether a record is right."""
    return path.rpartition(".")[2] in _ASIDE


def _items(value: Any) -> set[Any]:
    values = value if isinstance(value, list) else [] if value is None else [value]
    return {(v.start, v.end) if hasattr(v, "start") else v for v in values}


def _count(gold: set[Any], predicted: set[Any]) -> Count:
    return Count(len(gold), len(predicted), len(gold & predicted))

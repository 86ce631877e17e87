"""What is missed, spurious and wrong in a document, with the words around it, field by field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, Literal

import msgspec

from pipeline.evaluation.alignment import DECIDING, Alignment, Match
from pipeline.evaluation.comparison import Compared, is_aside
from pipeline.formats.gold import KINDS, Kind

Verdict = Literal["missed", "spurious", "wrong"]
_AROUND = 60  # code points on each side
_NOTHING = "–"


class FieldDifference(msgspec.Struct, frozen=True):
    """A field as gold and prediction have it; ``decides`` if it keeps the record from being exactly right."""

    field: str
    gold: str
    predicted: str
    decides: bool


class RecordDifference(msgspec.Struct, frozen=True):
    """A record that is not as it should be; ``around`` is the text before, at and after ``start:end``."""

    kind: Kind
    verdict: Verdict
    gold: str | None
    predicted: str | None
    rule: str | None
    start: int | None
    end: int | None
    around: tuple[str, str, str]
    fields: list[FieldDifference]


class DocumentDifference(msgspec.Struct, frozen=True):
    """The records of a document that are not as they should be, by place."""

    document: str
    records: list[RecordDifference]


def document_difference(
    id: str, gold: Any, predicted: Any, alignments: Mapping[Kind, Alignment], raw: str | None
) -> DocumentDifference:
    """Compare a document's records; optional gold records and fields that the gold leaves out are passed over."""
    labels = _labels(gold), _labels(predicted)
    found: list[RecordDifference] = []
    for kind, alignment in alignments.items():
        for match in alignment.matches:
            fields = [_shown(kind, field, labels) for field in _wrong_fields(match)]
            if fields and not match.gold.optional:
                found.append(_record(kind, "wrong", match.gold, match.predicted, raw, fields))
        for record in (record for record in alignment.missed if not record.optional):
            told = list(_told(kind, record, labels[0], "gold"))
            found.append(_record(kind, "missed", record, None, raw, told))
        for record in alignment.spurious:
            told = list(_told(kind, record, labels[1], "predicted"))
            found.append(_record(kind, "spurious", None, record, raw, told))
    return DocumentDifference(id, sorted(found, key=lambda r: (KINDS.index(r.kind), r.start or 0, r.verdict)))


def _wrong_fields(match: Match) -> list[Compared]:
    """Fields that differ, the parts of one that is listed left out."""
    wrong: list[Compared] = []
    for field in match.fields:
        differs = field.items is not None and not field.items.is_right and not is_aside(field.path)
        if differs and not any(field.path.startswith(f"{other.path}.") for other in wrong):
            wrong.append(field)
    return wrong


def _shown(kind: Kind, field: Compared, labels: tuple[Mapping[str, str], Mapping[str, str]]) -> FieldDifference:
    gold, predicted = _describe(field.gold, labels[0]), _describe(field.predicted, labels[1])
    return FieldDifference(field.path, gold, predicted, field.path in DECIDING[kind])


def _told(kind: Kind, record: Any, labels: Mapping[str, str], side: str) -> Iterator[FieldDifference]:
    """The deciding fields of a record without a partner."""
    for name in ("earliest", "latest") if kind == "dates" else DECIDING[kind]:
        value = getattr(record, name)
        if value is not msgspec.UNSET:
            shown = _describe(value, labels)
            yield FieldDifference(
                name, shown if side == "gold" else _NOTHING, shown if side == "predicted" else _NOTHING, True
            )


def _record(
    kind: Kind, verdict: Verdict, gold: Any, predicted: Any, raw: str | None, fields: list[FieldDifference]
) -> RecordDifference:
    span = _place(kind, gold or predicted)
    start, end = (span.start, span.end) if span else (None, None)
    return RecordDifference(
        kind,
        verdict,
        gold.id if gold else None,
        predicted.id if predicted else None,
        (predicted.rule or None) if predicted else None,
        start,
        end,
        _around(raw, span),
        fields,
    )


def _place(kind: Kind, record: Any) -> Any:
    if kind == "dates":
        return record
    if kind == "participants":
        return min(record.mentions or (), key=lambda span: span.start, default=None)
    return record.trigger


def _around(raw: str | None, span: Any) -> tuple[str, str, str]:
    if span is None:
        return "", "", ""
    if raw is None:
        return "", span.text or "", ""
    parts = (
        raw[max(0, span.start - _AROUND) : span.start],
        raw[span.start : span.end],
        raw[span.end : span.end + _AROUND],
    )
    before, at, after = (" ".join(part.splitlines()) for part in parts)
    return before, at, after


def _labels(document: Any) -> dict[str, str]:
    """Records by id as a reader would call them."""
    found: dict[str, str] = {}
    for kind in KINDS if document else ():
        for record in getattr(document, kind) or ():
            found[record.id] = f"{record.id} {_called(kind, record)}".strip()
    return found


def _called(kind: Kind, record: Any) -> str:
    if kind == "dates":
        return record.text or ""
    if kind == "participants":
        words = [record.name or None, record.role.text if record.role else None, record.country or None]
        return " ".join(word for word in words if word)
    return record.trigger.text or ""


def _describe(value: Any, labels: Mapping[str, str]) -> str:
    if value is None or value is msgspec.UNSET or value == []:
        return _NOTHING
    if isinstance(value, str):
        return labels.get(value, value)
    if isinstance(value, (list, tuple)):
        separator = "…" if isinstance(value, tuple) else "; "
        return separator.join(_describe(item, labels) for item in value)
    if isinstance(value, msgspec.Struct):
        if "text" in value.__struct_fields__:
            return str(getattr(value, "text", None) or _NOTHING)
        parts = (getattr(value, name) for name in value.__struct_fields__ if name != "span")
        return " ".join(_describe(part, labels) for part in parts if part not in (None, msgspec.UNSET))
    return value.isoformat() if isinstance(value, dt.date) else str(value)

"""How far a record can be trusted: how often records of its pattern were exactly right on the development texts."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from importlib import resources
from typing import NamedTuple

from pipeline.errors import DataError

#: Stands for patterns that were never met, and for records one of whose deciding fields was concluded.
ANY, INFERRED = "*", "inferred"
_HEADER = ["kind", "rule", "records", "found", "right", "confidence"]


class RulePrecision(NamedTuple):
    """What was counted of a pattern's records, and the shrunk share of those that were exactly right."""

    kind: str
    rule: str
    records: int
    found: int
    right: int
    confidence: float


Table = Mapping[tuple[str, str], RulePrecision]


@functools.cache
def table() -> Table:
    """The measured precisions by kind and rule; :class:`DataError` names the line of a bad row."""
    return parse(measured())


@functools.cache
def measured() -> str:
    """The text of ``models/rules/precision.tsv``."""
    return (resources.files("models") / "rules" / "precision.tsv").read_text("utf-8")


def parse(text: str) -> Table:
    """The rows of a table of precisions."""
    lines = [line.split("\t") for line in text.splitlines()]
    if lines[:1] != [_HEADER]:
        raise DataError(f"columns must be {', '.join(_HEADER)}", where="precision.tsv:1", remedy=_REMEDY)
    rows: dict[tuple[str, str], RulePrecision] = {}
    for number, cells in enumerate(lines[1:], 2):
        try:
            kind, rule, records, found, right, confidence = cells
            row = RulePrecision(kind, rule, int(records), int(found), int(right), float(confidence))
        except ValueError as error:
            raise DataError(f"not a row: {error}", where=f"precision.tsv:{number}", remedy=_REMEDY) from error
        rows[row.kind, row.rule] = row
    return rows


_REMEDY = "run python -m models.calibrate_rules"


def confidence(kind: str, rule: str, *, inferred: bool, rows: Table | None = None) -> float:
    """The chance that a record is exactly right, by kind and pattern; less where a deciding field is ``inferred``."""
    known = rows if rows is not None else table()
    row = known.get((kind, rule)) or known[kind, ANY]
    factor = known[kind, INFERRED].confidence if inferred and (kind, INFERRED) in known else 1.0
    return round(row.confidence * factor, 3)


def render(rows: Table) -> str:
    """The table as text."""
    lines = ["\t".join(_HEADER)]
    lines += ["\t".join(str(cell) for cell in rows[key]) for key in sorted(rows)]
    return "\n".join(lines) + "\n"

"""Loading records into databases."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.database import COLUMNS, measure_all
from benchmarks.report import Section, Target
from benchmarks.side.context import Context

_DOCUMENTS = 300


def run(context: Context) -> Iterator[Section]:
    """The loader beside a bare ``executemany`` of the rows that it writes."""
    rows = measure_all(_DOCUMENTS, context.rounds)
    yield Section(
        "Loading rows",
        COLUMNS,
        rows,
        f"python -m benchmarks.database --documents {_DOCUMENTS}",
        "No other tool here loads a database.",
        [Target(f"loader, of executemany's rows a second, {row[0]}", 0.5, row[-1].median) for row in rows],
    )

"""Flat tables: the views of the database, read from one in memory that the records are loaded into."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa

from pipeline import records
from pipeline.database.connect import open_database
from pipeline.database.load import Loader
from pipeline.errors import InputError
from pipeline.formats.writers import atomic

_VIEWS = {
    "visits": ("visits_flat", "earliest IS NULL, earliest, document_id, visit_id"),
    "agreements": ("agreements_flat", "earliest IS NULL, earliest, document_id, agreement_id"),
    "participants": ("participants_flat", "document_id, participant_id"),
    "timeline": ("timeline", "earliest IS NULL, earliest, latest, document_id, event_id"),
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Cell = str | int | float | None
OnFailure = Callable[[InputError], None]


class FlatTable(NamedTuple):
    """A name, the columns, and the rows one at a time."""

    name: str
    columns: list[str]
    rows: Iterator[tuple[Cell, ...]]


@contextmanager
def flat_tables(documents: Iterable[records.Document], on_failure: OnFailure) -> Iterator[Iterator[FlatTable]]:
    """The tables ``visits``, ``agreements``, ``participants`` and ``timeline``; days are ISO text.

    ``on_failure`` is called for a document that is left out, since its records contradict themselves.
    """
    with open_database("sqlite://") as engine:
        with Loader(engine, on_failure=lambda failure: on_failure(failure.error)) as loader:
            for document in documents:
                loader.write(document)
        with engine.connect().execution_options(read_only=True) as connection:
            yield (_table(connection, name) for name in _VIEWS)


def _table(connection: sa.Connection, name: str) -> FlatTable:
    view, order = _VIEWS[name]
    found = connection.exec_driver_sql(f"SELECT * FROM {view} ORDER BY {order}")
    return FlatTable(name, list(found.keys()), (tuple(row) for row in found))


def write_csv(documents: Iterable[records.Document], folder: Path, on_failure: OnFailure) -> list[Path]:
    """Write the flat tables as ``visits.csv`` and so on: UTF-8 with a BOM, which Excel needs.

    A text that a spreadsheet would take for a formula begins with an apostrophe.
    """
    paths: list[Path] = []
    with flat_tables(documents, on_failure) as tables:
        for table in tables:
            paths.append(folder / f"{table.name}.csv")
            with atomic(paths[-1]) as file, io.TextIOWrapper(file, "utf-8-sig", newline="") as text:
                writer = csv.writer(text)
                writer.writerow(table.columns)
                writer.writerows([_harmless(cell) for cell in row] for row in table.rows)
    return paths


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell

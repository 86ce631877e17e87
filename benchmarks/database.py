"""Loading beside a bare executemany of the same rows: ``python -m benchmarks.database [--documents N] [--rounds N]``.

The rows are those that the loader writes, read from a database that it filled. They go into an empty database with the
same tables, indexes and full-text search, each table's by one ``executemany`` of the driver, in one transaction. The
loader reads the records from JSON Lines and does what it always does. Documents are the sample texts, over and over
under new ids. PostgreSQL is started for the purpose, and waits for the disk at every commit.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa

import pipeline
from benchmarks.timing import Spread, interleave, markdown, times_as_fast
from pipeline import records
from pipeline.database import tables
from pipeline.database.connect import open_database
from pipeline.database.load import Loader
from pipeline.database.schema import upgrade
from pipeline.errors import InputError
from pipeline.formats.record_files import read_records
from tests.database.server import find_binaries, postgresql

_CORPUS = Path(__file__).resolve().parents[1] / "corpus" / "raw"
_TABLES = [tables.generators, tables.documents, *tables.DOCUMENT_TABLES]
COLUMNS = ("database", "documents", "rows", "dabir load, rows/s", "executemany, rows/s", "ratio")
Rows = dict[str, list[tuple[Any, ...]]]
Row = tuple[str, int, int, int, int, Spread]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Measure loading.")
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    sys.stdout.write(markdown(COLUMNS, measure_all(options.documents, options.rounds)) + "\n")


def measure_all(documents: int, rounds: int, *, sqlite_only: bool = False) -> list[Row]:
    """A row for each database."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines = _write(folder / "records.jsonl", documents)
        found = [_measure("SQLite", f"sqlite:///{folder / 'x.db'}", lines, documents, rounds)]
        if sqlite_only:
            return found
        binaries = find_binaries()
        if binaries is None:
            sys.stderr.write("PostgreSQL is not installed, and left out\n")
        else:
            with postgresql(binaries, durable=True) as server:
                found.append(_measure("PostgreSQL", server.create("bench"), lines, documents, rounds))
    return found


def _write(path: Path, count: int) -> Path:
    engine = pipeline.load(tagger="none")
    texts = [(file.stem, file.read_text("utf-8")) for file in sorted(_CORPUS.glob("*.txt"))]
    originals = [engine.extract(text, id=id) for id, text in texts]
    with path.open("wb") as file:
        for n in range(count):
            one = originals[n % len(originals)]
            info = msgspec.structs.replace(one.document, id=f"{one.document.id}-{n}")
            file.write(records.encode(msgspec.structs.replace(one, document=info)) + b"\n")
    return path


def _measure(name: str, url: str, lines: Path, documents: int, rounds: int) -> Row:
    with open_database(url) as engine:
        upgrade(engine)
        _load(engine, lines)
        rows = _stored(engine)
        candidates: dict[str, Callable[[], object]] = {
            "load": lambda: _load(engine, lines),
            "bare": lambda: _executemany(engine, rows),
        }
        # A server works in processes of its own, which only the clock on the wall sees.
        clock = time.process_time if engine.dialect.name == "sqlite" else time.perf_counter
        timings = interleave(candidates, rounds=rounds, prepare=lambda: _empty(engine), clock=clock)
    total = sum(map(len, rows.values()))
    load, bare = (round(total / timings[key].median) for key in ("load", "bare"))
    return name, documents, total, load, bare, times_as_fast(timings["load"], timings["bare"])


def _load(engine: sa.Engine, lines: Path) -> None:
    with Loader(engine) as loader:
        for source, outcome in read_records([str(lines)]):
            assert not isinstance(outcome, InputError)
            loader.write(outcome, source)
    assert not loader.summary.failures


def _stored(engine: sa.Engine) -> Rows:
    """The rows of all tables as the driver takes them: days and JSON as text."""
    with engine.connect() as connection:
        return {table.name: list(_bound(connection, table)) for table in _TABLES}


def _bound(connection: sa.Connection, table: sa.Table) -> Iterator[tuple[Any, ...]]:
    columns = [column for column in table.columns if column.identity is None]
    as_text = (sa.cast(column, sa.Text) if isinstance(column.type, sa.JSON) else column for column in columns)
    for row in connection.execute(sa.select(*as_text)):
        yield tuple(value.isoformat() if hasattr(value, "isoformat") else value for value in row)


def _executemany(engine: sa.Engine, rows: Rows) -> None:
    mark = "?" if engine.dialect.name == "sqlite" else "%s"
    with engine.begin() as connection:
        cursor: Any = connection.connection.cursor()
        for table in _TABLES:
            columns = [column.name for column in table.columns if column.identity is None]
            names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join([mark] * len(columns))
            cursor.executemany(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", rows[table.name])
        cursor.close()


def _empty(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        for table in reversed(_TABLES):
            connection.execute(sa.delete(table))
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM")


if __name__ == "__main__":
    main()

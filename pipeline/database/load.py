"""Loading: a document's rows appear whole or not at all, and change only where its records have changed.

Several documents share a transaction, for speed; one that is refused is found by trying its batch again one by one.
Loaders may run at once: SQLite lets one write at a time; in PostgreSQL each transaction first locks its documents, in
one order for all, so that none waits for another in a circle.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import NamedTuple

import sqlalchemy as sa

from pipeline import __version__, records
from pipeline.database import tables
from pipeline.database.rows import Row, Rows, add_rows, countries_of, encode_loaded, generator_row, without_nul
from pipeline.database.schema import check
from pipeline.errors import InputError, UsageError

_BATCH_DOCUMENTS = 200
_BATCH_RECORDS = 4000
_LONGEST_ID = 1000  # bytes; PostgreSQL indexes no more than 2704
_TABLES = [tables.documents, *tables.DOCUMENT_TABLES]
_REFUSALS = (OverflowError, sa.exc.DBAPIError)
COUNTS = ("inserted", "replaced", "unchanged", "failed", "pruned")


class Refused(NamedTuple):
    """A document that was not loaded, where it stands, and why."""

    source: str
    error: InputError


@dataclasses.dataclass(slots=True)
class LoadSummary:
    """How many documents were new, had changed, had not, were removed; and those that failed."""

    inserted: int = 0
    replaced: int = 0
    unchanged: int = 0
    pruned: int = 0
    failures: list[Refused] = dataclasses.field(default_factory=list)

    def __str__(self) -> str:
        """Counts in words."""
        return ", ".join(f"{getattr(self, name)} {name}" for name in COUNTS)

    @property
    def failed(self) -> int:
        """How many were not loaded."""
        return len(self.failures)


class _Pending(NamedTuple):
    document: records.Document
    sha256: str
    source: str


class Loader:
    """Takes documents and writes them to the database in batches; to be entered, and left for the last batch.

    The database gets its tables if it is empty; raises :class:`~pipeline.errors.UsageError` for an older or newer
    schema, and for what goes wrong with the database itself. ``on_failure`` is called for each refused document.
    """

    def __init__(self, engine: sa.Engine, *, on_failure: Callable[[Refused], None] | None = None) -> None:
        self.summary = LoadSummary()
        self._engine = engine
        self._on_failure = on_failure
        self._batch: list[_Pending] = []
        self._size = 0
        self._seen: dict[str, tuple[str, str]] = {}  # by id: hash of the records, source

    def __enter__(self) -> Loader:
        check(self._engine, create=True)
        with self._engine.begin() as connection:
            started = {"version": __version__, "started_at": dt.datetime.now(dt.UTC)}
            key = connection.execute(sa.insert(tables.runs).values(started)).inserted_primary_key
            assert key is not None
            self._run: int = key[0]
            self._countries = set(connection.scalars(sa.select(tables.countries.c.code)))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._flush()
            values = {name: getattr(self.summary, name) for name in COUNTS}
            with self._engine.begin() as connection:
                run = sa.update(tables.runs).where(tables.runs.c.id == self._run)
                connection.execute(run.values(finished_at=dt.datetime.now(dt.UTC), **values))

    def write(self, document: records.Document, source: str | None = None) -> None:
        """Take one document; ``source`` is the record file that a message names."""
        info = document.document
        source = source or info.source or info.id
        if "\0" in info.id or len(info.id.encode()) > _LONGEST_ID:
            return self.refuse(source, f"its id holds NUL or is longer than {_LONGEST_ID} bytes", "give it another id")
        data = encode_loaded(document)
        sha256 = hashlib.sha256(data).hexdigest()
        known, first = self._seen.setdefault(info.id, (sha256, source))
        if known != sha256:
            remedy = "give one of them another id, or load them one after the other"
            return self.refuse(source, f"other records of {info.id!r} were loaded from {first} just now", remedy)
        self._batch.append(_Pending(without_nul(document, data), sha256, source))
        self._size += 1 + len(document.dates) + len(document.participants)
        self._size += len(document.visits) + len(document.meetings) + len(document.agreements)
        if len(self._batch) >= _BATCH_DOCUMENTS or self._size >= _BATCH_RECORDS:
            self._flush()
        return None

    def refuse(self, source: str, what: str, remedy: str | None = None) -> None:
        """Note a document that is not loaded."""
        failure = Refused(source, InputError(what, where=source, remedy=remedy))
        self.summary.failures.append(failure)
        if self._on_failure:
            self._on_failure(failure)

    def prune(self) -> None:
        """Remove the documents that were not among those taken; refused where any failed."""
        self._flush()
        if self.summary.failures:
            remedy = "mend or leave out what failed, and prune then"
            raise UsageError(f"nothing was removed, since {self.summary.failed} failed", remedy=remedy)
        with self._engine.begin() as connection:
            stored = connection.scalars(sa.select(tables.documents.c.id))
            gone = sorted(set(stored) - self._seen.keys())
            for n in range(0, len(gone), _BATCH_DOCUMENTS):
                part = gone[n : n + _BATCH_DOCUMENTS]
                _lock(connection, part)
                _delete(connection, part)
            unused = tables.generators.c.id.not_in(sa.select(tables.documents.c.generator_id))
            connection.execute(sa.delete(tables.generators).where(unused))
        self.summary.pruned += len(gone)

    def _flush(self) -> None:
        batch, self._batch, self._size = self._batch, [], 0
        if not batch:
            return
        try:
            self._store(batch)
        except _REFUSALS as error:
            if not _is_refusal(error):
                raise
            for pending in batch:
                self._store_alone(pending)

    def _store_alone(self, pending: _Pending) -> None:
        try:
            self._store([pending])
        except _REFUSALS as error:
            if not _is_refusal(error):
                raise
            reason = " ".join(str(getattr(error, "orig", None) or error).split())
            self.refuse(pending.source, f"the database refuses it: {reason}", "extract it again")

    def _store(self, batch: Sequence[_Pending]) -> None:
        """All documents of a batch in one transaction."""
        pending = {item.document.document.id: item for item in batch}
        ids = sorted(pending)
        with self._engine.begin() as connection:
            _lock(connection, ids)
            query = sa.select(tables.documents.c.id, tables.documents.c.record_sha256)
            stored = {row[0]: row[1] for row in connection.execute(query.where(tables.documents.c.id.in_(ids)))}
            changed = [pending[id] for id in ids if stored.get(id) != pending[id].sha256]
            replaced = [item.document.document.id for item in changed if item.document.document.id in stored]
            _delete(connection, replaced)
            countries = self._insert_documents(connection, changed)
        self._countries |= countries
        self.summary.inserted += len(changed) - len(replaced)
        self.summary.replaced += len(replaced)
        self.summary.unchanged += len(batch) - len(changed)

    def _insert_documents(self, connection: sa.Connection, changed: Sequence[_Pending]) -> set[str]:
        """Insert the rows of documents and what these refer to; the codes of countries that are there now."""
        rows: Rows = defaultdict(list)
        countries: set[str] = set()
        generators: dict[str, Row] = {}
        for item in changed:
            document = item.document
            generator = generator_row(document.generator)
            generators[generator[0]] = generator
            countries |= countries_of(document)
            add_rows(rows, document, sha256=item.sha256, generator=generator[0], run=self._run)
        unknown = sorted(countries - self._countries)
        _insert_missing(connection, tables.countries, [(code, None, _kind_of(code)) for code in unknown])
        _insert_missing(connection, tables.generators, [generators[id] for id in sorted(generators)])
        for table in _TABLES:
            if rows[table.name]:
                insert_rows(connection, table, rows[table.name])
        return countries


def insert_rows(connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> None:
    """Insert rows in the fastest way that the database has: COPY in PostgreSQL."""
    columns = ", ".join(f'"{column.name}"' for column in table.columns if column.identity is None)
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(rows[0]))
        connection.exec_driver_sql(f"INSERT INTO {table.name} ({columns}) VALUES ({marks})", list(rows))
        return
    statement = f"COPY {table.name} ({columns}) FROM STDIN"
    database_error = connection.dialect.loaded_dbapi.Error
    try:
        with connection.connection.cursor() as cursor, cursor.copy(statement) as copy:  # type: ignore[attr-defined]
            for row in rows:
                copy.write_row(row)
    except database_error as error:
        raise sa.exc.DBAPIError.instance(statement, None, error, database_error) from error


def _insert_missing(connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> None:
    """Insert rows that several documents and loaders share, where they are not there."""
    if rows:
        mark = "?" if connection.dialect.name == "sqlite" else "%s"
        marks = ", ".join([mark] * len(rows[0]))
        connection.exec_driver_sql(f"INSERT INTO {table.name} VALUES ({marks}) ON CONFLICT DO NOTHING", list(rows))


def _delete(connection: sa.Connection, ids: Sequence[str]) -> None:
    """Delete documents, the rows that refer to others first: quicker than by the foreign keys' cascades."""
    if ids:
        for table in reversed(tables.DOCUMENT_TABLES):
            connection.execute(sa.delete(table).where(table.c.document_id.in_(ids)))
        connection.execute(sa.delete(tables.documents).where(tables.documents.c.id.in_(ids)))


def _lock(connection: sa.Connection, ids: Sequence[str]) -> None:
    """Keep other loaders from these documents until the transaction ends; SQLite locks the whole database by itself."""
    if connection.dialect.name == "postgresql":
        keys = sorted(int.from_bytes(hashlib.sha256(id.encode()).digest()[:8], signed=True) for id in ids)
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(key) FROM unnest(%s::bigint[]) AS key", (keys,))


def _kind_of(code: str) -> str:
    return "state" if len(code) == 3 and code.isalpha() else "body"


def _is_refusal(error: Exception) -> bool:
    """Whether it is this document that the database refuses: it breaks a constraint, or a limit (SQLSTATE 54)."""
    limit = str(getattr(getattr(error, "orig", None), "sqlstate", "")).startswith("54")
    return limit or isinstance(error, OverflowError | sa.exc.IntegrityError | sa.exc.DataError)

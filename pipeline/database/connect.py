"""Opening a database by its URL."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from pipeline.errors import MissingExtraError, UsageError

DEFAULT_URL = "sqlite:///dabir.db"
_PATIENCE = 60  # seconds that a writer of SQLite waits for another one
_FORMS = "write sqlite:///file.db or postgresql+psycopg://user@host/name"


@contextlib.contextmanager
def open_database(url: str) -> Iterator[sa.Engine]:
    """An engine for ``sqlite:///FILE`` or ``postgresql+psycopg://USER@HOST/NAME``, closed at the end.

    What goes wrong with the database as such comes out as :class:`~pipeline.errors.UsageError`, without the password.
    """
    engine = _engine(url)
    shown = engine.url.render_as_string(hide_password=True)
    try:
        yield engine
    except sa.exc.DBAPIError as error:
        raise UsageError(_first_line(error.orig), where=shown, remedy="check the database") from error
    finally:
        engine.dispose()


def _first_line(error: BaseException | None) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)


def _engine(url: str) -> sa.Engine:
    try:
        parsed = sa.engine.make_url(url)
    except (sa.exc.ArgumentError, ValueError) as error:
        raise UsageError("this is no URL of a database", where=url, remedy=_FORMS) from error
    backend = parsed.get_backend_name()
    if backend in ("postgresql", "postgres"):
        return _postgresql(parsed.set(drivername="postgresql+psycopg"))
    if backend != "sqlite":
        raise UsageError(f"{backend} is no database that is known here", where=parsed.drivername, remedy=_FORMS)
    engine = sa.create_engine(parsed, connect_args={"timeout": _PATIENCE})
    sa.event.listen(engine, "connect", _set_up_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _postgresql(url: sa.URL) -> sa.Engine:
    try:
        return sa.create_engine(url)
    except ImportError as error:
        remedy = "pip install 'dabir[postgresql]'"
        raise MissingExtraError("PostgreSQL needs psycopg", remedy=remedy) from error


def _set_up_sqlite(connection: Any, _record: object) -> None:
    """Readers beside a writer, foreign keys that hold, and transactions that begin where ours do."""
    connection.isolation_level = None
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    """Take the lock at once where something will be written: a lock asked for later can fail without waiting."""
    read_only = connection.get_execution_options().get("read_only")
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

"""Asking a database: a query's answer, and how many rows there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from pipeline.database.tables import METADATA
from pipeline.errors import UsageError


def ask(engine: sa.Engine, sql: str) -> tuple[list[str], Sequence[Sequence[Any]]]:
    """Columns and rows that a query gives; the database refuses whatever would change something.

    Raises :class:`~pipeline.errors.UsageError` where the query is wrong.
    """
    dbapi = engine.dialect.loaded_dbapi
    with engine.connect().execution_options(read_only=True) as connection:
        sqlite = connection.dialect.name == "sqlite"
        connection.exec_driver_sql("PRAGMA query_only = ON" if sqlite else "SET TRANSACTION READ ONLY")
        cursor: Any = connection.connection.cursor()
        try:
            if sqlite:
                cursor.execute(sql)
            else:
                cursor.execute(sql, prepare=True)  # a prepared statement is one: none ends the transaction before it
            if cursor.description is None:
                raise UsageError("this query gives no rows", remedy="write one SELECT")
            return [column[0] for column in cursor.description], cursor.fetchall()
        except (dbapi.Error, dbapi.Warning) as error:  # a warning, of Python 3.11, of several statements
            reason = str(error).splitlines()[0]
            raise UsageError(f"the query is refused: {reason}", remedy="see dabir db schema for the columns") from error
        finally:
            cursor.close()
            if sqlite:
                connection.exec_driver_sql("PRAGMA query_only = OFF")


def row_counts(engine: sa.Engine) -> dict[str, int]:
    """How many rows each table has."""
    with engine.connect().execution_options(read_only=True) as connection:
        tables = sorted(METADATA.tables.items())
        return {
            name: connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
            for name, table in tables
        }


def markdown(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """A table in Markdown, a line for each row."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines)


def _cell(value: object) -> str:
    return "" if value is None else " ".join(str(value).split()).replace("\\", "\\\\").replace("|", "\\|")

"""All that a database holds, to compare."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import sqlalchemy as sa

from pipeline.database.connect import open_database
from pipeline.database.tables import DOCUMENT_TABLES, METADATA, documents

#: What says when rows were loaded and not what they are.
_UNSTABLE = {"run_id", "number"}


def dump(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of all tables but ``runs``, sorted."""
    with open_database(url) as engine, engine.connect() as connection:
        return {
            name: sorted(map(tuple, connection.execute(_select(table))), key=repr)
            for name, table in METADATA.tables.items()
            if name != "runs"
        }


def by_document(url: str) -> dict[str, dict[str, list[tuple[Any, ...]]]]:
    """The rows of each document, by table, as the driver gives them, in the order of their keys."""
    found: dict[str, dict[str, list[tuple[Any, ...]]]] = defaultdict(dict)
    with open_database(url) as engine, engine.connect().execution_options(read_only=True) as connection:
        for table in [documents, *DOCUMENT_TABLES]:
            id = "id" if table is documents else "document_id"
            columns = [id, *(column.name for column in table.columns if column.name not in {id, *_UNSTABLE})]
            order = ", ".join(str(n + 1) for n in range(min(4, len(columns))))
            query = f"SELECT {', '.join(columns)} FROM {table.name} ORDER BY {order}"
            for row in connection.exec_driver_sql(query).fetchall():
                found[row[0]].setdefault(table.name, []).append(tuple(row))
    return found


def rows(url: str, table: str) -> list[dict[str, Any]]:
    """The rows of a table as dictionaries, in the order of its key."""
    with open_database(url) as engine, engine.connect() as connection:
        query = sa.select(METADATA.tables[table]).order_by(*METADATA.tables[table].primary_key)
        return [dict(row) for row in connection.execute(query).mappings()]


def _select(table: sa.Table) -> sa.Select[Any]:
    return sa.select(*(column for column in table.columns if column.name not in _UNSTABLE))

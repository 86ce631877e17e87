"""The schema as it stands in a database: its version, making and upgrading it, and showing it.

Tables change by numbered migrations (Alembic, in ``migrations/versions``); views hold nothing, and are made anew from
``views/*.sql`` after each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.dialects import postgresql, sqlite

from pipeline.database.tables import METADATA
from pipeline.errors import UsageError
from pipeline.lexicon.lexicon import TABLES
from pipeline.lexicon.rows import Body, Country
from pipeline.lexicon.tables import RowType, read_table

Dialect = Literal["sqlite", "postgresql"]
VERSION_TABLE = "dabir_schema_version"
MIGRATIONS = Path(__file__).with_name("migrations")
VIEWS = Path(__file__).with_name("views")
VIEW_NAMES = ("participants_flat", "visits_flat", "agreements_flat", "timeline")  # in the order that they build on
_LOCK = 0x6461626972  # of PostgreSQL: one upgrade at a time
SEARCH_DDL: dict[str, tuple[str, ...]] = {
    "sqlite": (
        "CREATE VIRTUAL TABLE search_index USING fts5"
        "(key, content='search_texts', content_rowid='number', tokenize='unicode61 remove_diacritics 0')",
        "CREATE TRIGGER search_texts_inserted AFTER INSERT ON search_texts BEGIN"
        " INSERT INTO search_index (rowid, key) VALUES (new.number, new.key); END",
        "CREATE TRIGGER search_texts_deleted AFTER DELETE ON search_texts BEGIN"
        " INSERT INTO search_index (search_index, rowid, key) VALUES ('delete', old.number, old.key); END",
        "CREATE TRIGGER search_texts_updated AFTER UPDATE ON search_texts BEGIN"
        " INSERT INTO search_index (search_index, rowid, key) VALUES ('delete', old.number, old.key);"
        " INSERT INTO search_index (rowid, key) VALUES (new.number, new.key); END",
    ),
    "postgresql": (
        "CREATE INDEX ix_search_texts_key ON search_texts USING gin (array_to_tsvector(string_to_array(key, ' ')))",
    ),
}


def head() -> str:
    """The version of the schema that this release works with."""
    found = _scripts().get_current_head()
    assert found is not None  # there are migrations
    return found


def version(connection: sa.Connection) -> str | None:
    """The version of the schema in a database; null where there is none."""
    return MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE}).get_current_revision()


def check(engine: sa.Engine, *, create: bool = False) -> None:
    """Make sure that the database has the schema of this release; with ``create`` make it in an empty one.

    Raises :class:`~pipeline.errors.UsageError` for an older schema, which a command upgrades, and for a newer one.
    """
    with engine.connect().execution_options(read_only=True) as connection:
        found = version(connection)
    if found == head():
        return
    shown = engine.url.render_as_string(hide_password=True)
    if found is None and create:
        upgrade(engine)
    elif found is None:
        raise UsageError("there are no records in this database", where=shown, remedy="dabir load makes the tables")
    elif found in _versions():
        remedy = f"dabir db upgrade --to {shown}"
        raise UsageError(f"its schema is version {found}, older than {head()}", where=shown, remedy=remedy)
    else:
        raise _newer(found, shown)


def upgrade(engine: sa.Engine) -> tuple[str | None, str]:
    """Bring the schema to the version of this release, in one transaction; the versions before and after."""
    shown = engine.url.render_as_string(hide_password=True)
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
        before = version(connection)
        if before is None and (taken := sorted({*sa.inspect(connection).get_table_names()} & {*METADATA.tables})):
            remedy = "use a database or a schema of its own"
            raise UsageError(f"there is another table {taken[0]} in this database", where=shown, remedy=remedy)
        if before is not None and before not in _versions():
            raise _newer(before, shown)
        for view in reversed(VIEW_NAMES):
            connection.exec_driver_sql(f"DROP VIEW IF EXISTS {view}")
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        for statement in views(connection.dialect.name):
            connection.exec_driver_sql(statement)
        _fill_countries(connection)
    return before, head()


def views(dialect: str) -> Iterator[str]:
    """The statements that make the views."""
    for name in VIEW_NAMES:
        query = (VIEWS / f"{name}.sql").read_text("utf-8").strip()
        if dialect == "sqlite":
            query = query.replace("string_agg(", "group_concat(")
        yield f"CREATE VIEW {name} AS\n{query}"


def ddl(dialect: Dialect, *, with_views: bool = True) -> str:
    """The whole schema as SQL, as a new database gets it; statements are parted by a blank line."""
    target = {"sqlite": sqlite.dialect, "postgresql": postgresql.dialect}[dialect]()
    statements: list[str] = []
    for table in METADATA.sorted_tables:
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        elements: list[sa.schema.DDLElement] = [sa.schema.CreateTable(table), *map(sa.schema.CreateIndex, indexes)]
        statements.extend(str(element.compile(dialect=target)).strip() for element in elements)
    statements.extend(SEARCH_DDL[dialect])
    if with_views:
        statements.extend(views(dialect))
    text = "\n\n".join(f"{statement};" for statement in statements).replace("\t", "    ")
    return re.sub(r"[ ]+$", "", text, flags=re.MULTILINE) + "\n"


def diagram() -> str:
    """The tables and their foreign keys as an entity-relationship diagram in Mermaid."""
    lines = ["erDiagram"]
    for table in sorted(METADATA.tables.values(), key=lambda table: table.name):
        lines.append(f"    {table.name} {{")
        for column in table.columns:
            kind = str(column.type).lower().split()[0]
            keys = ", ".join(
                mark for mark, has in (("PK", column.primary_key), ("FK", bool(column.foreign_keys))) if has
            )
            lines.append(f"        {kind} {column.name} {keys}".rstrip())
        lines.append("    }")
        for key in sorted(table.foreign_key_constraints, key=lambda key: list(key.column_keys)):
            optional = any(column.nullable for column in key.columns)
            one_to_one = {*key.column_keys} == {*table.primary_key.columns.keys()}
            many = "o|" if one_to_one else "o{"
            label = key.column_keys[-1]
            lines.append(f"    {key.referred_table.name} {'|o' if optional else '||'}--{many} {table.name} : {label}")
    return "\n".join(lines) + "\n"


def _fill_countries(connection: sa.Connection) -> None:
    """The states and bodies of the lexicon, with the names that it has now."""
    found = [(row.code, row.name, "state") for row in _table("countries", Country)]
    found += [(row.code, row.name, "body") for row in _table("bodies", Body)]
    connection.exec_driver_sql(
        "INSERT INTO countries (code, name, kind) VALUES "
        + ("(?, ?, ?)" if connection.dialect.name == "sqlite" else "(%s, %s, %s)")
        + " ON CONFLICT (code) DO UPDATE SET name = excluded.name, kind = excluded.kind",
        sorted(found),
    )


def _table(name: str, row_type: type[RowType]) -> list[RowType]:
    return [line.row for line in read_table(TABLES / f"{name}.tsv", row_type)]


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _versions() -> set[str]:
    return {script.revision for script in _scripts().walk_revisions()}


def _newer(found: str, shown: str) -> UsageError:
    return UsageError(
        f"its schema is version {found}, newer than {head()}", where=shown, remedy="install a newer Dabir"
    )

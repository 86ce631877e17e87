"""The schema: migrations make what the tables say, older databases are upgraded, newer ones refused."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext

from pipeline.database import schema
from pipeline.database.connect import open_database
from pipeline.database.load import Loader
from pipeline.database.tables import METADATA
from pipeline.errors import UsageError
from tests.database.documents import small
from tests.database.dump import dump
from tests.database.server import Server

LATER = """
from alembic import op
import sqlalchemy as sa

revision = "9999"
down_revision = "{head}"
branch_labels = depends_on = None


def upgrade():
    op.add_column("visits", sa.Column("remark", sa.Text(), server_default="none"))
"""


def load(url: str, *numbers: int) -> None:
    with open_database(url) as engine, Loader(engine) as loader:
        for number in numbers:
            loader.write(small(number))


@pytest.fixture
def next_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A release whose schema has one more version; undone within the test by ``undo``."""
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "9999_remark.py").write_text(LATER.format(head=schema.head()), "utf-8")
    known = schema._config()

    def config() -> Config:
        made = Config()
        made.set_main_option("script_location", known.get_main_option("script_location") or "")
        made.set_main_option("path_separator", "newline")
        made.set_main_option("version_locations", f"{schema.MIGRATIONS / 'versions'}\n{tmp_path / 'later'}")
        return made

    monkeypatch.setattr(schema, "_config", config)
    return monkeypatch


def test_migrations_make_the_tables(empty: str) -> None:
    with open_database(empty) as engine:
        assert schema.upgrade(engine) == (None, schema.head())
        assert schema.upgrade(engine) == (schema.head(), schema.head())
        with engine.connect() as connection:
            options = {"version_table": schema.VERSION_TABLE, "include_name": _is_ours}
            assert compare_metadata(MigrationContext.configure(connection, opts=options), METADATA) == []
            assert {*sa.inspect(connection).get_view_names()} == {*schema.VIEW_NAMES}


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    return not (name or "").startswith(("search_index", "ix_search_texts_key"))


def test_printed_schema_is_that_of_a_new_database(tmp_path: Path) -> None:
    """Statement by statement, constraints and all."""
    made, printed = f"sqlite:///{tmp_path / 'made.db'}", f"sqlite:///{tmp_path / 'printed.db'}"
    with open_database(made) as engine:
        schema.upgrade(engine)
    with open_database(printed) as engine, engine.begin() as connection:
        for statement in schema.ddl("sqlite").split(";\n\n"):
            connection.exec_driver_sql(statement)
    assert _statements(made) == _statements(printed)


def test_printed_schema_is_the_same_in_every_process() -> None:
    script = "from pipeline.database.schema import ddl, diagram; print(ddl('sqlite'), ddl('postgresql'), diagram())"
    printed = [
        subprocess.run(
            [sys.executable, "-c", script], env=os.environ | {"PYTHONHASHSEED": seed}, check=True, capture_output=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert printed[0] == printed[1]


def _statements(url: str) -> dict[str, str]:
    with open_database(url) as engine, engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {name: " ".join(sql.split()) for name, sql in found if name != schema.VERSION_TABLE}


def test_printed_schema_is_that_of_a_new_postgresql_database(server: Server) -> None:
    made, printed = server.create("migrated"), server.create("printed")
    with open_database(made) as engine:
        schema.upgrade(engine)
    with open_database(printed) as engine, engine.begin() as connection:
        for statement in schema.ddl("postgresql").split(";\n\n"):
            connection.exec_driver_sql(statement.replace("%", "%%"))
    assert _catalogue(made) == _catalogue(printed)


def _catalogue(url: str) -> list[str]:
    queries = (
        "SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE connamespace = 'public'::regnamespace",
        "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "SELECT table_name || column_name || data_type || is_nullable FROM information_schema.columns"
        " WHERE table_schema = 'public'",
        "SELECT viewname || definition FROM pg_views WHERE schemaname = 'public'",
    )
    with open_database(url) as engine, engine.connect() as connection:
        found = [row[0] for query in queries for row in connection.exec_driver_sql(query)]
    return sorted(line for line in found if schema.VERSION_TABLE not in line)


def test_an_older_database_is_upgraded_on_command(empty: str, next_release: pytest.MonkeyPatch) -> None:
    later = schema._config
    next_release.undo()
    load(empty, 1, 2)
    before = dump(empty)
    next_release.setattr(schema, "_config", later)
    with open_database(empty) as engine:
        with pytest.raises(UsageError, match=r"version 0001, older than 9999 \(dabir db upgrade --to "):
            schema.check(engine, create=True)
        assert schema.upgrade(engine) == ("0001", "9999")
        schema.check(engine)
        with engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT remark FROM visits").scalars().all() == ["none", "none"]
            assert connection.exec_driver_sql("SELECT count(*) FROM visits_flat").scalar() == 2
    assert dump(empty) == before


def test_a_newer_database_is_refused(empty: str, next_release: pytest.MonkeyPatch) -> None:
    with open_database(empty) as engine:
        schema.upgrade(engine)
    next_release.undo()
    with open_database(empty) as engine:
        for refused in (schema.upgrade, schema.check):
            with pytest.raises(UsageError, match=r"version 9999, newer than 0001 \(install a newer Dabir\)"):
                refused(engine)
    with pytest.raises(UsageError, match="newer"):
        load(empty, 1)


def test_another_applications_tables_are_left_alone(empty: str) -> None:
    with open_database(empty) as engine:
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE documents (mine INTEGER)")
        with pytest.raises(UsageError, match="another table documents in this database"):
            schema.check(engine, create=True)
        assert sa.inspect(engine).get_table_names() == ["documents"]


def test_two_make_the_tables_at_once(empty: str) -> None:
    results: list[object] = []

    def make() -> None:
        try:
            with open_database(empty) as engine:
                results.append(schema.upgrade(engine)[1])
        except Exception as error:  # reported by the assertion
            results.append(error)

    threads = [threading.Thread(target=make) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [schema.head()] * 3


def test_the_diagram_is_current() -> None:
    shown = (Path(schema.__file__).with_name("SCHEMA.md")).read_text("utf-8")
    assert f"```mermaid\n{schema.diagram()}```\n" in shown


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("nonsense", "nonsense: this is no URL of a database (write sqlite:///file.db or postgresql"),
        ("mysql://root@localhost/x", "mysql: mysql is no database that is known here (write"),
        ("sqlite:////no/such/folder/x.db", "sqlite:////no/such/folder/x.db: unable to open database file"),
        ("postgresql://u:secret@127.0.0.1:1/x", "postgresql+psycopg://u:***@127.0.0.1:1/x: connection"),
    ],
)
def test_a_database_that_cannot_be_used(url: str, message: str) -> None:
    with pytest.raises(UsageError) as caught, open_database(url) as engine:
        schema.check(engine)
    assert str(caught.value).startswith(message)
    assert "secret" not in str(caught.value)

"""Empty databases, a SQLite file and one of a real PostgreSQL server that the tests start."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.database.connect import open_database
from pipeline.database.schema import upgrade
from pipeline.database.tables import METADATA
from tests.database.server import Server, find_binaries, postgresql

_NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    binaries = find_binaries()
    if binaries is None:
        if os.environ.get("CI") == "true":
            pytest.fail("PostgreSQL is not installed: apt-get install postgresql")
        pytest.skip("PostgreSQL is not installed")
    with postgresql(binaries) as running:
        yield running


@pytest.fixture(scope="session")
def shared(server: Server) -> str:
    """The URL of a PostgreSQL database with the schema, which tests empty before they use it."""
    url = server.create("shared")
    with open_database(url) as engine:
        upgrade(engine)
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database without a table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'test.db'}"
    server: Server = request.getfixturevalue("server")
    return server.create(f"test_{next(_NUMBERS)}")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database without records."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'test.db'}"
    url: str = request.getfixturevalue("shared")
    tables = ", ".join(METADATA.tables.keys() - {"countries"})
    with open_database(url) as engine, engine.begin() as connection:
        connection.exec_driver_sql(f"TRUNCATE {tables} RESTART IDENTITY")
        connection.exec_driver_sql("DELETE FROM countries WHERE name IS NULL")
    return url

"""Loaders that are killed, and loaders that run at once: the database ends up as if nothing had happened."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.database import workers
from tests.database.documents import small, write_lines
from tests.database.dump import by_document, dump
from tests.database.server import Server
from tests.database.workers import Worker

KILLS = 50
IN_A_ROW = 5
DOCUMENTS = 500
Fresh = Callable[[], str]


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Fresh:
    """Makes a database anew that holds every third document, in an older version."""
    older = write_lines(tmp_path / "older.jsonl", (small(n, rules="r0") for n in range(0, DOCUMENTS, 3)))
    if request.param == "sqlite":
        base, target = tmp_path / "base.db", tmp_path / "test.db"
        workers.run(f"sqlite:///{base}", [str(older)])

        def copy() -> str:
            for suffix in ("-wal", "-shm"):
                target.with_name(target.name + suffix).unlink(missing_ok=True)
            shutil.copy(base, target)
            return f"sqlite:///{target}"

        return copy
    server: Server = request.getfixturevalue("server")
    workers.run(server.create("base"), [str(older)])
    return lambda: server.create("robust", template="base")


@pytest.mark.slow
def test_killed_at_any_moment(fresh: Fresh, tmp_path: Path) -> None:
    records = write_lines(tmp_path / "new.jsonl", map(small, range(DOCUMENTS)))
    url = fresh()
    before = by_document(url)
    undisturbed = Worker(url, [records])
    began = time.perf_counter()
    undisturbed.go()
    assert undisturbed.finish().inserted == DOCUMENTS - len(before)
    duration = time.perf_counter() - began
    after, expected = by_document(url), dump(url)
    assert len(after) == DOCUMENTS
    moments = random.Random(1380)
    at_work = 0
    for _ in range(KILLS // IN_A_ROW):
        url = fresh()
        missing = DOCUMENTS
        for _ in range(IN_A_ROW):
            worker = Worker(url, [records])
            worker.go()
            time.sleep(moments.uniform(0, duration * missing / DOCUMENTS))
            worker.kill()
            found = by_document(url)
            assert all(rows in (before.get(id), after[id]) for id, rows in found.items())
            assert before.keys() <= found.keys()
            missing, earlier = sum(found.get(id) != after[id] for id in after), missing
            at_work += 0 < missing < earlier
        assert workers.run(url, [str(records)]).failed == 0
        assert dump(url) == expected
    assert at_work >= 3  # it was killed between the first and the last document, and not before or after


@pytest.mark.slow
def test_loaders_at_once(fresh: Fresh, tmp_path: Path) -> None:
    """Overlapping inputs in opposite orders; each document is loaded by one of them."""
    everything = [small(n) for n in range(DOCUMENTS)]
    parts = (everything[: DOCUMENTS * 3 // 4], everything[DOCUMENTS // 4 :][::-1], everything[::2])
    files = [write_lines(tmp_path / f"{n}.jsonl", part) for n, part in enumerate(parts)]
    url = fresh()
    workers.run(url, [str(write_lines(tmp_path / "all.jsonl", everything))])
    expected = dump(url)
    for _ in range(3):
        url = fresh()
        crew = [Worker(url, [file]) for file in files]
        for worker in crew:
            worker.go()
        done = [worker.finish() for worker in crew]
        assert sum(summary.failed for summary in done) == 0
        assert sum(summary.inserted + summary.replaced for summary in done) == DOCUMENTS
        assert dump(url) == expected

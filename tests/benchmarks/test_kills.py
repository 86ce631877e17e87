"""A run with the whole engine that is killed now and then; the benchmark kills a longer one a hundred times."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from benchmarks.kills import killed_and_calm

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="kills need a POSIX system")]


@pytest.mark.parametrize(("format", "workers"), [("jsonl", 2), ("json", 1)])
def test_killed_runs_end_like_calm_ones(tmp_path: Path, format: str, workers: int) -> None:
    (early, reading), same = killed_and_calm(tmp_path, kills=5, number=200, format=format, workers=workers)
    assert same
    assert early + reading >= 4
    assert reading
    assert (tmp_path / "calm" / "errors.jsonl").read_text("utf-8").count("\n") == 2

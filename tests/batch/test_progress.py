"""What a run says on standard error."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import pytest

from pipeline.batch import progress
from pipeline.batch.run import Failure, Summary

FAILURE = Failure("b", "b.txt", "input", "the file is empty", "leave it out")
SUMMARY = Summary(documents=2, unchanged=1, participants=1, visits=12, failures=[FAILURE])


class Terminal(io.StringIO):
    """A stream that somebody watches."""

    def isatty(self) -> bool:
        return True


def follow(stream: io.StringIO, monkeypatch: pytest.MonkeyPatch, *, quiet: bool, patience: float = 0) -> str:
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress, "_PATIENCE", patience)
    with progress.Monitor(2, quiet=quiet) as monitor:
        monitor.document(None)
        monitor.document(FAILURE)
    monitor.close(SUMMARY, Path("out"))
    return stream.getvalue()


def test_a_pipe_gets_failures_and_what_it_came_to(monkeypatch: pytest.MonkeyPatch) -> None:
    failure, time, *rest = follow(io.StringIO(), monkeypatch, quiet=False).splitlines()
    assert failure == "dabir: b.txt: the file is empty (leave it out)"
    assert re.fullmatch(r"dabir: 2 documents in [0-9.]+ s, 1 failed \(1 done by an earlier run\)", time)
    assert rest == [
        "dabir: 0 dates, 1 participant, 12 visits, 0 meetings, 0 agreements, 0 warnings",
        f"dabir: records in out, failures in {Path('out', 'errors.jsonl')}",
    ]


def test_quiet_leaves_failures(monkeypatch: pytest.MonkeyPatch) -> None:
    assert follow(Terminal(), monkeypatch, quiet=True) == "dabir: b.txt: the file is empty (leave it out)\n"


def test_a_bar_for_who_watches_a_long_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    assert "reading" in follow(Terminal(), monkeypatch, quiet=False)


def test_no_bar_for_a_short_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "reading" not in follow(Terminal(), monkeypatch, quiet=False, patience=60)

"""What a run says on standard error."""

from __future__ import annotations

import io
import sys

import pytest

from pipeline.batch import progress
from pipeline.batch.run import Failure, Summary

FAILURE = Failure("b", "b.txt", "input", "the file is empty", "leave it out")
SUMMARY = Summary(documents=2, visits=12, failures=[FAILURE])


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
    monitor.close(SUMMARY)
    return stream.getvalue()


def test_a_pipe_gets_failures_and_table(monkeypatch: pytest.MonkeyPatch) -> None:
    first, *table = follow(io.StringIO(), monkeypatch, quiet=False).splitlines()
    assert first == "dabir: b.txt: the file is empty (leave it out)"
    cells = [[cell.strip() for cell in line.strip("┃│").replace("┃", "│").split("│")] for line in (table[1], table[3])]
    found = dict(zip(*cells, strict=True))
    assert found.pop("time").endswith(" s")
    assert found == {
        "documents": "2", "dates": "0", "participants": "0", "visits": "12", "meetings": "0", "agreements": "0",
        "warnings": "0", "failed": "1",
    }  # fmt: skip


def test_quiet_leaves_failures(monkeypatch: pytest.MonkeyPatch) -> None:
    assert follow(Terminal(), monkeypatch, quiet=True) == "dabir: b.txt: the file is empty (leave it out)\n"


def test_a_bar_for_who_watches_a_long_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    assert "reading" in follow(Terminal(), monkeypatch, quiet=False)


def test_no_bar_for_a_short_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "reading" not in follow(Terminal(), monkeypatch, quiet=False, patience=60)

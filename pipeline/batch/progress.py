"""What a run says of itself on standard error: failures, a bar where somebody watches a long one, what it came to."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from pipeline.batch.run import Failure, Summary
from pipeline.formats.writers import ERRORS

if TYPE_CHECKING:
    from rich.progress import Progress

_PATIENCE = 1.0  # seconds before a run counts as long


class Monitor:
    """Follows a run of ``total`` documents; to be entered before it. ``quiet`` leaves failures only."""

    def __init__(self, total: int, *, quiet: bool) -> None:
        self._total = total
        self._bar_wanted = not quiet and sys.stderr.isatty()
        self._quiet = quiet
        self._done = 0
        self._bar: Progress | None = None

    def __enter__(self) -> Monitor:
        self._began = time.monotonic()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def document(self, failure: Failure | None) -> None:
        """One more document is done."""
        self._done += 1
        if self._bar is None and self._bar_wanted and time.monotonic() - self._began > _PATIENCE:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (
                TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
                TextColumn("{task.fields[rate]}"), TimeRemainingColumn(),
            )  # fmt: skip
            self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task("reading", total=self._total, rate="")
            self._bar.start()
        if self._bar:
            rate = self._done / (time.monotonic() - self._began)
            self._bar.update(self._task, completed=self._done, rate=f"{rate:.0f}/s")
        if failure:
            self._say(f"dabir: {failure}")

    def stopped(self) -> None:
        """Somebody stopped the run."""
        self._say(f"dabir: stopped after {self._done} of {self._total} documents; the same command goes on from here")

    def close(self, summary: Summary, folder: Path) -> None:
        """Say what the whole run came to, and where it is."""
        if self._quiet:
            return
        seconds = time.monotonic() - self._began
        failed = len(summary.failures)
        before = f" ({summary.unchanged} done by an earlier run)" if summary.unchanged else ""
        lines = [f"{_counted(summary.documents, 'document')} in {seconds:.1f} s, {failed} failed{before}"]
        kinds = ("date", "participant", "visit", "meeting", "agreement", "warning")
        lines.append(", ".join(_counted(getattr(summary, f"{kind}s"), kind) for kind in kinds))
        lines.append(f"records in {folder}" + (f", failures in {folder / ERRORS}" if failed else ""))
        sys.stderr.write("".join(f"dabir: {line}\n" for line in lines))

    def _say(self, line: str) -> None:
        if self._bar:
            self._bar.console.print(line, markup=False, highlight=False, soft_wrap=True)
        else:
            sys.stderr.write(line + "\n")


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"

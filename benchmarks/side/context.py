"""What the tasks share: texts, treebanks, tools in other environments, and how often to measure."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import pipeline
from benchmarks.environments import Worker
from pipeline.engine import Engine

Candidate = Callable[[], object]
Text = TypeVar("Text", str, bytes)


@dataclasses.dataclass(frozen=True)
class Context:
    """``texts`` are for speed, ``ud`` holds perdt/ and seraji/, ``folders`` are searched for annotated real texts."""

    texts: list[str]
    ud: Path | None
    folders: Sequence[Path]
    workers: Mapping[str, Worker]
    rounds: int

    @functools.cached_property
    def engine(self) -> Engine:
        """The reading, as users load it."""
        return pipeline.load()

    def treebank(self, name: str) -> Path | None:
        """A treebank's test split."""
        return next(iter(sorted(self.ud.glob(f"{name}/*test.conllu"))), None) if self.ud else None


def reader(function: Callable[[Text], object], texts: Iterable[Text]) -> Candidate:
    """A candidate that reads all texts."""

    def run() -> None:
        for text in texts:
            function(text)

    return run

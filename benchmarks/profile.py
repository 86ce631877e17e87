"""Where the time of the whole reading goes, stage by stage: ``python -m benchmarks.profile [PROSE...]``.

A stage's time is its own: what runs inside it under another name is that one's. «engine» is what is left between the
stages. PROSE are files or folders; without any, the sample texts, which are denser in events than any news. Prints a
Markdown table. Functions line by line: ``py-spy record -- python -m benchmarks.profile``.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pipeline
from benchmarks import readme
from benchmarks.report import machine
from benchmarks.texts import SAMPLES, first_texts, read_texts
from benchmarks.timing import markdown
from pipeline import records
from pipeline.engine import Engine

COLUMNS = ("stage", "what it does", "share", "ns a character", "calls a 1,000 characters")
_CHARACTERS = 300_000
_LEFT = "engine"

#: Stage, what it does, and where the engine finds its function: a module's name, or a part of the engine.
_STAGES: tuple[tuple[str, str, str], ...] = (
    ("repair", "letters folded, half-spaces and spaces restored", "normalizer:__call__"),
    ("lexicon scan", "all surfaces of all tables in one scan", "lexicon:scan"),
    ("sentences", "sentence boundaries", "pipeline.reading:split_sentences"),
    ("dates", "dates, in all sentences", "pipeline.reading:find_dates"),
    ("tokens", "words of the sentences read closely", "pipeline.reading:tokenize"),
    ("tagging", "parts of speech of those", "tagger:tag"),
    ("chunks", "hits, dates and names as typed chunks", "pipeline.reading:chunk_sentence"),
    ("slips", "recognition errors proposed", "pipeline.reading:propose"),
    ("actors", "offices and names as persons", "actors:read"),
    ("clauses", "clauses and their phrases", "pipeline.extractors.drafts:find_clauses"),
    ("patterns", "event patterns on clauses", "pipeline.reading:match_frames"),
    ("visits", "drafts of visits", "pipeline.reading:read_visits"),
    ("meetings", "drafts of meetings", "pipeline.reading:read_meetings"),
    ("agreements", "drafts of agreements", "pipeline.reading:read_agreements"),
    ("linking", "mentions to persons and events, records written", "pipeline.engine:link_document"),
    ("writing", "records to JSON", "pipeline.records:encode"),
)


class Stopwatch:
    """Seconds and calls by stage, each stage's own."""

    def __init__(self, clock: Callable[[], float] = time.process_time) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.calls: dict[str, int] = defaultdict(int)
        self._clock = clock
        self._inside: list[float] = []  # for each stage that runs, the seconds of those in it

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, its time counted for a stage."""

        def run(*args: Any, **kwargs: Any) -> Any:
            self._inside.append(0.0)
            start = self._clock()
            try:
                return function(*args, **kwargs)
            finally:
                elapsed = self._clock() - start
                self.seconds[stage] += elapsed - self._inside.pop()
                self.calls[stage] += 1
                if self._inside:
                    self._inside[-1] += elapsed

        return run


@contextmanager
def watched(engine: Engine) -> Iterator[Stopwatch]:
    """Time every stage of the engine while the block runs."""
    watch = Stopwatch()
    owners = {
        "normalizer": type(engine.normalizer),
        "lexicon": engine.lexicon,
        "tagger": engine.tagger,
        "actors": engine._tools.actors,
    }
    with ExitStack() as stack:
        for stage, _, place in _STAGES:
            owner, name = place.split(":")
            target = owners.get(owner) or sys.modules[owner]
            stack.enter_context(patch.object(target, name, watch.timed(stage, getattr(target, name))))
        yield watch


def rows(engine: Engine, texts: Sequence[str]) -> list[tuple[str, str, str, str, str]]:
    """A row for each stage, and one for what is left, after one reading that is not counted."""
    size = sum(map(len, texts))

    def read() -> None:
        for text in texts:
            records.encode(engine.extract(text, id="x"))

    read()
    with watched(engine) as watch:
        watch.timed(_LEFT, read)()
    total = sum(watch.seconds.values())
    does = {stage: what for stage, what, _ in _STAGES} | {_LEFT: "what is left between the stages"}
    return [
        (
            stage,
            what,
            f"{watch.seconds[stage] / total:.1%}",
            f"{watch.seconds[stage] / size * 1e9:,.0f}",
            f"{watch.calls[stage] / size * 1000:.2f}",
        )
        for stage, what in does.items()
    ]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("prose", nargs="*", type=Path, default=[SAMPLES])
    parser.add_argument("--write", action="store_true", help="into benchmarks/README.md as well")
    args = parser.parse_args()
    start = time.process_time()
    engine = pipeline.load()
    loaded = time.process_time()
    texts = first_texts(read_texts(args.prose), _CHARACTERS)
    table = rows(engine, texts)
    where = ", ".join(path.name for path in args.prose)
    facts = machine()
    found = (
        f"{len(texts)} texts ({where}), {sum(map(len, texts)):,} characters; loading took {loaded - start:.2f} s; "
        f"{facts['when']}, {facts['processor']}.\n\n{markdown(COLUMNS, table)}"
    )
    sys.stdout.write(found + "\n")
    if args.write:
        readme.write(readme.OWN, readme.PROFILE, found)


if __name__ == "__main__":
    main()

"""What the machine can do at all: the distance of each stage to it can be read off."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import ahocorasick_rs

from benchmarks.report import Cell, Section
from benchmarks.side.context import Candidate, Context, reader
from benchmarks.side.reading import whole
from benchmarks.texts import first_texts
from benchmarks.timing import interleave, times_as_fast
from pipeline import records
from pipeline.text.letters import fold
from pipeline.text.repair import repair

_CHARACTERS = 150_000
_FOLD = str.maketrans("يىكةٱ٠١٢٣٤٥٦٧٨٩", "ییکها0123456789")
_WHOLE = "whole reading"


def run(context: Context) -> Iterator[Section]:
    """The floor and our stages above it, on the same texts."""
    sample = first_texts(context.texts, _CHARACTERS)
    documents = [context.engine.extract(text, id=str(n)) for n, text in enumerate(sample)]
    data = [text.encode() for text in sample]
    clean = [repair(text).clean for text in sample]
    words = sorted({word for text in clean for word in text.split()})[:20_000]
    automaton = ahocorasick_rs.AhoCorasick(words)
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "records.jsonl"
        turns: dict[str, Candidate] = {
            "copying the bytes": reader(bytearray, data),
            "decoding UTF-8": reader(bytes.decode, data),
            "one str.translate": reader(lambda text: text.translate(_FOLD), sample),
            f"one automaton scan, {len(words):,} words": reader(automaton.find_matches_as_indexes, clean),
            "encoding and writing the records": lambda: _write(output, documents),
            "fold": reader(fold, sample),
            "full repair": reader(repair, sample),
            "lexicon scan": reader(context.engine.lexicon.scan, clean),
            _WHOLE: reader(whole(context.engine), sample),
        }
        timings = interleave(turns, rounds=context.rounds)
    size, ours = sum(map(len, sample)), timings[_WHOLE]
    rows: list[tuple[Cell, ...]] = [
        (name, round(size / timing.median), None if timing is ours else times_as_fast(timing, ours))
        for name, timing in timings.items()
    ]
    yield Section(
        "The physical floor",
        ("what", "characters/s", "times as fast as the whole reading"),
        rows,
        "python -m benchmarks --only floor --text PROSE",
        "Rates are in characters of the text that was read, for the records too.",
    )


def _write(path: Path, documents: list[records.Document]) -> None:
    with path.open("wb") as file:
        for document in documents:
            file.write(records.encode(document) + b"\n")

"""Speed of text repair beside hazm's and parsivar's normalizers: ``python -m benchmarks.repair_speed [PROSE...]``.

PROSE are text files or folders of them, one text a file; without any, the sample texts in ``corpus/raw``. Candidates
take turns on the same texts, in seconds of their own processor time. «first megabyte» forgets before each round all
that repair has learned of words, so that it reads as a process does that has just loaded the word list; «full» reads
the same texts again, as any batch does after its first ones.
A second table gives the time per character of one text, from a thousand characters to ten million.
"""

from __future__ import annotations

import argparse
import functools
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from benchmarks.texts import SAMPLES, first_texts, read_texts
from benchmarks.timing import OwnClock, interleave, markdown, times_as_fast
from pipeline.text.half_space import restorer
from pipeline.text.letters import fold
from pipeline.text.repair import repair
from pipeline.text.spacing import spacer

_MOST = 1_000_000  # characters in the first table: hazm needs a second for them
_SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("prose", nargs="*", type=Path, default=[SAMPLES])
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    texts = read_texts(args.prose)
    sample = first_texts(texts, _MOST)
    size = sum(map(len, sample))
    turns = {name: functools.partial(_run, function, sample) for name, function in candidates()}
    timings = interleave(turns, rounds=args.rounds)
    reference = timings.get("hazm full")
    rows = [
        (name, f"{size / timing.median / 1e6:.2f}", str(times_as_fast(timing, reference)) if reference else "")
        for name, timing in timings.items()
    ]
    sys.stdout.write(f"{len(sample)} texts, {size} characters\n\n")
    sys.stdout.write(markdown(("what", "million characters/s", "times hazm (least to most)"), rows) + "\n\n")
    rows = [
        (f"{size:,}", *(f"{ns:.0f}" for ns in (_per_character(f, texts, size) for f in (fold, repair))))
        for size in _SIZES
    ]
    sys.stdout.write(markdown(("characters", "fold, ns each", "full, ns each"), rows) + "\n")


def candidates() -> Iterator[tuple[str, Callable[[str], object]]]:
    """Name and function of each way to repair a text, for those that are installed here."""
    yield "dabir fold", fold
    yield "dabir full", repair
    yield "dabir first megabyte", _forgetful()
    try:
        from hazm import Normalizer as Hazm

        yield "hazm full", Hazm().normalize
    except ImportError:
        sys.stderr.write("hazm is not here and left out\n")
    try:
        from parsivar import Normalizer as Parsivar

        yield "parsivar full", Parsivar().normalize
    except ImportError:
        sys.stderr.write("parsivar is not here and left out\n")


def _forgetful() -> Callable[[str], object]:
    """Repair that begins anew at a round's first text."""
    first: list[str] = []

    def read(text: str) -> object:
        first[:] = first or [text]
        if text is first[0]:
            spacer.cache_clear()
            restorer.cache_clear()
        return repair(text)

    return read


def _run(function: Callable[[str], object], texts: Iterable[str]) -> OwnClock:
    start = time.process_time()
    for text in texts:
        function(text)
    return OwnClock(time.process_time() - start)


def _per_character(function: Callable[[str], object], texts: list[str], size: int) -> float:
    """Nanoseconds a character, of texts of one size; small ones are many, so that the clock can tell."""
    whole = "\n\n".join(texts)
    whole *= size // len(whole) + 1
    pieces = [whole[at : at + size] for at in range(0, min(len(whole) - size, _MOST) + 1, size)]
    seconds = []
    for _ in range(3):
        start = time.process_time()
        _run(function, pieces)
        seconds.append(time.process_time() - start)
    return statistics.median(seconds) * 1e9 / (size * len(pieces))


if __name__ == "__main__":
    main()

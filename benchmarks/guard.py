"""Speed that is not to be lost: ``python -m benchmarks.guard [--update]``, half a minute.

A few ratios of processor time against other tools, on the same texts in turns, are compared with those in
``guard.tsv``. One that has fallen by a third is measured once more; if it is still as low, the command names it and
ends with 1. Ratios hold from
machine to machine about as well as the two sides do the same kind of work; seconds would not. ``--update`` writes
what was measured into the table.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import functools
import importlib.util
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pipeline
from benchmarks.database import measure_all
from benchmarks.dates import search
from benchmarks.side.context import reader
from benchmarks.tagging import speeds
from benchmarks.texts import SAMPLES, first_texts, read_texts
from benchmarks.timing import interleave, markdown, times_as_fast
from pipeline import records
from pipeline.linking.dates import extract_dates
from pipeline.text.letters import fold
from pipeline.text.repair import repair
from pipeline.text.sentences import split_sentences
from pipeline.text.tokens import tokenize

BASELINES = Path(__file__).with_suffix(".tsv")
COLUMNS = ("ratio", "baseline", "measured", "of the baseline")
_KEPT = 2 / 3
_CHARACTERS = 30_000
_DATES_CHARACTERS = 4_000
_DOCUMENTS = 60
_ROUNDS = 5

Measure = Callable[[], float]


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """A ratio beside its baseline."""

    name: str
    baseline: float
    measured: float

    @property
    def kept(self) -> bool:
        """Whether at least two thirds of the baseline are left."""
        return self.measured >= self.baseline * _KEPT


def compare(baselines: Mapping[str, float], measures: Mapping[str, Measure]) -> list[Found]:
    """Each baseline's ratio as measured, the better of two where the first is too low; what cannot run is left out."""
    found = []
    for name, baseline in baselines.items():
        if name in measures:
            one = Found(name, baseline, measures[name]())
            found.append(one if one.kept else Found(name, baseline, max(one.measured, measures[name]())))
    return found


def read_baselines(path: Path = BASELINES) -> dict[str, float]:
    """Ratios by name."""
    lines = (line.split("\t") for line in path.read_text("utf-8").splitlines()[1:])
    return {name: float(ratio) for name, ratio in lines}


def write_baselines(ratios: Mapping[str, float], path: Path = BASELINES) -> None:
    """Write ratios in the order given."""
    path.write_text("name\tratio\n" + "".join(f"{name}\t{ratio:.3g}\n" for name, ratio in ratios.items()), "utf-8")


def measures() -> dict[str, Measure]:
    """The ratios that can be measured here."""
    return dict(_measures())


def _measures() -> Iterator[tuple[str, Measure]]:
    texts = first_texts(read_texts([SAMPLES]), _CHARACTERS)
    few = first_texts((line for text in texts for line in text.splitlines() if line.strip()), _DATES_CHARACTERS)
    engine = functools.cache(pipeline.load)

    def read(text: str) -> object:
        return records.encode(engine().extract(text, id="x"))

    with contextlib.suppress(ImportError):
        from hazm import Normalizer

        hazm = Normalizer().normalize
        yield "folding, times hazm's Normalizer", ratio(fold, hazm, texts)
        yield "full repair, times hazm's Normalizer", ratio(repair, hazm, texts)
        yield "whole reading of dense text, times hazm's Normalizer", ratio(read, hazm, texts)
    yield "dates, times dateparser's search_dates", ratio(extract_dates, search, few)
    if importlib.util.find_spec("parsivar"):
        yield "tagging, times parsivar's", lambda: _tagging(texts)
    yield (
        "loading into SQLite, times executemany",
        lambda: measure_all(_DOCUMENTS, _ROUNDS, sqlite_only=True)[0][-1].median,
    )


def _tagging(texts: Sequence[str]) -> float:
    """The first reading: no word is known yet."""
    clean = [repair(text).clean for text in texts]
    forms = [[c[t.start : t.end] for t in tokenize(c, s.start, s.end)] for c in clean for s in split_sentences(c)]
    first, _ = speeds(("default", "parsivar"), forms, _ROUNDS)
    return times_as_fast(first["default"], first["parsivar"]).median


def ratio(ours: Callable[[str], object], other: Callable[[str], object], texts: Sequence[str]) -> Measure:
    """How many times as fast ours is on these texts, once it is asked for."""

    def measure() -> float:
        timings = interleave({"ours": reader(ours, texts), "other": reader(other, texts)}, rounds=_ROUNDS)
        return times_as_fast(timings["ours"], timings["other"]).median

    return measure


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="write what is measured into guard.tsv")
    if parser.parse_args(arguments).update:
        write_baselines({name: measure() for name, measure in measures().items()})
        return 0
    return report(compare(read_baselines(), measures()))


def report(found: Sequence[Found]) -> int:
    """Print the table and what has fallen; 1 where anything has."""
    rows = [(f.name, f"{f.baseline:.3g}", f"{f.measured:.3g}", f"{f.measured / f.baseline:.0%}") for f in found]
    sys.stdout.write(markdown(COLUMNS, rows) + "\n")
    fallen = [f.name for f in found if not f.kept]
    for name in fallen:
        sys.stderr.write(f"{name}: fell by more than a third; python -m benchmarks.profile shows where the time goes\n")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())

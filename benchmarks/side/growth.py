"""How the reading grows with the length and the number of documents; memory and the time to start."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence

from benchmarks.report import Cell, Section
from benchmarks.side.context import Context, reader
from benchmarks.side.reading import whole
from benchmarks.texts import of_length
from benchmarks.timing import OwnClock, children, interleave, times_as_fast
from pipeline.text.letters import fold
from pipeline.text.repair import repair

_LENGTHS = (1_000, 10_000, 100_000, 1_000_000)
_NUMBERS = (10, 100, 500)
_TURN = 100_000  # code points read at least in one turn
_DOCUMENT = 2_000
_ROUNDS = 3
_WHOLE = "whole reading"
_REFERENCE = "hazm's Normalizer"
_EXTRACT = "import pipeline, sys; engine = pipeline.load(); t = sys.stdin.read()\n"
#: VmHWM begins anew in each program; getrusage's maximum is at least that of the process that started it.
_PEAK = "print(next(int(line.split()[1]) / 1024 for line in open('/proc/self/status') if line.startswith('VmHWM')))"
_STARTS = {
    "dabir --help": "import sys; sys.argv = ['dabir', '--help']\nfrom pipeline.cli import main\nmain()",
    "dabir: load, read one sentence": _EXTRACT + "engine.extract('وزیر خارجه به تهران سفر کرد.', id='x')",
    "hazm: load, normalize one sentence": "import hazm; hazm.Normalizer().normalize('وزیر خارجه')",
    "parsivar: load, normalize one sentence": "import parsivar; parsivar.Normalizer().normalize('وزیر خارجه')",
    "dateparser: search one sentence": "from dateparser.search import search_dates; "
    "search_dates('۳ خرداد ۱۳۸۱', languages=['fa'])",
    "spaCy: blank fa": "import spacy; spacy.blank('fa')('وزیر خارجه')",
    "python": "pass",
}
_READS = {
    "dabir, 2,000 characters": _EXTRACT + "engine.extract(t[:2000], id='x')",
    "dabir, 1 MB in documents of 2,000": _EXTRACT
    + "for n in range(0, len(t), 2000): engine.extract(t[n:n + 2000], id='x')",
    "dabir, 1 MB in one document": _EXTRACT + "engine.extract(t, id='x')",
    "hazm's Normalizer, 1 MB": "import sys, hazm; hazm.Normalizer().normalize(sys.stdin.read())",
    "parsivar's Normalizer, 1 MB": "import sys, parsivar; parsivar.Normalizer().normalize(sys.stdin.read())",
}


def run(context: Context) -> Iterator[Section]:
    """Four tables."""
    command = "python -m benchmarks --only growth --text PROSE"
    figures = ("whole reading, characters/s", *(f"{name}, times {_REFERENCE}" for name in (_WHOLE, "repair", "fold")))
    yield Section(
        "Growth with a document's length",
        ("characters a document", *figures),
        [(length, *_rates(context, length, max(1, _TURN // length))) for length in _LENGTHS],
        command,
        "Flat is what one wants; the longer documents hold text that the shorter ones do not.",
    )
    yield Section(
        f"Growth with the number of documents of {_DOCUMENT:,} characters",
        ("documents", *figures),
        [(number, *_rates(context, _DOCUMENT, number)) for number in _NUMBERS],
        command,
    )
    megabyte = of_length(context.texts, 1_000_000)[0]
    memory = [(name, peak(code, megabyte)) for name, code in _READS.items()]
    yield Section("Peak memory of a process", ("what", "MB"), memory, command)
    codes = {name: code for name, code in _STARTS.items() if _runs(code)}
    timings = interleave({name: _starter(code) for name, code in codes.items()}, rounds=_ROUNDS)
    starts: Sequence[Sequence[Cell]] = [(name, timing.spread) for name, timing in timings.items()]
    note = "A fresh process each time, files in the cache; seconds of processor time."
    yield Section("Start-up", ("what", "seconds"), starts, command, note)


def _rates(context: Context, length: int, number: int) -> Iterator[Cell]:
    """Characters a second of the whole reading, then how our stages compare with hazm where it is here."""
    pieces = of_length(context.texts, length, number)
    turns = {"fold": reader(fold, pieces), "repair": reader(repair, pieces)}
    turns[_WHOLE] = reader(whole(context.engine), pieces)
    with contextlib.suppress(ImportError):
        from hazm import Normalizer

        turns[_REFERENCE] = reader(Normalizer().normalize, pieces)
    timings = interleave(turns, rounds=_ROUNDS)
    yield round(length * number / timings[_WHOLE].median)
    for name in (_WHOLE, "repair", "fold"):
        yield times_as_fast(timings[name], timings[_REFERENCE]) if _REFERENCE in timings else None


def _starter(code: str) -> Callable[[], OwnClock]:
    def run() -> OwnClock:
        start = children()
        subprocess.run([sys.executable, "-c", code], capture_output=True, input=b"")
        return OwnClock(children() - start)

    return run


def _runs(code: str) -> bool:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, input=b"").returncode == 0


def peak(code: str, text: str) -> float | None:
    """Megabytes at most; none where the tool is not here."""
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", f"{code}\n{_PEAK}"], input=text, capture_output=True, encoding="utf-8"
    )
    return round(float(done.stdout.split()[-1])) if done.returncode == 0 else None

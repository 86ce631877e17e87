"""Whole runs at size: ``python -m benchmarks.batch [PART...] [--text FOLDER] [--size MB]``.

Parts, all without any:

- ``workers``: two worker processes beside one over a generated corpus. Seconds say little where others use the machine,
  so CPU time stands beside them: of the workers, and of the process that feeds them and writes.
- ``size``: a generated corpus of ``--size`` megabytes through two workers: CPU time of the workers for each character,
  and what they and the writing process hold in memory, tenth by tenth.
- ``long``: one document of ``--long`` megabytes beside the same text in documents of 20 KB, CPU time a character.
- ``start``: seconds from a cold start.

The corpus is made from the development half of the sample texts, or from ``--text``, a folder of text files.
"""

from __future__ import annotations

import argparse
import itertools
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pipeline
from benchmarks.generated import development_texts, documents, write_corpus
from benchmarks.texts import read_texts
from benchmarks.timing import markdown
from pipeline import records
from pipeline.batch.run import Failure, Workers, run
from pipeline.formats.inputs import Inputs

_TICK = os.sysconf("SC_CLK_TCK")
_SHORT = 20_000  # bytes of a short document
_LOOK = 50  # documents between two looks at memory


def main() -> None:
    """Print a table for each part."""
    parts: dict[str, Callable[[list[str], argparse.Namespace], None]] = {
        "workers": _workers, "size": _size, "long": _long, "start": _start,
    }  # fmt: skip
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(parts))
    parser.add_argument("--text", type=Path, help="folder of text files; else the sample texts")
    parser.add_argument("--size", type=float, default=20, help="megabytes of the generated corpus")
    parser.add_argument("--long", type=float, default=2, help="megabytes of the long document")
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    if unknown := set(args.parts) - set(parts):
        parser.error(f"no part is called {', '.join(sorted(unknown))}")
    texts = read_texts([args.text]) if args.text else development_texts()
    for name in args.parts or parts:
        load = os.getloadavg()[0]
        sys.stdout.write(f"\n### {name} (load average {load:.1f} before it)\n\n")
        parts[name](texts, args)
        sys.stdout.flush()


class Mark(NamedTuple):
    """The state of a run at some document: seconds, CPU seconds, and megabytes held at most since the last mark."""

    seconds: float
    workers: float
    parent: float
    worker_memory: float
    parent_memory: float


def follow(
    source: Path, out: Path, count: int, lengths: Sequence[int], on_mark: Callable[[list[Mark]], None] = lambda _: None
) -> list[Mark]:
    """Run over a corpus with so many workers; eleven marks, from the first document to the last.

    ``on_mark`` is told those so far.
    """
    at = {max(1, len(lengths) * tenth // 10) for tenth in range(11)}
    marks: list[Mark] = []
    held = {"worker": 0.0, "parent": 0.0}
    done = itertools.count(1)

    def written(failure: Failure | None) -> None:
        number = next(done)
        if number % _LOOK == 0 or number in at:
            held["parent"] = max(held["parent"], _resident("self"))
            held["worker"] = max([held["worker"], *map(_resident, _children())])
        if number in at:
            cpu = sum(map(_cpu, _children()))
            marks.append(Mark(time.perf_counter(), cpu, time.process_time(), held["worker"], held["parent"]))
            held.update(worker=0.0, parent=0.0)
            on_mark(marks)

    run(Inputs([str(source)]), pipeline.load(), out, format="jsonl", workers=Workers(count, pipeline.load),
        on_document=written)  # fmt: skip
    return marks


def _workers(texts: list[str], args: argparse.Namespace) -> None:
    """Loading is left out: what counts lies between the first tenth and the ninth."""
    rows: list[tuple[object, ...]] = []
    found: dict[int, list[Mark]] = {1: [], 2: []}  # differences
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "texts.jsonl")
        lengths = write_corpus(source, texts, args.size)
        for turn in range(args.rounds):
            for count, spans in found.items():
                marks = follow(source, Path(folder, f"{turn}-{count}"), count, lengths)
                spans.append(Mark(*(b - a for a, b in zip(marks[1], marks[9], strict=True))))
        same = len({Path(folder, f"0-{count}", "records.jsonl").read_bytes() for count in found}) == 1
    best: dict[int, float] = {}
    for count, spans in found.items():
        seconds, workers, parent = (statistics.median(span[n] for span in spans) for n in range(3))
        best[count] = max(parent, workers / count, (parent + workers) / 2)
        rows.append((count, *(f"{value:.2f}" for value in (seconds, workers, parent)), f"{parent / workers:.1%}"))
    header = ("workers", "seconds", "CPU s of workers", "CPU s of the writing process", "its share")
    sys.stdout.write(markdown(header, rows) + "\n\n")
    ratios = [one.seconds / two.seconds for one, two in zip(found[1], found[2], strict=True)]
    row = (len(lengths), f"{statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})",
           f"{best[1] / best[2]:.2f}", "yes" if same else "NO")  # fmt: skip
    header = ("documents", "two workers as fast as one, by the clock", "by CPU time, on two cores alone", "same bytes")
    sys.stdout.write(markdown(header, [row]) + "\n")


def _size(texts: list[str], args: argparse.Namespace) -> None:
    """A row as soon as its tenth is done: a large corpus takes hours."""
    header = (
        "tenth",
        "µs of workers' CPU a character",
        "characters/s by the clock",
        "largest worker, MB",
        "writer, MB",
    )

    def told(marks: list[Mark]) -> None:
        if len(marks) < 2:
            return
        a, b, tenth = *marks[-2:], len(marks) - 1
        size = sum(lengths[len(lengths) * (tenth - 1) // 10 : len(lengths) * tenth // 10])
        cost, rate = (b.workers - a.workers) / size * 1e6, size / (b.seconds - a.seconds)
        row = (tenth, f"{cost:.2f}", f"{rate:,.0f}", f"{b.worker_memory:.0f}", f"{b.parent_memory:.0f}")
        sys.stdout.write("\n" + markdown(row, []).splitlines()[0])
        sys.stdout.flush()

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "texts.jsonl")
        lengths = write_corpus(source, texts, args.size)
        sys.stdout.write(f"{args.size:g} MB, {len(lengths):,} documents, {sum(lengths):,} characters\n\n")
        sys.stdout.write(markdown(header, []))
        follow(source, Path(folder, "out"), 2, lengths, told)
    sys.stdout.write("\n")


def _long(texts: list[str], args: argparse.Namespace) -> None:
    """Each in a process of its own, whose memory is measured too."""
    rows = []
    first = 0.0
    for name, joined in ((f"{_SHORT:,} bytes each", False), ("one", True)):
        cost, memory = _forked(texts, args.long, joined)
        first = first or cost
        rows.append((f"{args.long:g} MB", name, f"{cost:.2f}", f"{cost / first:.2f}", f"{memory:.0f}"))
    sys.stdout.write(markdown(("text", "documents", "µs CPU a character", "times short ones", "peak MB"), rows) + "\n")


def _forked(texts: list[str], megabytes: float, joined: bool) -> tuple[float, float]:
    """µs of CPU time a character, and megabytes at most, of reading a generated text whole or in short documents."""
    reading, writing = os.pipe()
    sys.stdout.flush()
    if not (child := os.fork()):
        sample = _pieces(texts, megabytes)
        sample = ["\n".join(sample)] if joined else sample
        engine = pipeline.load()
        engine.extract(texts[0], id="x")
        start = time.process_time()
        for text in sample:
            records.encode(engine.extract(text, id="x"))
        cost = (time.process_time() - start) / sum(map(len, sample)) * 1e6
        os.write(writing, f"{cost} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000}".encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as file:
        said = file.read()
    os.waitpid(child, 0)
    cost, memory = map(float, said.split())
    return cost, memory


def _pieces(texts: list[str], megabytes: float) -> list[str]:
    pieces: list[str] = []
    parts: list[str] = []
    size = total = 0
    for text in documents(texts, seed=2):
        parts.append(text)
        size += len(text.encode())
        if size >= _SHORT:
            pieces.append("\n".join(parts))
            total += size
            parts, size = [], 0
        if total >= megabytes * 1e6:
            return pieces
    return pieces


def _start(texts: list[str], args: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "one.txt").write_text(texts[0][:1000], "utf-8")
        commands = {
            "dabir --help": ["--help"],
            "dabir extract, one short file": ["extract", str(Path(folder, "one.txt")), "--out", folder, "--quiet"],
        }
        rows = []
        for name, arguments in commands.items():
            times = []
            for turn in range(args.rounds):
                more = ["--date", f"2003-01-{turn % 28 + 1:02}"] if "extract" in name else []
                start = time.perf_counter()
                subprocess.run([sys.executable, "-m", "pipeline", *arguments, *more], check=True, capture_output=True)
                times.append(time.perf_counter() - start)
            rows.append((name, f"{statistics.median(times):.2f}", f"{min(times):.2f}"))
    sys.stdout.write(markdown(("command", "seconds, median", "best"), rows) + "\n")


def _resident(pid: str) -> float:
    """Megabytes that a process holds; 0 for one that is gone."""
    try:
        found = re.search(r"VmRSS:\s+(\d+)", Path("/proc", pid, "status").read_text())
    except OSError:
        return 0
    return int(found[1]) / 1000 if found else 0


def _cpu(pid: str) -> float:
    """CPU seconds that a process has taken; 0 for one that is gone."""
    try:
        fields = Path("/proc", pid, "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return (int(fields[11]) + int(fields[12])) / _TICK


def _children() -> list[str]:
    return [pid for task in Path("/proc/self/task").iterdir() for pid in (task / "children").read_text().split()]


if __name__ == "__main__":
    main()

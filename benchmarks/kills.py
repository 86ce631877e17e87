"""A run killed again and again ends like one left alone: ``python -m benchmarks.kills [--kills N] [--documents N]``.

Runs ``dabir extract`` with the whole engine over a generated corpus, one text in a hundred of which is empty, kills it
(SIGKILL) at random moments, from its start on to its last document, starts the same command again, and compares all
that it has written with what an undisturbed run writes, byte for byte.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.generated import development_texts, documents
from benchmarks.timing import markdown
from pipeline.batch.store import STATE

_EMPTY = 100  # one in so many documents
_LENGTH = 400  # code points
_EARLY = 0.2  # of kills come while the program loads
_POLL = 0.005  # seconds


def main() -> None:
    """Print a table of one row; exit code 1 where anything was lost or doubled."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--format", choices=("json", "jsonl"), default="jsonl")
    parser.add_argument("--workers", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        hits, same = killed_and_calm(
            Path(folder), kills=args.kills, number=args.documents, format=args.format, workers=args.workers
        )
    header = ("documents", "format", "workers", "kills", "while loading", "while reading", "same bytes as undisturbed")
    row = (args.documents, args.format, args.workers, sum(hits), *hits, "yes" if same else "NO")
    sys.stdout.write(markdown(header, [row]) + "\n")
    sys.exit(not same)


def killed_and_calm(
    folder: Path, *, kills: int, number: int, format: str = "jsonl", workers: int = 1
) -> tuple[tuple[int, int], bool]:
    """How many kills struck while the program was loading and reading, and whether the output is that of a calm run."""
    source = folder / "texts.jsonl"
    with source.open("w", encoding="utf-8") as file:
        for n, text in enumerate(itertools.islice(documents(development_texts()), number)):
            text = "" if n % _EMPTY == _EMPTY // 2 else text[:_LENGTH]
            file.write(json.dumps({"id": f"d{n}", "text": text}, ensure_ascii=False) + "\n")
    command = [sys.executable, "-m", "pipeline", "extract", str(source), "--quiet"]
    command += ["--format", format, "--workers", str(workers)]
    subprocess.run([*command, "--out", str(folder / "calm")], stderr=subprocess.DEVNULL, check=False)
    hits = _kill([*command, "--out", str(folder / "killed")], folder / "killed" / STATE / "journal", kills, number)
    subprocess.run([*command, "--out", str(folder / "killed")], stderr=subprocess.DEVNULL, check=False)
    return hits, _written(folder / "killed") == _written(folder / "calm")


def _kill(command: Sequence[str], journal: Path, kills: int, number: int) -> tuple[int, int]:
    """Kill the command so often, before it has done the last of so many documents."""
    chance = random.Random(kills)
    early = reading = 0
    for n in range(kills):
        done = _lines(journal)
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        if chance.random() < _EARLY:
            time.sleep(chance.uniform(0, 1))
            early += process.poll() is None
        else:
            step = (number - done) / (kills - n + 1)
            wanted = done + chance.uniform(0, 2 * step)
            while _lines(journal) <= wanted and process.poll() is None:
                time.sleep(_POLL)
            time.sleep(chance.uniform(0, _POLL))
            reading += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
    return early, reading


def _lines(path: Path) -> int:
    with contextlib.suppress(OSError):
        return path.read_bytes().count(b"\n")
    return 0


def _written(folder: Path) -> dict[str, bytes]:
    """All that a run says of documents: the files that it shows, but for its time."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.name != "run.json"}


if __name__ == "__main__":
    main()

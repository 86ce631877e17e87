"""Dabir beside what people use instead, on the same texts in the same run: ``python -m benchmarks``.

Prints one report in Markdown, and with ``--out FOLDER`` writes ``results.md`` and ``results.json``. Speeds are of one
core's processor time, medians over rounds in which all candidates take turns; ratios are taken round by round, with the
least and the most of them. Rates are the machine's of that hour, ratios are what holds: ``--compare`` says which
figures of two runs do not agree. Tools that cannot live in our environment get one of their own in ``.cache/peers``,
which the first run makes from the package index. What a tool cannot do is said, not scored.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from pathlib import Path

from benchmarks.comparison import compare
from benchmarks.environments import ROOT, workers
from benchmarks.report import Report, Section, machine, versions
from benchmarks.side.context import Context
from benchmarks.texts import SAMPLES, at_least, read_texts

TASKS = ("repair", "sentences", "tagging", "dates", "reading", "loading", "growth", "floor")
_UD = ROOT.parent / "shared" / "data" / "ud"
_CHARACTERS = 200_000


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--text", nargs="+", type=Path, default=[], help="files or folders of prose, for speed and dates"
    )
    parser.add_argument("--ud", type=Path, default=_UD, help="folder with perdt/ and seraji/, for quality")
    parser.add_argument("--only", nargs="+", choices=TASKS, default=TASKS)
    parser.add_argument("--rounds", type=int, default=5, help="two or more")
    parser.add_argument("--out", type=Path, help="folder for results.md and results.json")
    parser.add_argument("--compare", nargs=2, type=Path, metavar="JSON", help="two results.json; measures nothing")
    args = parser.parse_args()
    if args.compare:
        return compare(*args.compare)
    texts = [text for text in read_texts(args.text or [SAMPLES]) if text.strip()]
    sections: list[Section] = []
    with workers() as (found, missing):
        missing |= {} if args.ud.is_dir() else {"quality on treebanks": f"no folder {args.ud.name}; give --ud"}
        prose = at_least(texts, _CHARACTERS)
        context = Context(prose, args.ud if args.ud.is_dir() else None, args.text, found, args.rounds)
        for task in args.only:
            start = time.perf_counter()
            sections += importlib.import_module(f"benchmarks.side.{task}").run(context)
            sys.stderr.write(f"{task}: {time.perf_counter() - start:.0f} s\n")
        known = versions() | {f"{name} (own environment)": worker.version for name, worker in found.items()}
    where = f"{len(texts):,} files of {', '.join(p.name for p in args.text)}" if args.text else "the sample texts"
    report = Report(_command(args), sections, known, missing, {"text for speed": where} | machine())
    sys.stdout.write(report.markdown())
    if args.out:
        args.out.mkdir(parents=True, exist_ok=True)
        (args.out / "results.md").write_text(report.markdown(), "utf-8")
        (args.out / "results.json").write_text(report.json(), "utf-8")
    return 0


def _command(args: argparse.Namespace) -> str:
    """What was run, without the folders that differ from machine to machine."""
    text = " --text " + " ".join(path.name for path in args.text) if args.text else ""
    only = "" if args.only == TASKS else " --only " + " ".join(args.only)
    return f"python -m benchmarks{text}{only} --rounds {args.rounds}"


if __name__ == "__main__":
    sys.exit(main())

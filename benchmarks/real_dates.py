"""How many dates of real texts are found with the right value, against annotations made by hand.

``python -m benchmarks.real_dates FOLDER...``, folders that hold the texts at any depth. The annotations
(``real/dates/*.jsonl``) are offsets (code points, half-open), first and last day, and where the text comes from with
its SHA-256; the texts are not here. A date is right where it overlaps the annotated one and has its first and last
day; one marked ``optional`` counts neither way. «extent» asks for the same offsets as well.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.dates import search
from benchmarks.timing import markdown
from pipeline.linking.dates import extract_dates

ANNOTATIONS = Path(__file__).with_name("real") / "dates"
COLUMNS = ("annotations", "tool", "texts", "dates", "P", "R", "value F1", "extent F1")


class Found(NamedTuple):
    """A date as a tool gives it: offsets, words, first and last day."""

    start: int
    end: int
    text: str
    earliest: str
    latest: str
    rule: str


def main() -> None:
    """Print one row for each file of annotations."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--annotations", type=Path, nargs="*", default=sorted(ANNOTATIONS.glob("*.jsonl")))
    parser.add_argument("--show", action="store_true", help="print what is missed, wrong or too much")
    args = parser.parse_args()
    sys.stdout.write(markdown(COLUMNS, rows(args.folders, args.annotations, show=args.show)) + "\n")


def rows(
    folders: Iterable[Path], annotations: Iterable[Path] | None = None, *, show: bool = False
) -> list[tuple[object, ...]]:
    """A row for each file of annotations of which some texts are there, and tool; ``show`` prints Dabir's errors."""
    texts = {path.name: path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()}
    found: list[tuple[object, ...]] = []
    for file in annotations or sorted(ANNOTATIONS.glob("*.jsonl")):
        documents = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        present = [document for document in documents if _is_there(document, texts)]
        if present:
            found += [
                (file.stem, tool, *_figures(present, texts, read, show=show and tool == "dabir"))
                for tool, read in _TOOLS.items()
            ]
    return found


def _is_there(document: dict[str, Any], texts: dict[str, Path]) -> bool:
    path = texts.get(document["file"])
    there = path is not None and hashlib.sha256(path.read_bytes()).hexdigest() == document["sha256"]
    if not there:
        sys.stderr.write(f"{document['file']}: not there, or another version\n")
    return there


def _dabir(text: str, day: dt.date | None) -> list[Found]:
    return [
        Found(d.start, d.end, d.text, str(d.earliest), str(d.latest), d.rule) for d in extract_dates(text, date=day)
    ]


def _dateparser(text: str, day: dt.date | None) -> list[Found]:
    """``search_dates`` paragraph by paragraph; it gives words and not offsets, which are sought from left to right."""
    found: list[Found] = []
    start = 0
    for line in text.splitlines(keepends=True):
        at = start
        for words, moment in search(line, day):
            place = text.find(words, at, start + len(line))
            if place >= 0:
                at = place + len(words)
                found.append(Found(place, at, words, str(moment.date()), str(moment.date()), "search_dates"))
        start += len(line)
    return found


_TOOLS: dict[str, Callable[[str, dt.date | None], list[Found]]] = {
    "dabir": _dabir,
    "dateparser search_dates": _dateparser,
}


def _figures(
    documents: list[dict[str, Any]],
    texts: dict[str, Path],
    reading: Callable[[str, dt.date | None], list[Found]],
    *,
    show: bool,
) -> tuple[object, ...]:
    read = wanted = found = right = exact = 0
    for document in documents:
        read += 1
        text = texts[document["file"]].read_bytes().decode("utf-8-sig")
        day = dt.date.fromisoformat(document["date"]) if document["date"] else None
        given = reading(text, day)
        counts = _compare(text, document, given, show=show)
        wanted, found, right, exact = (a + b for a, b in zip((wanted, found, right, exact), counts, strict=True))
    scores = _f1(right, found, wanted), _f1(exact, found, wanted)
    figures = (f"{x:.3f}" for x in (right / max(found, 1), right / max(wanted, 1), *scores))
    return (read, wanted, *figures)


def _f1(right: int, found: int, wanted: int) -> float:
    return 2 * right / max(found + wanted, 1)


def _compare(text: str, document: dict[str, Any], given: list[Found], *, show: bool) -> tuple[int, int, int, int]:
    """Dates wanted, found, found with the right value, and with the right offsets as well."""
    left = list(given)
    wanted = right = exact = optional = 0
    for gold in document["dates"]:
        hits = [date for date in left if date.start < gold["end"] and gold["start"] < date.end]
        hit = max(hits, key=lambda d: min(d.end, gold["end"]) - max(d.start, gold["start"]), default=None)
        if hit is not None:
            left.remove(hit)
        if gold.get("optional"):
            optional += hit is not None
            continue
        wanted += 1
        same = hit is not None and (hit.earliest, hit.latest) == (str(gold["earliest"]), str(gold["latest"]))
        right += same
        exact += same and hit is not None and (hit.start, hit.end) == (gold["start"], gold["end"])
        if show and not same:
            _report("wrong" if hit else "missed", text, gold, hit)
    if show:
        for date in left:
            _report("too much", text, {"start": date.start, "end": date.end, "earliest": "", "latest": ""}, date)
    return wanted, len(given) - optional, right, exact


def _report(what: str, text: str, gold: dict[str, Any], hit: Found | None) -> None:
    around = text[max(gold["start"] - 40, 0) : gold["end"] + 40].replace("\n", " ")
    said = f"{hit.text} {hit.earliest} {hit.latest} {hit.rule}" if hit else ""
    sys.stdout.write(
        f"{what}: {text[gold['start'] : gold['end']]} {gold['earliest']} {gold['latest']} | {said} | {around}\n"
    )


if __name__ == "__main__":
    main()

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
from pathlib import Path
from typing import Any

from benchmarks.timing import markdown
from pipeline.linking.dates import extract_dates
from pipeline.records import Date

ANNOTATIONS = Path(__file__).with_name("real") / "dates"


def main() -> None:
    """Print one row for each file of annotations."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--annotations", type=Path, nargs="*", default=sorted(ANNOTATIONS.glob("*.jsonl")))
    parser.add_argument("--show", action="store_true", help="print what is missed, wrong or too much")
    args = parser.parse_args()
    texts = {path.name: path for folder in args.folders for path in sorted(folder.rglob("*")) if path.is_file()}
    rows = []
    for file in args.annotations:
        documents = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        rows.append(_row(file.stem, documents, texts, show=args.show))
    sys.stdout.write(markdown(("annotations", "texts", "dates", "P", "R", "value F1", "extent F1"), rows) + "\n")


def _row(name: str, documents: list[dict[str, Any]], texts: dict[str, Path], *, show: bool) -> tuple[object, ...]:
    read = wanted = found = right = exact = 0
    for document in documents:
        path = texts.get(document["file"])
        if path is None or hashlib.sha256(path.read_bytes()).hexdigest() != document["sha256"]:
            sys.stderr.write(f"{document['file']}: not there, or another version\n")
            continue
        read += 1
        text = path.read_bytes().decode("utf-8-sig")
        day = dt.date.fromisoformat(document["date"]) if document["date"] else None
        given = extract_dates(text, date=day)
        counts = _compare(text, document, given, show=show)
        wanted, found, right, exact = (a + b for a, b in zip((wanted, found, right, exact), counts, strict=True))
    scores = _f1(right, found, wanted), _f1(exact, found, wanted)
    figures = (f"{x:.3f}" for x in (right / max(found, 1), right / max(wanted, 1), *scores))
    return (name, read, wanted, *figures)


def _f1(right: int, found: int, wanted: int) -> float:
    return 2 * right / max(found + wanted, 1)


def _compare(text: str, document: dict[str, Any], given: list[Date], *, show: bool) -> tuple[int, int, int, int]:
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
        same = hit is not None and (str(hit.earliest), str(hit.latest)) == (str(gold["earliest"]), str(gold["latest"]))
        right += same
        exact += same and hit is not None and (hit.start, hit.end) == (gold["start"], gold["end"])
        if show and not same:
            _report("wrong" if hit else "missed", text, gold, hit)
    if show:
        for date in left:
            _report("too much", text, {"start": date.start, "end": date.end, "earliest": "", "latest": ""}, date)
    return wanted, len(given) - optional, right, exact


def _report(what: str, text: str, gold: dict[str, Any], hit: Date | None) -> None:
    around = text[max(gold["start"] - 40, 0) : gold["end"] + 40].replace("\n", " ")
    said = f"{hit.text} {hit.earliest} {hit.latest} {hit.rule}" if hit else ""
    sys.stdout.write(
        f"{what}: {text[gold['start'] : gold['end']]} {gold['earliest']} {gold['latest']} | {said} | {around}\n"
    )


if __name__ == "__main__":
    main()

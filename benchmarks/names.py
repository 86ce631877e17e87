"""Who is read as a person, to be looked at: ``python -m benchmarks.names FOLDER... [--first N] [--seed N]``.

Reads the texts of the folders in a seeded order and lists the first N persons with the words around them, marked
``[[…]]``, and how many there are of each shape. No figure says that a word is a name: somebody has to look.
``--review FILE`` keeps what was found wrong: a table whose column ``wrong`` is empty at first («verb», «month», «noun»,
«glued», «two people» …); the next run counts by it, lists the new ones, and leaves out what was looked at.
"""

from __future__ import annotations

import argparse
import collections
import csv
import random
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pipeline
from benchmarks.timing import markdown
from pipeline.records import Participant

COLUMNS = ("shape", "persons", "different names")
REVIEW = ("wrong", "name", "shape", "file", "start", "context")
_AROUND = 60


class Found(NamedTuple):
    """A person: name, shape, file, code point of the first mention, the words around it."""

    name: str
    shape: str
    file: str
    start: int
    context: str


def shape(person: Participant) -> str:
    """What speaks for a name."""
    if person.role is not None:
        return "beside an office"
    if person.honorific is not None:
        return "after a form of address"
    if person.resolved is not None:
        return "in the table of office holders"
    return "several words" if " " in (person.name or "") else "one word"


def read(paths: Iterable[Path], engine: pipeline.Engine) -> Iterator[Found]:
    """The persons of the texts, in order."""
    for path in paths:
        text = path.read_bytes().decode("utf-8-sig", "replace")
        for person in engine.extract(text, id=path.stem, everyone=True).participants:
            if person.kind == "person" and person.name:
                yield Found(person.name, shape(person), path.name, person.mentions[0].start, _context(text, person))


def shuffled(folders: Iterable[Path], pattern: str, seed: int) -> list[Path]:
    """The files of the folders at any depth, in an order that the seed gives."""
    paths = sorted((p for folder in folders for p in folder.rglob(pattern) if p.is_file()), key=lambda p: p.name)
    random.Random(seed).shuffle(paths)
    return paths


def reviewed(file: Path) -> dict[tuple[str, int, str], str]:
    """What a review says of persons, by file, start and name; empty where there is no such file yet."""
    if not file.exists():
        return {}
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    return {(row["file"], int(row["start"]), row["name"]): row["wrong"].strip() for row in rows}


def rows(found: Iterable[Found]) -> list[tuple[object, ...]]:
    """Counts by shape, the most frequent first."""
    by_shape: dict[str, list[str]] = {}
    for person in found:
        by_shape.setdefault(person.shape, []).append(person.name)
    counted = sorted(by_shape.items(), key=lambda item: (-len(item[1]), item[0]))
    return [(title, len(names), len(set(names))) for title, names in counted]


def main() -> None:
    """List persons and count them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--pattern", default="*.txt")
    parser.add_argument("--first", type=int, default=500, help="how many persons")
    parser.add_argument("--seed", type=int, default=1384)
    parser.add_argument("--tagger", default="default", help="as for dabir --tagger")
    parser.add_argument("--review", type=Path, help="a table to fill in and give again")
    args = parser.parse_args()
    verdicts = reviewed(args.review) if args.review else {}
    found: list[Found] = []
    for person in read(shuffled(args.folders, args.pattern, args.seed), pipeline.load(tagger=args.tagger)):
        found.append(person)
        if len(found) == args.first:
            break
    for n, person in enumerate(found, 1):
        verdict = verdicts.get((person.file, person.start, person.name))
        if verdict != "":
            mark = f"WRONG ({verdict})" if verdict else person.shape
            sys.stdout.write(f"{n}\t{person.name}\t{mark}\t{person.file}:{person.start}\t{person.context}\n")
    sys.stdout.write("\n" + markdown(COLUMNS, rows(found)) + "\n")
    if args.review:
        _count(found, verdicts)
        _keep(args.review, found, verdicts)


def _count(found: Iterable[Found], verdicts: dict[tuple[str, int, str], str]) -> None:
    """What is wrong of those that were looked at."""
    told = collections.Counter(verdicts.get((person.file, person.start, person.name)) for person in found)
    unseen, right = told.pop(None, 0), told.pop("", 0)
    sys.stdout.write(f"\n{right} right, {told.total()} wrong, {unseen} not looked at yet\n")
    for verdict, count in told.most_common():
        sys.stdout.write(f"{count}\t{verdict}\n")


def _keep(file: Path, found: Iterable[Found], verdicts: dict[tuple[str, int, str], str]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter="\t", lineterminator="\n")
        writer.writerow(REVIEW)
        writer.writerows((verdicts.get((person.file, person.start, person.name), ""), *person) for person in found)


def _context(text: str, person: Participant) -> str:
    """The words around the first mention, on one line."""
    span = person.mentions[0]
    before, after = text[max(0, span.start - _AROUND) : span.start], text[span.end : span.end + _AROUND]
    return " ".join(f"{before}[[{span.text}]]{after}".split())


if __name__ == "__main__":
    main()

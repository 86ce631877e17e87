"""The corpus holds what it promises: every text has its gold and its half, and the records are many and varied."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest

from pipeline import records

CORPUS = Path(__file__).parents[2] / "corpus"
EVENTS = ("visits", "meetings", "agreements")

# At least so many of each in a half.
PROMISED = {
    "development": {
        "documents": 24,
        "distractors": 4,
        "legacy": 12,
        "dates": 110,
        "visits": 65,
        "meetings": 32,
        "agreements": 32,
    },
    "test": {
        "documents": 20,
        "distractors": 4,
        "legacy": 10,
        "dates": 100,
        "visits": 60,
        "meetings": 30,
        "agreements": 30,
    },
}


def table(name: str) -> list[dict[str, str]]:
    with (CORPUS / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


HALVES = {row["id"]: row["half"] for row in table("halves.tsv")}


@cache
def gold(document: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((CORPUS / "gold" / f"{document}.json").read_text(encoding="utf-8"))
    return loaded


def raw(document: str) -> str:
    return (CORPUS / "raw" / f"{document}.txt").read_bytes().decode("utf-8")


def documents(half: str) -> list[str]:
    return [document for document, of in HALVES.items() if of == half]


def gives_nothing(document: str) -> bool:
    return not any(gold(document)[kind] for kind in ("participants", *EVENTS))


def scored(half: str, kind: str) -> Iterator[dict[str, Any]]:
    """The records of a kind that count: not the optional ones."""
    for document in documents(half):
        yield from (record for record in gold(document)[kind] if not record.get("optional"))


def test_every_text_has_metadata_and_is_described() -> None:
    texts = {path.stem for path in (CORPUS / "raw").glob("*.txt")}
    assert {row["id"] for row in table("metadata.tsv")} == texts
    rows = (CORPUS / "README.md").read_text(encoding="utf-8").splitlines()
    assert texts - {row.split("|")[1].strip() for row in rows if row.startswith("|")} == set()


def test_every_text_of_a_half_has_gold() -> None:
    assert list(HALVES) == sorted(HALVES)
    assert set(HALVES.values()) <= {"development", "test"}
    assert {path.stem for path in (CORPUS / "gold").glob("*.json")} == set(HALVES)


def test_gold_says_of_its_document_what_the_metadata_say() -> None:
    known = {row["id"]: row for row in table("metadata.tsv")}
    for document in HALVES:
        said = gold(document)["document"]
        assert said["id"] == document
        assert said["length"] == len(raw(document))
        for field in ("date", "viewpoint", "subject_country"):
            assert (said[field] or "") == known[document][field], (document, field)


@pytest.mark.parametrize("half", PROMISED)
def test_a_half_holds_as_much_as_promised(half: str) -> None:
    ids = documents(half)
    found = {
        "documents": len(ids),
        "distractors": sum(gives_nothing(document) for document in ids),
        "legacy": sum(any(letter in raw(document) for letter in "يىك") for document in ids),
        **{kind: sum(1 for _ in scored(half, kind)) for kind in ("dates", *EVENTS)},
    }
    assert {what: found[what] for what in PROMISED[half] if found[what] < PROMISED[half][what]} == {}


@pytest.mark.parametrize("half", PROMISED)
@pytest.mark.parametrize(
    ("kind", "field", "values", "at_least"),
    [
        ("dates", "calendar", get_args(records.Calendar), 4),
        ("dates", "kind", get_args(records.DateKind), 10),
        ("dates", "granularity", ("day", "week", "month", "season", "year", "decade"), 1),
        ("dates", "modifier", ("START", "MID", "END"), 3),
        ("visits", "status", get_args(records.EventStatus), 3),
        ("meetings", "status", ("occurred", "planned", "cancelled"), 2),
        ("meetings", "kind", get_args(records.MeetingKind), 1),
        ("agreements", "status", get_args(records.AgreementStatus), 4),
        ("agreements", "type", get_args(records.AgreementType), 1),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_half_has_every_sort_of_record(
    half: str, kind: str, field: str, values: tuple[str, ...], at_least: int
) -> None:
    counts = Counter(record.get(field) for record in scored(half, kind))
    assert {value: counts[value] for value in values if counts[value] < at_least} == {}


@pytest.mark.parametrize("document", [document for document in HALVES if document.startswith("distractor-")])
def test_distractors_have_dates_and_nothing_else(document: str) -> None:
    assert gold(document)["dates"]
    assert gives_nothing(document)

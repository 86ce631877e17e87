"""Passages of each genre with the agreements that they tell: type, status and parties, in the order of the text."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import pipeline
from pipeline.engine import Engine

ROWS = list(
    csv.DictReader(
        (Path(__file__).parent / "agreements.tsv").read_text("utf-8").splitlines(),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return pipeline.load()


@pytest.mark.parametrize("row", [pytest.param(row, id=f"{row['genre']}-{n}") for n, row in enumerate(ROWS, 2)])
def test_agreements_of_a_passage(engine: Engine, row: dict[str, str]) -> None:
    viewpoint = "AFG" if "حمل ۱۳۰۰" in row["text"] else "IRN"
    found = engine.extract(row["text"].replace("⏎", "\n"), id="x", viewpoint=viewpoint).agreements
    told = sorted(f"{a.type} {a.status} {'+'.join(sorted(a.parties))}".strip() for a in found)
    assert told == sorted(_normal(one) for one in row["agreements"].split("|") if one.strip())


def _normal(told: str) -> str:
    kind, status, *parties = told.split()
    return f"{kind} {status} {'+'.join(sorted('+'.join(parties).split('+')))}".strip()

"""Signature blocks under an instrument: who signed it, for whom. ⏎ is a line end, ⇥ a tab."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import pipeline
from pipeline.engine import Engine

ROWS = list(
    csv.DictReader(
        (Path(__file__).parent / "signatures.tsv").read_text("utf-8").splitlines(),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
)
ARTICLES = "\n\nمادهٔ ۱- طرفین با یکدیگر همکاری می‌کنند.\nمادهٔ ۲- اختلافات از راه مذاکره حل می‌شود.\n\n"


@pytest.fixture(scope="module")
def engine() -> Engine:
    return pipeline.load()


@pytest.mark.parametrize("row", [pytest.param(row, id=str(n)) for n, row in enumerate(ROWS, 2)])
def test_a_block(engine: Engine, row: dict[str, str]) -> None:
    block = row["block"].replace("⏎", "\n").replace("⇥", "\t")
    document = engine.extract(row["title"] + ARTICLES + block, id="x")
    names = {person.id: person.name for person in document.participants}
    signed = [f"{names[s.participant]} {s.on_behalf_of}" for s in document.agreements[0].signatories]
    assert signed == [one.strip() for one in row["signatures"].split("|") if one.strip()]

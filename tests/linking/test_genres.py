"""Passages in the manner of different genres and ministries: which visits and meetings they tell."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import pipeline
from pipeline import records
from pipeline.engine import Engine

PASSAGES = tomllib.loads(Path(__file__).with_name("genres.toml").read_text("utf-8"))["passage"]


@pytest.fixture(scope="module")
def engine() -> Engine:
    return pipeline.load()


def _people(document: records.Document, ids: list[str]) -> str:
    by_id = {p.id: p for p in document.participants}
    people = [by_id[i] for i in ids]
    return " + ".join(p.name or (p.role.text if p.role else p.kind) for p in people)


def visits(document: records.Document) -> list[str]:
    """Visits in brief: status, who, where to."""
    return [
        f"{v.status} {_people(document, v.visitors)} → {'/'.join(d.country or '–' for d in v.destinations)}".strip()
        for v in document.visits
    ]


def meetings(document: records.Document) -> list[str]:
    """Meetings in brief: kind, status, who."""
    return [f"{m.kind} {m.status} {_people(document, m.participants)}".strip() for m in document.meetings]


@pytest.mark.parametrize("passage", PASSAGES, ids=[f"{p['genre']}-{n}" for n, p in enumerate(PASSAGES)])
def test_passage(engine: Engine, passage: dict[str, Any]) -> None:
    document = engine.extract(passage["text"].strip(), id="x", **passage.get("options", {}))
    if "visits" in passage:
        assert visits(document) == passage["visits"]
    if "meetings" in passage:
        assert meetings(document) == passage["meetings"]

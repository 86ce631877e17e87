"""The laws of a reading: spans equal the text, records validate, nothing that Unicode can hold stops it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import pipeline
from pipeline import records
from pipeline.engine import Engine
from pipeline.errors import InputError, UsageError

RAW = Path(__file__).resolve().parents[1] / "corpus" / "raw"
TEXTS = [path.read_bytes().decode("utf-8-sig") for path in sorted(RAW.glob("*.txt"))]
SCHEMA = Draft202012Validator(records.json_schema())
ODD = "\0\u200c\u200d\u200e\u202b\u2067\ufeff\u0651\u0654\ufefb\ufdf2\u00a0\r\n\t ()«»؛،.۱۲/\u0640يىك\U0001f1ee"
SETTINGS = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def engine() -> Engine:
    return pipeline.load(tagger="none")


def spans(value: Any) -> Iterator[dict[str, Any]]:
    """Everything with start, end and text in a decoded record."""
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys():
            yield value
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


def check(engine: Engine, raw: str) -> None:
    document = json.loads(records.encode(engine.extract(raw, id="x", explain=True)))
    for span in spans(document):
        assert raw[span["start"] : span["end"]] == span["text"]
    SCHEMA.validate(document)


@SETTINGS
@given(raw=st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_any_unicode_is_read(engine: Engine, raw: str) -> None:
    check(engine, raw)


@SETTINGS
@given(data=st.data())
def test_mutated_prose_is_read(engine: Engine, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(TEXTS))
    start = data.draw(st.integers(0, max(0, len(text) - 700)))
    raw = list(text[start : start + 700])
    places = data.draw(st.lists(st.tuples(st.integers(0, 699), st.sampled_from(ODD)), max_size=60))
    for at, odd in places:
        raw[at % len(raw)] += odd
    check(engine, "".join(raw))


@pytest.mark.parametrize("text", TEXTS, ids=[path.stem for path in sorted(RAW.glob("*.txt"))])
def test_corpus(engine: Engine, text: str) -> None:
    check(engine, text)


def test_lone_surrogates_are_refused(engine: Engine) -> None:
    with pytest.raises(InputError, match="lone surrogate at code point 4"):
        engine.extract("سفر \ud800", id="x")


@pytest.mark.parametrize("option", [{"viewpoint": "IR"}, {"subject_country": "قزاقستان"}, {"date": "1381/2/4"}])
def test_bad_options_are_refused(engine: Engine, option: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        engine.extract("سفر", id="x", **option)  # type: ignore[arg-type]


def test_stream_numbers_texts(engine: Engine) -> None:
    assert [d.document.id for d in engine.stream(["سفر", ("b", "دیدار")])] == ["1", "b"]


def test_records_are_the_same_whether_the_tagger_reads_all_or_what_patterns_need() -> None:
    gated, every = pipeline.load(tag="gated"), pipeline.load(tag="all")
    for text in TEXTS:
        one, two = gated.extract(text, id="x"), every.extract(text, id="x")
        assert records.encode(one).replace(b'"gated"', b'"all"') == records.encode(two)


def test_suspected_slips_are_proposed_and_change_nothing(engine: Engine) -> None:
    raw = "در ديدار رؤسای جمهور در كشور به این نتبجه رسیدند که سفر کنند."
    document = engine.extract(raw, id="x", explain=True)
    assert document.repairs is not None
    slips = [(repair.text, repair.repaired) for repair in document.repairs if repair.kind == "ocr"]
    assert ("نتبجه", "نتیجه") in slips
    assert engine.extract(raw, id="x").visits == document.visits

"""hazm's and parsivar's normalizers with offsets, and alignment recovered from what any function does to a text."""

from __future__ import annotations

import importlib.util

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline
from pipeline.errors import MissingExtraError, UsageError
from pipeline.text.normalizers import Normalizer, align, normalize_with

RAW = "آقاى رئيس جمهور تركمنستان\n\nكتاب ها را   مي شناسد . ۱۲"
PLACES = [("رئیس", "رئيس"), ("ترکمنستان", "تركمنستان"), ("می‌شناسد", "مي شناسد"), ("کتاب‌ها", "كتاب ها")]


@pytest.mark.parametrize("name", ["hazm", "parsivar"])
@pytest.mark.parametrize(("clean", "raw"), PLACES)
def test_words_lead_back_to_the_raw_text(name: str, clean: str, raw: str) -> None:
    pytest.importorskip(name)
    repaired = normalize_with(name, RAW)
    at = repaired.clean.index(clean)
    start, end = repaired.alignment.to_raw(at, at + len(clean))
    assert RAW[start:end] == raw
    assert {r.reason for r in repaired.repairs()} == {f"the normalizer {name}"}


@pytest.mark.parametrize("name", ["hazm", "parsivar"])
def test_records_with_another_normalizer(name: str) -> None:
    pytest.importorskip(name)
    text = "وزير امور خارجه تركمنستان در سال ۱۳۸۱ به تهران سفر كرد."
    document = pipeline.load(tagger="none", normalizer=name).extract(text, id="x")  # type: ignore[arg-type]
    assert document.generator.options["normalizer"] == name
    (visit,) = document.visits
    assert text[visit.trigger.start : visit.trigger.end] == visit.trigger.text == "سفر"
    assert [place.country for place in visit.destinations] == ["IRN"]


def test_names_are_checked() -> None:
    with pytest.raises(UsageError, match="is no normalizer"):
        Normalizer("virastar")
    for name in ("hazm", "parsivar"):
        if importlib.util.find_spec(name) is None:
            with pytest.raises(MissingExtraError, match=name):
                Normalizer(name)


LINES = st.text(st.sampled_from("سفرهای می رئیس\u200c\u200f\u0640ىيك.،()۱۲\n"), max_size=80)


@settings(deadline=None)
@given(raw=LINES | st.text(max_size=40), dropped=st.sampled_from("ای \u200c"), doubled=st.sampled_from("رم.س"))
def test_alignment_is_recovered(raw: str, dropped: str, doubled: str) -> None:
    repaired = align(raw, lambda text: text.replace(dropped, "").replace(doubled, doubled * 2))
    clean, last = repaired.clean, 0
    for at, character in enumerate(clean):
        start, end = repaired.alignment.to_raw(at, at + 1)
        assert last <= start <= end <= len(raw)
        last = start
        if end - start == 1 and character not in doubled + "\n ":
            assert raw[start:end] == character


@pytest.mark.parametrize("size", [1, 1999, 2000, 2001, 9000])
def test_long_lines(size: int) -> None:
    raw = "آب" + "ن" * size + " " + "م" * 5000
    repaired = align(raw, lambda text: text)
    assert (repaired.clean, repaired.alignment.changes()) == (raw, [])

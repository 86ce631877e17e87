"""Repair of spelling as a table of language, and the laws of its alignment."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.text.repair import repair
from pipeline.text.sentences import split_sentences
from pipeline.text.tokens import tokenize

REPAIRED = [
    ("رئيسجمهور", "رئیس‌جمهور"),
    ("مىباشد", "می‌باشد"),
    ("رسيدهاند", "رسیده‌اند"),
    ("وزارتخانههاى", "وزارتخانه‌های"),
    ("امينزاده", "امین‌زاده"),
    ("شرکتکننده", "شرکت‌کننده"),
    ("صلحآميز", "صلح‌آمیز"),
    ("ملاقاتهاى", "ملاقات‌های"),
    ("دوجانبهاى", "دوجانبه‌ای"),
    ("وزير امورخارجه", "وزیر امور خارجه"),
    ("مى شود", "می‌شود"),
    ("کتاب ها", "کتاب‌ها"),
    ("هسته اى", "هسته‌ای"),
    ("سفر\u200f به  تهران", "سفر به تهران"),
    ("ﻻزم", "لازم"),
    ("كتـاب", "کتاب"),
]
UNCHANGED = ["میدان", "میزبان", "ایرانی", "در تهران", "سفره", "دریا", "مهربان", "سفرهای", "کشورهای"]


@pytest.mark.parametrize(("raw", "clean"), REPAIRED)
def test_repaired(raw: str, clean: str) -> None:
    assert repair(raw).clean == clean


@pytest.mark.parametrize("text", UNCHANGED)
def test_unchanged(text: str) -> None:
    assert repair(text).clean == text


def test_trips_are_no_tablecloths() -> None:
    assert repair("سفرهاى").clean != "سفره‌ای"


PROSE = st.text(st.sampled_from("سفرهای رئیسجمهور\u200c\u200f\u0640\u064e\u00a0\r\n ىيكﻻ.،«»()۱۲"), max_size=80)


@settings(deadline=None)
@given(raw=st.text(max_size=60) | PROSE)
def test_alignment_is_total_and_monotone(raw: str) -> None:
    repaired = repair(raw)
    last = 0
    for at in range(len(repaired.clean)):
        start, end = repaired.alignment.to_raw(at, at + 1)
        assert 0 <= start <= end <= len(raw)
        assert start >= last
        last = start
    assert repaired.alignment.to_raw(0, len(repaired.clean))[1] <= len(raw)


@settings(deadline=None)
@given(raw=st.text(max_size=60) | PROSE)
def test_repairing_again_changes_nothing(raw: str) -> None:
    clean = repair(raw).clean
    assert repair(clean).clean == clean


@settings(deadline=None)
@given(raw=PROSE)
def test_sentences_and_tokens_are_in_order(raw: str) -> None:
    clean = repair(raw).clean
    end = 0
    for sentence in split_sentences(clean):
        assert end <= sentence.start < sentence.end
        end = sentence.end
        at = sentence.start
        for token in tokenize(clean, sentence.start, sentence.end):
            assert at <= token.start < token.end <= sentence.end
            at = token.end


SENTENCES = [
    ("روابط دو کشور\n\n- سفر اول\n- سفر دوم", ["heading", "item", "item"]),
    ("او به تهران رفت. سپس بازگشت.", ["sentence", "sentence"]),
    ("دکتر ولایتی در ۲.۵ ساعت آمد.", ["sentence"]),
]


@pytest.mark.parametrize(("text", "kinds"), SENTENCES)
def test_kinds_of_sentences(text: str, kinds: list[str]) -> None:
    assert [sentence.kind for sentence in split_sentences(text)] == kinds

"""Suspected recognition slips: what is proposed for words that are none, and what is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.suspects import suspected_words

PLACES = frozenset({"لیبریا", "آلماتی", "عشق‌آباد"})


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("دولت در لایجه بودجه سال آینده آورده است", [("لایجه", "لایحه")]),
        ("به این نتبجه رسیدند که مذاکره کنند", [("نتبجه", "نتیجه")]),
        ("وزیر خارجه روز پنچشنبه وارد تهران شد", [("پنچشنبه", "پنجشنبه")]),
        ("از لحاط سیاسی اهمیت دارد", [("لحاط", "لحاظ")]),
        ("جنگ در لیبربا آغاز شد", [("لیبربا", "لیبریا")]),
        ("وزیر به لیبربا سفر کرد", [("لیبربا", "لیبریا")]),
        ("این موصوع را بررسی کردند", [("موصوع", "موضوع")]),
    ],
)
def test_a_word_that_is_none(text: str, wanted: list[tuple[str, str]]) -> None:
    found = list(suspected_words(text, PLACES))
    assert [(text[slip.start : slip.end], slip.repaired) for slip in found] == wanted
    assert all(0.5 <= slip.confidence <= 0.8 for slip in found)


@pytest.mark.parametrize(
    "text",
    [
        "وزیر امور خارجه به لیبریا سفر کرد و با همتای خود دیدار و گفت‌وگو کرد",
        "کارل رانر با آثارشان آشنا بود",
        "لیبربا نام یک شرکت است، لیبربا را لیبربا می‌نامند",
        "می‌نویسندش و نمی‌خوانیمشان",
        "سفیر در بوینس‌آیرس است",
        "لحا",
        "",
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert list(suspected_words(text, PLACES)) == []


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_any_text_is_searched(text: str) -> None:
    for slip in suspected_words(text):
        assert text[slip.start : slip.end] != slip.repaired
        assert len(slip.repaired) == slip.end - slip.start

"""Verb forms and lemma rules, as tables of language."""

from __future__ import annotations

import pytest

from pipeline.tagging.features import FIELDS, UNKNOWN, WordEntry, fold, word_fields
from pipeline.tagging.lemmas import Lemmatizer
from pipeline.tagging.verb_forms import read_verb, verb_forms

STEMS = (
    ("کرد", "کن"), ("شد", "شو"), ("داشت", "دار"), ("گشت", "گرد"), ("آورد", "آور"), ("گفت", "گو"), ("خرید", "خر"),
    ("آمد", "آی"), ("ایستاد", "ایست"), ("افتاد", "افت"), ("برداشت", "بردار"), ("خواست", "خواه"),
)  # fmt: skip
FORMS = verb_forms(STEMS)
_WORDS = {
    "سفر": "N 7 -", "صدا": "N 7 -", "صد": "NUM 7 -", "ایران": "N 8 place",
    "مقام": "N 6 -", "دیدار": "N 7 -", "مذاکره": "N 6 -", "کشور": "N 8 -",
    "مسئول": "N 6 -", "بزرگ": "AJ 7 -", "ایرانی": "AJ 7 -", "اعضا": "N,PL 7 -",
    "هیات": "N 6 -", "روسیه": "N 7 place",
}  # fmt: skip
WORDS = {key: WordEntry(*row.split(" ")) for key, row in _WORDS.items()}


@pytest.mark.parametrize(
    ("form", "lemma", "feats"),
    [
        ("کرد", "کرد", "Number=Sing|Person=3|Tense=Past"),
        ("می‌کنند", "کرد", "Number=Plur|Person=3|Tense=Pres"),
        ("میکنند", "کرد", "Number=Plur|Person=3|Tense=Pres"),
        ("نمی‌کرد", "کرد", "Aspect=Imp|Number=Sing|Person=3|Polarity=Neg|Tense=Past"),
        ("کرده‌اند", "کرد", "Aspect=Perf|Number=Plur|Person=3|Tense=Past"),
        ("نشده", "شد", "Polarity=Neg|VerbForm=Part"),
        ("بشود", "شد", "Mood=Sub|Number=Sing|Person=3|Tense=Pres"),
        ("دارد", "داشت", "Number=Sing|Person=3|Tense=Pres"),
        ("می‌گوید", "گفت", "Number=Sing|Person=3|Tense=Pres"),
        ("می‌آید", "آمد", "Number=Sing|Person=3|Tense=Pres"),
        ("بیاورند", "آورد", "Mood=Sub|Number=Plur|Person=3|Tense=Pres"),
        ("نیفتاد", "افتاد", "Number=Sing|Person=3|Polarity=Neg|Tense=Past"),
        ("نایستاد", "ایستاد", "Number=Sing|Person=3|Polarity=Neg|Tense=Past"),
        ("خرید", "خرید", "Number=Sing|Person=3|Tense=Past"),
        ("خواهد", "خواست", "Number=Sing|Person=3|Tense=Fut"),
        ("نخواهند", "خواست", "Number=Plur|Person=3|Polarity=Neg|Tense=Fut"),
        ("نیست", "هست", "Number=Sing|Person=3|Polarity=Neg|Tense=Pres"),
        ("است", "است", "Number=Sing|Person=3|Tense=Pres"),
        ("برمی‌دارند", "برداشت", "Number=Plur|Person=3|Tense=Pres"),
        ("بازگشتند", "بازگشت", "Number=Plur|Person=3|Tense=Past"),
        ("برنمی‌گردد", "برگشت", "Number=Sing|Person=3|Polarity=Neg|Tense=Pres"),
    ],
)
def test_verb_forms(form: str, lemma: str, feats: str) -> None:
    reading = read_verb(fold(form), FORMS)
    assert reading is not None
    assert (reading.lemma, reading.feats) == (lemma, feats)


@pytest.mark.parametrize("form", ["سفر", "ایران", "وزیر", "امضا", "و", "،"])
def test_no_verb_forms(form: str) -> None:
    assert read_verb(fold(form), FORMS) is None


@pytest.mark.parametrize(
    ("form", "upos", "lemma"),
    [
        ("سفرهای", "NOUN", "سفر"),
        ("سفر‌های", "NOUN", "سفر"),
        ("سفرهایش", "NOUN", "سفر"),
        ("سفری", "NOUN", "سفر"),
        ("صدای", "NOUN", "صدا"),
        ("ایران", "NOUN", "ایران"),
        ("ایران", "PROPN", "ایران"),
        ("روسیه", "PROPN", "روسیه"),
        ("مقام", "NOUN", "مقام"),
        ("مقامات", "NOUN", "مقام"),
        ("دیدارشان", "NOUN", "دیدار"),
        ("کشورمان", "NOUN", "کشور"),
        ("مسئولین", "NOUN", "مسئول"),
        ("اعضای", "NOUN", "عضو"),
        ("افرادی", "NOUN", "فرد"),
        ("بزرگ‌ترین", "ADJ", "بزرگ"),
        ("بزرگترین", "ADJ", "بزرگ"),
        ("ایرانی", "ADJ", "ایرانی"),
        ("دبیرخانه‌ای", "NOUN", "دبیرخانه"),
        ("هیأت", "NOUN", "هیأت"),
        ("مذاکرهٔ", "NOUN", "مذاکره"),
        ("۱۳۸۱", "NUM", "۱۳۸۱"),
        ("2002", "NOUN", "2002"),
        ("می‌کنند", "VERB", "کرد"),
        ("از", "ADP", "از"),
        ("»", "PUNCT", "»"),
        ("\u200c", "X", "\u200c"),
    ],
)
def test_lemmas(form: str, upos: str, lemma: str) -> None:
    exceptions = {"اعضا\tNOUN": "عضو", "افراد\tNOUN": "فرد", "مسیولین\tNOUN": "مسئول"}
    lemmatizer = Lemmatizer(exceptions, WORDS | {"افراد": WordEntry("N,PL", "7")}, FORMS)
    assert lemmatizer.read(form, upos)[0] == lemma


def test_only_verbs_have_features() -> None:
    lemmatizer = Lemmatizer({}, WORDS, FORMS)
    assert lemmatizer.read("خرید", "NOUN") == ("خرید", None)
    assert lemmatizer.read("خرید", "VERB") == ("خرید", "Number=Sing|Person=3|Tense=Past")


@pytest.mark.parametrize(
    ("legacy", "modern"),
    [("ميكنند", "می‌کنند"), ("رئيسجمهور", "رئیس‌جمهور"), ("رییس‌جمهور", "رئیس‌جمهور"), ("هيئت", "هیأت"[:2] + "ئت"),
     ("مذاکرۀ", "مذاکره"), ("مذاکرهٔ", "مذاکره"), ("۱۳۸۱", "2002")],
)  # fmt: skip
def test_spelling_does_not_change_what_the_tagger_sees(legacy: str, modern: str) -> None:
    seen = FIELDS.index("shape")  # the script of a digit is not that of a letter
    assert word_fields(legacy, WORDS, FORMS)[:seen] == word_fields(modern, WORDS, FORMS)[:seen]
    assert len(word_fields(legacy, WORDS, FORMS)) == len(FIELDS)


@pytest.mark.parametrize(
    ("form", "field", "value"),
    [
        ("سفرهایی", "inside", "هایی N"),
        ("سفر", "classes", "N"),
        ("ایران", "names", "place"),
        ("نرفته‌ایم", "classes", UNKNOWN.classes),
        ("می‌کنند", "verb", "present Number=Plur|Person=3|Tense=Pres"),
        ("۱۳۸۱", "key", "0000"),
        ("Moscow", "shape", "latin 6 0"),
    ],
)
def test_what_the_tagger_sees(form: str, field: str, value: str) -> None:
    assert word_fields(form, WORDS, FORMS)[FIELDS.index(field)] == value

"""Folding of letters: which classes of Unicode are covered, and why the rest is left as it is."""

from __future__ import annotations

import unicodedata

import pytest

from pipeline.text.letters import fold
from pipeline.text.repair import repair
from pipeline.text.tokens import tokenize

FOLDED = [
    ("كتاب علي", "کتاب علی"),
    ("ﷲ ﷺ", "الله صلی الله علیه وسلم"),
    ("﷽", "بسم الله الرحمن الرحیم"),
    ("﷼", "ریال"),
    ("محمد﵌ آمد", "محمد آمد"),
    ("ﺳﻼﻡ ﻻﺯﻡ", "سلام لازم"),
    ("ٱلله", "الله"),
    ("ڕۆژنامه", "روژنامه"),
    ("پښتو و ګل", "پشتو و گل"),
    ("پاکستان کا لاہور", "پاکستان کا لاهور"),
    ("لڑکی کوئٹہ", "لرکی کوئته"),
    ("قُلْ هُوَ ٱللَّهُ أَحَدٌ ۝", "قل هو الله أحد "),
    ("بــــه", "به"),
    ("۱۳۸۱؍۲؍۴", "۱۳۸۱/۲/۴"),
    ("ＡＢＣ", "ABC"),
    ("الف\x1cب", "الف ب"),
    ("می\u00adرود", "می\u200cرود"),
    ("تهران\ufeff\u200f", "تهران"),
]


@pytest.mark.parametrize(("raw", "clean"), FOLDED)
def test_folded(raw: str, clean: str) -> None:
    assert fold(raw)[0] == clean


#: What is left as it is, and why.
LEFT = {
    range(0x20): "line breaks; control characters are text like any other, so that nothing is lost",
    range(0x7F, 0xA0): "control characters",
    range(0x0606, 0x0610): "signs of mathematics and verse: marks of their own",
    range(0x061B, 0x0620): "punctuation that Persian has, or seldom",
    range(0x0621, 0x064B): "the letters of Persian, hamza and teh marbuta as written; letters of early orthographies",
    range(0x066A, 0x066E): "signs of numbers, which numbers are read with",
    range(0x066E, 0x066F): "beh without dots: which of five letters it is cannot be known",
    range(0x0674, 0x0679): "Kazakh letters, which no Persian one stands for",
    range(0x067A, 0x06D0): "Persian letters; those of other languages that no Persian one stands for",
    range(0x06D1, 0x06D2): "a letter of Hausa",
    range(0x06DE, 0x06DF): "a sign that stands for itself",
    range(0x06E9, 0x06EA): "a sign that stands for itself",
    range(0x06EE, 0x0700): "Persian digits; letters of languages that no Persian one stands for",
    range(0x070F, 0x0710): "Syriac",
    range(0x0750, 0x0780): "letters of languages that no Persian one stands for",
    range(0x08A0, 0x08C9): "letters of languages that no Persian one stands for",
    range(0xFBB2, 0xFBD3): "dots that stand for themselves",
    range(0xFD3E, 0xFD40): "ornate parentheses, which are punctuation",
    range(0x110BD, 0x110CE): "signs of Kaithi",
    range(0x13430, 0x13440): "Egyptian hieroglyphs",
    range(0x1BCA0, 0x1BCA4): "shorthand",
    range(0x1D173, 0x1D17B): "musical notation",
    range(0xE0001, 0xE0080): "tags inside flags",
}
ARABIC = (
    range(0x0600, 0x0700),
    range(0x0750, 0x0780),
    range(0x08A0, 0x0900),
    range(0xFB50, 0xFE00),
    range(0xFE70, 0xFEFD),
)


def _in_scope(code: int) -> bool:
    """Letters and signs of the Arabic script, blanks, and what has no shape."""
    category = unicodedata.category(chr(code))
    return category != "Cn" and (any(code in block for block in ARABIC) or category in ("Cc", "Cf", "Zs", "Zl", "Zp"))


def test_every_character_is_folded_or_left_for_a_reason() -> None:
    left = {code for codes in LEFT for code in codes}
    kept = [
        f"{code:04X}"
        for code in range(0x110000)
        if _in_scope(code)
        and code not in left
        and chr(code) not in " \u200c"
        and chr(code) in fold(f"ب{chr(code)} ب")[0]
    ]
    assert kept == []


def test_a_stray_sign_belongs_to_the_word_after_it() -> None:
    raw = "سفر \u064eبه تهران و ـکیش"
    repaired = repair(raw)
    covered: set[int] = set()
    for token in tokenize(repaired.clean):
        covered.update(range(*repaired.alignment.to_raw(token.start, token.end)))
    assert [n for n, character in enumerate(raw) if n not in covered and not character.isspace()] == []

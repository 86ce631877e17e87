"""Verb forms as a table of language."""

import pytest

from pipeline.lexicon.verbs import analyse, group

# text, index of the first token, tokens taken, infinitive, tense, person, negative, passive
GROUPS = [
    ("سفر کرد .", 1, 1, "کردن", "past", 3, False, False),
    ("سفر خواهد کرد .", 1, 2, "کردن", "future", 3, False, False),
    ("سفر نخواهند کرد .", 1, 2, "کردن", "future", 6, True, False),
    ("به توافق رسیده‌اند و", 2, 1, "رسیدن", "perfect", 6, False, False),
    ("به توافق رسیده اند و", 2, 2, "رسیدن", "perfect", 6, False, False),
    ("برگزار شده است .", 1, 2, "شدن", "perfect", 3, False, False),
    ("برگزار شده بود .", 1, 2, "شدن", "pluperfect", 3, False, False),
    ("برگزار خواهد شد .", 1, 2, "شدن", "future", 3, False, False),
    ("برگزار نشده است .", 1, 2, "شدن", "perfect", 3, True, False),
    ("به کار گرفته شد .", 2, 2, "گرفتن", "past", 3, False, True),
    ("پذیرفته خواهد شد .", 0, 3, "پذیرفتن", "future", 3, False, True),
    ("می‌باشد .", 0, 1, "بودن", "present", 3, False, False),
    ("نمی‌شود .", 0, 1, "شدن", "present", 3, True, False),
    ("می‌رفت .", 0, 1, "رفتن", "imperfect", 3, False, False),
    ("سفر کند .", 1, 1, "کردن", "subjunctive", 3, False, False),
    ("برود .", 0, 1, "رفتن", "subjunctive", 3, False, False),
    ("نیامد .", 0, 1, "آمدن", "past", 3, True, False),
    ("بیاید .", 0, 1, "آمدن", "subjunctive", 3, False, False),
    ("دارند .", 0, 1, "داشتن", "present", 6, False, False),
    ("بازگشت .", 0, 1, "بازگشتن", "past", 3, False, False),
    ("بازمی‌گردد .", 0, 1, "بازگشتن", "present", 3, False, False),
    ("عزیمت نموده و", 1, 1, "نمودن", "perfect", 3, False, False),
    ("است .", 0, 1, "بودن", "present", 3, False, False),
    ("نیستند .", 0, 1, "بودن", "present", 6, True, False),
]

NOT_VERBS = [
    ("بازگشت وزیر از تهران", 0),
    ("ساخت نیروگاه", 0),
    ("یاد شده در بیانیه", 1),
    ("مورد انتقاد شدید", 2),
    ("روند صلح", 0),
    ("رود ارس", 0),
    ("شرکت‌کننده", 0),
    ("پرداخت بدهی", 0),
]


@pytest.mark.parametrize(("text", "at", "taken", "infinitive", "tense", "person", "negative", "passive"), GROUPS)
def test_group(
    text: str, at: int, taken: int, infinitive: str, tense: str, person: int, negative: bool, passive: bool
) -> None:
    found = group(text.split(), at)
    assert found is not None
    count, form = found
    assert (count, form.verb.infinitive, form.tense, form.person, form.negative, form.passive) == (
        taken,
        infinitive,
        tense,
        person,
        negative,
        passive,
    )


@pytest.mark.parametrize(("text", "at"), NOT_VERBS)
def test_nouns_are_no_verbs(text: str, at: int) -> None:
    assert group(text.split(), at) is None


@pytest.mark.parametrize("form", ["رسیده‌اند", "رسیدهاند", "می‌شود", "میشود", "نمی‌رسد", "نمیرسد"])
def test_half_space_makes_no_difference(form: str) -> None:
    assert analyse(form) == analyse(form.replace("\u200c", ""))
    assert analyse(form) is not None

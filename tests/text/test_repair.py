"""Repair of spelling as a table of language, and the laws of its alignment."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.text.half_space import Condition
from pipeline.text.repair import repair
from pipeline.text.sentences import split_sentences
from pipeline.text.spacing import spacer
from pipeline.text.tokens import tokenize
from pipeline.text.words import words

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
    ("ﷲ", "الله"),
    ("﷼", "ریال"),
    ("ﺍﯾﺮﺍﻥ", "ایران"),
    ("خانهٔ ما و خانۀ ما", "خانهٔ ما و خانهٔ ما"),
    ("٤٥ و ۴۵", "۴۵ و ۴۵"),
    ("شركت\u00adكنندگان", "شرکت‌کنندگان"),
    ("پيش بيني", "پیش‌بینی"),
    ("سه شنبه", "سه‌شنبه"),
    ("رئيس جمهور", "رئیس‌جمهور"),
    ("خانواده اش", "خانواده‌اش"),
    ("شده اند", "شده‌اند"),
    ("بزرگ تر", "بزرگ‌تر"),
    ("مي مكيد", "می‌مکید"),
    ("برميخيزد", "برمی‌خیزد"),
    ("نشاندهنده", "نشان‌دهنده"),
    ("حوثيهاى", "حوثی‌های"),
    ("بيرحميهايم", "بی‌رحمی‌هایم"),
    ("زندگيشان", "زندگی‌شان"),
    ("درصورت", "در صورت"),
    ("باتوجه به", "با توجه به"),
    ("برگزارشد", "برگزار شد"),
    ("موادمخدر", "مواد مخدر"),
    ("هزارتومان", "هزار تومان"),
    ("حمل ونقل", "حمل و نقل"),
    ("آن ها و اين ها", "آن‌ها و این‌ها"),
    ("بزرگترين و مهمتر", "بزرگترین و مهم‌تر"),
]
UNCHANGED = [
    "تنهایی",
    "بیشتر",
    "بیمارستان",
    "رهایم",
    "بیدارم",
    "نگاهی",
    "توجهی",
    "آنها",
    "فیلتر",
    "دکترین",
    "دستخوش",
    "میلیارد",
    "میخ",
    "دوجانبه",
    "دو جانبه",
    "خلیج فارس",
    "گرفته شده است",
    "درخواهند یافت",
    "برتر",
    "پیامبر",
    "لوکاشنکو",
    "نظربایف",
    "شواردنادزه",
    "میدان",
    "میزبان",
    "ایرانی",
    "در تهران",
    "سفره",
    "دریا",
    "مهربان",
    "سفرهای",
    "کشورهای",
    "کلانتری",
    "مونستر",
    "الابرش",
    "پیتر",
    "لستر",
    "مافیای",
    "رویای",
    "نیمه اول",
    "نیمه دوم",
    "فرش گران",
    "دوران گذار",
]


@pytest.mark.parametrize(("raw", "clean"), REPAIRED)
def test_repaired(raw: str, clean: str) -> None:
    assert repair(raw).clean == clean


@pytest.mark.parametrize("text", UNCHANGED)
def test_unchanged(text: str) -> None:
    assert repair(text).clean == text


KEPT = [
    "فیلمنامه‌نویس و فیلمنامه",
    "رئیس‌جمهور از سفیر جمهوری کره در کتاب‌خانه",
    "می‌گوید که پیش بینی هوا",
]


@pytest.mark.parametrize("text", KEPT)
def test_a_text_with_half_spaces_keeps_its_compounds(text: str) -> None:
    assert repair(text).clean == text


def test_a_text_without_spaces_is_taken_apart() -> None:
    raw = "رئیسجمهوردرتهرانبا وزیرامورخارجه کشورهمسایه دیدارکرد وگفتکه همکاریدوکشور بایدگسترش یابد."
    assert "وزیر امور خارجه کشور همسایه دیدار کرد" in repair(raw).clean


def test_repairs_say_why() -> None:
    first, *_, last = repair("گروههاي سياسي، درصورت").repairs()
    assert first.reason == (
        "Arabic yeh: Arabic keyboards and old code pages; a compound of the word list, which has a half-space"
    )
    assert last.reason is not None
    assert last.reason.endswith("words that ran together")


def test_trips_are_no_tablecloths() -> None:
    assert repair("سفرهاى").clean != "سفره‌ای"


@pytest.mark.parametrize("lost", [True, False])
def test_what_words_need_is_compiled_as_it_is_found(lost: bool) -> None:
    reader = spacer(Condition(half_spaces=lost, spaces=False))
    compiled = words().needs[lost]
    for word in [*compiled][:: len(compiled) // 2000]:
        assert reader.needs(word) == compiled[word], word


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
    ("در سال ۱۳۷۴ ه.ش. به تهران آمد. سپس رفت.", ["sentence", "sentence"]),
    ("در قرن پنجم ق.م. ساخته شد.", ["sentence"]),
    ("دبیرکل (وی در ژنو است. ما نه.) آمد.", ["sentence"]),
    ("گفت: «می‌آییم. شما هم بیایید.» و رفت.", ["sentence", "sentence"]),
    ("طرح «ایران. آینده» را خواند.", ["sentence"]),
    ("کشورهای عربی، آسیایی و… را دید.", ["sentence"]),
    ("امام علی) ع (به مدینه رفت. سپس بازگشت.", ["sentence", "sentence"]),
    ("۱. بررسی روابط\n۲. امضای سند", ["item", "item"]),
    ("1- روابط سياسي\n2- روابط اقتصادي", ["item", "item"]),
    ("الف) تجارت\nب) حمل و نقل", ["item", "item"]),
    ("سفرهای متقابل\nوزیر خارجه در سال ۱۳۷۵ به تهران رفت.", ["heading", "sentence"]),
    ("آیا می‌آید؟ نه! شاید.", ["sentence", "sentence", "sentence"]),
]


@pytest.mark.parametrize(("text", "kinds"), SENTENCES)
def test_kinds_of_sentences(text: str, kinds: list[str]) -> None:
    assert [sentence.kind for sentence in split_sentences(text)] == kinds

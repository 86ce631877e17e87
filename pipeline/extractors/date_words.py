"""The words of dates, as regular expressions and values."""

from __future__ import annotations

import re

from pipeline.calendars.convert import System

S = r"[\s\u200c]*"
SS = r"[\s\u200c]+"
_JALALI = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد|امرداد", "شهریور", "مهر", "آبان|ابان", "آذر|اذر", "دی", "بهمن",
    "اسفند",
)  # fmt: skip
_DARI = ("حمل", "ثور", "جوزا", "سرطان", "اسد", "سنبله", "میزان", "عقرب", "قوس", "جدی", "دلو", "حوت")
_GREGORIAN = (
    "ژانویه|جنوری", "فوریه|فبروری", "مارس|مارچ", "آوریل|اپریل|آپریل", "مه|می", "ژوئن|جون|ژوین",
    "ژوئیه|جولای|ژولای|ژوییه|جولایی", "اوت|آگوست|اگست|آگست", "سپتامبر|سپتمبر", "اکتبر|اکتوبر", "نوامبر|نومبر",
    "دسامبر|دسمبر",
)  # fmt: skip
_HIJRI = (
    "محرم", "صفر", r"ربیع[\s\u200c]*الاول", r"ربیع[\s\u200c]*الثانی", r"جمادی[\s\u200c]*الاول[ی]?",
    r"جمادی[\s\u200c]*الثانی[ه]?", "رجب", "شعبان", "رمضان", "شوال", r"ذی[\s\u200c]*القعده|ذیقعده",
    r"ذی[\s\u200c]*الحجه|ذیحجه|ذی[\s\u200c]*حجه",
)  # fmt: skip
_DAYS = (
    "یکم|اول", "دوم", "سوم", "چهارم", "پنجم", "ششم", "هفتم", "هشتم", "نهم", "دهم", "یازدهم", "دوازدهم", "سیزدهم",
    "چهاردهم", "پانزدهم", "شانزدهم", "هفدهم", "هجدهم|هیجدهم", "نوزدهم", "بیستم", "بیست و یکم", "بیست و دوم",
    "بیست و سوم", "بیست و چهارم", "بیست و پنجم", "بیست و ششم", "بیست و هفتم", "بیست و هشتم", "بیست و نهم",
    "سی‌ام|سی ام|سیم", "سی و یکم",
)  # fmt: skip
WEEKDAYS = (
    "شنبه",
    "یکشنبه|یک شنبه",
    "دوشنبه|دو شنبه",
    "سه‌شنبه|سه شنبه|سهشنبه",
    "چهارشنبه|چهار شنبه",
    "پنجشنبه|پنج شنبه",
    "جمعه|آدینه",
)
SEASONS = ("بهار", "تابستان", "پاییز|پائیز|خزان", "زمستان")


def _loose(words: str) -> str:
    """A spelling with its spaces and half-spaces left free."""
    return re.sub(r"[ \u200c]", S.replace("\\", r"\\"), words) if "[" not in words else words


def _table(rows: tuple[str, ...]) -> list[tuple[str, int]]:
    pairs = [(spelling, n) for n, row in enumerate(rows, 1) for spelling in row.split("|")]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


_SYSTEMS: tuple[tuple[tuple[str, ...], System], ...] = (
    (_JALALI, "jalali"),
    (_DARI, "jalali"),
    (_GREGORIAN, "gregorian"),
    (_HIJRI, "hijri"),
)
MONTHS: list[tuple[str, System, int]] = [
    (spelling, system, n) for rows, system in _SYSTEMS for spelling, n in _table(rows)
]
_DAY_TABLE = _table(_DAYS)
MONTH = "(?:" + "|".join(sorted((m[0] for m in MONTHS), key=len, reverse=True)) + ")"
WEEKDAY = "(?:" + "|".join(_loose(w) for w, _ in _table(WEEKDAYS)) + ")"
SEASON = "(?:" + "|".join(w for w, _ in _table(SEASONS)) + ")"
DIGIT = "[0-9۰-۹]"
DAY = rf"(?:{DIGIT}{{1,2}}(?!{DIGIT})|" + "|".join(_loose(w) for w, _ in _DAY_TABLE) + ")"
_UNITS = (
    "یک|دو|سه|چهار|پنج|شش|هفت|هشت|نه|ده|یازده|دوازده|سیزده|چهارده|پانزده|شانزده|هفده|هجده|نوزده"
    "|بیست|سی|چهل|پنجاه|شصت|هفتاد|هشتاد|نود"
)
YEAR_WORDS = rf"(?:یک{S})?هزار{S}و{S}(?:سیصد|چهارصد|دویست|نهصد|هشتصد)(?:{S}و{S}(?:{_UNITS})(?![\w])){{0,2}}"
YEAR = rf"(?:{DIGIT}{{4}}(?!{DIGIT})|{YEAR_WORDS})"
SHORT_YEAR = rf"(?:{YEAR}|{DIGIT}{{2}}(?!{DIGIT}))"
ERA = (
    rf"(?:{S}(?:هجری{SS}شمسی|هجری{SS}خورشیدی|هجری{SS}قمری|خورشیدی|شمسی|قمری|میلادی|شاهنشاهی"
    rf"|ه{S}\.?{S}ش\.?(?!\w)|ه{S}\.?{S}ق\.?(?!\w)|ش\.(?!\w)|م\.(?!\w)))"
)


def month_value(text: str) -> tuple[System, int]:
    """Calendar and number of a month's name."""
    squeezed = re.sub(S, "", text)
    for spelling, system, number in MONTHS:
        if re.fullmatch(spelling.replace(" ", ""), squeezed) or re.fullmatch(spelling, text):
            return system, number
    raise ValueError(text)


def day_value(text: str) -> int | None:
    """The number of a day in words, else ``None``."""
    squeezed = re.sub(r"[\s\u200c]", "", text)
    return next((n for words, n in _DAY_TABLE if re.sub(r"[ \u200c]", "", words) == squeezed), None)


def index_of(text: str, table: tuple[str, ...]) -> int:
    """The position of a word in a table of spellings, from 0."""
    squeezed = re.sub(r"[\s\u200c]", "", text)
    return next(n for n, row in enumerate(table) if squeezed in re.sub(r"[ \u200c]", "", row).split("|"))

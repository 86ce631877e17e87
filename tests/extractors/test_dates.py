"""Dates: the examples of every pattern, and traps that are none."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.extractors.dates import DateMention, find_dates
from pipeline.extractors.dates.patterns import DateExample, load_patterns
from pipeline.text.sentences import SentenceSpan, split_sentences

DAY = dt.date(2019, 6, 15)
FIELDS = ("kind", "calendar", "jalali", "edtf", "earliest", "latest", "modifier", "flags", "inferred")
YES = [pytest.param(p.id, e, id=f"{p.id}-{n}") for p in load_patterns() for n, e in enumerate(p.yes)]
NO = [pytest.param(text, id=f"{p.id}-{n}") for p in load_patterns() for n, text in enumerate(p.no)]


def read(text: str, day: dt.date | None = DAY) -> list[DateMention]:
    return find_dates(text, [SentenceSpan(0, len(text), "sentence")], document_date=day)[1]


@pytest.mark.parametrize(("rule", "example"), YES)
def test_yes(rule: str, example: DateExample) -> None:
    dates = read(example.text)
    assert dates
    date = dates[0]
    assert (example.text[date.start : date.end], date.rule) == (example.found or example.text, rule)
    for field in FIELDS:
        wanted = getattr(example, field)
        given = getattr(date, field)
        if wanted is not None:
            assert (" ".join(given) if isinstance(given, tuple) else str(given)) == wanted, field


@pytest.mark.parametrize("text", NO)
def test_no(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize("text", ["دیروز", "سال گذشته", "روز شنبه", "سال بعد", "۱۲ مهر"])
def test_without_an_anchor_there_are_no_bounds(text: str) -> None:
    (date,) = read(text, None)
    assert (date.earliest, date.latest, date.flags) == (None, None, ("unanchored",))


def test_a_year_told_before_is_the_anchor_of_the_next() -> None:
    dates = read("در آذر ۱۳۷۸ آغاز شد و یک سال بعد پایان یافت", None)
    assert [date.jalali for date in dates] == ["1378-09", "1379"]
    assert dates[1].anchor == dt.date(1999, 11, 22)


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("۴ اردیبهشت ۱۳۸۱ برابر با ۲۴ آوریل ۲۰۰۲", ()),
        ("۴ اردیبهشت ۱۳۸۱ (۲۵ آوریل ۲۰۰۲)", ("calendars_disagree",)),
        ("۲۴ آوریل ۲۰۰۲ مطابق با ۴ اردیبهشت ۱۳۸۱", ()),
    ],
)
def test_two_calendars_are_one_date(text: str, flag: tuple[str, ...]) -> None:
    (date,) = read(text)
    assert (date.earliest, date.flags, text[date.start : date.end]) == (dt.date(2002, 4, 24), flag, text)


CHRONICLES = {
    "«سال ۱۳۷۴»، ماه، روز و خط": (
        "سال ۱۳۷۴\n\nفروردین\n۵ – وزیر آمد.\n۱۲ – وزیر رفت.\n\nاردیبهشت\n۳ – سفیر آمد.\n",
        {"۵": "1995-03-25", "۱۲": "1995-04-01", "۳": "1995-04-23"},
    ),
    "روز و دونقطه": (
        "فروردین ۱۳۷۴\n۵: وزیر آمد.\n۱۲: وزیر رفت. فردای آن روز سفیر آمد.\n",
        {"۵": "1995-03-25", "۱۲": "1995-04-01", "فردای آن روز": "1995-04-02"},
    ),
    "روز و ماه به رقم": (
        "رویدادهای سال ۱۳۷۴\n۵/۱ - وزیر آمد.\n۱۲/۱ - وزیر رفت.\n۳/۲ - سفیر آمد.\n",
        {"۵/۱": "1995-03-25", "۱۲/۱": "1995-04-01", "۳/۲": "1995-04-23"},
    ),
    "ماه پیش از روز به رقم": (
        "سال ۱۳۷۴\n۱/۲۵ وزیر آمد.\n۲/۱۲ وزیر رفت.\n",
        {"۱/۲۵": "1995-04-14", "۲/۱۲": "1995-05-02"},
    ),
    "روز به حروف": (
        "فروردین ۱۳۷۴\nپنجم: وزیر آمد.\nدوازدهم: وزیر رفت.\n",
        {"پنجم": "1995-03-25", "دوازدهم": "1995-04-01"},
    ),
    "روزِ هفته": (
        "فروردین ۱۳۷۴\nشنبه ۵: وزیر آمد.\nشنبه ۱۲: وزیر رفت.\n",
        {"شنبه ۵": "1995-03-25", "شنبه ۱۲": "1995-04-01"},
    ),
    "چند روز": (
        "فروردین ۱۳۷۴\n۵ تا ۷ – وزیر در باکو بود.\n۱۲ و ۱۳ – گفت‌وگو شد.\n۲۰-۲۲: وزیر در دهلی بود.\n",
        {"۵ تا ۷": "1995-03-25/1995-03-27", "۱۲": "1995-04-01", "۱۳": "1995-04-02", "۲۰-۲۲": "1995-04-09/1995-04-11"},
    ),
    "در پرانتز": ("فروردین ۱۳۷۴\n(۵) وزیر آمد.\n(۱۲) وزیر رفت.\n", {"۵": "1995-03-25", "۱۲": "1995-04-01"}),
    "با نشان": ("فروردین ۱۳۷۴\n• ۵ وزیر آمد.\n• ۱۲ وزیر رفت.\n", {"۵": "1995-03-25", "۱۲": "1995-04-01"}),
    "«روز ۵»": (
        "فروردین‌ماه ۱۳۵۴\nروز ۵ وزیر آمد.\nروز ۱۲ وزیر رفت.\n",
        {"روز ۵": "1975-03-25", "روز ۱۲": "1975-04-01"},
    ),
    "ماه و روز": (
        "سال ۱۳۷۴\nفروردین ۵ وزیر آمد.\nفروردین ۱۲ وزیر رفت.\n",
        {"فروردین ۵": "1995-03-25", "فروردین ۱۲": "1995-04-01"},
    ),
    "ماه، روز": (
        "۱۳۷۴\nفروردین، ۵ – وزیر آمد.\nخرداد، ۳ – وزیر رفت.\n",
        {"فروردین، ۵": "1995-03-25", "خرداد، ۳": "1995-05-24"},
    ),
    "ماهی که روزش را نمی‌گوید": (
        "۱۳۷۴ (۱۹۹۵)\n– ۵ فروردین، وزیر آمد.\n– اردیبهشت، وزیر رفت.\n",
        {"۵ فروردین": "1995-03-25", "اردیبهشت": "1995-04-21/1995-05-21"},
    ),
    "میلادی": ("1995\nمارس\n5 – وزیر آمد.\n12 – وزیر رفت.\n", {"5": "1995-03-05", "12": "1995-03-12"}),
    "شاهنشاهی": (
        "فروردین ۲۵۳۵\n۵ – وزیر آمد.\n۱۲ اردیبهشت ۲۵۳۵ رفت.\n",
        {"۵": "1976-03-25", "۱۲ اردیبهشت ۲۵۳۵": "1976-05-02"},
    ),
    "سال‌ها": (
        "۱۳۷۰، وزیر آمد.\n۱۳۷۱، ۱۲ مهر: وزیر رفت.\n• ۱۳۷۲ سفیر آمد.\n[۱۳۷۳] سفیر رفت.\n",
        {"۱۳۷۰": "1991-03-21/1992-03-20", "۱۲ مهر": "1992-10-04", "۱۳۷۳": "1994-03-21/1995-03-20"},
    ),
    "برجی": ("سنه ۱۳۰۲\nحمل\n۵ – وزیر آمد.\n۱۲ – وزیر رفت.\n", {"۵": "1923-03-26", "۱۲": "1923-04-02"}),
}


@pytest.mark.parametrize(("text", "days"), CHRONICLES.values(), ids=CHRONICLES)
def test_entries_of_a_chronology_begin_with_their_day(text: str, days: dict[str, str]) -> None:
    spans, dates = find_dates(text, split_sentences(text))
    found = {text[date.start : date.end]: date.edtf for date in dates}
    assert {words: found.get(words) for words in days} == days
    starts = [span.start for span in spans]
    assert all(date.start in starts for date in dates if date.rule == "date.entry" and date.kind == "range")


@pytest.mark.parametrize(
    "text",
    [
        "فروردین ۱۳۷۴\n۱- وزیر آمد.\n۲- وزیر رفت.\n۳- سفیر آمد.\n",
        "فروردین ۱۳۷۴\n۱) وزیر آمد.\n۲) وزیر رفت.\n\nاردیبهشت ۱۳۷۴\n۳) سفیر آمد.\n",
        "فروردین ۱۳۷۴\n۱۲ نفر از نمایندگان آمدند.\nوزیر رفت.\n",
        "فروردین ۱۳۷۴\n۲۰ – وزیر آمد.\n۵ – وزیر رفت.\n",
        "فروردین ۱۳۷۴\n۳۲ – وزیر آمد.\n",
        "سال ۱۳۷۴\n۳۲/۱۳ وزیر آمد.\n",
        "۱۳۷۴ نفر آمدند.\n۱۵۰۰ نفر رفتند.\n",
        "۲۰۰۰، وزیر آمد.\n۱۵۰۰، وزیر رفت.\n",
        "در فروردین ۱۳۷۴ چند سفر انجام شد.\n۵ – وزیر آمد.\n۱۲ – وزیر رفت.\n",
    ],
)
def test_numbers_of_a_list_are_no_days(text: str) -> None:
    assert [date.rule for date in find_dates(text, split_sentences(text))[1] if date.rule == "date.entry"] == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("۵ اردیبهشت و ۷ خرداد ۱۳۷۴ وزیر آمد", ["1995-04-25", "1995-05-28"]),
        ("۵ دی، ۱۲ بهمن و ۷ فروردین ۱۳۷۴", ["1994-12-26", "1995-02-01", "1995-03-27"]),
        ("پیمان در ۱۹ مهر ۱۳۷۰ امضا شد و در ۲۵ ماه مزبور به تصویب رسید", ["1991-10-11", "1991-10-17"]),
        ("در ۱۹ مهر ۱۳۷۰ آمد و در آبان سال مذکور بازگشت", ["1991-10-11", "1991-10-23/1991-11-21"]),
        ("در سال ۳۰۰ میلادی زاده شد و در فروردین درگذشت", ["0300", None]),
        ("در سال ۳۰۰ پیش از میلاد و در ۱۲ رمضان", [None]),
        (
            "بیست‌وپنجم آبان ۱۳۷۰، بیست وسوم آذر۱۳۷۰ و یازدهم دی‌ماه یک‌هزاروسیصدوهفتاد",
            ["1991-11-16", "1991-12-14", "1992-01-01"],
        ),
        ("۲۵\u200cآبان ۱۳۷۰", ["1991-11-16"]),
        ("۱۳۷۴ش/۱۹۹۵م در باکو بود", ["1995-03-21/1996-03-19"]),
    ],
)
def test_dates_that_lean_on_another(text: str, days: list[str | None]) -> None:
    assert [date.edtf for date in read(text, None)] == days


def test_long_lines_are_read_in_linear_time() -> None:
    assert read("۱۲" * 50_000) == []
    assert read("سال " * 50_000) == []
    assert read("۱/" * 50_000) == []

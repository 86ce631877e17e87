"""Dates: the examples of every pattern, and traps that are none."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.extractors.dates import DateMention, find_dates
from pipeline.extractors.dates.patterns import DateExample, load_patterns
from pipeline.text.sentences import SentenceSpan

DAY = dt.date(2019, 6, 15)
FIELDS = ("kind", "calendar", "jalali", "edtf", "earliest", "latest", "modifier", "flags", "inferred")
YES = [pytest.param(p.id, e, id=f"{p.id}-{n}") for p in load_patterns() for n, e in enumerate(p.yes)]
NO = [pytest.param(text, id=f"{p.id}-{n}") for p in load_patterns() for n, text in enumerate(p.no)]


def read(text: str, day: dt.date | None = DAY) -> list[DateMention]:
    return find_dates(text, [SentenceSpan(0, len(text), "sentence")], document_date=day)


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


def test_long_lines_are_read_in_linear_time() -> None:
    assert read("۱۲" * 50_000) == []
    assert read("سال " * 50_000) == []
    assert read("۱/" * 50_000) == []

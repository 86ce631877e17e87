"""The suites of other libraries, as they published them: dateparser, duckling, parstdex.

What differs is listed here with its reason; nothing else may.
"""

from __future__ import annotations

import ast
import datetime as dt
import json
from pathlib import Path

import pytest

from pipeline.calendars import convert
from pipeline.calendars.numbers import parse_number
from pipeline.linking.dates import extract_dates

PEERS = Path(__file__).parents[3] / "shared" / "data" / "dates"
pytestmark = pytest.mark.skipif(not PEERS.exists(), reason="the suites lie beside the repository")


def rows(name: str) -> list[list[str]]:
    path = PEERS / name
    return [line.split("\t") for line in path.read_text("utf-8").splitlines()[1:]] if path.exists() else []


DATEPARSER = rows("dateparser/test_jalali_params.tsv")
#: dateparser's typing slip: «ثانیه» is the second of a minute, not an ordinal.
SLIPS = {"بیست ثانیه"}


@pytest.mark.parametrize(("value", "words"), rows("duckling/numeral_fa.tsv"))
def test_duckling_numeral(value: str, words: str) -> None:
    assert parse_number(words) == int(value)


@pytest.mark.parametrize(
    ("words", "value"), [row[1:] for row in DATEPARSER if row[0] == "numeral" and row[1] not in SLIPS]
)
def test_dateparser_numeral(words: str, value: str) -> None:
    assert parse_number(words) == int(value)


@pytest.mark.parametrize(("day", "weekday"), [row[1:] for row in DATEPARSER if row[0] == "weekday"])
def test_dateparser_weekday(day: str, weekday: str) -> None:
    found = convert.jalali_day(*map(int, day.split("-")))
    assert found is not None
    assert (found.weekday() + 1) % 7 == int(weekday)  # from Sunday


@pytest.mark.parametrize(("words", "value"), [row[1:] for row in DATEPARSER if row[0] == "date"])
def test_dateparser_date(words: str, value: str) -> None:
    found = extract_dates(words)[0]
    year, month, day = ast.literal_eval(value.removeprefix("datetime"))[:3]
    assert (found.earliest, found.latest) == (dt.date(year, month, day),) * 2


@pytest.mark.parametrize(("words", "value"), [row[1:] for row in DATEPARSER if row[0] == "search"])
def test_dateparser_search(words: str, value: str) -> None:
    wanted = [pair.split("=") for pair in value.split("; ")]
    found = [(date.text, str(date.earliest)) for date in extract_dates(words)]
    assert found == [tuple(pair) for pair in wanted]


PARSTDEX = PEERS / "parstdex" / "data.json"
DIFFERENCES = Path(__file__).with_name("data") / "parstdex_differences.tsv"
#: Why a span of parstdex's is not ours, or ours not theirs; sentences are counted from 0.
REASONS = {
    "time": "clock times and parts of the day are no dates, and stay outside the span of one",
    "duration": "how long something takes is no date",
    "age": "ages and lengths (بیست‌ساله) are no dates",
    "set": "what recurs (هر دوشنبه) is no date",
    "vague": "no interval can be told (سال‌های اخیر)",
    "word": "a word of time that names none, or an adjective",
    "preposition": "the span leaves the preposition before it out",
    "list": "each member of a list is a date of its own",
    "joined": "a weekday or second calendar and its date are one",
    "bare": "a number alone, which only its reader knows to be a year",
    "spelling": "a slip or form of speech that is not read",
    "spaced": "stops with blanks around them end a sentence",
    "part": "the part that has a value is read",
    "unmarked": "a date that their suite does not mark",
    "holiday": "feasts have no date here",
    "limit": "not read yet: «پنجمین روز سال», «پنج سال دیگر», «سال‌های ۱۹۸۰»",
}


def test_parstdex_spans() -> None:
    cases = json.loads(PARSTDEX.read_text("utf-8"))
    listed = [line.split("\t") for line in DIFFERENCES.read_text("utf-8").splitlines()[1:]]
    assert {row[4] for row in listed} == set(REASONS)
    given: list[tuple[str, ...]] = []
    for number, case in enumerate(cases):
        theirs = {tuple(span) for span in ast.literal_eval(case["expected"])}
        ours = {(date.start, date.end) for date in extract_dates(case["test_input"])}
        given += [(str(number), "theirs", str(a), str(b)) for a, b in sorted(theirs - ours)]
        given += [(str(number), "ours", str(a), str(b)) for a, b in sorted(ours - theirs)]
    assert given == [tuple(row[:4]) for row in listed]
    assert len(cases) == 305

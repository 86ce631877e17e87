"""Calendars against the official table, printed month tables, dated newspapers, and the laws of conversion."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.calendars import borji, convert
from pipeline.calendars.units import Unit, in_calendar, part
from pipeline.errors import DataError

SOURCES = Path(__file__).parents[3] / "shared" / "data" / "dates" / "calendar"
needs_sources = pytest.mark.skipif(not SOURCES.exists(), reason="the calendar tables lie beside the repository")
_START = re.compile(r"(\d{4})/(\d{1,2}) (\d{4}-\d\d-\d\d)")
#: Months that the official gazette began a day away from every printed table.
_GAZETTE = {(1291, 5), (1292, 4), (1292, 10), (1292, 11), (1293, 8)}


def lines(name: str) -> list[str]:
    return [line for line in (SOURCES / name).read_text("utf-8").splitlines() if line and not line.startswith("#")]


@needs_sources
def test_first_days_and_leap_years_are_those_of_the_official_table() -> None:
    rows = [re.split(r"\s+", line) for line in lines("kabise.txt")]
    assert len(rows) == 1498 - 1206 + 1
    for year, first in rows:
        number = int(year.rstrip("*"))
        assert convert.jalali_day(number, 1, 1) == dt.date.fromisoformat(first)
        assert (convert.jalali_day(number, 12, 30) is not None) == year.endswith("*"), year


@given(st.dates(dt.date(1799, 3, 21), dt.date(2122, 3, 20)))
def test_jalali_days_come_back(day: dt.date) -> None:
    assert convert.jalali_day(*convert.to_jalali(day)) == day
    assert 1178 <= convert.to_jalali(day)[0] <= 1500


def test_every_jalali_day_of_1178_to_1500_comes_back() -> None:
    day, last = dt.date(1799, 3, 21), dt.date(2122, 3, 20)
    while day <= last:
        assert convert.jalali_day(*convert.to_jalali(day)) == day
        day += dt.timedelta(days=1)


@given(st.dates(dt.date(700, 1, 1), dt.date(2150, 1, 1)))
def test_lunar_days_come_back(day: dt.date) -> None:
    assert convert.hijri_day(*convert.to_hijri(day)) == day


@needs_sources
@pytest.mark.parametrize("name", ["najmabadi.txt", "eqbal.txt"])
def test_month_tables_before_1304(name: str) -> None:
    starts = [match for line in lines(name) if (match := _START.match(line))]
    checked = 0
    for match in starts:
        year, month = int(match[1]), int(match[2])
        if 1230 <= year <= borji.LAST_YEAR:
            assert convert.borji_day(year, month, 1) == dt.date.fromisoformat(match[3]), match[0]
            checked += 1
    assert checked > 20


@needs_sources
def test_newspapers_before_1304() -> None:
    names = [p.name for p in SOURCES.glob("*.txt") if p.stem not in ("kabise", "najmabadi", "sarlati", "tsybulsky")]
    starts = [match for name in sorted(names) for line in lines(name) if (match := _START.match(line))]
    assert len(starts) > 60
    for match in starts:
        key = int(match[1]), int(match[2])
        if key[0] <= borji.LAST_YEAR and key not in _GAZETTE:
            assert convert.borji_day(*key, 1) == dt.date.fromisoformat(match[3]), match[0]


@needs_sources
def test_newspapers_dated_in_three_calendars() -> None:
    rows = [line.split("\t") for line in lines("_ah_borji_pairs_extracted.tsv")[1:]]
    exact = lunar = 0
    for _source, _weekday, hijri, zodiac, _month, gregorian, weekday_ok in rows:
        if weekday_ok != "1":
            continue
        day = dt.date.fromisoformat(gregorian)
        exact += convert.borji_day(*map(int, zodiac.split("-"))) == day
        year, month, number = map(int, hijri.split("-"))
        given_day = convert.hijri_day(year, month, number) or convert.hijri_day(year, month, number - 1)
        assert given_day is not None
        lunar += abs((given_day - day).days) <= 1
    kept = sum(row[6] == "1" for row in rows)
    assert kept >= 35
    assert exact >= kept - len(_GAZETTE)
    assert lunar == kept


@pytest.mark.parametrize(
    ("row", "why"), [("1220\tx" + "\t30" * 12, "x"), ("1220\t1841-03-21" + "\t30" * 11, "twelve months")]
)
def test_a_bad_month_table_is_named(tmp_path: Path, row: str, why: str) -> None:
    path = tmp_path / "borji.tsv"
    path.write_text(f"year\tfirst\n{row}\n", "utf-8")
    with pytest.raises(DataError, match=r"borji\.tsv:2"):
        borji.month_table(path)
    assert why


@pytest.mark.parametrize(
    ("unit", "jalali", "gregorian"),
    [
        (Unit("jalali", "day", 1381, 2, 4), "1381-02-04", "2002-04-24"),
        (Unit("gregorian", "month", 2000, 10), "1379-07-10/1379-08-10", "2000-10"),
        (Unit("jalali", "year", 1374), "1374", "1995-03-21/1996-03-19"),
        (Unit("jalali", "decade", 1370), "137X", "1991-03-21/2001-03-20"),
        (Unit("gregorian", "century", 1600), "0978-10-11/1078-10-11", "16XX"),
        (Unit("borji", "month", 1389, 1), "1389-01", "2010-03-21/2010-04-20"),
        (Unit("gregorian", "century", 100), None, "01XX"),
    ],
)
def test_a_unit_in_both_calendars(unit: Unit, jalali: str | None, gregorian: str) -> None:
    assert (in_calendar(unit, "jalali"), in_calendar(unit, "gregorian")) == (jalali, gregorian)


@given(st.integers(1000, 1450), st.sampled_from(["jalali", "gregorian"]), st.sampled_from([2, 3]))
def test_parts_of_a_year_fill_it_without_overlap(year: int, system: convert.System, of: int) -> None:
    interval = Unit(system, "year", year).interval()
    assert interval is not None
    pieces = [part(interval, which, of) for which in (("START", "END") if of == 2 else ("START", "MID", "END"))]
    assert (pieces[0][0], pieces[-1][1]) == interval
    assert all(b[0] - a[1] == dt.timedelta(days=1) for a, b in itertools.pairwise(pieces))

"""Days of the Jalali, zodiac, Gregorian, lunar Hijri and imperial calendars as Gregorian days.

Jalali: jdatetime's arithmetic, which agrees with the official table for 1206-1498; before 1304 today's months are
thrown back. Zodiac (borji): tables for 1220-1303, today's months since. Hijri: the tabular (civil) calendar, within a
day of sighted months. Imperial (شاهنشاهی): Jalali years plus 1180. Gregorian: proleptic.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable
from typing import Literal

from pipeline.calendars import borji

System = Literal["jalali", "gregorian", "hijri", "borji"]
IMPERIAL_OFFSET = 1180
_HIJRI_EPOCH = dt.date(622, 7, 19).toordinal()


@functools.lru_cache(maxsize=8192)
def jalali_day(year: int, month: int, day: int) -> dt.date | None:
    """The Gregorian day of a Jalali one; ``None`` where the calendar has no such day."""
    import jdatetime

    try:
        return jdatetime.date(year, month, day).togregorian()  # type: ignore[no-any-return]
    except ValueError:
        return None


@functools.lru_cache(maxsize=8192)
def to_jalali(day: dt.date) -> tuple[int, int, int]:
    """Year, month and day in the Jalali calendar."""
    import jdatetime

    found = jdatetime.date.fromgregorian(date=day)
    return found.year, found.month, found.day


def hijri_day(year: int, month: int, day: int) -> dt.date | None:
    """The Gregorian day of a tabular lunar day; ``None`` where the month has none such."""
    leap = (11 * year + 14) % 30 < 11
    length = 30 if month % 2 or (month == 12 and leap) else 29
    if not (1 <= month <= 12 and 1 <= day <= length):
        return None
    days = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day - 1
    return dt.date.fromordinal(_HIJRI_EPOCH + days)


def gregorian_day(year: int, month: int, day: int) -> dt.date | None:
    """The day, or ``None`` where there is none."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def borji_day(year: int, month: int, day: int) -> dt.date | None:
    """The Gregorian day of a zodiac month's day: by the tables until 1303, as in the Jalali calendar since."""
    return borji.day(year, month, day) if year <= borji.LAST_YEAR else jalali_day(year, month, day)


def to_hijri(day: dt.date) -> tuple[int, int, int]:
    """Year, month and day in the tabular lunar calendar."""
    days = day.toordinal() - _HIJRI_EPOCH
    year = (30 * days + 10646) // 10631
    rest = days - ((year - 1) * 354 + (3 + 11 * year) // 30)
    month = min((2 * rest + 1) // 59 + 1, 12)
    number = rest - 29 * (month - 1) - month // 2 + 1
    return (year, month, number) if number > 0 else (year, month - 1, number + 29 + (month - 1) % 2)


_MAKERS: dict[System, Callable[[int, int, int], dt.date | None]] = {
    "jalali": jalali_day,
    "gregorian": gregorian_day,
    "hijri": hijri_day,
    "borji": borji_day,
}


def make_day(system: System, year: int, month: int, day: int) -> dt.date | None:
    """The Gregorian day of a day in a calendar."""
    return _MAKERS[system](year, month, day)


def year_interval(system: System, year: int) -> tuple[dt.date, dt.date]:
    """First and last day of a year."""
    return _interval(make_day(system, year, 1, 1), make_day(system, year + 1, 1, 1))


def month_interval(system: System, year: int, month: int) -> tuple[dt.date, dt.date]:
    """First and last day of a month."""
    after = (year + 1, 1) if month == 12 else (year, month + 1)
    return _interval(make_day(system, year, month, 1), make_day(system, *after, 1))


def _interval(first: dt.date | None, after: dt.date | None) -> tuple[dt.date, dt.date]:
    if first is None or after is None:
        raise ValueError("no such year or month")
    return first, after - dt.timedelta(days=1)


def season_interval(system: System, year: int, season: int) -> tuple[dt.date, dt.date]:
    """First and last day of an Iranian season (0 spring) of a Jalali or Gregorian year.

    In a year of another calendar the season that begins in it, for winter the one that begins in December.
    """
    jalali_year = year if system in ("jalali", "borji") else to_jalali(year_interval(system, year)[0])[0]
    if system == "gregorian":
        jalali_year += 1
    first = month_interval("jalali", jalali_year, 3 * season + 1)[0]
    return first, month_interval("jalali", jalali_year, 3 * season + 3)[1]

"""Days of the Jalali, Gregorian, lunar Hijri and imperial calendars as Gregorian days.

Jalali: the 2820-year-free arithmetic of jdatetime, which agrees with the official table for 1206-1498. Hijri: the
tabular (civil) calendar, within a day of sighted months. Imperial (شاهنشاهی): Jalali years plus 1180.
"""

from __future__ import annotations

import datetime as dt
import functools
from typing import Literal

System = Literal["jalali", "gregorian", "hijri"]
IMPERIAL_OFFSET = 1180
_HIJRI_EPOCH = dt.date(622, 7, 19).toordinal()


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
    if not (1 <= month <= 12 and 1 <= day <= 30):
        return None
    days = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day - 1
    return dt.date.fromordinal(_HIJRI_EPOCH + days)


def gregorian_day(year: int, month: int, day: int) -> dt.date | None:
    """The day, or ``None`` where there is none."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


_MAKERS = {"jalali": jalali_day, "gregorian": gregorian_day, "hijri": hijri_day}


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

    In the Gregorian year the season that begins in it, but for winter the one that begins in December.
    """
    jalali_year = year if system == "jalali" else to_jalali(dt.date(year, 6, 1))[0]
    first = month_interval("jalali", jalali_year, 3 * season + 1)[0]
    return first, month_interval("jalali", jalali_year, 3 * season + 3)[1]

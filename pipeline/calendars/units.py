"""A unit of time in a calendar: a day, month, season, year, decade or century, as an interval and in words.

Strings follow EDTF (ISO 8601-2): ``2002-04-24``, ``2000-10``, ``1998``, and ``start/end`` where a unit is not one of
the other calendar's.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Literal

from pipeline.calendars import borji, convert
from pipeline.records import Granularity

Interval = tuple[dt.date, dt.date]


@dataclasses.dataclass(frozen=True, slots=True)
class Unit:
    """``month``, ``day`` and ``season`` (0 spring) as far as they are known; ``year`` is the first of a decade."""

    system: convert.System
    granularity: Granularity
    year: int
    month: int | None = None
    day: int | None = None
    season: int | None = None

    def interval(self) -> Interval | None:
        """First and last day, Gregorian; ``None`` where the calendar has no such unit."""
        try:
            return self._interval()
        except (ValueError, OverflowError):
            return None

    def _interval(self) -> Interval | None:
        if self.granularity == "day":
            assert self.month is not None and self.day is not None
            day = convert.make_day(self.system, self.year, self.month, self.day)
            return (day, day) if day else None
        if self.granularity == "month":
            assert self.month is not None
            return convert.month_interval(self.system, self.year, self.month)
        if self.granularity == "season":
            assert self.season is not None
            return convert.season_interval(self.system, self.year, self.season)
        years = {"decade": 10, "century": 100}.get(self.granularity, 1)
        first = convert.year_interval(self.system, self.year)[0]
        return first, convert.year_interval(self.system, self.year + years - 1)[1]

    def native(self) -> str:
        """The unit in its own calendar."""
        if self.granularity == "day":
            return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"
        if self.granularity == "month":
            return f"{self.year:04d}-{self.month:02d}"
        if self.granularity == "decade":
            return f"{self.year // 10:03d}X"
        if self.granularity == "century":
            return f"{self.year // 100:02d}XX"
        return f"{self.year:04d}"


def jalali_text(day: dt.date) -> str:
    """A Gregorian day as a Jalali one."""
    year, month, number = convert.to_jalali(day)
    return f"{year:04d}-{month:02d}-{number:02d}"


def in_calendar(unit: Unit, calendar: Literal["jalali", "gregorian"]) -> str | None:
    """The unit as EDTF in that calendar: itself where it is native, else its days."""
    own = "jalali" if unit.system == "borji" and (unit.month is None or unit.year > borji.LAST_YEAR) else unit.system
    if own == calendar and unit.granularity != "season" and unit.interval() is not None:
        return unit.native()
    interval = unit.interval()
    if interval is None:
        return None
    try:
        first, last = (jalali_text(d) if calendar == "jalali" else d.isoformat() for d in interval)
    except ValueError:  # before the first Jalali year
        return None
    return first if first == last else f"{first}/{last}"


def part(interval: Interval, which: Literal["START", "MID", "END"], of: int) -> Interval:
    """The first, middle or last of ``of`` equal parts of an interval; months where it has whole thirds of them.

    An interval of fewer days than that has no parts, and stays whole.
    """
    first, last = interval
    days = (last - first).days + 1
    if days < of:
        return interval
    months = _whole_months(interval)
    if months is not None and months >= of and months % of == 0:
        return _months_part(interval, which, months, months // of)
    size = days // of
    if which == "START":
        return first, first + dt.timedelta(days=size - 1)
    if which == "MID":
        return first + dt.timedelta(days=size), first + dt.timedelta(days=2 * size - 1)
    return last - dt.timedelta(days=size - 1), last


def _month_of(day: dt.date, system: convert.System) -> tuple[int, int, int]:
    return (day.year, day.month, day.day) if system == "gregorian" else convert.to_jalali(day)


def _whole_months(interval: Interval) -> int | None:
    """How many whole months, Gregorian or Jalali, an interval has; ``None`` where it begins or ends within one."""
    after = interval[1] + dt.timedelta(days=1)
    for system in _MONTHS:
        begin, end = _month_of(interval[0], system), _month_of(after, system)
        if begin[2] == end[2] == 1:
            return (end[0] - begin[0]) * 12 + end[1] - begin[1]
    return None


_MONTHS: tuple[convert.System, ...] = ("gregorian", "jalali")


def _months_part(interval: Interval, which: str, total: int, months: int) -> Interval:
    """A part of whole months, of the calendar in whose month the interval begins."""
    first, last = interval
    system: convert.System = "gregorian" if first.day == 1 else "jalali"
    year, month, _ = _month_of(first, system)
    skip = {"START": 0, "MID": months, "END": total - months}[which]
    begin = _add_months(system, year, month, skip)
    end = last if which == "END" else _add_months(system, year, month, skip + months) - dt.timedelta(days=1)
    return begin, end


def _add_months(system: convert.System, year: int, month: int, count: int) -> dt.date:
    years, index = divmod(month - 1 + count, 12)
    return convert.month_interval(system, year + years, index + 1)[0]

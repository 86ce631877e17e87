"""The year that a number means: which calendar it counts in, which century two digits are of, what else it may be."""

from __future__ import annotations

import dataclasses

from pipeline.calendars import convert
from pipeline.calendars.numbers import parse_number
from pipeline.extractors.dates.context import Context, year_of
from pipeline.records import Calendar

#: Imperial years that were in use (1976-1978), with room for those that were only spoken of.
_IMPERIAL = range(2480, 2560)
#: Years before this were counted by the moon, and are told so to this day.
_SOLAR_COUNT = 1210
_TODAY = 1404  # the Jalali year that two digits are read near to where the document has no date


@dataclasses.dataclass(frozen=True, slots=True)
class YearReading:
    """A full year, the calendar as the record names it, what was concluded, and other readings as system and year."""

    system: convert.System
    year: int
    calendar: Calendar
    inferred: tuple[str, ...] = ()
    others: tuple[tuple[convert.System, int], ...] = ()


def read_year(
    context: Context, text: str, era: str, system: convert.System | None, *, decade: bool = False
) -> YearReading | None:
    """A year of two to four digits or in words, with its era's value and the calendar of its month, if it has any.

    ``None`` where no calendar has such a year.
    """
    value = parse_number(text)
    if value is None:
        return None
    if era == "imperial" or (value in _IMPERIAL and system in (None, "jalali") and not era):
        return YearReading("jalali", value - convert.IMPERIAL_OFFSET, "imperial")
    said = _system_of_era(era, value, system)
    if (value < 100 and len(text) <= 2) or (value < 100 and not text.isdigit()):
        return _short(context, value, said, told=era != "", decade=decade)
    if said == "borji":
        return YearReading("borji", value, "borji")
    if said is not None:
        return _checked(context, value, said, bool(era))
    return _long(context, value)


def _system_of_era(era: str, value: int, system: convert.System | None) -> convert.System | None:
    if era == "hijri" and system == "jalali":
        return "jalali"  # «هجری» alone after a solar month
    if era in ("jalali", "gregorian", "hijri"):
        return system if system == "borji" and era == "jalali" else era  # type: ignore[return-value]
    return system


def _long(context: Context, value: int) -> YearReading:
    """A year of three or four digits without a calendar."""
    if value >= 1500 or value < 1000:
        return YearReading("gregorian", value, "gregorian")
    evidence = context.evidence
    if evidence.is_old_gregorian:
        return YearReading("gregorian", value, "gregorian", ("calendar",), (("jalali", value),))
    if value < _SOLAR_COUNT or (evidence.hijri and not evidence.jalali and value < 1300):
        return YearReading("hijri", value, "hijri", ("calendar",), (("jalali", value),))
    return YearReading("jalali", value, "jalali", others=(("gregorian", value),) if value < 1250 else ())


def _checked(context: Context, value: int, system: convert.System, told: bool) -> YearReading | None:
    """A year beside a month or era; a month may stand with the other calendar's year («خرداد ۲۰۰۹»)."""
    if told or system == "hijri":
        return YearReading(system, value, _name(system)) if _exists(system, value) else None
    if system == "jalali" and value >= 1500:
        return YearReading("gregorian", value, "jalali", ("calendar",))
    if system == "gregorian" and 1290 <= value < 1450 and (context.evidence.jalali or context.document_date):
        return YearReading("jalali", value, "gregorian", ("calendar",), (("gregorian", value),))
    return YearReading(system, value, _name(system)) if _exists(system, value) else None


def _exists(system: convert.System, year: int) -> bool:
    return 1 <= year < {"gregorian": 2200, "hijri": 1600}.get(system, 1600)


def _name(system: convert.System) -> Calendar:
    return system


def _short(
    context: Context, value: int, said: convert.System | None, *, told: bool, decade: bool
) -> YearReading | None:
    """Two digits: the reading nearest to the document's time, Jalali before Gregorian."""
    now = year_of("jalali", context.document_date) if context.document_date else _TODAY
    candidates: list[tuple[convert.System, int]] = []
    jalali = (1300 + value, 1400 + value) if value <= 20 else (1300 + value,)
    gregorian = (2000 + value, 1900 + value) if value <= 40 else (1900 + value,)
    if said in (None, "jalali", "borji"):
        candidates += [(said or "jalali", year) for year in sorted(jalali, key=lambda year: _distance(year, now))]
    if said in (None, "gregorian"):
        today = context.document_date.year if context.document_date else _TODAY + 621
        candidates += [("gregorian", year) for year in sorted(gregorian, key=lambda year: _distance(year, today))]
    if said == "hijri":
        candidates.append(("hijri", (1400 if value <= 50 else 1300) + value))
    first = _preferred(context, candidates, said, now + (10 if decade else 6))
    others = tuple(reading for reading in candidates if reading != first)
    inferred = ("century",) if said else ("calendar", "century")
    return YearReading(first[0], first[1], _name(first[0]), inferred, others)


def _preferred(
    context: Context, candidates: list[tuple[convert.System, int]], said: convert.System | None, limit: int
) -> tuple[convert.System, int]:
    if said is not None:
        return candidates[0]
    evidence = context.evidence
    foreign = not (evidence.jalali or evidence.bare or context.document_date) and len(evidence.gregorian) >= 2
    to_come = candidates[0][0] == "jalali" and candidates[0][1] > limit
    if foreign or to_come:
        return next((reading for reading in candidates if reading[0] == "gregorian"), candidates[0])
    return candidates[0]


def _distance(year: int, now: int) -> int:
    """Years between; what is to come counts double."""
    return 2 * (year - now) if year > now else now - year

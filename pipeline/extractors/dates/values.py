"""From a unit of time to a mention: the interval narrowed by a modifier, the unit in both calendars, flags."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Literal

from pipeline.calendars.units import Interval, Unit, in_calendar, part
from pipeline.extractors.dates.mention import DateMention
from pipeline.extractors.dates.patterns import Phrase
from pipeline.records import Calendar, DateAlternative, Flag, Granularity, Modifier

_BOTH: tuple[Literal["jalali", "gregorian"], ...] = ("jalali", "gregorian")


@dataclasses.dataclass(frozen=True, slots=True)
class Reading:
    """What a phrase was concluded to mean, before it is a mention."""

    unit: Unit
    calendar: Calendar | None
    inferred: tuple[str, ...] = ()
    others: tuple[Unit, ...] = ()
    anchor: dt.date | None = None


def mention(phrase: Phrase, reading: Reading, *, bounds: tuple[int, int] | None = None) -> DateMention | None:
    """The mention of a reading; ``None`` where no calendar has such a unit."""
    unit, flags = reading.unit, _no_flags()
    interval = unit.interval()
    if interval is None and unit.granularity == "day":
        flags = ("impossible_date",)
        interval = Unit(unit.system, "month", unit.year, unit.month).interval()
    if interval is None:
        return None
    alternatives = tuple(alternative(other) for other in reading.others if other.interval())
    if unit.granularity == "day" and not flags:
        interval, flags, more = _by_weekday(phrase, unit, interval)
        alternatives += more
    modifier, narrowed = modified(phrase, interval)
    shown = unit
    if unit.system == "hijri" and unit.granularity == "day":  # a weekday may have moved it
        shown = Unit("gregorian", "day", interval[0].year, interval[0].month, interval[0].day)
    sure = "impossible_date" not in flags
    start, end = bounds or (phrase.start, phrase.end)
    return DateMention(
        start=start,
        end=end,
        kind="point",
        calendar=reading.calendar,
        jalali=in_calendar(shown, "jalali") if sure else None,
        edtf=edtf(shown, modifier) if sure else None,
        earliest=narrowed[0],
        latest=narrowed[1],
        granularity=unit.granularity,
        modifier=modifier,
        anchor=reading.anchor,
        flags=flags,
        inferred=reading.inferred,
        alternatives=alternatives,
        confidence=0.95 if not (flags or reading.inferred or alternatives) else 0.85,
        rule=phrase.rule,
    )


def _no_flags() -> tuple[Flag, ...]:
    return ()


def _by_weekday(
    phrase: Phrase, unit: Unit, interval: Interval
) -> tuple[Interval, tuple[Flag, ...], tuple[DateAlternative, ...]]:
    """A weekday confirms a day, contradicts it, or says which of three days a lunar one is."""
    day, lunar = interval[0], unit.system == "hijri"
    if not phrase.has("weekday"):
        near = DateAlternative(calendar="hijri", earliest=day - dt.timedelta(days=1), latest=day + dt.timedelta(days=1))
        return interval, (), (near,) if lunar else ()
    wanted = int(phrase.value("weekday"))
    for shift in (0, -1, 1) if lunar else (0,):
        moved = day + dt.timedelta(days=shift)
        if (moved.weekday() + 2) % 7 == wanted:
            return (moved, moved), (), ()
    return interval, ("weekday_mismatch",), ()


def alternative(unit: Unit) -> DateAlternative:
    """Another reading as a record."""
    interval = unit.interval()
    assert interval is not None
    calendar: Calendar = unit.system
    return DateAlternative(
        calendar=calendar, earliest=interval[0], latest=interval[1], edtf=in_calendar(unit, "gregorian")
    )


def edtf(unit: Unit, modifier: Modifier | None) -> str | None:
    """The unit as EDTF, with ``~`` where it is approximate."""
    text = in_calendar(unit, "gregorian")
    if text is None or modifier != "APPROX":
        return text
    return "/".join(f"{end}~" for end in text.split("/"))


def modified(phrase: Phrase, interval: Interval) -> tuple[Modifier | None, Interval]:
    """The modifier of a phrase and what is left of the interval."""
    atoms = phrase.all("mod") or phrase.all("edge")
    if not atoms:
        return None, interval
    if atoms[0].code in "we":
        return _counted_part(atoms[0].code, atoms[1].value, interval)
    if atoms[0].code == "H":
        if len(atoms) < 2 or atoms[1].code != "o":
            return "MID", part(interval, "MID", 3)
        half: Literal["START", "END"] = "END" if atoms[1].value == "2" else "START"
        return half, part(interval, half, 2)
    for atom in reversed(atoms):
        if atom.value in ("START", "MID", "END"):
            return atom.value, part(interval, atom.value, 3)  # type: ignore[arg-type, return-value]
    return "APPROX", interval


def _counted_part(unit: str, which: str, interval: Interval) -> tuple[Modifier, Interval]:
    """«هفته اول», «دهه دوم», «هفته آخر» of a month: seven or ten days, of which the last ten run to its end."""
    length, last = (7, 4) if unit == "w" else (10, 3)
    days = dt.timedelta(days=length)
    if which == "END":
        return "END", (interval[1] - days + dt.timedelta(days=1), interval[1])
    number = 1 if which == "START" else 2 if which == "MID" else int(which)
    first = interval[0] + (number - 1) * days
    end = interval[1] if unit == "e" and number == last else min(first + days - dt.timedelta(days=1), interval[1])
    modifier: Modifier = "START" if number == 1 else "END" if number >= last else "MID"
    return modifier, (first, end) if first <= end else interval


def joined(first: DateMention, last: DateMention, *, start: int, end: int, rule: str) -> DateMention | None:
    """The range from one mention to another; ``None`` where it would run backward."""
    bounds = first.earliest, last.latest
    if bounds[0] is None or bounds[1] is None:
        if not (first.earliest is None and last.earliest is None):
            return None
    elif bounds[1] < bounds[0]:
        return None
    return dataclasses.replace(
        first,
        start=start,
        end=end,
        kind="range",
        jalali=_from_to(first.jalali, last.jalali),
        edtf=_from_to(first.edtf, last.edtf),
        earliest=bounds[0],
        latest=bounds[1],
        modifier=None,
        flags=tuple(dict.fromkeys((*first.flags, *last.flags))),
        inferred=tuple(dict.fromkeys((*first.inferred, *last.inferred))),
        alternatives=(),
        rule=rule,
    )


def _from_to(first: str | None, last: str | None) -> str | None:
    if first is None or last is None:
        return None
    begin, finish = first.split("/")[0], last.split("/")[-1]
    for text in (begin, finish):
        if "X" in text:
            return None if begin == finish else f"{_years(first)[0]}/{_years(last)[1]}"
    return f"{begin}/{finish}"


def _years(text: str) -> tuple[str, str]:
    """First and last year of «199X»; EDTF has no interval of unspecified ends below its second level."""
    ends = text.split("/")
    return ends[0].replace("X", "0"), ends[-1].replace("X", "9")


def units_range(
    phrase: Phrase, first: Unit, last: Unit, calendar: Calendar | None, inferred: tuple[str, ...], *,
    bounds: tuple[int, int] | None = None, anchor: dt.date | None = None,
) -> DateMention | None:  # fmt: skip
    """The range from one unit to another; a narrowed first year («ابتدای سال ۱۳۸۴ تا ۱۳۸۸») is still a whole one."""
    a, b = first.interval(), last.interval()
    start, end = bounds or (phrase.start, phrase.end)
    if a is None or b is None:
        impossible = first.granularity == "day"
        return _impossible(phrase, first, last, calendar, inferred, start, end) if impossible else None
    if b[1] < a[0]:
        return None
    jalali, gregorian = (_from_to(in_calendar(first, c), in_calendar(last, c)) for c in _BOTH)
    return DateMention(
        start, end, "range", calendar, jalali, gregorian, a[0], b[1], first.granularity, anchor=anchor,
        inferred=inferred, confidence=0.85 if inferred else 0.95, rule=phrase.rule,
    )  # fmt: skip


def _impossible(
    phrase: Phrase, first: Unit, last: Unit, calendar: Calendar | None, inferred: tuple[str, ...], start: int, end: int
) -> DateMention | None:
    months = [Unit(unit.system, "month", unit.year, unit.month).interval() for unit in (first, last)]
    if months[0] is None or months[1] is None:
        return None
    return DateMention(
        start, end, "range", calendar, None, None, months[0][0], months[1][1], "day", flags=("impossible_date",),
        inferred=inferred, confidence=0.7, rule=phrase.rule,
    )  # fmt: skip


def unanchored(
    phrase: Phrase, calendar: Calendar | None, granularity: Granularity, *, bounds: tuple[int, int] | None = None
) -> DateMention:
    """A date that nothing in the text or given with it says the time of."""
    start, end = bounds or (phrase.start, phrase.end)
    return DateMention(
        start, end, "point", calendar, None, None, None, None, granularity, modified_word(phrase),
        flags=("unanchored",), confidence=0.7, rule=phrase.rule,
    )  # fmt: skip


def modified_word(phrase: Phrase) -> Modifier | None:
    """The modifier of a phrase whose interval is not known."""
    day = dt.date(2000, 1, 1)
    return modified(phrase, (day, day + dt.timedelta(days=29)))[0]

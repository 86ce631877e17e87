"""Values of days, months and years that are named, of their ranges and lists."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from typing import cast

from pipeline.calendars import convert
from pipeline.calendars.numbers import parse_number
from pipeline.calendars.units import Unit
from pipeline.extractors.dates import values
from pipeline.extractors.dates.atoms import Atom
from pipeline.extractors.dates.context import Context, year_of
from pipeline.extractors.dates.mention import DateMention
from pipeline.extractors.dates.named_days import named_year
from pipeline.extractors.dates.patterns import Phrase
from pipeline.extractors.dates.values import Reading
from pipeline.extractors.dates.years import YearReading, read_year
from pipeline.records import Calendar, DateAlternative, Granularity

Found = list[DateMention]


def month_of(atom: Atom) -> tuple[convert.System, int]:
    """Calendar and number of a month's atom."""
    system, number = atom.value.split(" ")
    return cast(convert.System, system), int(number)


def number_of(atom: Atom) -> int:
    """The number of a digit, ordinal or cardinal atom."""
    return parse_number(atom.value) or 0


def relative_year(context: Context, phrase: Phrase, system: convert.System) -> int | None:
    """The year of «امسال», «سال گذشته», «همان سال» in a calendar; ``None`` without an anchor."""
    atoms = phrase.all("ryear")
    day, shift = context.document_date, 0
    for atom in atoms:
        if atom.code == "p":
            shift = int(atom.value)
        elif atom.code == "R":
            amount, basis = atom.value.split(" ")
            shift = int(amount)
            if basis == "text" and context.last is not None:
                day = context.last.earliest
        elif atom.code in "iI" and context.last is not None:
            day = context.last.earliest
    return None if day is None else year_of(system, day) + shift


def year_for(
    context: Context, phrase: Phrase, system: convert.System, month: int, day: int | None = None
) -> YearReading | None:
    """The year that a month or day of a phrase is in; ``None`` where nothing says it."""
    if phrase.has("year"):
        return read_year(context, phrase.value("year"), phrase.value("era"), system)
    calendar: Calendar = system
    if phrase.has("ryear"):
        year = relative_year(context, phrase, system)
        return None if year is None else YearReading(system, year, calendar)
    if phrase.has("rel"):
        year = context.nearest_year(system, month, phrase.value("rel"))
        return None if year is None else YearReading(system, year, calendar)
    known = named_year(system, month, day, context.clean[: phrase.start][-30:]) if day else None
    if known is not None:
        return YearReading(system, known, calendar, ("year",))
    found = context.place(system, month, day, phrase)
    return None if found is None else YearReading(system, found[0], calendar, ("year",))


def _unit(reading: YearReading, system: convert.System, month: int, day: int | None) -> Unit:
    """A month or day in a year, which may be the other calendar's: then the one that lies in that year."""
    granularity: Granularity = "day" if day else "month"
    if reading.system == system or "borji" in (reading.system, system):
        return Unit(system, granularity, reading.year, month, day)
    first, last = convert.year_interval(reading.system, reading.year)
    for year in range(year_of(system, first), year_of(system, last) + 1):
        unit = Unit(system, granularity, year, month, day)
        interval = unit.interval()
        if interval and first <= interval[0] <= last:
            return unit
    return Unit(system, granularity, year_of(system, last), month, day)


def day_reading(reading: YearReading, system: convert.System, month: int, day: int | None) -> Reading:
    """A month or day in a year as read, with what else the year may be."""
    others = tuple(Unit(s, "day" if day else "month", y, month, day) for s, y in reading.others if s == system)
    calendar: Calendar = reading.calendar if reading.calendar == "imperial" else system
    return Reading(_unit(reading, system, month, day), calendar, reading.inferred, others)


def day(context: Context, phrase: Phrase) -> Found:
    """«روز دوشنبه ۹ اردیبهشت ۱۳۸۱»."""
    system, month = month_of(phrase.all("month")[0])
    number = number_of(phrase.all("day")[0])
    if not 1 <= number <= 31:
        return []
    year = year_for(context, phrase, system, month, number)
    if year is None:
        return [] if phrase.has("year") else [values.unanchored(phrase, system, "day")]
    found = values.mention(phrase, day_reading(year, system, month, number))
    if found is not None and "weekday_mismatch" in found.flags and "year" in year.inferred:
        for shift in (-1, 1):  # the weekday tells the year
            moved = dataclasses.replace(year, year=year.year + shift)
            other = values.mention(phrase, day_reading(moved, system, month, number))
            if other is not None and not other.flags:
                return [other]
    return [found] if found else []


def day_range(context: Context, phrase: Phrase) -> Found:
    """«۴ تا ۱۶ اردیبهشت ۱۳۸۱»."""
    system, month = month_of(phrase.all("month")[0])
    numbers = [number_of(phrase.all(name)[0]) for name in ("day", "day2")]
    if not all(1 <= number <= 31 for number in numbers):
        return []
    year = year_for(context, phrase, system, month, numbers[0])
    if year is None:
        return [] if phrase.has("year") else [values.unanchored(phrase, system, "day")]
    first, last = (_unit(year, system, month, number) for number in numbers)
    if numbers[0] > numbers[1]:  # «۲۸ تا ۳ فروردین» begins in the month before
        first = _unit(
            dataclasses.replace(year, year=year.year - (month == 1)), system, (month - 2) % 12 + 1, numbers[0]
        )
    found = values.units_range(phrase, first, last, day_reading(year, system, month, 1).calendar, year.inferred)
    return [found] if found else []


def days(context: Context, phrase: Phrase) -> Found:
    """«۱۸ و ۱۹ شهریور ۱۳۸۳»: a date for each, or with بین a range."""
    if phrase.before == "b" and len(members_of(phrase, "days")) == 2:
        return _between_days(context, phrase)
    system, month = month_of(phrase.all("month")[0])
    members = members_of(phrase, "days")
    if not all(1 <= number_of(atom) <= 31 for atom in members):
        return []
    year = year_for(context, phrase, system, month, number_of(members[0]))
    out: Found = []
    for n, atom in enumerate(members):
        bounds = phrase.start if n == 0 else atom.start, phrase.end if n == len(members) - 1 else atom.end
        if year is None:
            if phrase.has("year"):
                return []
            out.append(values.unanchored(phrase, system, "day", bounds=bounds))
            continue
        found = values.mention(phrase, day_reading(year, system, month, number_of(atom)), bounds=bounds)
        if found:
            out.append(found)
    return out


def members_of(phrase: Phrase, name: str) -> list[Atom]:
    """The members of a list, without what stands between them."""
    return [atom for atom in phrase.all(name) if atom.code not in "aCtjyh"]


def _between_days(context: Context, phrase: Phrase) -> Found:
    system, month = month_of(phrase.all("month")[0])
    first, last = (number_of(atom) for atom in members_of(phrase, "days"))
    year = year_for(context, phrase, system, month, first)
    if year is None:
        return [values.unanchored(phrase, system, "day")]
    found = values.units_range(
        phrase, _unit(year, system, month, first), _unit(year, system, month, last), system, year.inferred
    )
    return [found] if found else []


def days_only(context: Context, phrase: Phrase) -> Found:
    """«روزهای ۲۴ تا ۲۶» in a sentence or after one that names the month."""
    last = context.last
    if last is None or last.earliest is None or last.granularity not in ("day", "month"):
        return []
    if last.calendar not in ("jalali", "gregorian") or context.last_sentence < phrase.sentence - 1:
        return []
    system = last.calendar
    now = last.earliest
    year, month = (now.year, now.month) if system == "gregorian" else convert.to_jalali(now)[:2]
    first, final = (Unit(system, "day", year, month, number_of(phrase.all(name)[0])) for name in ("day", "day2"))
    if first.interval() is None or final.interval() is None:
        return []
    found = values.units_range(phrase, first, final, system, ("month", "year"))
    return [found] if found else []


def month(context: Context, phrase: Phrase) -> Found:
    """«اواخر دسامبر ۲۰۰۱»."""
    system, number = month_of(phrase.all("month")[0])
    middle = 15 if system == "hijri" and phrase.match[0].startswith("H") and "o" not in phrase.code("mod") else None
    year = year_for(context, phrase, system, number, middle)
    if year is None:
        return [] if phrase.has("year") else [values.unanchored(phrase, system, "month")]
    found = values.mention(phrase, day_reading(year, system, number, middle))
    if found is not None and middle is not None:  # «نیمه شعبان» is its fifteenth
        day = found.alternatives[0].earliest if found.alternatives else None
        day = day + dt.timedelta(days=1) if day else found.earliest
        found = dataclasses.replace(found, earliest=day, latest=day, modifier=None)
    return [found] if found else []


def months(context: Context, phrase: Phrase) -> Found:
    """«مهر و آبان ۱۳۸۰»: a date for each."""
    out: Found = []
    members = members_of(phrase, "months")
    for n, atom in enumerate(members):
        system, number = month_of(atom)
        year = year_for(context, phrase, system, number)
        if year is None:
            return []
        bounds = phrase.start if n == 0 else atom.start, phrase.end if n == len(members) - 1 else atom.end
        found = values.mention(phrase, day_reading(year, system, number, None), bounds=bounds)
        out += [found] if found else []
    return out


def year(context: Context, phrase: Phrase) -> Found:
    """«سال ۷۴», «۱۳۲۰ شمسی», a bare «۱۹۲۱»."""
    found = _year(context, phrase, phrase.all("year")[0], phrase.value("era"), None)
    return [found] if found else []


def _year(context: Context, phrase: Phrase, atom: Atom, era: str, bounds: tuple[int, int] | None) -> DateMention | None:
    read = read_year(context, atom.value, era, None)
    if read is None:
        return None
    others = tuple(Unit(system, "year", number) for system, number in read.others)
    return values.mention(
        phrase, Reading(Unit(read.system, "year", read.year), read.calendar, read.inferred, others), bounds=bounds
    )


def years(context: Context, phrase: Phrase) -> Found:
    """«سال‌های ۱۹۹۲، ۱۹۹۶ و ۲۰۰۱»: a date for each; with بین a range."""
    members = members_of(phrase, "years")
    eras = [atom.value for atom in phrase.all("years") if atom.code == "h"]
    era = phrase.value("era") or (eras[0] if eras else "")
    if phrase.before == "b" and len(members) == 2:
        return _year_range(context, phrase, members[0], members[1], era)
    out: Found = []
    for n, atom in enumerate(members):
        bounds = phrase.start if n == 0 else atom.start, phrase.end if n == len(members) - 1 else atom.end
        found = _year(context, phrase, atom, era, bounds)
        out += [found] if found else []
    return out


def year_range(context: Context, phrase: Phrase) -> Found:
    """«۱۹۸۰-۱۹۸۸», «سال ۱۳۸۰ تا ۸۵», «سال‌های ۶۶-۱۳۶۱» with its ends in the order of the page."""
    return _year_range(context, phrase, phrase.all("year1")[0], phrase.all("year")[0], phrase.value("era"))


def _year_range(context: Context, phrase: Phrase, one: Atom, other: Atom, era: str) -> Found:
    if len(one.value) == 2 and len(other.value) == 4:
        one, other = other, one
    first = read_year(context, one.value, era, None)
    if first is None:
        return []
    short = len(other.value) <= 2 and len(one.value) == 4
    last = (
        YearReading(first.system, first.year // 100 * 100 + (parse_number(other.value) or 0), first.calendar)
        if short
        else read_year(context, other.value, era, None)
    )
    if last is None or last.system != first.system:
        return []
    low, high = sorted((first.year, last.year))
    found = values.units_range(
        phrase, Unit(first.system, "year", low), Unit(first.system, "year", high), first.calendar, first.inferred
    )
    return [found] if found else []


_NUMBERS = re.compile(r"[0-9۰-۹]+")


def numeric(context: Context, phrase: Phrase) -> Found:
    """«۱۳۸۱/۲/۴», «24.4.2002», «۴/۲/۸۱»: the order that gives a date, the Iranian one before others."""
    text = phrase.value("numeric")
    era = phrase.value("era")
    readings = [
        Reading(Unit(read.system, "day", read.year, month, number), read.calendar, read.inferred)
        for year_text, month, number in _orders(_NUMBERS.findall(text), text)
        if (read := read_year(context, year_text, era, None)) and 1000 < read.year < 2200
    ]
    if not readings:
        return []
    found = values.mention(phrase, readings[0])
    if found is None:
        return []
    more: list[DateAlternative] = [values.alternative(r.unit) for r in readings[1:] if r.unit.interval()]
    return [dataclasses.replace(found, alternatives=(*found.alternatives, *more))]


def _orders(parts: list[str], text: str) -> list[tuple[str, int, int]]:
    """Year, month and day in the orders that they may stand in."""
    a, _b, c = parts
    numbers = [int(part) for part in parts]
    if len(a) == 4:
        orders = [(a, numbers[1], numbers[2]), (a, numbers[2], numbers[1])]
    elif len(c) == 4:
        orders = [(c, numbers[1], numbers[0]), (c, numbers[0], numbers[1])]
    elif "." in text or "-" in text or len(c) == 3 or len(a) == 3:
        return []
    elif numbers[0] > 31 and len(a) == 2:
        orders = [(a, numbers[1], numbers[2])]
    elif numbers[2] > 31 and len(c) == 2:
        orders = [(c, numbers[1], numbers[0]), (c, numbers[0], numbers[1])]
    elif len(a) == 2 and len(c) == 2:
        orders = [(a, numbers[1], numbers[2]), (c, numbers[1], numbers[0])]
    else:
        return []
    good = [(year, month, number) for year, month, number in orders if 1 <= month <= 12 and 1 <= number <= 31]
    if len(good) == 2 and len(a) == 4:
        return good[:1]
    return good[:1] if len(good) == 2 and good[0] == good[1] else good

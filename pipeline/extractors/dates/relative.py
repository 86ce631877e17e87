"""Values of relative dates: against the document's day («سال گذشته»), or the date told last («یک ماه بعد»)."""

from __future__ import annotations

import dataclasses
import datetime as dt

from pipeline.calendars import convert
from pipeline.calendars.numbers import parse_number
from pipeline.calendars.units import Unit
from pipeline.extractors.dates import values
from pipeline.extractors.dates.absolute import Found, relative_year
from pipeline.extractors.dates.context import Context
from pipeline.extractors.dates.mention import DateMention
from pipeline.extractors.dates.patterns import Phrase
from pipeline.extractors.dates.values import Reading
from pipeline.records import Granularity

_UNITS: dict[str, Granularity] = {"d": "day", "w": "week", "m": "month", "y": "year"}
#: How exact the date must be that a unit is counted from.
_FINER: dict[Granularity, tuple[Granularity, ...]] = {
    "day": ("day",),
    "week": ("day", "week"),
    "month": ("day", "week", "month"),
    "year": ("day", "week", "month", "season", "year"),
}


@dataclasses.dataclass(frozen=True, slots=True)
class _Anchor:
    """The day that is counted from, and the calendar whose units are."""

    day: dt.date
    system: convert.System


def _anchor(context: Context, granularity: Granularity, *, told: bool, end: bool = False) -> _Anchor | None:
    """What a unit is counted from: the document's day, or where the words point into the text the last date."""
    last = context.last
    if not told and last is not None and last.earliest is not None and last.latest is not None:
        if last.granularity not in _FINER[granularity]:
            return None
        system: convert.System = "gregorian" if last.calendar == "gregorian" else "jalali"
        return _Anchor(last.latest if end and last.kind == "range" else last.earliest, system)
    return _Anchor(context.document_date, "jalali") if context.document_date else None


def relative_day(context: Context, phrase: Phrase) -> Found:
    """«دیروز», «شب گذشته», «روز بعد»."""
    if phrase.has("next"):
        shift, told = 1, False
    elif phrase.has("relday"):
        shift, told = int(phrase.value("relday")), True
    else:
        amount, basis = phrase.value("rel").split(" ")
        shift, told = int(amount), basis == "told"
        if phrase.code("dayword") == "l" and not told:
            return []
    anchor = _anchor(context, "day", told=told, end=shift > 0)
    if anchor is None:
        return [values.unanchored(phrase, None, "day")]
    return _day(phrase, anchor.day + dt.timedelta(days=shift), anchor.day)


def _day(phrase: Phrase, day: dt.date, anchor: dt.date, bounds: tuple[int, int] | None = None) -> Found:
    unit = Unit("gregorian", "day", day.year, day.month, day.day)
    found = values.mention(phrase, Reading(unit, None, anchor=anchor), bounds=bounds)
    return [found] if found else []


def shift(context: Context, phrase: Phrase) -> Found:
    """«دو روز بعد», «سه سال پیش»; «دو سال گذشته» is a duration."""
    amount, basis = phrase.value("rel").split(" ")
    count = parse_number(phrase.value("count")) or 0
    word = phrase.all("rel")[0]
    if amount == "0" or not 0 < count < 1000 or context.clean[word.start : word.end] not in _COUNTED:
        return []
    granularity = _UNITS[phrase.code("unit")]
    anchor = _anchor(context, granularity, told=basis == "told", end=amount == "1")
    if anchor is None:
        return [values.unanchored(phrase, None, granularity)]
    found = _unit(phrase, granularity, anchor, int(amount) * count)
    return [found] if found else []


_COUNTED = ("بعد", "قبل", "پیش", "پیش از آن", "قبل از آن", "بعد از آن", "پس از آن", "پیشتر", "بعدتر")


def relative_unit(context: Context, phrase: Phrase) -> Found:
    """«سال گذشته», «هفته آینده», «همان ماه», «این سال», «امسال»."""
    if phrase.has("ryear"):
        year = relative_year(context, phrase, "jalali")
        if year is None or context.document_date is None:
            return [values.unanchored(phrase, None, "year")]
        unit = Unit("jalali", "year", year)
        found = values.mention(phrase, Reading(unit, None, anchor=context.document_date))
        return [found] if found else []
    if phrase.has("same"):
        return _same(context, phrase)
    if phrase.has("bare"):
        return _edge(context, phrase)
    amount, basis = phrase.value("rel").split(" ")
    granularity = _UNITS[phrase.code("unit")]
    anchor = _anchor(context, granularity, told=basis == "told", end=amount == "1")
    if anchor is None:
        return [values.unanchored(phrase, None, granularity)]
    if phrase.value("era") == "gregorian":
        anchor = _Anchor(anchor.day, "gregorian")
    found = _unit(phrase, granularity, anchor, int(amount))
    return [found] if found else []


def _edge(context: Context, phrase: Phrase) -> Found:
    """«تا پایان سال»: of the document's own year, month or week, or of the one told last."""
    granularity = _UNITS[phrase.code("bare")]
    anchor = _anchor(context, granularity, told=context.document_date is not None)
    if anchor is None:
        return [values.unanchored(phrase, None, granularity)]
    found = _unit(phrase, granularity, anchor, 0)
    return [found] if found else []


def _same(context: Context, phrase: Phrase) -> Found:
    """«همان سال» and «این سال»: the unit around the last date; «این هفته» and «این ماه» are the document's own."""
    granularity = _UNITS[phrase.code("same")]
    this = phrase.code("dem") == "i"
    near = context.last_sentence >= phrase.sentence - 1
    told = this and context.document_date is not None and (granularity in ("week", "month") or not near)
    if this and granularity == "day":
        return []
    if granularity == "day" and not (near and context.last and context.last.granularity == "day"):
        return []
    anchor = _anchor(context, granularity, told=told)
    if anchor is None:
        return [values.unanchored(phrase, None, granularity)]
    if this and context.last is None and granularity == "month" and context.document_date is None:
        return [values.unanchored(phrase, None, granularity)]
    found = _unit(phrase, granularity, anchor, 0)
    return [found] if found else []


def _unit(phrase: Phrase, granularity: Granularity, anchor: _Anchor, steps: int) -> DateMention | None:
    """The whole unit so many steps from the one around the anchor."""
    if granularity == "day":
        found = _day(phrase, anchor.day + dt.timedelta(days=steps), anchor.day)
        return found[0] if found else None
    if granularity == "week":
        first = saturday(anchor.day) + dt.timedelta(weeks=steps)
        return _week(phrase, first, anchor.day)
    now = (anchor.day.year, anchor.day.month) if anchor.system == "gregorian" else convert.to_jalali(anchor.day)[:2]
    if granularity == "month":
        years, index = divmod(now[1] - 1 + steps, 12)
        unit = Unit(anchor.system, "month", now[0] + years, index + 1)
    else:
        unit = Unit(anchor.system, "year", now[0] + steps)
    return values.mention(phrase, Reading(unit, anchor.system, anchor=anchor.day))


def _week(phrase: Phrase, first: dt.date, anchor: dt.date) -> DateMention:
    last = first + dt.timedelta(days=6)
    modifier, (earliest, latest) = values.modified(phrase, (first, last))
    units = [Unit("gregorian", "day", day.year, day.month, day.day) for day in (first, last)]
    found = values.units_range(phrase, units[0], units[1], None, (), anchor=anchor)
    assert found is not None
    return dataclasses.replace(
        found, kind="point", granularity="week", modifier=modifier, earliest=earliest, latest=latest
    )


def saturday(day: dt.date) -> dt.date:
    """The first day of a week, which runs from Saturday to Friday."""
    return day - dt.timedelta(days=(day.weekday() + 2) % 7)


def month_day(context: Context, phrase: Phrase) -> Found:
    """«دهم ماه جاری», «سوم تا پنجم همین ماه»."""
    atoms = phrase.all("rmonth")
    steps, told = 0, True
    if atoms[-1].code == "R":
        amount, basis = atoms[-1].value.split(" ")
        steps, told = int(amount), basis == "told"
    elif atoms[0].code == "I" or context.document_date is None:
        told = False
    anchor = _anchor(context, "month", told=told)
    if anchor is None:
        return [values.unanchored(phrase, None, "day")]
    now = (anchor.day.year, anchor.day.month) if anchor.system == "gregorian" else convert.to_jalali(anchor.day)[:2]
    years, index = divmod(now[1] - 1 + steps, 12)
    days = [parse_number(phrase.value(name)) or 0 for name in ("day", "day2") if phrase.has(name)]
    units = [Unit(anchor.system, "day", now[0] + years, index + 1, day) for day in days]
    if any(unit.interval() is None for unit in units):
        return []
    if len(units) == 2:
        found = values.units_range(phrase, units[0], units[1], None, (), anchor=anchor.day)
    else:
        found = values.mention(phrase, Reading(units[0], None, anchor=anchor.day))
    return [found] if found else []


def weekday(context: Context, phrase: Phrase) -> Found:
    """«روز دوشنبه», «دوشنبه گذشته», «سه‌شنبه هفته آینده»."""
    found = _weekday(context, phrase, int(phrase.value("weekday")), None)
    return [found] if found else []


def weekdays(context: Context, phrase: Phrase) -> Found:
    """«روزهای پنجشنبه و جمعه»: a date for each."""
    members = [atom for atom in phrase.all("weekdays") if atom.code == "W"]
    out: Found = []
    for n, atom in enumerate(members):
        bounds = phrase.start if n == 0 else atom.start, phrase.end if n == len(members) - 1 else atom.end
        found = _weekday(context, phrase, int(atom.value), bounds)
        out += [found] if found else []
    return out


def _weekday(context: Context, phrase: Phrase, wanted: int, bounds: tuple[int, int] | None) -> DateMention | None:
    amount, basis = phrase.value("rel").split(" ") if phrase.has("rel") else ("", "told")
    anchor = _anchor(context, "day", told=basis == "told" or context.last is None)
    if anchor is None:
        return values.unanchored(phrase, None, "day", bounds=bounds)
    day = anchor.day
    back = ((day.weekday() + 2) % 7 - wanted) % 7
    in_week = phrase.has("week") or phrase.has("this") or (phrase.has("weekdays") and phrase.has("rel"))
    if in_week:
        found = saturday(day) + dt.timedelta(days=wanted + 7 * int(amount or "0"))
    elif amount == "1" or (not amount and context.tense(phrase.start, phrase.end, phrase.sentence) == "future"):
        found = day + dt.timedelta(days=(7 - back) % 7 or (7 if amount else 0))
    else:
        found = day - dt.timedelta(days=back or (7 if amount == "-1" else 0))
    result = _day(phrase, found, day, bounds)
    return result[0] if result else None

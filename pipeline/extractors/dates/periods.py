"""Values of seasons, quarters, decades, centuries and of Nowruz."""

from __future__ import annotations

import dataclasses
from typing import cast

from pipeline.calendars import convert
from pipeline.calendars.numbers import parse_number
from pipeline.calendars.units import Unit
from pipeline.extractors.dates import values
from pipeline.extractors.dates.absolute import Found, day_reading, members_of, number_of, relative_year, year_for
from pipeline.extractors.dates.atoms import Atom
from pipeline.extractors.dates.context import Context
from pipeline.extractors.dates.mention import DateMention
from pipeline.extractors.dates.patterns import Phrase
from pipeline.extractors.dates.values import Reading
from pipeline.extractors.dates.years import YearReading, read_year
from pipeline.records import Modifier


def season(context: Context, phrase: Phrase) -> Found:
    """«پاییز ۱۹۹۷», «تابستان گذشته»."""
    number = int(phrase.value("season"))
    inferred: tuple[str, ...] = ()
    anchor = None
    if phrase.has("year"):
        read = read_year(context, phrase.value("year"), phrase.value("era"), None)
        if read is None:
            return []
        system, year, inferred = read.system, read.year, read.inferred
    else:
        found_year = _season_year(context, phrase, number)
        if found_year is None:
            return [values.unanchored(phrase, None, "season")]
        system, year, anchor = "jalali", found_year, context.document_date
    unit = Unit(system, "season", year, season=number)
    found = values.mention(phrase, Reading(unit, system, inferred, anchor=anchor))
    return [found] if found else []


def _season_year(context: Context, phrase: Phrase, number: int) -> int | None:
    if phrase.has("ryear"):
        return relative_year(context, phrase, "jalali")
    amount, basis = phrase.value("rel").split(" ")
    day = context.document_date
    if basis == "text" and context.last is not None:
        day = context.last.earliest
    if day is None:
        return None
    year, current = convert.to_jalali(day)[0], (convert.to_jalali(day)[1] - 1) // 3
    if amount == "-1":
        return year if number < current else year - 1
    if amount == "1":
        return year if number > current else year + 1
    return year


def nowruz(context: Context, phrase: Phrase) -> Found:
    """«نوروز ۱۳۸۰», the first of Farvardin."""
    year = year_for(context, phrase, "jalali", 1, 1)
    if year is None:
        return [] if phrase.has("year") else [values.unanchored(phrase, "jalali", "day")]
    found = values.mention(phrase, day_reading(year, "jalali", 1, 1))
    return [found] if found else []


def quarter(context: Context, phrase: Phrase) -> Found:
    """«سه‌ماهه نخست سال ۱۳۸۱»: a part of the year, by its months."""
    if phrase.has("part"):
        read = read_year(context, phrase.value("pyear"), "", None)
        size, turn = int(phrase.value("part")), phrase.value("turn")
    else:
        if phrase.has("year"):
            read = read_year(context, phrase.value("year"), phrase.value("era"), None)
        else:
            year = relative_year(context, phrase, "jalali")
            read = None if year is None else YearReading("jalali", year, "jalali")
        atoms = phrase.all("quarter")
        size, turn = number_of(atoms[0]) if atoms[0].code != "K" else int(atoms[0].value), phrase.value("nth")
    if read is None:
        return [] if phrase.has("year") else [values.unanchored(phrase, None, "year")]
    count = {"START": 1, "END": 12 // max(size, 1)}.get(turn) or parse_number(turn) or 0
    found = values.mention(phrase, Reading(Unit(read.system, "year", read.year), read.calendar, read.inferred))
    if found is None or size not in (2, 3, 4, 6, 9) or not 1 <= count * size <= 12:
        return []
    first = convert.month_interval(read.system, read.year, (count - 1) * size + 1)[0]
    last = convert.month_interval(read.system, read.year, count * size)[1]
    modifier: Modifier = "START" if count == 1 else "END" if count * size == 12 else "MID"
    return [dataclasses.replace(found, earliest=first, latest=last, modifier=modifier)]


def century(context: Context, phrase: Phrase) -> Found:
    """«اواخر قرن هجدهم»."""
    found = _century(phrase, phrase.all("century")[0], phrase.value("era"), None)
    return [found] if found else []


def centuries(context: Context, phrase: Phrase) -> Found:
    """«قرن هفدهم و هجدهم»: a date for each."""
    members = members_of(phrase, "centuries")
    out: Found = []
    for n, atom in enumerate(members):
        start = phrase.start if n == 0 else atom.start
        end = phrase.end if n == len(members) - 1 else atom.end
        found = _century(phrase, atom, phrase.value("era"), (start, end))
        out += [found] if found else []
    return out


def _century(phrase: Phrase, atom: Atom, era: str, bounds: tuple[int, int] | None) -> DateMention | None:
    number = number_of(atom)
    system = cast(convert.System, era) if era in ("hijri", "jalali") else "gregorian"
    if not (2 <= number <= 22):
        return None
    inferred = () if era or number > 14 else ("calendar",)
    return values.mention(phrase, Reading(Unit(system, "century", 100 * (number - 1)), system, inferred), bounds=bounds)


def decade(context: Context, phrase: Phrase) -> Found:
    """«اواخر دههٔ ۱۹۹۰»."""
    found = _decade(context, phrase, phrase.all("decade")[0], None)
    return [found] if found else []


def decades(context: Context, phrase: Phrase) -> Found:
    """«دهه‌های ۶۰ و ۷۰»: a date for each; «دهه‌های ۶۰ تا ۸۰» is a range."""
    members = members_of(phrase, "decades")
    codes = phrase.code("decades")
    if ("t" in codes or "j" in codes) and len(members) == 2:
        first, last = (_decade(context, phrase, atom, None) for atom in members)
        if first is None or last is None:
            return []
        found = values.joined(first, last, start=phrase.start, end=phrase.end, rule=phrase.rule)
        return [found] if found else []
    out: Found = []
    for n, atom in enumerate(members):
        bounds = phrase.start if n == 0 else atom.start, phrase.end if n == len(members) - 1 else atom.end
        found = _decade(context, phrase, atom, bounds)
        out += [found] if found else []
    return out


def _decade(context: Context, phrase: Phrase, atom: Atom, bounds: tuple[int, int] | None) -> DateMention | None:
    read = read_year(context, atom.value, phrase.value("era"), None, decade=True)
    if read is None or read.year % 10:
        return None
    others = tuple(Unit(system, "decade", year) for system, year in read.others)
    return values.mention(
        phrase, Reading(Unit(read.system, "decade", read.year), read.calendar, read.inferred, others), bounds=bounds
    )

"""Entries of a chronology: «۵ – …», «شنبه ۵: …», «۵/۱ …», «اردیبهشت: …» under a heading that names the month or year.

What stands at the head of such a line is a date only because of the heading, and only if the lines of the section are
in order and no mere numbering (۱، ۲، ۳).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import itertools
import re
from collections.abc import Iterator, Sequence

from pipeline.calendars import convert
from pipeline.calendars.numbers import parse_number
from pipeline.calendars.units import Unit, in_calendar, jalali_text
from pipeline.extractors.dates.absolute import day_reading
from pipeline.extractors.dates.atoms import ORDINAL, value_of, words_of
from pipeline.extractors.dates.context import calendar_system, year_of
from pipeline.extractors.dates.guards import is_quantity
from pipeline.extractors.dates.mention import DateMention
from pipeline.extractors.dates.years import YearReading
from pipeline.records import Flag, Granularity
from pipeline.text.sentences import SentenceSpan

_DIGIT = "[0-9۰-۹]"
_NUMBER = rf"(?:{_DIGIT}{{1,2}}(?![\d/٫])|{ORDINAL}(?![^\W\d_]))"
_BULLET = r"[ \t]*(?P<bullet>[-–—•*▪●·■○▫◦]+[ \t]*)?"
_SIGN = rf"[ ]?(?:[:؛،|ـ](?![ ]?{_DIGIT})|[-–—.](?![ ]?{_DIGIT}|[ ]?\Z))"
#: What a heading may say beside its date: «رویدادهای سال ۱۳۷۴».
_TITLE = re.compile(
    r"[\s\W]*(?:(?:گاه|روز)\u200c?شمار|تقویم|رویدادها(?:ی)?|رویدادهای\sمهم|وقایع|حوادث|مناسبات|روابط|ماه|سال|در|میلادی|شمسی|[\s\W])*"
)


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """The dates that begin a sentence, whose bounds they widen: its bullet or number was one of them."""

    sentence: int
    start: int
    dates: tuple[DateMention, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class _Mark:
    sentence: int
    match: re.Match[str]
    dates: tuple[DateMention, ...]
    numbering: int | None  # the number, where it may be one of a list
    sure: bool  # set off by a sign from what follows


def dated_entries(clean: str, spans: Sequence[SentenceSpan], dates: Sequence[DateMention]) -> list[Entry]:
    """The entries of a text whose other dates are known, in order."""
    whole = frozenset(date.start for date in dates if date.granularity == "day" and date.rule != "date.weekday")
    sections = [_marks(clean, spans, section, whole) for section in _sections(clean, spans, dates)]
    sections += [_years(clean, spans, dates)]
    sections = [marks for marks in sections if marks]
    numbers = [[mark.numbering for mark in marks] for marks in sections]
    if _is_numbering(list(itertools.chain(*numbers))) or all(_is_numbering(section) for section in numbers):
        return []
    return [
        Entry(mark.sentence, min(date.start for date in mark.dates), mark.dates) for marks in sections for mark in marks
    ]


_YEAR_MARK = re.compile(
    rf"{_BULLET}(?P<open>[(\[])?(?P<year>{_DIGIT}{{4}})(?(open)[)\]])(?:(?P<sign>{_SIGN}|[ ]?،)|(?=[ ][^\W\d_]))"
)


def _years(clean: str, spans: Sequence[SentenceSpan], dates: Sequence[DateMention]) -> list[_Mark]:
    """«۱۳۷۰، …», «[۱۳۷۱] …»: years at the head of lines, where there are several in order."""
    told = {date.start: date for date in dates}
    marks: list[_Mark] = []
    ordered: list[dt.date] = []
    for n, span in enumerate(spans):
        match = _YEAR_MARK.match(clean, _line(clean, span), span.end) if _opens_line(clean, spans, n) else None
        if match is None or is_quantity(clean, match.end("year")):
            continue
        date = told.get(match.start("year")) or _year(match)
        if date is None or date.earliest is None or date.granularity != "year":
            continue
        ordered.append(date.earliest)
        if date.start not in told:
            marks.append(_Mark(n, match, (date,), None, True))
    in_order = all(a <= b for a, b in itertools.pairwise(ordered))
    return marks if len(ordered) > 1 and in_order and ordered[0] < ordered[-1] else []


def _year(match: re.Match[str]) -> DateMention | None:
    value = int(match["year"])
    if not 1200 <= value <= 2100:
        return None
    system: convert.System = "gregorian" if value >= 1500 else "jalali"
    unit = Unit(system, "year", value)
    first, last = convert.year_interval(system, value)
    return DateMention(
        *match.span("year"), "point", system, in_calendar(unit, "jalali"), in_calendar(unit, "gregorian"), first, last,
        "year", inferred=("calendar",), confidence=0.85, rule="date.entry",
    )  # fmt: skip


def _is_numbering(numbers: Sequence[int | None]) -> bool:
    return list(numbers) == list(range(1, len(numbers) + 1))


@dataclasses.dataclass(frozen=True, slots=True)
class _Section:
    heading: DateMention
    sentences: range


def _sections(clean: str, spans: Sequence[SentenceSpan], dates: Sequence[DateMention]) -> Iterator[_Section]:
    """What stands under each heading that is a month or year."""
    heading: DateMention | None = None
    first = 0
    at = 0
    for n, span in enumerate(spans):
        while at < len(dates) and dates[at].start < span.start:
            at += 1
        found = _heading(clean, span, dates[at]) if at < len(dates) else None
        if found is None and span.kind != "heading":
            continue
        if heading is not None and n > first:
            yield _Section(heading, range(first, n))
        heading, first = found, n + 1
    if heading is not None and first < len(spans):
        yield _Section(heading, range(first, len(spans)))


def _heading(clean: str, span: SentenceSpan, date: DateMention) -> DateMention | None:
    if date.end > span.end or date.granularity not in ("month", "year") or date.modifier or date.earliest is None:
        return None
    if clean[_line(clean, span) : span.start].strip() or clean[span.end : span.end + 1].strip("\n"):
        return None
    around = clean[span.start : date.start], clean[date.end : span.end]
    return date if all(_TITLE.fullmatch(text) for text in around) else None


def _marks(clean: str, spans: Sequence[SentenceSpan], section: _Section, whole: frozenset[int]) -> list[_Mark]:
    """What each line of a section begins with; nothing where the lines do not go on in time.

    ``whole`` has the offsets of days that need no heading.
    """
    opening = [n for n in section.sentences if _opens_line(clean, spans, n)]
    best: list[_Mark] = []
    for read in (_days_of, _month_first, _day_first) if section.heading.granularity == "year" else (_day_of_month,):
        marks = [mark for n in opening if (mark := read(clean, spans[n], n, section.heading))]
        marks = [mark for mark in marks if whole.isdisjoint((mark.dates[0].start, mark.dates[-1].start))]
        starts = [mark.dates[0].earliest for mark in marks]
        ordered = all(a <= b for a, b in itertools.pairwise(starts) if a and b)
        complete = len(marks) == len(opening) > 1 or all(mark.sure for mark in marks)
        if ordered and complete and len(marks) > len(best):
            best = marks
    return best


def _opens_line(clean: str, spans: Sequence[SentenceSpan], n: int) -> bool:
    return n == 0 or "\n" in clean[spans[n - 1].end : spans[n].start]


def _line(clean: str, span: SentenceSpan) -> int:
    return clean.rfind("\n", 0, span.start) + 1


@functools.cache
def _day_mark() -> re.Pattern[str]:
    return re.compile(
        rf"""{_BULLET} (?P<open>[(\[][ ]?)?
        (?P<lead> (?:روز[ ])? (?:(?P<weekday>{words_of("weekday")})[ ،,]+(?:(?:روز|مورخ)[ ])?)? )
        (?P<day>{_NUMBER}) (?:[ ]?(?P<link>تا|الی|لغایت|[-–—]|و)[ ]?(?P<day2>{_NUMBER}))?
        (?:[ ]?(?P<close>[)\]]))? (?P<sign>{_SIGN})? (?=\s|\S)""",
        re.VERBOSE,
    )


def _day_of_month(clean: str, span: SentenceSpan, sentence: int, month: DateMention) -> _Mark | None:
    """«۵ –», «پنجم:», «شنبه ۵:», «(۵)», «۵ تا ۷:» under a month."""
    match = _day_mark().match(clean, _line(clean, span), span.end)
    if match is None or bool(match["open"]) != bool(match["close"]):
        return None
    days = [parse_number(match[name].strip()) for name in ("day", "day2") if match[name]]
    values = [_within(month, day or 0) for day in days]
    if None in values:
        return None
    bounds = match.start("lead") if match["lead"] else match.start("day"), match.end("day2" if match["day2"] else "day")
    inferred = ("month", "year") if "year" not in month.inferred else ("month", *month.inferred)
    flags = _weekday_flags(match["weekday"], values[0])
    if match["link"] and match["link"] != "و":
        dates = [_date(month, bounds, values[0], values[1], inferred)]
    elif match["link"]:
        dates = [
            _date(month, (bounds[0], match.end("day")), values[0], values[0], inferred),
            _date(month, match.span("day2"), values[1], values[1], inferred),
        ]
    else:
        dates = [dataclasses.replace(_date(month, bounds, values[0], values[0], inferred), flags=flags)]
    sure = bool(match["sign"] or match["lead"] or match["open"])
    return _Mark(sentence, match, tuple(dates), None if match["lead"] or match["link"] else days[0], sure)


def _within(month: DateMention, day: int) -> dt.date | None:
    assert month.earliest is not None and month.latest is not None
    found = month.earliest + dt.timedelta(days=day - 1)
    return found if month.earliest <= found <= month.latest else None


def _weekday_flags(weekday: str | None, day: dt.date | None) -> tuple[Flag, ...]:
    if weekday is None or day is None or (day.weekday() + 2) % 7 == int(value_of(weekday)):
        return ()
    return ("weekday_mismatch",)


@functools.cache
def _numeric_mark() -> re.Pattern[str]:
    return re.compile(
        rf"{_BULLET}(?P<one>{_DIGIT}{{1,2}})[ ]?/[ ]?(?P<other>{_DIGIT}{{1,2}})(?![\d/٫.])(?P<sign>{_SIGN})?(?=\s)"
    )


def _days_of(clean: str, span: SentenceSpan, sentence: int, year: DateMention) -> _Mark | None:
    """«۵/۱ –» under a year: the day and its month."""
    return _numeric(clean, span, sentence, year, "one", "other")


def _month_first(clean: str, span: SentenceSpan, sentence: int, year: DateMention) -> _Mark | None:
    """«۱/۵ –» under a year: the month and its day."""
    return _numeric(clean, span, sentence, year, "other", "one")


def _numeric(clean: str, span: SentenceSpan, sentence: int, year: DateMention, day: str, month: str) -> _Mark | None:
    match = _numeric_mark().match(clean, _line(clean, span), span.end)
    if match is None or year.earliest is None:
        return None
    system = calendar_system(year.calendar)
    unit = Unit(system, "day", year_of(system, year.earliest), int(match[month]), int(match[day]))
    interval = unit.interval() if 1 <= int(match[month]) <= 12 else None
    if interval is None:
        return None
    bounds = match.start("one"), match.end("other")
    return _Mark(sentence, match, (_date(year, bounds, *interval, ("year",)),), None, True)


@functools.cache
def _month_mark() -> re.Pattern[str]:
    month = words_of("month", "weak_month")
    return re.compile(
        rf"{_BULLET}(?P<month>{month})(?:[ ،]{{1,2}}(?:روز[ ])?(?P<day>{_NUMBER})(?:{_SIGN})?(?=\s)|{_SIGN})"
    )


def _day_first(clean: str, span: SentenceSpan, sentence: int, year: DateMention) -> _Mark | None:
    """«اردیبهشت: …» and «فروردین ۵ …» under a year."""
    match = _month_mark().match(clean, _line(clean, span), span.end)
    if match is None or year.earliest is None:
        return None
    system, number = value_of(match["month"]).split(" ")
    own = calendar_system(year.calendar)
    reading = YearReading(own, year_of(own, year.earliest), year.calendar or own)
    day = parse_number(match["day"].strip()) if match["day"] else None
    unit = day_reading(reading, system, int(number), day).unit  # type: ignore[arg-type]
    interval = unit.interval()
    if interval is None:
        return None
    date = _date(year, (match.start("month"), match.end("day" if day else "month")), *interval, ("year",))
    if day is None:
        date = dataclasses.replace(
            date, granularity="month", jalali=in_calendar(unit, "jalali"), edtf=in_calendar(unit, "gregorian")
        )
    return _Mark(sentence, match, (dataclasses.replace(date, calendar=system),), None, True)  # type: ignore[arg-type]


def _date(
    heading: DateMention,
    bounds: tuple[int, int],
    first: dt.date | None,
    last: dt.date | None,
    inferred: tuple[str, ...],
) -> DateMention:
    assert first is not None and last is not None
    granularity: Granularity = "day"
    alone = first == last
    return DateMention(
        *bounds, "point" if alone else "range", heading.calendar,
        jalali_text(first) if alone else f"{jalali_text(first)}/{jalali_text(last)}",
        first.isoformat() if alone else f"{first.isoformat()}/{last.isoformat()}",
        first, last, granularity, inferred=inferred, confidence=0.85, rule="date.entry",
    )  # fmt: skip

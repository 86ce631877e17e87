"""Dates in Persian prose: expressions, the calendar they use and the interval of days that they cover."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import re
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from pipeline.calendars import convert
from pipeline.calendars.numbers import parse_number
from pipeline.calendars.units import Interval, Unit, in_calendar, part
from pipeline.errors import DataError
from pipeline.extractors import date_words as w
from pipeline.records import Calendar, DateAlternative, DateKind, Flag, Granularity, Modifier
from pipeline.text.sentences import SentenceSpan

PATTERNS = Path(__file__).with_suffix(".toml")


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class DateMention:
    """A date expression; offsets are code points into the clean text, half-open. Fields as in the record."""

    start: int
    end: int
    kind: DateKind
    calendar: Calendar | None
    jalali: str | None
    edtf: str | None
    earliest: dt.date | None
    latest: dt.date | None
    granularity: Granularity
    modifier: Modifier | None = None
    anchor: dt.date | None = None
    flags: tuple[Flag, ...] = ()
    inferred: tuple[str, ...] = ()
    alternatives: tuple[DateAlternative, ...] = ()
    confidence: float = 0.95
    rule: str = ""


_MODIFIERS: dict[str, Modifier] = {
    "اوایل": "START", "اوائل": "START", "ابتدای": "START", "آغاز": "START", "اول": "START",
    "اواسط": "MID", "میانه": "MID", "نیمه": "MID",
    "اواخر": "END", "پایان": "END", "انتهای": "END", "آخر": "END",
    "حدود": "APPROX", "حدوداً": "APPROX", "حوالی": "APPROX",
}  # fmt: skip
_L, _R = r"(?<![\w\u200c])", r"(?![\w])"
_PIECES = {
    "TO": rf"{w.S}(?:تا|الی|لغایت|–|-|—){w.S}",
    "END": r"(?![\w\u200c])",
    "MONTH": rf"{w.MONTH}(?:{w.S}ماه)?",
    "MONTH_NAME": w.MONTH,
    "MODIFIED": rf"(?:(?P<mod>{'|'.join(_MODIFIERS)}){w.S}"
    rf"|(?P<half>نیمه){w.SS}(?P<which>اول|دوم|نخست)(?:{w.SS}(?:ماه|سال)(?={w.SS}(?:ماه|سال)))?{w.SS})?",
    "OF_YEAR": rf"(?:{w.S}(?:سال)?{w.S},?{w.S}(?P<year>{w.SHORT_YEAR})(?P<era>{w.ERA})?)",
    "ON_WEEKDAY": rf"(?:(?:روز{w.SS})?(?P<weekday>{w.WEEKDAY}){w.S}[،,]?{w.S}(?:مورخ{w.SS})?)?",
    **{
        name: getattr(w, name) for name in ("S", "SS", "DAY", "YEAR", "SHORT_YEAR", "ERA", "DIGIT", "SEASON", "WEEKDAY")
    },
}


class DateExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text with one date: the words ``found`` (all of them where blank) and fields of its record."""

    text: str
    found: str | None = None
    kind: str | None = None
    calendar: str | None = None
    jalali: str | None = None
    edtf: str | None = None
    earliest: str | None = None
    latest: str | None = None
    modifier: str | None = None
    flags: str | None = None
    inferred: str | None = None


class DatePattern(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pattern of ``dates.toml``."""

    id: str
    match: str
    yes: list[DateExample]
    no: list[str] = []


class _PatternFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pattern: list[DatePattern]


def load_patterns(path: Path = PATTERNS) -> list[DatePattern]:
    """The patterns in the order in which they are tried; :class:`DataError` names what is wrong."""
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8")), _PatternFile).pattern
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise DataError(str(error), where=path.name) from error


def _compile(pattern: DatePattern) -> re.Pattern[str]:
    if pattern.id not in _BUILDERS:
        raise DataError("no builder for this pattern", where=f"{PATTERNS.name}: {pattern.id}")
    try:
        return re.compile(_L + "(?:" + "".join(pattern.match.format(**_PIECES).split()) + ")" + _R)
    except (re.error, KeyError) as error:
        raise DataError(f"pattern does not compile: {error}", where=f"{PATTERNS.name}: {pattern.id}") from error


@functools.cache
def _compiled() -> dict[str, re.Pattern[str]]:
    return {pattern.id: _compile(pattern) for pattern in load_patterns()}


#: Where a date can begin: digits and the words that begin one; all else is skipped at the speed of one expression.
_GATE = re.compile(
    rf"{w.DIGIT}|{_L}(?:{w.MONTH}|{w.WEEKDAY}|{w.SEASON}|سال|دهه|روز|امروز|دیروز|فردا|پریروز|پس|امسال|پارسال|همان|هفته|ماه|یک|دو|سه|چهار|پنج|شش"
    rf"|هفت|هشت|نه|ده|هزار|{'|'.join(_MODIFIERS)}|فصل|[\w]+م(?=[\s\u200c])|بیست|سی)"
)
_DUAL = re.compile(rf"{w.S}(?P<open>[(/]|برابر{w.SS}با|مطابق{w.SS}با|مطابق|مصادف{w.SS}با|معادل){w.S}")
_NOT_BEFORE = re.compile(
    r"(?:قطعنامه|شماره|ماده|اصل|بند|تبصره|صفحه|ص|قانون|کیلومتر|میدان|خیابان|بیمارستان|ورزشگاه|پلاک|عملیات|شهید|آقای|خانم|دکتر|مهندس)[\s\u200c]$"
)
_NOT_AFTER = re.compile(
    r"[\s\u200c]*(?:نفر|درصد|کیلو|متر|دلار|ریال|تومان|میلیون|میلیارد|هزار|تن|کشور|مورد|رأی|رای|بشکه|هکتار)"
)
_CITY_BEFORE = re.compile(r"(?:به|شهر|پایتخت|مقصد|عازم|راهی|وارد|در|از)[\s\u200c]$")
_PAST_VERB = re.compile(r"(?:کرد|شد|داشت|گفت|بود|رفت|آمد|یافت|گرفت|پذیرفت|کردند|شدند|است|اند)(?![\w])")
_FUTURE_VERB = re.compile(r"(?:خواهد|خواهند|می‌شود|می‌کند|قرار|می‌رود|شود|کند)(?![\w])")


class DateReader:
    """Finds the dates of one text; remembers years that were read, for two-digit and relative ones."""

    def __init__(self, clean: str, document_date: dt.date | None) -> None:
        self.clean = clean
        self.document_date = document_date
        self.last: DateMention | None = None
        self.sentence = ""

    def read(self, sentences: Sequence[SentenceSpan]) -> list[DateMention]:
        """All dates, in order, not overlapping."""
        found: list[DateMention] = []
        for span in sentences:
            self.sentence = self.clean[span.start : span.end]
            at = span.start
            while match := _GATE.search(self.clean, at, span.end):
                mentions = self._at(match.start(), span.end)
                at = mentions[-1].end if mentions else match.start() + 1
                found += mentions
        return found

    def _at(self, start: int, end: int) -> list[DateMention]:
        for rule, pattern in _compiled().items():
            match = pattern.match(self.clean, start, end)
            if match is None or not self._plausible(rule, match):
                continue
            mentions = _BUILDERS[rule](self, rule, match)
            if mentions:
                mentions[-1] = self._with_second_calendar(mentions[-1], end)
                self.last = mentions[-1]
                return mentions
        return []

    def _plausible(self, rule: str, match: re.Match[str]) -> bool:
        before = self.clean[max(0, match.start() - 12) : match.start()]
        after = self.clean[match.end() : match.end() + 12]
        if _NOT_BEFORE.search(before) and rule != "date.bare-year":
            return False
        if rule in (
            "date.month-year",
            "date.prep-year",
            "date.year",
            "date.day",
            "date.day-range",
        ) and _NOT_AFTER.match(after):
            return False
        if rule == "date.relative-unit" and match["unit"]:
            counted = parse_number(before.split()[-1]) if before.split() else None
            return counted is None and not after.lstrip().startswith("از ")
        if rule == "date.weekday":
            bare = not match["rel"] and not match[0].startswith("روز")
            return not (bare and "دوشنبه" in match[0] and _CITY_BEFORE.search(before) and not before.endswith("در "))
        return True

    def _with_second_calendar(self, first: DateMention, end: int) -> DateMention:
        """«… (۲۴ آوریل ۲۰۰۲)»، «… برابر با …»: one date over both calendars."""
        link = _DUAL.match(self.clean, first.end, end)
        if link is None or first.granularity not in ("day", "month", "year") or first.calendar is None:
            return first
        for rule in ("date.day-range", "date.day", "date.numeric", "date.month-year", "date.bare-year", "date.year"):
            match = _compiled()[rule].match(self.clean, link.end(), end)
            seconds = _BUILDERS[rule](self, rule, match) if match else []
            second = seconds[0] if seconds else None
            if second is None or second.calendar == first.calendar or second.granularity != first.granularity:
                continue
            close = second.end
            if link["open"] == "(":
                closing = re.compile(rf"{w.S}\)").match(self.clean, second.end, end)
                if closing is None:
                    return first
                close = closing.end()
            disagree = not _overlap(first, second)
            flags: tuple[Flag, ...] = (*first.flags, "calendars_disagree") if disagree else first.flags
            return dataclasses.replace(first, end=close, flags=flags)
        return first

    # -- values ---------------------------------------------------------------------------------------------------

    def year(
        self, text: str, era: str | None, system: convert.System | None
    ) -> tuple[convert.System, int, tuple[str, ...]]:
        """Calendar and full year of a year as written, with what was inferred of it."""
        value = parse_number(text) or 0
        squeezed = re.sub(r"[\s\u200c.]", "", era or "")
        if squeezed in ("شاهنشاهی",):
            return "jalali", value - convert.IMPERIAL_OFFSET, ()
        said: convert.System | None = system
        if squeezed in ("میلادی", "م"):
            said = "gregorian"
        elif squeezed in ("هق", "قمری", "هجریقمری"):
            said = "hijri"
        elif squeezed:
            said = "jalali"
        if value < 100:
            calendar = said or "jalali"
            century = 1900 if calendar == "gregorian" else 1400 if calendar == "hijri" else 1300
            if calendar == "jalali" and value < 10:
                century = 1400
            return calendar, century + value, ("century",) if said else ("calendar", "century")
        if 2490 <= value <= 2560 and said in (None, "jalali"):
            return "jalali", value - convert.IMPERIAL_OFFSET, ()
        if said is None:
            said = "gregorian" if value >= 1500 else "jalali"
        return said, value, ()

    def context_year(self, system: convert.System) -> tuple[int, tuple[str, ...]] | None:
        """The year that a day without one falls in: that of the last date, else the document's."""
        day = self.last.earliest if self.last else None
        day = day or self.document_date
        if day is None:
            return None
        if system == "jalali":
            return convert.to_jalali(day)[0], ("year",)
        return (day.year, ("year",)) if system == "gregorian" else None

    def anchor_day(self) -> dt.date | None:
        """The day that «سال بعد» counts from: that of the last date, else the document's."""
        return (self.last.earliest if self.last else None) or self.document_date


def _overlap(a: DateMention, b: DateMention) -> bool:
    if None in (a.earliest, a.latest, b.earliest, b.latest):
        return True
    slack = dt.timedelta(days=1 if "hijri" in (a.calendar, b.calendar) else 0)
    return a.earliest - slack <= b.latest and b.earliest - slack <= a.latest  # type: ignore[operator]


_BOTH: tuple[Literal["jalali", "gregorian"], ...] = ("jalali", "gregorian")
Builder = Callable[[DateReader, str, "re.Match[str]"], list[DateMention]]


def _group(match: re.Match[str], name: str) -> str | None:
    return match[name] if name in match.re.groupindex else None


def _calendar(unit: Unit, match: re.Match[str]) -> Calendar:
    imperial = "شاهنشاهی" in (_group(match, "era") or "") or (
        unit.system == "jalali" and (parse_number(_group(match, "year") or "") or 0) > 2000
    )
    return "imperial" if imperial else unit.system


def _mention(
    reader: DateReader, rule: str, match: re.Match[str], unit: Unit, inferred: tuple[str, ...] = (), **more: object
) -> DateMention | None:
    interval = unit.interval()
    flags: tuple[Flag, ...] = ()
    if interval is None and unit.granularity == "day":
        flags = ("impossible_date",)
        interval = Unit(unit.system, "month", unit.year, unit.month).interval()
    if interval is None:
        return None
    weekday = _group(match, "weekday")
    if weekday and unit.granularity == "day" and not flags:
        expected = (w.index_of(weekday, w.WEEKDAYS) - 2) % 7
        if interval[0].weekday() != expected:
            flags = ("weekday_mismatch",)
    modifier, narrowed = _modified(match, interval)
    return DateMention(
        start=match.start(),
        end=match.end(),
        kind="point",
        calendar=_calendar(unit, match),
        jalali=in_calendar(unit, "jalali") if not flags or flags == ("weekday_mismatch",) else None,
        edtf=_edtf(unit, modifier) if not flags or flags == ("weekday_mismatch",) else None,
        earliest=narrowed[0],
        latest=narrowed[1],
        granularity=unit.granularity,
        modifier=modifier,
        flags=flags,
        inferred=inferred,
        rule=rule,
        **more,  # type: ignore[arg-type]
    )


def _edtf(unit: Unit, modifier: Modifier | None) -> str | None:
    text = in_calendar(unit, "gregorian")
    return f"{text}~" if text and modifier == "APPROX" and "/" not in text else text


def _modified(match: re.Match[str], interval: Interval) -> tuple[Modifier | None, Interval]:
    if _group(match, "half"):
        half: Literal["START", "END"] = "END" if match["which"] == "دوم" else "START"
        return half, part(interval, half, 2)
    word = _group(match, "mod")
    if not word:
        return None, interval
    modifier = _MODIFIERS[word]
    if modifier in ("START", "MID", "END"):
        return modifier, part(interval, modifier, 3)
    return modifier, interval


def _range(
    rule: str,
    match: re.Match[str],
    first: Unit,
    last: Unit,
    inferred: tuple[str, ...],
    bounds: tuple[int, int] | None = None,
) -> list[DateMention]:
    a, b = first.interval(), last.interval()
    if a is None or b is None or b[1] < a[0]:
        return []
    texts = [(in_calendar(first, c), in_calendar(last, c)) for c in _BOTH]
    jalali, edtf = (f"{(x or '').split('/')[0]}/{(y or '').split('/')[-1]}" for x, y in texts)
    start, end = bounds or (match.start(), match.end())
    return [
        DateMention(
            start,
            end,
            "range",
            _calendar(first, match),
            jalali,
            edtf,
            a[0],
            b[1],
            first.granularity,
            inferred=inferred,
            rule=rule,
        )
    ]


def _day_number(text: str) -> int:
    return w.day_value(text) or parse_number(text) or 0


def _month_number(text: str) -> tuple[convert.System, int]:
    return w.month_value(re.sub(r"[\s\u200c]*ماه$", "", text))


def _full_year(reader: DateReader, match: re.Match[str], system: convert.System) -> tuple[int, tuple[str, ...]] | None:
    text = _group(match, "year")
    if text:
        _, year, inferred = reader.year(text, _group(match, "era"), system)
        return year, inferred
    return reader.context_year(system)


def _unanchored(
    rule: str, match: re.Match[str], system: convert.System | None, granularity: Granularity
) -> DateMention:
    return DateMention(
        match.start(), match.end(), "point", system, None, None, None, None, granularity, flags=("unanchored",),
        confidence=0.7, rule=rule,
    )  # fmt: skip


def _day(reader: DateReader, rule: str, match: re.Match[str]) -> list[DateMention]:
    system, month = _month_number(match["month"])
    number = _day_number(match["day"])
    if not 1 <= number <= 31:
        return []
    year = _full_year(reader, match, system)
    if year is None:
        return [_unanchored(rule, match, system, "day")]
    found = _mention(reader, rule, match, Unit(system, "day", year[0], month, number), year[1])
    return [found] if found else []


def _day_range(reader: DateReader, rule: str, match: re.Match[str]) -> list[DateMention]:
    system, month = _month_number(match["month"])
    year = _full_year(reader, match, system)
    if year is None:
        return [_unanchored(rule, match, system, "day")]
    first = Unit(system, "day", year[0], month, _day_number(match["day"]))
    last = Unit(system, "day", year[0], month, _day_number(match["day2"]))
    return _range(rule, match, first, last, year[1])


def _days_across(reader: DateReader, rule: str, match: re.Match[str]) -> list[DateMention]:
    system, month = _month_number(match["month"])
    system2, month2 = _month_number(match["month2"])
    year = _full_year(reader, match, system2)
    if year is None or system != system2:
        return []
    begin = reader.year(match["year1"], None, system)[1] if match["year1"] else year[0] - (month > month2)
    first = Unit(system, "day", begin, month, _day_number(match["day"]))
    return _range(rule, match, first, Unit(system, "day", year[0], month2, _day_number(match["day2"])), year[1])


def _numeric(reader: DateReader, rule: str, match: re.Match[str]) -> list[DateMention]:
    a, b, c = (parse_number(match[name]) or 0 for name in "abc")
    if a > 31 or len(match["a"]) == 4:
        year_text, month, day = match["a"], b, c
    elif c > 31 or len(match["c"]) == 4:
        year_text, month, day = match["c"], b, a
    elif len(match["a"]) == 2 and len(match["c"]) == 2 and match["sep"] == "/":
        year_text, month, day = (match["c"], b, a) if c > 31 else (match["a"], b, c)
    else:
        return []
    if match["sep"] == "." and len(year_text) != 4:
        return []
    system, year, inferred = reader.year(year_text, None, None)
    if not (1 <= month <= 12 and 1 <= day <= 31) or not (1000 < year < 2200):
        return []
    found = _mention(reader, rule, match, Unit(system, "day", year, month, day), inferred)
    return [found] if found else []


def _month(reader: DateReader, rule: str, match: re.Match[str]) -> list[DateMention]:
    system, month = _month_number(match["month"])
    shift = (
        -1 if (_group(match, "thisyear") or "") in ("پارسال",) or "گذشته" in (_group(match, "thisyear") or "") else 0
    )
    year = _full_year(reader, match, system)
    if year is None:
        return [_unanchored(rule, match, system, "month")]
    found = _mention(reader, rule, match, Unit(system, "month", year[0] + shift, month), year[1])
    return [found] if found else []


def _month_range(reader: DateReader, rule: str, match: re.Match[str]) -> list[DateMention]:
    system, month = _month_number(match["month"])
    system2, month2 = _month_number(match["month2"])
    year = _full_year(reader, match, system2)
    if year is None or system != system2:
        return []
    first = Unit(system, "month", year[0] - (month > month2), month)
    return _range(rule, match, first, Unit(system, "month", year[0], month2), year[1])


def _season(reader: DateReader, rule: str, match: re.Match[str]) -> list[DateMention]:
    system, year, inferred = reader.year(match["year"], match["era"], None)
    unit = Unit(system, "season", year, season=w.index_of(match["season"], w.SEASONS))
    found = _mention(reader, rule, match, unit, inferred)
    return [found] if found else []


_FROM = re.compile(rf"از{w.S}$")
_SINCE = re.compile(rf"{w.S}(?:تاکنون|تا{w.SS}کنون|به{w.S}بعد)")
_BEFORE = re.compile(rf"(?:پیش|قبل){w.SS}از{w.S}$")
_AFTER = re.compile(rf"(?:پس|بعد){w.SS}از{w.S}$")


def _year(reader: DateReader, rule: str, match: re.Match[str]) -> list[DateMention]:
    system, year, inferred = reader.year(match["year"], _group(match, "era"), None)
    if not (1100 <= year <= 2100):
        return []
    found = _mention(reader, rule, match, Unit(system, "year", year), inferred)
    return [_opened(reader, found)] if found else []


def _opened(reader: DateReader, date: DateMention) -> DateMention:
    """«از سال ۱۳۷۴ تاکنون», «پیش از ۱۳۵۷»: intervals with an open end."""
    before = reader.clean[max(0, date.start - 10) : date.start]
    since = _SINCE.match(reader.clean, date.end)
    if _FROM.search(before) and since:
        return dataclasses.replace(
            date, kind="range", end=since.end(), latest=None, modifier="ON_OR_AFTER",
            jalali=_open(date.jalali, "{}/.."), edtf=_open(date.edtf, "{}/.."),
        )  # fmt: skip
    if date.earliest and _BEFORE.search(before):
        return dataclasses.replace(
            date, earliest=None, latest=date.earliest - dt.timedelta(days=1), modifier="BEFORE",
        )  # fmt: skip
    if date.latest and _AFTER.search(before):
        return dataclasses.replace(date, earliest=date.latest + dt.timedelta(days=1), latest=None, modifier="AFTER")
    return date


def _open(text: str | None, form: str) -> str | None:
    return form.format(text.split("/")[0]) if text else None


def _year_range(reader: DateReader, rule: str, match: re.Match[str]) -> list[DateMention]:
    system, first, inferred = reader.year(match["year1"], _group(match, "era"), None)
    value = parse_number(match["year"]) or 0
    last = first // 100 * 100 + value if value < 100 else value
    if not (1100 <= first <= last <= 2100):
        return []
    return _range(rule, match, Unit(system, "year", first), Unit(system, "year", last), inferred)


_YEAR_IN_LIST = re.compile(w.SHORT_YEAR)


def _years(reader: DateReader, rule: str, match: re.Match[str]) -> list[DateMention]:
    between = re.search(rf"(?:بین|میان){w.S}$", reader.clean[max(0, match.start() - 6) : match.start()])
    spans = [m.span() for m in _YEAR_IN_LIST.finditer(reader.clean, match.start("years"), match.end("years"))]
    values = [reader.year(reader.clean[a:b], _group(match, "era"), None) for a, b in spans]
    if between and len(values) == 2:
        units = [Unit(system, "year", year) for system, year, _ in values]
        return _range(rule, match, units[0], units[1], values[0][2])
    out: list[DateMention] = []
    for (a, b), (system, year, inferred) in zip(spans, values, strict=True):
        found = _mention(reader, rule, match, Unit(system, "year", year), inferred)
        if found:
            out.append(dataclasses.replace(found, start=match.start() if not out and len(spans) == 1 else a, end=b))
    return out


_DECADES = {"بیست": 20, "سی": 30, "چهل": 40, "پنجاه": 50, "شصت": 60, "هفتاد": 70, "هشتاد": 80, "نود": 90}


def _decade(reader: DateReader, rule: str, match: re.Match[str]) -> list[DateMention]:
    text = match["decade"]
    value = _DECADES.get(text) or parse_number(text) or 0
    inferred: tuple[str, ...] = ()
    if value < 100:
        gregorian = "میلادی" in (_group(match, "era") or "")
        value, inferred = value + (1900 if gregorian else 1300), ("century",) if gregorian else ("calendar", "century")
    system: convert.System = "gregorian" if value >= 1500 else "jalali"
    found = _mention(reader, rule, match, Unit(system, "decade", value // 10 * 10), inferred)
    return [found] if found else []


def _relative_day(reader: DateReader, rule: str, match: re.Match[str]) -> list[DateMention]:
    word = re.sub(r"[\s\u200c]+", " ", match["word"])
    shift = {"امروز": 0, "روز جاری": 0, "دیروز": -1, "روز گذشته": -1, "پریروز": -2, "فردا": 1, "پس فردا": 2}.get(
        word, 2
    )
    if reader.document_date is None:
        return [_unanchored(rule, match, None, "day")]
    return _resolved(reader, rule, match, reader.document_date + dt.timedelta(days=shift), reader.document_date)


def _resolved(
    reader: DateReader,
    rule: str,
    match: re.Match[str],
    day: dt.date,
    anchor: dt.date,
    system: convert.System = "gregorian",
) -> list[DateMention]:
    found = _mention(reader, rule, match, Unit("gregorian", "day", day.year, day.month, day.day), (), anchor=anchor)
    return [dataclasses.replace(found, calendar=None)] if found else []


_SHIFTS = {"گذشته": -1, "قبل": -1, "پیش": -1, "جاری": 0, "آینده": 1, "آتی": 1, "بعد": 1}


def _relative_unit(reader: DateReader, rule: str, match: re.Match[str]) -> list[DateMention]:
    same = match["same"]
    if match["word"]:
        unit, shift, anchor = "سال", -1 if match["word"] == "پارسال" else 0, reader.document_date
    elif same:
        unit, shift, anchor = same.split()[-1], 0, reader.anchor_day()
    else:
        unit, shift = match["unit"], _SHIFTS[match["rel"]]
        anchor = reader.anchor_day() if match["rel"] in ("بعد", "قبل") else reader.document_date
    return _shifted(reader, rule, match, unit, shift, anchor)


def _shifted(
    reader: DateReader, rule: str, match: re.Match[str], unit: str, shift: int, anchor: dt.date | None
) -> list[DateMention]:
    granularity: Granularity = {"روز": "day", "هفته": "week", "ماه": "month", "سال": "year"}[unit]  # type: ignore[assignment]
    if anchor is None:
        return [_unanchored(rule, match, None, granularity)]
    gregorian = reader.last is not None and reader.last.calendar == "gregorian" and anchor == reader.last.earliest
    system: convert.System = "gregorian" if gregorian else "jalali"
    if granularity == "day":
        return _resolved(reader, rule, match, anchor + dt.timedelta(days=shift), anchor)
    if granularity == "week":
        first = anchor - dt.timedelta(days=(anchor.weekday() + 2) % 7) + dt.timedelta(weeks=shift)
        last = first + dt.timedelta(days=6)
        edtf = f"{first}/{last}"
        return [
            DateMention(
                match.start(), match.end(), "point", None, None, edtf, first, last, "week", anchor=anchor, rule=rule
            )
        ]
    year, month = (anchor.year, anchor.month) if gregorian else convert.to_jalali(anchor)[:2]
    if granularity == "month":
        years, index = divmod(month - 1 + shift, 12)
        found = _mention(reader, rule, match, Unit(system, "month", year + years, index + 1), (), anchor=anchor)
    else:
        found = _mention(reader, rule, match, Unit(system, "year", year + shift), (), anchor=anchor)
    return [dataclasses.replace(found, calendar=None)] if found else []


def _shift(reader: DateReader, rule: str, match: re.Match[str]) -> list[DateMention]:
    count = parse_number(match["count"]) or 0
    sign = 1 if match["rel"] == "بعد" else -1
    anchor = reader.document_date if match["rel"] == "پیش" else reader.anchor_day()
    return _shifted(reader, rule, match, match["unit"], sign * count, anchor)


def _bare_weekday(reader: DateReader, rule: str, match: re.Match[str]) -> list[DateMention]:
    anchor = reader.document_date
    if anchor is None:
        return [_unanchored(rule, match, None, "day")]
    wanted = (w.index_of(match["weekday"], w.WEEKDAYS) - 2) % 7
    rel = re.sub(r"[\s\u200c]+", " ", match["rel"] or "")
    back = (anchor.weekday() - wanted) % 7
    if rel.startswith("هفته"):
        saturday = anchor - dt.timedelta(days=(anchor.weekday() + 2) % 7)
        day = saturday + dt.timedelta(days=(wanted + 2) % 7 + 7 * _SHIFTS[rel.split()[-1]])
    elif rel == "آینده" or (not rel and _FUTURE_VERB.search(reader.sentence)):
        day = anchor + dt.timedelta(days=(7 - back) % 7 or (7 if rel else 0))
    else:
        day = anchor - dt.timedelta(days=back or (7 if rel else 0))
    return _resolved(reader, rule, match, day, anchor)


_BUILDERS: dict[str, Builder] = {
    "date.day-range": _day_range,
    "date.days-across": _days_across,
    "date.day": _day,
    "date.numeric": _numeric,
    "date.month-range": _month_range,
    "date.month-year": _month,
    "date.month": _month,
    "date.season": _season,
    "date.year-range": _year_range,
    "date.years": _years,
    "date.decade": _decade,
    "date.year": _year,
    "date.bare-year": _year,
    "date.prep-year": _year,
    "date.relative-day": _relative_day,
    "date.relative-unit": _relative_unit,
    "date.shift": _shift,
    "date.weekday": _bare_weekday,
}


def find_dates(
    clean: str, sentences: Sequence[SentenceSpan], *, document_date: dt.date | None = None
) -> list[DateMention]:
    """The dates of a clean text, in order, not overlapping; relative ones are resolved against ``document_date``."""
    return DateReader(clean, document_date).read(sentences)

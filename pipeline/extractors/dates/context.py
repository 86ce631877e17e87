"""What a date that leaves something out is read against: the document's day, its other dates, the clause's verb."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import statistics
from collections.abc import Iterable, Sequence
from typing import Literal

from pipeline.calendars import convert
from pipeline.calendars.numbers import parse_number
from pipeline.calendars.units import Unit
from pipeline.extractors.dates.mention import DateMention
from pipeline.extractors.dates.patterns import Phrase
from pipeline.text.sentences import SentenceSpan

Tense = Literal["past", "future"]
_FUTURE = r"خواه(?:د|ند|م|یم)|ن?می‌?(?:شو|کن|رو|رس|آی|گیر|یاب|پذیر|دار|ده|آغاز|گرد)\w*|قرار\s(?:است|بود)|بناست"
_PAST = (
    r"(?:کرد|شد|داشت|گفت|بود|رفت|آمد|یافت|گرفت|پذیرفت|داد|رسید|نوشت|گردید|نمود|افزود|خواند|دانست|خواست|ساخت|زد|برد"
    r"|پرداخت|انجامید|پیوست|درگذشت|نشست|گذاشت|ماند|بست|ایستاد|فرستاد|کشت|شکست)(?:ند|یم|م)?|(?:کرده|شده|بوده|داشته|گرفته|یافته|داده|گفته)(?:‌?است|‌?اند|\sاست|\sبود|\sاند)?|است|اند"
)
_VERB = re.compile(rf"(?<![\w\u200c])(?:(?P<future>{_FUTURE})|(?P<past>{_PAST}))(?![\w])")
#: The first day of the year after that in which the Jalali and the lunar calendar begin.
_EPOCH = dt.date(623, 3, 22)
_PLANNED = re.compile(r"قرار\s(?:است|بود|شد)|بناست|خواه(?:د|ند)")


@dataclasses.dataclass(frozen=True, slots=True)
class Evidence:
    """How a document counts its years: how many of its dates can only be Jalali, only lunar; its Gregorian years.

    ``deictic``: how many count from the day it was written (امسال, هفته آینده).
    ``bare``: years without a calendar that are likely Jalali.
    """

    jalali: int
    hijri: int
    gregorian: tuple[int, ...]
    deictic: int = 0
    bare: int = 0

    @property
    def is_news(self) -> bool:
        """A text told from its own today: a month without a year is near that day, whatever year was told before."""
        return self.deictic >= 2

    @property
    def is_old_gregorian(self) -> bool:
        """A history that knows no Jalali date and is mostly about the time before 1850: its year 1387 is 1387 CE."""
        return not self.jalali and bool(self.gregorian) and statistics.median(self.gregorian) < 1850


def weigh(phrases: Iterable[Phrase]) -> Evidence:
    """The evidence of a document's phrases."""
    jalali = hijri = deictic = bare = 0
    gregorian: list[int] = []
    for phrase in phrases:
        year = parse_number(phrase.value("year")) if phrase.has("year") else None
        system = phrase.value("era") or phrase.value("month").split(" ")[0]
        if phrase.has("numeric"):
            years = [int(part) for part in re.findall(r"\d{4}", phrase.value("numeric"))]
            year = years[0] if years else None
            system = "gregorian" if year and year >= 1500 else "jalali"
        if system in ("jalali", "borji", "imperial"):
            jalali += 1
        elif system == "hijri":
            hijri += 1
        elif system == "gregorian" and year and year >= 100:
            gregorian.append(year)
        elif phrase.rule == "date.century" and phrase.value("century"):
            gregorian.append(100 * (parse_number(phrase.value("century")) or 20) - 50)
        elif year and 1290 <= year < 1420:
            bare += 1
        elif year and 1500 <= year < 2200:
            gregorian.append(year)
        deictic += phrase.value("rel").endswith("told") or phrase.has("relday") or "p" in phrase.code("ryear")
        deictic += phrase.code("dem") == "i" and phrase.code("same") in "wm"
    return Evidence(jalali, hijri, tuple(gregorian), deictic, bare)


@dataclasses.dataclass(slots=True)
class Context:
    """The state of reading one document: what was read so far, and where reading is."""

    clean: str
    sentences: Sequence[SentenceSpan]
    document_date: dt.date | None
    evidence: Evidence
    last: DateMention | None = None
    last_sentence: int = -10
    section: DateMention | None = None

    def note(self, date: DateMention, sentence: int) -> None:
        """Remember a date that has a value."""
        if date.earliest is None or date.latest is None:
            return
        self.last, self.last_sentence = date, sentence
        span = self.sentences[sentence]
        alone = date.end - date.start > 0.6 * (span.end - span.start)
        if date.calendar and span.kind == "heading" and (alone or self.section or sentence == 0):
            self.section = date

    def tense(self, start: int, end: int, sentence: int) -> Tense | None:
        """Whether the clause of a date speaks of what was or of what is to come."""
        span = self.sentences[sentence]
        if _PLANNED.search(self.clean, max(span.start, start - 25), start):
            return "future"
        verb = _VERB.search(self.clean, end, span.end)
        if verb is None:
            return None
        return "future" if verb["future"] else "past"

    def setting(self, sentence: int) -> DateMention | None:
        """The date that a day or month without a year belongs to: the sentence's or section's, else the last one."""
        if self.last is not None and self.last_sentence == sentence and self.last.anchor is None:
            return self.last
        if self.section is not None:
            return self.section
        if self.last is not None and self.document_date is None:
            return None if self.evidence.is_news else self.last
        if self.last is not None and self.last_sentence >= sentence - 2 and self.last.granularity in ("day", "month"):
            return self.last if not self._is_about_today(self.last) else None
        return None

    def _is_about_today(self, date: DateMention) -> bool:
        """Whether a date is the document's own time, which says nothing of the dates after it."""
        day = self.document_date
        return day is not None and date.earliest is not None and abs((date.earliest - day).days) < 400

    def place(
        self, system: convert.System, month: int, day: int | None, phrase: Phrase
    ) -> tuple[int, dt.date | None] | None:
        """The year of a month or day that leaves it out, and the day that says so; ``None`` where nothing does."""
        setting = self.setting(phrase.sentence)
        if setting is not None and setting.earliest is not None and setting.latest is not None:
            year = self._year_within(system, month, day, setting)
            if year is not None:
                return year, None
        if self.document_date is None:
            return None
        return self._nearest(system, month, day, phrase), self.document_date

    def _year_within(self, system: convert.System, month: int, day: int | None, setting: DateMention) -> int | None:
        assert setting.earliest is not None
        assert setting.latest is not None
        own = calendar_system(setting.calendar)
        if own == system:
            return year_of(system, setting.earliest)
        first = convert.year_interval(own, year_of(own, setting.earliest))[0]
        last = convert.year_interval(own, year_of(own, setting.latest))[1]
        for year in range(year_of(system, first), year_of(system, last) + 1):
            interval = _unit(system, year, month, day).interval()
            if interval and first <= interval[0] <= last:
                return year
        return None

    def nearest_year(self, system: convert.System, month: int, relation: str) -> int | None:
        """The year of «ژوئن گذشته», «مهر آینده»; ``relation`` is the adjective's value."""
        amount, basis = relation.split(" ")
        today = self.document_date if basis == "told" or self.last is None else self.last.earliest
        if today is None:
            return None
        years = [year_of(system, today) + shift for shift in (-1, 0, 1)]
        intervals = [(convert.month_interval(system, year, month), year) for year in years]
        if amount == "-1":
            return max((year for interval, year in intervals if interval[1] < today), default=None)
        if amount == "1":
            return min((year for interval, year in intervals if interval[0] > today), default=None)
        return years[1]

    def _nearest(self, system: convert.System, month: int, day: int | None, phrase: Phrase) -> int:
        assert self.document_date is not None
        today = self.document_date
        now = year_of(system, today)
        tense = self.tense(phrase.start, phrase.end, phrase.sentence)
        best: tuple[int, int] | None = None
        for year in (now, now - 1, now + 1):
            interval = _unit(system, year, month, day).interval() or _unit(system, year, month, None).interval()
            if interval is None:
                continue
            wrong = (tense == "past" and interval[0] > today) or (tense == "future" and interval[1] < today)
            distance = min(abs((edge - today).days) for edge in interval) + (200 if wrong else 0)
            if interval[0] <= today <= interval[1]:
                distance = 0
            if best is None or distance < best[0]:
                best = distance, year
        return best[1] if best else now


def _unit(system: convert.System, year: int, month: int, day: int | None) -> Unit:
    return Unit(system, "day" if day else "month", year, month, day)


def calendar_system(calendar: str | None) -> convert.System:
    """The calendar by whose rules a record's calendar counts: the imperial one counts Jalali years."""
    return calendar if calendar in ("gregorian", "hijri") else "jalali"  # type: ignore[return-value]


def year_of(system: convert.System, day: dt.date) -> int:
    """The year of a calendar that a day lies in; one below 1, which has no days, before the calendar begins."""
    if system == "gregorian":
        return day.year
    if day < _EPOCH:
        return day.year - _EPOCH.year
    return convert.to_hijri(day)[0] if system == "hijri" else convert.to_jalali(day)[0]

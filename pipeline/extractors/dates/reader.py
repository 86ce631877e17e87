"""Reads a document's dates: finds phrases, weighs how the document counts its years, gives the phrases values.

A phrase is put together with what follows it: a range («… تا …»), a second calendar («… برابر با …»), an open end
(«… تاکنون»).
"""

from __future__ import annotations

import bisect
import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence

from pipeline.extractors.dates import absolute, periods, relative, values
from pipeline.extractors.dates.atoms import AtomString, core_places, read_atoms
from pipeline.extractors.dates.context import Context, Evidence, weigh
from pipeline.extractors.dates.entries import dated_entries
from pipeline.extractors.dates.guards import is_plausible, setting_of, trims_year
from pipeline.extractors.dates.mention import DateMention
from pipeline.extractors.dates.patterns import Phrase, next_place, phrases_at
from pipeline.records import Flag
from pipeline.text.sentences import SentenceSpan

Builder = Callable[[Context, Phrase], list[DateMention]]
_BUILDERS: dict[str, Builder] = {
    "date.numeric": absolute.numeric,
    "date.day-range": absolute.day_range,
    "date.days": absolute.days,
    "date.day": absolute.day,
    "date.month-day": relative.month_day,
    "date.days-only": absolute.days_only,
    "date.months": absolute.months,
    "date.month": absolute.month,
    "date.season": periods.season,
    "date.nowruz": periods.nowruz,
    "date.quarter": periods.quarter,
    "date.centuries": periods.centuries,
    "date.century": periods.century,
    "date.decades": periods.decades,
    "date.decade": periods.decade,
    "date.year-range": absolute.year_range,
    "date.years": absolute.years,
    "date.year": absolute.year,
    "date.era-year": absolute.year,
    "date.bare-year": absolute.year,
    "date.relative-day": relative.relative_day,
    "date.shift": relative.shift,
    "date.relative-unit": relative.relative_unit,
    "date.weekdays": relative.weekdays,
    "date.weekday": relative.weekday,
}
#: Patterns whose dates another may follow in a range or another calendar.
_LISTS = frozenset(("date.days", "date.months", "date.centuries", "date.decades", "date.years", "date.weekdays"))
_RANGES = frozenset(("date.day-range", "date.year-range", "date.days-only"))
_YEARS = frozenset(("date.year", "date.bare-year", "date.era-year", "date.years"))
_Sentence = tuple[int, AtomString]


def find_dates(
    clean: str, sentences: Sequence[SentenceSpan], *, document_date: dt.date | None = None
) -> tuple[list[SentenceSpan], list[DateMention]]:
    """The dates of a clean text, in order, not overlapping, and its sentences.

    Relative dates are resolved against ``document_date``. A sentence that is an entry of a chronology begins with its
    date, which is no number of a list after all.
    """
    dates = list(_Reader(clean, sentences, document_date).read({}))
    entries = dated_entries(clean, sentences, dates)
    if not entries:
        return list(sentences), dates
    widened = list(sentences)
    for entry in entries:
        widened[entry.sentence] = widened[entry.sentence]._replace(start=entry.start)
    told = {entry.sentence: entry.dates for entry in entries}
    return widened, list(_Reader(clean, widened, document_date).read(told))


class _Reader:
    def __init__(self, clean: str, sentences: Sequence[SentenceSpan], document_date: dt.date | None) -> None:
        self.clean = clean
        self.setting = setting_of(clean)
        self.atoms: list[_Sentence] = []
        self.seen: dict[tuple[int, int], list[Phrase]] = {}
        places = core_places(clean)
        for number, span in enumerate(sentences):
            at = bisect.bisect_left(places, span.start)
            if at < len(places) and places[at] < span.end:
                atoms = read_atoms(clean, span.start, span.end)
                if atoms is not None:
                    self.atoms.append((number, atoms))
        self.context = Context(clean, sentences, document_date, Evidence(0, 0, ()))
        self.context.evidence = weigh(self._first_phrases())

    def _first_phrases(self) -> Iterator[Phrase]:
        """What each place most likely is, before any of it has a value."""
        for number, atoms in self.atoms:
            at: int | None = 1
            while at is not None and (at := next_place(atoms, at)) is not None:
                phrase = next(iter(self._phrases(atoms, at, number, chained=False)), None)
                if phrase is not None:
                    yield phrase
                at = phrase.codes[1] if phrase else at + 1

    def _phrases(self, atoms: AtomString, at: int, sentence: int, *, chained: bool) -> Iterator[Phrase]:
        key = id(atoms), at
        if key not in self.seen:
            self.seen[key] = phrases_at(atoms, at, sentence)
        for phrase in self.seen[key]:
            kept = self._without_quantity(phrase)
            if kept is not None and is_plausible(kept, self.setting, chained=chained):
                yield kept

    def _without_quantity(self, phrase: Phrase) -> Phrase | None:
        """The phrase, or without its year where that is a number of something else."""
        if not trims_year(phrase, self.clean):
            return phrase
        pattern = phrase.match.re
        end = phrase.match.start("year")
        match = pattern.match(phrase.atoms.codes, phrase.codes[0], end)
        return Phrase(phrase.rule, match, phrase.atoms, phrase.sentence) if match else None

    def read(self, entries: Mapping[int, Sequence[DateMention]]) -> Iterator[DateMention]:
        """The dates, in order; ``entries`` has those that sentences are known to begin with."""
        atoms_of = dict(self.atoms)
        for number in sorted(atoms_of.keys() | entries.keys()):
            yield from entries.get(number, ())
            for date in entries.get(number, ()):
                self.context.note(date, number)
            if number in atoms_of:
                begins = entries[number][-1].end if number in entries else 0
                yield from self._in_sentence(number, atoms_of[number], begins)

    def _in_sentence(self, number: int, atoms: AtomString, begins: int) -> Iterator[DateMention]:
        """The dates of a sentence from an offset on."""
        at: int | None = next((n for n, atom in enumerate(atoms.atoms) if atom and atom.start >= begins), None)
        chained_at = -1
        while at is not None and (at := next_place(atoms, at)) is not None:
            chained = at == chained_at
            found, end = self._at(atoms, at, number, chained=chained)
            yield from found
            if not found:
                at += 1
                continue
            at = end
            if found[-1].rule in _YEARS and atoms.codes[end] in "aC":
                at = chained_at = end + 1

    def _at(self, atoms: AtomString, at: int, sentence: int, *, chained: bool) -> tuple[list[DateMention], int]:
        """The dates of the first phrase here that has a value, and the code where they end."""
        for phrase in self._phrases(atoms, at, sentence, chained=chained):
            found = _BUILDERS[phrase.rule](self.context, phrase)
            if not found:
                continue
            end = phrase.codes[1]
            if phrase.rule not in _LISTS and len(found) == 1:
                date, end = self._extended(phrase, found[0])
                date = self._with_next_year(phrase, date, end)
                self.context.note(date, sentence)
                date, end = self._opened(phrase, date, end)
                return [date], end
            for date in found:
                self.context.note(date, sentence)
            return found, end
        return [], at

    # -- what follows ---------------------------------------------------------------------------------------------

    def _extended(self, phrase: Phrase, date: DateMention) -> tuple[DateMention, int]:
        date, end = self._in_calendars(phrase, date, phrase.codes[1])
        if phrase.rule in _RANGES or phrase.has("open"):
            return date, end
        codes = phrase.atoms.codes
        linked = codes[end] in "tj" or (codes[end] == "a" and phrase.before == "b")
        if not linked:
            return date, end
        for second in self._phrases(phrase.atoms, end + 1, phrase.sentence, chained=codes[end] == "a"):
            if second.rule in _LISTS or second.rule in _RANGES or (codes[end] == "a" and second.rule != phrase.rule):
                continue
            joined = self._range(phrase, date, second)
            if joined is not None:
                return joined
        return date, end

    def _range(self, phrase: Phrase, date: DateMention, second: Phrase) -> tuple[DateMention, int] | None:
        saved = self.context.last, self.context.last_sentence
        self.context.note(date, phrase.sentence)
        found = _BUILDERS[second.rule](self.context, second)
        if len(found) != 1 or not _are_ends(phrase, date, found[0]):
            self.context.last, self.context.last_sentence = saved
            return None
        last, end = self._in_calendars(second, found[0], second.codes[1])
        if _is_elided(phrase) and not _is_elided(second) and last.earliest is not None:
            date = self._before(phrase, date, last)
        self.context.last, self.context.last_sentence = saved
        joined = values.joined(date, last, start=date.start, end=last.end, rule=date.rule)
        return None if joined is None else (joined, end)

    def _with_next_year(self, phrase: Phrase, date: DateMention, end: int) -> DateMention:
        """«۵ اردیبهشت و ۷ خرداد ۱۳۷۴»: the day takes the year that stands at the end of the list."""
        codes = phrase.atoms.codes
        while phrase.rule == "date.day" and codes[end] in "aC" and _is_elided(phrase):
            second = next(self._phrases(phrase.atoms, end + 1, phrase.sentence, chained=True), None)
            if second is None or second.rule != "date.day":
                break
            if second.has("year"):
                saved = self.context.last, self.context.last_sentence
                found = absolute.day(self.context, second)
                date = self._before(phrase, date, found[0]) if found and found[0].earliest else date
                self.context.last, self.context.last_sentence = saved
                break
            end = second.codes[1]
        return date

    def _before(self, phrase: Phrase, date: DateMention, last: DateMention) -> DateMention:
        """«۲۸ آذر تا ۲ دی ۱۳۹۰»: the first end takes the year of the second, or the one before it."""
        assert last.earliest is not None
        assert last.latest is not None
        for days in (0, 365):
            shifted = dataclasses.replace(
                last, earliest=last.earliest - dt.timedelta(days), latest=last.latest - dt.timedelta(days), anchor=None
            )
            self.context.note(shifted, phrase.sentence)
            found = _BUILDERS[phrase.rule](self.context, phrase)
            if found and found[0].earliest is not None and found[0].earliest <= last.latest:
                return dataclasses.replace(found[0], inferred=())
        return date

    def _in_calendars(self, phrase: Phrase, date: DateMention, end: int) -> tuple[DateMention, int]:
        """«… (۲۴ آوریل ۲۰۰۲)», «… برابر با …», «۱۹۲۱/۱۳۰۰»: one date over all calendars."""
        codes = phrase.atoms.codes
        first = end
        while True:
            start, closing = end, False
            if end > first and codes[start] == "a" and self._third(phrase.atoms, start + 1, phrase.sentence, ""):
                start += 1
            if codes[start] == "C" and codes[start + 1] == "v":
                start += 1
            if codes[start] == "O":
                closing, start = True, start + 1
            if codes[start] == "v" or codes[start] == "s":
                start += 1
            if start == end:
                return date, end
            merged = self._merged(phrase, date, start, closing)
            if merged is None:
                return date, end
            date, end = merged

    def _merged(self, phrase: Phrase, date: DateMention, at: int, closing: bool) -> tuple[DateMention, int] | None:
        atoms = phrase.atoms
        for second in self._seconds(atoms, at, phrase.sentence, date):
            end = second.codes[1]
            if closing and atoms.codes[end] in "aCs":
                end = self._third(atoms, end + 1, phrase.sentence) or end
            if closing and atoms.codes[end] != "X":
                continue
            saved = self.context.last, self.context.last_sentence
            self.context.note(date, phrase.sentence)
            found = _BUILDERS[second.rule](self.context, second)
            self.context.last, self.context.last_sentence = saved
            if len(found) != 1:
                continue
            other = found[0]
            if other.granularity != date.granularity:
                if not (closing and second.rule == "date.bare-year" and _within(date, other)):
                    continue
                end += closing
                last = atoms.atoms[end - 1]
                assert last is not None
                return dataclasses.replace(date, end=last.end), end
            if date.earliest is None and other.earliest is not None and date.calendar is not None:
                date = self._before(phrase, date, other)
            both = _both(date, other)
            if both is None:
                continue
            end += closing
            last = atoms.atoms[end - 1]
            assert last is not None
            return dataclasses.replace(both, start=date.start, end=last.end), end
        return None

    def _third(self, atoms: AtomString, at: int, sentence: int, closing: str = "X") -> int | None:
        """Where a third calendar's date ends, before the code ``closing`` where one is asked for."""
        ends = (phrase.codes[1] for phrase in phrases_at(atoms, at, sentence) if phrase.rule not in _LISTS)
        return next((end for end in ends if not closing or atoms.codes[end] == closing), None)

    def _seconds(self, atoms: AtomString, at: int, sentence: int, date: DateMention) -> Iterator[Phrase]:
        """Phrases that can say a date again; a bare month or year needs no more support than that."""
        for phrase in phrases_at(atoms, at, sentence):
            if phrase.rule not in _LISTS:
                yield phrase

    def _opened(self, phrase: Phrase, date: DateMention, end: int) -> tuple[DateMention, int]:
        """«از سال ۱۳۷۴ تاکنون», «پیش از ۱۳۵۷»: intervals with an open end."""
        since = phrase.atoms.atoms[end] if phrase.atoms.codes[end] == "u" else None
        if since is not None and date.kind == "point":
            return (
                dataclasses.replace(
                    date, kind="range", end=since.end, latest=None, modifier="ON_OR_AFTER",
                    jalali=_from_then_on(date.jalali), edtf=_from_then_on(date.edtf),
                ),
                end + 1,
            )  # fmt: skip
        if phrase.code("open") == "B":
            day = date.earliest - dt.timedelta(days=1) if date.earliest else None
            return dataclasses.replace(date, earliest=None, latest=day, modifier="BEFORE"), end
        if phrase.code("open") == "F":
            day = date.latest + dt.timedelta(days=1) if date.latest else None
            return dataclasses.replace(date, earliest=day, latest=None, modifier="AFTER"), end
        return date, end


def _from_then_on(text: str | None) -> str | None:
    return f"{text.split('/')[0]}/.." if text else None


def _are_ends(phrase: Phrase, first: DateMention, last: DateMention) -> bool:
    """Whether two dates can bound a range; of different units («از اکتبر ۱۹۲۲ تا ۱۹۴۳») only in one calendar."""
    if first.granularity == last.granularity:
        return True
    plain = {first.granularity, last.granularity} <= {"day", "month", "season", "year"}
    return plain and first.calendar == last.calendar is not None and phrase.has("year")


def _is_elided(phrase: Phrase) -> bool:
    return not any(phrase.has(name) for name in ("year", "ryear", "numeric", "relday", "rel"))


def _both(first: DateMention, second: DateMention) -> DateMention | None:
    """One date of two that say the same in different calendars; ``None`` where the second says something else."""
    if first.calendar is None:
        return _told_again(first, second)
    if second.calendar is None or second.calendar == first.calendar:
        return None
    lunar = "hijri" in (first.calendar, second.calendar)
    if None in (first.earliest, first.latest, second.earliest, second.latest):
        return first
    slack = dt.timedelta(days=1 if lunar else 0)
    assert first.earliest and first.latest and second.earliest and second.latest
    agree = first.earliest - slack <= second.latest and second.earliest - slack <= first.latest
    if not agree:
        flags: tuple[Flag, ...] = (*first.flags, "calendars_disagree")
        return dataclasses.replace(first, flags=flags)
    if first.calendar == "hijri" and first.granularity == "day" and second.calendar != "hijri":
        return dataclasses.replace(second, calendar="hijri", rule=first.rule, alternatives=())
    return dataclasses.replace(first, alternatives=(), inferred=tuple(i for i in first.inferred if i == "century"))


def _within(date: DateMention, year: DateMention) -> bool:
    """Whether a date lies in a year: «مهرماه سال جاری (۲۰۰۷)»."""
    if date.earliest is None or year.earliest is None or year.latest is None:
        return False
    return date.calendar != year.calendar and year.earliest <= date.earliest <= year.latest


def _told_again(first: DateMention, second: DateMention) -> DateMention | None:
    """«امروز (یکشنبه)», «روز شنبه (۲۹ سپتامبر)»: a relative day with its weekday or date."""
    if second.rule in ("date.weekday", "date.relative-day"):
        return first if first.rule == "date.relative-day" else None
    if first.granularity == second.granularity == "year" and second.rule == "date.bare-year":
        return second
    if first.granularity != "day" or second.rule not in ("date.day", "date.numeric"):
        return None
    differ = None not in (first.earliest, second.earliest) and first.earliest != second.earliest
    if differ and first.rule == "date.relative-day":
        return dataclasses.replace(first, flags=(*first.flags, "calendars_disagree"))
    return dataclasses.replace(second, rule=first.rule, flags=second.flags)

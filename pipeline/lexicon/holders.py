"""Who held which office when: resolving a name, or an office on a day, to a person."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from pipeline.errors import DataError
from pipeline.lexicon.tables import Line, merge_tables
from pipeline.records import RoleCode
from pipeline.text.keys import match_key

TABLE = "office_holders"
#: The columns whose values tell rows apart.
HOLDER_KEY = ("id", "country", "role_code", "office", "start")
#: Until this day the offices of the table have no holders but those it names.
KNOWN_UNTIL = dt.date(2024, 12, 31)
#: Offices that one person at a time holds, whom country and day therefore tell without a name.
SINGLE_OFFICES: frozenset[RoleCode] = frozenset(
    {
        "head_of_state", "supreme_leader", "monarch", "crown_prince", "head_of_government", "first_vice_president",
        "foreign_minister", "speaker_of_parliament", "secretary_general", "director_general",
    }
)  # fmt: skip

#: Without a holder an office is for some weeks between two, and not longer.
_LONGEST_GAP = dt.timedelta(days=45)
#: «کریموف»، «کریمف»، «کریم‌اف» and «علیف»، «علی‌یف»، «علی‌یوف» are one surname each.
_SLAVIC_END = re.compile("[ایو]*ف$")


class OfficeHolder(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One term of one person, from ``start`` to ``end``, both inclusive; ``end`` is blank while it lasts.

    ``names`` are surnames and other spellings; those of all rows of an ``id`` count. Where ``precision`` is ``month``
    or ``year``, start and end are the first and last day of the month or year. ``overlap`` says why the term may
    overlap another one of its office, ``gap`` why the table has nobody right before it.
    """

    id: str
    name: str
    names: tuple[str, ...] = ()
    country: str
    role_code: RoleCode
    office: str
    start: dt.date
    end: dt.date | None = None
    precision: Literal["day", "month", "year"] = "day"
    overlap: str | None = None
    gap: str | None = None
    source: str

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError("the term ends before it starts")
        if self.start != _first(self.start, self.precision) or self.end not in (None, _last(self.end, self.precision)):
            raise ValueError(f"start and end are not the first and last day of a {self.precision}")

    def touches(self, earliest: dt.date | None, latest: dt.date | None) -> bool:
        """Whether the term may have a day in common with the interval, whose open ends are None."""
        return (latest is None or self.start <= latest) and (
            earliest is None or self.end is None or earliest <= self.end
        )

    def covers(self, earliest: dt.date, latest: dt.date) -> bool:
        """Whether the person certainly held the office on every day of the interval."""
        begun, ended = self.certain
        return begun <= earliest and latest <= min(ended, KNOWN_UNTIL)

    @property
    def certain(self) -> tuple[dt.date, dt.date]:
        """The days between which the office was certainly held; the first is after the second where there are none."""
        end = dt.date.max if self.end is None else _first(self.end, self.precision)
        return _last(self.start, self.precision), end


class OfficeHolders:
    """The office-holder table, by name and by office."""

    def __init__(self, lines: Sequence[Line[OfficeHolder]]) -> None:
        self.lines = list(lines)
        self._by_name: dict[str, list[Line[OfficeHolder]]] = {}
        self._by_role: dict[str, list[Line[OfficeHolder]]] = {}
        spelled: dict[str, dict[str, None]] = {}
        for line in lines:
            row = line.row
            spelled.setdefault(row.id, {}).update(dict.fromkeys((row.name, *row.names)))
            self._by_role.setdefault(row.role_code, []).append(line)
        self._names = {id_: tuple(names) for id_, names in spelled.items()}
        for line in lines:
            for key in dict.fromkeys(name_key(name) for name in self._names[line.row.id]):
                self._by_name.setdefault(key, []).append(line)

    @classmethod
    def load(cls, folders: Sequence[Path]) -> OfficeHolders:
        """Read the tables of all folders; :class:`DataError` names the line of a reversed or overlapping term."""
        lines = merge_tables(folders, TABLE, OfficeHolder, key=HOLDER_KEY)
        _check(lines)
        return cls(lines)

    def full_names(self) -> list[tuple[str, ...]]:
        """The spellings of each person's name that have several words, without سید: what texts are searched for."""
        found = []
        for names in self._names.values():
            full = dict.fromkeys(_bare(name) for name in names)
            several = tuple(name for name in full if " " in name or "\u200c" in name)
            if several:
                found.append(several)
        return found

    def surnames(self) -> tuple[frozenset[str], frozenset[str]]:
        """Match keys of the names of one word that the table lists, and of the last words of all others."""
        names = [match_key(name).split() for names in self._names.values() for name in names]
        alone = frozenset(words[0] for words in names if len(words) == 1)
        return alone, frozenset(words[-1] for words in names if len(words) > 1)

    def by_surname(self, name: str) -> list[Line[OfficeHolder]]:
        """All terms of the people who are called so, by surname or full name, in any spelling."""
        return list(self._by_name.get(name_key(name), ()))

    def holder(self, country: str, role_code: RoleCode, day: dt.date) -> list[Line[OfficeHolder]]:
        """All terms of the office that the day lies in; several on the day of a handover."""
        return [line for line in self.terms(country, role_code) if line.row.touches(day, day)]

    def terms(self, country: str, role_code: str) -> list[Line[OfficeHolder]]:
        """All terms of an office of a country."""
        return [line for line in self._by_role.get(role_code, ()) if line.row.country == country]

    def is_called(self, id: str, name: str) -> bool:
        """Whether a name, or part of one, is the person's of that id."""
        words = _words(name)
        return any(words <= _words(known) or _words(known) <= words for known in self._names[id])

    def resolve(
        self,
        *,
        name: str | None = None,
        role_code: str | None = None,
        country: str | None = None,
        office: str | None = None,
        earliest: dt.date | None = None,
        latest: dt.date | None = None,
    ) -> Line[OfficeHolder] | None:
        """The one person meant, at the first fitting term; ``None`` where nobody or several fit.

        A surname must be one person's among those of that office, country and interval, as far as they are given; with
        an office a part of the name is enough. A full name is the person's out of office, too. An office without a name
        is resolved where the interval has both ends and one person certainly held it all the time; one of several of
        its kind, as that of a minister, by its words («وزیر دفاع»).
        """
        if name is None:
            return self._by_office(role_code, country, office, earliest, latest)
        fitting = _of_office(self._by_name.get(name_key(name), ()), role_code, country)
        fitting = fitting or _of_office(self._named_in_part(name, role_code), role_code, country)
        in_office = [line for line in fitting if line.row.touches(earliest, latest)]
        if not in_office and len(match_key(name).split()) > 1:
            in_office = fitting
        return _only_person(in_office)

    def _by_office(
        self,
        role_code: str | None,
        country: str | None,
        office: str | None,
        earliest: dt.date | None,
        latest: dt.date | None,
    ) -> Line[OfficeHolder] | None:
        if role_code is None or country is None or earliest is None or latest is None:
            return None
        terms = self.terms(country, role_code)
        if role_code not in SINGLE_OFFICES:
            words = _words(office or "")
            terms = [line for line in terms if len(words) > 1 and words <= _words(line.row.office)]
        found = _only_person([line for line in terms if line.row.touches(earliest, latest)])
        return found if found is not None and found.row.covers(earliest, latest) else None

    def _named_in_part(self, name: str, role_code: str | None) -> list[Line[OfficeHolder]]:
        """Holders of the office whose names have all words of ``name`` («عبدالله»: «عبدالله بن عبدالعزیز»)."""
        words = _words(name)
        return [
            line
            for line in self._by_role.get(role_code or "", ())
            if any(words <= _words(spelling) for spelling in self._names[line.row.id])
        ]


_TITLES = ("سید", "امام", "شیخ", "ملک", "شاه", "امیر", "سلطان", "ژنرال", "ملا", "ملکه", "سردار", "دکتر")


def _bare(name: str) -> str:
    """A name without the titles that texts set before it as they please."""
    first, _, rest = name.partition(" ")
    return rest if first in _TITLES and rest else name


def name_key(name: str) -> str:
    """What spellings of a name share: no spaces, no سید, one form of ف، وف، اف، یف، یوف at the end."""
    words = match_key(name).split()
    if len(words) > 1 and words[0] == "سید":
        words = words[1:]
    elif words and words[0].startswith("سید") and len(words[0]) > len("سیدیان"):
        words[0] = words[0].removeprefix("سید")
    return _SLAVIC_END.sub("ف", "".join(words))


def _words(name: str) -> frozenset[str]:
    return frozenset(_SLAVIC_END.sub("ف", word) for word in match_key(name.replace("\u200c", " ")).split())


def _of_office(
    lines: Iterable[Line[OfficeHolder]], role_code: str | None, country: str | None
) -> list[Line[OfficeHolder]]:
    return [line for line in lines if country in (None, line.row.country) and role_code in (None, line.row.role_code)]


def _only_person(lines: Iterable[Line[OfficeHolder]]) -> Line[OfficeHolder] | None:
    """The first term, where all are one person's."""
    terms = sorted(lines, key=lambda line: line.row.start)
    return terms[0] if len({line.row.id for line in terms}) == 1 else None


def _first(day: dt.date, precision: str) -> dt.date:
    if precision == "day":
        return day
    return day.replace(day=1) if precision == "month" else dt.date(day.year, 1, 1)


def _last(day: dt.date | None, precision: str) -> dt.date:
    if day is None:
        return dt.date.max
    if precision == "day":
        return day
    month = day.month if precision == "month" else 12
    return dt.date(day.year, month, calendar.monthrange(day.year, month)[1])


def _check(lines: Sequence[Line[OfficeHolder]]) -> None:
    """One name for one id; no two certain terms of an office at once, except where a row says why."""
    names: dict[str, Line[OfficeHolder]] = {}
    terms: dict[tuple[str, str, str], Line[OfficeHolder]] = {}
    for line in sorted(lines, key=lambda at: (at.row.certain[0], at.number)):
        row, where = line.row, f"{TABLE}.tsv:{line.number}"
        first = names.setdefault(row.id, line)
        if first.row.name != row.name:
            raise DataError(
                f"{row.id} is {first.row.name} at line {first.number}, {row.name} here",
                where=where,
                remedy="give one person one name, others in the column names",
            )
        if row.overlap is not None or row.certain[0] > row.certain[1]:
            continue
        office = (row.country, row.role_code, "" if row.role_code in SINGLE_OFFICES else row.office)
        before = terms.get(office)
        if before is not None and before.row.id != row.id and row.certain[0] < before.row.certain[1]:
            raise DataError(
                f"the term of {row.name} overlaps that of {before.row.name} (line {before.number})",
                where=where,
                remedy="mend the dates, or say why in the column overlap",
            )
        terms[office] = line
    _check_gaps(lines)


def _check_gaps(lines: Sequence[Line[OfficeHolder]]) -> None:
    """Between two terms of an office that one person holds lie at most some weeks, except where a row says why."""
    last: dict[tuple[str, str], Line[OfficeHolder]] = {}
    for line in sorted(lines, key=lambda at: (at.row.start, at.number)):
        row = line.row
        if row.role_code not in SINGLE_OFFICES:
            continue
        before = last.get((row.country, row.role_code))
        ended = before.row.end if before is not None else None
        if before is not None and ended is not None and row.start - ended > _LONGEST_GAP and row.gap is None:
            raise DataError(
                f"nobody has the office between {before.row.name} ({ended}, line {before.number}) and {row.name}",
                where=f"{TABLE}.tsv:{line.number}",
                remedy="add who had it, or say in the column gap why nobody is there",
            )
        if before is None or (ended is not None and (row.end is None or row.end > ended)):
            last[row.country, row.role_code] = line

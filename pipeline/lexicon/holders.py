"""Who held which office when: resolving a name, or an office on a day, to a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import msgspec

from pipeline.errors import DataError
from pipeline.lexicon.tables import Line, read_table
from pipeline.records import RoleCode
from pipeline.text.keys import match_key

TABLE = "office_holders.tsv"


class OfficeHolder(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One term of one person; ``end`` is blank while it lasts; ``names`` are surnames and other spellings."""

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
    source: str

    def serves(self, earliest: dt.date | None, latest: dt.date | None) -> bool:
        """Whether the term touches the interval; an open end is taken as the other."""
        first, last = earliest or latest, latest or earliest
        if first is None or last is None:
            return True
        return self.start <= last and (self.end is None or first <= self.end)


class OfficeHolders:
    """The office-holder table, by name and by office."""

    def __init__(self, lines: Sequence[Line[OfficeHolder]]) -> None:
        self.lines = list(lines)
        self._by_name: dict[str, list[Line[OfficeHolder]]] = {}
        self._by_office: dict[tuple[str, str], list[Line[OfficeHolder]]] = {}
        for line in lines:
            for name in {*line.row.names, line.row.name}:
                self._by_name.setdefault(match_key(name), []).append(line)
            self._by_office.setdefault((line.row.country, line.row.role_code), []).append(line)

    @classmethod
    def load(cls, folders: Sequence[Path]) -> OfficeHolders:
        """Read the tables of all folders; a reversed or overlapping term is a :class:`DataError`."""
        lines: list[Line[OfficeHolder]] = []
        for folder in folders:
            path = folder / TABLE
            if path.exists():
                lines += read_table(path, OfficeHolder)
        _check(lines)
        return cls(lines)

    def surnames(self) -> frozenset[str]:
        """The match keys of the last words of all names."""
        return frozenset(name.split()[-1] for name in self._by_name)

    def resolve(
        self,
        *,
        name: str | None = None,
        role_code: str | None = None,
        country: str | None = None,
        earliest: dt.date | None = None,
        latest: dt.date | None = None,
    ) -> Line[OfficeHolder] | None:
        """The one person meant, at the latest fitting term; ``None`` where nobody or several fit.

        A name must be the person's in some spelling; an office without a name needs a day.
        """
        if name is not None:
            found = self._by_name.get(match_key(name), [])
        elif role_code is not None and country is not None and (earliest or latest):
            found = self._by_office.get((country, role_code), [])
        else:
            return None
        fitting = [line for line in found if country in (None, line.row.country)]
        if role_code is not None:
            fitting = [line for line in fitting if line.row.role_code == role_code]
        if earliest or latest:
            fitting = [line for line in fitting if line.row.serves(earliest, latest)] or (fitting if name else [])
        people = {line.row.id for line in fitting}
        return max(fitting, key=lambda line: line.row.start) if len(people) == 1 else None


def _check(lines: Sequence[Line[OfficeHolder]]) -> None:
    last: dict[tuple[str, str], Line[OfficeHolder]] = {}
    for line in sorted(lines, key=lambda at: (at.row.country, at.row.role_code, at.row.start)):
        row, where = line.row, f"{TABLE}:{line.number}"
        if row.end is not None and row.end < row.start:
            raise DataError(f"{row.name}: the term ends before it starts", where=where)
        before = last.get((row.country, row.role_code))
        if before is not None and not (row.overlap or before.row.overlap):
            end = before.row.end
            if end is None or row.start < end:
                raise DataError(
                    f"{row.name}'s term overlaps that of {before.row.name} (line {before.number})",
                    where=where,
                    remedy="mend the dates, or say why in the column overlap",
                )
        last[row.country, row.role_code] = line

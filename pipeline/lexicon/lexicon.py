"""All tables together: scanning, look-ups by code, composition of offices."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import DataError
from pipeline.lexicon import rows
from pipeline.lexicon.entries import Entry
from pipeline.lexicon.scan import Hit, Scanner, Surface
from pipeline.lexicon.tables import Line, RowType, read_table
from pipeline.records import RoleCode
from pipeline.text.keys import match_key

if TYPE_CHECKING:
    from pipeline.lexicon.holders import OfficeHolders

TABLES = Path(__file__).parent / "tables"
#: Tables whose rows are found in texts, with the type of their rows.
_SCANNED: dict[str, type[rows.Row]] = {
    "countries": rows.Country,
    "cities": rows.City,
    "bodies": rows.Body,
    "regions": rows.Region,
    "offices": rows.Office,
    "portfolios": rows.Portfolio,
    "institutions": rows.Institution,
    "honorifics": rows.Honorific,
    "given_names": rows.GivenName,
    "words": rows.Word,
}
_KEYS = {"countries": "code", "bodies": "code"}


class Lexicon:
    """The tables as one; made by :meth:`load`."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders
        self._entries: dict[str, list[Entry]] = {}
        surfaces: list[Surface] = []
        for table, row_type in _SCANNED.items():
            for line in self._merged(table, row_type):
                for surface in _surfaces(line.row):
                    self._entries.setdefault(surface.entry.type, []).append(surface.entry)
                    surfaces.append(surface)
        self._scanner = Scanner(surfaces)
        self._countries = {e.row.code: e.row for e in self.entries("country")}
        compositions = self._merged("role_composition", rows.RoleComposition)
        self._compositions = {(match_key(c.row.deputy), c.row.base): c.row.role_code for c in compositions}
        self.hash = self._hash()

    @classmethod
    def load(cls, extra: Path | None = None) -> Lexicon:
        """The lexicon that ships with Dabir; rows of the same name in the folder ``extra`` take precedence."""
        if extra is not None and not extra.is_dir():
            raise DataError("no such folder of tables", where=str(extra), remedy="give a folder with tables such as cities.tsv")
        return _load(extra)

    def _merged(self, table: str, row_type: type[RowType]) -> list[Line[RowType]]:
        """The table's rows, those of later folders in place of earlier ones with the same key."""
        merged: dict[object, Line[RowType]] = {}
        for folder in self._folders:
            path = folder / f"{table}.tsv"
            if not path.exists():
                continue
            seen: dict[object, int] = {}
            for line in read_table(path, row_type):
                key = _key(table, line.row)
                if key in seen:
                    raise DataError(f"{key!r} stands at line {seen[key]} already", where=f"{path.name}:{line.number}")
                seen[key] = line.number
                merged[key] = line
        return list(merged.values())

    def _hash(self) -> str:
        digest = hashlib.sha256()
        for folder in self._folders:
            for path in sorted(folder.glob("*.tsv")):
                digest.update(path.name.encode() + b"\0" + path.read_bytes())
        return digest.hexdigest()[:16]

    # -- scanning -------------------------------------------------------------------------------------------------

    @property
    def types(self) -> set[str]:
        """All chunk types that entries have."""
        return {*self._entries, "holder"}

    def entries(self, type_: str) -> list[Entry]:
        """All entries of a type, once each."""
        return list(dict.fromkeys(self._entries.get(type_, ())))

    def scan(self, clean: str) -> list[Hit]:
        """All surfaces in a clean text, overlapping ones too, by start and then longest first."""
        return self._scanner.scan(clean)

    # -- look-ups -------------------------------------------------------------------------------------------------

    def country(self, code: str) -> rows.Country | None:
        """The state of an ISO 3166-1 alpha-3 code."""
        return self._countries.get(code)

    def is_state(self, code: str, day: dt.date) -> bool:
        """Whether the state existed on that day; true for codes that are no states'."""
        row = self._countries.get(code)
        return row is None or ((row.start is None or row.start <= day) and (row.end is None or day <= row.end))

    @functools.cached_property
    def holders(self) -> OfficeHolders:
        """The office-holder table."""
        from pipeline.lexicon.holders import OfficeHolders

        return OfficeHolders.load(self._folders)

    def composed_role(self, deputy: str, base: RoleCode) -> RoleCode | None:
        """What the deputy of an office is («معاون» of a ``minister`` is ``deputy_minister``)."""
        return self._compositions.get((match_key(deputy), base))


@functools.lru_cache(maxsize=4)
def _load(extra: Path | None) -> Lexicon:
    return Lexicon([TABLES] if extra is None else [TABLES, extra])


def _key(table: str, row: object) -> object:
    if isinstance(row, rows.RoleComposition):
        return row.deputy, row.base
    if isinstance(row, rows.Word):
        return row.type, row.name
    return getattr(row, _KEYS.get(table, "name"))


def _surfaces(row: rows.Row) -> Iterator[Surface]:
    """The surfaces of a row under their chunk types: plurals and demonyms have types of their own."""
    ambiguous = getattr(row, "ambiguous", False)
    main = Entry(_type(row), row.name, row, row.surfaces, ambiguous)
    inflected = isinstance(row, rows.Word) and row.inflect == "noun"
    for text in row.surfaces:
        yield Surface(text, main, inflected)
    if isinstance(row, rows.Office) and row.plural:
        plural = Entry(f"offices.{row.cls}", row.name, row, row.plural)
        yield from (Surface(text, plural, False) for text in row.plural)
    if isinstance(row, rows.Country) and row.demonyms:
        demonym = Entry("demonym", row.name, row, row.demonyms)
        yield from (Surface(text, demonym, False) for text in row.demonyms)


def _type(row: rows.Row) -> str:
    if isinstance(row, rows.Word):
        return row.type
    if isinstance(row, rows.Office):
        return f"office.{row.cls}"
    if isinstance(row, rows.Honorific):
        return f"honorific.{row.kind}"
    return _TYPES[type(row)]


_TYPES: dict[type[rows.Row], str] = {
    rows.Country: "country",
    rows.City: "city",
    rows.Body: "body",
    rows.Region: "region",
    rows.Portfolio: "portfolio",
    rows.Institution: "institution",
    rows.GivenName: "given",
}

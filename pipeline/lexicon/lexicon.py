"""All tables together: scanning, look-ups by code, composition of offices."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from pipeline.errors import DataError
from pipeline.lexicon import rows
from pipeline.lexicon.entries import Entry, Hit, Inflection
from pipeline.lexicon.holders import HOLDER_KEY, OfficeHolders
from pipeline.lexicon.scan import Scanner, is_findable
from pipeline.lexicon.tables import merge_tables
from pipeline.records import RoleCode
from pipeline.text.keys import match_key

TABLES = Path(__file__).parent / "tables"
#: Tables whose rows are found in texts, with the type of their rows.
ROWS: dict[str, type[rows.Row]] = {
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
_VOCABULARY = ("institution", "portfolio", "body", "region")
_OTHERS = ("role_composition", "office_holders")
#: By which columns a row is one row, where not by ``name``.
_KEYS = {
    "countries": ("code",),
    "bodies": ("code",),
    "cities": ("name", "country"),
    "words": ("type", "name"),
    "role_composition": ("deputy", "base"),
    "office_holders": HOLDER_KEY,
}


class Lexicon:
    """The tables as one; made by :meth:`load`."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders
        self._entries: dict[str, list[Entry]] = {}
        for folder in folders[1:]:
            _check_names(folder)
        countries = self._read("countries")
        self._countries: dict[str, rows.Country] = {row.code: row for row in countries if isinstance(row, rows.Country)}
        for table in list(ROWS)[1:]:
            self._read(table)
        self._entries["holder"] = [
            Entry("holder", names[0], None, names, inflection="none") for names in self.holders.full_names()
        ]
        self._scanner = Scanner(entry for entries in self._entries.values() for entry in entries)
        compositions = merge_tables(folders, "role_composition", rows.RoleComposition, key=_KEYS["role_composition"])
        self._compositions = {(match_key(c.row.deputy), c.row.base): c.row.role_code for c in compositions}
        self.hash = _hash(folders)

    @classmethod
    def load(cls, extra: Path | None = None) -> Lexicon:
        """The lexicon that ships with Dabir; in the folder ``extra``, tables of the same names take precedence.

        A row of theirs replaces one with the same key (``code`` of a country or body, else the name), others are
        added. :class:`DataError` names file, line and column of a bad row.
        """
        if extra is None:
            return _shipped()
        if not extra.is_dir():
            raise DataError("no such folder", where=str(extra), remedy="give a folder of tables such as cities.tsv")
        return cls([TABLES, extra])

    def _read(self, table: str) -> list[rows.Row]:
        """Read a table and take its entries in."""
        lines = merge_tables(self._folders, table, ROWS[table], key=key_columns(table))
        for line in lines:
            where = f"{table}.tsv:{line.number}"
            country = getattr(line.row, "country", None)
            if country is not None and country not in self._countries:
                raise DataError(f"column country: no country {country}", where=where, remedy="see countries.tsv")
            for entry in map(_with_variants, _entries_of(line.row)):
                for surface in entry.surfaces:
                    if not is_findable(surface):
                        remedy = "write it with letters and digits of Persian or ASCII"
                        raise DataError(f"{surface!r} can never be found", where=where, remedy=remedy)
                self._entries.setdefault(entry.type, []).append(entry)
        return [line.row for line in lines]

    # -- scanning -------------------------------------------------------------------------------------------------

    @property
    def types(self) -> set[str]:
        """All chunk types that entries have."""
        return set(self._entries)

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
        return row is None or row.existed(day)

    def state_on(self, code: str, day: dt.date) -> str:
        """The state that a land was, or belonged to, on that day: ``SUN`` for ``KAZ`` in 1985; else ``code`` itself."""
        row = self._countries.get(code)
        while row is not None and not row.existed(day):
            row = self._countries.get(row.part_of) if row.part_of else None
        return code if row is None else row.code

    def capital(self, code: str) -> rows.City | None:
        """The capital of a state, where the tables have it."""
        return self._capitals.get(code)

    @functools.cached_property
    def _capitals(self) -> dict[str, rows.City]:
        cities = [entry.row for entry in self._entries.get("city", ()) if isinstance(entry.row, rows.City)]
        return {city.country: city for city in reversed(cities) if city.capital}

    @functools.cached_property
    def vocabulary(self) -> frozenset[str]:
        """Match keys of the words that offices and institutions are told with («تحقیقات»، «ستاد»): none is a name."""
        told = (e for e in itertools.chain.from_iterable(self._entries.values()) if e.type in _VOCABULARY)
        words = {match_key(w) for e in told for s in e.surfaces for w in s.replace("\u200c", " ").split()}
        given = {match_key(s) for e in self._entries.get("given", ()) for s in e.surfaces}
        return frozenset(words - given)

    @functools.cached_property
    def holders(self) -> OfficeHolders:
        """The office-holder table."""
        return OfficeHolders.load(self._folders)

    def composed_role(self, deputy: str, base: RoleCode) -> RoleCode | None:
        """What the deputy of an office is («معاون» of a ``minister`` is ``deputy_minister``)."""
        return self._compositions.get((match_key(deputy), base))


def key_columns(table: str) -> tuple[str, ...]:
    """The columns whose values tell a table's rows apart."""
    return _KEYS.get(table, ("name",))


@functools.cache
def _shipped() -> Lexicon:
    return Lexicon([TABLES])


def _check_names(folder: Path) -> None:
    known = (*ROWS, *_OTHERS)
    for path in sorted(folder.glob("*.tsv")):
        if path.stem not in known:
            raise DataError("no table of this name", where=str(path), remedy=f"tables are {', '.join(known)}")


def _hash(folders: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.glob("*.tsv")):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def _entries_of(row: rows.Row) -> Iterator[Entry]:
    """A row under its chunk types: plurals and demonyms have types of their own."""
    match row:
        case rows.Country():
            yield from _place("country", row, row.surfaces)
            yield from _place("demonym", row, row.demonyms, "people")
        case rows.City():
            yield from _place("city", row, row.surfaces)
        case rows.Body():
            yield from _place("body", row, row.surfaces)
        case rows.Region():
            yield from _place("region", row, row.surfaces)
        case rows.Office():
            yield Entry(f"office.{row.cls}", row.name, row, row.surfaces, row.ambiguous)
            if row.plural:
                yield Entry(f"offices.{row.cls}", row.name, row, row.plural, row.ambiguous)
        case rows.Portfolio():
            yield Entry("portfolio", row.name, row, row.surfaces, row.ambiguous)
        case rows.Institution():
            yield Entry("institution", row.name, row, row.surfaces, row.ambiguous)
        case rows.Honorific():
            yield Entry(f"honorific.{row.kind}", row.name, row, row.surfaces, row.ambiguous, "none")
        case rows.GivenName():
            yield Entry("given", row.name, row, row.surfaces, row.ambiguous, "none")
        case rows.Word():
            yield Entry(row.type, row.name, row, row.surfaces, False, row.inflect or "none")


def _with_variants(entry: Entry) -> Entry:
    """An entry with the other spelling of «هیئت», which is no matter of letters that are one («هیأت»)."""
    variants = [s.replace("هیئت", "هیأت") for s in entry.surfaces if "هیئت" in s]
    new = tuple(variant for variant in variants if variant not in entry.surfaces)
    return msgspec.structs.replace(entry, surfaces=(*entry.surfaces, *new)) if new else entry


def _place(type_: str, row: rows.Place, surfaces: Sequence[str], inflection: Inflection = "ezafe") -> Iterator[Entry]:
    """The surfaces that mean the place wherever they stand, and those that need context, as an entry each."""
    for ambiguous in (False, True):
        chosen = tuple(surface for surface in surfaces if (surface in row.ambiguous) == ambiguous)
        if chosen:
            yield Entry(type_, row.name, row, chosen, ambiguous, inflection)

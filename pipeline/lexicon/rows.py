"""The lexicon's rows: one type for each table, whose fields are the table's columns."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

import msgspec

from pipeline.records import RoleCode

#: ISO 3166-1 alpha-3, or the code of a former state (SUN, YUG, CSK, DDR, SCG, YMD) or of Kosovo (XKX).
Code = Annotated[str, msgspec.Meta(pattern="^[A-Z]{3}$")]


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What every row has: a canonical name and its other surfaces, in modern spelling."""

    name: str
    names: tuple[str, ...] = ()

    @property
    def surfaces(self) -> tuple[str, ...]:
        """Canonical name first."""
        return (self.name, *self.names)


class Place(Row, frozen=True, kw_only=True):
    """A row of the geography or of the bodies; ``ambiguous`` are those of its surfaces that are also common words."""

    ambiguous: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for surface in self.ambiguous:
            if surface not in self.all_surfaces:
                raise ValueError(f"ambiguous {surface!r} is none of the names of the row")

    @property
    def all_surfaces(self) -> tuple[str, ...]:
        """Surfaces of all chunk types that the row gives."""
        return self.surfaces


class Country(Place, frozen=True, kw_only=True):
    """A state. It existed from the day ``from`` until the day before ``to``.

    Where ``to`` is before ``from``, it existed until ``to`` and again since ``from`` (Russia, the Baltic states). What
    is blank lies before 1900, is to come, or is of no use here. ``part_of`` is the state it belonged to until ``from``.
    """

    code: Code
    demonyms: tuple[str, ...] = ()
    start: dt.date | None = msgspec.field(name="from", default=None)
    end: dt.date | None = msgspec.field(name="to", default=None)
    part_of: Code | None = None

    @property
    def all_surfaces(self) -> tuple[str, ...]:
        """Names and demonyms."""
        return (*self.surfaces, *self.demonyms)

    def existed(self, day: dt.date) -> bool:
        """Whether it was a state on that day."""
        begun = self.start is None or self.start <= day
        lasting = self.end is None or day < self.end
        if self.start is not None and self.end is not None and self.end < self.start:
            return begun or lasting
        return begun and lasting


class City(Place, frozen=True, kw_only=True):
    """A city; ``capital`` is what it is now, ``note`` what it was."""

    country: Code
    capital: bool = False
    note: str | None = None


class Body(Place, frozen=True, kw_only=True):
    """An international body or recurring gathering, by its usual acronym."""

    code: Annotated[str, msgspec.Meta(pattern="^[A-Z][A-Z0-9+]+$")]
    kind: Literal["organization", "gathering"]


class Region(Place, frozen=True, kw_only=True):
    """A sea, region, river or island that diplomatic texts speak of."""

    kind: Literal[
        "continent", "region", "sea", "gulf", "ocean", "strait", "canal", "river", "island", "lake", "mountains"
    ]


class Office(Row, frozen=True, kw_only=True):
    """A head of the grammar of offices; ``cls`` is the chunk subtype, ``takes`` what may follow.

    ``country`` is the state that alone has the office («رهبر انقلاب»، «شیخ الازهر»).
    """

    plural: tuple[str, ...] = ()
    cls: str = msgspec.field(name="class")
    takes: tuple[Literal["portfolio", "institution", "country", "office", "topic"], ...] = ()
    role_code: RoleCode | None = None
    country: str | None = None
    ambiguous: bool = False


class RoleComposition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an office and what it is of make together: «معاون» + ``foreign_minister`` = ``deputy_foreign_minister``."""

    deputy: str
    base: RoleCode
    role_code: RoleCode


class Portfolio(Row, frozen=True, kw_only=True):
    """What a ministry is about; ``ambiguous`` where it is also a common word (نفت، راه، کشور)."""

    role_code: RoleCode | None = None
    ambiguous: bool = False


class Institution(Row, frozen=True, kw_only=True):
    """A body whose head travels; ``head_role_code`` is the head's, ``country`` where the name means one."""

    head_role_code: RoleCode | None = None
    kind: str | None = None
    country: str | None = None
    ambiguous: bool = False


class Honorific(Row, frozen=True, kw_only=True):
    """An honorific (جناب آقای), title (دکتر), or honorific of several people (آقایان)."""

    kind: Literal["honorific", "title", "plural"]
    ambiguous: bool = False


class GivenName(Row, frozen=True, kw_only=True):
    """A given name; ``ambiguous`` where it is also a common word (امید، پیمان، مهر)."""

    gender: str | None = None
    origin: str | None = None
    ambiguous: bool = False


class Word(Row, frozen=True, kw_only=True):
    """An event noun, cue, multi-word preposition or the like; ``type`` is its chunk type."""

    type: str
    inflect: Literal["noun"] | None = None
    value: str | None = None

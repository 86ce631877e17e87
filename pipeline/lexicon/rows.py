"""The lexicon's rows: one type for each table, whose fields are the table's columns."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from pipeline.records import RoleCode


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What every row has: a canonical name and its other surfaces, in modern spelling."""

    name: str
    names: tuple[str, ...] = ()

    @property
    def surfaces(self) -> tuple[str, ...]:
        """Canonical name first."""
        return (self.name, *self.names)


class Country(Row, frozen=True, kw_only=True):
    """A state, with the days on which it came to be and ceased to be where that lies after 1900."""

    code: str
    demonyms: tuple[str, ...] = ()
    start: dt.date | None = None
    end: dt.date | None = None
    ambiguous: bool = False


class City(Row, frozen=True, kw_only=True):
    """A city; ``ambiguous`` where its name is also a common word."""

    country: str
    capital: bool = False
    ambiguous: bool = False


class Body(Row, frozen=True, kw_only=True):
    """An international body or recurring gathering, by its usual acronym."""

    code: str
    kind: Literal["organization", "gathering"] = "organization"


class Region(Row, frozen=True, kw_only=True):
    """A sea, gulf, region or river."""

    kind: str = "region"


class Office(Row, frozen=True, kw_only=True):
    """A head of the grammar of offices; ``cls`` is the chunk subtype, ``takes`` what may follow."""

    plural: tuple[str, ...] = ()
    cls: str = msgspec.field(name="class")
    takes: tuple[Literal["portfolio", "institution", "country", "office", "topic"], ...] = ()
    role_code: RoleCode | None = None
    ambiguous: bool = False
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
    """An honorific (جناب آقای) or title (دکتر)."""

    kind: Literal["honorific", "title"]
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

"""Entries and hits: what stands under a surface, and where it was found."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

import msgspec

#: Which endings the surfaces of an entry are also found with; see :mod:`pipeline.lexicon.inflection`.
Inflection = Literal["none", "ezafe", "noun", "people"]


class Entry(msgspec.Struct, frozen=True, eq=False):
    """What a surface stands for: dotted chunk type, canonical name and the table's row (:mod:`pipeline.lexicon.rows`).

    A row whose surfaces are in part also common words gives two entries, one of them ``ambiguous``: its surfaces count
    only where their neighbours speak for them. Entries are compared by identity.
    """

    type: str
    name: str
    row: Any
    surfaces: tuple[str, ...]
    ambiguous: bool = False
    inflection: Inflection = "ezafe"


class Hit(NamedTuple):
    """``clean[start:end]`` (code points, half-open) is a surface, perhaps inflected, of each of ``entries``."""

    start: int
    end: int
    entries: tuple[Entry, ...]

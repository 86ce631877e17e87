"""Shapes of surnames: what marks a word as a name where no lexicon knows it."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from pipeline.lexicon.tables import read_table
from pipeline.text.keys import match_key

_TABLE = Path(__file__).parent / "tables" / "surname_parts.tsv"
_HALF_SPACE = "\u200c"

Kind = Literal["word", "suffix", "half_space_suffix", "half_space_prefix", "particle", "not_surname"]


class SurnamePart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of surnames and the least number of letters beside it; ``not_surname`` are words that only look so."""

    part: str
    kind: Kind
    minimum: Annotated[int, msgspec.Meta(ge=0)]


@functools.cache
def _parts(kind: Kind) -> tuple[tuple[str, int], ...]:
    """Match keys and minima of a kind."""
    lines = read_table(_TABLE, SurnamePart, key=("part", "kind"))
    return tuple((match_key(line.row.part), line.row.minimum) for line in lines if line.row.kind == kind)


@functools.cache
def _words(kind: Kind) -> frozenset[str]:
    return frozenset(key for key, _ in _parts(kind))


@functools.lru_cache(maxsize=65536)
def has_surname_shape(form: str) -> bool:
    """Whether a word is shaped as surnames are: «امین‌زاده», «کریموف», «علی‌اف», «مک‌کین»; not «یلتسین», «شاهزاده»."""
    key = match_key(form)
    if key in _words("not_surname"):
        return False
    if any(key.endswith(part) and len(key) - len(part) >= minimum for part, minimum in _parts("suffix")):
        return True
    first, _, rest = (match_key(piece) for piece in form.partition(_HALF_SPACE))
    if any(first == part and len(rest) >= minimum for part, minimum in _parts("half_space_prefix")):
        return True
    before, _, last = (match_key(piece) for piece in form.rpartition(_HALF_SPACE))
    return any(last == part and len(before) >= minimum for part, minimum in _parts("half_space_suffix"))


def is_surname_end(form: str) -> bool:
    """Whether a word is the end of a surname that is written apart: «حاتمی زاده»، «سلطانی فر»، «زیبا کلام»."""
    return match_key(form) in _words("word")


def is_name_particle(form: str) -> bool:
    """Whether a word stands inside names: «بن» of «محمد بن سلمان», «فون» of «فون وایتسکر»."""
    return match_key(form) in _words("particle")

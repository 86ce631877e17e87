"""Shapes of surnames: endings that mark a word as a name where no lexicon knows it."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Literal

import msgspec

from pipeline.lexicon.tables import read_table
from pipeline.text.keys import match_key

_TABLE = Path(__file__).parent / "tables" / "surname_parts.tsv"


class SurnamePart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An ending of surnames and the least number of letters before it."""

    part: str
    kind: Literal["suffix"]
    minimum: int


@functools.cache
def _parts() -> list[SurnamePart]:
    return [line.row for line in read_table(_TABLE, SurnamePart)]


@functools.lru_cache(maxsize=65536)
def has_surname_shape(form: str) -> bool:
    """Whether a word ends as surnames do («امین‌زاده»، «یلتسین» does not, «کریموف» does)."""
    key = match_key(form)
    return any(key.endswith(p.part) and len(key) - len(p.part) >= p.minimum for p in _parts())

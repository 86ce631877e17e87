"""Entries: a row of a table under its chunk type."""

from __future__ import annotations

import dataclasses
from typing import Any


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """What a hit stands for: dotted chunk type, canonical name, the table's row, and whether it needs context."""

    type: str
    name: str
    row: Any
    surfaces: tuple[str, ...]
    ambiguous: bool = False

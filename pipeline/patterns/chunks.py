"""Chunks: the typed spans that a sentence is read as, and the reading of a sentence into them."""

from __future__ import annotations

import dataclasses
from typing import Any


@dataclasses.dataclass(slots=True, eq=False)
class Chunk:
    """A typed span of the clean text, half-open code points; ``data`` is what its type carries.

    Lexicon types carry their :class:`~pipeline.lexicon.Entry` list, ``verb.*`` a
    :class:`~pipeline.lexicon.verbs.VerbForm`, ``date`` a date mention, ``actor`` an actor mention,
    ``ordinal`` and ``number`` an int.
    """

    type: str
    start: int
    end: int
    data: Any = None

    def is_a(self, *names: str) -> bool:
        """Whether the type is one of ``names`` or below one of them."""
        return any(self.type == name or self.type.startswith(name + ".") for name in names)

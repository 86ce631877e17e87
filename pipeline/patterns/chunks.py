"""Chunks: the typed spans that a sentence is read as, and the reading of a sentence into them."""

from __future__ import annotations

import dataclasses
import functools
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
        return _is_under(self.type, names)


class TypeSet(dict[str, bool]):
    """Whether a type is one of some names or below one of them, as a look-up: for who asks it of every chunk."""

    def __init__(self, *names: str) -> None:
        super().__init__()
        self._names = names

    def __missing__(self, type_: str) -> bool:
        found = self[type_] = _is_under(type_, self._names)
        return found


@functools.cache
def _is_under(type_: str, names: tuple[str, ...]) -> bool:
    """Few types are asked for few lists of names, a million times."""
    return any(type_ == name or type_.startswith(name + ".") for name in names)

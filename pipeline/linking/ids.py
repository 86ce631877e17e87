"""Ids of records."""

from __future__ import annotations


class Ids:
    """Stable ids: the kind's letter and the raw offset; a second record at one offset gets ``b``, a third ``c``."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def new(self, letter: str, start: int) -> str:
        """An id that was not given yet."""
        base = f"{letter}{start}"
        candidates = [base, *(base + chr(c) for c in range(ord("b"), ord("z") + 1))]
        found = next((c for c in candidates if c not in self._taken), f"{base}z{len(self._taken)}")
        self._taken.add(found)
        return found

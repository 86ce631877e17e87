"""What was found once is remembered, within bounds."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

_MOST = 1 << 17

Key = TypeVar("Key")
Value = TypeVar("Value")


class Memory(dict[Key, Value]):
    """Remembers what a function gives; forgets all where it grows too large."""

    def __init__(self, function: Callable[[Key], Value], known: dict[Key, Value] | None = None) -> None:
        super().__init__(known or {})
        self._function = function
        self._most = len(self) + _MOST

    def __missing__(self, key: Key) -> Value:
        if len(self) > self._most:
            self.clear()
        found = self[key] = self._function(key)
        return found

"""One character for each chunk type, so that a sentence is a string and a pattern a regular expression over it."""

from __future__ import annotations

from collections.abc import Iterable

_FIRST = 0xE000
_LAST = 0xF8FF

#: Names that stand for several types in patterns.
GROUPS: dict[str, tuple[str, ...]] = {
    "place": ("country", "city", "ours", "this_country"),
    "anywhere": ("country", "city", "ours", "this_country", "region"),
    "nation": ("country", "demonym", "ours", "this_country"),
    "party": ("country", "ours", "this_country", "both", "body", "littoral", "demonym"),
    "filler": (
        "word",
        "name",
        "adj",
        "adv",
        "number",
        "duration",
        "quantity",
        "det",
        "ordinal",
        "report",
        "undergo",
        "officials",
        "government",
        "town",
        "accept",
        "ceremony",
        "including",
        "contact",
        "guest",
        "wording",
        "carry_out",
        "compose",
        "law",
        "single_article",
    ),
}


class Alphabet:
    """Maps dotted chunk types to characters of the private use area.

    A name stands for the type itself and all types below it: ``verb`` for ``verb.do`` and ``verb.go``.
    """

    def __init__(self, types: Iterable[str]) -> None:
        names = sorted(set(types))
        if len(names) > _LAST - _FIRST:
            raise ValueError(f"{len(names)} chunk types do not fit the private use area")
        self._codes = {name: chr(_FIRST + i) for i, name in enumerate(names)}
        self._members: dict[str, list[str]] = {}
        self._bits = {code: 1 << i for i, code in enumerate(self._codes.values())}

    def encode(self, types: Iterable[str]) -> str:
        """The sentence of chunks of these types as a string, one character a chunk."""
        codes = self._codes
        return "".join([codes[name] for name in types])

    def members(self, name: str) -> list[str]:
        """The types that a name in a pattern stands for; empty where there is none."""
        found = self._members.get(name)
        if found is None:
            names = GROUPS.get(name, (name,))
            below = tuple(n + "." for n in names)
            found = self._members[name] = [t for t in self._codes if t in names or t.startswith(below)]
        return found

    def characters(self, name: str) -> str:
        """The characters of :meth:`members`, to stand in a character class."""
        return "".join(self._codes[t] for t in self.members(name))

    def types(self) -> list[str]:
        """All types."""
        return list(self._codes)

    def bits(self, types: Iterable[str]) -> int:
        """A set of types as an integer with a bit for each."""
        bits = 0
        for name in types:
            bits |= self._bits[self._codes[name]]
        return bits

    def bits_of(self, characters: Iterable[str]) -> int:
        """As :meth:`bits`, of types as they are encoded; what encodes no type is left out."""
        bits = 0
        for character in characters:
            bits |= self._bits.get(character, 0)
        return bits

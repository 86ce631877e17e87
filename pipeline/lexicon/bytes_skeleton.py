"""Text as the automaton reads it: one byte for one code point, spelling folded away, with the way back.

The reading is that of :class:`pipeline.text.keys.Skeleton` (its folding is taken from :func:`match_key`), but made by a
character map and one byte translation, which is ten times as fast. Digits of all scripts are one digit; ``+`` is
no break, so that «۵+۱» is not «۵-۱». A character outside :data:`_CHARACTERS` is a break.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from pipeline.text.keys import match_key

_ZWNJ = "\u200c"
_MARKS = "«»‹›“”„‘’–—―…•·‑\u00a0\u2009\u200b\u2028\u2029\u202f\ufeff،؛؟٪٫٬۔٭"
_BIDI = "\u200d\u200e\u200f"


def _range(first: int, last: int) -> str:
    return "".join(map(chr, range(first, last + 1)))


#: What texts and surfaces are read with beside ASCII: letters, marks and digits of the Arabic script, punctuation.
_BEYOND_ASCII = "".join(
    (
        _MARKS + _ZWNJ + _BIDI,
        _range(0x0621, 0x063A) + _range(0x0640, 0x0655) + "\u0670ٱپچڈڑژڤکګڭگںھہۀۂۆۇۋیېےۓەټډړښځڅڼێڕڵ",
        _range(0x0660, 0x0669) + _range(0x06F0, 0x06F9),
    )
)


def _characters() -> str:
    """Byte n stands for the n-th character: printable ASCII for itself, the others in the places that are left.

    NUL must be the first for the map to be a fast one.
    """
    others = iter(_BEYOND_ASCII)
    return "".join(chr(n) if n in (0, 9, 10, 13) or 0x20 <= n < 0x7F else next(others, "\ufffe") for n in range(256))


_CHARACTERS = _characters()
_MAP = codecs.charmap_build(_CHARACTERS)


def _folded(character: str) -> str:
    """What stands for a character: itself, another, a space, or nothing."""
    key = match_key(character)
    if not key or unicodedata.category(key).startswith("M"):
        return ""
    if key.isdigit():
        return str(unicodedata.digit(key))
    return key if key.isalpha() or key == "+" else " "


def _tables() -> tuple[bytes, bytes]:
    fold = bytearray(256)
    dropped = bytearray()
    for code, character in enumerate(_CHARACTERS):
        if character == "\ufffe":
            continue
        folded = _folded(character)
        if folded:
            fold[code] = _CHARACTERS.index(folded)
        else:
            dropped.append(code)
    return bytes(fold), bytes(dropped)


_FOLD, _DROPPED = _tables()
_DROPPED_CLASS = re.compile(b"[" + re.escape(_DROPPED) + b"]")
_HALF_SPACE = bytes([_CHARACTERS.index(_ZWNJ)])
_FOLD_BUT_HALF_SPACE = bytes(code if code == _HALF_SPACE[0] else folded for code, folded in enumerate(_FOLD))
_OUTSIDE_WORDS = _ZWNJ + _BIDI
_PARTS = re.compile(b"[^ " + re.escape(_HALF_SPACE) + b"]+")


class BytesSkeleton:
    """A clean text as bytes: words between single breaks, a space at both ends."""

    __slots__ = ("_clean", "_shift", "data")

    def __init__(self, clean: str) -> None:
        encoded = codecs.charmap_encode(clean, "replace", _MAP)[0]
        dropped = [match.start() for match in _DROPPED_CLASS.finditer(encoded)]
        self._clean = clean
        self._shift = [at - n for n, at in enumerate(dropped)]
        self.data = b" " + encoded.translate(_FOLD, _DROPPED) + b" "

    def to_clean(self, matches: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
        """``(number, start, end)`` of ``data``, padded with a space at both ends, as spans of the clean text.

        Diacritics and hamza after the last letter belong to it («امضاء»), half-spaces and direction marks do not.
        """
        clean, shift = self._clean, self._shift
        for number, start, end in matches:
            first = start + bisect_right(shift, start)
            last = end - 2 + bisect_right(shift, end - 2)
            while clean[last - 1] in _OUTSIDE_WORDS:
                last -= 1
            yield number, first, last


def fold(text: str) -> bytes:
    """A piece of a surface as it stands in :attr:`BytesSkeleton.data`."""
    return codecs.charmap_encode(text, "replace", _MAP)[0].translate(_FOLD, _DROPPED)


def parts(surface: str) -> tuple[list[bytes], list[bytes]]:
    """The words of a surface, folded, and the breaks between them: a space, more of them (marks), or ``b""`` (ZWNJ)."""
    encoded = codecs.charmap_encode(surface, "replace", _MAP)[0]
    folded = encoded.translate(_FOLD_BUT_HALF_SPACE, _DROPPED.replace(_HALF_SPACE, b""))
    words: list[bytes] = []
    breaks: list[bytes] = []
    end = 0
    for match in _PARTS.finditer(folded):
        if words:
            breaks.append(folded[end : match.start()].replace(_HALF_SPACE, b""))
        words.append(match[0])
        end = match.end()
    return words, breaks


def is_readable(text: str) -> bool:
    """Whether all characters of a text are in the map."""
    return _READABLE.issuperset(text)


_READABLE = frozenset(_CHARACTERS)

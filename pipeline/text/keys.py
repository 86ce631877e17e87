"""Spelling-insensitive keys: what all spellings of a word share, and a whole text read so, with the way back."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right

#: Half-space, joiners, direction marks, tatweel, standalone hamza, vowel signs, hamza and madda signs, small alef.
_DROPPED = "\u200c\u200d\u200e\u200f\u0640\u0621\u0670" + "".join(map(chr, range(0x064B, 0x0656)))
_FOLDED = {
    **dict.fromkeys("أإٱ", "ا"),
    **dict.fromkeys("ئيى", "ی"),
    **dict.fromkeys("ۀةەہ", "ه"),
    "ؤ": "و",
    "ك": "ک",
}
_DROP_CLASS = re.compile(f"[{_DROPPED}]")
_BREAK = re.compile(r"[^\w]|_")
_OUTSIDE_WORDS = "\u200c\u200d\u200e\u200f"


def key_table() -> dict[str, str]:
    """Characters that :func:`match_key` replaces, with what they become; for readers in other languages."""
    return {**_FOLDED, **dict.fromkeys(_DROPPED, "")}


_KEY_TABLE = str.maketrans(key_table())


def match_key(text: str) -> str:
    """What all spellings of ``text`` share: no half-spaces, vowel signs or hamza, letters folded; spaces kept.

    «امضاء» and «امضا», «رئیس‌جمهور» and «رييسجمهور», «دایرة» and «دایره» have one key each.
    """
    return text.translate(_KEY_TABLE)


class Skeleton:
    """A clean text as its key, every mark and white space one space, with a space at both ends.

    :attr:`text` is for searching; :meth:`to_clean` leads half-open spans of it back to the clean text.
    """

    __slots__ = ("_clean", "_shift", "text")

    def __init__(self, clean: str) -> None:
        dropped = (match.start() for match in _DROP_CLASS.finditer(clean))
        self._clean = clean
        self._shift = array("q", [at - n for n, at in enumerate(dropped)])
        self.text = f" {_BREAK.sub(' ', match_key(clean))} "

    def to_clean(self, start: int, end: int) -> tuple[int, int]:
        """The span of the clean text that ``text[start:end]`` stands for, the padding cut off.

        Signs dropped after the last letter belong to it («امضاء»); half-spaces and direction marks do not.
        """
        size = len(self._clean)
        first, last = (min(max(at - 1 + bisect_right(self._shift, at - 1), 0), size) for at in (start, end))
        while last > first and self._clean[last - 1] in _OUTSIDE_WORDS:
            last -= 1
        return first, last

"""Tokens: words, numbers and single punctuation marks of clean text."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

TokenKind = Literal["word", "number", "punct"]
_DIGIT = r"[0-9\u0660-\u0669\u06f0-\u06f9]"
_TOKEN = re.compile(
    rf"(?P<number>{_DIGIT}+(?:[/.:٫,٬-]{_DIGIT}+)*)|(?P<word>[^\W\d_]+(?:[\u200c\u0654\u064b-\u0652'’-]*[^\W\d_]|[\u0654\u064b-\u0652])*)|(?P<punct>\S)"
)


class TokenSpan(NamedTuple):
    """A token's bounds in the clean text, half-open code points."""

    start: int
    end: int
    kind: TokenKind


def tokenize(clean: str, start: int = 0, end: int | None = None) -> list[TokenSpan]:
    """The tokens of ``clean[start:end]``, in order; together they cover everything but white space."""
    found = _TOKEN.finditer(clean, start, len(clean) if end is None else end)
    return [TokenSpan(m.start(), m.end(), m.lastgroup) for m in found]  # type: ignore[arg-type]

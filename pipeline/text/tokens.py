"""Tokens: words, numbers and single punctuation marks of clean text."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

TokenKind = Literal["word", "number", "punct"]

_DIGIT = "[0-9\u06f0-\u06f9\u0660-\u0669]"
_SIGNS = "\u064b-\u0655\u0670"
_PATTERN = rf"""
    (?P<word> [^\W\d_a-zA-Z]+ (?: [{_SIGNS}]+ [^\W\d_]* | \u200c+ [^\W\d_]+ )*  # letters, signs and half-spaces
            | [a-zA-Z][^\W_]* (?: [-'’&] [a-zA-Z0-9]+ | \u200c+ [^\W\d_]+ )* )  # B-52, O'Neill, G20, NPTها
  | (?P<number> {_DIGIT}{{4}}-{_DIGIT}{{1,2}}-{_DIGIT}{{1,2}}                   # 1381-02-04
              | {_DIGIT}+ (?: [/.:٫,٬] {_DIGIT}+ )* )                           # ۱۳۸۱/۰۲/۰۴, ۲٫۵, ۱۲:۳۰, ۱۰,۰۰۰
  | (?P<punct> [^\s\u200c] )
"""
_TOKEN = re.compile(_PATTERN, re.VERBOSE)


class TokenSpan(NamedTuple):
    """A token's bounds in the clean text, half-open, in code points."""

    start: int
    end: int
    kind: TokenKind


def tokenize(clean: str, start: int = 0, end: int | None = None) -> list[TokenSpan]:
    """The tokens of ``clean[start:end]`` in order; together they cover all but white space and loose half-spaces."""
    found = _TOKEN.finditer(clean, start, len(clean) if end is None else end)
    return [TokenSpan(*match.span(), match.lastgroup) for match in found]  # type: ignore[arg-type]

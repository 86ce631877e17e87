"""Sentences: headings, list items and ordinary sentences of a clean text.

Lines are first put together to units: a list item, a heading, or a paragraph, whose lines may be wrapped at a fixed
width. A unit is then cut at its full stops. Spans exclude bullets and numbering and include the final punctuation.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

SentenceKind = Literal["heading", "item", "sentence"]

_DIGIT = "[0-9\u06f0-\u06f9]"
_LETTER_NUMBER = "(?:الف|[بپتثجچحخدذرزژسشصطظعوهی]|[a-zA-Z]|[ivx]{2,4})"
_BULLET = re.compile(
    rf"""(?: [-–—•▪▫■□●○◦*·►▶➢✓✔¬§]+ (?!{_DIGIT}) \ ?
           | (?:{_DIGIT}{{1,2}}[-–./])* {_DIGIT}{{1,3}} (?: [-–.)]+ (?!{_DIGIT}) \ ? | \ [-–)] \ ? (?!\ ?{_DIGIT}) )
           | [(\[] (?: {_DIGIT}{{1,2}} | {_LETTER_NUMBER} ) [)\]] [-–.]? \ ?
           | {_LETTER_NUMBER} \ ?[-–)]+ \ ?
         ) (?=\S)""",
    re.VERBOSE,
)
_LINE = re.compile(r"[^\s](?:[^\n]*[^\s])?")
_ALNUM = re.compile(r"[^\W_]")
_FIRST_WORD = re.compile(r"\S+")
_TITLE_END = re.compile(r"[^.؟!?…؛\w]*\Z")
_LAST_WORD = re.compile(r"[\w\u200c]+(?=[^\w\u200c]*\Z)")
_STOP = re.compile(r"(?<![.؟!?…])[.؟!?…]++[»”\"'’)\]]*+(?=\s|\Z|[«(]|(?<=[^\W\d_]{2}[.؟!])[آ-ی]{2})")
_ENDS = re.compile(r"[.؟!?…؛:][»”\"'’)\]]*\Z")
#: Where a stop ends nothing: parentheses, reversed ones of old conversions that are no pair («علی) ع (گفت»), and
#: quotations that are not direct speech (those follow a colon).
_INSET = re.compile(r"\) ?[^\W\d_]{1,3} ?\(|\([^()]{0,400}\)|\[[^\[\]]{0,400}\]|(?<!: )(?<!:)«[^«»]{0,300}»")
_ABBREVIATED = re.compile(
    r"(?:(?<![^\W\d_])[^\W\d_]|(?<!\w)(?:صص|شم|Mr|Mrs|Ms|Dr|Prof|St|No|Vol|vol|pp|Gen|Sen|vs|Jr))\.\Z"
)
_ENUMERATOR = re.compile(rf"(?:^|[.؛:،]\s){_DIGIT}{{1,2}}\.\Z")
_GOES_ON = re.compile(r"\s*(?:را|که|و|یا|به|در|از|با|است|بود|شد|نیست)(?![\w\u200c])")
_OPEN_END = re.compile(r"(?:،|(?<![\w\u200c])(?:و|یا|که|از|به|در|با|برای|تا|بر|بین|میان|این|آن|هر))\Z")

_HEADING_LENGTH = 90
_HEADING_WORDS = 14
_WRAPS = range(40, 141)  # widths at which texts are wrapped
_FINITE = re.compile(
    r"(?:ن?می\u200c.*|.*ه\u200c(?:ام|ای|ایم|اید|اند)|ا?ست|نیست|هست(?:ند|یم)?|ن?باشند?|ن?شوند?|ن?گردند?|ن?دارند?|ن?کنند?"
    r"|ن?(?:کرد|شد|بود|داشت|گفت|گرفت|یافت|رفت|داد|رسید|گردید|نمود|ساخت|پرداخت|خواند|خواست|رساند|افزود|دانست|فرمود"
    r"|برد|زد|دید|کشید|نوشت|شناخت|پذیرفت|انجامید|گذاشت|بست|ماند|پیوست|سپرد|گذراند|نشست|ورزید|جست|شمرد)(?:ند|یم|م)?"
    r"|(?:نی|بی)?آمد(?:ند)?|شده|کرده|بوده|یافته|گرفته|خواهد|باید)"
)


class SentenceSpan(NamedTuple):
    """A sentence's bounds in the clean text, half-open, in code points, trimmed of white space."""

    start: int
    end: int
    kind: SentenceKind


class _Line(NamedTuple):
    """A line that is not blank; ``text_start`` is where its bullet or number ends."""

    start: int
    end: int
    text_start: int
    bullet: str  # the mark, "1" for any number, "a" for any letter; empty where there is none
    before_blank: bool


def split_sentences(clean: str) -> list[SentenceSpan]:
    """The sentences of a clean text, in order, without overlap; lines without a word are none."""
    spans: list[SentenceSpan] = []
    lines = list(_lines(clean))
    width = _wrap_width(clean, lines)
    listed = ""  # the kind of bullet that the unit before has
    first = 0
    while first < len(lines):
        last = first
        while last + 1 < len(lines) and _continues(clean, lines[last], lines[last + 1], width):
            last += 1
        kind: SentenceKind = "item" if lines[first].bullet else "sentence"
        if first == last and last + 1 < len(lines) and (not listed or lines[first].bullet != listed):
            opened = first == 0 or _is_closed(clean, lines[first - 1])
            if opened and _is_heading(clean, lines[first], lines[last + 1]):
                kind = "heading"
        listed = lines[first].bullet if kind == "item" else ""
        spans.extend(_cut(clean, lines[first].text_start, lines[last].end, kind))
        first = last + 1
    return spans


def _lines(clean: str) -> Iterator[_Line]:
    matches = list(_LINE.finditer(clean))
    for n, match in enumerate(matches):
        start, end = match.span()
        mark = _BULLET.match(clean, start, end)
        before_blank = n + 1 == len(matches) or matches[n + 1].start() > clean.find("\n", end) + 1
        yield _Line(start, end, mark.end() if mark else start, _bullet(mark[0]) if mark else "", before_blank)


def _bullet(mark: str) -> str:
    number = _ALNUM.search(mark)
    if number is None:
        return mark[0]
    return "1" if number[0].isdigit() else "a"


def _wrap_width(clean: str, lines: list[_Line]) -> int | None:
    """The width at which the text is wrapped: no line that goes on had room for the next line's first word."""
    inner = [
        (line, following)
        for line, following in itertools.pairwise(lines)
        if not line.before_blank and not following.bullet and not _ENDS.search(clean[line.end - 3 : line.end])
    ]
    width = max((line.end - line.start for line, _ in inner), default=0)
    full = sum(_is_full(clean, line, following, width) for line, following in inner)
    return width if width in _WRAPS and full >= 2 and full >= 0.5 * len(inner) else None


def _is_full(clean: str, line: _Line, following: _Line, width: int) -> bool:
    word = _FIRST_WORD.match(clean, following.start, min(following.end, following.start + width))
    return line.end - line.start + 1 + (len(word[0]) if word else 0) > 0.9 * width


def _continues(clean: str, line: _Line, following: _Line, width: int | None) -> bool:
    """Whether a line runs on into the next."""
    if line.before_blank or following.bullet or _ENDS.search(clean[line.end - 3 : line.end]):
        return False
    if _OPEN_END.search(clean[max(line.end - 8, line.start) : line.end]):
        return True
    return width is not None and _is_full(clean, line, following, width)


def _is_closed(clean: str, line: _Line) -> bool:
    """Whether nothing of this line can go on in the next."""
    return line.before_blank or bool(line.bullet) or _ENDS.search(clean[line.end - 3 : line.end]) is not None


def _is_heading(clean: str, line: _Line, following: _Line) -> bool:
    """Whether a line stands over what follows: a title that is numbered, or set off, or before a text or a list."""
    if not _is_title(clean[line.text_start : line.end]):
        return False
    if line.bullet:
        return line.bullet in "1a" and following.bullet != line.bullet
    return line.before_blank or bool(following.bullet) or not _is_title(clean[following.start : following.end])


def _is_title(text: str) -> bool:
    """Whether a line has the look of a heading: short, without a full stop or a finite verb at its end."""
    if len(text) > _HEADING_LENGTH or len(text.split()) > _HEADING_WORDS:
        return False
    last = _LAST_WORD.search(text)
    return last is not None and _TITLE_END.match(text, last.end()) is not None and not _FINITE.fullmatch(last[0])


def _cut(clean: str, start: int, end: int, kind: SentenceKind) -> Iterator[SentenceSpan]:
    """Cut a unit at its full stops."""
    if kind != "heading":
        insets = [match.span() for match in _INSET.finditer(clean, start, end)]
        for stop in _STOP.finditer(clean, start, end):
            while insets and insets[0][1] < stop.end():
                del insets[0]
            inside = bool(insets) and insets[0][0] < stop.start() and stop.end() <= insets[0][1]
            if not inside and stop.end() < end and _is_end(clean, start, stop):
                yield from _trimmed(clean, start, stop.end(), kind)
                start = stop.end()
    yield from _trimmed(clean, start, end, kind)


def _is_end(clean: str, start: int, stop: re.Match[str]) -> bool:
    """Whether a stop that does not close its unit ends a sentence."""
    before = clean[max(start, stop.start() - 8) : stop.start() + 1]
    if stop[0] == "." and (_ABBREVIATED.search(before) or _ENUMERATOR.search(before)):
        return False
    if stop[0][0] in ".…":
        if len(stop[0]) > 1 and not before[-2:-1].strip():
            return False  # « ... » for words left out
        if (stop[0][0] == "…" or stop[0].startswith("..")) and not _ends_in_verb(clean, start, stop.start()):
            return False  # «طاووس و بلبل… در آن بود»
    return not (stop[0][-1] in '»)]"”' and _GOES_ON.match(clean, stop.end()))


def _ends_in_verb(clean: str, start: int, end: int) -> bool:
    last = _LAST_WORD.search(clean[max(start, end - 30) : end])
    return last is not None and _FINITE.fullmatch(last[0]) is not None


def _trimmed(clean: str, start: int, end: int, kind: SentenceKind) -> Iterator[SentenceSpan]:
    while start < end and clean[start].isspace():
        start += 1
    while start < end and clean[end - 1].isspace():
        end -= 1
    if _ALNUM.search(clean, start, end):
        yield SentenceSpan(start, end, kind)

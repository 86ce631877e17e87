"""Sentences, list items and headings of clean text.

A paragraph is what stands between blank lines. A line that begins with a list mark is an item; a short line without a
final stop, alone or before a list, is a heading; the lines of a hard-wrapped paragraph are read on as one. Inside a
paragraph a sentence ends at a stop that no abbreviation, number or open bracket explains.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

SentenceKind = Literal["heading", "item", "sentence"]
_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")
_LINE = re.compile(r"[^\n]+")
_MARK = re.compile(
    r"[ \t]*(?:[-–—•▪●◦■□*·]+[ \t]+|[-–•▪●](?=\w)|(?:[0-9۰-۹]{1,3}|[اأبپتثجچحخد]|الف|هـ|ه)[ \t]?[-–.)ـ][ \t]*(?=[^\d۰-۹\s])|\([0-9۰-۹]{1,3}\)[ \t]*)"
)
_STOP = re.compile(r"[.؟?!…]+[»\"”)\]]*(?=\s|$)|؛(?=\s*\n)")
_ABBREVIATION = re.compile(r"(?:^|[\s(«])(?:ه|ق|ش|م|ص|ج|د|ر|ک|ن|س|صص|دکتر|مهندس|رک|نک|[A-Za-z])$")
_FINAL = re.compile(r"[.؟?!…:؛][»\"”)\]]*$")
_LONGEST_HEADING = 90
_SHORTEST_WRAP = 45


class SentenceSpan(NamedTuple):
    """Bounds in the clean text, half-open code points, without outer white space and list marks."""

    start: int
    end: int
    kind: SentenceKind


def split_sentences(clean: str) -> list[SentenceSpan]:
    """All sentences, items and headings, in order, not overlapping."""
    return [
        SentenceSpan(start, end, block.kind)
        for paragraph in _PARAGRAPH.finditer(clean)
        for block in _blocks(clean, paragraph.start(), paragraph.end())
        for start, end in _sentences(clean, block)
    ]


def _blocks(clean: str, start: int, end: int) -> Iterator[SentenceSpan]:
    """The parts of a paragraph: items, headings, and runs of wrapped lines."""
    lines = [match.span() for match in _LINE.finditer(clean, start, end)]
    width = max((b - a for a, b in lines), default=0)
    open_at: int | None = None
    kind: SentenceKind = "sentence"
    previous = start
    for n, (a, b) in enumerate(lines):
        mark = _MARK.match(clean, a, b)
        wrapped = open_at is not None and not mark and _goes_on(clean, previous, a, lines[n - 1], width)
        if not wrapped:
            if open_at is not None:
                yield _block(clean, open_at, previous, kind)
            open_at = mark.end() if mark else a
            kind = "item" if mark else "sentence"
        previous = b
    if open_at is not None:
        yield _block(clean, open_at, previous, kind)


def _goes_on(clean: str, previous: int, start: int, last: tuple[int, int], width: int) -> bool:
    """Whether a line break is only a wrap: the line before is about as long as lines are, or ends in mid-sentence."""
    length = last[1] - last[0]
    text = clean[last[0] : last[1]].rstrip()
    if _FINAL.search(text) and length < width * 0.8:
        return False
    return length >= _SHORTEST_WRAP and length >= width * 0.6


def _block(clean: str, start: int, end: int, kind: SentenceKind) -> SentenceSpan:
    text = clean[start:end]
    alone = "\n" not in text.strip()
    if kind == "sentence" and alone and len(text.strip()) <= _LONGEST_HEADING and not re.search(r"[.؟?!…؛][»\"”)\]]*\s*$", text):
        kind = "heading"
    return SentenceSpan(start, end, kind)


def _sentences(clean: str, block: SentenceSpan) -> Iterator[tuple[int, int]]:
    """Bounds of the sentences of a block."""
    at = block.start
    for stop in _STOP.finditer(clean, block.start, block.end):
        before = clean[max(at, stop.start() - 8) : stop.start()]
        if stop[0].startswith(".") and _ABBREVIATION.search(before):
            continue
        if _is_open(clean, at, stop.end()):
            continue
        yield from _trimmed(clean, at, stop.end())
        at = stop.end()
    yield from _trimmed(clean, at, block.end)


def _is_open(clean: str, start: int, end: int) -> bool:
    """Whether a bracket or quotation mark that was opened is still open, and not for long."""
    text = clean[start:end]
    unclosed = text.count("(") > text.count(")") or text.count("«") > text.count("»")
    return unclosed and len(text) < 600


def _trimmed(clean: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    text = clean[start:end]
    first = start + len(text) - len(text.lstrip())
    last = start + len(text.rstrip())
    if first < last:
        yield first, last

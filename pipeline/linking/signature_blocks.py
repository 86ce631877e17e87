"""Signature blocks by their layout: the state on one line, the name below it or after a colon, in one column or two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.extractors.actors import Actor
from pipeline.extractors.drafts import SentenceReading
from pipeline.patterns.chunks import Chunk
from pipeline.text.repair import RepairedText

_RULE = "participant.signature"
_GAP = re.compile(r"\t+|[ \u00a0]{3,}|؛")
_LETTERS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ـ": "-", "–": "-", "—": "-"})
#: «از طرف دولت …», «برای دولت …», «طرف سوری», «رئیس هیئت چینی»: what stands over or before a name.
_BEHALF = re.compile(
    r"\W*(?:از (?:طرف|سوی|جانب)|به نمایندگی(?: از)?|به نیابت از|برای|به نام|بنام|طرف|رئیس هی[ئأ]ت|نماینده)\s"
)
_SEPARATOR = re.compile(r"\s*(?::|\s-\s|،)\s*")
_SIGNED = re.compile(r"\W*(?:محل )?(?:امضا[ءی]?|مهر و امضا[ءی]?|امضا شد)?\W*")
_STYLE = re.compile(
    r"(?:(?:جناب|جنابان|سرکار|حضرت|عالیجناب|مستطاب|اجل|اشرف|آقای|خانم|دکتر|مهندس|انجنیر|میرزا|حجت‌الاسلام|آیت‌الله|مسیو)\s+)*"
)
_NAME = re.compile(r"[^\W\d_][\w\u200c]*(?:\s[^\W\d_][\w\u200c]*){1,4}")
_NO_NAME = re.compile(
    r"(?:وزیر|وزارت|سفیر|رئیس|معاون|مدیر|نماینده|کاردار|دبیر|استاندار|فرمانده|دولت|جمهوری|حکومت|شرکت|سازمان|ماده|مادهٔ|این)\b"
)
_LOWEST = 3


class _Cell(NamedTuple):
    """A cell of a line: its column, where it starts in the raw text, and its words in modern letters."""

    column: int
    start: int
    text: str


class Signature(NamedTuple):
    """Who signs, for whom."""

    actor: Actor
    state: Chunk


def read_blocks(text: RepairedText, readings: Sequence[SentenceReading], below: int) -> list[Signature]:
    """The signatures that stand in a text below a clean offset, in the order of the text."""
    first, _ = text.alignment.to_raw(below, below)
    lines = list(_lines(text.raw, first))
    found: list[Signature] = []
    for n, line in enumerate(lines):
        for cell in line:
            if not _BEHALF.match(cell.text) or (state := _state(text, readings, cell)) is None:
                continue
            name = _name_after(text, cell, state) or _name_below(lines[n + 1 :], cell)
            if name is not None:
                found.append(Signature(_actor(text, readings, *name), state))
    return sorted(found, key=lambda signature: signature.actor.start)


def _lines(raw: str, first: int) -> Iterator[list[_Cell]]:
    """The lines of the raw text from an offset, in cells."""
    start = first
    for line in raw[first:].splitlines(keepends=True):
        cells: list[_Cell] = []
        at = 0
        for gap in [*_GAP.finditer(line.rstrip("\r\n")), None]:
            end = gap.start() if gap else len(line.rstrip("\r\n"))
            if line[at:end].strip():
                cells.append(_Cell(len(cells), start + at, line[at:end].translate(_LETTERS)))
            at = gap.end() if gap else end
        yield cells
        start += len(line)


def _state(text: RepairedText, readings: Sequence[SentenceReading], cell: _Cell) -> Chunk | None:
    """The last state, body or demonym of a cell before its name."""
    start, end = text.alignment.to_clean(cell.start, cell.start + len(cell.text))
    inside = (r for r in readings if r.start < end and start < r.end)
    states = [c for r in inside for c in _states(r.chunks) if start <= c.start < end]
    return states[0] if states else None


def _states(chunks: Sequence[Chunk]) -> Iterator[Chunk]:
    for chunk in chunks:
        if chunk.is_a("country", "body", "ours", "demonym"):
            yield chunk
        elif chunk.type == "actor":
            yield from (nation for actor in chunk.data for nation in actor.nations)


def _name_after(text: RepairedText, cell: _Cell, state: Chunk) -> tuple[int, int] | None:
    """The raw bounds of a name after «:» or «-» in the state's own cell."""
    _, after = text.alignment.to_raw(state.start, state.end)
    separator = _SEPARATOR.match(cell.text, max(0, after - cell.start))
    return _name(cell, separator.end()) if separator else None


def _name_below(lines: Sequence[list[_Cell]], cell: _Cell) -> tuple[int, int] | None:
    """The raw bounds of a name in the same column below, over which only «(امضا)» may stand."""
    for line in lines[:_LOWEST]:
        below = next((other for other in line if other.column == cell.column), None)
        if below is None:
            return None
        if not _SIGNED.fullmatch(below.text):
            return _name(below, 0)
    return None


def _name(cell: _Cell, at: int) -> tuple[int, int] | None:
    style = _STYLE.match(cell.text, at + len(cell.text[at:]) - len(cell.text[at:].lstrip()))
    start = style.end() if style else at
    match = _NAME.match(cell.text, start)
    if match is None or _NO_NAME.match(match[0]) or not re.match(r"\s*(?:$|[،(\-.])", cell.text[match.end() :]):
        return None
    return cell.start + match.start(), cell.start + match.end()


def _actor(text: RepairedText, readings: Sequence[SentenceReading], raw_start: int, raw_end: int) -> Actor:
    """The actor read at these bounds, or a new one where its name was not known for one."""
    start, end = text.alignment.to_clean(raw_start, raw_end)
    words = " ".join(text.clean[start:end].split())
    reading = next(r for r in readings if r.start <= start < r.end)
    for i, chunk in enumerate(reading.chunks):
        if chunk.type != "actor" or chunk.end <= start or end <= chunk.start:
            continue
        known: Actor = chunk.data[0]
        if len(chunk.data) == 1 and known.name and words.endswith(known.name):
            known.name, known.start = words, min(start, known.start)
            return known
        reading.chunks[i] = Chunk("name", chunk.start, chunk.end)
    actor = Actor(start=start, end=end, kind="person", rule=_RULE, name=words)
    reading.chunks.append(Chunk("actor", start, end, (actor,)))
    return actor

"""Alignment of two versions of a text: only places that differ in length are stored, all else is shifted identity."""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Change(NamedTuple):
    """``raw[raw_start:raw_end]`` stands in the clean text as ``clean[clean_start:clean_end]``; either may be empty."""

    raw_start: int
    raw_end: int
    clean_start: int
    clean_end: int


class Alignment:
    """Maps half-open spans between a raw text and what it became in one or more steps of cleaning.

    Total and monotone: any span ``0 <= start <= end <= len(text)`` of one text gives a span of the other. A bound
    inside a changed place moves outwards to the place's edge; what was dropped at a span's edge stays outside the span.
    """

    __slots__ = ("_steps",)

    def __init__(self, changes: Sequence[Change] = ()) -> None:
        self._steps: tuple[_Step, ...] = (_Step(changes),) if changes else ()

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """The raw span of a clean span."""
        for step in reversed(self._steps):
            start, end = _span(step.clean_starts, step.clean_ends, step.raw_starts, step.raw_ends, start, end)
        return start, end

    def to_clean(self, start: int, end: int) -> tuple[int, int]:
        """The clean span of a raw span."""
        for step in self._steps:
            start, end = _span(step.raw_starts, step.raw_ends, step.clean_starts, step.clean_ends, start, end)
        return start, end

    def then(self, later: Alignment) -> Alignment:
        """The alignment of this one's raw text with the later one's clean text."""
        both = Alignment()
        both._steps = self._steps + later._steps
        return both

    def changes(self) -> list[Change]:
        """All steps as one, in order and never touching: outside these places raw and clean differ one to one."""
        merged: list[Change] = []
        for step in self._steps:
            merged = _merge(merged, step.changes())
        return merged


class Rewriter:
    """Builds a clean text and its alignment from replacements given in order, by their bounds in the raw text."""

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self._parts: list[str] = []
        self._changes: list[Change] = []
        self._length = 0
        self._at = 0

    @property
    def position(self) -> int:
        """Where the last replacement ended in the raw text."""
        return self._at

    def replace(self, start: int, end: int, new: str) -> None:
        """``raw[start:end]`` becomes ``new``; ``start`` is not before the end of the last replacement."""
        self._parts += (self._raw[self._at : start], new)
        clean_start = self._length + start - self._at
        self._length = clean_start + len(new)
        self._at = end
        if end - start != len(new):
            self._changes.append(Change(start, end, clean_start, self._length))

    def finish(self) -> tuple[str, Alignment]:
        """The clean text and its alignment with the raw one."""
        return "".join([*self._parts, self._raw[self._at :]]), Alignment(self._changes)


class _Step:
    """The changes of one step, by column."""

    __slots__ = ("clean_ends", "clean_starts", "raw_ends", "raw_starts")

    def __init__(self, changes: Sequence[Change]) -> None:
        columns = zip(*changes, strict=True)
        self.raw_starts, self.raw_ends, self.clean_starts, self.clean_ends = (array("q", c) for c in columns)

    def changes(self) -> Iterable[Change]:
        return map(Change, self.raw_starts, self.raw_ends, self.clean_starts, self.clean_ends)


def _span(
    starts: array[int], ends: array[int], to_starts: array[int], to_ends: array[int], start: int, end: int
) -> tuple[int, int]:
    """Map a span from the text whose changes are ``starts``, ``ends`` to the other."""
    before = bisect_left(starts, end) - 1
    last = end if before < 0 else to_ends[before] + max(end - ends[before], 0)
    before = (bisect_right(starts, start) if start < end else bisect_left(starts, start)) - 1
    if before < 0:
        first = start
    elif start >= ends[before]:
        first = to_ends[before] + start - ends[before]
    else:
        first = to_starts[before]
    if start == end:  # between two characters: all that was dropped there
        at = bisect_right(starts, end) - 1
        last = max(last, to_ends[at] if at >= 0 and ends[at] == end else last)
    return first, max(first, last)


def _merge(earlier: Sequence[Change], later: Iterable[Change]) -> list[Change]:
    """One list of changes for two steps; places that overlap or touch in the text between the steps become one."""
    # By bounds in the middle text: the clean side of an earlier change, the raw side of a later one.
    places = [(c.clean_start, c.clean_end, True, c.raw_end - c.clean_end) for c in earlier]
    places += [(c.raw_start, c.raw_end, False, c.clean_end - c.raw_end) for c in later]
    merged: list[Change] = []
    raw_before = clean_before = raw_after = clean_after = 0
    start = end = -1
    for first, last, is_earlier, shift in [*sorted(places), (sys.maxsize, sys.maxsize, True, 0)]:
        if first > end:
            if end >= 0:
                merged.append(Change(start + raw_before, end + raw_after, start + clean_before, end + clean_after))
            start, raw_before, clean_before = first, raw_after, clean_after
        end = max(end, last)
        if is_earlier:
            raw_after = shift
        else:
            clean_after = shift
    return merged

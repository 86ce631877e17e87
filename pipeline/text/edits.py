"""What repair changed, as a reader wants to see it: word by word and blank by blank."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from pipeline.text.alignment import Alignment, Change
from pipeline.text.letters import HALF_SPACE

EditKind = Literal["letter", "digit", "half_space", "space"]

_BLANK = re.compile(r"\s")
_REST_OF_WORD = re.compile(r"\S*")


class Edit(NamedTuple):
    """``raw[start:end]`` is read as ``repaired``; applied in order, the edits of a text give its clean text."""

    start: int
    end: int
    repaired: str
    kind: EditKind


def edits_between(raw: str, clean: str, alignment: Alignment) -> Iterator[Edit]:
    """The edits that lead from ``raw`` to ``clean``, in order; differences within one word are one edit."""
    done = 0
    group: Change | None = None
    for place in (*_differences(raw, clean, alignment), None):
        if group and place and _in_one_word(raw, clean, group, place):
            group = Change(group.raw_start, place.raw_end, group.clean_start, place.clean_end)
            continue
        if group:
            limit = place.raw_start if place else len(raw)
            left, right = (0, 0) if _is_blank(raw, clean, group) else _word_around(raw, done, group, limit)
            start, done = group.raw_start - left, group.raw_end + right
            repaired = clean[group.clean_start - left : group.clean_end + right]
            yield Edit(start, done, repaired, _kind(raw[start:done], repaired))
        group = place


def _differences(raw: str, clean: str, alignment: Alignment) -> Iterator[Change]:
    """The changes of length, and the single characters that differ between them."""
    raw_at = clean_at = 0
    for change in (*alignment.changes(), None):
        gap = (
            slice(raw_at, change.raw_start if change else None),
            slice(clean_at, change.clean_start if change else None),
        )
        if raw[gap[0]] != clean[gap[1]]:
            for n, (old, new) in enumerate(zip(raw[gap[0]], clean[gap[1]], strict=True)):
                if old != new:
                    yield Change(raw_at + n, raw_at + n + 1, clean_at + n, clean_at + n + 1)
        if change:
            yield change
            raw_at, clean_at = change.raw_end, change.clean_end


def _in_one_word(raw: str, clean: str, first: Change, second: Change) -> bool:
    if _BLANK.search(raw, first.raw_end, second.raw_start):
        return False
    return not _is_blank(raw, clean, first) and not _is_blank(raw, clean, second)


def _is_blank(raw: str, clean: str, place: Change) -> bool:
    return (raw[place.raw_start : place.raw_end] + clean[place.clean_start : place.clean_end]).isspace()


def _word_around(raw: str, low: int, place: Change, high: int) -> tuple[int, int]:
    """How many unchanged characters of its word stand before and after a difference."""
    words = raw[low : place.raw_start].split()
    before = words[-1] if words and not raw[place.raw_start - 1].isspace() else ""
    after = _REST_OF_WORD.match(raw, place.raw_end, high)
    return len(before), len(after[0]) if after else 0


def _kind(old: str, new: str) -> EditKind:
    if old.count(HALF_SPACE) != new.count(HALF_SPACE):
        return "half_space"
    if old.isspace() or len(old.split()) != len(new.split()):
        return "space"
    differing = [b for a, b in zip(old, new, strict=False) if a != b]
    return "digit" if differing and all(character.isdigit() for character in differing) else "letter"

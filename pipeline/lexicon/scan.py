"""Finding all surfaces of the lexicon in one scan of a text, in every spacing.

The text is read as a :class:`~pipeline.text.keys.Skeleton`, where every word stands between spaces, and every surface
is compiled to padded patterns in the spacings that it is met in: a break (space or half-space) may be a space or
nothing, but a space never stands where the surface has no break («در یا» is not «دریا»).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import ahocorasick_rs

from pipeline.lexicon.entries import Entry
from pipeline.text.keys import Skeleton, match_key

_MOST_FREE_BREAKS = 4
#: Endings that nouns are met with (ی، ها، های …) as they stand in a skeleton, where half-spaces are dropped.
_ENDINGS = ("", "ی", "ای", "ها", "های", "هایی", "اش", "ش", "شان", "هایش", "هایشان", "مان")


class Surface(NamedTuple):
    """One way of writing an entry; ``inflected`` surfaces are also found with noun endings."""

    text: str
    entry: Entry
    inflected: bool


class Hit(NamedTuple):
    """``clean[start:end]`` is a surface of each of ``entries``."""

    start: int
    end: int
    entries: tuple[Entry, ...]


class Scanner:
    """The automaton over all surfaces."""

    def __init__(self, surfaces: Iterable[Surface]) -> None:
        found: dict[str, dict[int, Entry]] = {}
        for surface in surfaces:
            for spelled in spacings(surface.text):
                for form in _forms(spelled, surface.inflected):
                    found.setdefault(f" {form} ", {})[id(surface.entry)] = surface.entry
        self._entries = [tuple(by_id.values()) for by_id in found.values()]
        self._automaton = ahocorasick_rs.AhoCorasick(list(found))

    def scan(self, clean: str) -> list[Hit]:
        """All hits, overlapping ones too, by start and then longest first."""
        skeleton = Skeleton(clean)
        hits: list[Hit] = []
        for index, start, end in self._automaton.find_matches_as_indexes(skeleton.text, overlapping=True):
            first, last = skeleton.to_clean(start + 1, end - 1)
            hits.append(Hit(first, last, self._entries[index]))
        hits.sort(key=lambda hit: (hit.start, -hit.end))
        return hits


def spacings(surface: str) -> set[str]:
    """The match keys of a surface in the spacings that it is met in."""
    parts = match_key(surface.replace("\u200c", " ")).split()
    if len(parts) - 1 <= _MOST_FREE_BREAKS:
        choices: Iterable[Sequence[str]] = itertools.product(("", " "), repeat=len(parts) - 1)
        return {_join(parts, breaks) for breaks in choices}
    canonical = _canonical_breaks(surface, len(parts) - 1)
    out = {_join(parts, [" "] * (len(parts) - 1)), _join(parts, canonical)}
    for n in range(len(parts) - 1):
        out.add(_join(parts, [*canonical[:n], "" if canonical[n] else " ", *canonical[n + 1 :]]))
    return out


def _canonical_breaks(surface: str, count: int) -> list[str]:
    breaks = ["" if mark == "\u200c" else " " for mark in surface if mark in " \u200c"]
    return (breaks + [" "] * count)[:count]


def _join(parts: Sequence[str], breaks: Sequence[str]) -> str:
    return parts[0] + "".join(b + p for b, p in zip(breaks, parts[1:], strict=True))


def _forms(spelled: str, inflected: bool) -> Iterable[str]:
    if not inflected:
        return (spelled,)
    forms = [spelled + ending for ending in _ENDINGS]
    return [*forms, *(f"{spelled} {ending}" for ending in ("ها", "های", "هایی", "ای"))]

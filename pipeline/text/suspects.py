"""Suspected recognition slips: a word that is none, one look-alike letter from one that its neighbours want.

Proposals only: no text is changed by them.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from pipeline.text.letters import HALF_SPACE
from pipeline.text.words import WORD, Words, words

#: Letters that differ in dots or strokes only, so that scanning confuses them.
LOOKALIKES = ("بپتثنی", "جچحخ", "دذ", "رزژو", "سش", "صض", "طظ", "عغ", "فق", "کگ", "اآ")
_ENDINGS = (
    "هایی", "های", "ها", "ترین", "تر", "شان", "مان", "تان", "اند", "ند", "ام", "ای", "ان", "ات", "ین", "یم", "ید",
    "اش", "ی", "م", "ش", "ت", "ه", "د",
)  # fmt: skip
_BEGINNINGS = ("نمی", "می", "بی", "نا", "هم", "ن", "ب")
#: What stands before a place: «به …», «سفیر …», «شهر …».
_BEFORE_PLACE = frozenset(
    ("به", "از", "در", "تا", "سوی", "شهر", "کشور", "سفیر", "مقصد", "وارد", "عازم", "راهی", "دولت")
)
#: Natural logarithms: what a word may cost that nothing but its frequency speaks for, and that its neighbours want.
_FREQUENT, _WANTED = 10.0, 14.0
_CLEAR = 1.5  # by how much the best reading must be ahead of the next
_SHORTEST = 4
_ONCE_MORE = 2  # a word that stands in a text more often than this is a name that no list has


class Slip(NamedTuple):
    """``clean[start:end]`` (code points, half-open) may stand for ``repaired``."""

    start: int
    end: int
    repaired: str
    confidence: float


def suspected_words(clean: str, places: Collection[str] = ()) -> Iterator[Slip]:
    """The words of a repaired text that are probably misread; ``places`` are names that the word list need not have."""
    listed = words()
    found = list(WORD.finditer(clean))
    often = Counter(match[0] for match in found)
    for n, match in enumerate(found):
        word = match[0]
        if len(word) < _SHORTEST or HALF_SPACE in word or word in places or _is_known(listed, word):
            continue
        if often[word] > _ONCE_MORE:
            continue
        before = found[n - 1][0] if n and match.start() - found[n - 1].end() == 1 else ""
        after = found[n + 1][0] if n + 1 < len(found) and found[n + 1].start() - match.end() == 1 else ""
        best = _best(listed, word, before, after, places)
        if best is not None:
            yield Slip(match.start(), match.end(), *best)


def _best(listed: Words, word: str, before: str, after: str, places: Collection[str]) -> tuple[str, float] | None:
    scored: list[tuple[float, str, float]] = []
    for candidate in _readings(word):
        bonus = listed.bonus.get((before, candidate), 0.0) + listed.bonus.get((candidate, after), 0.0)
        cost = listed.costs.get(candidate)
        if candidate in places and before in _BEFORE_PLACE:
            scored.append((min(cost or 99.0, 9.0), candidate, 0.8))
        elif cost is not None and (cost <= _FREQUENT or (bonus and cost <= _WANTED)):
            scored.append((cost - bonus, candidate, 0.8 if bonus else 0.5))
    scored.sort()
    if not scored or (len(scored) > 1 and scored[1][0] < scored[0][0] + _CLEAR):
        return None
    return scored[0][1], scored[0][2]


def _readings(word: str) -> Iterator[str]:
    """The word with one letter replaced by one that looks like it."""
    for n, letter in enumerate(word):
        for other in _group(letter):
            if other != letter:
                yield word[:n] + other + word[n + 1 :]


@functools.cache
def _group(letter: str) -> str:
    return next((group for group in LOOKALIKES if letter in group), "")


def _is_known(listed: Words, word: str) -> bool:
    return _is_listed(listed, word) or any(_is_listed(listed, part) for part in _parts(word))


def _is_listed(listed: Words, word: str) -> bool:
    return word in listed.known or word in listed.solid or word in listed.joined or word in listed.costs


def _parts(word: str) -> Iterator[str]:
    """The word without what may be added to one."""
    bases: Sequence[str] = (word, *(word[len(lead) :] for lead in _BEGINNINGS if word.startswith(lead)))
    for base in bases:
        if len(base) > 1 and base != word:
            yield base
        for ending in _ENDINGS:
            if base.endswith(ending) and len(base) - len(ending) > 1:
                yield base[: -len(ending)]

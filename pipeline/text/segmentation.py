"""Words that ran together («وزیرامورخارجه», «دیدارکرد»): the likeliest words that they can be cut into.

What a cut costs is the negative logarithm of how often a text loses a blank, what a word costs of how often it is
written, less what the word before tells («امور» before «خارجه»); what no list has costs by its length. The cheapest
way through the letters wins (Viterbi), and often it is not to cut at all.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import NamedTuple

from pipeline.text.letters import HALF_SPACE
from pipeline.text.memory import Memory
from pipeline.text.words import LOOSE, MI, Words, parts

HAMZA = "\u0654"
_LONGEST = 18
_NEVER = 1e9
_NEVER_FIRST = frozenset("ءأؤئ\u0654\u200c")
#: What readings of a part cost beside their stem, and a verb form or headword that was never seen in a text.
_ENDING, _VERB, _HEADWORD = 2.0, 13.0, 14.0
_MOST_BONUS = 12.0
_KEEP = 0.5  # by so much a known word must be dearer than what it is cut into
_SHORT_HEADWORD = 4  # letters below which what only dictionaries have is no part
_SOLID_ENDINGS = ("م", "ت", "ش", "ند", "یم", "ید", "ی", "یی", "ئی", "یش", "ان", "انی", "مان", "تان", "شان", "ها")
#: Ends of words that look like words.
_TAILS = frozenset(("یان", "نی", "مانی", "مین", "گرد", "کلی", "زید", "نما", "ست", "نه"))
_WORDS_TOO = frozenset(("شده", "وزیر", "جمهوری", "وقت", "نامه", "خانه", "همراه", "دست", "نام", "نظر", "صورت"))


class Odds(NamedTuple):
    """Prices in natural logarithms, by how freely the text as a whole has lost its blanks."""

    cut: float
    loose_cut: float  # after a letter that does not join
    unknown: float  # a word that no list has
    letter: float  # and each of its letters


#: By whether the text lost its spaces.
ODDS = {False: Odds(6.5, 3.0, 9.0, 1.5), True: Odds(2.3, 2.3, 9.0, 2.4)}


class Segmenter:
    """Cuts what ran together, by a word list."""

    def __init__(self, words: Words, odds: Odds, *, inflected: bool) -> None:
        """``inflected``: a part may be a form that only its stem and ending explain, which takes longer."""
        self._words = words
        self._odds = odds
        self._costs = words.costs
        self._bonus = words.bonus
        self._find: Callable[[str], float | None] = (
            Memory(self._explained).__getitem__ if inflected else words.costs.get
        )

    def cut(self, word: str) -> list[str]:
        """The words that ``word`` is; itself alone where it is best left."""
        size, find = len(word), self._find
        if not any(find(word[start:]) for start in range(1, size)):
            return [word]
        limit = self._odds.unknown + self._odds.letter * size
        #: By where a part ends and begins: what it costs to come there, and where the part before begins.
        best: list[dict[int, tuple[float, int]]] = [{} for _ in range(size + 1)]
        for start in range(size - 1):
            if not start or best[start]:
                self._extend(word, start, best, limit)
                if best[size]:
                    limit = min(limit, min(best[size].values())[0])
        self._extend(word, size - 1, best, limit)
        if not best[size] or min(best[size].values())[0] >= self._whole(word):
            return [word]
        at, start = size, min(best[size], key=lambda begin: best[size][begin])
        cuts = [word[start:]]
        while start:
            at, start = start, best[at][start][1]
            cuts.append(word[start:at])
        return cuts[::-1]

    def _extend(self, word: str, start: int, best: list[dict[int, tuple[float, int]]], limit: float) -> None:
        """Enter the parts that begin at ``start``."""
        size, find = len(word), self._find
        if not start:
            for end in range(1, min(_LONGEST + 1, size)):
                cost = find(word[:end])
                if cost is not None:
                    best[end][0] = (cost, 0)
            return
        before = best[start]
        if not before:
            return
        cut = self._odds.loose_cut if word[start - 1] in LOOSE else self._odds.cut
        cheapest = min(before.values())[0] + cut
        if cheapest >= limit or word[start] in _NEVER_FIRST:
            return
        for end in range(start + 1, min(start + _LONGEST, size) + 1):
            part = word[start:end]
            cost = find(part)
            if cost is None or part in _dependent() or cheapest + cost - _MOST_BONUS >= limit:
                continue
            bare = part.removesuffix(HAMZA)
            total, at = min(
                (so_far - self._bonus.get((word[earlier:start], bare), 0.0), earlier)
                for earlier, (so_far, _) in before.items()
            )
            total += cut + cost
            if total < limit:
                best[end][start] = (total, at)

    def _whole(self, word: str) -> float:
        """What it costs to leave a word."""
        known = self._known(word)
        return known - _KEEP if known < _NEVER else self._odds.unknown + self._odds.letter * len(word)

    def _explained(self, part: str) -> float | None:
        cost = self._known(part)
        return cost if cost < _NEVER else None

    def _known(self, part: str) -> float:
        """What a word costs that lists or its parts explain."""
        bare = part.removesuffix(HAMZA)
        cost = self._costs.get(bare)
        if cost is not None:
            return cost
        words = self._words
        if HALF_SPACE in bare:
            return self._with_half_space(bare)
        if len(bare) < 2:
            return _NEVER
        found = _NEVER
        compound = words.joined.get(bare)
        if compound is not None:
            found = self._costs.get(compound, _HEADWORD)
        if bare in words.after_mi:
            found = min(found, _VERB)
        for prefix in MI:
            if bare.startswith(prefix) and bare[len(prefix) :] in words.after_mi:
                found = min(found, _VERB - 2)
        for ending in _SOLID_ENDINGS:
            if bare.endswith(ending) and len(bare) > len(ending) + 2:
                found = min(found, self._costs.get(bare[: -len(ending)], _NEVER) + _ENDING)
        if len(bare) >= _SHORT_HEADWORD and (bare in words.known or bare in words.solid):
            found = min(found, _HEADWORD + (0 if bare in words.known else 2))
        return found

    def _with_half_space(self, part: str) -> float:
        stem, _, ending = part.partition(HALF_SPACE)
        if not stem or not ending:
            return _NEVER
        if stem in MI:
            return _VERB - 2 if ending in self._words.after_mi else _NEVER
        cost = self._known(stem) + 1
        return cost if ending in _dependent() else cost + self._known(ending)


@functools.cache
def _dependent() -> frozenset[str]:
    """Parts that are no words of their own after another word."""
    roles = ("plural", "after_he", "after_ye", "comparative", "bound", "element", "name")
    return (_TAILS | frozenset(part for role in roles for part in parts(role))) - _WORDS_TOO

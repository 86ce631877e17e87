"""The word list that spacing repair stands on: known words, compounds by their joined spelling, frequencies."""

from __future__ import annotations

import functools
from importlib import resources
from typing import NamedTuple

HALF_SPACE = "\u200c"


class Words(NamedTuple):
    """``known`` maps a word (half-spaces kept) to its frequency class; ``joined`` a compound without its half-spaces."""

    known: dict[str, int]
    joined: dict[str, str]


@functools.cache
def words() -> Words:
    """The list of ``models/words``, read once."""
    known: dict[str, int] = {}
    joined: dict[str, str] = {}
    for line in (resources.files("models") / "words" / "words.tsv").read_text("utf-8").splitlines():
        word, frequency = line.split("\t")
        known[word] = int(frequency)
        if HALF_SPACE in word:
            joined.setdefault(word.replace(HALF_SPACE, ""), word)
    return Words(known, joined)

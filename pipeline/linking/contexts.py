"""PLOVER's context of an event: the field that the words of its evidence are from.

Source of the codes: Open Event Data Alliance, *PLOVER Manual* (contexts).
"""

from __future__ import annotations

import functools
import re
from pathlib import Path

from pipeline.errors import DataError
from pipeline.text.keys import match_key

_TABLE = Path(__file__).with_name("contexts.tsv")


@functools.cache
def _fields() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern of all words, and the context of each by its match key."""
    by_word: dict[str, str] = {}
    for number, line in enumerate(_TABLE.read_text("utf-8").splitlines(), 1):
        cells = line.split("\t")
        if len(cells) != 2 or not all(cells):
            raise DataError("context and words are needed", where=f"{_TABLE.name}:{number}")
        if number > 1:
            by_word.update({match_key(word): cells[0] for word in cells[1].split("|")})
    words = "|".join(sorted(map(re.escape, by_word), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)"), by_word


def context(told: str) -> str | None:
    """The context that most words of a clean text speak for, the first of equals; ``None`` where none does."""
    pattern, by_word = _fields()
    found = [by_word[word] for word in pattern.findall(match_key(told))]
    return max(dict.fromkeys(found), key=found.count) if found else None

"""Searching in whatever spelling: texts and questions are brought to the same key, word by word.

A key is the words of a text in folded letters, parted at half-spaces too, and then every two neighbours as one word: so
«رئيسجمهور», «رئیس جمهور» and «رئیس‌جمهور» share a word, whichever is searched for and whichever was written. What is
indexed are the names, titles and evidence of the records; SQLite has FTS5, PostgreSQL a GIN index over ``tsvector``.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.errors import UsageError
from pipeline.text.keys import match_key
from pipeline.text.letters import HALF_SPACE, fold
from pipeline.text.repair import repair

if TYPE_CHECKING:
    import sqlalchemy as sa

_WORD = re.compile(r"[^\W_]+")
_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789")
_ODD = re.compile("[^\\s -~ء-غف-ْپچژکگۀی۰-۹«»،؛؟–—…\u200c]")  # may be folded to more than match_key sees
_DIGIT = re.compile("[۰-۹]")
_LONGEST = 100  # letters of a word; PostgreSQL takes no lexeme of more than 2046 bytes

_MOST = 100_000  # characters of a text that are indexed; PostgreSQL takes no tsvector of more than a megabyte


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found, and the text that is indexed of it."""

    document_id: str
    record_id: str
    kind: str
    earliest: str | None
    earliest_jalali: str | None
    text: str


def search_key(text: str) -> str:
    """What is indexed of a text: its words, and its neighbouring words joined, parted by one space each."""
    text = text[:_MOST]
    words = _words(fold(text)[0] if _ODD.search(text) else text)
    return " ".join([*words, *map("".join, itertools.pairwise(words))])


def _words(text: str) -> list[str]:
    key = match_key(text.replace(HALF_SPACE, " ")).casefold()
    if _DIGIT.search(key):
        key = key.translate(_DIGITS)
    return [word[:_LONGEST] for word in _WORD.findall(key)]


def _alternatives(question: str) -> list[list[str]]:
    """For each word of a question, which one must be there, the words that are as good: itself, joined, parted."""
    words = _words(repair(question).clean)
    if not words:
        raise UsageError("there is no word in what is searched for", remedy="write a name or a few words")
    pairs = ["", *map("".join, itertools.pairwise(words)), ""]
    return [list(filter(None, (word, pairs[n], pairs[n + 1]))) for n, word in enumerate(words)]


_SELECT = """
SELECT t.document_id, t.record_id, t.kind, e.earliest, e.earliest_jalali, t.text
FROM search_texts t LEFT JOIN events e ON e.document_id = t.document_id AND e.id = t.record_id
"""
_MATCHES = {
    "sqlite": "WHERE t.number IN (SELECT rowid FROM search_index WHERE search_index MATCH :question)",
    "postgresql": "WHERE array_to_tsvector(string_to_array(t.key, ' ')) @@ CAST(:question AS tsquery)",
}
_ORDER = " ORDER BY e.earliest IS NULL, e.earliest, t.document_id, t.record_id LIMIT :limit"


def search(connection: sa.Connection, question: str, *, limit: int = 100) -> list[Hit]:
    """The records whose text has every word of ``question``, by day; no word of it is read as an operator."""
    import sqlalchemy as sa

    dialect = connection.dialect.name
    either, both, quote = (" OR ", " AND ", '"') if dialect == "sqlite" else (" | ", " & ", "'")
    groups = ("(" + either.join(f"{quote}{word}{quote}" for word in group) + ")" for group in _alternatives(question))
    statement = sa.text(_SELECT + _MATCHES[dialect] + _ORDER)
    found = connection.execute(statement, {"question": both.join(groups), "limit": limit})
    return [Hit(row[0], row[1], row[2], row[3] and str(row[3]), row[4], row[5]) for row in found]

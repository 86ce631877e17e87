"""Slips that reading rests on: a word that does not fit where it stands, one look-alike letter from one that does.

Proposals only: the text is not changed, a record that rests on one is flagged ``ocr_suspected``.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Sequence

from pipeline.lexicon import Entry, Lexicon
from pipeline.patterns.chunks import Chunk, TypeSet
from pipeline.text.suspects import LOOKALIKES, Slip

_SHAPE = str.maketrans({letter: group[0] for group in LOOKALIKES for letter in group})
_QUALIFIERS = ("word", "name", "adj", "ours", "det", "country", "demonym", "region", "self", "littoral", "number")
#: What a chunk of one type may be read as, or one beside it: nothing else is ever proposed.
READ_AS = (("states", "both"), ("hold", "city"))
_SHOWN = TypeSet(*(shown for shown, _ in READ_AS))
_MUTUAL = ("متقابل", "دوجانبه", "مشترک", "فیمابین", "طرفین")


def propose(
    clean: str, chunks: Sequence[Chunk], lexicon: Lexicon, countries: Collection[str]
) -> tuple[list[Chunk], list[Slip]]:
    """The chunks with suspected slips read as what was meant, and the proposals.

    ``countries`` are the codes that the document names: a misread place is sought among their cities.
    """
    if not any(_SHOWN[chunk.type] for chunk in chunks):
        return list(chunks), []
    out: list[Chunk] = []
    slips: list[Slip] = []
    i = 0
    while i < len(chunks):
        if _is_two_countries(clean, chunks, i):
            start, end = chunks[i].start, chunks[i + 1].end
            slips.append(Slip(start, end, "دو کشور", 0.8))
            out.append(Chunk("both", start, end, slips[-1]))
            i += 2
            continue
        city = _meant_city(clean, chunks, i, lexicon, countries)
        if city is not None:
            slips.append(Slip(chunks[i].start, chunks[i].end, city.name, 0.7))
            out.append(Chunk(city.type, chunks[i].start, chunks[i].end, (city,)))
        else:
            out.append(chunks[i])
        i += 1
    return out, slips


def _is_two_countries(clean: str, chunks: Sequence[Chunk], i: int) -> bool:
    """«رؤسای جمهور در کشور» for «دو کشور»: no word says which country, after a plural or a mutual word."""
    if not (chunks[i].type == "prep.in" and i + 1 < len(chunks) and chunks[i + 1].type == "states" and i):
        return False
    if clean[chunks[i + 1].start : chunks[i + 1].end] != "کشور":
        return False
    if i + 2 < len(chunks) and chunks[i + 2].is_a(*_QUALIFIERS, "that"):
        return False
    after_office = chunks[i - 1].is_a("offices") or (
        chunks[i - 1].is_a("portfolio", "adj") and chunks[max(0, i - 2)].is_a("offices")
    )
    mutual = any(clean[c.start : c.end].replace("\u200c", "") in _MUTUAL for c in chunks[max(0, i - 4) : i])
    return after_office or mutual


def _meant_city(
    clean: str, chunks: Sequence[Chunk], i: int, lexicon: Lexicon, countries: Collection[str]
) -> Entry | None:
    """«در آلمانی برگزار شد» for «آلماتی»: no place, where only a place can stand."""
    wanted = i and chunks[i - 1].type == "prep.in" and i + 1 < len(chunks) and chunks[i + 1].is_a("hold")
    if not wanted or not chunks[i].is_a("word", "name", "demonym", "adj"):
        return None
    word = clean[chunks[i].start : chunks[i].end]
    near = [
        entry
        for entry in _cities_by_shape(lexicon).get(word.translate(_SHAPE), ())
        if entry.row.country in countries and _distance(entry.name, word) == 1
    ]
    return near[0] if len(near) == 1 else None


@functools.lru_cache(maxsize=4)
def _cities_by_shape(lexicon: Lexicon) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in lexicon.entries("city"):
        found.setdefault(entry.name.translate(_SHAPE), []).append(entry)
    return found


def _distance(a: str, b: str) -> int:
    return sum(x != y for x, y in zip(a, b, strict=True)) if len(a) == len(b) else 99

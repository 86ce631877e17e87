"""Letters: one code point for one Persian letter, digit and space; signs that are not read dropped.

What becomes what, and why, is the table ``letters.tsv``. Most of it is one to one, and costs nothing where a character
does not occur: ``in`` reads two thousand characters in the time that a translation table reads one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import DataError
from pipeline.text.alignment import Alignment, Rewriter

TABLE = Path(__file__).with_name("letters.tsv")
HALF_SPACE = "\u200c"
_HEADER = ["from", "to", "why"]
_CODE = re.compile(r"U\+([0-9A-F]{4,6})")
_SHAPED = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_LETTER = re.compile("[\u0621-\u06d3\u200c]")


class Folding(NamedTuple):
    """The table, by the work it makes."""

    single: dict[str, str]  # one to one
    shaped: dict[str, str]  # presentation forms, one to one or to several
    pairs: dict[str, str]  # letter and sign -> what the two are
    longer: dict[str, str]  # a character -> none or several
    half_spaces: frozenset[str]  # characters that stand for the half-space between letters


def fold(raw: str) -> tuple[str, Alignment]:
    """``raw`` in modern Persian letters. Any string is read, also one with NUL or lone surrogates; nothing raises."""
    text = raw
    for old, new in _table().single.items():
        if old in text:
            text = text.replace(old, new)
    alignment = Alignment()
    if _SHAPED.search(text):
        text = text.translate(_shaped_letters())
        rewriter = Rewriter(text)
        for shape in _SHAPED.finditer(text):
            rewriter.replace(shape.start(), shape.end(), _table().shaped.get(shape[0], shape[0]))
        text, alignment = rewriter.finish()
    rewriter = Rewriter(text)
    any_odd, run = _odd_characters()
    found = any_odd.search(text)
    while found:
        match = run.match(text, found.start())
        assert match is not None  # every odd character begins a run
        _replace_run(rewriter, match)
        found = any_odd.search(text, match.end())
    text, step = rewriter.finish()
    return text, alignment.then(step)


def _replace_run(rewriter: Rewriter, match: re.Match[str]) -> None:
    """Replace a run of characters that do not stay one to one, together with the letter that carries them."""
    folding, text = _table(), match.string
    start, end = match.span()
    before = text[start - 1 : start]
    carrier = before if before.isalpha() and start > rewriter.position else ""
    new = carrier
    for n, character in enumerate(match[0]):
        if n == 0 and carrier + character in folding.pairs:
            new = folding.pairs[carrier + character]
        elif character in folding.half_spaces:
            inside = _LETTER.match(before) and _LETTER.match(text, end)
            new += HALF_SPACE if inside else _outside_words(character)
        else:
            new += folding.longer[character]
    if not carrier and not new and _is_stray_sign(text, start, end):
        new, end = text[end], end + 1
    rewriter.replace(start - len(carrier), end, new)


def _is_stray_sign(text: str, start: int, end: int) -> bool:
    """Whether signs without a letter stand at a word's beginning: they are dropped with its first letter's place."""
    following = text[end : end + 1]
    signs = all(unicodedata.category(sign) in ("Mn", "Lm") for sign in text[start:end])
    any_odd, _ = _odd_characters()
    return signs and following.isalpha() and any_odd.match(text, end) is None and any_odd.match(text, end + 1) is None


def _outside_words(character: str) -> str:
    """What a character that may stand for a half-space is elsewhere."""
    return "" if unicodedata.category(character) == "Cf" else character


@cache
def _table() -> Folding:
    """``letters.tsv``; raises :class:`DataError` with file and line for a row that cannot be read."""
    folding = Folding({}, {}, {}, {}, frozenset())
    half_spaces: set[str] = set()
    for source, target, _ in _rows():
        if target == "half-space":
            half_spaces.add(source)
        elif target == "NFKC":  # a sign that stands alone comes with a space to stand on
            letters = unicodedata.normalize("NFKC", source).strip()
            folding.shaped[source] = "".join(folding.single.get(c, c) for c in letters)
        elif len(source) == 2:
            folding.pairs[source] = target
        elif len(target) == 1:
            folding.single[source] = target
        else:
            folding.longer[source] = target
    return folding._replace(half_spaces=frozenset(half_spaces))


@cache
def reasons() -> dict[str, str]:
    """Why a character is replaced, from the table."""
    return {source: why for source, _, why in _rows() if len(source) == 1}


def _rows() -> Iterator[tuple[str, str, str]]:
    """Character or pair, characters or the word that says what to do, and why; ranges written out."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    if lines[0].split("\t") != _HEADER:
        raise DataError("the first line must name the columns " + ", ".join(_HEADER), where=f"{TABLE.name}:1")
    for number, line in enumerate(lines[1:], 2):
        where = f"{TABLE.name}:{number}"
        cells = line.split("\t")
        if len(cells) != len(_HEADER):
            raise DataError(f"{len(cells)} columns", where=where, remedy="one tab between columns")
        source, target, why = cells
        bounds = _codes(source, where)
        if ".." not in source:
            yield "".join(map(chr, bounds)), _target(target, 0, where), why
            continue
        for n, code in enumerate(range(bounds[0], bounds[-1] + 1)):
            yield chr(code), _target(target, n, where), why


def _target(cell: str, n: int, where: str) -> str:
    if cell in ("half-space", "NFKC"):
        return cell
    if cell == "dropped":
        return ""
    codes = _codes(cell, where)
    return chr(codes[0] + n) if cell.endswith("..") else "".join(map(chr, codes))


def _codes(cell: str, where: str) -> list[int]:
    codes = [int(code, 16) for code in _CODE.findall(cell)]
    if not codes or _CODE.sub("", cell).strip(" ."):
        raise DataError(f"{cell!r} is no code point", where=where, remedy="write U+0643, U+0660..U+0669, dropped, NFKC")
    return codes


@cache
def _odd_characters() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """One odd character, and a run of signs; a letter that becomes two stands alone, so that its neighbours are known.

    Searching for a class alone is three times as fast as for either of two.
    """
    folding = _table()
    letters = "".join(old for old, new in folding.longer.items() if new)
    signs = "".join(sorted({*folding.longer, *folding.half_spaces} - set(letters)))
    return re.compile(f"[{re.escape(signs)}{letters}]"), re.compile(f"[{re.escape(signs)}]+|[{letters}]")


@cache
def _shaped_letters() -> dict[int, str]:
    return {ord(old): new for old, new in _table().shaped.items() if len(new) == 1}

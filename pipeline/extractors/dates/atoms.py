"""Atoms: the words and signs that dates are made of, and a sentence as a short string of them.

A sentence's atoms are encoded one character each (:data:`CODES`), with a blank wherever anything else stands between
them, so that a pattern of ``patterns.toml`` is a regular expression over a string of a few characters.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Container
from pathlib import Path
from typing import NamedTuple

from pipeline.calendars.numbers import parse_number
from pipeline.errors import DataError

WORDS = Path(__file__).with_name("words.tsv")

#: The character that stands for a kind of atom.
CODES = {
    "number": "n", "number3": "T", "year": "Y", "cardinal": "c", "ordinal": "o", "numeric": "x",
    "month": "M", "weak_month": "A", "weekday": "W", "season": "S", "nowruz": "N",
    "day": "d", "days": "D", "week": "w", "weeks": "V", "mon": "m", "mons": "U", "yr": "y", "yrs": "Z",
    "decade": "e", "decades": "E", "century": "q", "centuries": "Q", "fasl": "f", "quarter": "K",
    "modifier": "k", "half": "H", "to": "t", "dash": "j", "and": "a", "comma": "C", "slash": "s", "open": "O",
    "close": "X", "from": "z", "between": "b", "in": "P", "before": "B", "after": "F", "since": "u", "rel": "R",
    "this": "i", "same": "I", "part_of_day": "l", "relday": "r", "relyear": "p", "equal": "v", "era": "h", "bc": "!",
    "year_noun": "g", "next_day": "+",
}  # fmt: skip
#: Atoms without which nothing is a date.
_CORE = set("+xMAWSNdDwVmUyZeEqQrpYTKl")
_BLANK = r"[\s\u200c]*"
_SQUEEZE = dict.fromkeys(map(ord, " \n\r\u200c"))


class Atom(NamedTuple):
    """An atom: its bounds in the clean text, half-open, its code, and its value by ``words.tsv`` or as written."""

    start: int
    end: int
    code: str
    value: str


@dataclasses.dataclass(frozen=True, slots=True)
class AtomString:
    """A sentence as atoms; ``codes[i]`` is the code of ``atoms[i]``, which is ``None`` for the blanks between."""

    codes: str
    atoms: list[Atom | None]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Bounds in the clean text of a stretch of codes that begins and ends with atoms."""
        first, last = self.atoms[start], self.atoms[end - 1]
        assert first is not None
        assert last is not None
        return first.start, last.end


def load_words(path: Path = WORDS) -> dict[str, tuple[str, str]]:
    """Code and value of every spelling, without its blanks; :class:`DataError` names file and line."""
    words: dict[str, tuple[str, str]] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines()[1:], 2):
        cells = line.split("\t")
        if len(cells) != 3 or cells[0] not in CODES or not cells[2]:
            raise DataError("three cells are wanted: a kind of atom, a value, spellings", where=f"{path.name}:{number}")
        for spelling in cells[2].split("|"):
            squeezed = spelling.replace(" ", "")
            entry = CODES[cells[0]], cells[1]
            if words.setdefault(squeezed, entry) != entry:
                raise DataError(f"{spelling!r} stands twice", where=f"{path.name}:{number}")
            if cells[0].endswith("month"):  # «دی ماه» can be no name
                words[squeezed + "ماه"] = CODES["month"], cells[1]
    return words


def _spellings(path: Path = WORDS, kinds: Container[str] = CODES) -> list[str]:
    out: list[str] = []
    for line in path.read_text("utf-8").splitlines()[1:]:
        kind, _, spellings = line.split("\t")
        if kind not in kinds:
            continue
        out += spellings.split("|")
        if kind.endswith("month"):
            out += [f"{spelling} ماه" for spelling in spellings.split("|")]
    return out


def _trie(words: list[str]) -> str:
    """A regular expression for the longest of the words; a blank in one may be any run of blanks or none."""
    tree: dict[str, dict[str, object]] = {}
    for word in words:
        node: dict[str, object] = tree  # type: ignore[assignment]
        for letter in word:
            node = node.setdefault(letter, {})  # type: ignore[assignment]
        node[""] = {}

    def expression(node: dict[str, object]) -> str:
        branches = [
            (_BLANK if letter == " " else re.escape(letter)) + expression(child)  # type: ignore[arg-type]
            for letter, child in sorted(node.items())
            if letter
        ]
        if not branches:
            return ""
        joined = branches[0] if len(branches) == 1 and "" not in node else "(?:" + "|".join(branches) + ")"
        return joined + ("?" if "" in node else "")

    return expression(tree)  # type: ignore[arg-type]


def words_of(*kinds: str) -> str:
    """A regular expression for the words of some kinds of atoms, in any spacing; :func:`value_of` has their values."""
    return f"(?:{_trie(_spellings(kinds=kinds))}){_END}"


def value_of(word: str) -> str:
    """What ``words.tsv`` says of a word as it is written in a text."""
    return _words()[word.translate(_SQUEEZE)][1]


_ONES = "یک|دو|سه|چهار|پنج|شش|هفت|هشت|نه"
_TEENS = "ده|یازده|دوازده|سیزده|چهارده|پانزده|شانزده|هفده|هجده|هیجده|هژده|نوزده"
_TENS = "بیست|سی|چهل|پنجاه|شصت|هفتاد|هشتاد|نود"
_HUNDREDS = rf"(?:یک|سی|چهار|پان|شش|هفت|هشت|نه){_BLANK}صد|صد|دویست"
_AND = rf"{_BLANK}و{_BLANK}"
_GAP = r"[\s\u200c]+"
_END = r"(?![^\W\d_]|(?<!نیمه)\u200c(?!شب))"
_TWO = rf"(?:(?:{_TENS})(?:{_AND}(?:{_ONES}){_END})?|{_TEENS}|{_ONES})"
_THREE = rf"(?:(?:{_HUNDREDS})(?:{_AND}{_TWO}{_END})?|{_TWO})"
_CARDINAL = rf"(?:(?:{_THREE}{_BLANK})?هزار(?:{_AND}{_THREE}{_END})?|{_THREE})"
_ONES_TH = "یکم|دوم|دوّم|سوم|سوّم|چهارم|پنجم|ششم|هفتم|هشتم|نهم"
_TEENS_TH = "دهم|یازدهم|دوازدهم|سیزدهم|چهاردهم|پانزدهم|شانزدهم|هفدهم|هجدهم|هیجدهم|هژدهم|نوزدهم"
_TENS_TH = rf"بیستم|سی{_BLANK}ام|سیم|چهلم|پنجاهم"
ORDINAL = rf"(?:(?:{_TENS}){_AND}(?:{_ONES_TH})|{_TENS_TH}|{_TEENS_TH}|{_ONES_TH}|اول|نخست|نخستین|اولین|دومین)"
_DIGIT = "[0-9۰-۹]"
_SIGNS = {"،": "comma", ",": "comma", "/": "slash", "(": "open", ")": "close"} | dict.fromkeys("-–—−", "dash")
#: Eras as abbreviations: «ه.ش», «ه ق», «م.».
_SHORT_HIJRA = rf"ه{_BLANK}\.?{_BLANK}\.?{_BLANK}[شق](?![^\W\d_])(?:{_BLANK}\.(?=\s*[^\s\w]|\s*$))?"
_SHORT_ERA = r"\s*[شمق](?:\.|(?=\s*[)،]))|\s?م(?=\s*[–-])|(?<=\d{4})[شمق](?![^\W\d_])"


@functools.cache
def _lexer() -> re.Pattern[str]:
    return re.compile(
        rf"""(?:
        (?={_DIGIT}) (?:
            (?<![\w.]) (?P<numeric> {_DIGIT}{{1,4}} (?P<sep>\s?[/.\-–\\]\s?) {_DIGIT}{{1,2}} (?P=sep) {_DIGIT}{{1,4}}
                ) (?! [/.\-–]?{_DIGIT} | [^\W\d_])
            | (?<![A-Za-z\d]) (?: (?P<quantity>
                    {_DIGIT}+ (?: [.٫]{_DIGIT}+ | (?: [٬,]{_DIGIT}{{3}}(?!{_DIGIT}) )+ | :{_DIGIT}{{2}} )+ {_DIGIT}*
                    | {_DIGIT}{{1,3}}/{_DIGIT}+ | {_DIGIT}+/{_DIGIT}{{1,3}}(?!{_DIGIT}|\s[آ-ی]{{2}})
                    | {_DIGIT}+ {_BLANK} [%٪] )
                | (?P<nth> {_DIGIT}{{1,2}} {_BLANK} (?:ا[ُ]?م|ام) {_END})
                | (?P<digits> {_DIGIT}+ ) )
            )
        | (?<![^\W\d_]) (?=[آ-ی]) (?:
            (?P<ordinal> {ORDINAL} ) {_END}
            | (?:(?<!\u200c)|(?<=نیمه\u200c)|(?<={_DIGIT}\u200c)) (?:
                (?P<word> {"(?:" + _trie(_spellings()).replace(" ", "") + ")"} ) \u0654? {_END}
                | (?P<cardinal> {_CARDINAL} ) {_END}
                )
            | (?P<hijra> {_SHORT_HIJRA} )
            )
        | (?P<sign> [،,/()\-–—−] )
        | (?<={_DIGIT}) (?P<era> {_SHORT_ERA} )
        )""",
        re.VERBOSE,
    )


@functools.cache
def _words() -> dict[str, tuple[str, str]]:
    return load_words()


@functools.cache
def _core_place() -> re.Pattern[str]:
    """Where an atom of ``_CORE`` may stand, found from the character before it, or from the first digit of a number."""
    core = _trie([s for s in _spellings() if load_words()[s.replace(" ", "")][0] in _CORE]).replace(" ", "")
    number = rf"{_DIGIT}{{2}}|{_DIGIT}{{0,3}}\s?[/.\-–\\]\s?{_DIGIT}"
    return re.compile(rf"[\W\d_](?:(?=(?:{core})\u0654?{_END})|(?<={_DIGIT})(?:{number}))")


def core_places(clean: str) -> list[int]:
    """Offsets at which something that a date needs may begin, in order: most sentences have none, and no date."""
    spans = (match.span() for match in _core_place().finditer("\n" + clean))
    places = [start if end - start == 1 else start - 1 for start, end in spans]
    thousands = [match.start() for match in re.finditer("هزار", clean)]
    return sorted(places + thousands) if thousands else places


def read_atoms(clean: str, start: int, end: int) -> AtomString | None:
    """The atoms of a sentence (bounds in code points, half-open); ``None`` where there is nothing to make a date of."""
    codes: list[str] = []
    atoms: list[Atom | None] = []
    last = start
    core = False
    for match in _lexer().finditer(clean, start, end):
        atom = _atom(match)
        if atom is None:
            continue
        if not codes or clean[last : atom.start].strip(" \n\r\u200c"):
            codes.append(" ")
            atoms.append(None)
        codes.append(atom.code)
        atoms.append(atom)
        last = atom.end
        core = core or atom.code in _CORE
    if not core:
        return None
    codes.append(" ")
    atoms.append(None)
    return AtomString("".join(codes), atoms)


def _atom(match: re.Match[str]) -> Atom | None:
    kind = match.lastgroup
    start, end = match.span()
    if kind == "word":
        code, value = _words()[match["word"].translate(_SQUEEZE)]
        return Atom(start, end, code, value)
    if kind == "sign":
        return Atom(start, end, CODES[_SIGNS[match[0]]], "")
    if kind == "digits":
        return _number(start, end, match[0])
    if kind == "ordinal" or kind == "nth":
        digits = match[0].rstrip("ام \u200c") if kind == "nth" else match[0]
        return Atom(start, end, CODES["ordinal"], str(parse_number(digits) or 0))
    if kind == "cardinal":
        number = parse_number(match[0]) or 0
        return Atom(start, end, CODES["year" if 1000 <= number < 2600 else "cardinal"], str(number))
    if kind in ("era", "hijra"):
        letter = next(c for c in reversed(match[0]) if c in "شقم")
        value = {"ش": "jalali", "ق": "hijri", "م": "gregorian"}[letter]
        lead = len(match[0]) - len(match[0].lstrip())
        return Atom(start + lead, end, CODES["era"], value)
    if kind == "numeric":
        return Atom(start, end, CODES["numeric"], match[0])
    return None


def _number(start: int, end: int, digits: str) -> Atom | None:
    if len(digits) > 4:
        return None
    value = int(digits)
    if len(digits) <= 2:
        return Atom(start, end, CODES["number"], digits)
    if len(digits) == 3:
        return Atom(start, end, CODES["number3"], digits)
    return Atom(start, end, CODES["year"], str(value)) if 1000 <= value < 2600 else None

"""The word list that spacing repair stands on, and the parts of words that are written apart (``half_space.tsv``)."""

from __future__ import annotations

import functools
import re
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import DataError
from pipeline.text.letters import HALF_SPACE

TABLE = Path(__file__).with_name("half_space.tsv")
ROLES = ("plural", "after_he", "comparative", "element", "name", "after_to", "before", "apart", "preferred")
_LETTERS = "\u0621-\u063a\u0641-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc"
#: A Persian word, half-spaces and hamza signs included.
WORD = re.compile(f"[{_LETTERS}][{_LETTERS}\u0654\u200c]*")
_PERSONAL = ("م", "ی", "یم", "ید", "ند")


class Words(NamedTuple):
    """``known``: word -> frequency class (natural logarithm); ``joined``: compound without half-spaces -> compound."""

    known: dict[str, int]
    joined: dict[str, str]
    after_mi: frozenset[str]  # verb forms that follow می
    participles: frozenset[str]


@functools.cache
def words() -> Words:
    """The lists of ``models/words``, read at the first call."""
    known: dict[str, int] = {}
    for section in _read("words.txt").split("=")[1:]:
        number, *forms = section.split()
        known |= dict.fromkeys(forms, int(number))
    return make_words(known, [_pair(line, n) for n, line in enumerate(_read("verbs.tsv").splitlines(), 1)])


def make_words(known: dict[str, int], verbs: list[tuple[str, str]]) -> Words:
    """``known`` with its compounds by their joined spelling, and the forms of verbs given as (past, present) stems."""
    joined: dict[str, str] = {}
    for word in [word for word in known if HALF_SPACE in word]:
        bare = word.replace(HALF_SPACE, "")
        if bare not in joined or known[joined[bare]] < known[word]:
            joined[bare] = word
    for word in parts("preferred"):
        joined[word.replace(HALF_SPACE, "")] = word
        known.pop(word.replace(HALF_SPACE, ""), None)
    after_mi: set[str] = set()
    for past, present in verbs:
        if past:
            after_mi.update((past, past + "ه", *(past + ending for ending in _PERSONAL)))
        if present:
            stems = [present] if present[-1] not in "او" else [present, present + "ی"]
            after_mi.update(stem + ending for stem in stems for ending in (*_PERSONAL, "د"))
    after_mi.update(("توان", "شه", "باید", "بایست", "شاید"))
    participles = frozenset(f"{past}ه" for past, _ in verbs if past)
    return Words(known, joined, frozenset(after_mi), participles)


def _read(name: str) -> str:
    return (resources.files("models") / "words" / name).read_text("utf-8")


def _pair(line: str, number: int) -> tuple[str, str]:
    past, tab, present = line.partition("\t")
    if not tab:
        raise DataError(
            "two columns are wanted", where=f"verbs.tsv:{number}", remedy="run python -m models.build_words"
        )
    return past, present


@functools.cache
def parts(role: str) -> tuple[str, ...]:
    """The parts with a role, the longest first; raises :class:`DataError` for a bad row of the table."""
    found: list[str] = []
    for number, line in enumerate(TABLE.read_text("utf-8").splitlines()[1:], 2):
        cells = line.split("\t")
        if len(cells) != 3 or cells[1] not in ROLES or not WORD.fullmatch(cells[0]):
            raise DataError(f"{line!r} is no row", where=f"{TABLE.name}:{number}", remedy="part, role, example")
        if cells[1] == role:
            found.append(cells[0])
    return tuple(sorted(found, key=len, reverse=True))


def ending_in(word: str, ending: str) -> str:
    """What stands before an ending, or nothing."""
    return word[: -len(ending)] if word.endswith(ending) else ""

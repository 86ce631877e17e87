"""The word list that spacing repair stands on, and the parts of words that are written apart (``half_space.tsv``)."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import DataError
from pipeline.text.letters import HALF_SPACE

TABLE = Path(__file__).with_name("half_space.tsv")
ROLES = (
    "plural",
    "after_he",
    "after_ye",
    "comparative",
    "bound",
    "element",
    "name",
    "after_to",
    "before",
    "prefix",
    "apart",
    "alone",
    "open",
    "preferred",
)
_LETTERS = "\u0621-\u063a\u0641-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc"
#: A Persian word, half-spaces and hamza signs included.
WORD = re.compile(f"[{_LETTERS}][{_LETTERS}\u0654\u200c]*")
WELL_KNOWN = 6  # frequency class from which a compound is taken for one where a text has a blank in it
NOTHING = 1  # the flags of :mod:`pipeline.text.spacing` of a word that needs nothing
_PERSONAL = ("م", "ی", "یم", "ید", "ند")
#: Letters that do not join to the next: a blank or half-space after them shows nowhere, and its loss neither.
LOOSE = frozenset("اآأدذرزژوؤء")
MI = ("نمی", "می", "برنمی", "برمی", "درنمی", "درمی", "فرومی", "وامی", "بازمی")
#: What a word costs that no treebank has, however frequent a list says it is; and the natural logarithm of all counts.
_UNSEEN, _ALL = 14.0, 25.5


class Joints(NamedTuple):
    """How the treebanks write two words that could be one, learned by ``models.build_words``."""

    apart: frozenset[str]  # «هر‌چه» is written apart, though known as a compound
    second: frozenset[str]  # words that are joined to the one before (‌کننده)


class Running(NamedTuple):
    """How words follow each other in running text, learned by ``models.build_words``."""

    costs: dict[str, float]
    bonus: dict[tuple[str, str], float]


class Words(NamedTuple):
    """The word list and what follows from it. Frequency classes are natural logarithms, rounded, plus one."""

    known: dict[str, int]  # word -> frequency class
    solid: frozenset[str]  # words without a count that dictionaries write in one
    adjectives: frozenset[str]
    joined: dict[str, str]  # compound without half-spaces -> compound
    firsts: frozenset[str]  # what stands before a half-space in well-known compounds
    partners: dict[str, list[str]]  # and by what stands after it
    after_mi: frozenset[str]  # verb forms that follow می
    participles: frozenset[str]
    joints: Joints
    costs: dict[str, float]  # negative logarithm of how often a word is written
    bonus: dict[tuple[str, str], float]  # by how much a word is likelier after another
    needs: dict[bool, dict[str, int]]  # what the listed words need, by whether a text lost its half-spaces


@functools.cache
def words() -> Words:
    """The lists of ``models/words``, read at the first call."""
    known: dict[str, int] = {}
    adjectives: list[str] = []
    solid: list[str] = []
    for section in _read("words.txt").split("=")[1:]:
        heading, *forms = section.split()
        if heading == "solid":
            solid = forms
            continue
        if heading.endswith("A"):
            adjectives += forms
        known |= dict.fromkeys(forms, int(heading.removesuffix("A")))
    verbs = _pairs("verbs.tsv")
    listed = make_words(known, adjectives, solid, verbs, make_joints(_pairs("joints.tsv")), _running())
    return listed._replace(needs=_needs(listed))


def _needs(listed: Words) -> dict[bool, dict[str, int]]:
    """``needs.txt``: what :class:`pipeline.text.spacing.Spacer` finds of the words of the list, compiled."""
    nothing = {**dict.fromkeys(listed.known, NOTHING), **dict.fromkeys(listed.solid, NOTHING)}
    needs = {True: nothing, False: nothing.copy()}
    for section in _read("needs.txt").split("=")[1:]:
        heading, flags, *forms = section.split()
        needs[heading == "lost"].update(dict.fromkeys(forms, int(flags)))
    return needs


def _running() -> Running:
    """``running.txt``: words by their cost in tenths, and pairs by their bonus."""
    running = Running({}, {})
    words_part, pairs_part = _read("running.txt").split("=pairs\n")
    for section in words_part.split("=")[1:]:
        heading, *forms = section.split()
        running.costs.update(dict.fromkeys(forms, int(heading) / 10))
    for section in pairs_part.split("=")[1:]:
        heading, *forms = section.split()
        running.bonus.update(dict.fromkeys(zip(forms[::2], forms[1::2], strict=True), int(heading) / 10))
    return running


def make_joints(rows: Iterable[tuple[str, str]]) -> Joints:
    """Joints from pairs of kind and words."""
    by_kind: dict[str, list[str]] = {}
    for kind, form in rows:
        by_kind.setdefault(kind, []).append(form)
    return Joints(*(frozenset(by_kind.get(kind, ())) for kind in Joints._fields))


def make_words(
    known: dict[str, int],
    adjectives: Iterable[str],
    solid: Iterable[str],
    verbs: list[tuple[str, str]],
    joints: Joints,
    running: Running,
) -> Words:
    """``known`` with its compounds by their joined spelling, and the forms of verbs given as (past, present) stems."""
    joined: dict[str, str] = {}
    firsts: set[str] = set()
    partners: dict[str, list[str]] = {}
    for word in [word for word in known if HALF_SPACE in word]:
        bare = word.replace(HALF_SPACE, "")
        if known[word] >= WELL_KNOWN:
            first, _, second = word.rpartition(HALF_SPACE)
            firsts.add(first)
            partners.setdefault(second, []).append(first)
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
    costs = {
        word: max(_UNSEEN, _ALL - frequency) for word, frequency in known.items() if frequency and len(word) > 2
    } | running.costs
    return Words(
        known=known,
        solid=frozenset(solid),
        adjectives=frozenset(adjectives),
        joined=joined,
        firsts=frozenset(firsts),
        partners=partners,
        after_mi=frozenset(after_mi),
        participles=participles,
        joints=joints,
        costs=costs,
        bonus=running.bonus,
        needs={},
    )


def _read(name: str) -> str:
    return (resources.files("models") / "words" / name).read_text("utf-8")


def _pairs(name: str) -> list[tuple[str, str]]:
    rows = []
    for number, line in enumerate(_read(name).splitlines(), 1):
        first, tab, second = line.partition("\t")
        if not tab:
            raise DataError(
                "two columns are wanted", where=f"{name}:{number}", remedy="run python -m models.build_words"
            )
        rows.append((first, second))
    return rows


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


@functools.cache
def part_set(role: str) -> frozenset[str]:
    """The parts with a role."""
    return frozenset(parts(role))


@functools.cache
def _by_length(role: str) -> tuple[tuple[int, frozenset[str]], ...]:
    lengths = sorted({len(part) for part in parts(role)}, reverse=True)
    return tuple((n, frozenset(part for part in parts(role) if len(part) == n)) for n in lengths)


def endings(word: str, *roles: str) -> Iterator[tuple[str, str, str]]:
    """Stem, ending and role for each part of the roles that a word ends in, the longest of a role first."""
    for role in roles:
        for length, known in _by_length(role):
            if word[-length:] in known:
                yield word[:-length], word[-length:], role


def ending_in(word: str, ending: str) -> str:
    """What stands before an ending, or nothing."""
    return word[: -len(ending)] if word.endswith(ending) else ""

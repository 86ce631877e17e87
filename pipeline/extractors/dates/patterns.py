"""The patterns of ``patterns.toml``: regular expressions over atoms, written with the names of ``words.tsv``."""

from __future__ import annotations

import dataclasses
import functools
import re
import tomllib
from pathlib import Path

import msgspec

from pipeline.errors import DataError
from pipeline.extractors.dates.atoms import CODES, Atom, AtomString

PATTERNS = Path(__file__).with_name("patterns.toml")


class DateExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text whose first date is ``found`` (all of the text where blank), and fields of its record."""

    text: str
    found: str | None = None
    kind: str | None = None
    calendar: str | None = None
    jalali: str | None = None
    edtf: str | None = None
    earliest: str | None = None
    latest: str | None = None
    granularity: str | None = None
    modifier: str | None = None
    flags: str | None = None
    inferred: str | None = None


class DatePattern(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pattern; ``id`` names the builder that gives it a value."""

    id: str
    match: str
    yes: list[DateExample]
    no: list[str] = []


class _PatternFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pieces: dict[str, str]
    pattern: list[DatePattern]


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """A pattern found in a sentence's atoms: what it says in words, not yet what day that is."""

    rule: str
    match: re.Match[str]
    atoms: AtomString
    sentence: int

    @property
    def codes(self) -> tuple[int, int]:
        """Bounds in the string of codes."""
        return self.match.span()

    @property
    def before(self) -> str:
        """The code before it, a blank where there is none."""
        return self.atoms.codes[self.match.start() - 1]

    @property
    def after(self) -> str:
        """The code after it, a blank where there is none."""
        return self.atoms.codes[self.match.end()]

    @property
    def start(self) -> int:
        """Where it begins in the clean text, in code points."""
        return self.atoms.span(*self.codes)[0]

    @property
    def end(self) -> int:
        """Where it ends in the clean text."""
        return self.atoms.span(*self.codes)[1]

    def has(self, name: str) -> bool:
        """Whether a group of the pattern was matched."""
        return name in self.match.re.groupindex and self.match[name] is not None

    def code(self, name: str) -> str:
        """The codes of a group, empty where it was not matched."""
        return self.match[name] if self.has(name) else ""

    def all(self, name: str) -> list[Atom]:
        """The atoms of a group."""
        start, end = self.match.span(name) if self.has(name) else (0, 0)
        return [atom for atom in self.atoms.atoms[start:end] if atom is not None]

    def value(self, name: str) -> str:
        """The value of the first atom of a group, empty where it was not matched."""
        atoms = self.all(name)
        return atoms[0].value if atoms else ""


def load_patterns(path: Path = PATTERNS) -> list[DatePattern]:
    """The patterns in the order in which they are tried; :class:`DataError` names what is wrong."""
    return _load(path).pattern


def _load(path: Path) -> _PatternFile:
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8")), _PatternFile)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise DataError(str(error), where=path.name) from error


def compile_pattern(match: str, pieces: dict[str, str]) -> str:
    """The regular expression over codes: ``<day: number|ordinal> month`` is ``(?P<day>n|o)M``.

    Raises :class:`KeyError` for a word that names neither an atom nor a piece.
    """
    for name, piece in pieces.items():
        match = match.replace("{" + name + "}", f"(?:{piece})")
    names: list[str] = []

    def hold(found: re.Match[str]) -> str:
        names.append(found[1])
        return f"\x00{len(names) - 1}\x00"

    match = re.sub(r"<(\w+):", hold, match).replace(">", ")")
    match = re.sub(r"[a-z_]+\d?", lambda found: re.escape(CODES[found[0]]), match)
    match = re.sub(r"\x00(\d+)\x00", lambda found: f"(?P<{names[int(found[1])]}>", match)
    return "".join(match.split())


@functools.cache
def compiled() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Id and expression of every pattern, in order."""
    file = _load(PATTERNS)
    out = []
    for pattern in file.pattern:
        try:
            out.append((pattern.id, re.compile(compile_pattern(pattern.match, file.pieces))))
        except (re.error, KeyError) as error:
            raise DataError(f"pattern does not compile: {error}", where=f"{PATTERNS.name}: {pattern.id}") from error
    return tuple(out)


_STARTS = frozenset(CODES.values()) - frozenset("tjaCsXbPuhv!gzO")


@functools.cache
def _any_pattern() -> re.Pattern[str]:
    """All patterns as one without groups: most places match none, and one expression says so."""
    starts = "".join(sorted(_STARTS))
    patterns = "|".join(re.sub(r"\(\?P<\w+>", "(?:", pattern.pattern) for _, pattern in compiled())
    return re.compile(f"(?=[{re.escape(starts)}])(?:{patterns})")


def next_place(atoms: AtomString, at: int) -> int | None:
    """The first place from ``at`` on where some pattern matches."""
    found = _any_pattern().search(atoms.codes, at)
    return found.start() if found else None


def phrases_at(atoms: AtomString, at: int, sentence: int) -> list[Phrase]:
    """Every pattern that matches at an atom, in the order of the patterns."""
    if atoms.codes[at] not in _STARTS:
        return []
    codes = atoms.codes
    start, end = codes.rfind(" ", 0, at), codes.find(" ", at)
    found = ((rule, pattern.match(codes, at)) for rule, pattern in _matching(codes[start : end + 1], at - start))
    return [Phrase(rule, match, atoms, sentence) for rule, match in found if match]


@functools.lru_cache(maxsize=65536)
def _matching(run: str, at: int) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The patterns that match in a run of atoms between blanks, which no pattern crosses; most runs are met often."""
    return tuple((rule, pattern) for rule, pattern in compiled() if pattern.match(run, at))

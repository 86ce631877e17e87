"""Actors: who is named in a sentence, by which name, under which office, for which country."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

import msgspec

from pipeline.errors import DataError
from pipeline.extractors.actor_building import ActorBuilder
from pipeline.extractors.names import NameReader
from pipeline.lexicon import Lexicon
from pipeline.patterns.alphabet import Alphabet
from pipeline.patterns.chunks import Chunk, TypeSet
from pipeline.patterns.frames import Example
from pipeline.patterns.language import compile_pattern
from pipeline.patterns.requirements import openings

PATTERNS = Path(__file__).with_suffix(".toml")


#: What an actor's words can begin with.
_STARTS = TypeSet(
    "office", "offices", "honorific", "given", "holder", "known", "name", "patronym", "quote", "counterpart",
    "delegation", "officials", "pronoun", "number",
)  # fmt: skip


class _PatternTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    kind: str
    match: str
    yes: list[Example] = []
    no: list[str] = []


class _PatternFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pattern: list[_PatternTable]
    macros: dict[str, str] = {}


@dataclasses.dataclass(frozen=True, slots=True)
class ActorPattern:
    """A loaded pattern of ``participants.toml``."""

    id: str
    kind: str
    regex: re.Pattern[str]
    yes: tuple[Example, ...]
    no: tuple[str, ...]


def load_patterns(path: Path, alphabet: Alphabet) -> list[ActorPattern]:
    """Read, check and compile the actor patterns; :class:`DataError` names file and pattern."""
    try:
        table = msgspec.convert(tomllib.loads(path.read_text("utf-8")), _PatternFile)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise DataError(str(error), where=path.name) from error
    return [
        ActorPattern(
            row.id,
            row.kind,
            compile_pattern(row.match, alphabet, table.macros, where=f"{path.name}: {row.id}"),
            tuple(row.yes),
            tuple(row.no),
        )
        for row in table.pattern
    ]


class ActorReader:
    """Replaces the chunks that name actors by ``actor`` chunks, whose data is the list of :class:`Actor`."""

    def __init__(
        self, patterns: Sequence[ActorPattern], alphabet: Alphabet, lexicon: Lexicon, names: NameReader
    ) -> None:
        opened = [(n, p, openings(p.regex, alphabet)) for n, p in enumerate(patterns)]
        self._by_opening = {
            type_: [(n, p) for n, p, types in opened if types & alphabet.bits([type_])] for type_ in alphabet.types()
        }
        self._names = names
        self._alphabet = alphabet
        self._builder = ActorBuilder(lexicon)

    def read(self, clean: str, sentence: Sequence[Chunk]) -> list[Chunk]:
        """The sentence with its actors as chunks."""
        self._names.extend(clean, sentence)
        code = self._alphabet.encode([chunk.type for chunk in sentence])
        out: list[Chunk] = []
        i = 0
        while i < len(sentence):
            if not _STARTS[sentence[i].type]:
                out.append(sentence[i])
                i += 1
                continue
            best = max(
                (
                    (m.end(), -n, p)
                    for n, p in self._by_opening[sentence[i].type]
                    if (m := p.regex.match(code, i)) and m.end() > i and _fits(clean, sentence, i, m.end(), p)
                ),
                default=None,
                key=lambda found: found[:2],
            )
            if best is None:
                out.append(sentence[i])
                i += 1
                continue
            end, _, pattern = best
            region = _without_quotes(sentence[i:end])
            actors = self._builder.build(clean, region, pattern.kind, pattern.id)
            if actors:
                out.append(Chunk("actor", region[0].start, max(a.end for a in actors), actors))
            else:
                out.extend(sentence[i:end])
            i = end
        _share_nations(out)
        return out


def _fits(clean: str, sentence: Sequence[Chunk], start: int, end: int, pattern: ActorPattern) -> bool:
    """Whether what stands around and within a match allows it."""
    if pattern.id == "actor.office-name":
        return _names_holder(clean, sentence, start, end)
    if pattern.id == "actor.office-of-something":
        return end == len(sentence) or not sentence[end].is_a("obj")
    if pattern.id == "actor.delegation-from":
        return _comes_from(sentence, start, end)
    return True


def _comes_from(sentence: Sequence[Chunk], start: int, end: int) -> bool:
    """«هیئتی از روسیه» is Russia's, not so in «در رأس هیئتی از روسیه دیدن کرد»."""
    led = start > 0 and sentence[start - 1].is_a("prep")
    return not led and not (end < len(sentence) and sentence[end].is_a("travel.inspect", "meet", "leave"))


def _names_holder(clean: str, sentence: Sequence[Chunk], start: int, end: int) -> bool:
    """Whether the name after an office is its holder's.

    «دبیرکل النجباء» is of a body of that name; «…، وزیر خارجه عراق، حامد کرزای رئیس‌جمهور افغانستان، …» is a list in
    which each name has its own office.
    """
    last = max(n for n in range(start, end) if sentence[n].is_a("office", "portfolio", "institution", "body"))
    office, between = sentence[last], sentence[last + 1 : end]
    alone = len(between) == 1 and between[0].is_a("known", "name") and office.is_a("office")
    if alone and "office" in office.data[0].row.takes:
        return False  # «سخنگوی کرزای»
    if len(between) == 1 and between[0].type == "name":
        row = office.data[0].row
        if office.is_a("office") and "institution" in row.takes:
            return False
        if office.is_a("institution") and row.country is None and " " not in office.data[0].name:
            return row.kind in ("ministry", "parliament")  # «رئیس سازمان CIA»
    if "\n" in clean[office.end : sentence[end - 1].start]:
        return False  # a headline ends with the office, and the text begins with a name
    listed = any(chunk.type == "comma" for chunk in between) and end < len(sentence) and sentence[end].is_a("office")
    return not listed


def _without_quotes(region: Sequence[Chunk]) -> Sequence[Chunk]:
    """A region without the quotation marks at its ends («"فاروق الشرع" وزیر خارجه سوریه»)."""
    first, last = 0, len(region)
    while first < last - 1 and region[first].type == "quote":
        first += 1
    while last > first + 1 and region[last - 1].type == "quote":
        last -= 1
    return region[first:last]


def _share_nations(chunks: Sequence[Chunk]) -> None:
    """«رئیس‌جمهور و نخست‌وزیر عراق»: the country said once, of the last of coordinated offices, is that of all."""
    for n in range(len(chunks) - 1, 1, -1):
        first, between, second = chunks[n - 2], chunks[n - 1], chunks[n]
        if between.type != "and" or first.type != "actor" or second.type != "actor":
            continue
        one, other = first.data[-1], second.data[0]
        if one.kind != "office" or other.kind != "office" or other.pronoun or not other.nations:
            continue
        if not one.nations and one.organization_country is None and len(second.data) == 1:
            one.nations = [nation for nation in other.nations if nation.type != "both"]

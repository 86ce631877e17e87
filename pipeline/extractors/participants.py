"""Actors: who is named in a sentence, by which name, under which office, for which country."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

import msgspec

from pipeline.errors import DataError
from pipeline.extractors.names import NameReader
from pipeline.extractors.offices import role_code, spelled
from pipeline.lexicon import Lexicon
from pipeline.patterns.alphabet import Alphabet
from pipeline.patterns.chunks import Chunk
from pipeline.patterns.frames import Example
from pipeline.patterns.language import compile_pattern
from pipeline.records import ParticipantKind, RoleCode, Tenure
from pipeline.text.keys import match_key

PATTERNS = Path(__file__).with_suffix(".toml")
_NATIONS = ("country", "demonym", "ours", "this_country", "both")
#: Origins of given names that people of Iran do not have.
_ELSEWHERE = frozenset(
    {
        "English", "Italian and Spanish", "Russian", "German", "French", "Central European and Nordic", "Indian",
        "Japanese and Korean", "South-East Asian", "African", "Georgian", "Chinese",
    }
)  # fmt: skip
_NAME_STARTS = ("holder", "known", "given", "name", "patronym")
_NAME_PARTS = (*_NAME_STARTS, "link", "word", "adj", "ordinal")


@dataclasses.dataclass(slots=True, eq=False)
class Actor:
    """One actor as one mention says; offsets are code points into the clean text, half-open.

    ``nations`` are the chunks that say for which country; ``role`` is (start, end, repaired text); ``share``
    counts the countries of one «دو کشور» and the people of one «دو وزیر»
    (``pair``); ``states`` that a group is said to be of states («وزرای خارجه پنج کشور»); ``foreign`` that a given name
    is of another part of the world.
    """

    start: int
    end: int
    kind: ParticipantKind
    rule: str
    name: str | None = None
    honorific: str | None = None
    role: tuple[int, int, str] | None = None
    role_code: RoleCode | None = None
    tenure: Tenure | None = None
    organization: tuple[int, int, str] | None = None
    organization_country: str | None = None
    nations: list[Chunk] = dataclasses.field(default_factory=list)
    share: int = 0
    states: bool = False
    counterpart: bool = False
    pair: bool = False
    foreign: bool = False
    role_text: str | None = None
    pronoun: bool = False
    flags: list[str] = dataclasses.field(default_factory=list)

    @property
    def role_words(self) -> str | None:
        """The office in a spelling that all its writings share; ``role_text`` is one concluded and not read."""
        text = self.role[2] if self.role else self.role_text
        return match_key(text) if text else None


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
        self._patterns = patterns
        self._names = names
        self._alphabet = alphabet
        self._builder = _Builder(lexicon)

    def read(self, clean: str, sentence: Sequence[Chunk]) -> list[Chunk]:
        """The sentence with its actors as chunks."""
        self._names.extend(clean, sentence)
        code = self._alphabet.encode([chunk.type for chunk in sentence])
        out: list[Chunk] = []
        i = 0
        while i < len(sentence):
            best = max(
                (
                    (m.end(), -n, p)
                    for n, p in enumerate(self._patterns)
                    if (m := p.regex.match(code, i)) and m.end() > i
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
            actors = self._builder.build(clean, region, pattern)
            if actors:
                out.append(Chunk("actor", region[0].start, max(a.end for a in actors), actors))
            else:
                out.extend(sentence[i:end])
            i = end
        _share_nations(out)
        return out


class _Builder:
    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def build(self, clean: str, region: Sequence[Chunk], pattern: ActorPattern) -> list[Actor]:
        """The actors of a matched region: several where a plural office is said of several countries."""
        if _is_common_word(region):
            return []
        actor = Actor(region[0].start, region[-1].end, "person", pattern.id)
        if pattern.kind == "pronoun":
            actor.pronoun = True
            actor.nations = [c for c in region if c.is_a(*_NATIONS)]
            return [actor]
        if pattern.kind == "delegation":
            actor.kind = "delegation"
            actor.nations = [c for c in region if c.is_a(*_NATIONS)]
            return [actor]
        self._name(clean, region, actor)
        plural = pattern.kind in ("several", "group", "counterpart", "pair")
        role_end = self._role(clean, region, actor, plural=plural)
        actor.nations = [c for n, c in enumerate(region) if c.is_a(*_NATIONS) and n >= role_end][
            : None if plural else 1
        ]
        if pattern.kind == "group":
            actor.kind = "group"
            actor.states = any(c.is_a("states", "littoral") for c in region)
            actor.nations = []
        elif actor.name is None:
            actor.kind = "office"
        actor.counterpart = any(c.type == "counterpart" for c in region)
        self._tenure(clean, region, actor)
        if pattern.kind == "pair":
            actor.kind, actor.pair = "office", True
            return [dataclasses.replace(actor, share=n, flags=[]) for n in range(2)] if _is_two(region) else []
        if pattern.kind == "counterpart" and len(actor.nations) > 1:
            return [dataclasses.replace(actor, nations=[nation], flags=[]) for nation in actor.nations]
        if pattern.kind != "several":
            return [actor]
        shares = [(nation, n) for nation in actor.nations for n in range(2 if nation.type == "both" else 1)]
        offices = self._offices(clean, region, actor)
        return [
            dataclasses.replace(office, nations=[nation], share=n, flags=[])
            for nation, n in shares
            for office in offices
        ]

    def _offices(self, clean: str, region: Sequence[Chunk], actor: Actor) -> list[Actor]:
        """«وزرای خارجه و دفاع» are two offices: one for each portfolio."""
        portfolios = [c for c in region if c.is_a("portfolio")]
        head = next((c for c in region if c.is_a("offices.minister")), None)
        if head is None or len(portfolios) < 2 or sum(c.is_a("office", "offices") for c in region) > 1:
            return [actor]
        return [
            dataclasses.replace(
                actor,
                role=(head.start, c.end, self._join(clean, [head, c], singular=True)),
                role_code=role_code([head, c], self._lexicon),
            )
            for c in portfolios
        ]

    def _name(self, clean: str, region: Sequence[Chunk], actor: Actor) -> None:
        honorifics = [c for c in region if c.is_a("honorific")]
        if honorifics:
            actor.honorific = self._join(clean, honorifics)
        at = region.index(honorifics[-1]) + 1 if honorifics else None
        if at is None:
            at = next((n for n, c in enumerate(region) if c.is_a(*_NAME_STARTS)), None)
        parts: list[Chunk] = []
        while at is not None and at < len(region) and (region[at].is_a(*_NAME_PARTS) or _in_name(region, at)):
            parts.append(region[at])
            at += 1
        if parts:
            actor.name = clean[parts[0].start : parts[-1].end].replace("\n", " ")
            given = [c.data[0].row for c in parts if c.is_a("given")]
            actor.foreign = any(row.origin in _ELSEWHERE and not row.ambiguous for row in given)

    def _role(self, clean: str, region: Sequence[Chunk], actor: Actor, *, plural: bool) -> int:
        """Read the office; returns the index in ``region`` after it."""
        heads = [n for n, c in enumerate(region) if c.is_a("office", "offices") and not _in_name(region, n)]
        if not heads:
            return 0
        heads = _last_run(region, heads)
        last = heads[-1]
        while last + 1 < len(region) and region[last + 1].is_a(
            "portfolio", "institution", "body", "adj", "ordinal", "tenure"
        ):
            if region[last + 1].is_a("institution") and region[last].is_a("portfolio"):
                break
            last += 1
            if last + 2 < len(region) and region[last + 1].type == "and" and region[last + 2].type == "portfolio":
                last += 2
        last = max(last, _seat(region, heads[-1]))
        parts = [c for c in region[heads[0] : last + 1] if not c.is_a("tenure")]
        text = self._join(clean, parts, singular=plural and region[-1].is_a(*_NATIONS))
        actor.role = (parts[0].start, parts[-1].end, text)
        offices = [c for c in parts if c.is_a("office", "offices", "portfolio", "institution")]
        actor.role_code = role_code(offices, self._lexicon)
        self._organization(clean, region[heads[0] :], actor)
        if parts[-1].is_a("city"):
            actor.organization_country = parts[-1].data[0].row.country
        return last + 1

    def _organization(self, clean: str, parts: Sequence[Chunk], actor: Actor) -> None:
        """The institution or body that the office is of, a ministry with its portfolio."""
        at = next((n for n, c in enumerate(parts) if c.is_a("institution", "body")), None)
        if at is None:
            return
        row = parts[at].data[0].row
        actor.organization_country = row.country if parts[at].is_a("institution") else row.code
        end = at + 1
        while end < len(parts) and parts[end].is_a("portfolio", "institution"):
            end += 1
        actor.organization = (parts[at].start, parts[end - 1].end, self._join(clean, parts[at:end]))

    def _tenure(self, clean: str, region: Sequence[Chunk], actor: Actor) -> None:
        if any(c.is_a("office.acting") for c in region):
            actor.tenure = "acting"
        for chunk in region:
            if chunk.is_a("tenure"):
                actor.tenure = chunk.type.removeprefix("tenure.")  # type: ignore[assignment]

    def _join(self, clean: str, parts: Sequence[Chunk], *, singular: bool = False) -> str:
        return " ".join(spelled(clean, chunk, singular=singular) for chunk in parts)


def _without_quotes(region: Sequence[Chunk]) -> Sequence[Chunk]:
    """A region without the quotation marks at its ends («"فاروق الشرع" وزیر خارجه سوریه»)."""
    first, last = 0, len(region)
    while first < last - 1 and region[first].type == "quote":
        first += 1
    while last > first + 1 and region[last - 1].type == "quote":
        last -= 1
    return region[first:last]


def _seat(region: Sequence[Chunk], head: int) -> int:
    """The place that a governor or mayor is of, which belongs to the office («استاندار خراسان»)."""
    if region[head].is_a("office.governor", "office.mayor"):
        for n in range(head + 1, min(head + 5, len(region))):
            if region[n].is_a("city", "region"):
                return n
            if not region[n].is_a("tenure", "adj", "word"):
                break
    return head


def _last_run(region: Sequence[Chunk], heads: list[int]) -> list[int]:
    """The heads after the last name between them: «ملک عبدالله پادشاه عربستان» is the second office's."""
    names = [n for n in range(heads[0], heads[-1]) if region[n].is_a(*_NAME_STARTS)]
    return [n for n in heads if not names or n > names[-1]]


def _in_name(region: Sequence[Chunk], n: int) -> bool:
    """Whether an office word is part of a name: «سلطان» in «زاید بن سلطان آل نهیان»."""
    return n > 0 and region[n].is_a("office.monarch") and region[n - 1].is_a("link", "patronym")


def _is_two(region: Sequence[Chunk]) -> bool:
    return region[0].type == "number" and region[0].data == 2


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


def _is_common_word(region: Sequence[Chunk]) -> bool:
    """A lone office that is also a common word (رهبر، نماینده، مدیر) and says neither whose nor of what."""
    offices = [c for c in region if c.is_a("office", "offices")]
    told = any(c.is_a(*_NATIONS, "institution", "portfolio", "body", "honorific", *_NAME_STARTS) for c in region)
    return bool(offices) and not told and all(c.data[0].ambiguous for c in offices)

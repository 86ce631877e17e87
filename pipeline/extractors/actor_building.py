"""From the chunks of a matched pattern to actors: name, office, institution, tenure, for whom."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Sequence

from pipeline.extractors.actors import Actor
from pipeline.extractors.offices import name_spelled, role_code, spelled
from pipeline.lexicon import Lexicon
from pipeline.patterns.chunks import Chunk
from pipeline.records import RoleCode

_NATIONS = ("country", "demonym", "ours", "this_country", "both", "this_body")
#: Origins of given names that people of Iran do not have.
_ELSEWHERE = frozenset(
    {
        "English", "Italian and Spanish", "Russian", "German", "French", "Central European and Nordic", "Indian",
        "Japanese and Korean", "South-East Asian", "African", "Georgian", "Chinese",
    }
)  # fmt: skip
#: Offices that several people of one state have at a time: their plural with countries is a group for each.
_GROUPS = (
    "offices.representative", "offices.official", "offices.member", "offices.manager", "offices.adviser",
    "offices.assistant", "offices.commander", "offices.legislator",
)  # fmt: skip
#: The pattern of offices of something that no table knows, before their country («وزیر برابری اجتماعی لبنان»).
_OF_SOMETHING = "actor.office-of-something"
_DIRECTORS = ("office.director_general", "office.manager")
#: Adjectives that are said of who holds an office, and are no part of it.
_OF_PERSON = ("فقید", "راحل", "مستعفی", "شهید")
_NAME_STARTS = ("holder", "known", "given", "name", "patronym")
_NAME_PARTS = (*_NAME_STARTS, "link", "word", "adj", "ordinal", "honorific.title")


class ActorBuilder:
    """Reads what the chunks of a region say of the actors that it names."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def build(self, clean: str, region: Sequence[Chunk], kind: str, rule: str) -> list[Actor]:
        """The actors of a region that a pattern of that kind and id (``rule``) matched."""
        if _is_common_word(region):
            return []
        actor = Actor(region[0].start, region[-1].end, "person", rule)
        if kind == "pronoun":
            actor.pronoun = True
            actor.nations = [c for c in region if c.is_a(*_NATIONS)]
            return [actor]
        if kind in ("delegation", "officials"):
            actor.kind = "delegation" if kind == "delegation" else "group"
            actor.nations = [c for c in region if c.is_a(*_NATIONS, "body")]
            if region[0].is_a("officials"):
                actor.role = (region[0].start, region[0].end, region[0].data[0].row.value)
            return _shares([actor]) or [actor]
        if kind == "people":
            return self._people(clean, region, rule)
        self._name(clean, region, actor)
        plural = kind in ("several", "group", "counterpart", "pair")
        role_end = self._role(clean, region, actor, plural=plural)
        actor.nations = _said_nations(region[role_end:])[: None if plural else 1]
        if actor.role_code == "chief_of_body" and actor.organization is None and _is_head_of_state(actor):
            actor.role_code = "head_of_state"
        if kind == "group":
            actor.kind = "group"
            actor.states = any(c.is_a("states", "littoral") for c in region)
            actor.nations = []
        elif actor.name is None:
            actor.kind = "office"
        actor.counterpart = any(c.type == "counterpart" for c in region)
        if kind == "king":
            actor.honorific = spelled(clean, region[0])
            if sum(c.is_a("office") for c in region) == 1:
                actor.role = None
        self._tenure(clean, region, actor)
        if kind == "pair":
            actor.kind, actor.pair = "office", True
            return [dataclasses.replace(actor, share=n, flags=[]) for n in range(2)] if _is_two(region) else []
        if kind == "counterpart" and len(actor.nations) > 1:
            return [dataclasses.replace(actor, nations=[nation], flags=[]) for nation in actor.nations]
        if kind != "several":
            return [actor]
        if any(c.is_a(*_GROUPS) for c in region):
            actor.kind = "group"
        offices = self._offices(clean, region, actor)
        return _shares(offices) if actor.nations else offices

    def _people(self, clean: str, region: Sequence[Chunk], rule: str) -> list[Actor]:
        """«آقایان هاشمی و خاتمی»: an actor for each name."""
        out: list[Actor] = []
        at = 1
        for n in range(1, len(region) + 1):
            if n == len(region) or region[n].is_a("and", "comma"):
                actor = Actor(region[at].start, region[n - 1].end, "person", rule)
                self._name(clean, region[at:n], actor)
                out.append(actor)
                at = n + 1
        return out

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
        honorifics = [c for n, c in enumerate(region) if c.is_a("honorific") and not _is_in_name(region, n)]
        if honorifics and honorifics[0].type == "honorific.plural":
            region = region[region.index(honorifics.pop(0)) + 1 :]
            actor.start = region[0].start
        if honorifics:
            actor.honorific = self._join(clean, honorifics)
        at = region.index(honorifics[-1]) + 1 if honorifics else None
        if at is None:
            at = next((n for n, c in enumerate(region) if c.is_a(*_NAME_STARTS, "honorific")), None)
        parts: list[Chunk] = []
        while at is not None and at < len(region) and (region[at].is_a(*_NAME_PARTS) or _in_name(region, at)):
            parts.append(region[at])
            at += 1
        if parts:
            actor.name = _joined(clean, parts, [name_spelled(clean, chunk) for chunk in parts])
            given = [c.data[0].row for c in parts if c.is_a("given")]
            actor.foreign = any(row.origin in _ELSEWHERE and (not row.ambiguous or len(parts) > 1) for row in given)

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
            theirs = region[last].is_a("portfolio") and region[heads[-1]].is_a("office.minister", "offices")
            if theirs and region[last + 1].is_a("institution"):
                break
            last += 1
            while (
                last + 2 < len(region)
                and region[last + 1].is_a("and", "comma")
                and region[last + 2].type == "portfolio"
            ):
                last += 2
            if last + 2 < len(region) and region[last + 1].type == "and" and region[last + 2].is_a("body"):
                last += 2
        last = max(last, _seat(region, heads[-1]), _bureau(region, heads[-1]))
        if actor.rule == _OF_SOMETHING:
            last = len(region) - 2
        parts = [c for c in region[heads[0] : last + 1] if not c.is_a("tenure") and _says_office(clean, c)]
        told = [c for n, c in enumerate(parts) if not c.is_a("body") and not _of_state(parts, n, region[last + 1 :])]
        while told[-1].is_a("and"):
            told.pop()
        text = self._join(clean, told, singular=plural and region[-1].is_a(*_NATIONS))
        actor.role = (told[0].start, told[-1].end, text)
        actor.role_code = self._code(parts)
        self._organization(clean, region[heads[0] :], actor)
        if parts[-1].is_a("city"):
            actor.organization_country = parts[-1].data[0].row.country
        actor.organization_country = actor.organization_country or parts[0].data[0].row.country
        return last + 1

    def _code(self, parts: Sequence[Chunk]) -> RoleCode | None:
        """The code of an office; of two that «و» joins the second one's, unless it is of no known rank."""
        cut = next((n for n in range(1, len(parts) - 1) if parts[n].is_a("and") and parts[n + 1].is_a("office")), None)
        both = [parts] if cut is None else [parts[cut + 1 :], parts[:cut]]
        codes = [
            role_code([c for c in one if c.is_a("office", "offices", "portfolio", "institution")], self._lexicon)
            for one in both
        ]
        return next((code for code in codes if code not in (None, "other")), codes[0])

    def _organization(self, clean: str, parts: Sequence[Chunk], actor: Actor) -> None:
        """The institution or body that the office is of, a ministry with its portfolio."""
        at = next((n for n, c in enumerate(parts) if c.is_a("institution", "body")), None)
        if at is None:
            return
        row = parts[at].data[0].row
        actor.body = row.code if parts[at].is_a("body") else None
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


def _is_in_name(region: Sequence[Chunk], n: int) -> bool:
    """Whether an honorific is part of a name: «سید», or a title after the given name («محسن حاجی میرزایی»)."""
    return bool(region[n].data[0].name == "سید" or (n > 0 and region[n - 1].is_a("given")))


def _is_head_of_state(actor: Actor) -> bool:
    """«رئیس امارات متحده عربی»: a head of nothing but a state."""
    state = bool(actor.nations) and actor.nations[0].is_a("country", "ours", "this_country")
    return state and actor.role is not None and actor.role[2] in ("رئیس", "رئیس محترم")


def _said_nations(region: Sequence[Chunk]) -> list[Chunk]:
    """The nations of a region, those that an envoy's topic is about left out («در امور سوریه»)."""
    out: list[Chunk] = []
    for n, chunk in enumerate(region):
        if chunk.type == "topic":
            return out or [c for c in region[n:] if c.type == "ours"]
        if chunk.is_a(*_NATIONS):
            out.append(chunk)
    return out


def _shares(offices: Sequence[Actor]) -> list[Actor]:
    """Each office for each of its nations, of which «دو کشور» are two."""
    return [
        dataclasses.replace(office, nations=[nation], share=n, flags=[])
        for nation in offices[0].nations
        for n in range(2 if nation.type == "both" else 1)
        for office in offices
    ]


def _is_listed(parts: Sequence[Chunk]) -> bool:
    """Whether a list of portfolios or bodies goes on."""
    if len(parts) < 2 or not parts[0].is_a("and", "comma"):
        return False
    return parts[1].type == "portfolio" or (parts[0].type == "and" and parts[1].type == "body")


def _says_office(clean: str, chunk: Chunk) -> bool:
    return not (chunk.is_a("adj") and clean[chunk.start : chunk.end] in _OF_PERSON)


def _of_state(parts: Sequence[Chunk], n: int, after: Sequence[Chunk]) -> bool:
    """Whether the n-th part is of the name of the state that follows: «رئیس‌جمهوری دموکراتیک و مردمی الجزایر»."""
    rest = [*parts[n:], *after]
    words = 0
    while words < len(rest) and rest[words].is_a("adj.state", "and"):
        words += 1
    return words > 0 and words < len(rest) and rest[words].is_a("country") and parts[0].is_a("office.president")


def _seat(region: Sequence[Chunk], head: int) -> int:
    """The place that a governor or mayor is of, which belongs to the office («استاندار خراسان»)."""
    if region[head].is_a("office.governor", "office.mayor"):
        for n in range(head + 1, min(head + 5, len(region))):
            if region[n].is_a("city", "region"):
                return n
            if not region[n].is_a("tenure", "adj", "word"):
                break
    return head


def _bureau(region: Sequence[Chunk], head: int) -> int:
    """The institution whose bureau a director is of, with the bureau's domain («مدیرکل غرب آسیای وزارت خارجه»)."""
    if region[head].is_a(*_DIRECTORS):
        for n in range(head + 1, len(region)):
            if region[n].is_a("institution"):
                return n + 1 if n + 1 < len(region) and region[n + 1].is_a("portfolio") else n
            if not region[n].is_a("region", "word", "adj", "portfolio", "country"):
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


def _joined(clean: str, parts: Sequence[Chunk], texts: Sequence[str]) -> str:
    """The texts of parts with what stands between them."""
    gaps = [clean[a.end : b.start] for a, b in itertools.pairwise(parts)]
    return " ".join("".join([texts[0], *(gap + text for gap, text in zip(gaps, texts[1:], strict=True))]).split())


def _is_common_word(region: Sequence[Chunk]) -> bool:
    """A lone office that is also a common word (رهبر، نماینده، مدیر) and says neither whose nor of what."""
    offices = [c for c in region if c.is_a("office", "offices")]
    told = any(c.is_a(*_NATIONS, "institution", "portfolio", "body", "honorific", *_NAME_STARTS) for c in region)
    return bool(offices) and not told and all(c.data[0].ambiguous for c in offices)

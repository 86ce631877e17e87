"""A participant while it is being put together, and which names are one person's."""

from __future__ import annotations

import dataclasses

from pipeline.extractors.actors import Actor
from pipeline.lexicon.holders import OfficeHolder, name_key
from pipeline.lexicon.tables import Line
from pipeline.records import RoleCode, Tenure
from pipeline.text.keys import match_key


@dataclasses.dataclass(slots=True, eq=False)
class Person:
    """One person, office, delegation or group of a document.

    ``country_inferred`` where the text does not say it; ``name`` is the fullest of all mentions, ``role_code`` the
    first that one gives, as ``tenure``; ``role_words`` are those of all mentions, ``bare_words`` of those
    without name and country, ``is_foreign`` says that one has a
    given name of another part of the world; ``is_told`` where some mention says who it is, which a lone pronoun does
    not; ``counterpart`` the person whose «همتای» this is called; ``doubt`` says what speaks against the name or the
    office on its day.
    """

    actors: list[Actor]
    sentences: list[int]
    country: str | None
    country_inferred: bool
    holder: Line[OfficeHolder] | None = None
    at_home: bool = False
    name: str | None = None
    role_code: RoleCode | None = None
    tenure: Tenure | None = None
    role_words: set[str | None] = dataclasses.field(default_factory=set)
    bare_words: set[str | None] = dataclasses.field(default_factory=set)
    is_foreign: bool = False
    is_told: bool = False
    counterpart: Person | None = None
    doubt: tuple[str, str] | None = None

    @property
    def first(self) -> Actor:
        """The mention that gives the id."""
        return self.actors[0]

    def add(self, actor: Actor, sentence: int) -> None:
        """Another mention, after all before it in the text; the fullest name is kept."""
        self.actors.append(actor)
        self.sentences.append(sentence)
        if actor.name and len(actor.name) > len(self.name or ""):
            self.name = actor.name
        self.role_code = self.role_code or actor.role_code
        self.tenure = self.tenure or actor.tenure
        self.role_words.add(actor.role_words)
        if actor.name is None and actor.role is not None and not actor.nations and actor.body is None:
            self.bare_words.add(actor.role_words)
        self.is_foreign = self.is_foreign or actor.foreign
        self.is_told = self.is_told or not actor.pronoun

    def take_over(self, other: Person) -> None:
        """All mentions of another record of this person, in the order of the text."""
        both = [*zip(self.actors, self.sentences, strict=True), *zip(other.actors, other.sentences, strict=True)]
        both.sort(key=lambda mention: mention[0].start)
        self.actors = [actor for actor, _ in both]
        self.sentences = [sentence for _, sentence in both]
        self.role_code = self.role_code or other.role_code
        self.tenure = next((actor.tenure for actor in self.actors if actor.tenure), None)
        self.role_words |= other.role_words
        self.bare_words |= other.bare_words
        self.is_foreign = self.is_foreign or other.is_foreign
        if self.country is None or (self.country_inferred and not other.country_inferred and other.country):
            self.country, self.country_inferred = other.country, other.country_inferred

    @property
    def is_private(self) -> bool:
        """Whether the office is of no state or body («مدیرعامل», a «رئیس» of nothing known), or a bare delegation."""
        if self.name is not None and self.role_code is None:
            return False
        told = any(a.nations or a.organization or a.honorific for a in self.actors)
        return not told and (self.role_code in ("chief_of_body", "other") or self.first.kind == "delegation")

    @property
    def may_act(self) -> bool:
        """Whether this can be somebody who acts for a state or body."""
        return self.is_told and not self.is_private


def name_words(name: str) -> list[str]:
    """The words of a name as all its spellings have them: without «ال», one form of «ف، وف، اف، یف»."""
    return [name_key(word.removeprefix("ال") if len(word) > 4 else word) for word in match_key(name).split()]


def name_end(name: str) -> str:
    """The last letters of a name, which all names that can be the same person's share."""
    return "".join(name_words(name))[-3:]


def same_person(a: str, b: str) -> bool:
    """Whether two names can be one person's: the shorter is the end of the longer, word by word, in any spelling.

    A break is none of the spelling: «احمد داوداوغلو» and «داود اوغلو» are one.
    """
    short, long = sorted((name_words(a), name_words(b)), key=lambda words: len("".join(words)))
    end = "".join(short)
    return bool(end) and any("".join(long[n:]) == end for n in range(len(long)))

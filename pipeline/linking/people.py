"""Who is who: mentions of one person or office over a document become one participant."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from pipeline.extractors.drafts import EventDraft, SentenceReading
from pipeline.extractors.participants import Actor
from pipeline.lexicon import Lexicon
from pipeline.lexicon.holders import OfficeHolder
from pipeline.linking.context import Context
from pipeline.text.keys import match_key

_NEAR = 2
#: Offices of which a state has one at a time: a bare mention may mean one named before.
_UNIQUE_OFFICES = frozenset(
    {
        "head_of_state", "supreme_leader", "monarch", "crown_prince", "head_of_government", "first_vice_president",
        "foreign_minister", "speaker_of_parliament",
    }
)  # fmt: skip


@dataclasses.dataclass(slots=True, eq=False)
class Person:
    """A participant while it is being put together; ``country_inferred`` where the text does not say it."""

    actors: list[Actor]
    sentences: list[int]
    country: str | None
    country_inferred: bool
    holder: OfficeHolder | None = None

    @property
    def first(self) -> Actor:
        """The mention that gives the id."""
        return min(self.actors, key=lambda a: a.start)

    @property
    def name(self) -> str | None:
        """The fullest name of all mentions."""
        return max((a.name for a in self.actors if a.name), key=len, default=None)

    @property
    def role_code(self) -> str | None:
        """The office, where some mention gives it."""
        return next((a.role_code for a in self.actors if a.role_code), None)


class PeopleLinker:
    """Assigns every :class:`Actor` of a document to a :class:`Person`, in the order of the text."""

    def __init__(self, context: Context, lexicon: Lexicon) -> None:
        self._context = context
        self._lexicon = lexicon
        self.people: list[Person] = []
        self._of: dict[int, Person] = {}

    def link(self, readings: Sequence[SentenceReading]) -> None:
        """Read all sentences; afterwards :meth:`person` answers."""
        for reading in readings:
            for chunk in reading.chunks:
                if chunk.type == "actor":
                    for actor in chunk.data:
                        self._of[id(actor)] = self._assign(actor, reading)

    def person(self, actor: Actor) -> Person:
        """The person that a mention is of."""
        return self._of[id(actor)]

    def _assign(self, actor: Actor, reading: SentenceReading) -> Person:
        country = self._said_country(actor)
        if actor.pronoun:
            found = self._antecedent(reading.index)
        elif actor.name:
            found = self._same_name(actor, country)
        elif actor.kind == "office":
            found = self._same_office(actor, country, reading.index)
        else:
            found = None
        if found is None:
            found = Person([], [], country, False)
            self.people.append(found)
        found.actors.append(actor)
        found.sentences.append(reading.index)
        if country is not None and found.country is None:
            found.country = country
        return found

    def _said_country(self, actor: Actor) -> str | None:
        codes = [code for nation in actor.nations for code in self._context.countries(nation)]
        if codes:
            return codes[0]
        return actor.organization_country

    def _antecedent(self, index: int) -> Person | None:
        """«وی»: the person named last, in this sentence or the two before it."""
        for person in sorted(self.people, key=lambda p: p.actors[-1].start, reverse=True):
            if person.first.kind in ("person", "office") and index - person.sentences[-1] <= _NEAR:
                return person
        return None

    def _same_name(self, actor: Actor, country: str | None) -> Person | None:
        assert actor.name is not None
        for person in reversed(self.people):
            if person.name and same_person(actor.name, person.name) and country in (None, person.country, None):
                return person
            if person.name and same_person(actor.name, person.name) and person.country is None:
                return person
        return None

    def _same_office(self, actor: Actor, country: str | None, index: int) -> Person | None:
        if actor.role_code is None or actor.role is None:
            return None
        unique = actor.role_code in _UNIQUE_OFFICES
        for person in reversed(self.people):
            first = person.first
            if person.role_code != actor.role_code or first.kind == "group" or first.tenure != actor.tenure:
                continue
            if not unique and not any(a.role and match_key(a.role[2]) == match_key(actor.role[2]) for a in person.actors):
                continue
            if country is not None and person.country == country:
                return person
            if country is None and (person.country is None or index - person.sentences[-1] <= _NEAR):
                return person
        return None


def same_person(a: str, b: str) -> bool:
    """Whether two names can be one person's: the shorter is the end of the longer, word by word, in any spelling."""
    short, long = sorted((match_key(a).split(), match_key(b).split()), key=len)
    return bool(short) and long[-len(short) :] == short


def infer_countries(
    linker: PeopleLinker, context: Context, lexicon: Lexicon, used: Sequence[tuple[Actor, EventDraft, str]]
) -> None:
    """Conclude for whom people act whom the text gives no country.

    By the office-holder table; in a country study by the direction of the trip, else the viewpoint; for a bare office
    («رئیس‌جمهور») the viewpoint.
    """
    for person in linker.people:
        if person.country is not None or person.first.kind == "group":
            continue
        person.country_inferred = True
        holder = lexicon.holders.resolve(name=person.name, role_code=person.role_code) if person.name else None
        if holder is not None:
            person.country = holder.country
        elif context.is_study or person.name is None:
            person.country = context.viewpoint

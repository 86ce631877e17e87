"""Who is who: mentions of one person or office over a document become one participant."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence

from pipeline.extractors.drafts import EventDraft, SentenceReading, VisitDraft
from pipeline.extractors.participants import Actor
from pipeline.lexicon import Lexicon
from pipeline.lexicon.holders import OfficeHolder
from pipeline.lexicon.tables import Line
from pipeline.linking.context import Context
from pipeline.records import RoleCode
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
    """A participant while it is being put together.

    ``country_inferred`` where the text does not say it; ``name`` is the fullest of all mentions, ``role_code`` the
    first that one gives; ``is_told`` where some mention says who it is, which a lone pronoun does not.
    """

    actors: list[Actor]
    sentences: list[int]
    country: str | None
    country_inferred: bool
    holder: Line[OfficeHolder] | None = None
    at_home: bool = False
    name: str | None = None
    role_code: RoleCode | None = None
    is_told: bool = False

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
        self.is_told = self.is_told or not actor.pronoun

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

    def conclude(self, visits: Sequence[VisitDraft], others: Sequence[EventDraft], date: dt.date | None) -> None:
        """Resolve people by the office-holder table, and conclude for whom those act whom the text gives no country.

        By the table; in a country study by the direction of the trip, else the viewpoint; for a bare office
        («رئیس‌جمهور») the viewpoint.
        """
        heading_home = {
            id(self.person(actor))
            for visit in visits
            for actor in visit.visitors
            if self._context.viewpoint in {c for d in visit.destinations for c in self._context.countries(d)}
        }
        self._meet_foreigners(others)
        for person in self.people:
            if person.first.kind in ("group", "delegation", "organization"):
                continue
            days = self._days(person, [*visits, *others], date)
            person.holder = self._lexicon.holders.resolve(
                name=person.name,
                role_code=person.role_code,
                country=person.country,
                earliest=days[0],
                latest=days[1],
            )
            if person.country is not None:
                continue
            if person.holder is not None:
                person.country = person.holder.row.country
            elif id(person) in heading_home and self._context.is_study:
                person.country = self._context.subject
            elif self._context.is_study or person.name is None or person.role_code is not None or person.at_home:
                person.country = self._context.viewpoint
            person.country_inferred = person.country is not None

    def _meet_foreigners(self, events: Sequence[EventDraft]) -> None:
        """Who is named without a country, and meets nobody but foreigners, acts for the viewpoint."""
        for event in events:
            people = list(dict.fromkeys(self.person(actor) for actor in event.actors))
            unsaid = [p for p in people if p.country is None and p.first.kind == "person"]
            said = [p.country for p in people if p.country is not None]
            if len(unsaid) == 1 and said and self._context.viewpoint not in said:
                unsaid[0].at_home = True

    def _days(
        self, person: Person, events: Sequence[EventDraft], date: dt.date | None
    ) -> tuple[dt.date | None, dt.date | None]:
        """When the person acted: the interval of an event of theirs, else the document's day."""
        mine = {id(actor) for actor in person.actors}
        for event in events:
            if event.dates and any(id(actor) in mine for actor in event.actors):
                return event.dates[0].earliest, event.dates[0].latest
        return date, date

    def _assign(self, actor: Actor, reading: SentenceReading) -> Person:
        country = self._said_country(actor)
        if actor.counterpart:
            self._take_office(actor, reading)
        if actor.pronoun:
            found = self._antecedent(reading.index)
        elif actor.name:
            found = self._same_name(actor, country)
        elif actor.kind == "office":
            found = self._same_office(actor, country, reading)
        else:
            found = None
        if found is None:
            found = Person([], [], country, False)
            self.people.append(found)
        found.add(actor, reading.index)
        if country is not None and found.country is None:
            found.country = country
            found.country_inferred = all(nation.type == "both" for nation in actor.nations) and bool(actor.nations)
        elif found.country_inferred and actor.nations and actor.nations[0].type != "both":
            found.country_inferred = False
        return found

    def _take_office(self, actor: Actor, reading: SentenceReading) -> None:
        """«همتای ترک خود» has the office of the last other person of the sentence that has one."""
        for person in sorted(self.people, key=lambda p: p.actors[-1].start, reverse=True):
            role = next((a for a in person.actors if a.role), None)
            if role is not None and person.sentences[-1] == reading.index:
                actor.role_code, actor.role_text = role.role_code, role.role[2] if role.role else None
                return

    def _said_country(self, actor: Actor) -> str | None:
        codes = [code for nation in actor.nations for code in self._context.countries(nation)]
        if actor.share < len(codes):
            return codes[actor.share]
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

    def _same_office(self, actor: Actor, country: str | None, reading: SentenceReading) -> Person | None:
        if actor.role_code is None:
            return None
        unique = actor.role_code in _UNIQUE_OFFICES
        for person in reversed(self.people):
            first = person.first
            if person.role_code != actor.role_code or first.kind == "group" or first.tenure != actor.tenure:
                continue
            if not unique and not any(a.role_words == actor.role_words for a in person.actors):
                continue
            unsaid = person.country is None and country == self._context.viewpoint
            if country is not None and (person.country == country or unsaid):
                return person
            near = reading.kind != "item" and reading.index - person.sentences[-1] <= _NEAR
            if country is None and (person.country is None or near):
                return person
        return None


def same_person(a: str, b: str) -> bool:
    """Whether two names can be one person's: the shorter is the end of the longer, word by word, in any spelling."""
    short, long = sorted((match_key(a).split(), match_key(b).split()), key=len)
    return bool(short) and long[-len(short) :] == short

"""Who is who: mentions of one person or office over a document become one participant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extractors.actors import Actor
from pipeline.extractors.drafts import SentenceReading
from pipeline.lexicon import Lexicon
from pipeline.linking.context import Context
from pipeline.linking.identity import IN_REACH, UNIQUE_OFFICES, begins_with_date, identify, is_entry
from pipeline.linking.persons import Person, name_end, same_person
from pipeline.text.keys import match_key

_NEAR = 2
#: How many people of one office back one may be named again: keeps linking linear in the number of people.
WINDOW = 100
#: What «دو وزیر» may be.
_MINISTERS = frozenset({"minister", "foreign_minister"})
_OFFICIAL = re.compile("این (?:مقام|دیپلمات)")


class PeopleLinker:
    """Assigns every :class:`Actor` of a document to a :class:`Person`, in the order of the text."""

    def __init__(self, context: Context, lexicon: Lexicon, clean: str) -> None:
        self.context = context
        self.lexicon = lexicon
        self._clean = clean
        self.people: list[Person] = []
        self._of: dict[int, Person] = {}
        self._recent: dict[int, Person] = {}  # by id, the one mentioned last at the end
        self._subjects: dict[int, list[Person]] = {}  # by sentence
        self._by_name_end: dict[str, list[Person]] = {}
        self._by_role: dict[str, list[Person]] = {}
        self._delegations: dict[tuple[str, str], Person] = {}
        self._at = 0  # the chunk being read
        self._others: dict[int, list[int]] = {}

    def link(self, readings: Sequence[SentenceReading]) -> None:
        """Read all sentences; afterwards :meth:`person` answers."""
        for reading in readings:
            if not any(chunk.type == "actor" for chunk in reading.chunks):
                continue
            subjects = {i for clause in reading.clauses for p in clause.with_function("subject") for i in p.at}
            self._others = _own_subjects(reading)
            for i, chunk in enumerate(reading.chunks):
                if chunk.type != "actor":
                    continue
                self._at = i
                for actor in chunk.data:
                    person = self._assign(actor, reading)
                    self._of[id(actor)] = person
                    if i in subjects:
                        self._subjects.setdefault(reading.index, []).append(person)
        identify(self, readings)

    def person(self, actor: Actor) -> Person:
        """The person that a mention is of."""
        return self._of[id(actor)]

    def unite(self, a: Person, b: Person) -> None:
        """Make two records one: an office and the name that does what was said of the office."""
        if a is not b:
            self.merge(*((b, a) if b.name and not a.name else (a, b)))

    # -- one mention ----------------------------------------------------------------------------------------------

    def _assign(self, actor: Actor, reading: SentenceReading) -> Person:
        country = self._said_country(actor)
        counterpart = self._take_office(actor, reading) if actor.counterpart else None
        if actor.pronoun:
            found = self._antecedent(actor, reading.index, country)
        elif actor.pair:
            found = self._one_of_pair(actor, reading.index)
            if found is None and len(codes := self.context.pair(actor.start)) == 2:
                country = codes[actor.share]
                found = self._same_office(actor, country, reading)
        elif actor.name:
            found = self._same_name(actor, country)
        elif actor.kind == "office":
            found = self._same_office(actor, country, reading, other=counterpart)
        elif actor.kind == "delegation" and not actor.pair:
            found = self._same_delegation(actor, country, reading)
        else:
            found = None
        if found is None:
            found = Person([], [], country, False)
            self.people.append(found)
        self._add(found, actor, reading.index)
        found.counterpart = found.counterpart or counterpart
        if country is not None and found.country is None:
            found.country = country
            found.country_inferred = all(nation.type == "both" for nation in actor.nations) and bool(actor.nations)
        elif found.country_inferred and actor.nations and actor.nations[0].type != "both":
            found.country_inferred = False
        return found

    def _add(self, person: Person, actor: Actor, sentence: int) -> None:
        """Give a person a mention, and find them by it from now on."""
        name, role = person.name, person.role_code
        person.add(actor, sentence)
        if person.name != name and person.name:
            self._by_name_end.setdefault(name_end(person.name), []).append(person)
        if person.role_code != role and person.role_code:
            self._by_role.setdefault(person.role_code, []).append(person)
        if actor.kind == "delegation" and person.country is not None:
            self._delegations[person.country, match_key(self._clean[actor.start : actor.end])] = person
        self._recent.pop(id(person), None)
        self._recent[id(person)] = person

    def _near(self, index: int, reach: int) -> Iterator[Person]:
        """The people mentioned in this sentence or the ``reach`` before it, the last one first."""
        for person in reversed(self._recent.values()):
            if index - person.sentences[-1] > reach:
                return
            yield person

    def _take_office(self, actor: Actor, reading: SentenceReading) -> Person | None:
        """«همتای ترک خود» has the office of the subject, else of the last other person of the sentence that has one."""
        named = [p for p in self._near(reading.index, 0) if p.first.kind in ("person", "office")]
        subjects = [p for p in self._subjects.get(reading.index, ()) if p in named]
        for person in [*subjects[:1], *named]:
            role = next((a for a in person.actors if a.role or a.role_text), None)
            if role is None and person.name is None:
                continue
            if role is not None:
                actor.role_code, actor.role_text = person.role_code, role.role[2] if role.role else role.role_text
            return person
        return None

    def _said_country(self, actor: Actor) -> str | None:
        codes = [code for nation in actor.nations for code in self.context.countries(nation)]
        if actor.share < len(codes):
            return codes[actor.share]
        return actor.organization_country

    def _antecedent(self, actor: Actor, index: int, country: str | None) -> Person | None:
        """«وی»: the subject of the last sentence that has one, else the person named last, within two sentences.

        «این مقام روس» is somebody with an office, and of that country.
        """
        official = _OFFICIAL.match(self._clean, actor.start) is not None
        other = {id(self._of[a]) for a in self._others.get(self._at, ()) if a in self._of}
        fitting = [
            person
            for person in self._near(index, _NEAR)
            if id(person) not in other
            and person.first.kind in ("person", "office")
            and (person.role_code is not None or not official)
            and country in (None, person.country)
        ]
        if not fitting:
            return None
        last = max(person.sentences[-1] for person in fitting)
        subjects = self._subjects.get(last, ())
        return next((person for person in subjects if person in fitting), fitting[0])

    def _one_of_pair(self, actor: Actor, index: int) -> Person | None:
        """«دو وزیر», «دو رئیس‌جمهور»: the last two people of that office, in the order of the text."""
        codes = _MINISTERS if actor.role_code == "minister" else {actor.role_code}
        found = [
            person
            for person in self._near(index, IN_REACH)
            if person.role_code in codes and person.first.kind in ("person", "office")
        ]
        taken = [person for person in found if person.actors[-1].start == actor.start]
        others = [person for person in found if person not in taken]
        if len(taken) + len(others) < 2:
            return None
        pair = sorted([*taken, *others][:2], key=lambda person: person.first.start)
        return next((person for person in pair if person not in taken), None)

    def _same_name(self, actor: Actor, country: str | None) -> Person | None:
        assert actor.name is not None
        for person in reversed(self._by_name_end.get(name_end(actor.name), ())):
            known = person.name is not None and same_person(actor.name, person.name)
            if known and (country in (None, person.country) or person.country is None or person.country_inferred):
                return person
        return None

    def _same_delegation(self, actor: Actor, country: str | None, reading: SentenceReading) -> Person | None:
        """In running text a country's delegation that is named again in the same words, or just as «هیئت», is one."""
        if country is None or self.context.is_study or is_entry(reading) or actor.share:
            return None
        key = (country, match_key(self._clean[actor.start : actor.end]))
        return next((p for p in (self._delegations.get(key),) if p is not None and p.first.start != actor.start), None)

    def _same_office(
        self, actor: Actor, country: str | None, reading: SentenceReading, other: Person | None = None
    ) -> Person | None:
        """The person of an office that is named again; ``other`` is the one whose counterpart the actor is.

        Of several, a bare office is that of the one whom the text has called so before («رئیس‌جمهور» after a talk with
        «رئیس‌جمهور فرانسه» is still the one at home).
        """
        if actor.role_code is None:
            return None
        found = [p for p in reversed(self._by_role.get(actor.role_code, ())[-WINDOW:]) if p is not other]
        fitting = (p for p in found if self._is_office_of(p, actor, country, reading))
        if country is not None:
            return next(fitting, None)
        people = list(fitting)
        return next((p for p in people if actor.role_words in p.bare_words), people[0] if people else None)

    def _is_office_of(self, person: Person, actor: Actor, country: str | None, reading: SentenceReading) -> bool:
        """Whether an office that is named without a name can be this person's."""
        if person.role_code != actor.role_code or person.first.kind == "group" or person.tenure != actor.tenure:
            return False
        if actor.role_code not in UNIQUE_OFFICES and actor.role_words not in person.role_words:
            return False
        near = reading.index - person.sentences[-1] <= _NEAR
        if self._is_dated(reading) and person.name and not near:
            return False  # a list of years: the office may have passed to another
        if country is not None:
            unsaid = person.country is None and country in (self._home(person), self.likely_country(person))
            return person.country == country or unsaid
        if person.country is None:
            return True
        if actor.role_words in person.bare_words and not self.context.is_study:
            return True
        lent = not any(a.role is not None for a in person.actors)  # «همتای … خود» has no office of its own words
        return near and not is_entry(reading) and not lent

    def _home(self, person: Person) -> str | None:
        return None if person.is_foreign else self.context.viewpoint

    def likely_country(self, person: Person) -> str | None:
        """Where the only people of that name and office in the table of holders served."""
        if person.name is None:
            return None
        lines = self.lexicon.holders.by_surname(person.name)
        codes = {line.row.country for line in lines if person.role_code in (None, line.row.role_code)}
        return codes.pop() if len(codes) == 1 else None

    # -- the whole document ---------------------------------------------------------------------------------------

    def with_role(self, code: str) -> Sequence[Person]:
        """Who was given an office of that code, in order; some of them may be merged by now."""
        return self._by_role.get(code, ())

    def subjects(self, sentence: int) -> Sequence[Person]:
        """Who the sentence of that index says something of, in order."""
        return self._subjects.get(sentence, ())

    def merge(self, person: Person, other: Person) -> None:
        """Make one person of two."""
        for actor in other.actors:
            self._of[id(actor)] = person
        person.take_over(other)
        self.people = [p for p in self.people if p is not other]
        for p in self.people:
            if p.counterpart is other:
                p.counterpart = person

    def _is_dated(self, reading: SentenceReading) -> bool:
        """Whether a reading is one of a list of dated events: an item of a study with its date, or begins with it."""
        listed = self.context.is_study and reading.kind == "item"
        return begins_with_date(reading) or (listed and any(chunk.type == "date" for chunk in reading.chunks))


def _own_subjects(reading: SentenceReading) -> dict[int, list[int]]:
    """For each position under a preposition or را, the actors (by ``id``) that the clause has as its own subject.

    «وزیران نفت و نیرو وی را همراهی کردند»: «وی» is neither of them.
    """
    out: dict[int, list[int]] = {}
    for clause in reading.clauses:
        at = [i for p in clause.with_function("subject") for i in p.at]
        own = [id(actor) for i in at if reading.chunks[i].type == "actor" for actor in reading.chunks[i].data]
        for before, phrase in zip([None, *clause.phrases], clause.phrases, strict=False):
            of_a_noun = (
                before is not None
                and reading.chunks[before.at[-1]].type == "actor"
                and any(reading.chunks[i].is_a("meet") for i in before.at)
            )  # «روحانی در گفت‌وگوی مکرون با وی»
            if phrase.function in ("object", "with", "company") and not of_a_noun:
                out.update((i, own) for i in phrase.at)
    return out

"""One person told as two in different places of a document: by office in the headline, by name below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.extractors.attribution import reports
from pipeline.extractors.drafts import SentenceReading
from pipeline.linking.persons import Person

if TYPE_CHECKING:
    from pipeline.linking.people import PeopleLinker

#: Within how many sentences a named person's office that was mentioned before is theirs, and «دو وزیر» are sought.
IN_REACH = 6
#: Offices of which a state has one at a time: a bare mention may mean one named before.
UNIQUE_OFFICES = frozenset(
    {
        "head_of_state", "supreme_leader", "monarch", "crown_prince", "head_of_government", "first_vice_president",
        "foreign_minister", "speaker_of_parliament",
    }
)  # fmt: skip
#: Offices of which there are as many as posts, so that the same words may mean another.
_MANY = frozenset({"ambassador", "charge_d_affaires", "member_of_parliament", "governor", "mayor", "special_envoy"})
#: How many sentences after an office its holder's name may come as the one who goes on speaking.
_NEXT = 2
_WINDOW = 100
_CURRENT = (None, "incumbent")


def identify(linker: PeopleLinker, readings: Sequence[SentenceReading]) -> None:
    """Merge every office without a name with the one person whom the text means by it."""
    for office in [p for p in linker.people if p.name is None and p.role_code is not None]:
        start = readings[office.sentences[0]]
        if office.first.kind != "office" or office.tenure not in _CURRENT or start.kind == "item":
            continue
        for candidates in (_introduced, _same_words, _speakers, _holders):
            found = {id(person): person for person in candidates(linker, office, readings)}
            if len(found) == 1:
                linker.merge(next(iter(found.values())), office)
            if found:
                break


def _introduced(linker: PeopleLinker, office: Person, readings: Sequence[SentenceReading]) -> Iterator[Person]:
    """Who is introduced under an office that one person has at a time, within reach of its first mention."""
    if office.role_code not in UNIQUE_OFFICES:
        return
    for person in _named(linker, office):
        n = next((s for a, s in zip(person.actors, person.sentences, strict=True) if a.name and a.role), None)
        if n is not None and 0 <= n - office.sentences[0] <= IN_REACH and _same_country(linker, person, office):
            yield person


def _same_words(linker: PeopleLinker, office: Person, readings: Sequence[SentenceReading]) -> Iterator[Person]:
    """In running text, whoever has a name and the same office in the same words and for the same country or body."""
    if linker.context.is_study or office.role_code in _MANY:
        return
    words = {a.role_words for a in office.actors if a.role is not None}
    told = any(" " in (word or "") for word in words) or any(a.body for a in office.actors)
    for person in _named(linker, office) if told else ():
        introduced = any(
            a.name and a.role and _is_one_of(a.role_words, words) and not is_entry(readings[n])
            for a, n in zip(person.actors, person.sentences, strict=True)
        )
        if introduced and _same_country(linker, person, office, guessed=True):
            yield person


def _is_one_of(role: str | None, words: set[str | None]) -> bool:
    """Whether an office is one of these, or one that it names after another («معاون نخست‌وزیر و وزیر کشور»)."""
    return role in words or any(word and role and role.endswith(f" و {word}") for word in words)


def _speakers(linker: PeopleLinker, office: Person, readings: Sequence[SentenceReading]) -> Iterator[Person]:
    """Whoever goes on speaking by name right after the office spoke: «وزیر نفت گفت … . علی کاشانی افزود …».

    The name has no office of its own anywhere, and nobody else is named in between.
    """
    context = linker.context
    if context.is_study:
        return
    home = office.country in (None, context.viewpoint)
    for n in office.sentences:
        if office not in linker.subjects(n) or is_entry(readings[n]):
            continue
        for m in range(n + 1, min(n + 1 + _NEXT, len(readings))):
            speaker = next((p for p in linker.subjects(m) if p.name), None)
            if speaker is None:
                continue
            fits = (
                speaker.role_code is None
                and speaker.sentences[0] == m
                and speaker.is_foreign is not home
                and speaker.country in (None, office.country)
                and len(speaker.name or "") > len("نامی")
                and " " in (speaker.name or "")
                and not linker.lexicon.holders.by_surname(speaker.name or "")
                and _speaks(readings[m])
            )
            if fits:
                yield speaker
            break


def _speaks(reading: SentenceReading) -> bool:
    return any(reports(reading.chunks, clause) for clause in reading.clauses)


def _holders(linker: PeopleLinker, office: Person, readings: Sequence[SentenceReading]) -> Iterator[Person]:
    """Somebody named beside an office in running text who had it by the table of holders."""
    if office.role_code not in UNIQUE_OFFICES or linker.context.is_study:
        return
    country = office.country or linker.context.viewpoint
    terms = linker.lexicon.holders.terms(country, office.role_code or "")
    for person in linker.people:
        if person.name is None or person.role_code is not None or person.tenure is not None:
            continue
        if person.country not in (None, country) or not _are_beside(person, office, readings):
            continue
        if any(linker.lexicon.holders.is_called(line.row.id, person.name) for line in terms):
            yield person


def _named(linker: PeopleLinker, office: Person) -> Iterator[Person]:
    """Who has a name and that office now."""
    return (p for p in linker.people if p.name is not None and p.role_code == office.role_code and p.tenure in _CURRENT)


def _same_country(linker: PeopleLinker, person: Person, office: Person, *, guessed: bool = False) -> bool:
    """Whether both act for one country, where an unsaid one is the viewpoint's.

    With ``guessed`` a foreigner's unsaid country may be the office's.
    """
    home = linker.context.viewpoint
    if office.country == person.country:
        return not (person.country is None and person.is_foreign)
    if office.country is None:
        return person.country == home
    if person.country is not None:
        return False
    return (
        (office.country == home) is not person.is_foreign
        if guessed
        else office.country == home and not person.is_foreign
    )


def _are_beside(person: Person, office: Person, readings: Sequence[SentenceReading]) -> bool:
    """Whether two people are mentioned in one sentence or two that follow each other, and no list."""
    own = [n for n in person.sentences if not is_entry(readings[n])]
    others = {n for n in office.sentences if not is_entry(readings[n])}
    return any(n + step in others for n in own for step in (-1, 0, 1))


def begins_with_date(reading: SentenceReading) -> bool:
    """Whether a reading begins with its date, as entries of chronicles do."""
    chunks = reading.chunks
    return len(chunks) > 1 and chunks[0].type == "date" and chunks[1].is_a("stop", "dash")


def is_entry(reading: SentenceReading) -> bool:
    """Whether a reading is an item of a list, or begins with its date as entries of chronicles do."""
    return reading.kind == "item" or begins_with_date(reading)

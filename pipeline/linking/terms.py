"""Whom a name or an office meant on its day, and for whom those act whom the text gives no country."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from pipeline.extractors.drafts import EventDraft, VisitDraft
from pipeline.lexicon.holders import SINGLE_OFFICES
from pipeline.linking.people import PeopleLinker
from pipeline.linking.persons import Person

_Days = tuple[dt.date | None, dt.date | None]


def conclude(
    people: PeopleLinker, visits: Sequence[VisitDraft], others: Sequence[EventDraft], date: dt.date | None
) -> None:
    """Resolve people by the office-holder table, and conclude their countries.

    By the table; in a country study by the direction of the trip, else the viewpoint; for a bare office
    («رئیس‌جمهور») the viewpoint. ``date`` is the document's own day.
    """
    context = people.context
    heading_home = {
        id(people.person(actor))
        for visit in visits
        for actor in visit.visitors
        if context.viewpoint in {c for d in visit.destinations for c in context.countries(d)}
    }
    _meet_foreigners(people, others)
    days = _days_of(people, [*visits, *others])
    for person in people.people:
        if person.first.kind in ("group", "delegation", "organization"):
            continue
        interval = days.get(id(person), (date, date))
        _resolve(people, person, interval)
        if person.country is None:
            if person.holder is not None:
                person.country = person.holder.row.country
            elif abroad := _known_abroad(people, person) or _known_in_office(people, person):
                person.country = abroad
            elif context.is_study and (id(person) in heading_home or person.is_foreign):
                person.country = context.subject
            elif context.is_study or _acts_at_home(person):
                person.country = context.viewpoint
            person.country_inferred = person.country is not None
        person.doubt = _doubt(people, person, interval)
    for person in people.people:
        _share_office(person)


def _known_abroad(people: PeopleLinker, person: Person) -> str | None:
    """The one foreign country that the table has a full name in, under any office («کاندولیزا رایس، مشاور …»)."""
    if person.name is None or " " not in person.name:
        return None
    codes = {line.row.country for line in people.lexicon.holders.by_surname(person.name)}
    return next(iter(codes)) if len(codes) == 1 and people.context.viewpoint not in codes else None


def _known_in_office(people: PeopleLinker, person: Person) -> str | None:
    """The one country in which the table has that surname in that office («رئیس‌جمهور بوش»)."""
    return people.likely_country(person) if person.role_code is not None else None


def _acts_at_home(person: Person) -> bool:
    """Whether somebody without a country is the viewpoint's: an office without a name, or a name of the region."""
    if person.name is None:
        return person.role_code is not None
    return not person.is_foreign and (person.role_code is not None or person.at_home)


def _resolve(people: PeopleLinker, person: Person, days: _Days) -> None:
    """The holder by name, or by office on the day; «سابق» and «منتخب» say that the office was another's on the day."""
    elsewhere = person.tenure in ("former", "elect")
    if person.name is None and elsewhere:
        return
    person.holder = people.lexicon.holders.resolve(
        name=person.name,
        role_code=person.role_code,
        country=person.country,
        office=next((a.role[2] for a in person.actors if a.role), None),
        earliest=None if elsewhere else days[0],
        latest=None if elsewhere else days[1],
    )


def _doubt(people: PeopleLinker, person: Person, days: _Days) -> tuple[str, str] | None:
    """What the table says against the name and the office of a person on the day: a kind of warning, and why."""
    first, last = days
    if person.name is None or person.tenure in ("former", "elect", "acting") or first is None or last is None:
        return None
    if person.role_code not in SINGLE_OFFICES or person.country is None:
        return None
    terms = people.lexicon.holders.terms(person.country, person.role_code)
    own = [line for line in terms if people.lexicon.holders.is_called(line.row.id, person.name)]
    if any(line.row.touches(first, last) for line in own):
        return None
    if own:
        nearest = min(own, key=lambda line: abs((line.row.start - first).days))
        term = f"{nearest.row.start} to {nearest.row.end or 'today'}"
        return "outside_term", f"{nearest.row.name} held the office from {term}, and not on {first}"
    holders = [line for line in terms if line.row.touches(first, last)]
    if len(holders) == 1 and holders[0].row.covers(first, last):
        return "holder_differs", f"on {first} {holders[0].row.name} held the office, by row {holders[0].number}"
    return None


def _share_office(person: Person) -> None:
    """A counterpart of somebody whose office the text tells later, or only the table, has that office."""
    other = person.counterpart
    if other is not None and person.role_code is None:
        person.role_code = other.role_code or (other.holder.row.role_code if other.holder is not None else None)


def _meet_foreigners(people: PeopleLinker, events: Iterable[EventDraft]) -> None:
    """Who is named without a country, and meets nobody but foreigners, acts for the viewpoint."""
    for event in events:
        met = list(dict.fromkeys(people.person(actor) for actor in event.actors))
        unsaid = [p for p in met if p.country is None and p.first.kind == "person"]
        said = [p.country for p in met if p.country is not None]
        if len(unsaid) == 1 and said and people.context.viewpoint not in said:
            unsaid[0].at_home = True


def _days_of(people: PeopleLinker, events: Iterable[EventDraft]) -> dict[int, _Days]:
    """When people acted, by ``id``: the interval of the first dated event of theirs."""
    days: dict[int, _Days] = {}
    for event in events:
        for actor in event.actors if event.dates else ():
            days.setdefault(id(people.person(actor)), (event.dates[0].earliest, event.dates[0].latest))
    return days

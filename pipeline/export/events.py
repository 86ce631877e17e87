"""Event data: one JSON object for each event, in the terms of PLOVER and CAMEO.

``event_type``, ``event_mode`` and ``contexts`` are PLOVER's; ``cameo`` and ``quad_class`` (1 verbal cooperation, 2
material cooperation, 3 verbal conflict, 4 material conflict) CAMEO's. Only events that the codebooks have a code for
are exported. An actor is a participant of the document or a state or body itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

import msgspec

from pipeline import records

_QUAD_CLASSES = ((5, 1), (9, 2), (14, 3), (20, 4))  # last CAMEO root of the class, and the class


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody on one side of an event; ``country`` is ISO 3166-1 alpha-3 or a body's acronym."""

    name: str | None
    role: str | None
    role_code: str | None
    country: str | None
    participant: str | None


class EventRecord(msgspec.Struct, frozen=True, kw_only=True):
    """An event; ``date`` to ``date_latest`` is the interval that it lies in, ``event_id`` the id of its record."""

    event_id: str
    dyad: int | None = None
    date: dt.date | None
    date_latest: dt.date | None
    event_type: str
    event_mode: str | None
    contexts: list[str]
    cameo: str
    quad_class: int | None
    actors: list[Actor]
    recipients: list[Actor]
    country: str | None
    placename: str | None
    status: str
    text: str
    confidence: float
    document_id: str
    record_id: str
    source: str | None


def event_records(document: records.Document, *, dyads: bool = False) -> Iterator[EventRecord]:
    """The events of a document by the place of their triggers; with ``dyads`` a record for each actor and recipient.

    Of an event without recipients, such as talks of equals, each two actors are a dyad.
    """
    people = {participant.id: participant for participant in document.participants}
    events: list[records.Visit | records.Meeting | records.Agreement]
    events = [*document.visits, *document.meetings, *document.agreements]
    for event in sorted(events, key=lambda event: (event.trigger.start, event.id)):
        code = event.event
        if code is None:
            continue
        whole = _event_record(document, event, code, people)
        if not dyads:
            yield whole
            continue
        for n, (one, other) in enumerate(_dyads(whole.actors, whole.recipients), 1):
            yield msgspec.structs.replace(whole, dyad=n, actors=[one], recipients=[other])


def json_lines(documents: Iterable[records.Document], *, dyads: bool = False) -> Iterator[bytes]:
    """All events as lines of JSON."""
    for document in documents:
        for event in event_records(document, dyads=dyads):
            yield msgspec.json.encode(event) + b"\n"


def _event_record(
    document: records.Document,
    event: records.Visit | records.Meeting | records.Agreement,
    code: records.EventCode,
    people: dict[str, records.Participant],
) -> EventRecord:
    country, placename = _place(event)
    return EventRecord(
        event_id=f"{document.document.id}:{event.id}",
        date=event.when.earliest if event.when else None,
        date_latest=event.when.latest if event.when else None,
        event_type=code.plover.event,
        event_mode=code.plover.mode,
        contexts=[code.plover.context] if code.plover.context else [],
        cameo=code.cameo,
        quad_class=_quad_class(code.cameo),
        actors=_actors(code.actors, people),
        recipients=_actors(code.recipients, people),
        country=country,
        placename=placename,
        status=event.status,
        text=event.evidence[0].text if event.evidence else event.trigger.text,
        confidence=event.confidence,
        document_id=document.document.id,
        record_id=event.id,
        source=document.document.source,
    )


def _actors(ids: list[str], people: dict[str, records.Participant]) -> list[Actor]:
    """One for each participant, and one for each state or body that none of them acts for."""
    known = [people[id] for id in ids if id in people]
    acted_for = {person.country for person in known}
    actors = [
        Actor(
            name=person.name or (person.resolved.name if person.resolved else None),
            role=person.role.text if person.role else None,
            role_code=person.role_code,
            country=person.country,
            participant=person.id,
        )
        for person in known
    ]
    codes = [id for id in ids if id not in people and id not in acted_for]
    actors.extend(Actor(name=None, role=None, role_code=None, country=code, participant=None) for code in codes)
    return actors


def _dyads(actors: list[Actor], recipients: list[Actor]) -> list[tuple[Actor, Actor]]:
    if recipients:
        return [(one, other) for one in actors for other in recipients]
    return [(one, other) for n, one in enumerate(actors) for other in actors[n + 1 :]]


def _place(event: records.Visit | records.Meeting | records.Agreement) -> tuple[str | None, str | None]:
    if isinstance(event, records.Visit):
        first = event.destinations[0] if event.destinations else None
        return (first.country, first.place) if first else (None, None)
    return event.country, event.place.text if event.place else None


def _quad_class(cameo: str) -> int | None:
    root = cameo[:2]
    if not root.isdigit():
        return None
    return next((quad for last, quad in _QUAD_CLASSES if 1 <= int(root) <= last), None)

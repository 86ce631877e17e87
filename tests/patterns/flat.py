"""Records as a pattern's examples write them: people by name or role, places by code, phrases by text."""

from __future__ import annotations

from typing import Any

from pipeline import records


def flatten(event: records.Visit | records.Meeting | records.Agreement, document: records.Document) -> dict[str, Any]:
    """The fields of an event that examples may name."""
    people = {p.id: p.name or (p.role.text if p.role else p.kind) for p in document.participants}
    flat: dict[str, Any] = {"status": event.status, "rule": event.rule}
    if isinstance(event, records.Visit):
        flat |= {
            "visitors": [people[i] for i in event.visitors],
            "destinations": [d.country for d in event.destinations],
            "hosts": [people[i] for i in event.hosts],
            "purpose": event.purpose.text if event.purpose else None,
            "occasion": event.occasion.name.text if event.occasion else None,
            "count": event.count,
            "duration_days": event.duration_days,
            "visit_type": event.visit_type,
        }
    elif isinstance(event, records.Meeting):
        flat |= {
            "kind": event.kind,
            "participants": [people[i] for i in event.participants],
            "name": event.name.text if event.name else None,
            "ordinal": event.ordinal,
            "code": event.code,
            "place": event.place.text if event.place else None,
            "country": event.country,
        }
    else:
        flat |= {
            "type": event.type,
            "parties": event.parties,
            "signatories": [people[s.participant] for s in event.signatories],
            "subject": event.subject.text if event.subject else None,
            "title": event.title.text if event.title else None,
            "place": event.place.text if event.place else None,
        }
    return flat

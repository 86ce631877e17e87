"""What the page knows of each document: a short entry in its index, and a body that is read when it is opened."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec

from pipeline import records
from pipeline.evaluation.difference import RecordDifference
from pipeline.formats.gold import EVENT_KINDS, KINDS
from pipeline.report.gold import verdicts
from pipeline.report.texts import Text

_CHUNK = 256 * 1024  # bytes of JSON that are packed, and unpacked, together


class Shown(NamedTuple):
    """A document to show; ``differences`` from its gold, null where it has none."""

    document: records.Document
    text: Text
    differences: list[RecordDifference] | None


def index_entry(shown: Shown) -> dict[str, Any]:
    """What lists, the timeline, the matrix and filters need."""
    document, info = shown.document, shown.document.document
    events = [_event(document, kind, event) for kind in EVENT_KINDS for event in getattr(document, kind)]
    return {
        "id": info.id,
        "source": info.source,
        "date": info.date,
        "subject": info.subject_country,
        "length": info.length,
        "text": shown.text.state,
        "counts": [len(getattr(document, kind)) for kind in KINDS],
        "warnings": len(document.warnings),
        "verdicts": None if shown.differences is None else verdicts(shown.differences),
        "events": events,
    }


def _event(document: records.Document, kind: str, event: Any) -> dict[str, Any]:
    people = {participant.id: participant for participant in document.participants}
    ids = actors(event)
    from_, to = sides(event, people)
    return {
        "kind": kind,
        "id": event.id,
        "status": event.status,
        "earliest": event.when and event.when.earliest,
        "latest": event.when and event.when.latest,
        "trigger": event.trigger.text,
        "who": [_name(people[id]) for id in ids if id in people],
        "from": from_,
        "to": to,
        "place": _place(event),
        "title": _title(event),
    }


def actors(event: Any) -> list[str]:
    """The ids of those who travel, meet or sign."""
    match event:
        case records.Visit():
            return list(event.visitors)
        case records.Meeting():
            return list(event.participants)
        case records.Agreement():
            return [signatory.participant for signatory in event.signatories]
    raise TypeError(type(event))


def sides(event: Any, people: dict[str, records.Participant]) -> tuple[list[str], list[str]]:
    """Codes of the countries or bodies that act, and of those that a visit goes to or where another event was."""
    of_people = [people[id].country for id in actors(event) if id in people]
    from_: list[str | None]
    to: list[str | None]
    match event:
        case records.Visit():
            coded: list[str | None] = [code for code in event.event.actors if code not in people] if event.event else []
            origin = event.origin.country if event.origin else None
            from_ = of_people if any(of_people) else coded or [origin]
            to = [place.country for place in event.destinations]
        case records.Meeting():
            from_, to = [*event.countries, *of_people], [event.country]
        case records.Agreement():
            from_, to = [*event.parties], [event.country]
        case _:
            raise TypeError(type(event))
    return _unique(from_), _unique(to)


def _unique(codes: Sequence[str | None]) -> list[str]:
    return list(dict.fromkeys(code for code in codes if code))


def _name(participant: records.Participant) -> tuple[str, str | None]:
    """A name, or an office or body and the country that tells it from others."""
    role = participant.role.text if participant.role else None
    organization = participant.organization.text if participant.organization else None
    mention = participant.mentions[0].text if participant.mentions else participant.id
    if participant.name:
        return participant.name, None
    return role or organization or mention, participant.country


def _place(event: Any) -> str | None:
    if isinstance(event, records.Visit):
        return "، ".join(place.place for place in event.destinations if place.place) or None
    return event.place.text if event.place else None


def _title(event: Any) -> str | None:
    phrase = (
        event.title
        if isinstance(event, records.Agreement)
        else event.name
        if isinstance(event, records.Meeting)
        else event.occasion.name
        if event.occasion
        else None
    )
    return phrase.text if phrase else None


def body(shown: Shown) -> bytes:
    """JSON of a document's records, text pieces and differences from the gold."""
    document = msgspec.structs.replace(shown.document, sentences=msgspec.UNSET)
    return msgspec.json.encode(
        {"records": document, "pieces": shown.text.pieces, "differences": shown.differences},
    )


class Chunks:
    """Bodies packed several together: raw deflate in base64, so that nothing in them is markup or script."""

    def __init__(self) -> None:
        self.packed: list[str] = []
        self._open: list[bytes] = []

    def add(self, data: bytes) -> tuple[int, int]:
        """Take a body in; the number of its chunk and its place there."""
        place = len(self.packed), len(self._open)
        self._open.append(data)
        if sum(map(len, self._open)) >= _CHUNK:
            self._close()
        return place

    def finish(self) -> Iterator[str]:
        """All chunks."""
        if self._open:
            self._close()
        yield from self.packed

    def _close(self) -> None:
        packer = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
        data = packer.compress(b"[" + b",".join(self._open) + b"]") + packer.flush()
        self.packed.append(base64.b64encode(data).decode())
        self._open = []

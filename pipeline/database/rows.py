"""A document's records as rows: values in the order of each table's columns, days as ISO text, lists as JSON."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from pipeline import records
from pipeline.calendars.convert import to_jalali
from pipeline.database.search import search_key

Row = tuple[Any, ...]
Rows = defaultdict[str, list[Row]]
_NUL = re.compile(rb"(?<!\\)((?:\\\\)*)\\u0000")


def encode_loaded(document: records.Document) -> bytes:
    """All that is loaded of a document, as JSON: two of which it is the same have the same rows."""
    if document.repairs is not msgspec.UNSET or document.sentences is not msgspec.UNSET:
        document = msgspec.structs.replace(document, repairs=msgspec.UNSET, sentences=msgspec.UNSET)
    return records.encode(document)


def without_nul(document: records.Document, data: bytes) -> records.Document:
    """The document with U+FFFD in place of NUL, which databases do not hold, and a warning that says so.

    ``data`` is the document as :func:`encode_loaded` gives it.
    """
    if b"\\u0000" not in data:
        return document
    data, count = _NUL.subn("\\1\N{REPLACEMENT CHARACTER}".encode(), data)
    if not count:
        return document
    message = f"U+FFFD stands for NUL in {count} place{'s' if count > 1 else ''}: a database cannot hold it"
    warning = records.RecordWarning(kind="nul_replaced", message=message)
    cleaned = records.decode(data)
    return msgspec.structs.replace(cleaned, warnings=[*cleaned.warnings, warning])


def generator_row(generator: records.Generator) -> Row:
    """The row in ``generators``, whose id is a hash of the rest."""
    tagger = generator.tagger
    options = msgspec.json.encode(generator.options, order="deterministic").decode()
    values = (
        generator.name, generator.version, generator.rules, generator.lexicon, tagger.name, tagger.hash, options,
    )  # fmt: skip
    return (hashlib.sha256(msgspec.json.encode(values)).hexdigest()[:16], *values)


def countries_of(document: records.Document) -> set[str]:
    """All codes of states and bodies that the document's rows refer to."""
    codes = {document.document.viewpoint, document.document.subject_country}
    codes.update(participant.country for participant in document.participants)
    known = {participant.id for participant in document.participants}
    for event in (*document.visits, *document.meetings, *document.agreements):
        if event.event:
            codes.update({*event.event.actors, *event.event.recipients} - known)
    for visit in document.visits:
        codes.update(place.country for place in visit.destinations)
        if visit.origin:
            codes.add(visit.origin.country)
    for meeting in document.meetings:
        codes.update((*meeting.countries, meeting.country))
    for agreement in document.agreements:
        codes.update((*agreement.parties, agreement.country, *(s.on_behalf_of for s in agreement.signatories)))
    return {code for code in codes if code is not None}


def add_rows(rows: Rows, document: records.Document, *, sha256: str, generator: str, run: int) -> None:
    """Put the document's rows where those of their tables are gathered."""
    info = document.document
    rows["documents"].append(
        (
            info.id, info.source, info.sha256, info.text_sha256, info.encoding, info.length, *_day(info.date),
            info.viewpoint, info.subject_country, _json(info.inferred), document.schema_version, generator, sha256, run,
        )
    )  # fmt: skip
    for date in document.dates:
        rows["dates"].append(
            (
                info.id, date.id, date.text, date.start, date.end, date.kind, date.calendar, date.jalali, date.edtf,
                *_interval(date), date.granularity, date.modifier, _iso(date.anchor),
                msgspec.json.encode(date.alternatives).decode(), *_provenance(date),
            )
        )  # fmt: skip
    for participant in document.participants:
        _add_participant(rows, info.id, participant)
    people = {participant.id: participant for participant in document.participants}
    for visit in document.visits:
        _add_event(rows, info.id, "visit", visit, people)
        _add_visit(rows, info.id, visit)
    for meeting in document.meetings:
        _add_event(rows, info.id, "meeting", meeting, people)
        _add_meeting(rows, info.id, meeting)
    for agreement in document.agreements:
        _add_event(rows, info.id, "agreement", agreement, people)
        _add_agreement(rows, info.id, agreement)
    _add_pairs(rows, document)
    rows["warnings"].extend(
        (info.id, n, warning.kind, warning.record, *_span(warning.span), warning.message)
        for n, warning in enumerate(document.warnings)
    )


def _add_participant(rows: Rows, document: str, participant: records.Participant) -> None:
    p = participant
    resolved = (p.resolved.name, p.resolved.id, p.resolved.row) if p.resolved else (None, None, None)
    rows["participants"].append(
        (
            document, p.id, p.kind, p.name, p.honorific, *_phrase(p.role), p.role_code, p.tenure,
            *_phrase(p.organization), p.country, *resolved, *_provenance(p),
        )
    )  # fmt: skip
    rows["mentions"].extend((document, p.id, n, *_span(span)) for n, span in enumerate(p.mentions))
    said = (p.honorific, p.name, *_texts(p.role, p.organization), resolved[0])
    _add_search(rows, document, "participant", p.id, (*said, *(span.text for span in p.mentions)))


def _add_event(
    rows: Rows, document: str, kind: str, event: records.Event, people: dict[str, records.Participant]
) -> None:
    when, code, said = event.when, event.event, event.attribution
    rows["events"].append(
        (
            document, event.id, kind, event.status, *_span(event.trigger),  # type: ignore[attr-defined]
            *_interval(when), _json(when.inferred if when else ()),
            *((code.plover.event, code.plover.mode, code.plover.context, code.cameo) if code else (None,) * 4),
            said.participant if said else None, *_span(said.span if said else None), *_provenance(event),
        )
    )  # fmt: skip
    rows["evidence"].extend((document, event.id, n, *_span(span)) for n, span in enumerate(event.evidence))
    _add_dates(rows, document, event.id, "event", when)
    if code:
        for side, actors in (("actor", code.actors), ("recipient", code.recipients)):
            rows["event_actors"].extend(
                (document, event.id, side, n, actor if actor in people else None, None if actor in people else actor)
                for n, actor in enumerate(actors)
            )


def _add_dates(rows: Rows, document: str, event: str, aspect: str, when: records.When | None) -> None:
    if when:
        rows["event_dates"].extend((document, event, aspect, n, date) for n, date in enumerate(when.dates))


def _add_visit(rows: Rows, document: str, visit: records.Visit) -> None:
    origin, occasion = visit.origin, visit.occasion
    rows["visits"].append(
        (
            document, visit.id, visit.visit_type, visit.count, visit.duration_days, *_phrase(visit.purpose),
            *((origin.country, origin.place, *_span(origin.span)) if origin else (None,) * 5),
            *(
                (*_phrase(occasion.name), occasion.ordinal, occasion.code, occasion.meeting)
                if occasion else (None,) * 6
            ),
        )
    )  # fmt: skip
    for table, people in (("visit_visitors", visit.visitors), ("visit_hosts", visit.hosts)):
        rows[table].extend((document, visit.id, n, person) for n, person in enumerate(people))
    rows["visit_destinations"].extend(
        (document, visit.id, n, place.country, place.place, *_span(place.span))
        for n, place in enumerate(visit.destinations)
    )
    places = [place.place for place in visit.destinations]
    said = (*_texts(visit.purpose, occasion.name if occasion else None), *places)
    _add_search(rows, document, "visit", visit.id, (*_evidence(visit), *said))


def _add_meeting(rows: Rows, document: str, meeting: records.Meeting) -> None:
    rows["meetings"].append(
        (
            document, meeting.id, meeting.kind, *_phrase(meeting.name), meeting.ordinal, meeting.code,
            meeting.country, *_phrase(meeting.place),
        )
    )  # fmt: skip
    rows["meeting_participants"].extend((document, meeting.id, n, p) for n, p in enumerate(meeting.participants))
    rows["meeting_countries"].extend((document, meeting.id, n, code) for n, code in enumerate(meeting.countries))
    rows["meeting_topics"].extend((document, meeting.id, n, *_phrase(topic)) for n, topic in enumerate(meeting.topics))
    said = _texts(meeting.name, meeting.place, *meeting.topics)
    _add_search(rows, document, "meeting", meeting.id, (*_evidence(meeting), *said))


def _add_agreement(rows: Rows, document: str, agreement: records.Agreement) -> None:
    a = agreement
    further = {"ratification": a.ratification, "entry_into_force": a.entry_into_force, "termination": a.termination}
    rows["agreements"].append(
        (
            document, a.id, a.type, *_phrase(a.title), *_phrase(a.subject), *_phrase(a.place), a.country, a.quantity,
            a.quantity_text, a.laterality, *(value for when in further.values() for value in _interval(when)),
        )
    )  # fmt: skip
    for aspect, when in further.items():
        _add_dates(rows, document, a.id, aspect, when)
    rows["agreement_parties"].extend((document, a.id, n, party) for n, party in enumerate(a.parties))
    rows["agreement_signatories"].extend(
        (document, a.id, n, s.participant, s.on_behalf_of) for n, s in enumerate(a.signatories)
    )
    _add_search(rows, document, "agreement", a.id, (*_evidence(a), *_texts(a.title, a.subject, a.place)))


def _add_pairs(rows: Rows, document: records.Document) -> None:
    """Links that either of the two records names, once each."""
    linked: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for visit in document.visits:
        linked["visit_meetings"].update((visit.id, other) for other in visit.meetings)
        linked["visit_agreements"].update((visit.id, other) for other in visit.agreements)
        linked["visit_parents"].update((visit.id, other) for other in visit.parents)
    for meeting in document.meetings:
        linked["meeting_agreements"].update((meeting.id, other) for other in meeting.agreements)
        if meeting.visit:
            linked["visit_meetings"].add((meeting.visit, meeting.id))
    for agreement in document.agreements:
        if agreement.visit:
            linked["visit_agreements"].add((agreement.visit, agreement.id))
        if agreement.meeting:
            linked["meeting_agreements"].add((agreement.meeting, agreement.id))
    for table, pairs in linked.items():
        rows[table].extend((document.document.id, *pair) for pair in sorted(pairs))


def _add_search(rows: Rows, document: str, kind: str, record: str, said: Iterable[str | None]) -> None:
    text = "\n".join(dict.fromkeys(filter(None, said)))
    rows["search_texts"].append((document, kind, record, text, search_key(text)))


def _evidence(event: records.Event) -> list[str]:
    return [span.text for span in event.evidence] or [event.trigger.text]


def _texts(*phrases: records.Phrase | None) -> list[str]:
    return [phrase.text for phrase in phrases if phrase]


def _span(span: records.Span | None) -> Row:
    return (span.text, span.start, span.end) if span else (None, None, None)


def _phrase(phrase: records.Phrase | None) -> Row:
    if phrase is None:
        return None, None, None
    return (phrase.text, phrase.span.start, phrase.span.end) if phrase.span else (phrase.text, None, None)


def _provenance(record: records.Date | records.Participant | records.Event) -> Row:
    return _json(record.flags), _json(record.inferred), record.confidence, record.rule


def _json(words: Sequence[str]) -> str:
    return msgspec.json.encode(words).decode() if words else "[]"


def _interval(when: records.Date | records.When | None) -> Row:
    return (*_day(when.earliest), *_day(when.latest)) if when else (None, None, None, None)


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


@functools.lru_cache(maxsize=65536)
def _day(day: dt.date | None) -> tuple[str | None, str | None]:
    """ISO day, and the Jalali one where the calendar reaches."""
    if day is None:
        return None, None
    try:
        jalali = "{:04}-{:02}-{:02}".format(*to_jalali(day))
    except ValueError:
        jalali = None
    return day.isoformat(), jalali

"""One document's drafts linked and written as records."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TypeVar

from pipeline import records
from pipeline.extractors.dates import DateMention
from pipeline.extractors.drafts import AgreementDraft, EventDraft, MeetingDraft, SentenceReading, VisitDraft
from pipeline.lexicon import Lexicon
from pipeline.linking.assemble import Assembler, used_people
from pipeline.linking.context import build_context
from pipeline.linking.crowds import CrowdLinker, lead
from pipeline.linking.dates import date_records
from pipeline.linking.event_records import EventRecords
from pipeline.linking.events import EventLinker
from pipeline.linking.ids import Ids
from pipeline.linking.instruments import read_instrument
from pipeline.linking.people import PeopleLinker
from pipeline.linking.persons import Person
from pipeline.linking.plausibility import check
from pipeline.linking.signing import read_signatures
from pipeline.linking.speakers import let_speakers_act
from pipeline.linking.terms import conclude
from pipeline.linking.ties import inherit_dates, tie
from pipeline.text.repair import RepairedText
from pipeline.text.suspects import Slip

_Draft = TypeVar("_Draft", bound=EventDraft)


@dataclasses.dataclass(slots=True)
class LinkedDocument:
    """The record lists of a document."""

    dates: list[records.Date]
    participants: list[records.Participant]
    visits: list[records.Visit]
    meetings: list[records.Meeting]
    agreements: list[records.Agreement]
    warnings: list[records.RecordWarning]
    slips: list[Slip]
    subject_country: str | None


def link_document(
    text: RepairedText,
    readings: Sequence[SentenceReading],
    dates: Sequence[DateMention],
    visits: Sequence[VisitDraft],
    meetings: Sequence[MeetingDraft],
    agreements: Sequence[AgreementDraft],
    *,
    lexicon: Lexicon,
    viewpoint: str,
    subject: str | None,
    date: dt.date | None,
    everyone: bool = False,
) -> LinkedDocument:
    """Link the drafts of one document and write its records; ``everyone`` also those who take part in nothing."""
    read_signatures(text, readings, agreements)
    agreements = read_instrument(text.clean, readings, agreements)
    context = build_context(readings, viewpoint=viewpoint, subject=subject)
    people = PeopleLinker(context, lexicon, text.clean)
    people.link(readings)
    lead(people, text.clean)
    let_speakers_act(visits, meetings, readings)
    inherit_dates(visits, meetings, agreements)
    _plan_ahead([*visits, *meetings], text.clean, date)
    conclude(people, visits, [*meetings, *agreements], date)
    events = EventLinker(text.clean, context, people)
    merged_meetings, into = events.meetings(meetings)
    for visit in visits:
        if visit.gathering is not None:
            visit.gathering = into.get(id(visit.gathering))
    attending = {id(m): [v for v in visits if v.gathering is m] for m in merged_meetings if m.trigger.is_a("gathering")}
    told = merged_meetings
    merged_meetings = [m for m in told if events.is_meeting(m, attending.get(id(m), []))]
    for meeting in told:
        if meeting not in merged_meetings:
            meeting.drop("nothing says that people of different countries or bodies meet")
    held = {id(m) for m in merged_meetings}
    for visit in visits:
        if id(visit.gathering) not in held:
            visit.gathering = None
        elif not visit.destinations and visit.gathering is not None and visit.gathering.place is not None:
            visit.destinations = [visit.gathering.place]
    merged_visits = events.visits(visits)
    merged_agreements = events.agreements(agreements)
    merged_visits = CrowdLinker(text.clean, context, people).settle(merged_visits, merged_meetings, merged_agreements)
    tie(merged_visits, merged_meetings, merged_agreements, events)
    for agreement in merged_agreements:
        if agreement.visit is None:
            events.infer_parties(agreement, merged_visits, merged_meetings)
    for agreement in merged_agreements:
        if not (agreement.visit or agreement.meeting or events.is_between_states(agreement)):
            agreement.drop("no foreign party is said or concluded")
    merged_agreements = [a for a in merged_agreements if a.visit or a.meeting or events.is_between_states(a)]

    ids = Ids()
    written_dates, date_ids = date_records(text, dates, ids)
    assembler = Assembler(text, context, people, events, lexicon, ids, date_ids)
    used = used_people(people, merged_visits, merged_meetings, merged_agreements)
    if everyone:
        used += _named(people)
    participants = assembler.participants(used)
    written = EventRecords(assembler, participants, merged_visits, merged_meetings, merged_agreements)
    document = LinkedDocument(
        dates=written_dates,
        participants=list(participants.values()),
        visits=[written.visit(v) for v in _ordered(merged_visits)],
        meetings=[written.meeting(m) for m in _ordered(merged_meetings)],
        agreements=[written.agreement(a) for a in _ordered(merged_agreements)],
        warnings=[],
        slips=[slip for reading in readings for slip in reading.slips],
        subject_country=context.subject,
    )
    document.warnings = [*_doubts(participants, used), *check(document, lexicon)]
    return document


def _plan_ahead(drafts: Sequence[VisitDraft | MeetingDraft], clean: str, day: dt.date | None) -> None:
    """What no verb says to have happened, and lies after the text's own day or is «… آینده», is planned."""
    for draft in drafts:
        if draft.status != "occurred" or not draft.assumed or not draft.dates:
            continue
        later = day is not None and all(d.earliest is not None and d.earliest > day for d in draft.dates)
        if later or all(clean[d.start : d.end].endswith("آینده") for d in draft.dates):
            draft.status = "planned"


def _named(people: PeopleLinker) -> list[Person]:
    """All who are named, but for delegations of nobody known («هیأت»)."""
    return [p for p in people.people if p.is_told and (p.first.kind != "delegation" or p.may_act)]


def _doubts(participants: dict[int, records.Participant], used: Sequence[Person]) -> list[records.RecordWarning]:
    """Warnings of names and offices that the office-holder table contradicts."""
    doubted = [(participants[id(p)], p.doubt) for p in dict.fromkeys(used) if p.doubt is not None]
    return [
        records.RecordWarning(kind=kind, record=record.id, span=record.mentions[0], message=message)
        for record, (kind, message) in sorted(doubted, key=lambda found: found[0].mentions[0].start)
    ]


def _ordered(drafts: Sequence[_Draft]) -> list[_Draft]:
    return sorted(drafts, key=lambda d: d.trigger.start)


def slip_repairs(text: RepairedText, slips: Iterable[Slip]) -> list[records.Repair]:
    """Suspected recognition slips as repairs of kind ``ocr``, which are only proposed."""
    out: list[records.Repair] = []
    for slip in slips:
        start, end = text.alignment.to_raw(slip.start, slip.end)
        out.append(
            records.Repair(
                start=start,
                end=end,
                text=text.raw[start:end],
                repaired=slip.repaired,
                kind="ocr",
                confidence=slip.confidence,
            )
        )
    return out

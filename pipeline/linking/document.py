"""One document's drafts linked and written as records."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import TypeVar

from pipeline import records
from pipeline.extractors.dates import DateMention
from pipeline.extractors.drafts import AgreementDraft, EventDraft, MeetingDraft, SentenceReading, VisitDraft
from pipeline.lexicon import Lexicon
from pipeline.linking.assemble import Assembler, used_people
from pipeline.linking.context import build_context
from pipeline.linking.dates import date_records
from pipeline.linking.event_records import EventRecords
from pipeline.linking.events import EventLinker, enclosing_visit
from pipeline.linking.ids import Ids
from pipeline.linking.people import PeopleLinker
from pipeline.linking.persons import Person
from pipeline.linking.plausibility import check
from pipeline.linking.terms import conclude
from pipeline.text.repair import RepairedText

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
    slips: list[records.Repair]
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
    context = build_context(readings, viewpoint=viewpoint, subject=subject)
    people = PeopleLinker(context, lexicon, text.clean)
    people.link(readings)
    _inherit_dates(visits, meetings, agreements)
    conclude(people, visits, [*meetings, *agreements], date)
    events = EventLinker(text.clean, context, people)
    merged_meetings, into = events.meetings(meetings)
    for visit in visits:
        if visit.gathering is not None:
            visit.gathering = into.get(id(visit.gathering))
    attending = {id(m): [v for v in visits if v.gathering is m] for m in merged_meetings if m.trigger.is_a("gathering")}
    merged_meetings = [m for m in merged_meetings if events.is_meeting(m, attending.get(id(m), []))]
    held = {id(m) for m in merged_meetings}
    for visit in visits:
        if id(visit.gathering) not in held:
            visit.gathering = None
        elif not visit.destinations and visit.gathering is not None and visit.gathering.place is not None:
            visit.destinations = [visit.gathering.place]
    merged_visits = events.visits(visits)
    merged_agreements = events.agreements(agreements)
    _tie(merged_visits, merged_meetings, merged_agreements, people)
    for agreement in merged_agreements:
        if agreement.visit is None:
            events.infer_parties(agreement, merged_visits, merged_meetings)
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
        slips=_slips(text, readings),
        subject_country=context.subject,
    )
    document.warnings = [*_doubts(participants, used), *check(document, lexicon)]
    return document


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


def _slips(text: RepairedText, readings: Sequence[SentenceReading]) -> list[records.Repair]:
    """Suspected recognition slips as repairs of kind ``ocr``."""
    out: list[records.Repair] = []
    for slip in (slip for reading in readings for slip in reading.slips):
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


def _inherit_dates(
    visits: Sequence[VisitDraft], meetings: Sequence[MeetingDraft], agreements: Sequence[AgreementDraft]
) -> None:
    """An event without a date of its own takes the one that its sentence gave before it."""
    for draft in (*visits, *meetings, *agreements):
        nested = isinstance(draft, VisitDraft) and draft.purpose_of is not None
        occasion = isinstance(draft, MeetingDraft) and draft.status in ("planned", "proposed")
        if draft.dates or nested or occasion:
            continue
        before = [c.data for c in draft.sentence.chunks if c.type == "date" and c.end <= draft.trigger.start]
        same_clause = [
            draft.sentence.chunks[i].data for i in draft.clause.at if draft.sentence.chunks[i].type == "date"
        ]
        if same_clause or before:
            draft.dates = [(same_clause or before)[-1]]
        elif draft.sentence.kind == "item":
            draft.dates = _only_date(draft.sentence)


def _only_date(item: SentenceReading) -> list[DateMention]:
    """The date of a list item that has one («دیدار … از دمشق؛ ۲۳ اردیبهشت ۱۳۷۸»)."""
    dates = [chunk.data for chunk in item.chunks if chunk.type == "date"]
    return dates if len(dates) == 1 else []


def _tie(
    visits: Sequence[VisitDraft],
    meetings: Sequence[MeetingDraft],
    agreements: Sequence[AgreementDraft],
    people: PeopleLinker,
) -> None:
    """Links: a gathering to the visits that attend it, talks and agreements to the trip they were held on."""
    visits = _ordered(visits)
    meetings_of: dict[int, list[MeetingDraft]] = {}
    for meeting in _ordered(meetings):
        meetings_of.setdefault(id(meeting.sentence), []).append(meeting)
    attended: dict[int, list[VisitDraft]] = {}
    for visit in visits:
        if visit.gathering is not None:
            attended.setdefault(id(visit.gathering), []).append(visit)
    for attending in attended.values():
        gathering = attending[0].gathering
        assert gathering is not None
        where = [d for v in attending for d in v.destinations if len(v.destinations) == 1]
        gathering.place = gathering.place or (where[0] if where else None)
        gathering.status = min(
            (v.status for v in attending), key=("occurred", "planned", "proposed", "cancelled").index
        )
        gathering.participants = list(
            dict.fromkeys(
                [*gathering.participants, *(a for v in attending for a in v.visitors if v.status != "proposed")]
            )
        )
    for meeting in meetings:
        if id(meeting) not in attended:
            meeting.visit = enclosing_visit(meeting, visits)
    for agreement in agreements:
        agreement.visit = enclosing_visit(agreement, visits)
        agreement.meeting = _enclosing_meeting(agreement, meetings_of)
        if agreement.visit is not None and not agreement.dates and agreement.when == "signing":
            agreement.dates, agreement.dates_inferred = list(agreement.visit.dates), bool(agreement.visit.dates)
        elif agreement.visit is not None and agreement.dates and agreement.dates == agreement.visit.dates:
            agreement.dates_inferred = True
        if agreement.meeting is not None and agreement.place is None:
            agreement.place = agreement.meeting.place
            agreement.flags |= agreement.meeting.flags


def _enclosing_meeting(draft: AgreementDraft, meetings_of: dict[int, list[MeetingDraft]]) -> MeetingDraft | None:
    """The meeting at which an agreement was made: the last one told before it in the same sentence."""
    for meeting in reversed(meetings_of.get(id(draft.sentence), [])):
        if meeting.trigger.start < draft.trigger.start:
            return meeting if meeting.status == "occurred" else None
    return None

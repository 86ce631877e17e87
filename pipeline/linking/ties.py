"""Which trip a meeting belongs to, where and when an agreement was made: what events say of each other."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from typing import TypeVar

from pipeline.extractors.dates import DateMention
from pipeline.extractors.drafts import AgreementDraft, EventDraft, MeetingDraft, SentenceReading, VisitDraft
from pipeline.linking.events import EventLinker
from pipeline.linking.merging import NEAR, WINDOW

_Draft = TypeVar("_Draft", bound=EventDraft)
#: How many sentences after its telling a trip still has meetings.
_FAR = 12
#: How many days after the day on which somebody came they may still be there.
_STAY = 6
_ATTENDED_ORDER = ("occurred", "planned", "proposed", "cancelled")
_MADE = ("signed", "reached")


def inherit_dates(
    visits: Sequence[VisitDraft], meetings: Sequence[MeetingDraft], agreements: Sequence[AgreementDraft]
) -> None:
    """An event without a date of its own takes the one that its sentence gave before it.

    Not so a trip that is proposed, accepted or called off: that date is the day on which this was said.
    """
    for draft in (*visits, *meetings, *agreements):
        occasion = isinstance(draft, MeetingDraft) and draft.status in ("planned", "proposed")
        if draft.dates or occasion or (isinstance(draft, VisitDraft) and _is_answered(draft)):
            continue
        chunks = draft.sentence.chunks
        before = [c.data for c in chunks if c.type == "date" and c.end <= draft.trigger.start]
        same_clause = [chunks[i].data for i in draft.clause.at if chunks[i].type == "date"]
        if same_clause or before:
            draft.dates = [(same_clause or before)[-1]]
        elif draft.sentence.kind == "item":
            draft.dates = _only_date(draft.sentence)


def _is_answered(draft: VisitDraft) -> bool:
    if draft.purpose_of is not None or draft.status in ("proposed", "cancelled"):
        return True
    invited = any(draft.sentence.chunks[i].is_a("cue.invite") for i in draft.clause.at)
    return draft.status == "planned" and invited


def _only_date(item: SentenceReading) -> list[DateMention]:
    """The date of a list item that has one («دیدار … از دمشق؛ ۲۳ اردیبهشت ۱۳۷۸»)."""
    dates = [chunk.data for chunk in item.chunks if chunk.type == "date"]
    return dates if len(dates) == 1 else []


def tie(
    visits: Sequence[VisitDraft],
    meetings: Sequence[MeetingDraft],
    agreements: Sequence[AgreementDraft],
    events: EventLinker,
) -> None:
    """Links: a gathering to the visits that attend it, talks and agreements to the trip they were held on."""
    visits = _ordered(visits)
    attended = _attend(visits)
    earlier: MeetingDraft | None = None
    for meeting in _ordered(meetings):
        if id(meeting) in attended:
            meeting.visit = attended[id(meeting)][0] if len(attended[id(meeting)]) == 1 else None
            continue
        meeting.visit = _told_on(meeting, visits) or _trip_of_talks(meeting, visits, events)
        if meeting.visit is not None:
            _be_on(meeting, meeting.visit, earlier)
        earlier = meeting
    meetings_of: dict[int, list[MeetingDraft]] = {}
    for meeting in _ordered(meetings):
        meetings_of.setdefault(id(meeting.sentence), []).append(meeting)
    for agreement in agreements:
        agreement.meeting = _enclosing_meeting(agreement, meetings_of)
        agreement.visit = _told_on(agreement, visits) or _trip_of_agreement(agreement, visits, events)
        if agreement.visit is not None and not agreement.dates and agreement.when == "signing":
            agreement.dates, agreement.dates_inferred = list(agreement.visit.dates), bool(agreement.visit.dates)
        elif agreement.visit is not None and agreement.dates and agreement.dates == agreement.visit.dates:
            agreement.dates_inferred = True
        if agreement.meeting is not None and agreement.place is None:
            agreement.place = agreement.meeting.place
            agreement.flags |= agreement.meeting.flags


def _attend(visits: Sequence[VisitDraft]) -> dict[int, list[VisitDraft]]:
    """The visits that attend a gathering, by its ``id``: they say where it was, who was there and whether."""
    attended: dict[int, list[VisitDraft]] = {}
    for visit in visits:
        if visit.gathering is not None:
            attended.setdefault(id(visit.gathering), []).append(visit)
    for attending in attended.values():
        gathering = attending[0].gathering
        assert gathering is not None
        where = [d for v in attending for d in v.destinations if len(v.destinations) == 1]
        gathering.place = gathering.place or (where[0] if where else None)
        if any(v.status != "cancelled" for v in attending):
            gathering.status = min((v.status for v in attending), key=_ATTENDED_ORDER.index)
        travellers = [a for v in attending for a in v.visitors if v.status not in ("proposed", "cancelled")]
        named = [a for a in gathering.participants if a.kind != "group" or not travellers]
        gathering.participants = list(dict.fromkeys([*named, *travellers]))
    return attended


def _told_on(draft: EventDraft, visits: Sequence[VisitDraft]) -> VisitDraft | None:
    """The trip that the draft's own sentence tells before it, or takes up («در این سفر»).

    ``visits`` are in the order of their triggers.
    """
    before = bisect.bisect_left(visits, draft.trigger.start, key=lambda visit: visit.trigger.start)
    for visit in reversed(visits[max(0, before - WINDOW) : before]):
        told = any(draft.sentence.start <= start < draft.trigger.start for start, _ in visit.evidence)
        if (visit.sentence is draft.sentence or told) and _can_be_on(draft, visit):
            return visit
    return None


def _can_be_on(draft: EventDraft, visit: VisitDraft) -> bool:
    """What happened was on a trip that was made, what is planned may be on a planned one."""
    if visit.status == "occurred":
        return True
    planned = isinstance(draft, MeetingDraft | AgreementDraft) and draft.status in ("planned", "proposed")
    return visit.status == "planned" and planned


def _trip_of_talks(meeting: MeetingDraft, visits: Sequence[VisitDraft], events: EventLinker) -> VisitDraft | None:
    """The trip told nearby on which a traveller met somebody of the country travelled to."""
    if meeting.kind == "phone_call" or meeting.sentence.kind == "item":
        return None
    people = set(events.people(meeting.participants))
    countries = {p.country for p in people} | set(events.meeting_codes(meeting))
    where = set(events.context.countries(meeting.place)) if meeting.place else set()
    for visit in _near(meeting, visits):
        travellers = set(events.people(visit.visitors))
        away = set(events.destination_codes(visit))
        if where and not where & away:
            continue
        met = {p.country for p in people - travellers} & away
        pair = len(people) == 0 and set(events.sides(visit)) == countries
        if (people & travellers and met) or (pair and len(countries) == 2):
            return visit
    return None


def _trip_of_agreement(
    agreement: AgreementDraft, visits: Sequence[VisitDraft], events: EventLinker
) -> VisitDraft | None:
    """The trip of one party to the other that is told shortly before an agreement was made."""
    if agreement.status not in _MADE or agreement.is_known or agreement.is_titled or agreement.when != "signing":
        return None
    if agreement.sentence.kind == "item":
        return None
    codes = set(events.party_codes(agreement))
    for visit in _near(agreement, visits):
        sides = set(events.sides(visit))
        close = 0 <= agreement.sentence.index - visit.sentence.index <= NEAR
        if close and visit.status == "occurred" and len(sides) == 2 and codes <= sides:
            return visit
    return None


def _near(draft: EventDraft, visits: Sequence[VisitDraft]) -> list[VisitDraft]:
    """The trips that the draft may have happened on, nearest first: told not far before it or just after it."""
    found = [
        visit
        for visit in visits
        if -1 <= draft.sentence.index - visit.sentence.index <= _FAR
        and visit.sentence.kind != "item"
        and _can_be_on(draft, visit)
        and _within(draft, visit)
    ]
    return sorted(found, key=lambda v: abs(v.trigger.start - draft.trigger.start))


def _within(draft: EventDraft, visit: VisitDraft) -> bool:
    """Whether the draft's dates can lie in the trip's."""
    own = [(d.earliest, d.latest) for d in draft.dates if d.earliest and d.latest]
    trip = [(d.earliest, d.latest) for d in visit.dates if d.earliest and d.latest]
    if not own or not trip:
        return True
    stay = max(_STAY, visit.duration or 0)
    begin, end = min(e for e, _ in trip), max(e for _, e in trip)
    return any((first - end).days <= stay and last >= begin for first, last in own)


def _be_on(meeting: MeetingDraft, visit: VisitDraft, earlier: MeetingDraft | None) -> None:
    """Talks on a trip are where it went, if that was just told, and then, if nothing says when."""
    near = abs(meeting.sentence.index - visit.sentence.index) <= 1 or any(
        meeting.sentence.start <= start < meeting.sentence.end for start, _ in visit.evidence
    )
    if meeting.place is None and near and meeting.kind != "phone_call" and len(visit.destinations) == 1:
        meeting.place = visit.destinations[0]
    if meeting.dates or meeting.status == "cancelled":
        return
    same = earlier is not None and earlier.visit is visit and earlier.sentence.index == meeting.sentence.index
    meeting.dates = list(earlier.dates) if same and earlier is not None and earlier.dates else list(visit.dates)
    meeting.dates_inferred = bool(meeting.dates)


def _enclosing_meeting(draft: AgreementDraft, meetings_of: dict[int, list[MeetingDraft]]) -> MeetingDraft | None:
    """The meeting at which an agreement was made: the last one told before it in the same sentence."""
    for meeting in reversed(meetings_of.get(id(draft.sentence), [])):
        if meeting.trigger.start < draft.trigger.start:
            return meeting if meeting.status == "occurred" else None
    return None


def _ordered(drafts: Sequence[_Draft]) -> list[_Draft]:
    return sorted(drafts, key=lambda d: d.trigger.start)

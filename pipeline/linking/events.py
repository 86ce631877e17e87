"""Which mentions are one event, and which events belong together."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence
from typing import TypeVar

from pipeline.extractors.actors import Actor
from pipeline.extractors.drafts import AgreementDraft, EventDraft, MeetingDraft, VisitDraft
from pipeline.linking.context import Context
from pipeline.linking.people import PeopleLinker
from pipeline.linking.persons import Person
from pipeline.text.keys import match_key

_Event = TypeVar("_Event", VisitDraft, MeetingDraft)
_STATUS_ORDER = ("occurred", "cancelled", "planned", "proposed")
#: How many events back one may be taken up: keeps linking linear in the number of events.
_WINDOW = 100
_NEAR = 3
_FAR = 12
#: In an instrument's own text these tell parts of it.
_INSIDE_INSTRUMENTS = frozenset({"agreement.agreed", "agreement.reached", "agreement.headline"})
#: What a single state can issue too: one party alone makes none of them an agreement.
_MUTUAL = frozenset({"statement", "declaration", "understanding", "document", "programme", "minutes"})
#: Who lives where they act: their trips there are none.
_RESIDENTS = frozenset({"ambassador", "charge_d_affaires"})
_AGREEMENT_ORDER = ("ended", "ratified", "signed", "reached", "proposed")


class EventLinker:
    """Merges drafts of one event and ties visits, meetings and agreements together."""

    def __init__(self, clean: str, context: Context, linker: PeopleLinker) -> None:
        self._clean = clean
        self._context = context
        self._linker = linker

    def people(self, actors: Iterable[object]) -> list[Person]:
        """The people of these mentions, once each, in order."""
        return list(dict.fromkeys(self._linker.person(a) for a in actors))  # type: ignore[arg-type]

    def _add_people(self, into: list[Actor], more: Iterable[Actor]) -> None:
        """Append mentions of people who are not there yet."""
        known = {id(self._linker.person(actor)) for actor in into}
        into.extend(actor for actor in more if id(self._linker.person(actor)) not in known)

    # -- visits ---------------------------------------------------------------------------------------------------

    def visits(self, drafts: Sequence[VisitDraft]) -> list[VisitDraft]:
        """One draft per trip; trips inside the visitor's own country are none."""
        merged: list[VisitDraft] = []
        for draft in drafts:
            if draft.anaphoric:
                self._take_up(draft, merged)
                continue
            draft.visitors = [a for a in draft.visitors if self._linker.person(a).may_act]
            if self._is_domestic(draft) and not self._goes_home(draft):
                continue
            same = next((m for m in reversed(merged[-_WINDOW:]) if self._same_visit(m, draft)), None)
            if same is None and not self._is_told(draft):
                continue
            if same is None:
                merged.append(draft)
            else:
                self._add_people(same.visitors, draft.visitors)
                self._add_people(same.hosts, draft.hosts)
                _merge_visit(same, draft)
        return merged

    def destination_codes(self, draft: VisitDraft) -> list[str]:
        """Countries that the trip goes to, as the text says."""
        return [code for chunk in draft.destinations for code in self._context.countries(chunk)]

    def _take_up(self, draft: VisitDraft, merged: Sequence[VisitDraft]) -> None:
        """Add what «سفر سه روزه خود» says to the last trip of the same person."""
        people = set(self.people(draft.visitors))
        for visit in reversed(merged[-_WINDOW:]):
            if not people or people & set(self.people(visit.visitors)):
                visit.also.append(draft.trigger)
                visit.evidence.extend(draft.evidence)
                self._add_people(visit.hosts, draft.hosts)
                visit.duration = visit.duration or draft.duration
                visit.visit_type = visit.visit_type or draft.visit_type
                visit.gathering = visit.gathering or draft.gathering
                if draft.answer is not None and visit.status in ("proposed", "planned"):
                    visit.status = draft.answer
                return

    def _is_told(self, draft: VisitDraft) -> bool:
        """Whether enough is said for a trip abroad: somebody, and where to; a foreigner's trip needs no more."""
        if draft.destinations or draft.gathering:
            return bool(draft.visitors)
        home = {p.country for p in self.people(draft.visitors)}
        foreign = bool(home - {None, self._context.viewpoint})
        invited = any(p.country not in {None, *home} for p in self.people(draft.hosts))
        return bool(draft.visitors) and (self._context.is_study or foreign or invited)

    def _is_domestic(self, draft: VisitDraft) -> bool:
        codes = set(self.destination_codes(draft))
        if draft.visitors and all(p.role_code in _RESIDENTS for p in self.people(draft.visitors)):
            return True
        if not codes:
            return False
        home = {p.country for p in self.people(draft.visitors) if p.country}
        return bool(home) and codes <= home

    def _goes_home(self, draft: VisitDraft) -> bool:
        """«تهران را به مقصد صوفیه ترک کرد», said of a Bulgarian: the end of a trip to Tehran."""
        origin = draft.origin
        if not (draft.ends and origin is not None and draft.destinations):
            return False
        draft.destinations, draft.origin = [origin], None
        return not self._is_domestic(draft)

    def _same_visit(self, a: VisitDraft, b: VisitDraft) -> bool:
        if a.sentence.kind == "item" and b.sentence.kind == "item":
            return False
        if a.purpose_of is b or b.purpose_of is a:
            return False
        people_a, people_b = set(self.people(a.visitors)), set(self.people(b.visitors))
        codes_a, codes_b = set(self.destination_codes(a)), set(self.destination_codes(b))
        if not people_a or not people_b:
            compatible = bool(codes_a & codes_b) and abs(a.sentence.index - b.sentence.index) <= 2
        else:
            compatible = bool(people_a & people_b)
        if not compatible or (codes_a and codes_b and not codes_a & codes_b):
            return False
        if a.gathering and b.gathering and a.gathering is not b.gathering:
            return False
        if not (codes_a and codes_b) and not (a.gathering and b.gathering) and a.sentence is not b.sentence:
            return False
        return (b.ends and a.status == "occurred") or _dates_agree(a, b)

    # -- meetings -------------------------------------------------------------------------------------------------

    def meetings(self, drafts: Sequence[MeetingDraft]) -> tuple[list[MeetingDraft], dict[int, MeetingDraft]]:
        """One draft per encounter, and by ``id`` of a draft the one that it was merged into."""
        merged: list[MeetingDraft] = []
        into: dict[int, MeetingDraft] = {}
        for draft in drafts:
            near = (m for m in reversed(merged[-_WINDOW:]) if draft.sentence.index - m.sentence.index <= _NEAR)
            same = next((m for m in reversed(merged[-_WINDOW:]) if self._same_meeting(m, draft)), None)
            if same is None and draft.anaphoric:
                same = next(near, None)
                if same is None:
                    continue
            if same is None:
                merged.append(draft)
                into[id(draft)] = draft
            else:
                self._add_people(same.participants, draft.participants)
                _merge_meeting(same, draft)
                into[id(draft)] = same
        return merged, into

    def is_meeting(self, draft: MeetingDraft, attending: Sequence[VisitDraft]) -> bool:
        """Whether people of different countries or bodies met: not so where all act for one country."""
        people = self.people(draft.participants)
        if draft.trigger.is_a("gathering"):
            return self._is_between_states(draft, people, attending)
        if draft.parties:
            codes = {*self._party_codes(draft), *(p.country for p in people if p.country)}
            if len(codes) > 1:
                return True
        foreign = any(p.country not in (None, self._context.viewpoint) for p in people)
        if foreign or any(actor.states for actor in draft.participants):
            known = [p.country for p in people if p.country is not None]
            alone = len(known) == len(people) > 1 and len(set(known)) == 1
            return not alone and (len(people) > 1 or any(p.first.kind == "group" for p in people))
        return False

    def _party_codes(self, draft: MeetingDraft) -> list[str]:
        return [code for chunk in draft.parties for code in self._context.countries(chunk)]

    def _is_between_states(
        self, draft: MeetingDraft, people: Sequence[Person], attending: Sequence[VisitDraft]
    ) -> bool:
        """Whether a gathering is one of states or bodies: by its name, place, participants or who travels to it."""
        if draft.international or draft.code is not None:
            return True
        where = self._context.countries(draft.place) if draft.place else []
        codes = {*self._party_codes(draft), *where, *(p.country for p in people if p.country)}
        if codes - {self._context.viewpoint}:
            return True
        for visit in attending:
            home = {p.country for p in self.people(visit.visitors)}
            away = set(self.destination_codes(visit)) - {self._context.viewpoint}
            if (
                home - {None, self._context.viewpoint}
                or away
                or (visit.trigger.is_a("travel") and not visit.destinations)
            ):
                return True
        return False

    def _same_meeting(self, a: MeetingDraft, b: MeetingDraft) -> bool:
        if (a.name is None) != (b.name is None) and a.kind != b.kind:
            return False
        if a.name and b.name:
            same_name = self._same_name(a, b) or (a.code is not None and a.code == b.code)
            ordinals = a.ordinal == b.ordinal or None in (a.ordinal, b.ordinal)
            return same_name and ordinals and _dates_agree(a, b)
        if a.name or b.name or a.trigger.is_a("gathering") or b.trigger.is_a("gathering"):
            return False
        people_a, people_b = set(self.people(a.participants)), set(self.people(b.participants))
        phone = (a.kind == "phone_call") == (b.kind == "phone_call")
        if not people_a or not people_b:
            return phone and self._told_by_countries(a, b) and _dates_agree(a, b)
        return phone and len(people_a & people_b) >= 2 and _dates_agree(a, b)

    def _told_by_countries(self, a: MeetingDraft, b: MeetingDraft) -> bool:
        """«مذاکرات ایران و یمن» and, near it, the talks of people of these countries."""
        codes_a, codes_b = (
            {*self._party_codes(d), *(p.country for p in self.people(d.participants) if p.country)} for d in (a, b)
        )
        near = abs(a.sentence.index - b.sentence.index) <= _NEAR
        return near and len(codes_a) > 1 and (codes_a <= codes_b or codes_b <= codes_a)

    def _same_name(self, a: MeetingDraft, b: MeetingDraft) -> bool:
        """«اجلاس سران اکو» and «نشست سران اکو», «کمیسیون مشترک ایران و سوریه» and «کمیسیون مشترک»."""
        assert a.name is not None and b.name is not None
        first, second = (self._key(n).partition(" ")[2] for n in (a.name, b.name))
        short, long = sorted((first, second), key=len)
        return first == second or (a.kind == b.kind and bool(short) and long.startswith(f"{short} "))

    def _key(self, bounds: tuple[int, int]) -> str:
        return match_key(self._clean[bounds[0] : bounds[1]]).replace("\n", " ")

    # -- agreements -----------------------------------------------------------------------------------------------

    def agreements(self, drafts: Sequence[AgreementDraft]) -> list[AgreementDraft]:
        """One draft per agreement; one reached and then signed is one, told by its signing."""
        merged: list[AgreementDraft] = []
        for draft in drafts:
            same = next((m for m in reversed(merged[-_WINDOW:]) if self._same_agreement(m, draft)), None)
            if same is None and draft.anaphoric:
                same = next((m for m in reversed(merged[-_WINDOW:]) if _takes_up(draft, m)), None)
                if same is None:
                    continue
            if same is None:
                merged.append(draft)
            else:
                merged[merged.index(same)] = _merge_agreement(same, draft)
        if any(m.is_titled for m in merged):
            merged = [m for m in merged if m.rule not in _INSIDE_INSTRUMENTS]
        return merged

    def infer_parties(
        self, draft: AgreementDraft, visits: Sequence[VisitDraft], meetings: Sequence[MeetingDraft]
    ) -> None:
        """Parties that an agreement leaves out: of the trip or talks told with it, else of the whole text."""
        codes = self.party_codes(draft)
        if len(codes) > 1 or draft.is_known:
            return
        pairs = [self._sides(visit) for visit in _told_with(draft, visits)]
        pairs += [self._countries(meeting) for meeting in _told_with(draft, meetings)]
        if self._context.document_pair is not None:
            pairs.insert(0 if self._context.is_study else len(pairs), list(self._context.document_pair))
        pair = next((p for p in pairs if len(p) == 2 and set(codes) <= set(p)), None)
        if pair is not None:
            draft.inferred_parties = sorted(pair, key=lambda c: (c != self._context.viewpoint, c))

    def _sides(self, visit: VisitDraft) -> list[str]:
        home = [p.country for p in self.people(visit.visitors) if p.country]
        return list(dict.fromkeys([*home[:1], *self.destination_codes(visit)[:1]]))

    def _countries(self, meeting: MeetingDraft) -> list[str]:
        people = [p.country for p in self.people(meeting.participants) if p.country]
        return list(dict.fromkeys([*people, *self._party_codes(meeting)]))

    def party_codes(self, draft: AgreementDraft) -> list[str]:
        """Parties as the text says: named ones, then those that the signatories act for."""
        codes = [code for chunk in draft.parties for code in self._context.countries(chunk)]
        codes += [p.country for p in self.people(draft.signatories) if p.country]
        return list(dict.fromkeys(codes))

    def is_between_states(self, draft: AgreementDraft) -> bool:
        """Whether some foreign party, or both sides, are named: domestic deals and laws name none."""
        if draft.is_known or draft.inferred_parties:
            return True
        codes = self.party_codes(draft)
        alone = draft.type not in _MUTUAL and any(code != self._context.viewpoint for code in codes)
        return len(codes) > 1 or alone

    def _same_agreement(self, a: AgreementDraft, b: AgreementDraft) -> bool:
        if a.trigger is b.trigger:
            return True
        if a.anaphoric or b.anaphoric or a.type != b.type or (a.when == b.when and not _dates_agree(a, b)):
            return False
        if a.is_known and b.is_known:
            return str(a.trigger.data[0].name) == str(b.trigger.data[0].name)
        parties_a, parties_b = set(self.party_codes(a)), set(self.party_codes(b))
        if parties_a and parties_b and not (parties_a <= parties_b or parties_b <= parties_a):
            return False
        near = abs(a.sentence.index - b.sentence.index) <= 1
        if near and {a.status, b.status} == {"reached", "signed"}:
            return True
        if not (a.subject and b.subject):
            return False
        return self._key(a.subject) == self._key(b.subject)


def _told_with(draft: AgreementDraft, events: Sequence[_Event]) -> list[_Event]:
    """The trips or talks of the agreement's own sentence, then those of the two before it, nearest first."""
    near = [e for e in events if 0 <= draft.sentence.index - e.sentence.index < _NEAR and e.status != "cancelled"]
    if draft.sentence.kind == "item":
        near = [e for e in near if e.sentence is draft.sentence]
    return sorted(near, key=lambda e: abs(e.trigger.start - draft.trigger.start))


def _takes_up(mention: AgreementDraft, told: AgreementDraft) -> bool:
    """«این موافقت‌نامه» is the last one of that type, «این سند» and «این توافق» the last of any."""
    near = mention.sentence.index - told.sentence.index
    return (mention.type == told.type and (told.is_titled or near <= _FAR)) or (
        mention.type in ("document", "understanding") and near <= _NEAR
    )


def _dates_agree(a: EventDraft, b: EventDraft) -> bool:
    """Whether the dates of two mentions can be one: some pair overlaps, or one side has none."""
    first = [d for d in a.dates if d.earliest and d.latest]
    second = [d for d in b.dates if d.earliest and d.latest]
    if not first or not second:
        return True
    return any(x.earliest <= y.latest and y.earliest <= x.latest for x in first for y in second)  # type: ignore[operator]


def _merge_common(into: EventDraft, other: EventDraft) -> None:
    into.also.append(other.trigger)
    _add(into.evidence, other.evidence)  # type: ignore[arg-type]
    _add(into.dates, other.dates)  # type: ignore[arg-type]
    into.flags |= other.flags
    into.speaker = into.speaker and other.speaker


def _add(into: list[object], more: Sequence[object]) -> None:
    """Append what is new; the same thing twice is told in neighbouring mentions."""
    recent = into[-_WINDOW:]
    into.extend(x for x in more if x not in recent)


def _merge_visit(into: VisitDraft, other: VisitDraft) -> None:
    _merge_common(into, other)
    into.status = min(into.status, other.status, key=_STATUS_ORDER.index)
    if not into.destinations:
        into.destinations = other.destinations
    into.origin = into.origin or other.origin
    into.purpose = into.purpose or other.purpose
    into.gathering = into.gathering or other.gathering
    into.duration = into.duration or other.duration
    into.visit_type = into.visit_type or other.visit_type
    into.purpose_of = into.purpose_of or other.purpose_of


def _merge_meeting(into: MeetingDraft, other: MeetingDraft) -> None:
    _merge_common(into, other)
    into.status = min(into.status, other.status, key=_STATUS_ORDER.index)
    _add(into.topics, other.topics)  # type: ignore[arg-type]
    into.place = into.place or other.place
    into.ordinal = into.ordinal or other.ordinal
    into.name = into.name or other.name


def _merge_agreement(a: AgreementDraft, b: AgreementDraft) -> AgreementDraft:
    """The mention of the further stage takes in the other, a full one what «این موافقت‌نامه» is said to be."""
    into, other = (a, b) if b.anaphoric else sorted((a, b), key=lambda d: _AGREEMENT_ORDER.index(d.status))
    dates = list(into.dates)
    _merge_common(into, other)
    if other.when != into.when:
        into.dates = dates
        into.further[other.when] = list(other.dates)
    into.status = min(into.status, other.status, key=_AGREEMENT_ORDER.index)
    into.subject = into.subject or other.subject
    _add(into.parties, other.parties)  # type: ignore[arg-type]
    _add(into.signatories, other.signatories)  # type: ignore[arg-type]
    into.place = into.place or other.place
    into.laterality = into.laterality or other.laterality
    return into


def enclosing_visit(draft: EventDraft, visits: Sequence[VisitDraft]) -> VisitDraft | None:
    """The trip on which something happened: told before it in the same sentence, and not merely planned.

    ``visits`` are in the order of their triggers.
    """
    before = bisect.bisect_left(visits, draft.trigger.start, key=lambda visit: visit.trigger.start)
    for visit in reversed(visits[max(0, before - _WINDOW) : before]):
        same = visit.sentence is draft.sentence or any(
            draft.sentence.start <= start < draft.sentence.end for start, _ in visit.evidence
        )
        if same and visit.status == "occurred":
            return visit
    return None

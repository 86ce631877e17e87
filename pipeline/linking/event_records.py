"""Event records: visits, meetings and agreements with their links, intervals and codes."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from pipeline import records
from pipeline.extractors.drafts import AgreementDraft, EventDraft, MeetingDraft, VisitDraft
from pipeline.linking.assemble import Assembler
from pipeline.linking.codes import Code, agreement_code, meeting_code, visit_code
from pipeline.linking.confidence import confidence
from pipeline.linking.contexts import context
from pipeline.linking.persons import Person
from pipeline.patterns.chunks import Chunk

_KINDS: dict[type, str] = {VisitDraft: "visits", MeetingDraft: "meetings", AgreementDraft: "agreements"}


@dataclasses.dataclass(slots=True)
class EventRecords:
    """Writes the event records of one document; ids of all events are given before links are written."""

    assembler: Assembler
    participants: dict[int, records.Participant]
    visits: Sequence[VisitDraft]
    meetings: Sequence[MeetingDraft]
    agreements: Sequence[AgreementDraft]
    ids: dict[int, str] = dataclasses.field(default_factory=dict)
    hosting: set[int] = dataclasses.field(default_factory=set)

    def __post_init__(self) -> None:
        visits = [*(m.visit for m in self.meetings), *(a.visit for a in self.agreements)]
        self.hosting = {id(visit) for visit in visits if visit is not None}
        for letter, drafts in (("v", self.visits), ("m", self.meetings), ("a", self.agreements)):
            for draft in sorted(drafts, key=lambda d: d.trigger.start):
                start = self.assembler.span(draft.trigger.start, draft.trigger.end).start
                self.ids[id(draft)] = self.assembler.ids.new(letter, start)

    def people(self, people: Sequence[Person]) -> list[str]:
        """Participant ids, once each."""
        return [self.participants[id(p)].id for p in people]

    def visit(self, draft: VisitDraft) -> records.Visit:
        """The record of a visit."""
        a = self.assembler
        visitors = a.events.people(draft.visitors)
        hosts = a.events.people(draft.hosts)
        destinations, inferred_destination = self._destinations(draft, visitors)
        home = [p.country for p in visitors if p.country]
        countries = [d.country for d in destinations if d.country]
        host_is_subject = draft.rule == "visit.host"
        actors = [*self.people(visitors), *dict.fromkeys(home)]
        recipients = [*self.people(hosts), *dict.fromkeys(countries)]
        inferred = draft.inferred | ({"destinations"} if inferred_destination else set())
        return records.Visit(
            **self._common(draft, inferred),
            event=_event(
                visit_code(draft.status, host_is_subject=host_is_subject),
                *((recipients, actors) if host_is_subject else (actors, recipients)),
                self._field(draft),
            ),
            status=draft.status,
            visitors=self.people(visitors),
            origin=self._place(draft.origin) if draft.origin else None,
            destinations=destinations,
            hosts=self.people(hosts),
            purpose=a.phrase(draft.purpose),
            occasion=self._occasion(draft.gathering),
            count=draft.count,
            duration_days=draft.duration,
            visit_type=draft.visit_type or ("multilateral" if draft.gathering else None),
            meetings=self._linked(self.meetings, draft),
            agreements=self._linked(self.agreements, draft),
            parents=[self.ids[id(draft.purpose_of)]] if draft.purpose_of and id(draft.purpose_of) in self.ids else [],
        )

    def meeting(self, draft: MeetingDraft) -> records.Meeting:
        """The record of a meeting."""
        a = self.assembler
        people = a.events.people(draft.participants)
        codes = [p.country for p in people if p.country]
        codes += [code for chunk in draft.parties for code in a.context.countries(chunk) if not chunk.is_a("body")]
        countries = list(dict.fromkeys(codes))
        where = a.context.countries(draft.place) if draft.place else []
        third = bool(where) and len(countries) == 2 and where[0] not in countries
        code = meeting_code(draft.status, draft.kind, countries=len(countries), third_country=third)
        return records.Meeting(
            **self._common(draft, draft.inferred),
            event=_event(
                code,
                self.people(people[:1]) or countries[:1],
                self.people(people[1:]) or countries[1:],
                self._field(draft),
            ),
            status=draft.status,
            kind=draft.kind,
            name=a.phrase(draft.name),
            ordinal=draft.ordinal,
            code=draft.code,
            participants=self.people(people),
            countries=countries,
            country=where[0] if where else None,
            place=self._place_phrase(draft.place),
            topics=[phrase for bounds in draft.topics if (phrase := a.phrase(bounds))],
            visit=self.ids[id(draft.visit)] if draft.visit else None,
            agreements=[self.ids[id(g)] for g in self.agreements if g.meeting is draft],
        )

    def agreement(self, draft: AgreementDraft) -> records.Agreement:
        """The record of an agreement."""
        a = self.assembler
        signatories = a.events.people(draft.signatories)
        parties, inferred = self._parties(draft)
        where = a.context.countries(draft.place) if draft.place else []
        code = agreement_code(draft.status)
        common = self._common(draft, draft.inferred | inferred)
        when = common.pop("when")
        whens: dict[str, Any] = {"when": None, draft.when: when}
        for name, dates in draft.further.items():
            whens[name] = a.when(dates)
        if "signing" in whens:
            whens["when"] = whens.pop("signing")
        return records.Agreement(
            **common,
            **whens,
            event=_event(code, parties[:1], parties[1:], self._field(draft)) if code else None,
            status=draft.status,
            type=draft.type,
            title=a.phrase(draft.title_bounds, draft.title),
            subject=a.phrase(draft.subject),
            parties=parties,
            signatories=[
                records.Signatory(participant=self.participants[id(p)].id, on_behalf_of=p.country) for p in signatories
            ],
            place=self._place_phrase(draft.place),
            country=where[0] if where else None,
            quantity=draft.quantity,
            quantity_text=draft.quantity_text,
            laterality=draft.laterality or _laterality(parties),
            meeting=self.ids[id(draft.meeting)] if draft.meeting else None,
            visit=self.ids[id(draft.visit)] if draft.visit else None,
        )

    # -- parts ----------------------------------------------------------------------------------------------------

    def _common(self, draft: EventDraft, inferred: set[str]) -> dict[str, Any]:
        a = self.assembler
        kind = _KINDS[type(draft)]
        concluded = bool(inferred & {"destinations", "parties"})
        return {
            "id": self.ids[id(draft)],
            "trigger": a.span(draft.trigger.start, draft.trigger.end),
            "evidence": a.evidence(draft),
            "when": a.when(draft.dates, ["context"] if draft.dates_inferred else [], days=_days(draft)),
            "attribution": self._attribution(draft),
            "flags": sorted(draft.flags),
            "inferred": sorted(inferred),
            "confidence": confidence(kind, draft.rule, inferred=concluded),
            "rule": draft.rule,
        }

    def _field(self, draft: EventDraft) -> str | None:
        return context(" ".join(self.assembler.text.clean[start:end] for start, end in draft.evidence))

    def _attribution(self, draft: EventDraft) -> records.Attribution | None:
        """Who says so; the id where it is a participant of the document."""
        if draft.speaker is None:
            return None
        person = self.assembler.people.person(draft.speaker.data[0])
        participant = self.participants.get(id(person))
        span = self.assembler.span(draft.speaker.start, draft.speaker.end)
        return records.Attribution(participant=participant.id if participant else None, span=span)

    def _destinations(self, draft: VisitDraft, visitors: Sequence[Person]) -> tuple[list[records.Place], bool]:
        """Where the trip goes; in a country study what a line leaves out is the other of the two countries."""
        if draft.destinations:
            return [self._place(chunk) for chunk in draft.destinations], False
        context = self.assembler.context
        hosts = [p.country for p in self.assembler.events.people(draft.hosts) if p.country]
        if hosts and draft.gathering is None and visitors and hosts[0] not in {p.country for p in visitors}:
            return [records.Place(country=hosts[0])], True
        if not context.is_study or draft.gathering is not None or not visitors:
            return [], False
        home = visitors[0].country
        other = {context.viewpoint: context.subject, context.subject: context.viewpoint}.get(home)
        return ([records.Place(country=other)], True) if other else ([], False)

    def _place(self, chunk: Chunk) -> records.Place:
        a = self.assembler
        codes = a.context.countries(chunk)
        name = chunk.data[0].name if chunk.is_a("city", "region") else None
        return records.Place(country=codes[0] if codes else None, place=name, span=a.span(chunk.start, chunk.end))

    def _place_phrase(self, chunk: Chunk | None) -> records.Phrase | None:
        if chunk is None or not chunk.is_a("city"):
            return None
        return self.assembler.phrase((chunk.start, chunk.end), chunk.data[0].name)

    def _occasion(self, gathering: MeetingDraft | None) -> records.Occasion | None:
        if gathering is None:
            return None
        bounds = gathering.name or (gathering.trigger.start, gathering.trigger.end)
        name = self.assembler.phrase(bounds)
        assert name is not None
        return records.Occasion(
            name=name, ordinal=gathering.ordinal, code=gathering.code, meeting=self.ids.get(id(gathering))
        )

    def _linked(self, drafts: Sequence[MeetingDraft] | Sequence[AgreementDraft], visit: VisitDraft) -> list[str]:
        return [self.ids[id(d)] for d in drafts if d.visit is visit] if id(visit) in self.hosting else []

    def _parties(self, draft: AgreementDraft) -> tuple[list[str], set[str]]:
        """Parties as said, else those of the visit that it was made on: visitor's country and destination."""
        events, context = self.assembler.events, self.assembler.context
        codes = events.party_codes(draft)
        if len(codes) > 1:
            return codes, set()
        if draft.visit is None:
            return (draft.inferred_parties, {"parties"}) if draft.inferred_parties else (codes, set())
        home = [p.country for p in events.people(draft.visit.visitors) if p.country]
        away = events.destination_codes(draft.visit)
        merged = sorted({*codes, *home[:1], *away[:1]}, key=lambda c: (c != context.viewpoint, c))
        if len(merged) < 2 and context.is_study and context.document_pair is not None:
            merged = list(context.document_pair)
        return merged, {"parties"}


def _days(draft: EventDraft) -> int | None:
    """How long it lasted: as long as the trip, for the trip and for what is dated by it."""
    if isinstance(draft, VisitDraft):
        return draft.duration
    trip = draft.visit if isinstance(draft, MeetingDraft | AgreementDraft) else None
    return trip.duration if trip is not None and draft.dates_inferred and draft.dates == trip.dates else None


def _event(code: Code, actors: Sequence[str], recipients: Sequence[str], field: str | None) -> records.EventCode:
    return records.EventCode(
        plover=records.Plover(event=code.event, mode=code.mode, context=field),
        cameo=code.cameo,
        actors=list(actors),
        recipients=list(recipients),
    )


def _laterality(parties: Sequence[str]) -> records.Laterality | None:
    """Two parties make an agreement bilateral, more multilateral."""
    if len(parties) < 2:
        return None
    return "bilateral" if len(parties) == 2 else "multilateral"

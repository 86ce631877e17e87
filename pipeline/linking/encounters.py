"""Which mentions are one meeting, and which encounters are none."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from pipeline.extractors.actors import Actor
from pipeline.extractors.drafts import MeetingDraft, VisitDraft
from pipeline.linking.merging import NEAR, STATUS_ORDER, WINDOW, add_new, dates_agree, merge_common
from pipeline.linking.persons import Person
from pipeline.linking.trips import VisitLinker


class MeetingLinker(VisitLinker):
    """Merges the mentions of one encounter."""

    def meetings(self, drafts: Sequence[MeetingDraft]) -> tuple[list[MeetingDraft], dict[int, MeetingDraft]]:
        """One draft per encounter, and by ``id`` of a draft the one that it was merged into."""
        merged: list[MeetingDraft] = []
        into: dict[int, MeetingDraft] = {}
        sessions: list[MeetingDraft] = []
        for draft in (part for told in drafts for part in self._by_counterparts(told)):
            if draft.trigger.is_a("gathering"):
                _conclude_session(draft, sessions)
            same = next((m for m in reversed(merged[-WINDOW:]) if self._same_meeting(m, draft)), None)
            if same is None and draft.anaphoric:
                same = next((m for m in reversed(merged[-WINDOW:]) if _takes_up(draft, m)), None)
                if same is None:
                    continue
            if same is None:
                merged.append(draft)
                into[id(draft)] = draft
            else:
                self.add_people(same.participants, draft.participants)
                _merge_meeting(same, draft)
                into[id(draft)] = same
        return merged, into

    def _by_counterparts(self, draft: MeetingDraft) -> list[MeetingDraft]:
        """«با وزیران خارجه ترکیه و هند دیدار کرد»: counterparts of different countries are met in different talks."""
        met = {id(actor) for actor in draft.counterparts}
        others = [a for a in draft.participants if id(a) not in met]
        by_country: dict[str | None, list[Actor]] = {}
        for actor in draft.counterparts:
            by_country.setdefault(self.linker.person(actor).country, []).append(actor)
        home = {self.linker.person(a).country for a in others}
        if len(by_country) < 2 or None in by_country or not others or home & set(by_country):
            return [draft]
        return [dataclasses.replace(draft, participants=[*others, *part]) for part in by_country.values()]

    def is_meeting(self, draft: MeetingDraft, attending: Sequence[VisitDraft]) -> bool:
        """Whether people of different countries or bodies met: not so where all act for one country."""
        people = self.people(draft.participants)
        if draft.trigger.is_a("gathering"):
            return self._is_between_states(draft, people, attending)
        if draft.parties:
            codes = {*self.meeting_codes(draft), *(p.country for p in people if p.country)}
            if len(codes) > 1:
                return True
        foreign = any(p.country not in (None, self.context.viewpoint) for p in people)
        if foreign or any(actor.states for actor in draft.participants):
            known = [p.country for p in people if p.country is not None]
            alone = len(known) == len(people) > 1 and len(set(known)) == 1
            return not alone and (len(people) > 1 or any(p.first.kind == "group" for p in people))
        return False

    def meeting_codes(self, draft: MeetingDraft) -> list[str]:
        """Countries and bodies that are said to meet."""
        return [code for chunk in draft.parties for code in self.context.countries(chunk)]

    def _is_between_states(
        self, draft: MeetingDraft, people: Sequence[Person], attending: Sequence[VisitDraft]
    ) -> bool:
        """Whether a gathering is one of states or bodies: by its name, place, participants or who travels to it."""
        if draft.international or draft.code is not None:
            return True
        where = self.context.countries(draft.place) if draft.place else []
        codes = {*self.meeting_codes(draft), *where, *(p.country for p in people if p.country)}
        if codes - {self.context.viewpoint}:
            return True
        for visit in attending:
            home = {p.country for p in self.people(visit.visitors)}
            away = set(self.destination_codes(visit)) - {self.context.viewpoint}
            if (
                home - {None, self.context.viewpoint}
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
            return same_name and ordinals and dates_agree(a, b)
        if a.name or b.name or a.trigger.is_a("gathering") or b.trigger.is_a("gathering"):
            return False
        if a.trigger is b.trigger:
            return False
        people_a, people_b = set(self.people(a.participants)), set(self.people(b.participants))
        phone = (a.kind == "phone_call") == (b.kind == "phone_call")
        if not people_a or not people_b:
            return phone and self._told_by_countries(a, b) and dates_agree(a, b)
        return phone and len(people_a & people_b) >= 2 and dates_agree(a, b)

    def _told_by_countries(self, a: MeetingDraft, b: MeetingDraft) -> bool:
        """«مذاکرات ایران و یمن» and, near it, the talks of people of these countries."""
        codes_a, codes_b = (
            {*self.meeting_codes(d), *(p.country for p in self.people(d.participants) if p.country)} for d in (a, b)
        )
        near = abs(a.sentence.index - b.sentence.index) <= NEAR
        return near and len(codes_a) > 1 and (codes_a <= codes_b or codes_b <= codes_a)

    def _same_name(self, a: MeetingDraft, b: MeetingDraft) -> bool:
        """«اجلاس سران اکو» and «نشست سران اکو», «کمیسیون مشترک ایران و سوریه» and «کمیسیون مشترک»."""
        assert a.name is not None and b.name is not None
        first, second = (self.key(n).partition(" ")[2] for n in (a.name, b.name))
        short, long = sorted((first, second), key=len)
        return first == second or (a.kind == b.kind and bool(short) and long.startswith(f"{short} "))


def _conclude_session(draft: MeetingDraft, sessions: list[MeetingDraft]) -> None:
    """«ششمین اجلاس این کمیسیون»، «دوره دوم» are of the body whose ``sessions`` were told before."""
    last = sessions[-1] if sessions else None
    near = last is not None and draft.sentence.index - last.sentence.index <= NEAR
    if draft.of_this is not None and last is not None and near and not draft.parties:
        draft.kind, draft.code, draft.parties = last.kind, last.code, list(last.parties)
        draft.international = last.international
    if draft.name is not None and not draft.anaphoric:
        sessions.append(draft)


def _takes_up(mention: MeetingDraft, told: MeetingDraft) -> bool:
    """«در این دیدار» is of talks, «در این نشست» of a gathering told shortly before."""
    near = 0 <= mention.sentence.index - told.last_sentence <= NEAR
    return near and mention.trigger.is_a("gathering") == told.trigger.is_a("gathering")


def _merge_meeting(into: MeetingDraft, other: MeetingDraft) -> None:
    merge_common(into, other)
    if not other.anaphoric:
        into.status = min(into.status, other.status, key=STATUS_ORDER.index)
    add_new(into.topics, other.topics)  # type: ignore[arg-type]
    into.place = into.place or other.place
    into.ordinal = into.ordinal or other.ordinal
    into.name = into.name or other.name

"""Which mentions are one meeting, and which encounters are none."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from pipeline.extractors.actors import Actor
from pipeline.extractors.drafts import MeetingDraft, VisitDraft
from pipeline.linking.merging import (
    NEAR,
    WINDOW,
    add_new,
    dates_agree,
    in_reach,
    is_headline,
    merge_common,
    told_status,
)
from pipeline.linking.persons import Person
from pipeline.linking.trips import VisitLinker

_OF_PROVINCES = frozenset({"governor", "mayor", "member_of_parliament"})
#: Talks that may be on the telephone, where another mention says so.
_SPOKEN = frozenset({"گفت‌وگو", "رایزنی", "مذاکره", "تبادل نظر"})


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
                    draft.drop("takes up a meeting, but none was told before")
                    continue
            if same is None:
                merged.append(draft)
                into[id(draft)] = draft
            else:
                draft.drop(f"the meeting of «{self.word(same)}»")
                self._unite(same, draft)
                draft.participants = self._told_apart(draft, same)
                self.add_people(same.participants, draft.participants)
                _merge_meeting(same, draft)
                into[id(draft)] = same
        for draft in merged:
            if draft.trigger.is_a("gathering") and any(a.kind != "group" for a in draft.participants):
                draft.participants = [a for a in draft.participants if a.kind != "group"]
        return merged, into

    def _told_apart(self, draft: MeetingDraft, same: MeetingDraft) -> list[Actor]:
        """The people of a mention without the «سران دو کشور» who were named before."""
        named = [p for p in self.people(same.participants) if p.first.kind in ("person", "office")]
        if len(named) < 2:
            return draft.participants
        return [a for a in draft.participants if not (a.nations and all(n.type == "both" for n in a.nations))]

    def _unite(self, a: MeetingDraft, b: MeetingDraft) -> None:
        """Talks told of an office and of a name say that these are one person."""
        if not (a.name or b.name or b.anaphoric) and in_reach(a, b):
            self.unite(a.participants, b.participants, loosely=is_headline(a))

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
        if draft.international:
            return True
        home = self.context.viewpoint
        foreign = any(p.country not in (None, home) or (p.country is None and p.is_foreign) for p in people)
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
        if people and all(p.first.kind == "group" or p.role_code in _OF_PROVINCES for p in people) and not attending:
            held = set(self.context.countries(draft.place)) if draft.place else set()
            if len({*self.meeting_codes(draft), *held, *(p.country for p in people)} - {None}) == 1:
                return any(actor.states for actor in draft.participants)
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
        if a.trigger.is_a("gathering") and b.trigger.is_a("gathering") and not b.name:
            near = b.sentence.index - a.last_sentence <= 2 * NEAR
            return a.kind == b.kind and b.ordinal is None and near and dates_agree(a, b)
        if a.name or b.name or a.trigger.is_a("gathering") or b.trigger.is_a("gathering"):
            return False
        if a.trigger is b.trigger:
            return False
        people_a, people_b = set(self.people(a.participants)), set(self.people(b.participants))
        phone = (a.kind == "phone_call") == (b.kind == "phone_call")
        if not people_a and not people_b and a.international and b.international:
            again = a.status == b.status or a.assumed or b.assumed
            return again and in_reach(a, b) and dates_agree(a, b)
        if not people_a or not people_b:
            return (phone or _may_be_a_call(a, b)) and self._told_by_countries(a, b) and dates_agree(a, b)
        if len(people_a & people_b) >= 2:
            return (phone or _may_be_a_call(a, b)) and dates_agree(a, b)
        if not in_reach(a, b):
            return False
        if len(people_b) == 1 and people_b <= people_a and not b.counterparts:
            met = {p.country for p in people_a}
            return phone and set(self.meeting_codes(b)) <= met and dates_agree(a, b)
        if is_headline(a) and len(people_a) == 1 and people_a <= people_b:
            return (phone or _may_be_a_call(a, b)) and dates_agree(a, b)
        people = self.people(a.participants), self.people(b.participants)
        pairs = self.pairs(*people, loosely=is_headline(a))
        enough = len(pairs) >= 2 and len(pairs) == min(map(len, people))
        return (phone or _may_be_a_call(a, b)) and enough and dates_agree(a, b)

    def _told_by_countries(self, a: MeetingDraft, b: MeetingDraft) -> bool:
        """«مذاکرات ایران و یمن» and, near it, the talks of people of these countries."""
        codes_a, codes_b = (
            {*self.meeting_codes(d), *(p.country for p in self.people(d.participants) if p.country)} for d in (a, b)
        )
        near = abs(a.sentence.index - b.sentence.index) <= NEAR
        return near and len(codes_a) > 1 and (codes_a <= codes_b or codes_b <= codes_a)

    def _same_name(self, a: MeetingDraft, b: MeetingDraft) -> bool:
        """«اجلاس سران اکو» and «نشست سران اکو», «کمیسیون مشترک ایران و سوریه» and «کمیسیون مشترک», «اجلاس شانگهای»."""
        assert a.name is not None and b.name is not None
        if a.ordinal is not None and a.ordinal == b.ordinal and len(codes := set(self.meeting_codes(a))) > 1:
            return codes == set(self.meeting_codes(b))
        first, second = (_plain(self.key(n).partition(" ")[2]) for n in (a.name, b.name))
        short, long = sorted((first, second), key=len)
        if first == second or (a.kind == b.kind and bool(short) and long.startswith(f"{short} ")):
            return True
        sessions = any(d.kind in ("commission", "working_group") for d in (a, b))
        return not sessions and bool(short) and set(short.split()) <= set(long.split()) and in_reach(a, b)


def _plain(name: str) -> str:
    """A gathering's name in one of its spellings: «وزرای خارجه» and «وزیران امور خارجه»."""
    return name.replace("وزرای", "وزیران").replace("امور خارجه", "خارجه").replace("رؤسای", "روسای")


def _may_be_a_call(a: MeetingDraft, b: MeetingDraft) -> bool:
    """«گفت‌وگوی …» in a headline and «تماس تلفنی» in the lead are one."""
    talks = a if b.kind == "phone_call" else b
    spoken = talks.trigger.is_a("meet") and talks.trigger.data[0].name in _SPOKEN
    return spoken and b.sentence.index - a.last_sentence <= NEAR


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
    if not other.anaphoric:
        into.status = told_status(into, other)
    merge_common(into, other)
    if "phone_call" in (into.kind, other.kind) and not into.name:
        into.kind = "phone_call"
    elif {into.kind, other.kind} == {"talks", "negotiation"}:
        into.kind = "talks"
    add_new(into.topics, other.topics)  # type: ignore[arg-type]
    into.place = into.place or other.place
    into.ordinal = into.ordinal or other.ordinal
    into.name = into.name or other.name

"""Which mentions are one visit, and which trips are none."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from pipeline.extractors.actors import Actor
from pipeline.extractors.dates import DateMention
from pipeline.extractors.drafts import VisitDraft
from pipeline.extractors.spans import is_plural
from pipeline.linking.merging import NEAR, WINDOW, Merger, dates_agree, in_reach, is_headline, merge_common, told_status
from pipeline.linking.persons import Person

#: Who lives where they act: their trips there are none.
_RESIDENTS = frozenset({"ambassador", "charge_d_affaires"})


class VisitLinker(Merger):
    """Merges the mentions of one trip."""

    def visits(self, drafts: Sequence[VisitDraft]) -> list[VisitDraft]:
        """One draft per trip; trips inside the visitor's own country are none."""
        merged: list[VisitDraft] = []
        for draft in (part for told in drafts for part in self._by_country(told)):
            if draft.anaphoric:
                self._take_up(draft, merged)
                continue
            draft.visitors = [a for a in draft.visitors if self.linker.person(a).may_act]
            if self._is_domestic(draft) and not self._goes_home(draft):
                draft.drop("a trip in the traveller's own country, or of a resident ambassador")
                continue
            same = next((m for m in reversed(merged[-WINDOW:]) if self._same_visit(m, draft)), None)
            if same is None and draft.visitors and all(_is_nobody(p) for p in self.people(draft.visitors)):
                draft.drop("travellers of whom no office is known")
            elif same is None and not self._is_told(draft):
                draft.drop("not said who travels, or where to")
            elif same is None:
                merged.append(draft)
            else:
                draft.drop(f"the trip of «{self.word(same)}»")
                if in_reach(same, draft):
                    self.unite(same.visitors, draft.visitors, loosely=is_headline(same))
                self.add_people(same.visitors, draft.visitors)
                self.add_people(same.hosts, draft.hosts)
                _merge_visit(same, draft)
        return merged

    def _by_country(self, draft: VisitDraft) -> list[VisitDraft]:
        """«وزیران خارجه ترکیه و هند به تهران آمدند»: each party travels for itself."""
        by_country: dict[str | None, list[Actor]] = {}
        for actor in draft.visitors:
            by_country.setdefault(self.linker.person(actor).country, []).append(actor)
        if any(actor.kind == "delegation" for actor in draft.visitors):
            return [draft]
        if draft.together or draft.anaphoric or len(by_country) < 2 or None in by_country:
            return [draft]
        first, *others = by_country.values()
        draft.visitors = first
        return [draft, *(dataclasses.replace(draft, visitors=part) for part in others)]

    def destination_codes(self, draft: VisitDraft) -> list[str]:
        """Countries that the trip goes to, as the text says."""
        return [code for chunk in draft.destinations for code in self.context.countries(chunk)]

    def _take_up(self, draft: VisitDraft, merged: Sequence[VisitDraft]) -> None:
        """Add what «سفر سه روزه خود» says to the last trip of the same person."""
        people = set(self.people(draft.visitors))
        for visit in reversed(merged[-WINDOW:]):
            far = draft.sentence.index - visit.last_sentence > NEAR
            if far and (draft.ends or not people):
                return
            if not people or people & set(self.people(visit.visitors)):
                visit.also.append(draft.trigger)
                visit.evidence.extend(draft.evidence)
                self.add_people(visit.hosts, draft.hosts)
                self.add_people(visit.visitors, draft.companions)
                if own := _own_dates(draft):
                    visit.dates = [*visit.dates, *own] if draft.ends or visit.status == "occurred" else own
                visit.duration = visit.duration or draft.duration
                visit.visit_type = visit.visit_type or draft.visit_type
                visit.gathering = visit.gathering or draft.gathering
                if draft.answer is not None and visit.status in ("proposed", "planned"):
                    visit.status = draft.answer
                draft.drop(f"says more of the trip of «{self.word(visit)}»")
                return
        draft.drop("takes up a trip, but none was told before")

    def _is_told(self, draft: VisitDraft) -> bool:
        """Whether enough is said for a trip abroad: somebody, and where to; a foreigner's trip needs no more."""
        if draft.destinations or draft.gathering:
            of_a_kind = draft.trigger.is_a("attend") and all(a.kind == "group" for a in draft.visitors)
            return bool(draft.visitors) and not (of_a_kind and not draft.destinations)
        if draft.trigger.is_a("arrive", "enter", "attend", "verb") or is_plural(self.clean, draft.trigger):
            return False
        home = {p.country for p in self.people(draft.visitors)}
        foreign = bool(home - {None, self.context.viewpoint})
        invited = bool(home - {None}) and any(p.country not in {None, *home} for p in self.people(draft.hosts))
        return bool(draft.visitors) and (self.context.is_study or foreign or invited)

    def _is_domestic(self, draft: VisitDraft) -> bool:
        codes = set(self.destination_codes(draft))
        if draft.visitors and all(p.role_code in _RESIDENTS for p in self.people(draft.visitors)):
            return True
        if not codes:
            return False
        home = {p.country for p in self.people(draft.visitors) if p.country}
        inland = all(c.is_a("city") and not c.data[0].row.capital for c in draft.destinations)
        if not home and inland and codes == {self.context.viewpoint}:
            return not any(p.is_foreign for p in self.people(draft.visitors))
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
            if not compatible and codes_a & codes_b and in_reach(a, b):
                visitors = self.people(a.visitors), self.people(b.visitors)
                compatible = bool(self.pairs(*visitors, loosely=is_headline(a)))
        if not compatible or (codes_a and codes_b and not codes_a & codes_b):
            return False
        if a.gathering and b.gathering and a.gathering is not b.gathering:
            return False
        if not (codes_a and codes_b) and not (a.gathering and b.gathering) and a.sentence is not b.sentence:
            return False
        return (b.ends and a.status == "occurred") or dates_agree(a, b)


def _is_nobody(person: Person) -> bool:
    """Whether the text gives a full name, but neither office nor country, and the table of holders does not know it.

    Whom a text calls by surname alone its readers know.
    """
    full = person.name is not None and " " in person.name
    return full and person.role_code is None and person.holder is None and person.country is None


def _own_dates(draft: VisitDraft) -> list[DateMention]:
    """The dates that the mention's own clause gives."""
    own = {id(draft.sentence.chunks[i].data) for i in draft.clause.at if draft.sentence.chunks[i].type == "date"}
    return [d for d in draft.dates if id(d) in own]


def _merge_visit(into: VisitDraft, other: VisitDraft) -> None:
    into.status = told_status(into, other)
    merge_common(into, other)
    if not into.destinations:
        into.destinations = other.destinations
    into.origin = into.origin or other.origin
    into.purpose = into.purpose or other.purpose
    into.gathering = into.gathering or other.gathering
    into.duration = into.duration or other.duration
    into.visit_type = into.visit_type or other.visit_type
    into.purpose_of = into.purpose_of or other.purpose_of

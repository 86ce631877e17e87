"""Officials and delegations of whom nobody is told apart: where they count as taking part, and where they do not."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.extractors.actors import Actor
from pipeline.extractors.drafts import AgreementDraft, MeetingDraft, VisitDraft
from pipeline.linking.merging import Merger
from pipeline.linking.people import PeopleLinker
from pipeline.linking.persons import Person

_OFFICIALS = "actor.officials"
_LED = re.compile("(?:ریاست|سرپرستی|رهبری|رأس|راس|صدر|صدارت)")
#: Within how many code points of a delegation its head is told («هیئتی بلندپایه به ریاست …»).
_NEAR_HEAD = 40


def lead(people: PeopleLinker, clean: str) -> None:
    """Give heads of delegations their delegation's country («هیئتی از ایران به ریاست رضا رضوانی»)."""
    for delegation, head in _led(people, clean):
        person = people.person(head)
        if person.country is None:
            person.country = delegation.country


def _led(people: PeopleLinker, clean: str) -> Iterator[tuple[Person, Actor]]:
    """Delegations of a country whose named head is told right after them, with the head."""
    actors = sorted((a for p in people.people if p.name for a in p.actors), key=lambda actor: actor.start)
    starts = [actor.start for actor in actors]
    for delegation in people.people:
        end = delegation.first.end
        if delegation.first.kind != "delegation" or delegation.country is None:
            continue
        n = bisect.bisect_right(starts, end)
        if n < len(actors) and starts[n] <= end + _NEAR_HEAD and _LED.search(clean, end, starts[n]):
            yield delegation, actors[n]


class CrowdLinker(Merger):
    """Leaves out of events those who are nobody in particular."""

    def settle(
        self, visits: Sequence[VisitDraft], meetings: Iterable[MeetingDraft], agreements: Iterable[AgreementDraft]
    ) -> list[VisitDraft]:
        """The visits that somebody makes; «مقامات …» travel in general remarks, and are hosts of nobody's choice."""
        meetings = list(meetings)
        self._leave_led(visits, meetings)
        for agreement in agreements:
            named = _without_officials(agreement.signatories)
            told = {self.linker.person(actor).country for actor in named}
            agreement.signatories = [
                a for a in agreement.signatories if a.rule != _OFFICIALS or self.linker.person(a).country not in told
            ]
        kept = []
        for visit in visits:
            visitors = _without_officials(visit.visitors)
            if not visit.destinations:  # «مهمان مقامات ایرانی بود»
                visit.destinations = [n for host in visit.hosts if host.rule == _OFFICIALS for n in host.nations]
            visit.hosts = _without_officials(visit.hosts)
            if visitors or not visit.visitors:
                visit.visitors = visitors
                kept.append(visit)
        return kept

    def _leave_led(self, visits: Iterable[VisitDraft], meetings: Iterable[MeetingDraft]) -> None:
        """A delegation whose head the text names is its head."""
        heads = {delegation.country: head for delegation, head in _led(self.linker, self.clean)}
        if not heads or self.context.is_study:
            return
        for visit in visits:
            visit.visitors = self._headed(visit.visitors, heads)
            visit.hosts = self._headed(visit.hosts, heads)
        for meeting in meetings:
            meeting.participants = self._headed(meeting.participants, heads)

    def _headed(self, actors: list[Actor], heads: dict[str | None, Actor]) -> list[Actor]:
        """With the heads in the place of their delegations."""
        out: list[Actor] = []
        for actor in actors:
            head = heads.get(self.linker.person(actor).country) if actor.kind == "delegation" else None
            self.add_people(out, [head or actor])
        return out


def _without_officials(actors: Iterable[Actor]) -> list[Actor]:
    return [actor for actor in actors if actor.rule != _OFFICIALS]

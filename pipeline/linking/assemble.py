"""From linked drafts to records: raw offsets, ids, intervals, what was concluded and not read."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence

from pipeline import records
from pipeline.extractors.dates import DateMention
from pipeline.extractors.drafts import AgreementDraft, Bounds, EventDraft, MeetingDraft, VisitDraft
from pipeline.lexicon import Lexicon
from pipeline.linking.context import Context
from pipeline.linking.events import EventLinker
from pipeline.linking.ids import Ids
from pipeline.linking.people import PeopleLinker
from pipeline.linking.persons import Person
from pipeline.text.repair import RepairedText


@dataclasses.dataclass(slots=True)
class Assembler:
    """Turns drafts into records."""

    text: RepairedText
    context: Context
    people: PeopleLinker
    events: EventLinker
    lexicon: Lexicon
    ids: Ids
    date_ids: dict[int, str]

    # -- spans ----------------------------------------------------------------------------------------------------

    def span(self, start: int, end: int) -> records.Span:
        """The raw span of clean bounds."""
        raw_start, raw_end = self.text.alignment.to_raw(start, end)
        return records.Span(start=raw_start, end=raw_end, text=self.text.raw[raw_start:raw_end])

    def phrase(self, bounds: Bounds | None, text: str | None = None) -> records.Phrase | None:
        """The phrase of clean bounds; ``text`` where its normal form is not just the clean text."""
        if bounds is None:
            return None
        words = text if text is not None else self.text.clean[bounds[0] : bounds[1]]
        return records.Phrase(text=" ".join(words.split()), span=self.span(*bounds))

    def evidence(self, draft: EventDraft) -> list[records.Span]:
        """Evidence spans without the final stop."""
        spans = []
        for start, end in draft.evidence:
            trimmed = self.text.clean[start:end].rstrip(" .؛\n")
            spans.append(self.span(start, start + len(trimmed)))
        return spans

    def when(
        self, dates: Sequence[DateMention], inferred: Sequence[str] = (), *, days: int | None = None
    ) -> records.When | None:
        """The interval over all dates of an event, which lasts ``days`` from the one day that they say.

        A date that only holds another («سال ۱۳۶۲» over «مردادماه») says nothing of its own.
        """
        if not dates:
            return None
        dates = [d for d in dates if not any(_holds(d, other) for other in dates)]
        starts = [d.earliest for d in dates]
        ends = [d.latest for d in dates]
        earliest = None if None in starts else min(s for s in starts if s)
        latest = None if None in ends else max(e for e in ends if e)
        if days and earliest is not None and earliest == latest:
            latest = earliest + dt.timedelta(days=days - 1)
        return records.When(
            earliest=earliest,
            latest=latest,
            dates=[self.date_ids[id(d)] for d in dates],
            inferred=list(inferred),
        )

    # -- participants ---------------------------------------------------------------------------------------------

    def participants(self, used: Iterable[Person]) -> dict[int, records.Participant]:
        """Participant records by ``id`` of the person, in the order of the text."""
        out: dict[int, records.Participant] = {}
        for person in sorted(dict.fromkeys(used), key=lambda p: p.first.start):
            first = person.first
            named = next((a for a in person.actors if a.name == person.name), first)
            roled = next((a for a in person.actors if a.role), None)
            role = roled.role if roled else None
            organization = next((a.organization for a in person.actors if a.organization), None)
            spans = [self.span(a.start, a.end) for a in person.actors if not a.pronoun]
            spans = list({(s.start, s.end): s for s in spans}.values())
            start = self.span(first.start, first.end).start
            flags = sorted({flag for a in person.actors for flag in a.flags} | _doubted(person))
            out[id(person)] = records.Participant(
                id=self.ids.new("p", start),
                kind="person" if person.name else first.kind,
                name=person.name,
                honorific=named.honorific or first.honorific,
                role=self.phrase(role[:2], role[2]) if role else _concluded_role(person),
                role_code=person.role_code,
                tenure=person.tenure,
                organization=self.phrase(organization[:2], organization[2]) if organization else None,
                country=person.country,
                resolved=_resolved(person),
                mentions=spans,
                flags=flags,  # type: ignore[arg-type]
                inferred=["country"] if person.country and person.country_inferred else [],
                confidence=0.9 if person.name or role else 0.7,
                rule=first.rule,
            )
        return out


def _holds(a: DateMention, b: DateMention) -> bool:
    """Whether an interval holds another within it that is shorter."""
    if not (a.earliest and a.latest and b.earliest and b.latest):
        return False
    return a.earliest <= b.earliest and b.latest <= a.latest and (a.earliest, a.latest) != (b.earliest, b.latest)


def _doubted(person: Person) -> set[str]:
    """The flag of somebody whose office the table gives another time."""
    return {"outside_term"} if person.doubt is not None and person.doubt[0] == "outside_term" else set()


def _concluded_role(person: Person) -> records.Phrase | None:
    """The office of a counterpart, which the text does not say in words."""
    text = next((a.role_text for a in person.actors if a.role_text), None)
    return records.Phrase(text=text) if text else None


def _resolved(person: Person) -> records.Resolved | None:
    holder = person.holder
    return records.Resolved(name=holder.row.name, id=holder.row.id, row=holder.number) if holder else None


def used_people(
    linker: PeopleLinker,
    visits: Sequence[VisitDraft],
    meetings: Sequence[MeetingDraft],
    agreements: Sequence[AgreementDraft],
) -> list[Person]:
    """The people who take part in some event."""
    actors = [actor for event in (*visits, *meetings, *agreements) for actor in event.actors]
    return list(dict.fromkeys(linker.person(a) for a in actors))

"""What merging visits, meetings and agreements has in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.extractors.actors import Actor
from pipeline.extractors.drafts import EventDraft
from pipeline.linking.context import Context
from pipeline.linking.people import PeopleLinker
from pipeline.linking.persons import Person
from pipeline.text.keys import match_key

STATUS_ORDER = ("occurred", "cancelled", "planned", "proposed")
#: How many events back one may be taken up: keeps linking linear in the number of events.
WINDOW = 100
#: How many sentences back something is still near.
NEAR = 3


class Merger:
    """A document's people, countries and words, as linkers of all events need them."""

    def __init__(self, clean: str, context: Context, linker: PeopleLinker) -> None:
        self.clean = clean
        self.context = context
        self.linker = linker

    def people(self, actors: Iterable[object]) -> list[Person]:
        """The people of these mentions, once each, in order."""
        return list(dict.fromkeys(self.linker.person(a) for a in actors))  # type: ignore[arg-type]

    def add_people(self, into: list[Actor], more: Iterable[Actor]) -> None:
        """Append mentions of people who are not there yet."""
        known = {id(self.linker.person(actor)) for actor in into}
        into.extend(actor for actor in more if id(self.linker.person(actor)) not in known)

    def key(self, bounds: tuple[int, int]) -> str:
        """The match key of the words between clean bounds."""
        return match_key(self.clean[bounds[0] : bounds[1]]).replace("\n", " ")


def dates_agree(a: EventDraft, b: EventDraft) -> bool:
    """Whether the dates of two mentions can be one: some pair overlaps, or one side has none."""
    first = [d for d in a.dates if d.earliest and d.latest]
    second = [d for d in b.dates if d.earliest and d.latest]
    if not first or not second:
        return True
    return any(x.earliest <= y.latest and y.earliest <= x.latest for x in first for y in second)  # type: ignore[operator]


def merge_common(into: EventDraft, other: EventDraft) -> None:
    """Add what every mention of an event adds to it."""
    into.last_sentence = max(into.last_sentence, other.last_sentence)
    into.also.append(other.trigger)
    add_new(into.evidence, other.evidence)  # type: ignore[arg-type]
    add_new(into.dates, other.dates)  # type: ignore[arg-type]
    into.flags |= other.flags
    into.speaker = into.speaker and other.speaker


def add_new(into: list[object], more: Sequence[object]) -> None:
    """Append what is new; the same thing twice is told in neighbouring mentions."""
    recent = into[-WINDOW:]
    into.extend(x for x in more if x not in recent)

"""What merging visits, meetings and agreements has in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.extractors.actors import Actor
from pipeline.extractors.drafts import EventDraft, MeetingDraft, VisitDraft
from pipeline.lexicon.holders import SINGLE_OFFICES
from pipeline.linking.context import Context
from pipeline.linking.people import PeopleLinker
from pipeline.linking.persons import Person
from pipeline.records import EventStatus
from pipeline.text.keys import match_key

STATUS_ORDER = ("occurred", "cancelled", "planned", "proposed")
_Told = VisitDraft | MeetingDraft
#: How many events back one may be taken up: keeps linking linear in the number of events.
WINDOW = 100
#: How many sentences back something is still near.
NEAR = 3
#: How many sentences after a headline what it says is told.
_TOP = 10


class Merger:
    """A document's people, countries and words, as linkers of all events need them."""

    def __init__(self, clean: str, context: Context, linker: PeopleLinker) -> None:
        self.clean = clean
        self.context = context
        self.linker = linker

    def people(self, actors: Iterable[object]) -> list[Person]:
        """The people of these mentions, once each, in order."""
        return list(dict.fromkeys(self.linker.person(a) for a in actors))  # type: ignore[arg-type]

    def pairs(self, a: Sequence[Person], b: Sequence[Person], *, loosely: bool = False) -> list[tuple[Person, Person]]:
        """The people of two mentions of an event that can be the same, each once: first those who are, then others.

        ``loosely`` also a bare name and an office, as in a headline and the text below it.
        """
        found = [(person, person) for person in a if person in b]
        left = [[p for p in people if not any(p in pair for pair in found)] for people in (a, b)]
        for person in left[0]:
            other = next((p for p in left[1] if may_be_one(person, p, loosely=loosely)), None)
            if other is not None:
                left[1].remove(other)
                found.append((person, other))
        return found

    def unite(self, a: Iterable[Actor], b: Iterable[Actor], *, loosely: bool = False) -> None:
        """What is told of an office and of a name makes these one person."""
        for person, other in self.pairs(self.people(a), self.people(b), loosely=loosely):
            self.linker.unite(person, other)

    def add_people(self, into: list[Actor], more: Iterable[Actor]) -> None:
        """Append mentions of people who are not there yet."""
        known = {id(self.linker.person(actor)) for actor in into}
        into.extend(actor for actor in more if id(self.linker.person(actor)) not in known)

    def word(self, draft: EventDraft) -> str:
        """The trigger in the text's words."""
        return self.clean[draft.trigger.start : draft.trigger.end]

    def key(self, bounds: tuple[int, int]) -> str:
        """The match key of the words between clean bounds."""
        return match_key(self.clean[bounds[0] : bounds[1]]).replace("\n", " ")


def may_be_one(a: Person, b: Person, *, loosely: bool = False) -> bool:
    """Whether a name and an office, or an office with and one without its name, can be one person's.

    It takes an event that both are told of to say so.
    """
    kinds = {a.first.kind, b.first.kind}
    if not kinds <= {"person", "office"} or (a.name and b.name) or not (a.name or b.name) or a.tenure != b.tenure:
        return False
    if a.country != b.country and None not in (a.country, b.country):
        return False
    if a.role_code is None or b.role_code is None:
        return loosely and (a.country or b.country) is not None
    if a.role_code != b.role_code:
        return False
    words_a, words_b = ({actor.role_words for actor in p.actors if actor.role_words} for p in (a, b))
    return a.role_code in SINGLE_OFFICES or bool(words_a & words_b)


def is_headline(draft: EventDraft) -> bool:
    """Whether a mention stands in the first lines of a text, which say shortly what the rest tells."""
    return draft.sentence.index <= 1


def in_reach(a: EventDraft, b: EventDraft) -> bool:
    """Whether two mentions stand near in running text: not items of a list, nor entries of a chronicle."""
    near = 0 <= b.sentence.index - a.last_sentence <= (_TOP if is_headline(a) else NEAR)
    return near and not any(d.sentence.kind == "item" or d.sentence.chunks[0].type == "date" for d in (a, b))


def told_status(a: _Told, b: _Told) -> EventStatus:
    """The status of an event of two mentions: what a verb says counts more than what a headline leaves open."""
    if a.assumed != b.assumed and "occurred" in (a.status, b.status):
        return b.status if a.assumed else a.status
    return min(a.status, b.status, key=STATUS_ORDER.index)


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
    into.assumed = into.assumed and other.assumed


def add_new(into: list[object], more: Sequence[object]) -> None:
    """Append what is new; the same thing twice is told in neighbouring mentions."""
    recent = into[-WINDOW:]
    into.extend(x for x in more if x not in recent)

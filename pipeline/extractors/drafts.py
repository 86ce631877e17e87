"""What extractors hand to linking: sentences as read, and events as single mentions tell them.

All offsets are code points into the clean text, half-open; linking merges drafts, and the engine writes records.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Literal, NamedTuple

from pipeline.extractors.actors import Actor
from pipeline.extractors.status import is_assumed
from pipeline.patterns.chunks import Chunk
from pipeline.patterns.clauses import Clause, find_clauses
from pipeline.records import (
    AgreementStatus,
    AgreementType,
    EventStatus,
    Laterality,
    MeetingKind,
    SentenceKind,
    VisitType,
)
from pipeline.text.suspects import Slip

if TYPE_CHECKING:
    from pipeline.extractors.dates import DateMention

Bounds = tuple[int, int]


class Drop(NamedTuple):
    """A match that gave no record of its own: its frame, the position of its trigger, and why."""

    frame: str
    trigger: int
    reason: str


@dataclasses.dataclass(slots=True, eq=False)
class SentenceReading:
    """A sentence, item or heading with its chunks and clauses, which are found when they are first asked for."""

    index: int
    start: int
    end: int
    kind: SentenceKind
    chunks: list[Chunk]
    slips: list[Slip] = dataclasses.field(default_factory=list)
    drops: list[Drop] = dataclasses.field(default_factory=list)
    _clauses: list[Clause] | None = None

    def drop(self, frame: str, trigger: int, reason: str) -> None:
        """Say why a match gives no record, for who writes patterns."""
        self.drops.append(Drop(frame, trigger, reason))

    @property
    def clauses(self) -> list[Clause]:
        """The clauses of the chunks."""
        if self._clauses is None:
            self._clauses = find_clauses(self.chunks)
        return self._clauses

    def rests_on_slip(self, chunk: Chunk) -> bool:
        """Whether a chunk was read out of a suspected slip."""
        return any(slip.start < chunk.end and chunk.start < slip.end for slip in self.slips)


@dataclasses.dataclass(slots=True, eq=False, kw_only=True)
class EventDraft:
    """One mention of an event; ``anaphoric`` where it takes up one told before («این سفر»، «سفر خود»).

    ``first_person`` where who speaks acts («با همتایم دیدار کردم»); ``assumed`` where no verb says whether it happened
    («سفر … به تهران», a headline); ``speaker`` is the actor chunk of who says so, ``last_sentence`` the index of the
    last sentence that tells of it.
    """

    sentence: SentenceReading
    clause: Clause
    position: int
    trigger: Chunk
    rule: str
    evidence: list[Bounds]
    dates: list[DateMention] = dataclasses.field(default_factory=list)
    dates_inferred: bool = False
    also: list[Chunk] = dataclasses.field(default_factory=list)
    flags: set[str] = dataclasses.field(default_factory=set)
    inferred: set[str] = dataclasses.field(default_factory=set)
    anaphoric: bool = False
    assumed: bool = False
    first_person: bool = False
    speaker: Chunk | None = None
    last_sentence: int = -1

    def __post_init__(self) -> None:
        self.last_sentence = max(self.last_sentence, self.sentence.index)
        self.assumed = is_assumed(self.sentence.chunks, self.clause, self.position)

    def drop(self, reason: str) -> None:
        """Say why the mention gives no record of its own."""
        self.sentence.drop(self.rule, self.position, reason)

    @property
    def actors(self) -> list[Actor]:
        """Who takes part."""
        raise NotImplementedError


@dataclasses.dataclass(slots=True, eq=False, kw_only=True)
class VisitDraft(EventDraft):
    """A trip as one mention tells it. ``purpose_of`` is the visit whose purpose speaks of this one.

    ``answer`` is what became of a trip told before («این دعوت پذیرفته شد»), ``companions`` who went with its
    travellers; ``ends`` where the traveller leaves; ``together`` where the travellers are said to be one party.
    """

    status: EventStatus
    visitors: list[Actor] = dataclasses.field(default_factory=list)
    destinations: list[Chunk] = dataclasses.field(default_factory=list)
    origin: Chunk | None = None
    hosts: list[Actor] = dataclasses.field(default_factory=list)
    purpose: Bounds | None = None
    gathering: MeetingDraft | None = None
    count: int = 1
    duration: int | None = None
    visit_type: VisitType | None = None
    answer: EventStatus | None = None
    companions: list[Actor] = dataclasses.field(default_factory=list)
    ends: bool = False
    purpose_of: VisitDraft | None = None
    together: bool = False

    @property
    def actors(self) -> list[Actor]:
        """Who takes part."""
        return [*self.visitors, *self.hosts]


@dataclasses.dataclass(slots=True, eq=False, kw_only=True)
class MeetingDraft(EventDraft):
    """An encounter as one mention tells it; ``name`` bounds the gathering's name, ``None`` for talks.

    ``international`` where the name itself says that states or bodies meet («اجلاس سران اکو»، «نشست سه‌جانبه»);
    ``counterparts`` are the participants with whom the others talk; ``of_this`` the word of the body that the session
    is one of, where only «این کمیسیون» says which.
    """

    status: EventStatus
    kind: MeetingKind
    name: Bounds | None = None
    ordinal: int | None = None
    code: str | None = None
    international: bool = False
    participants: list[Actor] = dataclasses.field(default_factory=list)
    parties: list[Chunk] = dataclasses.field(default_factory=list)
    place: Chunk | None = None
    topics: list[Bounds] = dataclasses.field(default_factory=list)
    counterparts: list[Actor] = dataclasses.field(default_factory=list)
    of_this: Chunk | None = None
    visit: VisitDraft | None = None

    @property
    def actors(self) -> list[Actor]:
        """Who takes part."""
        return self.participants


@dataclasses.dataclass(slots=True, eq=False, kw_only=True)
class AgreementDraft(EventDraft):
    """An agreement as one mention tells it; ``dates`` belong to the event named by ``when``, ``further`` to others.

    ``acting`` are those whose countries are parties though they sign nothing («در بیانیهٔ مشترک وزیران …»).
    ``with_ours`` where an institution of no said state is a side («میان وزارت نفت و شرکت توتال فرانسه»).
    ``is_known`` for treaties known by name («ان‌پی‌تی»), ``is_titled`` for the instrument that the text itself is.
    """

    status: AgreementStatus
    type: AgreementType
    when: Literal["signing", "ratification", "entry_into_force", "termination"] = "signing"
    title: str | None = None
    title_bounds: Bounds | None = None
    subject: Bounds | None = None
    parties: list[Chunk] = dataclasses.field(default_factory=list)
    signatories: list[Actor] = dataclasses.field(default_factory=list)
    acting: list[Actor] = dataclasses.field(default_factory=list)
    with_ours: bool = False
    place: Chunk | None = None
    quantity: int | None = 1
    quantity_text: str | None = None
    laterality: Laterality | None = None
    inferred_parties: list[str] = dataclasses.field(default_factory=list)
    is_known: bool = False
    is_titled: bool = False
    further: dict[str, list[DateMention]] = dataclasses.field(default_factory=dict)
    visit: VisitDraft | None = None
    meeting: MeetingDraft | None = None

    @property
    def actors(self) -> list[Actor]:
        """Who takes part."""
        return self.signatories

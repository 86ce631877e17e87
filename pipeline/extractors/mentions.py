"""What talks and gatherings have in common as a single mention tells them."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extractors.actors import Actor
from pipeline.extractors.attribution import attribution
from pipeline.extractors.drafts import Bounds, MeetingDraft, SentenceReading
from pipeline.extractors.spans import actors, evidence, is_first_person
from pipeline.extractors.status import event_status
from pipeline.patterns.chunks import Chunk
from pipeline.patterns.frames import FrameMatch
from pipeline.records import MeetingKind

_PARTIES = ("country", "ours", "this_country", "both", "body", "demonym", "city")
_BEFORE_PARTIES = (
    *_PARTIES, "meet", "prep", "and", "comma", "stop", "dash", "officials", "government", "side", "delegation", "adj",
    "states", "offices", "date", "actor",
)  # fmt: skip


def mention(clean: str, reading: SentenceReading, match: FrameMatch, kind: MeetingKind) -> MeetingDraft:
    """The draft of a match, with what every meeting has."""
    chunks = reading.chunks
    places = match.role("place")
    around = [*range(*match.extent)] if match.frame.scope == "noun" else match.clause.at
    around = [*around, *(i for clause in match.relative for i in clause.at if i not in around)]
    return MeetingDraft(
        sentence=reading,
        clause=match.clause,
        position=match.trigger,
        trigger=chunks[match.trigger],
        rule=match.frame.id,
        evidence=[evidence(reading, match)],
        status=event_status(chunks, reading.clauses, match.clause, match.trigger),
        kind=kind,
        participants=actors(reading, match.role("participants")),
        place=chunks[places[0]] if places else None,
        topics=_topics(reading, match),
        dates=[chunks[i].data for i in around if chunks[i].type == "date"],
        parties=[chunks[i] for i in match.role("parties") if _is_party(chunks, i)],
        first_person=is_first_person(clean, reading, match),
        speaker=attribution(chunks, reading.clauses, match.clause, match.trigger),
    )


def other_subject(reading: SentenceReading, match: FrameMatch) -> list[Actor]:
    """The clause's subject, where it is none of those whom the match already has."""
    subject = match.clause.subject
    if subject is None:
        return []
    given = set(match.role("participants"))
    return actors(reading, [i for i in subject.at if i not in given])


def _is_party(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether a country stands for those who talk: «با ایران»، «با مقام‌های عراقی», not «با خبرگزاری فرانسه»."""
    return chunks[i].is_a(*_PARTIES) and (not i or chunks[i - 1].is_a(*_BEFORE_PARTIES))


def _topics(reading: SentenceReading, match: FrameMatch) -> list[Bounds]:
    at = match.role("topics")
    return [(reading.chunks[at[0]].start, reading.chunks[at[-1]].end)] if at else []

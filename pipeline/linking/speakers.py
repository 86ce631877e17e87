"""Who «من» and «ما» are: whoever is said to speak where an event is told in the first person."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extractors.actors import Actor
from pipeline.extractors.drafts import MeetingDraft, SentenceReading, VisitDraft

#: How many sentences after «… گفت» somebody still speaks.
_REACH = 8
_SAYING = ("verb.say", "verb.write", "verb.call")


def let_speakers_act(
    visits: Sequence[VisitDraft], meetings: Sequence[MeetingDraft], readings: Sequence[SentenceReading]
) -> None:
    """Give what is told in the first person its traveller or its other side."""
    for visit in visits:
        if visit.first_person and not visit.visitors:
            visit.visitors = _speaker(visit.sentence, readings)
    for meeting in meetings:
        met = {id(actor) for actor in meeting.counterparts}
        if meeting.first_person and all(id(actor) in met for actor in meeting.participants):
            meeting.participants = [*_speaker(meeting.sentence, readings), *meeting.participants]


def _speaker(sentence: SentenceReading, readings: Sequence[SentenceReading]) -> list[Actor]:
    """Who spoke last: in the sentence itself, else in those before it."""
    for reading in reversed(readings[max(0, sentence.index - _REACH) : sentence.index + 1]):
        for clause in reversed(reading.clauses):
            if clause.verb is None or not reading.chunks[clause.verb].is_a(*_SAYING) or clause.subject is None:
                continue
            chunk = reading.chunks[clause.subject.at[0]]
            if chunk.type == "actor" and len(chunk.data) == 1:
                return list(chunk.data)
        first = reading.chunks[:2]
        if len(first) == 2 and first[0].type == "actor" and first[1].type == "stop" and len(first[0].data) == 1:
            return list(first[0].data)
    return []

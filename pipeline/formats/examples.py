"""Frames' examples run against an engine, and a reading told to who writes patterns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from pipeline import records
from pipeline.engine import Engine
from pipeline.extractors.drafts import SentenceReading
from pipeline.patterns.trace import Trial, phrases

#: The day that examples are read on, so that «دیروز» and «مهرماه» mean something.
EXAMPLE_DAY = "2019-06-15"
_MARKS = {"fired": "+", "shadowed": "=", "needs": "-", "shape": "."}


EventRecord = records.Visit | records.Meeting | records.Agreement


class Result(NamedTuple):
    """An example of a frame, and what is wrong (``None`` where nothing is)."""

    frame: str
    text: str
    problem: str | None


def run_examples(engine: Engine) -> Iterator[Result]:
    """Every example of every frame: ``yes`` gives the record by that frame, ``no`` nothing of the frame's kind."""
    for kind, frames in engine.frames.items():
        for frame in frames:
            for example in frame.yes:
                document = engine.extract(example.text, id="example", date=EXAMPLE_DAY, **example.options)  # type: ignore[arg-type]
                found = [flatten(event, document) for event in getattr(document, kind)]
                wanted = {"rule": frame.id, **example.record}
                right = any(all(record.get(k) == v for k, v in wanted.items()) for record in found)
                yield Result(frame.id, example.text, None if right else f"wanted {wanted}, found {_brief(found)}")
            for text in frame.no:
                document = engine.extract(text, id="example", date=EXAMPLE_DAY)
                found = [flatten(event, document) for event in getattr(document, kind)]
                yield Result(frame.id, text, f"wanted nothing, found {_brief(found)}" if found else None)


def _brief(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{k: v for k, v in record.items() if v not in (None, [])} for record in found]


def flatten(event: EventRecord, document: records.Document) -> dict[str, Any]:
    """The fields that examples may name: people by name or role, places by code, phrases by text."""
    people = {p.id: p.name or (p.role.text if p.role else p.kind) for p in document.participants}
    speaker = event.attribution.participant if event.attribution else None
    flat: dict[str, Any] = {
        "status": event.status,
        "rule": event.rule,
        "cameo": event.event.cameo if event.event else None,
    }
    flat["attribution"] = people[speaker] if speaker else (event.attribution.span.text if event.attribution else None)
    flat["earliest"] = str(event.when.earliest) if event.when else None
    flat["latest"] = str(event.when.latest) if event.when else None
    if isinstance(event, records.Visit):
        flat |= {
            "visitors": [people[i] for i in event.visitors],
            "destinations": [d.country or d.place for d in event.destinations],
            "origin": event.origin.country if event.origin else None,
            "hosts": [people[i] for i in event.hosts],
            "purpose": event.purpose.text if event.purpose else None,
            "occasion": event.occasion.name.text if event.occasion else None,
            "count": event.count,
            "duration_days": event.duration_days,
            "visit_type": event.visit_type,
        }
    elif isinstance(event, records.Meeting):
        flat |= {
            "kind": event.kind,
            "participants": [people[i] for i in event.participants],
            "countries": event.countries,
            "name": event.name.text if event.name else None,
            "ordinal": event.ordinal,
            "code": event.code,
            "place": event.place.text if event.place else None,
            "country": event.country,
            "topics": [topic.text for topic in event.topics],
        }
    else:
        flat |= {
            "type": event.type,
            "parties": event.parties,
            "signatories": [people[s.participant] for s in event.signatories],
            "subject": event.subject.text if event.subject else None,
            "title": event.title.text if event.title else None,
            "place": event.place.text if event.place else None,
            "quantity": event.quantity,
            "laterality": event.laterality,
        }
    return flat


def explanation(engine: Engine, text: str, *, date: str | None = None) -> Iterator[str]:
    """Lines that say how a text was read and which frames fired, nearly fired (- and .) or came too late (=)."""
    clean, readings = engine.readings(text, date=date)
    for reading in readings:
        yield f"{reading.kind}: {' '.join(clean[reading.start : reading.end].split())}"
        if not reading.chunks:
            yield "    nothing in it opens the gate: no event word, no office"
            continue
        yield "    " + " ".join(f"{clean[c.start : c.end]}<{c.type}>" for c in reading.chunks).replace("\n", " ")
        for clause in reading.clauses:
            yield f"    clause: {phrases(clean, reading.chunks, clause)}"
        for kind in engine.frames:
            yield from _told(engine.trials(kind, clean, reading), clean, reading)
    document = engine.extract(text, id="example", date=date)
    events: list[EventRecord] = [*document.visits, *document.meetings, *document.agreements]
    for event in events:
        yield f"record {event.id}: {_brief([flatten(event, document)])[0]}"
    if not events:
        yield "no record: no frame fired, or what fired was domestic, private or named nobody"


def _told(tried: list[Trial], clean: str, reading: SentenceReading) -> Iterator[str]:
    """The trials of one sentence, and what became of those that fired but gave no record of their own."""
    chunks = reading.chunks
    fired = {trial.trigger for trial in tried if trial.outcome == "fired"}
    for trial in tried:
        if trial.outcome == "shape" and trial.trigger in fired:
            continue
        word = clean[chunks[trial.trigger].start : chunks[trial.trigger].end]
        yield f"  {_MARKS[trial.outcome]} {trial.frame} «{word}»: {trial.reason}"
        for drop in reading.drops:
            if trial.outcome == "fired" and (drop.frame, drop.trigger) == (trial.frame, trial.trigger):
                yield f"      dropped: {drop.reason}"

"""Visits: trips to another country or to a named gathering, as single mentions tell them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extractors.actors import Actor
from pipeline.extractors.attribution import attribution
from pipeline.extractors.drafts import Bounds, MeetingDraft, SentenceReading, VisitDraft
from pipeline.extractors.spans import actors, evidence, is_first_person, is_plural, willing, without_delegations
from pipeline.extractors.status import event_status
from pipeline.patterns.chunks import Chunk
from pipeline.patterns.clauses import LIGHT_NOUNS, Clause, Phrase
from pipeline.patterns.frames import FrameMatch
from pipeline.records import VisitType

_TYPES: dict[str, VisitType] = {"رسمی": "official", "دولتی": "state", "کاری": "working"}
#: Purposes of journeys that are no visits.
_PRIVATE = re.compile(
    r"زیارت|معالجه|درمان|مداوا|عمره|مناسک حج|استراحت|تعطیلات|گردش|تفریح|تماشا|بازی|مسابق|ورزش|اسکی|شکار|عروسی|تحصیل"
)


def read_visits(
    clean: str, reading: SentenceReading, matches: Sequence[FrameMatch], gatherings: dict[int, MeetingDraft]
) -> list[VisitDraft]:
    """The visits of one sentence; ``gatherings`` are its gatherings by the position of their trigger."""
    drafts: list[VisitDraft] = []
    for match in sorted(matches, key=lambda m: reading.chunks[m.trigger].is_a("attend")):
        attending = reading.chunks[match.trigger].is_a("attend")
        gathering = _gathering(match, gatherings)
        if attending and gathering is not None and gathering.anaphoric and _is_counted(reading, match):
            reading.drop(match.frame.id, match.trigger, "several who were there, and no trip of theirs")
            continue
        if attending and not actors(reading, match.role("visitors")) and not match.role("destinations"):
            _attend(clean, reading, match, gathering, drafts)
            continue
        draft = _draft(clean, reading, match, gathering)
        if isinstance(draft, str):
            reading.drop(match.frame.id, match.trigger, draft)
        else:
            draft.purpose_of = _enclosing(drafts, draft)
            drafts.append(draft)
    return drafts


def _is_counted(reading: SentenceReading, match: FrameMatch) -> bool:
    """«در این نشست وزیران … و … نیز شرکت داشتند»: several who were there; nobody is said to have travelled."""
    chunks = reading.chunks
    return chunks[match.trigger - 1].is_a("adv") or len(actors(reading, match.role("visitors"))) > 1


def _gathering(match: FrameMatch, gatherings: dict[int, MeetingDraft]) -> MeetingDraft | None:
    return next((gatherings[i] for i in match.role("gathering") if i in gatherings), None)


def _draft(clean: str, reading: SentenceReading, match: FrameMatch, gathering: MeetingDraft | None) -> VisitDraft | str:
    """The trip that a match tells, or the reason why it is none."""
    chunks = reading.chunks
    trigger = chunks[match.trigger]
    told = match.frame.constants.get("told") == "before"
    if match.frame.constants.get("status") == "proposed" and any(
        chunks[i].is_a("travel", "attend", "meet.talks") for i in match.clause.at
    ):
        return "another word of the clause tells the trip that is asked for"
    visitors = actors(reading, match.role("visitors"))
    hosts = actors(reading, match.role("hosts"))
    invited = invitation(reading, match.clause, match.trigger)
    if match.frame.scope == "noun" and not visitors:
        wishing = willing(reading, match)
        if wishing:
            visitors = wishing
        elif invited is not None:
            visitors, hosts = invited
        elif _own_subject(reading, match):
            visitors = _subject_actors(reading, match)
    elif invited is not None and _is_asked(reading, match):
        visitors, hosts = invited
    destinations = _places(chunks, _nearest(match, match.role("destinations")) or match.role("host_countries"))
    if match.frame.id.startswith("visit.leave") and not _leaves_a_place(chunks, match):
        return "what is left is no place"
    if not destinations:
        destinations = _told_of_it(reading, match)
    if match.frame.constants.get("only") in ("item", "row"):
        destinations = _row_places(reading, match)
    if match.frame.constants.get("only") == "row":
        visitors = actors(reading, reading.clauses[0].at)
    first_person = is_first_person(clean, reading, match)
    again = match.frame.scope == "noun" and _takes_up(reading, match)
    if not (visitors or destinations or gathering or told or again) or (is_plural(clean, trigger) and not visitors):
        return "neither who travels nor where to is said"
    origin = match.role("origin")
    before = chunks[match.trigger - 1] if match.trigger else None
    around = (
        chunks[match.extent[0] : match.extent[1]] if match.frame.scope == "noun" else _clause_chunks(reading, match)
    )
    draft = VisitDraft(
        sentence=reading,
        clause=match.clause,
        position=match.trigger,
        trigger=trigger,
        rule=match.frame.id,
        evidence=[evidence(reading, match)],
        status=event_status(chunks, reading.clauses, match.clause, match.trigger),
        visitors=without_delegations(visitors),
        destinations=destinations,
        origin=chunks[origin[0]] if origin else None,
        hosts=[a for a in hosts if a not in visitors],
        gathering=gathering,
        together=any(set(p.at) & set(match.role("visitors")) for p in match.clause.phrases if p.function != "subject"),
        dates=[] if match.frame.id == "visit.invite" else [c.data for c in around if c.type == "date"],
        duration=next((c.data for c in around if c.type == "duration"), None),
        visit_type=next((_TYPES[t] for c in around if (t := clean[c.start : c.end]) in _TYPES), None),
        first_person=first_person,
        speaker=attribution(chunks, reading.clauses, match.clause, match.trigger),
    )
    if told:
        draft.anaphoric = True
        draft.companions = actors(reading, match.role("companions"))
        if match.frame.constants.get("status") == "planned" and draft.status != "cancelled":
            draft.answer = "planned"
        return draft
    if before is not None and before.type == "number" and isinstance(before.data, int) and 1 < before.data < 50:
        draft.count = before.data
    draft.purpose = _purpose(reading, match)
    if draft.purpose and _PRIVATE.search(clean, *draft.purpose):
        return "a private journey"
    draft.anaphoric = again and not (destinations or gathering)
    draft.anaphoric |= not (destinations or gathering) and before is not None and before.is_a("det.this")
    draft.ends = match.frame.id in ("visit.leave", "visit.leave-for", "visit.return")
    draft.anaphoric |= match.frame.id == "visit.return" and not destinations
    if draft.anaphoric and draft.status == "cancelled":
        draft.answer = "cancelled"
    return draft


def _nearest(match: FrameMatch, at: Sequence[int]) -> list[int]:
    """«شهردار تهران … راهی اتریش شد»: of places without a preposition those that the trigger leads to."""
    own = next((p for p in match.clause.phrases if match.trigger in p.at), None)
    if own is None or match.frame.scope != "clause" or not any(i in own.at for i in at):
        return list(at)
    bare = {i for p in match.clause.phrases if p is not own and p.function in ("bare", "subject") for i in p.at}
    return [i for i in at if i not in bare]


def _leaves_a_place(chunks: Sequence[Chunk], match: FrameMatch) -> bool:
    """Not so «میز مذاکره را ترک کرد»."""
    left = next(match.clause.with_function("object"), None)
    return left is None or chunks[left.at[-1]].is_a("city", "country", "ours", "this_country", "self")


def _told_of_it(reading: SentenceReading, match: FrameMatch) -> list[Chunk]:
    """«سفر نخست‌وزیر که قرار بود … به تهران انجام شود»: the relative clause says where to."""
    if match.frame.scope != "noun":
        return []
    for clause in reading.clauses:
        if clause.antecedent is not None and match.trigger <= clause.antecedent <= match.extent[1]:
            for phrase in clause.with_function("to"):
                if reading.chunks[phrase.at[0]].is_a("city", "country", "ours"):
                    return [reading.chunks[phrase.at[0]]]
    return []


def _row_places(reading: SentenceReading, match: FrameMatch) -> list[Chunk]:
    """«دمشق و حلب، خرداد»: the places from the trigger on."""
    places: list[Chunk] = []
    for i in match.clause.at[match.clause.at.index(match.trigger) :]:
        if reading.chunks[i].is_a("city", "country"):
            places.append(reading.chunks[i])
        elif not reading.chunks[i].is_a("and", "comma"):
            break
    return places


def _places(chunks: Sequence[Chunk], positions: Sequence[int]) -> list[Chunk]:
    """The places at these positions; «ریاض پایتخت عربستان»، «جده در عربستان» are one."""
    places: list[Chunk] = []
    for i in positions:
        chunk = chunks[i]
        if chunk.is_a("ceremony"):
            continue
        last = places[-1] if places else None
        if last is not None and last.is_a("city") and chunk.is_a("country"):
            joined = any(c.is_a("and", "comma") for c in chunks if last.end <= c.start < chunk.start)
            if not joined and last.data[0].row.country == chunk.data[0].row.code:
                continue
        if chunk.is_a("city") and any(p.is_a("city") and p.data[0].row is chunk.data[0].row for p in places):
            continue
        places.append(chunk)
    return places


def _takes_up(reading: SentenceReading, match: FrameMatch) -> bool:
    """«این سفر»، «سفر خود»، «سفر مذکور»: a trip told elsewhere."""
    chunks = reading.chunks
    before = chunks[match.trigger - 1] if match.trigger else None
    after = [chunks[i] for i in range(match.trigger + 1, min(match.trigger + 4, len(chunks)))]
    return bool(before and before.is_a("det.this")) or any(c.is_a("self", "det.said") for c in after)


def _own_subject(reading: SentenceReading, match: FrameMatch) -> bool:
    """«در سفر خود به …»، «در سفر به …»، «سفر خود را … آغاز کرد»: whose trip it is, the subject of the clause says."""
    phrase = next(p for p in match.clause.phrases if match.trigger in p.at)
    if phrase.function in ("in", "during", "margin", "after", "before", "eve", "for", "from", "with"):
        return True
    verb, subject = match.clause.verb, match.clause.subject
    if verb is None or subject is None or subject.at[0] > match.trigger:
        return False
    telling = reading.chunks[verb].is_a("verb.do", "verb.have", "verb.put", "verb.deliver", "verb.begin", "verb.give")
    before = reading.chunks[verb - 1]
    return telling and before.is_a("begin", "finish", "perform", "cue.cancelled", "travel", *("city", "country"))


def invitation(reading: SentenceReading, clause: Clause, trigger: int) -> tuple[list[Actor], list[Actor]] | None:
    """Who is asked to travel, and by whom, where the trigger hangs on that: «از … دعوت کرد تا به … سفر کند»."""
    index = next(n for n, c in enumerate(reading.clauses) if c is clause)
    for candidate in (clause, reading.clauses[index - 1] if index else None):
        if candidate is None:
            continue
        words = ("cue.invite",) if candidate is clause else ("cue.invite", "verb.want")
        asking = next((i for i in candidate.at if reading.chunks[i].is_a(*words)), None)
        if asking is None:
            continue
        subject = candidate.subject
        accepts = any(reading.chunks[i].is_a("verb.receive", "accept") for i in candidate.at)
        if candidate.verb is not None and accepts:
            phrase = next((p for p in candidate.phrases if asking in p.at), None)
            named = actors(reading, phrase.at) if phrase else []
            return (actors(reading, subject.at), named) if subject else None
        guests = [
            actor
            for phrase in candidate.phrases
            if phrase.function in ("from", "object") and phrase.at[0] < trigger
            for actor in actors(reading, phrase.at)
        ]
        if guests:
            return guests, actors(reading, subject.at) if subject else []
    return None


def _is_asked(reading: SentenceReading, match: FrameMatch) -> bool:
    """Whether the clause of the trip is what somebody was asked to do: it has no subject of its own."""
    own = next(match.clause.with_function("subject"), None)
    form = reading.chunks[match.clause.verb].data if match.clause.verb is not None else None
    index = next(n for n, c in enumerate(reading.clauses) if c is match.clause)
    return own is None and index > 0 and getattr(form, "tense", None) == "subjunctive"


def _subject_actors(reading: SentenceReading, match: FrameMatch) -> list[Actor]:
    subject = match.clause.subject
    return actors(reading, subject.at) if subject else []


def _attend(
    clean: str,
    reading: SentenceReading,
    match: FrameMatch,
    gathering: MeetingDraft | None,
    drafts: list[VisitDraft],
) -> None:
    """«… جهت شرکت در اجلاس …» is the occasion of the trip that it is the purpose of, «دعوت از … برای شرکت» a trip."""
    if gathering is None:
        return
    invited = _invitee(reading, match)
    if invited is not None:
        match.roles["visitors"] = [invited]
        draft = _draft(clean, reading, match, gathering)
        if not isinstance(draft, str):
            draft.status = "proposed"
            draft.purpose_of = _enclosing(drafts, draft)
            drafts.append(draft)
        return
    for draft in reversed(drafts):
        if draft.clause is match.clause and draft.gathering is None:
            draft.gathering = gathering
            return


def _invitee(reading: SentenceReading, match: FrameMatch) -> int | None:
    """The actor of «دعوت از ⟨actor⟩ برای» before the trigger, or of «⟨actor⟩ برای … دعوت شد»."""
    invited = False
    found: int | None = None
    verb = match.clause.verb
    if verb is not None and reading.chunks[verb].is_a("verb.become") and reading.chunks[verb - 1].is_a("cue.invite"):
        subject = match.clause.subject
        return next((i for i in subject.at if reading.chunks[i].type == "actor"), None) if subject else None
    for phrase in match.clause.phrases:
        for i in phrase.at:
            if i >= match.trigger:
                return found
            if reading.chunks[i].is_a("cue.invite"):
                invited = True
            elif invited and phrase.function == "from" and reading.chunks[i].type == "actor":
                found = i
    return found


def _purpose(reading: SentenceReading, match: FrameMatch) -> Bounds | None:
    """The words after برای / جهت / به منظور, up to the end of the clause or the place that the trip goes to."""
    chunks = reading.chunks
    wanted = match.role("purpose")
    told: Iterator[tuple[Sequence[Phrase], int]] = (
        (clause.phrases, n)
        for clause in (match.clause, *match.relative)
        for n, phrase in enumerate(clause.phrases)
        if wanted and wanted[0] in phrase.at
    )
    phrases, first = next(told, ((), 0))
    if not phrases:
        return None
    if match.frame.scope == "noun" and phrases[first].at[0] < match.trigger:
        return None
    last = phrases[first].at[-1]
    ends = {match.trigger, *match.role("destinations"), *match.role("visitors")}
    for phrase in phrases[first + 1 :]:
        if any(i in ends for i in phrase.at) or phrase.at[0] < last or chunks[phrase.at[0]].is_a(*LIGHT_NOUNS):
            break
        if match.frame.scope == "clause" and phrase.function in ("date", "subject", "to"):
            break
        last = phrase.at[-1]
    return chunks[phrases[first].at[0]].start, chunks[last].end


def _enclosing(drafts: Sequence[VisitDraft], inner: VisitDraft) -> VisitDraft | None:
    """The visit in whose purpose the inner one's trigger stands."""
    for draft in reversed(drafts):
        if draft.purpose and draft.purpose[0] <= inner.trigger.start < draft.purpose[1]:
            return draft
    return None


def _clause_chunks(reading: SentenceReading, match: FrameMatch) -> list[Chunk]:
    return [reading.chunks[i] for i in match.clause.at]

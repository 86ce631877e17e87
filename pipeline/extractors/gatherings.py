"""Gatherings: summits, conferences, sessions of commissions, as single mentions tell them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extractors.actors import Actor
from pipeline.extractors.drafts import MeetingDraft, SentenceReading
from pipeline.extractors.mentions import mention, other_subject
from pipeline.extractors.spans import actors, is_plural, parties, without_delegations
from pipeline.patterns.chunks import Chunk
from pipeline.patterns.frames import FrameMatch
from pipeline.records import MeetingKind

_NAME_PARTS = (
    "word", "name", "adj", "actor", "body", "region", "institution", "portfolio", "littoral", "states", "both",
    "country", "demonym", "ours", "city", "agreement", "number", "gathering", "office", "offices", "topic",
)  # fmt: skip
_HEADS_OF_POLICY = frozenset(
    {"head_of_state", "head_of_government", "foreign_minister", "deputy_foreign_minister", "minister"}
)
#: Words that make a gathering one of several states, and words that no name goes on with.
_BETWEEN_STATES = frozenset(
    ("بینالمللی", "جهانی", "منطقهای", "سهجانبه", "چهارجانبه", "پنججانبه", "چندجانبه", "دوجانبه", "اسلامی", "عربی")
)
#: Forums whose «اجلاس» is one of leaders, where nothing else is said.
_OF_LEADERS = frozenset(
    {"CICA", "G7", "G8", "G15", "G20", "D8", "SCO", "ECO", "CIS", "APEC", "BRICS", "NAM", "OIC", "GCC", "GECF"}
)
#: What no gathering of states is called.
_NOT_OF_STATES = re.compile("جشنواره|مسابقات|المپیاد|المپیک|نمایشگاه|بازی‌های|جام |لیگ|انتخابات|تکمیلی|آموزش")
_AFTER_NAMES = frozenset(
    ("حدود", "قبل", "گذشته", "امروز", "دیروز", "فردا", "اخیر", "جاری", "بار", "مبنی", "باعث", "موجب", "سبب", "منجر")
)
#: Offices that need the name of what they are of.
_OF_BODIES = frozenset(
    ("رئیس", "نایب رئیس", "دبیر", "دبیرکل", "سخنگو", "سخنگوی", "عضو", "نماینده", "مسئول", "معاون", "مدیر", "مخبر")
)
_LEADERS = frozenset({"head_of_state", "head_of_government", "supreme_leader", "monarch"})
#: What in a name says which gathering it is.
_SPECIFIC = ("actor", "body", "region", "country", "both", "littoral", "ours", "city")
_LIGHT = ("verb.do", "verb.become", "verb.have", "verb.give", "verb.find", "verb.take", "verb.bring", "verb.put")


def read_gathering(clean: str, reading: SentenceReading, match: FrameMatch) -> tuple[MeetingDraft | str, int]:
    """A gathering with its name, or the reason why it is none; and the last position that the name covers."""
    chunks = reading.chunks
    first, last = _name_extent(clean, reading, match.trigger)
    words = chunks[match.trigger + 1 : last + 1]
    before = chunks[first - 1] if first else None
    ordinal = before.data if before is not None and before.type == "ordinal" else None
    if ordinal is None:
        ordinal = next((c.data for c in words[:2] if c.type == "ordinal"), None)
    if _is_of_a_title(chunks, match.trigger):
        return "a body that somebody has an office of", last
    if before is not None and before.is_a("det.every", "det.other"):
        return "a general remark: «هر», «دیگر» before it", last
    if (before is not None and before.is_a("det.this")) or (words and words[0].is_a("det.said")):
        return _taken_up(clean, reading, match), last
    if is_plural(clean, chunks[match.trigger]) and ordinal is None:
        return "a general remark: a plural", last
    draft = mention(clean, reading, match, _gathering_kind(chunks[match.trigger : last + 1]))
    draft.ordinal = ordinal
    draft.name = (chunks[first].start, chunks[last].end) if words else None
    draft.participants = _present(reading, match, draft.participants, is_named=bool(words))
    bodies = [c.data[0].row.code for c in words if c.type == "body"]
    bodies += [a.body for c in words if c.type == "actor" for a in c.data if a.body]
    draft.code = next(iter(bodies), None)
    draft.parties = parties(words)
    draft.international = _is_international(clean, chunks[match.trigger : last + 1])
    draft.place = draft.place or _held(reading, match) or _in_parentheses(reading, last)
    if draft.place is not None and reading.rests_on_slip(draft.place):
        draft.flags.add("ocr_suspected")
    if reason := _not_held(clean, reading, match, draft, words):
        return reason, last
    bare = ordinal is not None and all(c.type == "ordinal" for c in words)
    draft.of_this = chunks[match.trigger] if bare else _of_this(reading, last)
    return draft, last


def _present(reading: SentenceReading, match: FrameMatch, found: Sequence[Actor], *, is_named: bool) -> list[Actor]:
    """Who is there: those of the name and those said to be present, else whom the clause speaks of.

    With whom it is («نشستی با وزیر خارجه …») counts where it has no name and the clause tells of no other talks.
    """
    chunks = reading.chunks
    if is_named or any(i != match.trigger and chunks[i].is_a("meet") for i in match.clause.at):
        met = {id(a) for p in match.clause.with_function("with") for a in actors(reading, p.at)}
        found = [a for a in found if id(a) not in met]
    named = without_delegations([a for a in found if a.kind != "group"]) or _attending(reading, match)
    present = named or [a for a in found if a.kind == "group"]
    return [*other_subject(reading, match), *present] if present and not is_named else present


def _not_held(
    clean: str, reading: SentenceReading, match: FrameMatch, draft: MeetingDraft, words: Sequence[Chunk]
) -> str | None:
    """Why a match is no gathering of states that was or will be held."""
    trigger = reading.chunks[match.trigger]
    weak = trigger.data[0].row.value == "weak"
    attended = _is_attended(reading, match.trigger)
    body = trigger.is_a("gathering.commission", "gathering.working_group")
    if body and not (draft.ordinal is not None or draft.place or _is_in_session(reading, match)):
        return "a body that acts, and does not meet"
    if weak and words and _NOT_OF_STATES.search(clean, words[0].start, words[-1].end):
        return "a festival, a competition or a course"
    if weak and any(c.is_a("institution") and c.data[0].row.kind == "parliament" for c in words):
        return "a parliament's own committee"
    if trigger.is_a("gathering.session") and draft.ordinal is None and not attended:
        return "a session without a number that nobody attends"
    specific = any(c.is_a(*_SPECIFIC) for c in words) or (bool(draft.participants) and not words)
    bare = draft.ordinal is not None and all(c.type == "ordinal" for c in words)
    commission = draft.kind in ("commission", "working_group") and words and not weak
    if weak and not specific and not (bare and attended):
        return "nothing says whose it is"
    if not (specific or commission or draft.ordinal or draft.place or (words and attended)):
        return "neither named, numbered nor placed"
    return None


def _is_of_a_title(chunks: Sequence[Chunk], trigger: int) -> bool:
    """«رئیس کمیسیون …»، «دبیرکل کمیسیون ملی …»: a body that somebody has an office of."""
    at = trigger - 1
    while at > 0 and chunks[at].is_a("adj", "demonym"):
        at -= 1
    holders = chunks[at].data if at >= 0 and chunks[at].type == "actor" else ()
    return any(a.role and a.role[2] in _OF_BODIES for a in holders)


def _is_in_session(reading: SentenceReading, match: FrameMatch) -> bool:
    """Whether a commission meets or is attended, and does not just act as a body («کمیسیون … اعلام کرد»)."""
    phrase = next((p for p in match.clause.phrases if match.trigger in p.at), None)
    held = any(reading.chunks[i].is_a("hold", "conclude", "begin", "finish", "attend", "gathering.conference", "date")
               for i in match.clause.at)  # fmt: skip
    about = phrase is not None and phrase.function in ("in", "during", "after", "margin", "for", "occasion")
    return held or about or match.clause.verb is None


def _taken_up(clean: str, reading: SentenceReading, match: FrameMatch) -> MeetingDraft:
    """«در این نشست …»: adds to the gathering told before who was there, and where and when it was."""
    draft = mention(clean, reading, match, "conference")
    draft.participants = without_delegations([a for a in draft.participants if a.kind != "group"])
    phrase = next((p for p in match.clause.phrases if match.trigger in p.at), None)
    if phrase is not None and phrase.function in ("in", "during"):
        draft.participants += [a for a in other_subject(reading, match) if a.kind != "group"]
    draft.place = draft.place or _held(reading, match)
    draft.anaphoric = True
    return draft


def _of_this(reading: SentenceReading, last: int) -> Chunk | None:
    """«کمیسیون» of «ششمین اجلاس این کمیسیون»."""
    after = reading.chunks[last + 1 : last + 3]
    told = len(after) == 2 and after[0].is_a("det.this") and after[1].is_a("gathering", "institution", "body")
    return after[1] if told else None


def _attending(reading: SentenceReading, match: FrameMatch) -> list[Actor]:
    """«رئیس‌جمهور در حاشیه / در پایان اجلاس …»: whom the clause speaks of was there."""
    phrase = next((p for p in match.clause.phrases if match.trigger in p.at), None)
    verb = match.clause.verb
    if phrase is None or phrase.function not in ("in", "margin", "during", "for") or verb is None:
        return []
    if phrase.function == "in" and reading.chunks[verb].is_a("verb.say", "verb.become"):
        return []
    return other_subject(reading, match)


def _in_parentheses(reading: SentenceReading, last: int) -> Chunk | None:
    """The place of «اجلاس … (تهران، آذر ۷۶)»."""
    after = reading.chunks[last + 1 : last + 3]
    return after[1] if len(after) == 2 and after[0].is_a("open") and after[1].is_a("city", "country") else None


def _is_international(clean: str, name: Sequence[Chunk]) -> bool:
    """Whether a gathering's name says that states or bodies meet in it."""
    if name[0].is_a("gathering.summit") or any(c.is_a("body", "region", "littoral", "both") for c in name):
        return True
    scholarly = name[0].data[0].row.value == "open"
    words = (clean[c.start : c.end].replace("\u200c", "").replace(" ", "") for c in name[1:])
    if not scholarly and any(word in _BETWEEN_STATES for word in words):
        return True
    groups = [a for c in name if c.type == "actor" for a in c.data if a.kind == "group"]
    return any(a.states or a.role_code in _HEADS_OF_POLICY for a in groups)


def _is_attended(reading: SentenceReading, trigger: int) -> bool:
    """«شرکت در ⟨gathering⟩»، «⟨gathering⟩ برگزار شد»."""
    near = reading.chunks[max(0, trigger - 4) : trigger]
    clause = next((c for c in reading.clauses if trigger in c.at), None)
    held = clause is not None and any(reading.chunks[i].is_a("hold", "conclude") for i in clause.at)
    return held or any(c.is_a("attend") for c in near)


def _name_extent(clean: str, reading: SentenceReading, trigger: int) -> tuple[int, int]:
    """Positions of the first and last chunk of a gathering's name, which ends before prepositions, dates and verbs."""
    chunks = reading.chunks
    last = trigger
    for i in range(trigger + 1, len(chunks)):
        chunk = chunks[i]
        following = chunks[i + 1] if i + 1 < len(chunks) else None
        if last == trigger and chunk.is_a("date", "duration", "cue.planned"):
            continue
        if chunk.is_a("word", "agreement") and following is not None and following.is_a(*_LIGHT):
            break
        if clean[chunk.start : chunk.end] in _AFTER_NAMES:
            break
        if chunk.is_a(*_NAME_PARTS) and not chunk.is_a("name.quoted"):
            last = i
        elif (chunk.is_a("and") and i + 1 < len(chunks) and _goes_on(chunks[last].type, chunks[i + 1].type)) or (
            chunk.is_a("ordinal") and last == trigger
        ):
            continue
        else:
            break
    return trigger, last


def _goes_on(last: str, following: str) -> bool:
    """Whether «و» joins two parts of a name rather than two parts of the sentence."""
    return last.split(".")[0] == following.split(".")[0] and last not in ("gathering", "word")


def _gathering_kind(chunks: Sequence[Chunk]) -> MeetingKind:
    if any(c.is_a("gathering.commission") for c in chunks):
        return "commission"
    if any(c.is_a("gathering.working_group") for c in chunks):
        return "working_group"
    if chunks[0].is_a("gathering.summit"):
        return "summit"
    if any(c.is_a("officials") and c.data[0].name in ("سران", "رهبران") for c in chunks[1:4]):
        return "summit"
    heads = [a for c in chunks if c.type == "actor" for a in c.data]
    if heads:
        return "summit" if all(a.role_code in _LEADERS for a in heads) else "conference"
    of_leaders = any(c.is_a("body") and c.data[0].row.code in _OF_LEADERS for c in chunks[1:3])
    regional = any(c.is_a("region") for c in chunks[1:3]) and not chunks[1].is_a("littoral", "states")
    general = chunks[0].data[0].name == "اجلاس" and (of_leaders or regional)
    return "summit" if general else "conference"


def _held(reading: SentenceReading, match: FrameMatch) -> Chunk | None:
    """The place of «… در ⟨place⟩ برگزار شد», in the same clause or in a relative clause about the gathering."""
    chunks = reading.chunks
    for clause in reading.clauses:
        about = clause is match.clause or clause.antecedent == match.trigger
        if about and any(chunks[i].is_a("hold", "conclude") for i in clause.at):
            for phrase in clause.phrases:
                if phrase.function == "in":
                    for i in phrase.at:
                        if chunks[i].is_a("city", "country", "this_country", "ours"):
                            return chunks[i]
    return None

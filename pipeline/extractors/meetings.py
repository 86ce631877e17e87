"""Meetings: talks, telephone calls and gatherings, as single mentions tell them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from pipeline.extractors.actors import Actor
from pipeline.extractors.attribution import attribution
from pipeline.extractors.drafts import Bounds, MeetingDraft, SentenceReading
from pipeline.extractors.spans import actors, evidence, is_plural, parties, willing, without_delegations
from pipeline.extractors.status import event_status
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
_PARTIES = ("country", "ours", "this_country", "both", "body", "demonym", "city")
_BEFORE_PARTIES = (
    *_PARTIES, "meet", "prep", "and", "comma", "stop", "dash", "officials", "government", "side", "delegation", "adj",
    "states", "offices", "date", "actor",
)  # fmt: skip
#: Offices that need the name of what they are of.
_OF_BODIES = frozenset(
    ("رئیس", "نایب رئیس", "دبیر", "دبیرکل", "سخنگو", "سخنگوی", "عضو", "نماینده", "مسئول", "معاون", "مدیر", "مخبر")
)
_LEADERS = frozenset({"head_of_state", "head_of_government", "supreme_leader", "monarch"})
_OFFICIALS = "actor.officials"
_LIGHT = ("verb.do", "verb.become", "verb.have", "verb.give", "verb.find", "verb.take", "verb.bring", "verb.put")


def read_meetings(clean: str, reading: SentenceReading, matches: Sequence[FrameMatch]) -> dict[int, MeetingDraft]:
    """The meetings of one sentence by the position of their trigger."""
    drafts: dict[int, MeetingDraft] = {}
    inside = -1
    for match in matches:
        if match.trigger <= inside:
            continue
        trigger = reading.chunks[match.trigger]
        draft: MeetingDraft | None
        if match.frame.constants.get("told") == "before":
            draft = _common(clean, reading, match, "talks")
            draft.anaphoric = True
        elif trigger.is_a("gathering"):
            draft, inside = _gathering(clean, reading, match)
        else:
            draft = _talks(clean, reading, match)
        if draft is not None:
            drafts[match.trigger] = draft
    return drafts


def _common(clean: str, reading: SentenceReading, match: FrameMatch, kind: MeetingKind) -> MeetingDraft:
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
        speaker=attribution(chunks, reading.clauses, match.clause, match.trigger),
    )


def _is_party(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether a country stands for those who talk: «با ایران»، «با مقام‌های عراقی», not «با خبرگزاری فرانسه»."""
    return chunks[i].is_a(*_PARTIES) and (not i or chunks[i - 1].is_a(*_BEFORE_PARTIES))


def _topics(reading: SentenceReading, match: FrameMatch) -> list[Bounds]:
    at = match.role("topics")
    return [(reading.chunks[at[0]].start, reading.chunks[at[-1]].end)] if at else []


def _talks(clean: str, reading: SentenceReading, match: FrameMatch) -> MeetingDraft | None:
    """Talks need somebody on each side: named, or the subject of the clause («در دیدار با …»)."""
    chunks = reading.chunks
    trigger = chunks[match.trigger]
    kind: MeetingKind = "talks"
    if trigger.is_a("meet.phone", "contact") or _on_the_phone(reading, match):
        kind = "phone_call"
    if kind != "phone_call" and any(clean[chunks[i].start : chunks[i].end] == "تلفنی" for i in match.clause.at):
        kind = "phone_call"
    before = chunks[match.trigger - 1] if match.trigger else None
    after = chunks[match.trigger + 1] if match.trigger + 1 < len(chunks) else None
    if (before and before.is_a("det.this", "det.such")) or (after and after.is_a("det.said")):
        return None
    received = match.role("received")
    if received and not any(p.at[0] == received[0] for p in match.clause.phrases):
        return None
    if _with_media(reading, match):
        return None
    _leave_to_others(reading, match)
    if match.frame.constants.get("joined"):
        match.roles = {name: [i for i in at if i < match.trigger] for name, at in match.roles.items()}
    draft = _common(clean, reading, match, kind)
    draft.counterparts = _counterparts(reading, match)
    if match.frame.scope == "noun" and len(draft.participants) == 1 and _lacks_a_side(reading, match):
        side = willing(reading, match) or _subject(reading, match) or _traveller(reading, match)
        draft.participants = [*side, *draft.participants]
    elif match.frame.scope == "noun" and not draft.participants and not draft.parties:
        draft.participants = _those_who_met(reading, match)
    if kind == "talks" and trigger.is_a("meet.negotiation") and not _by_principals(draft.participants):
        draft.kind = "negotiation"
    if _set_officials_aside(draft) and len(draft.participants) < 2 and _is_purpose(match):
        return None
    if is_plural(clean, trigger) and draft.participants and all(a.rule == _OFFICIALS for a in draft.participants):
        return None
    people = {id(a) for a in draft.participants}
    groups = any(a.kind == "group" or a.pronoun or a.share > 1 for a in draft.participants)
    draft.anaphoric = _takes_up(reading, match)
    both = any(c.is_a("both") for c in draft.parties)
    draft.international = match.frame.constants.get("sided") == "yes"
    if draft.international and any(p.function == "about" and match.trigger in p.at for p in match.clause.phrases):
        return None
    enough = len(people) + len(draft.parties) > 1 or groups or both or draft.anaphoric or draft.international
    if not enough:
        return None
    if (
        kind != "phone_call"
        and draft.participants
        and all(a.kind == "group" for a in draft.participants)
        and any(a.states for a in draft.participants)
    ):
        draft.kind = "conference"
    if is_plural(clean, trigger) and any(
        c.is_a("det.every") for c in chunks[max(0, match.trigger - 2) : match.trigger]
    ):
        return None
    return draft


def _on_the_phone(reading: SentenceReading, match: FrameMatch) -> bool:
    """«در تماس تلفنی … گفت‌وگو کردند»، «تماس تلفنی گرفت و با … گفت‌وگو کرد»: the call is told before the talk."""
    index = next(n for n, c in enumerate(reading.clauses) if c is match.clause)
    before = reading.clauses[index - 1] if index else None
    goes_on = before is not None and before.subject is not None and before.subject is match.clause.subject
    at = [*match.clause.at, *(before.at if before is not None and goes_on else [])]
    return any(i < match.trigger and reading.chunks[i].is_a("meet.phone") for i in at)


def _counterparts(reading: SentenceReading, match: FrameMatch) -> list[Actor]:
    """Those who stand under «با»."""
    given = set(match.role("participants"))
    clauses = (match.clause, *match.relative)
    phrases = [actors(reading, (i for i in p.at if i in given)) for c in clauses for p in c.with_function("with")]
    for found in phrases:
        _share_nation(found)
    return [actor for found in phrases for actor in found]


def _share_nation(listed: list[Actor]) -> None:
    """«با رئیس‌جمهور، وزیر دفاع و رئیس مجلس نپال»: the country after the last office is that of all."""
    bare = [a for a in listed[:-1] if a.kind == "office" and not (a.nations or a.body or a.counterpart)]
    if bare and len(bare) == len(listed) - 1 and listed[-1].nations and not listed[-1].counterpart:
        for actor in bare:
            actor.nations = list(listed[-1].nations)


def _those_who_met(reading: SentenceReading, match: FrameMatch) -> list[Actor]:
    """«دو رئیس‌جمهور پس از گفت‌وگوی خصوصی …»: the subject, if it is several people."""
    phrase = next((p for p in match.clause.phrases if match.trigger in p.at), None)
    if phrase is None or phrase.function not in ("in", "during", "after", "end", "object"):
        return []
    found = _subject(reading, match)
    return found if len(found) > 1 or any(a.share > 1 or a.pair for a in found) else []


def _with_media(reading: SentenceReading, match: FrameMatch) -> bool:
    """«در گفت‌وگو با رادیو …»: an interview."""
    after = next((p for p in match.clause.phrases if p.at[0] > match.trigger), None)
    own = next((p for p in match.clause.phrases if match.trigger in p.at), None)
    before = [p for p in match.clause.with_function("with") if p.at[-1] < match.trigger]
    near = [p for p in (after, *before[-1:]) if p is not None and p.function == "with"]
    told = [i for i in own.at if i > match.trigger][:1] if own is not None else []
    return any(reading.chunks[i].is_a("word.media") for i in [*(p.at[0] for p in near), *told])


def _leave_to_others(reading: SentenceReading, match: FrameMatch) -> None:
    """«پس از دیدار با نخست‌وزیر، … با وزیر خارجه گفت‌وگو کرد»: whom the earlier noun was with, this verb was not."""
    if match.frame.scope != "clause":
        return
    phrases = match.clause.phrases
    for before, phrase in itertools.pairwise(phrases):
        told = [i for i in before.at if i != match.trigger and reading.chunks[i].is_a("meet")]
        if (
            phrase.function == "with"
            and told
            and phrase.at[0] > told[-1]
            and before.function not in ("bare", "subject")
        ):
            match.roles = {name: [i for i in at if i not in phrase.at] for name, at in match.roles.items()}


def _lacks_a_side(reading: SentenceReading, match: FrameMatch) -> bool:
    """Whether the subject is one side of the talks: «در دیدار با …»، «در دیدار …», not «دیدار میان … و …»."""
    given = match.role("participants")
    phrase = next((p for p in match.clause.phrases if given[0] in p.at), None)
    if phrase is None or phrase.function == "with":
        return True
    own = match.trigger in phrase.at
    group = any(a.kind == "group" for a in actors(reading, given))
    return own and not group and phrase.function not in ("bare", "subject", "about")


def _by_principals(found: Sequence[Actor]) -> bool:
    """Whether somebody who talks is named by name or office: delegations and envoys negotiate, principals talk."""
    return any(a.kind == "person" or (a.kind == "office" and a.role_code is not None) for a in found)


def _is_purpose(match: FrameMatch) -> bool:
    """«برای گفت‌وگو با مقام‌های روسیه»: what a trip is for, and no talks with anybody yet."""
    return any(p.function == "for" and match.trigger in p.at for p in match.clause.phrases)


def _set_officials_aside(draft: MeetingDraft) -> bool:
    """«با مقام‌های روسیه»: nobody who could be told from others takes part beside who is named, but the country does.

    Returns whether there were any.
    """
    named = [a for a in draft.participants if a.rule != _OFFICIALS]
    if not named or len(named) == len(draft.participants):
        return False
    nations = [n for a in draft.participants if a.rule == _OFFICIALS for n in a.nations]
    draft.parties += [n for n in dict.fromkeys(nations) if n not in draft.parties]
    draft.participants = named
    draft.counterparts = [a for a in draft.counterparts if a.rule != _OFFICIALS]
    return True


def _takes_up(reading: SentenceReading, match: FrameMatch) -> bool:
    """«در این دیدار دو طرف … گفت‌وگو کردند»: talks that were told before."""
    chunks = reading.chunks
    return any(
        i != match.trigger and i and chunks[i].is_a("meet", "gathering") and chunks[i - 1].is_a("det.this")
        for i in match.clause.at
    )


def _traveller(reading: SentenceReading, match: FrameMatch) -> list[Actor]:
    """«سفر رئیس‌جمهور به آلمان و گفتگو با صدراعظم»: who travelled also talked."""
    chunks = reading.chunks
    trips = [i for i in match.clause.at if i < match.trigger and chunks[i].is_a("travel", "arrive", "attend")]
    if not trips:
        return []
    after = [i for i in match.clause.at if trips[-1] < i < match.trigger and chunks[i].type == "actor"]
    return actors(reading, after[:1])


def _subject(reading: SentenceReading, match: FrameMatch) -> list[Actor]:
    subject = match.clause.subject
    if subject is None:
        return []
    given = set(match.role("participants"))
    return actors(reading, [i for i in subject.at if i not in given])


def _gathering(clean: str, reading: SentenceReading, match: FrameMatch) -> tuple[MeetingDraft | None, int]:
    """A gathering with its name; returns also the last position that the name covers."""
    chunks = reading.chunks
    first, last = name_extent(clean, reading, match.trigger)
    if _is_of_a_title(chunks, match.trigger):
        return None, last
    words = chunks[match.trigger + 1 : last + 1]
    before = chunks[first - 1] if first else None
    ordinal = before.data if before is not None and before.type == "ordinal" else None
    if ordinal is None:
        ordinal = next((c.data for c in words[:2] if c.type == "ordinal"), None)
    if before is not None and before.is_a("det.every", "det.other"):
        return None, last
    if (before is not None and before.is_a("det.this")) or (words and words[0].is_a("det.said")):
        return _taken_up(clean, reading, match), last
    if is_plural(clean, chunks[match.trigger]) and ordinal is None:
        return None, last
    draft = _common(clean, reading, match, _gathering_kind(chunks[match.trigger : last + 1]))
    draft.ordinal = ordinal
    if words:
        draft.name = (chunks[first].start, chunks[last].end)
    if words or any(i != match.trigger and chunks[i].is_a("meet") for i in match.clause.at):
        met = {id(a) for p in match.clause.with_function("with") for a in actors(reading, p.at)}
        draft.participants = [a for a in draft.participants if id(a) not in met]
    named = [a for a in draft.participants if a.kind != "group"]
    named = without_delegations(named) or _attending(reading, match)
    draft.participants = named or [a for a in draft.participants if a.kind == "group"]
    bodies = [c.data[0].row.code for c in words if c.type == "body"]
    bodies += [a.body for c in words if c.type == "actor" for a in c.data if a.body]
    draft.code = next(iter(bodies), None)
    draft.parties = parties(words)
    draft.international = _is_international(clean, chunks[match.trigger : last + 1])
    draft.place = draft.place or _held(reading, match) or _in_parentheses(reading, last)
    if draft.place is not None and reading.rests_on_slip(draft.place):
        draft.flags.add("ocr_suspected")
    if not words and draft.participants:
        draft.participants = [*(_subject(reading, match)), *draft.participants]
    specific = (bool(draft.participants) and not words) or any(
        c.is_a("actor", "body", "region", "country", "both", "littoral", "ours", "city") for c in words
    )
    weak = chunks[match.trigger].data[0].row.value == "weak"
    commission = draft.kind in ("commission", "working_group") and words and not weak
    if chunks[match.trigger].is_a("gathering.commission", "gathering.working_group") and not (
        ordinal is not None or draft.place or _is_in_session(reading, match)
    ):
        return None, last
    bare = ordinal is not None and all(c.type == "ordinal" for c in words)
    if weak and words and _NOT_OF_STATES.search(clean, words[0].start, words[-1].end):
        return None, last
    if weak and any(c.is_a("institution") and c.data[0].row.kind == "parliament" for c in words):
        return None, last
    if chunks[match.trigger].is_a("gathering.session") and ordinal is None and not _is_attended(reading, match.trigger):
        return None, last
    if weak and not specific and not (bare and _is_attended(reading, match.trigger)):
        return None, last
    if not (specific or commission or ordinal or draft.place or (words and _is_attended(reading, match.trigger))):
        return None, last
    draft.of_this = chunks[match.trigger] if bare else _of_this(reading, last)
    return draft, last


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
    draft = _common(clean, reading, match, "conference")
    draft.participants = without_delegations([a for a in draft.participants if a.kind != "group"])
    phrase = next((p for p in match.clause.phrases if match.trigger in p.at), None)
    if phrase is not None and phrase.function in ("in", "during"):
        draft.participants += [a for a in _subject(reading, match) if a.kind != "group"]
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
    return _subject(reading, match)


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


def name_extent(clean: str, reading: SentenceReading, trigger: int) -> tuple[int, int]:
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
    general = chunks[0].data[0].name == "اجلاس" and any(
        c.is_a("region") or (c.is_a("body") and c.data[0].row.code in _OF_LEADERS) for c in chunks[1:3]
    )
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

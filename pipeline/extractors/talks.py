"""Talks and telephone calls, as single mentions tell them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from pipeline.extractors.actors import Actor
from pipeline.extractors.drafts import MeetingDraft, SentenceReading
from pipeline.extractors.mentions import mention, other_subject
from pipeline.extractors.spans import actors, is_plural, willing
from pipeline.patterns.frames import FrameMatch

_OFFICIALS = "actor.officials"


def read_talks(clean: str, reading: SentenceReading, match: FrameMatch) -> MeetingDraft | str:
    """Talks need somebody on each side: named, or the subject of the clause («در دیدار با …»).

    Where it is no encounter, the reason why, for who writes patterns.
    """
    chunks = reading.chunks
    trigger = chunks[match.trigger]
    if reason := _no_encounter(reading, match):
        return reason
    _leave_to_others(reading, match)
    if match.frame.constants.get("joined"):
        match.roles = {name: [i for i in at if i < match.trigger] for name, at in match.roles.items()}
    draft = mention(clean, reading, match, "phone_call" if _is_a_call(clean, reading, match) else "talks")
    draft.counterparts = _counterparts(reading, match)
    alone = len(draft.participants) == 1 or (draft.counterparts and draft.counterparts == draft.participants)
    if match.frame.scope == "noun" and alone and _lacks_a_side(reading, match):
        side = willing(reading, match) or other_subject(reading, match) or _traveller(reading, match)
        draft.participants = [*side, *draft.participants]
    elif match.frame.scope == "noun" and not draft.participants and not draft.parties:
        draft.participants = _those_who_met(reading, match)
    if draft.kind == "talks" and trigger.is_a("meet.negotiation") and not _by_principals(draft.participants):
        draft.kind = "negotiation"
    if _set_officials_aside(draft) and len(draft.participants) < 2 and _is_under(match, "for"):
        return "what a trip is for, with officials who are not named"
    draft.anaphoric = _takes_up(reading, match)
    draft.international = match.frame.constants.get("sided") == "yes"
    if reason := _too_general(clean, reading, match, draft):
        return reason
    groups = [a for a in draft.participants if a.kind == "group"]
    if draft.kind != "phone_call" and len(groups) == len(draft.participants) and any(a.states for a in groups):
        draft.kind = "conference"
    return draft


def _no_encounter(reading: SentenceReading, match: FrameMatch) -> str | None:
    """Why a match is no telling of talks, whoever they were between."""
    chunks = reading.chunks
    before = chunks[match.trigger - 1] if match.trigger else None
    after = chunks[match.trigger + 1] if match.trigger + 1 < len(chunks) else None
    if (before and before.is_a("det.this", "det.such")) or (after and after.is_a("det.said")):
        return "«این» says that it was told before"
    received = match.role("received")
    if received and not any(p.at[0] == received[0] for p in match.clause.phrases):
        return "who is received does not begin the object"
    return "an interview" if _with_media(reading, match) else None


def _too_general(clean: str, reading: SentenceReading, match: FrameMatch, draft: MeetingDraft) -> str | None:
    """Why a draft tells of no single encounter."""
    before = reading.chunks[max(0, match.trigger - 2) : match.trigger]
    plural = is_plural(clean, reading.chunks[match.trigger])
    if plural and draft.participants and all(a.rule == _OFFICIALS for a in draft.participants):
        return "a general remark: talks of officials"
    if plural and any(c.is_a("det.every") for c in before):
        return "a general remark: «هر», «همه», «برخی» before a plural"
    if draft.international and _is_under(match, "about"):
        return "what is spoken about"
    people = {id(a) for a in draft.participants}
    several = any(a.kind == "group" or a.pronoun or a.share > 1 for a in draft.participants)
    both = any(c.is_a("both") for c in draft.parties)
    enough = len(people) + len(draft.parties) > 1 or several or both
    enough |= draft.anaphoric or draft.international or (draft.first_person and bool(draft.counterparts))
    return None if enough else "one side is missing"


def _is_a_call(clean: str, reading: SentenceReading, match: FrameMatch) -> bool:
    if reading.chunks[match.trigger].is_a("meet.phone", "contact") or _on_the_phone(reading, match):
        return True
    return any(clean[reading.chunks[i].start : reading.chunks[i].end] == "تلفنی" for i in match.clause.at)


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
    found = other_subject(reading, match)
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


def _is_under(match: FrameMatch, function: str) -> bool:
    """Whether the trigger stands in a phrase of this function."""
    return any(p.function == function and match.trigger in p.at for p in match.clause.phrases)


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

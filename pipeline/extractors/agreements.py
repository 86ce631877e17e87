"""Agreements: what was signed, reached, ratified or ended, as single mentions tell it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import get_args

from pipeline.extractors.actors import Actor
from pipeline.extractors.agreement_status import agreement_status, is_denied, is_said_in_force
from pipeline.extractors.attribution import attribution
from pipeline.extractors.drafts import AgreementDraft, SentenceReading
from pipeline.extractors.spans import actors, evidence, is_plural
from pipeline.extractors.titles import TITLE_NOUNS, TITLE_PARTS, read_title
from pipeline.lexicon.verbs import VerbForm
from pipeline.patterns.chunks import Chunk
from pipeline.patterns.frames import FrameMatch
from pipeline.records import AgreementType

_TITLE_LINES, _LONGEST_TITLE = 3, 24
_NEAR_BEFORE = 3
#: Frames of which only the first joined countries are parties, and how far apart these stand.
_LED, _JOINED = ("agreement.basis", "agreement.carried-out", "agreement.kept", "agreement.of-two"), 4
#: Frames that speak of an agreement which exists.
_REFERRING = (*_LED, "agreement.listed", "agreement.held")
_JOINT = ("مشترک", "دوجانبه", "سهجانبه", "چهارجانبه", "پنججانبه", "چندجانبه")
_KNOWN = ("agreement.protocol.known", "agreement.convention.known", "agreement.agreement.known")
#: The end of a line that a list follows.
_FOLLOWS = re.compile(r"(?:به|بدین|باین|به این) (?:شرح|قرار|ترتیب)(?: زیر| ذیل|:)|عبارت[\u200c ]?(?:ند|است|بودند) از")
_DENIALS = ("تکذیب", "بی‌اساس", "بی اساس", "کذب", "شایعه", "نادرست", "بی‌پایه")
#: What «آن» in «آن را لغو کرد» is taken for until linking knows which agreement it means.
_PRONOUN: AgreementType = "document"
_TYPES = frozenset(get_args(AgreementType))


def read_agreements(clean: str, reading: SentenceReading, matches: Sequence[FrameMatch]) -> list[AgreementDraft]:
    """The agreements of one sentence; «این توافق»، «اعلامیه مزبور» are marked as anaphoric."""
    drafts = [draft for match in matches if (draft := _draft(clean, reading, match))]
    return [
        d for n, d in enumerate(drafts) if not any(_same_noun(d, e) for e in drafts[:n] if e.trigger is not d.trigger)
    ]


def is_anaphoric(clean: str, chunks: Sequence[Chunk], i: int) -> bool:
    """«این توافق»، «اعلامیه مزبور»، «موافقت‌نامه یادشده»: a mention of an agreement already told.

    «در پایان آن صورت‌جلسه‌ای …», «در پی آن اعلامیهٔ …» take up something else.
    """
    before = chunks[i - 1] if i else None
    after = chunks[i + 1] if i + 1 < len(chunks) else None
    if before is not None and before.is_a("det.this"):
        of_it = clean[before.start : before.end] == "آن"
        return not (of_it and i > 1 and chunks[i - 2].is_a("prep.after", "prep.during", "finish"))
    return after is not None and (after.is_a("det.said") or clean[after.start : after.end] == "بالا")


def is_indefinite(clean: str, chunk: Chunk) -> bool:
    """«توافقی», «قراردادی», «موافقت‌نامه‌ای»."""
    return clean[chunk.start : chunk.end].endswith("ی")


def _same_noun(a: AgreementDraft, b: AgreementDraft) -> bool:
    return bool(b.title_bounds and b.title_bounds[0] <= a.trigger.start < b.title_bounds[1])


def _draft(clean: str, reading: SentenceReading, match: FrameMatch) -> AgreementDraft | None:
    chunks = reading.chunks
    trigger = chunks[match.trigger]
    kind = _PRONOUN if trigger.is_a("det.this") else trigger.type.split(".")[1]
    before = chunks[match.trigger - 1] if match.trigger else None
    if kind not in _TYPES or (before and before.is_a("det.every")) or _is_private(reading, match):
        return None
    if before is not None and before.is_a("det.this") and _is_carried_on(chunks, match.trigger - 1):
        return None
    titled = match.frame.constants.get("only") == "title"
    if titled and reading.index > _TITLE_LINES:
        return None
    if match.frame.constants.get("only") == "item" and match.trigger > 1:
        return None
    if _heads_a_list(clean, chunks, match.trigger):
        return None
    if _is_denied_report(clean, reading, match):
        return None
    if match.frame.id == "agreement.named" and _is_no_name(clean, reading, match):
        return None
    if kind == "understanding" and _is_of_course(clean, reading, match):
        return None
    if kind == "understanding" and _is_of_views(clean, chunks, match.trigger):
        return None
    if match.frame.constants.get("joint") == "only" and not _is_joint(clean, chunks, match.trigger):
        return None
    status = agreement_status(clean, reading, match)
    if kind == "understanding" and status == "signed" and match.frame.id in _REFERRING:
        status = "reached"
    when = match.frame.constants.get("when", "signing")
    if match.frame.id == "agreement.basis" and is_said_in_force(reading, match):
        status, when = "ratified", "entry_into_force"
    if match.frame.constants.get("happened") == "only" and status == "proposed" and is_denied(reading, match):
        return None
    around = match.clause.at if match.frame.scope == "clause" else range(*match.extent)
    places = match.role("place")
    draft = AgreementDraft(
        sentence=reading,
        clause=match.clause,
        position=match.trigger,
        trigger=trigger,
        rule=match.frame.id,
        evidence=[evidence(reading, match)],
        status=status,
        type=kind,  # type: ignore[arg-type]
        when=when,  # type: ignore[arg-type]
        parties=_parties(reading, match),
        with_ours=_with_ours(reading, match),
        signatories=_signatories(reading, match),
        acting=actors(reading, match.role("acting")),
        place=chunks[places[0]] if places else None,
        dates=[chunks[i].data for i in (match.clause.at if when != "signing" else around) if chunks[i].type == "date"],
        speaker=attribution(chunks, reading.clauses, match.clause, match.trigger),
        anaphoric=trigger.is_a("det.this") or is_anaphoric(clean, chunks, match.trigger),
        is_known=trigger.is_a("agreement.treaty.known", *_KNOWN),
        is_titled=titled,
    )
    if titled and kind in ("statement", "declaration"):
        draft.status = "reached"
        if any(c.is_a("gathering") for c in chunks):
            draft.parties = draft.parties or [c for c in chunks if c.is_a("body")]
    if match.frame.id == "agreement.listed":
        _stages(chunks, draft)
    if draft.when == "termination" and status != "ended":
        draft.when, draft.dates = "signing", []
    read_title(clean, reading.chunks, match, draft)
    _quantity(clean, chunks, match.trigger, draft)
    return draft


def _parties(reading: SentenceReading, match: FrameMatch) -> list[Chunk]:
    """Parties of the phrases; «ایران و هند با امضای …» has them as its subject.

    «… حمایت متقابل از سرمایه‌گذاری ایران و عمان»: those that the title ends in.
    """
    chunks = [reading.chunks[i] for i in match.role("parties")]
    chunks += _of_antecedent(reading, match)
    if len(chunks) < 2:
        chunks += _after_title(reading, match.trigger)
    if match.frame.scope == "noun" and (subject := _subject(reading, match)) and len(chunks) < 2:
        chunks += [reading.chunks[i] for i in subject]
    chunks = [c for c in chunks if not (c.is_a("body") and _is_spelt_out(reading, c))]
    if match.frame.id in _LED:
        chunks = _leading(reading, chunks)
    coordinated = {i + step for i in match.role("parties") for step in (2, -2) if _are_joined(reading, i, i + step)}
    return [
        c
        for c in chunks
        if c.is_a("country", "ours", "this_country", "both", "body", "city")
        or (c.is_a("demonym") and reading.chunks.index(c) in coordinated)
    ]


def _is_of_state(chunk: Chunk) -> bool:
    """Whether a chunk is a state or body, or people of one."""
    if chunk.type == "actor":
        return any(actor.nations or actor.body or actor.organization_country for actor in chunk.data)
    return chunk.is_a("country", "demonym", "body", "ours", "both")


def _is_own_office(side: Sequence[Chunk]) -> bool:
    """«میان وزیر امور خارجه و سفیر شوروی»: an office of no said state."""
    return len(side) == 1 and side[0].type == "actor" and all(a.kind == "office" and not a.pair for a in side[0].data)


def _after_title(reading: SentenceReading, trigger: int) -> list[Chunk]:
    """The two or more countries joined by «و» that follow the words of a title at once, with or without «بین»."""
    chunks = reading.chunks
    i = trigger + 1
    carried = (*TITLE_PARTS, *TITLE_NOUNS, "and", "prep", "topic", "agreement", "government")
    while i < len(chunks) and chunks[i].is_a(*carried) and i - trigger < _LONGEST_TITLE:
        i += 1
    found: list[Chunk] = []
    joined = False
    while i < len(chunks) and (chunks[i].is_a("country", "ours", "body", "and", "comma", "dash", "government")):
        if chunks[i].is_a("country", "ours", "body"):
            found.append(chunks[i])
        joined |= chunks[i].is_a("and", "dash")
        i += 1
    if len(found) == 1 and joined and any(c.is_a("institution") for c in chunks[trigger:i]):
        while i < len(chunks) and chunks[i].is_a("institution", "word", "name", "adj", "region"):
            i += 1  # «همکاری سازمان انرژی اتمی ایران و کمیساریای انرژی اتمی فرانسه»
        found += [c for c in chunks[i : i + 1] if c.is_a("country")]
    return found if joined and len(found) > 1 else []


def _with_ours(reading: SentenceReading, match: FrameMatch) -> bool:
    """«میان وزارت خارجه و سفارت ایتالیا», «میان سازمان بنادر و شرکتی هندی»: an institution of no state is our own."""
    for phrase in match.clause.with_function("between"):
        sides: list[list[Chunk]] = [[]]
        for i in range(phrase.at[0], phrase.at[-1] + 1):
            if reading.chunks[i].is_a("and"):
                sides.append([])
            else:
                sides[-1].append(reading.chunks[i])
        foreign = [any(_is_of_state(c) for c in side) for side in sides]
        own = [side[0].is_a("institution") or _is_own_office(side) for side in sides if side]
        if len(sides) == 2 == len(own) and sum(foreign) == 1 and own[foreign.index(False)]:
            return True
    return False


def _leading(reading: SentenceReading, parties: list[Chunk]) -> list[Chunk]:
    """The first parties that are joined: «مفاد توافق آمریکا و ترکیه مانند انتقال آوارگان سوریه» is of two."""
    positions = [reading.chunks.index(c) for c in parties]
    last = next((n for n in range(1, len(positions)) if positions[n] - positions[n - 1] > _JOINED), len(positions))
    return parties[:last] if last > 1 else parties


def _is_spelt_out(reading: SentenceReading, body: Chunk) -> bool:
    """«سه کشور اروپایی بریتانیا، فرانسه و آلمان»: the members follow at once."""
    i = reading.chunks.index(body)
    return any(c.is_a("country") for c in reading.chunks[i + 1 : i + 2])


def _are_joined(reading: SentenceReading, i: int, j: int) -> bool:
    """Whether «و» joins two countries («قرارداد روس و انگلیس»)."""
    chunks = reading.chunks
    return min(i, j) >= 0 and max(i, j) < len(chunks) and chunks[(i + j) // 2].type == "and"


def _of_antecedent(reading: SentenceReading, match: FrameMatch) -> list[Chunk]:
    """The countries after the noun that a relative clause speaks of («قرارداد ایران و مکزیک را که … بسته شد»)."""
    if match.trigger >= match.clause.at[0]:
        return []
    outer = next((c for c in reading.clauses if match.trigger in c.at), None)
    own = next((p.at for p in outer.phrases if match.trigger in p.at), []) if outer else []
    between = [i for p in outer.with_function("between") for i in p.at if i > match.trigger] if outer else []
    return [reading.chunks[i] for i in (*own, *between) if match.trigger < i < match.clause.at[0]]


def _signatories(reading: SentenceReading, match: FrameMatch) -> list[Actor]:
    found = actors(reading, match.role("signatories"))
    if not found and match.frame.constants["status"] == "signed" and match.frame.scope == "noun":
        return actors(reading, _subject(reading, match))
    return found


def _subject(reading: SentenceReading, match: FrameMatch) -> list[int]:
    """Positions of the clause's subject where the noun stands under a preposition («با امضای …»)."""
    phrase = next((p for p in match.clause.phrases if match.trigger in p.at), None)
    subject = match.clause.subject
    if subject is None or phrase is None or phrase is subject:
        return []
    under = phrase.function in ("with", "by", "after", "in", "for")
    several = sum(reading.chunks[i].is_a("country", "city", "ours", "both") for i in subject.at) > 1
    return subject.at if under or several else []


def _is_of_views(clean: str, chunks: Sequence[Chunk], trigger: int) -> bool:
    """«توافق نظر»، «سوء تفاهم»، «حسن تفاهم»: views and misunderstandings, and no commitments."""
    before = clean[chunks[trigger - 1].start : chunks[trigger - 1].end] if trigger else ""
    after = clean[chunks[trigger + 1].start : chunks[trigger + 1].end] if trigger + 1 < len(chunks) else ""
    return before in ("سوء", "حسن", "روح") or after in ("نظر", "اصولی", "جمعی", "ملی")


def _is_joint(clean: str, chunks: Sequence[Chunk], trigger: int) -> bool:
    """«بیانیه مشترک», «بیانیه‌ای سه‌جانبه»: one of several parties."""
    words = (clean[c.start : c.end].replace("\u200c", "") for c in chunks[trigger + 1 : trigger + 4])
    return any(word.startswith(_JOINT) for word in words)


def _is_carried_on(chunks: Sequence[Chunk], i: int) -> bool:
    """«پروتکل اجرایی این قرارداد»: what another instrument is about."""
    while i > 0 and chunks[i - 1].is_a("word", "adj", "name"):
        i -= 1
    return i > 0 and chunks[i - 1].is_a("agreement")


def _is_denied_report(clean: str, reading: SentenceReading, match: FrameMatch) -> bool:
    """«گزارش امضای قرارداد … را تکذیب کرد»: nothing was signed."""
    before = reading.chunks[max(0, match.trigger - _NEAR_BEFORE) : match.trigger]
    signing = any(c.is_a("sign", "conclude", "issue") for c in before)
    denied = any(
        reading.chunks[i].is_a("cue.cancelled") and clean.startswith(_DENIALS, reading.chunks[i].start)
        for i in match.clause.at
        if i > match.trigger
    )
    return denied and signing


def _is_no_name(clean: str, reading: SentenceReading, match: FrameMatch) -> bool:
    """What only looks like a treaty's name: «معاهدهٔ صلح را امضا کنید», «معاهده حقوقی مرتبط», «پیمان اکبری»."""
    chunks, trigger = reading.chunks, match.trigger
    form = chunks[match.clause.verb].data if match.clause.verb is not None else None
    quoted = any(chunks[i].is_a("quote") for i in match.clause.at if i < trigger)
    if quoted or (isinstance(form, VerbForm) and form.tense == "subjunctive"):
        return True
    old = clean.startswith("عهدنامه", chunks[trigger].start)
    pact = clean.startswith("پیمان", chunks[trigger].start)
    return chunks[trigger + 1].is_a("word", "name") if pact else chunks[trigger + 1].is_a("word") and not old


def _is_of_course(clean: str, reading: SentenceReading, match: FrameMatch) -> bool:
    """«توافق کردند که مذاکرات از سر گرفته شود», «به توافق رسیدند که دلیلی وجود ندارد»: talks, and views, not deeds."""
    at = next((n for n, clause in enumerate(reading.clauses) if clause is match.clause), 0) + 1
    if is_indefinite(clean, reading.chunks[match.trigger]):
        return False  # «به توافقی دست یافتند که شامل … است»
    following = reading.clauses[at] if at < len(reading.clauses) else None
    if following is None or following.verb is None or match.clause.verb is None:
        return False
    joint = reading.chunks[match.clause.verb + 1 : match.clause.verb + 2]
    if following.at[0] != match.clause.verb + 2 or not joint or not joint[0].is_a("that", "prep.until"):
        return False
    form = reading.chunks[following.verb].data
    views = isinstance(form, VerbForm) and form.tense == "present" and form.verb.cls in ("be", "have")
    return views or any(reading.chunks[i].is_a("meet", "gathering") for i in following.at)


def _is_private(reading: SentenceReading, match: FrameMatch) -> bool:
    """«معاهده‌ای که با خود بسته بودم»: what somebody tells of himself."""
    form = reading.chunks[match.clause.verb].data if match.clause.verb is not None else None
    return match.frame.scope == "clause" and isinstance(form, VerbForm) and form.person == 1


def _heads_a_list(clean: str, chunks: Sequence[Chunk], trigger: int) -> bool:
    """«اسناد زیر امضا شد: …» is told by what follows, «اسناد تصویب» are no agreements."""
    after = chunks[trigger + 1] if trigger + 1 < len(chunks) else None
    if after is not None and (after.is_a("ratify") or clean[after.start : after.end] in ("زیر", "ذیل")):
        return True
    if after is not None and after.is_a("det.this") and chunks[trigger].is_a("agreement.document"):
        return True  # «اجازه مبادله اسناد آن»
    plural = is_plural(clean, chunks[trigger]) or clean.startswith("اسناد", chunks[trigger].start)
    return plural and _FOLLOWS.search(clean, chunks[trigger].end, chunks[-1].end) is not None


def _stages(chunks: Sequence[Chunk], draft: AgreementDraft) -> None:
    """«(امضا: ۲۳ تیر ۱۳۷۴؛ لازم‌الاجرا: ۲۶ آبان ۱۳۸۰)»: the stages that an entry of a list gives with their dates."""
    stages = {"sign": "signing", "ratify": "ratification", "in_force": "entry_into_force", "terminate": "termination"}
    pairs = zip(chunks, chunks[2:], strict=False)
    named = ((stages[c.type], d.data) for c, d in pairs if c.type in stages and d.type == "date")
    for stage, date in named:
        if stage == "signing":
            draft.dates = [date]
            continue
        draft.further[stage] = [date]
        draft.dates = [d for d in draft.dates if d is not date]
        draft.status = "ended" if stage == "termination" or draft.status == "ended" else "ratified"


def _quantity(clean: str, chunks: Sequence[Chunk], trigger: int, draft: AgreementDraft) -> None:
    before = chunks[trigger - 1] if trigger else None
    if before is not None and before.type == "quantity":
        draft.quantity, draft.quantity_text = None, clean[before.start : before.end]
    elif before is not None and before.type == "number" and isinstance(before.data, int):
        draft.quantity = before.data
    elif is_plural(clean, chunks[trigger]) or clean[chunks[trigger].start : chunks[trigger].end].startswith("اسناد"):
        draft.quantity = None
    laterality = next((c for c in chunks[trigger + 1 : trigger + 4] if c.is_a("adj", "word")), None)
    if laterality is not None:
        text = clean[laterality.start : laterality.end].replace("\u200c", "")
        if text.startswith(("دوجانبه", "دو جانبه")):
            draft.laterality = "bilateral"
        elif text.startswith(("چندجانبه", "سهجانبه")):
            draft.laterality = "multilateral"

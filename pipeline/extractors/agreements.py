"""Agreements: what was signed, reached, ratified or ended, as single mentions tell it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from pipeline.extractors.actors import Actor
from pipeline.extractors.attribution import attribution
from pipeline.extractors.drafts import AgreementDraft, Bounds, SentenceReading
from pipeline.extractors.spans import actors, evidence, is_plural
from pipeline.extractors.status import event_status
from pipeline.patterns.chunker import function_words
from pipeline.patterns.chunks import Chunk
from pipeline.patterns.frames import FrameMatch
from pipeline.records import AgreementStatus, AgreementType
from pipeline.text.keys import match_key

_TITLE_PARTS = ("word", "adj", "name", "region", "portfolio", "ordinal", "cue.planned")
#: Nouns that tell events elsewhere and in a title what it is about («موافقت‌نامه لغو روادید»، «قرارداد انتقال گاز»).
_TITLE_NOUNS = ("cue", "exchange", "dispatch", "accept", "hold", "extend", "undergo", "travel", "institution", "region")
_CARRIED: dict[str, tuple[str, ...]] = {
    "prep.from": ("اخذ",),
    "prep.in": ("عرصه", "عرصهٔ", "بخش", "حوزه", "حوزهٔ", "امور", "زمینه", "زمینهٔ", "زمینه‌های", "بخش‌های", "مبارزه"),
    "prep.with": ("قاچاق", "جرایم", "مواد", "تروریسم", "فساد", "پولشویی"),
}
_FROM_NOUNS = ("اجتناب", "حمایت", "معافیت", "جلوگیری", "پیشگیری", "خروج", "بهره", "حفاظت", "استفاده", "صیانت")
_SUBJECT_PARTS = ("word", "adj", "name", "region", "portfolio", "institution", "body", "city", "country", "number")
_TITLE_LINES = 3
#: Frames that speak of an agreement which exists.
_REFERRING = ("agreement.basis", "agreement.listed")
_JOINT = ("مشترک", "دوجانبه", "سهجانبه", "چهارجانبه", "پنججانبه", "چندجانبه")
_KNOWN = ("agreement.protocol.known", "agreement.convention.known", "agreement.agreement.known")
_TYPES = frozenset(get_args(AgreementType))


def read_agreements(clean: str, reading: SentenceReading, matches: Sequence[FrameMatch]) -> list[AgreementDraft]:
    """The agreements of one sentence; «این توافق»، «اعلامیه مزبور» are marked as anaphoric."""
    drafts = [draft for match in matches if (draft := _draft(clean, reading, match))]
    return [
        d for n, d in enumerate(drafts) if not any(_same_noun(d, e) for e in drafts[:n] if e.trigger is not d.trigger)
    ]


def is_anaphoric(chunks: Sequence[Chunk], i: int) -> bool:
    """«این توافق»، «اعلامیه مزبور»، «موافقت‌نامه یادشده»: a mention of an agreement already told."""
    before = chunks[i - 1] if i else None
    after = chunks[i + 1] if i + 1 < len(chunks) else None
    return bool(before and before.is_a("det.this")) or bool(after and after.is_a("det.said"))


def _same_noun(a: AgreementDraft, b: AgreementDraft) -> bool:
    return bool(b.title_bounds and b.title_bounds[0] <= a.trigger.start < b.title_bounds[1])


def _draft(clean: str, reading: SentenceReading, match: FrameMatch) -> AgreementDraft | None:
    chunks = reading.chunks
    trigger = chunks[match.trigger]
    kind = trigger.type.split(".")[1]
    before = chunks[match.trigger - 1] if match.trigger else None
    if kind not in _TYPES or (before and before.is_a("det.every")):
        return None
    titled = match.frame.constants.get("only") == "title"
    if titled and reading.index > _TITLE_LINES:
        return None
    if match.frame.constants.get("only") == "item" and match.trigger > 1:
        return None
    if kind == "document" and _heads_a_list(clean, chunks, match.trigger):
        return None
    if kind == "understanding" and _is_of_views(clean, chunks, match.trigger):
        return None
    if match.frame.constants.get("joint") == "only" and not _is_joint(clean, chunks, match.trigger):
        return None
    status = _status(reading, match)
    if kind == "understanding" and status == "signed" and match.frame.id in _REFERRING:
        status = "reached"
    if match.frame.constants.get("happened") == "only" and status == "proposed" and _is_denied(reading, match):
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
        when=match.frame.constants.get("when", "signing"),  # type: ignore[arg-type]
        parties=_parties(reading, match),
        signatories=_signatories(reading, match),
        acting=actors(reading, match.role("acting")),
        place=chunks[places[0]] if places else None,
        dates=[chunks[i].data for i in around if chunks[i].type == "date"],
        speaker=attribution(chunks, reading.clauses, match.clause, match.trigger),
        anaphoric=is_anaphoric(chunks, match.trigger),
        is_known=trigger.is_a("agreement.treaty.known", *_KNOWN),
        is_titled=titled,
    )
    if titled and kind in ("statement", "declaration"):
        draft.status = "reached"
    _title(clean, reading, match, draft)
    _quantity(clean, chunks, match.trigger, draft)
    return draft


def _parties(reading: SentenceReading, match: FrameMatch) -> list[Chunk]:
    """Parties of the phrases; «ایران و هند با امضای …» has them as its subject."""
    chunks = [reading.chunks[i] for i in match.role("parties")]
    chunks += _of_antecedent(reading, match)
    if match.frame.scope == "noun" and (subject := _subject(reading, match)) and len(chunks) < 2:
        chunks += [reading.chunks[i] for i in subject]
    coordinated = {i + step for i in match.role("parties") for step in (2, -2) if _are_joined(reading, i, i + step)}
    return [
        c
        for c in chunks
        if c.is_a("country", "ours", "this_country", "both", "body", "city")
        or (c.is_a("demonym") and reading.chunks.index(c) in coordinated)
    ]


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


def _is_only_meant(reading: SentenceReading, match: FrameMatch) -> bool:
    """«قصد خروج», «احتمال خروج»: nobody left yet."""
    return any(reading.chunks[i].is_a("cue.planned", "cue.proposed", "modal") for i in match.clause.at)


def _heads_a_list(clean: str, chunks: Sequence[Chunk], trigger: int) -> bool:
    """«اسناد زیر امضا شد: …» is told by what follows, «اسناد تصویب» are no agreements."""
    after = chunks[trigger + 1] if trigger + 1 < len(chunks) else None
    return after is not None and (after.is_a("ratify") or clean[after.start : after.end] in ("زیر", "ذیل"))


def _is_denied(reading: SentenceReading, match: FrameMatch) -> bool:
    """«به توافق نرسیدند»: nothing was agreed."""
    form = reading.chunks[match.clause.verb].data if match.clause.verb is not None else None
    return bool(getattr(form, "negative", False))


def _status(reading: SentenceReading, match: FrameMatch) -> AgreementStatus:
    """What the frame says where the event happened; what did not happen yet is proposed."""
    said: AgreementStatus = match.frame.constants["status"]  # type: ignore[assignment]
    if match.frame.id in ("agreement.left", "agreement.quit") and (
        _is_denied(reading, match) or _is_only_meant(reading, match)
    ):
        return "ratified"
    constants = match.frame.constants
    if said in ("ended", "proposed") or constants.get("only") == "title" or constants.get("tense") == "any":
        return said
    happened = event_status(reading.chunks, reading.clauses, match.clause, match.trigger)
    if happened == "occurred":
        return said
    return "ended" if happened == "cancelled" and said == "ratified" else "proposed"


def _title(clean: str, reading: SentenceReading, match: FrameMatch, draft: AgreementDraft) -> None:
    """Title: the noun, its quantity and modifiers, and what it is about where that follows at once."""
    chunks = reading.chunks
    last = _title_end(clean, chunks, match.trigger)
    own_words = [c for c in chunks[match.trigger + 1 : last + 1] if not c.is_a("adj", "det")]
    about = match.role("subject")
    if about:
        draft.subject = _extent(chunks, about[0])
        if about[0] <= last + 2:
            last = max(last, _last_of(chunks, about[0]))
    elif own_words:
        draft.subject = (own_words[0].start, chunks[last].end)
    first = match.trigger
    if first and chunks[first - 1].is_a("quantity"):
        first -= 1
    draft.title_bounds = (chunks[first].start, chunks[last].end)
    draft.title = _definite(clean[draft.title_bounds[0] : draft.title_bounds[1]].replace("\n", " "), chunks[last])


def _title_end(clean: str, chunks: Sequence[Chunk], trigger: int) -> int:
    """Position of the last chunk of a title: words, and the prepositions that join more of them to the last one."""
    last, i = trigger, trigger + 1
    while i < len(chunks):
        chunk = chunks[i]
        following = chunks[i + 1] if i + 1 < len(chunks) else None
        if chunk.is_a(*_TITLE_PARTS) or (chunk.is_a(*_TITLE_NOUNS) and _goes_on(following)):
            last = i
        elif following is None or not _is_carried(clean, chunks[last], chunk, following, bare=last == trigger):
            break
        i += 1
    light = last + 1 < len(chunks) and chunks[last + 1].is_a("verb")
    return last - 1 if light and last > trigger else last


def _is_carried(clean: str, last: Chunk, joint: Chunk, following: Chunk, *, bare: bool) -> bool:
    """Whether ``joint`` carries a title on: «و», «درباره», «اجتناب از …», «در زمینه …», «مبارزه با قاچاق»."""
    if joint.is_a("prep.about", "topic"):
        return _goes_on(following)
    if bare:
        return False
    if joint.is_a("and", "comma"):
        return _goes_on(following)
    word = clean[following.start : following.end]
    if word in _CARRIED.get(joint.type, ()):
        return True
    return joint.is_a("prep.from") and _takes_from(clean, last) and _goes_on(following)


def _goes_on(chunk: Chunk | None) -> bool:
    return chunk is not None and chunk.is_a(*_TITLE_PARTS, *_TITLE_NOUNS)


def _takes_from(clean: str, chunk: Chunk) -> bool:
    """«اجتناب از», «حمایت از»: a noun that takes «از»."""
    return clean[chunk.start : chunk.end].startswith(_FROM_NOUNS) or chunk.is_a("adj")


def _extent(chunks: Sequence[Chunk], first: int) -> Bounds:
    return chunks[first].start, chunks[_last_of(chunks, first)].end


def _last_of(chunks: Sequence[Chunk], first: int) -> int:
    last = first
    for i in range(first + 1, len(chunks)):
        if chunks[i].is_a(*_SUBJECT_PARTS):
            last = i
        elif not (chunks[i].type == "and" and i + 1 < len(chunks) and chunks[i + 1].is_a(*_SUBJECT_PARTS)):
            break
    return last


def _definite(text: str, last: Chunk) -> str:
    """Without the indefinite ending of the last word: «توافق دوجانبه‌ای», «اعلامیه مشترکی», «توافقی»."""
    word = match_key(text.split()[-1])
    if text.endswith("\u200cای"):
        bare = function_words().get(word[:-2])
        return text[:-3] if last.is_a("agreement") or (bare is not None and bare.type == "adj") else text
    indefinite = word.endswith("ی") and (
        word not in function_words()
        if last.is_a("adj")
        else last.is_a("agreement") and word[:-1] == match_key(last.data[0].name)
    )
    return text[:-1] if indefinite else text


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

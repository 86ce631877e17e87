"""The instrument that a text itself is: where and when it was made, and what its articles and notes say of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extractors.dates import DateMention
from pipeline.extractors.drafts import AgreementDraft, SentenceReading
from pipeline.patterns.chunks import Chunk

_ARTICLE = re.compile(r"[\W_]*(?:ماده|مادهٔ|مادّه|فصل|اصل)[\s\u200c]+(?!واحده)[\w]+")
_SINGLE_ARTICLE = re.compile(r"[\W_]*ماده[\s\u200c]*واحده")
_MADE = r"(?:تنظیم|تحریر|منعقد|امضاء?|انجام|نوشته|تهیه|صادر|ترتیب|مبادله)"
_IS_MADE = rf"{_MADE}\s+(?:و \w+ )?(?:شد|گردید|رسید|شده|گردیده|رسیده|یافت|رساند)"
#: «این موافقت‌نامه در تهران … در دو نسخه … تنظیم گردید»، «انجام شد در …»، «صادره در …»، «به تاریخ … تحریر یافت».
_CLOSING = re.compile(
    rf"(?:^|\n)[\W_]*(?:این|همین|مفاد این|بیانیه|اعلامیه) [^\n]*?{_IS_MADE}|نسخه[^\n]*?{_IS_MADE}|{_IS_MADE}[^\n]*?نسخه"
    rf"|^[\W_]*(?:صادره?|انجام شد|تحریر شد|تنظیم شد|محرره|منعقده|نوشته شد|به تاریخ|امضا شد)\b"
)
_PLACE_LINE = ("city", "country", "date", "comma", "prep", "dash", "punct", "open", "close", "stop", "town", "word")
_MOST_CHUNKS = 8
_TITLE_LINES, _PREAMBLE_LINES = 3, 4


def read_instrument(
    clean: str, readings: Sequence[SentenceReading], agreements: Sequence[AgreementDraft]
) -> list[AgreementDraft]:
    """The agreements without what the articles of the instrument that the text is say of itself.

    The instrument takes place and day of its closing line («این موافقت‌نامه در تهران در تاریخ … تنظیم گردید») or of the
    line «تهران، ۳ مهر ۱۳۵۲»; what a note below says of «موافقت‌نامه» is about it.
    """
    articles = [r.index for r in readings if _ARTICLE.match(clean, r.start, r.end)]
    title = _title(agreements, articles)
    if title is None:
        return list(agreements)
    below = [r for r in readings if r.index > title.sentence.index]
    _name_parties(title, below[: articles[0] - title.sentence.index - 1] if articles else below[:_PREAMBLE_LINES])
    closing = next((r for r in reversed(below) if _closes(clean, r)), None)
    lines = [r for r in below if _is_place_line(r)]
    for reading in [closing] if closing is not None else lines if title.type == "exchange_of_notes" else lines[-1:]:
        _be_made(title, reading)
    if title.type == "exchange_of_notes":
        for draft in agreements:
            draft.anaphoric |= draft.type == "agreement" and _is_bare(clean, draft)
    if not articles:
        return list(agreements)
    first, last = articles[0], closing.index if closing is not None else articles[-1]
    kept = []
    for draft in agreements:
        bare = draft is not title and _is_bare(clean, draft)
        if bare and first <= draft.sentence.index <= last:
            continue
        draft.anaphoric |= bare and draft.type == title.type and draft.sentence.index > last
        kept.append(draft)
    return kept


def _title(agreements: Sequence[AgreementDraft], articles: Sequence[int]) -> AgreementDraft | None:
    """The instrument that the text is: a heading over articles is one by whatever pattern it was read."""
    for draft in agreements:
        told = any(clause.verb is not None for clause in draft.sentence.clauses)
        headed = bool(articles) and draft.sentence.index < min(_TITLE_LINES, articles[0]) and not told
        if headed and not draft.is_titled:
            draft.is_titled, draft.rule = True, "agreement.titled"
            draft.status = "reached" if draft.type in ("statement", "declaration") else "signed"
        if draft.is_titled:
            return draft
    return None


def _name_parties(title: AgreementDraft, preamble: Sequence[SentenceReading]) -> None:
    """The states that the lines below a title name («میان / دولت … / و / دولت …»)."""
    if len({c.data[0].row.code for c in title.parties if c.is_a("country")}) > 1:
        return
    for reading in preamble[:_TITLE_LINES] if title.type in ("statement", "declaration") else ():
        subject = next((c.subject for c in reading.clauses if c.subject is not None), None)
        states = [n for i in subject.at for n in _nations(reading.chunks[i])] if subject else []
        if len(states) > 1:
            title.parties = states
            return
    lines = [r for r in preamble if all(c.verb is None for c in r.clauses) or r.index == preamble[0].index]
    named = {c.data[0].row.code: c for r in lines for c in r.chunks if c.is_a("country")}
    if len(named) > 1 and title.type not in ("statement", "declaration"):
        title.parties = list(named.values())


def _nations(chunk: Chunk) -> list[Chunk]:
    if chunk.type == "actor":
        return [nation for actor in chunk.data for nation in actor.nations]
    return [chunk] if chunk.is_a("country") else []


def _closes(clean: str, reading: SentenceReading) -> bool:
    """Whether this is the line that says where and when the instrument was made."""
    where = any(chunk.is_a("city", "date") for chunk in reading.chunks)
    return where and _CLOSING.search(clean[reading.start : reading.end]) is not None


def _is_place_line(reading: SentenceReading) -> bool:
    """«تهران، ۱۴ آبان ۱۳۵۲ (۵ نوامبر ۱۹۷۳)»: nothing but a place and a day."""
    chunks = reading.chunks
    return (
        len(chunks) <= _MOST_CHUNKS
        and all(chunk.is_a(*_PLACE_LINE) for chunk in chunks)
        and sum(chunk.is_a("word") for chunk in chunks) <= 1
        and any(chunk.is_a("city") for chunk in chunks[:3])
        and any(chunk.type == "date" for chunk in chunks)
    )


def _be_made(title: AgreementDraft, reading: SentenceReading) -> None:
    places = [chunk for chunk in reading.chunks if chunk.is_a("city")]
    dates: list[DateMention] = [chunk.data for chunk in reading.chunks if chunk.type == "date"]
    title.place = title.place or _first(places)
    days = [date for date in dates if date.granularity == "day"] or dates
    if title.when == "signing":
        title.dates.extend(date for date in days if date not in title.dates)


def _first(chunks: Sequence[Chunk]) -> Chunk | None:
    return chunks[0] if chunks else None


def _is_bare(clean: str, draft: AgreementDraft) -> bool:
    """«این موافقت‌نامه», «پروتکل»: nothing that tells it from the instrument itself."""
    told = draft.title_bounds is not None and len(clean[slice(*draft.title_bounds)].split()) > 1
    parties = any(not chunk.is_a("both") for chunk in draft.parties)
    return draft.anaphoric or not (told or draft.subject or parties or draft.signatories)

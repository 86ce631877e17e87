"""Titles of agreements: where the noun phrase ends, and what it is about."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extractors.drafts import AgreementDraft, Bounds
from pipeline.patterns.chunker import function_words
from pipeline.patterns.chunks import Chunk
from pipeline.patterns.frames import FrameMatch
from pipeline.text.keys import match_key

#: What the words of a title are.
TITLE_PARTS = ("word", "adj", "name", "region", "portfolio", "ordinal", "cue.planned")
#: Nouns that tell events elsewhere and in a title what it is about («موافقت‌نامه لغو روادید»، «قرارداد انتقال گاز»).
TITLE_NOUNS = ("cue", "exchange", "dispatch", "accept", "hold", "extend", "undergo", "travel", "institution", "region",
    "carry_out", "compose", "law",
)  # fmt: skip
#: Nouns of titles that tell events elsewhere.
_LEGAL = ("اقامت", "تشویق", "انتقال", "استرداد")
_CARRIED: dict[str, tuple[str, ...]] = {
    "prep.from": ("اخذ",),
    "prep.in": ("عرصه", "عرصهٔ", "بخش", "حوزه", "حوزهٔ", "امور", "زمینه", "زمینهٔ", "زمینه‌های", "بخش‌های", "مبارزه"),
    "prep.with": ("قاچاق", "جرایم", "مواد", "تروریسم", "فساد", "پولشویی"),
}
_FROM_NOUNS = ("اجتناب", "حمایت", "معافیت", "جلوگیری", "پیشگیری", "خروج", "بهره", "حفاظت", "استفاده", "صیانت")
_SUBJECT_PARTS = ("word", "adj", "name", "region", "portfolio", "institution", "body", "city", "country", "number")


def read_title(clean: str, chunks: Sequence[Chunk], match: FrameMatch, draft: AgreementDraft) -> None:
    """Title: the noun, its quantity and modifiers, and what it is about where that follows at once."""
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
        after_and = chunks[i + 2] if following is not None and following.is_a("and") and i + 2 < len(chunks) else None
        noun = chunk.is_a(*TITLE_NOUNS) and (_goes_on(following) or _goes_on(after_and))
        if chunk.is_a(*TITLE_PARTS) or noun or clean[chunk.start : chunk.end] in _LEGAL:
            last = i
        elif last > trigger and chunk.is_a("agreement") and chunks[i - 1].is_a("word", "adj", "name", "det.this"):
            last = i  # «پروتکل اصلاح موافقت‌نامهٔ …», «پروتکل اجرایی این قرارداد»
        elif chunk.is_a("det.this") and following is not None and following.is_a("agreement") and last > trigger:
            pass
        elif following is None or not _is_carried(clean, chunks[last], chunk, following, bare=last == trigger):
            break
        i += 1
    light = last + 1 < len(chunks) and chunks[last + 1].is_a("verb") and not chunks[last + 1].is_a("verb.be")
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
    return chunk is not None and chunk.is_a(*TITLE_PARTS, *TITLE_NOUNS)


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

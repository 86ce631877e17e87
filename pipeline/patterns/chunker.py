"""Reads a sentence into chunks: dates, then the longest lexicon entries, verb groups, function words, the rest."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

from pipeline.calendars.numbers import parse_number
from pipeline.errors import DataError
from pipeline.lexicon import Entry, Hit, verbs
from pipeline.patterns.chunks import Chunk
from pipeline.text.keys import match_key
from pipeline.text.tokens import TokenSpan

_FUNCTION_WORDS = Path(__file__).parents[1] / "lexicon" / "tables" / "function_words.tsv"
_DURATION = re.compile(r"(.+?)[\u200c ]?روزه(?:ای)?")
_COVERED = "کلمه"

NameType = Literal["known", "name", "word"]

#: Where one surface has several readings, the first of these types is taken.
_PREFERENCE = (
    "agreement", "gathering", "meet", "travel", "leave", "office", "offices", "country", "body", "city", "institution",
    "portfolio", "holder", "honorific", "given", "region", "demonym",
)  # fmt: skip


class Dated(Protocol):
    """What the chunker needs to know of a date mention."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class FunctionWord(NamedTuple):
    """A closed-class word: its chunk type and, for numerals, its value."""

    type: str
    value: str


@functools.cache
def function_words() -> dict[str, FunctionWord]:
    """Closed-class words by match key (``tables/function_words.tsv``)."""
    words: dict[str, FunctionWord] = {}
    for number, line in enumerate(_FUNCTION_WORDS.read_text("utf-8").splitlines(), 1):
        cells = line.split("\t")
        if len(cells) != 3 or not cells[0] or not cells[1]:
            raise DataError("type, name and value are needed", where=f"{_FUNCTION_WORDS.name}:{number}")
        if number > 1:
            words[match_key(cells[1])] = FunctionWord(cells[0], cells[2])
    return words


def chunk_types() -> set[str]:
    """Types that this module gives by itself, beside those of the lexicon."""
    verb_types = {f"verb.{verb.cls}" for verb in verbs.table()[0].values()}
    own = {"date", "duration", "number", "ordinal", "word", "name", "known", "punct", "actor", "patronym"}
    return verb_types | own | {word.type for word in function_words().values()}


def chunk_sentence(
    clean: str,
    tokens: Sequence[TokenSpan],
    hits: Sequence[Hit],
    dates: Sequence[Dated],
    name_type: Callable[[str], NameType],
) -> list[Chunk]:
    """The chunks of one sentence, in order, covering every token once.

    ``hits`` and ``dates`` are those inside the sentence; ``name_type(form)`` says whether a word that no lexicon
    knows is a name that the document introduced (``known``), looks like one (``name``), or is an ordinary ``word``.
    """
    by_start = _candidates(clean, hits, dates, tokens)
    forms = [clean[t.start : t.end] for t in tokens]
    chunks: list[Chunk] = []
    open_forms = _mask(forms, tokens, by_start)
    end = -1
    for i, token in enumerate(tokens):
        if token.start >= end:
            chunk = by_start.get(token.start) or _open_chunk(tokens, forms, open_forms, i, name_type)
            chunks.append(chunk)
            end = chunk.end
    return chunks


def _candidates(
    clean: str, hits: Sequence[Hit], dates: Sequence[Dated], tokens: Sequence[TokenSpan]
) -> dict[int, Chunk]:
    """Chunks of dates and lexicon entries by where they start: dates first, then the leftmost, then the longest."""
    starts = {t.start for t in tokens}
    ends = {t.end for t in tokens}
    taken = {d.start: Chunk("date", d.start, d.end, d) for d in dates if d.start in starts}
    dated = {at for chunk in taken.values() for at in range(chunk.start, chunk.end)}
    last = -1
    for hit in hits:  # by start, and the longest first
        start, end, entries = hit
        if start < last or start not in starts or end not in ends or start in dated or end - 1 in dated:
            continue
        told = [e for e in entries if _is_plain(e.type, e.ambiguous) or _plausible(e, clean, hit)]
        if told:
            told.sort(key=_rank)
            taken[start] = Chunk(told[0].type, start, end, tuple(told))
            last = end
    return taken


def _rank(entry: Entry) -> int:
    return _rank_of(entry.type)


@functools.cache
def _rank_of(type_: str) -> int:
    top = type_.split(".")[0]
    return _PREFERENCE.index(top) if top in _PREFERENCE else len(_PREFERENCE)


@functools.cache
def _is_plain(type_: str, ambiguous: bool) -> bool:
    """Whether :func:`_plausible` asks nothing of entries of a type."""
    asked = ("leave", "attend", "prep.company", "portfolio")
    return not ambiguous and type_ not in asked and not type_.startswith(("gathering", "office."))


#: What a portfolio follows; elsewhere «دفاع»، «کار» and «کشور» are ordinary words.
_PORTFOLIO_CONTEXT = re.compile(
    r"(?:وزیر|وزرا|وزرای|وزراء|وزیران|وزارت|وزارتخانه|وزارتخانه[\u200c]?های|معاون|معاونین|معاونان"
    r"|مدیر[\u200c ]?کل|مدیران[\u200c ]?کل|دفتر|رایزن|قائم[\u200c ]مقام|محترم|وقت|سابق|اسبق|پیشین|جدید|مسئول"
    r"|مسؤول|مشاور|دولت|کمیسر|ارشد|کنونی|فعلی|در امور|و|،)\s+$"
)
#: «ترک» is leaving only before its light verb; elsewhere it is a Turk.
_LEAVING = re.compile(r"\s+(?:ن?می[\u200c ]?|ن?خواه(?:د|ند)\s|ن)?(?:کرد|کن|نمود|گفت)")
#: After these «ریاست جمهوری» is an office and not the one who holds it.
_PRESIDENCY = re.compile(
    r"(?:انتخابات|دوره|دور|دوران|نهاد|دفتر|کاخ|نامزد|نامزدی|نامزدهای|نامزدان|کاندیدای|کاندیداهای|پست|سمت|مقام|منصب|کرسی"
    r"|زمان|حوزه|مبارزات|شورای|سال|ساختمان|مدت|سازمان|تشریفات|حفاظت|حوزه|به|برای|تصدی|عهده‌دار|احراز|نشان)\s+$"
)
_PLACE_CONTEXT = re.compile(
    r"(?:^|[\s«(])(?:به|در|از|کشور|جمهوری|شهر|وارد|مقصد|پایتخت|دولت|راهی|عازم|قصد|رهسپار|میزبان|میان|بین|و|،)\s+$"
)


#: «به گفت‌وگو نشست» is a verb, «نشست» elsewhere a gathering.
_SAT_TO = re.compile(r"(?:گفت[\u200c ]?و[\u200c ]?گو|گفتگو|مذاکره|رایزنی)\s+$")


#: «هیأت همراه» are those who accompany, «همراه وزیر» is with whom.
_ACCOMPANYING = re.compile(r"(?:هی[أئا]ت|هیأتی|مقامات|مقام‌های|مسئولان|خبرنگاران|گروه|تلفن|و|را)\s+$")


#: «شرکت» is a company and not taking part in something.
_COMPANY_AFTER = re.compile(
    r"[\u200c ]?(?:ها|هایی?\b|ی\b)|\s+(?:ملی|نفت|گاز|هواپیما|سهامی|دولتی|خصوصی|خارجی|ایرانی|بزرگ|فولاد|خودرو|کشتیرانی"
    r"|بیمه|پست|توسعه|مهندسی|مخابرات|ساخت|تولید|صادرات|بازرگانی|سرمایه|پتروشیمی|صنایع|مپنا|توتال|گازپروم|پخش|مادر)"
)
_COMPANY_BEFORE = re.compile(
    r"(?:^|\s)(?:یک|دو|سه|چند|چندین|این|آن|میان|بین|با|توسط|سوی|مدیر[\u200c ]?عامل|مدیران|کارکنان|سهام|سهامداران"
    r"|نماینده)\s+$"
)


def _plausible(entry: Entry, clean: str, hit: Hit) -> bool:
    """A surface that is also a common word counts only where its neighbours speak for it."""
    before = clean[max(0, hit.start - 16) : hit.start]
    if entry.type == "leave":
        return bool(_LEAVING.match(clean, hit.end))
    if entry.type.startswith("gathering") and clean.startswith("نشست", hit.start) and _SAT_TO.search(before):
        return False
    if entry.type == "attend" and clean.startswith("شرکت", hit.start):
        return not (_COMPANY_AFTER.match(clean, hit.start + 4) or _COMPANY_BEFORE.search(before))
    if entry.type == "prep.company" and clean[hit.start : hit.end] == "همراه":
        return not _ACCOMPANYING.search(before)
    if entry.type == "portfolio":
        return bool(_PORTFOLIO_CONTEXT.search(before))
    if entry.type.startswith("office.") and clean.startswith("ریاست", hit.start):
        return not _PRESIDENCY.search(before)
    if not entry.ambiguous:
        return True
    return bool(_PLACE_CONTEXT.search(before)) if entry.type in ("country", "city", "region", "body") else True


def _mask(forms: list[str], tokens: Sequence[TokenSpan], by_start: dict[int, Chunk]) -> list[str]:
    masked = list(forms)
    until = -1
    for i, token in enumerate(tokens):
        if token.start in by_start:
            until = by_start[token.start].end
        if token.start < until:
            masked[i] = _COVERED
    return masked


def _open_chunk(
    tokens: Sequence[TokenSpan], forms: list[str], open_forms: list[str], i: int, name_type: Callable[[str], NameType]
) -> Chunk:
    (start, end, kind), form = tokens[i], forms[i]
    if kind == "number":
        return _with_duration(tokens, forms, i) or Chunk("number", start, end, parse_number(form))
    name = name_type(form)
    if name == "known":
        return Chunk(name, start, end)
    word, may_be_verb = _closed_class(form)
    if word is not None:
        if word.type == "number" and (duration := _with_duration(tokens, forms, i)):
            return duration
        return Chunk(word.type, start, end, int(word.value) if word.value else None)
    if kind == "punct":
        return Chunk("punct", start, end)
    if duration := _with_duration(tokens, forms, i):
        return duration
    if may_be_verb and (found := verbs.group(open_forms, i)):
        count, form_read = found
        return Chunk(f"verb.{form_read.verb.cls}", start, tokens[i + count - 1].end, form_read)
    return Chunk(name, start, end)


@functools.lru_cache(maxsize=65536)
def _closed_class(form: str) -> tuple[FunctionWord | None, bool]:
    """The closed-class reading of a token, and whether a verb group may begin with it."""
    return _function_word(form), verbs.may_begin(form)


@functools.lru_cache(maxsize=65536)
def may_end_clause(form: str) -> bool:
    """Whether a token may be the last of a clause, or of what a clause is cut from by «که»."""
    word = _function_word(form)
    return (word is not None and word.type in ("stop", "that")) or verbs.may_end(form)


def _function_word(form: str) -> FunctionWord | None:
    """The closed-class reading of a token; adjectives also with the indefinite ی («مشترکی»، «دوجانبه‌ای»)."""
    key = match_key(form)
    word = function_words().get(key)
    if word is None and key.endswith("ی"):
        base = function_words().get(definite(key))
        word = base if base is not None and base.type == "adj" else None
    return word


def definite(key: str) -> str:
    """A match key without its indefinite ending: ی after a consonant, ای after ه."""
    return key[:-2] if key.endswith("های") else key[:-1]


def _with_duration(tokens: Sequence[TokenSpan], forms: list[str], i: int) -> Chunk | None:
    """«سه روزه», «۳ روزه», «سه‌روزه»: a duration in days."""
    text, end = forms[i], tokens[i].end
    if "روزه" not in text and not (i + 1 < len(forms) and forms[i + 1].startswith("روزه")):
        return None
    if i + 1 < len(forms) and forms[i + 1].startswith("روزه"):
        text, end = f"{text} {forms[i + 1]}", tokens[i + 1].end
    match = _DURATION.fullmatch(text)
    days = parse_number(match[1]) if match else None
    return Chunk("duration", tokens[i].start, end, days) if days else None

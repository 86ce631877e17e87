"""What is a name: words that no table of names knows, by shape, by tag, by what stands around them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Sequence

from pipeline.extractors.name_words import NEVER, VERY_COMMON, NameWords, is_glued
from pipeline.lexicon import Lexicon, verbs
from pipeline.lexicon.names import is_surname_end
from pipeline.patterns.chunker import NameType
from pipeline.patterns.chunks import Chunk, TypeSet
from pipeline.text.keys import match_key
from pipeline.text.words import words

_KIN = ("پسر", "فرزند", "برادر", "دختر", "همسر", "پدر", "مادر", "خواهر", "جانشین", "به", "با", "از")
_LONGEST_NAME = 5
#: What the office before a name may be told with, and what may stand on the other side of the name.
_OF_OFFICE = (
    "office", "portfolio", "institution", "body", "adj", "tenure", "country", "demonym", "ours", "this_country", "and",
)  # fmt: skip
_AROUND_NAMES = (
    "comma", "and", "or", "prep", "stop", "quote", "open", "close", "that", "obj", "verb", "honorific", "office", "adv",
    "date", "dash", "punct", "self", "enter", "actor", "but",
)  # fmt: skip
_EVENTS = (
    "meet", "travel", "arrive", "attend", "bound", "leave", "gathering", "agreement", "sign", "cue", "audience", "host",
    "perform", "hold", "begin", "visit",
)  # fmt: skip
_IN_NAMES = ("word", "link", "patronym", "given", "holder", "known", "name")
_NAMED = ("given", "holder", "known", "name")
#: After which a word may be a name.
_OPENS = TypeSet("honorific", *_NAMED)
_HELD, _MEET, _GOES = TypeSet("office", "counterpart"), TypeSet("meet"), TypeSet("meet", "travel")
#: Who is met is somebody: «دیدار کوردووز با …»; not so in interviews («گفت‌وگو با المیادین»).
_PERSONAL = ("دیدار", "دیدارهای", "ملاقات", "ملاقات‌های")
_JOURNEYS = ("سفر", "دیدار", "ملاقات", "عزیمت", "سفرهای")
#: The finite verbs and heads that a subject at the head of a sentence may be followed by.
_DOES = ("enter", "bound", "arrive", "travel", "meet", "audience")


def _is_addressed(chunks: Sequence[Chunk], n: int) -> bool:
    """Whether a form of address ends here, or one with a given name after it («خانم معصومه»)."""
    addressed = n > 0 and chunks[n].is_a("given") and chunks[n - 1].type == "honorific.honorific"
    return addressed or chunks[n].type == "honorific.honorific"


class NameReader:
    """Says of words that no lexicon knows whether they are names."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._words = NameWords(lexicon)

    def type_of(self, form: str, *, proper: bool) -> NameType:
        """The reading of a word by itself; ``proper`` where a tagger calls it a proper noun."""
        return self._words.type_of(form, proper=proper)

    def may_be_proper(self, form: str) -> bool:
        """Whether a word that is no name by itself is one where a tagger calls it a proper noun."""
        return self._words.may_be_proper(form)

    def is_common(self, form: str) -> bool:
        """Whether a word is a common one."""
        return self._words.is_common(form)

    def know(self, clean: str, chunks: Sequence[Chunk], known: Collection[str]) -> None:
        """Words that the document has as surnames («کالین پاول … پاول»، «پرویز مشرف … مشرف») are these alone."""
        for n, chunk in enumerate(chunks) if known else ():
            if chunk.is_a("given", "admitted") and clean[chunk.start : chunk.end] in known:
                alone = n + 1 == len(chunks) or not chunks[n + 1].is_a(*_IN_NAMES, "verb.become")
                chunk.type = "known" if alone else chunk.type

    def extend(self, clean: str, chunks: Sequence[Chunk]) -> None:
        """Read as names the words that follow an honorific or go on a name («علی دلیمی»، «هاشمی رفسنجانی»)."""
        for n, chunk in enumerate(chunks):
            if chunk.type not in ("word", "adj", "name"):
                continue
            form = clean[chunk.start : chunk.end]
            if form.endswith("بن") and self._words.is_given(form[:-2]):
                chunk.type = "patronym"
            elif (
                n
                and chunk.type != "name"
                and _OPENS[chunks[n - 1].type]
                and clean[chunks[n - 1].end : chunk.start] in (" ", "\n")
            ):
                before = chunks[n - 2] if n > 1 else None
                if len(form) > 1 and (
                    self._goes_on(before, chunks[n - 1], form)
                    or self._is_between(chunks, n, form)
                    or (is_surname_end(form) and chunks[n - 1].is_a(*_NAMED))
                ):
                    chunk.type = "name"
        self._quoted(clean, chunks)
        self._introduce(clean, chunks)
        self._precede(clean, chunks)
        self._coordinate(clean, chunks)
        self._met(clean, chunks)

    def _is_between(self, chunks: Sequence[Chunk], n: int, form: str) -> bool:
        """Whether a word stands between two given names, or between a given name or an address and an office."""
        if n + 1 >= len(chunks):
            return False
        if chunks[n - 1].type == chunks[n + 1].type == "given":
            return form not in _KIN
        full = n > 1 and chunks[n - 1].is_a("given") and chunks[n - 2].is_a("honorific.title", "honorific.plural")
        if full and not chunks[n - 2].data[0].ambiguous and chunks[n + 1].is_a("and", "comma", "prep", "stop", "obj"):
            return self._words.may_be_surname(form)  # «دکتر اکبر اعتماد و …»
        if not chunks[n + 1].is_a("office") or match_key(form) in NEVER:
            return False
        return _is_addressed(chunks, n - 1) or (chunks[n - 1].type == "given" and self._words.may_be_surname(form))

    def _quoted(self, clean: str, chunks: Sequence[Chunk]) -> None:
        """Who is named in quotes and introduced by an office: «صدیق صدیقی» سخنگوی …، سفیر کوبا «کارلوس مولر»."""
        quotes = [n for n, chunk in enumerate(chunks) if chunk.type == "quote"]
        for first, last in itertools.pairwise(quotes):
            inside = chunks[first + 1 : last]
            if not 1 < len(inside) <= _LONGEST_NAME or not all(c.is_a(*_IN_NAMES, "adj") for c in inside):
                continue
            after = last + 2 if last + 1 < len(chunks) and chunks[last + 1].type == "comma" else last + 1
            told = after < len(chunks) and chunks[after].is_a("office", "counterpart")
            if told and all(c.type != "word" or self._words.may_be_surname(clean[c.start : c.end]) for c in inside):
                for chunk in inside:
                    chunk.type = "name" if chunk.is_a("word", "adj") else chunk.type

    def _introduce(self, clean: str, chunks: Sequence[Chunk]) -> None:
        """Read as names the unknown words that nothing but an office explains: «لوبومیر اشتروگال، نخست‌وزیر»."""
        after = 0  # where what belongs to an office ends, which is one place for all offices in it
        for n, chunk in enumerate(chunks):
            if _HELD[chunk.type]:
                self._name_run(clean, chunks, n - 1, -1)
                after = max(after, n + 1)
                while after < len(chunks) and chunks[after].is_a(*_OF_OFFICE):
                    after += 1
                if chunks[after - 1].is_a("country", "demonym", "ours", "this_country", "tenure", "body"):
                    self._name_run(clean, chunks, after, 1)

    def _name_run(self, clean: str, chunks: Sequence[Chunk], at: int, step: int) -> None:
        """From ``at`` on, in the direction of ``step``: perhaps a comma, then words that can be a name."""
        apart = 0 <= at < len(chunks) and chunks[at].is_a("comma", "quote")
        if apart:
            at += step
        run = self._candidates(clean, chunks, at, step, self._words.may_be_name)
        beyond = at + step * len(run)
        addressed = 0 <= beyond < len(chunks) and chunks[beyond].is_a("honorific")
        given = [n for n, chunk in enumerate(run) if chunk.is_a("given", "holder")]
        if not addressed and (not given or step < 0):
            sure = given[-1] + 1 if given else 0
            accepts = self._words.is_unknown if sure else self._words.is_rare
            run = run[:sure] + self._candidates(clean, chunks, at + step * sure, step, accepts)
            if not any(c.type != "word" or self._words.is_unknown(clean[c.start : c.end]) for c in run):
                return
            beyond = at + step * len(run)
        if 0 <= beyond < len(chunks) and not chunks[beyond].is_a(*_AROUND_NAMES, *(_EVENTS if step > 0 else ())):
            told = chunks[beyond].is_a("word", "host", "meet", "travel", "welcome") and step < 0
            if not told or (len(run) < 2 and not apart):
                return
        _name(run)

    def _candidates(
        self, clean: str, chunks: Sequence[Chunk], at: int, step: int, accepts: Callable[[str], bool]
    ) -> list[Chunk]:
        """The chunks from ``at`` on that are names or words that may be."""
        run: list[Chunk] = []
        while 0 <= at < len(chunks) and len(run) < _LONGEST_NAME and chunks[at].is_a(*_IN_NAMES):
            chunk = chunks[at]
            if chunk.type == "word" and not accepts(clean[chunk.start : chunk.end]):
                break
            run.append(chunk)
            at += step
        return run

    def _precede(self, clean: str, chunks: Sequence[Chunk]) -> None:
        """An unknown word right before a name is its first part: «نامیک عباس‌اف»، «هشیار زیباری»."""
        for n in range(len(chunks) - 2, -1, -1):
            chunk, after = chunks[n], chunks[n + 1]
            if chunk.type != "word" or not after.is_a("name", "known", "holder"):
                continue
            if clean[chunk.end : after.start] != " " or (n and not chunks[n - 1].is_a(*_AROUND_NAMES)):
                continue
            form = clean[chunk.start : chunk.end]
            if self._words.is_unknown(form) and not form.endswith("ی"):  # «ناسزاگویی رایس»
                chunk.type = "name"

    def _coordinate(self, clean: str, chunks: Sequence[Chunk]) -> None:
        """Unknown words that «و» joins to somebody who is surely named: «میان نیکلاس برنز و شیام ساران در …»."""
        for n, chunk in enumerate(chunks):
            if chunk.type != "and" or not 0 < n < len(chunks) - 1:
                continue
            for step in (1, -1):
                other = chunks[n - step]
                if other.is_a("known", "holder") or (other.is_a("name", "given") and _is_full(chunks, n - step)):
                    run = self._unknown_run(clean, chunks, n + step, step)
                    _know((run or self._given_run(clean, chunks, n + step, step))[::step])

    def _met(self, clean: str, chunks: Sequence[Chunk]) -> None:
        """Unknown words that only somebody can be: «دیدار با شیام ساران در …»، «سفر کوردووز به …»."""
        heads = [n for n, c in enumerate(chunks) if _MEET[c.type] and clean[c.start : c.end] in _PERSONAL]
        for n, chunk in enumerate(chunks[:-1]):
            if chunk.type == "prep.with" and any(m == n - 1 or m > n for m in heads):
                _know(self._unknown_run(clean, chunks, n + 1, 1))
            elif _GOES[chunk.type] and clean[chunk.start : chunk.end] in _JOURNEYS:
                run = self._unknown_run(clean, chunks, n + 1, 1)
                beyond = n + 1 + len(run)
                if run and beyond < len(chunks) and chunks[beyond].is_a("prep", "and"):
                    _know(run)

    def _unknown_run(self, clean: str, chunks: Sequence[Chunk], at: int, step: int) -> list[Chunk]:
        """At most three unknown words between ``at`` and where a name can end; empty where there is something else."""
        run = self._candidates(clean, chunks, at, step, self._words.is_unknown)
        beyond = at + step * len(run)
        ended = not 0 <= beyond < len(chunks) or chunks[beyond].is_a(*_AROUND_NAMES, *(_EVENTS if step > 0 else _DOES))
        return run if ended and len(run) < 4 and any(chunk.type == "word" for chunk in run) else []

    def _given_run(self, clean: str, chunks: Sequence[Chunk], at: int, step: int) -> list[Chunk]:
        """A given name and one word beside it that may be a surname, though a common word too («نیکلاس برنز»)."""
        run = self._candidates(clean, chunks, at, step, self._words.may_be_name)
        ordered = run[::step]
        beyond = at + step * len(run)
        ended = not 0 <= beyond < len(chunks) or chunks[beyond].is_a(*_AROUND_NAMES)
        return run if ended and len(run) == 2 and ordered[0].is_a("given") and ordered[1].is_a("word") else []

    def _goes_on(self, earlier: Chunk | None, before: Chunk, form: str) -> bool:
        """Whether a word is part of the name whose honorific or first part stands before it."""
        if before.is_a("honorific"):
            return self._is_addressed(before, form)
        if not before.is_a(*_NAMED) or self._words.is_verb(form):
            return False
        if self._words.is_from_town(form):
            return True
        if before.type == "given":
            return self._words.is_family(form) or (not before.data[0].ambiguous and self._words.may_follow_given(form))
        opened = earlier is not None and earlier.is_a("honorific", "given")
        unknown = form not in words().known and not self._words.is_prepositional(form) and not is_glued(form)
        return before.type == "name" and opened and unknown and not self._words.is_common(form)

    def _is_addressed(self, honorific: Chunk, form: str) -> bool:
        """Whether the word after an honorific is a name: after «آقای» nearly any, after «شیخ» and «ژنرال» few."""
        if match_key(form) in NEVER:
            return False
        if honorific.is_a("honorific.honorific", "honorific.plural") and not honorific.data[0].ambiguous:
            return words().known.get(form, 0) < VERY_COMMON or self.type_of(form, proper=False) == "name"
        family = form.endswith("ی") and self._words.may_be_name(form)
        return family or (not self._words.is_common(form) and verbs.analyse(form) is None)


def _name(run: Sequence[Chunk]) -> None:
    for chunk in run:
        if chunk.type == "word":
            chunk.type = "name"


def _know(run: Sequence[Chunk]) -> None:
    """Read words as somebody's name that needs no office or address beside it."""
    _name(run)
    if run and not any(chunk.is_a("given") for chunk in run):
        run[-1].type = "known"


def _is_full(chunks: Sequence[Chunk], n: int) -> bool:
    """Whether the name that ``n`` is part of has several words and a given name or form of address among them."""
    first = last = n
    while first > 0 and chunks[first - 1].is_a("given", "name", "honorific", "link", "patronym"):
        first -= 1
    while last + 1 < len(chunks) and chunks[last + 1].is_a("given", "name", "link", "patronym"):
        last += 1
    return last > first and any(chunk.is_a("given", "honorific") for chunk in chunks[first : last + 1])

"""What is a name: words that no table of names knows, by shape, by tag, by what stands before them."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Collection, Sequence

from pipeline.lexicon import Lexicon, verbs
from pipeline.lexicon.names import has_surname_shape
from pipeline.patterns.chunker import NameType
from pipeline.patterns.chunks import Chunk
from pipeline.text.keys import match_key
from pipeline.text.words import words

#: From this class of frequency on a word of the word list is a common one, whatever a tagger says of it.
_COMMON = 12
_VERY_COMMON = 16
_DEGREES = ("\u200cتر", "\u200cترین")
_STYLES = ("جان", "خان", "شاه", "بک", "بیگ", "پاشا", "الله", "الدین", "الدوله", "السلطنه", "الملک")
_EZAFE = "\u0654"
_KIN = ("پسر", "فرزند", "برادر", "دختر", "همسر", "پدر", "مادر", "خواهر", "جانشین", "به", "با", "از")
_ENDINGS = ("ان", "ها", "ات", "ی", "های", "ش", "شان", "ای", "م", "گی", "گان")
_PLURALS = ("ها", "های", "هایی", "ات", "جات")
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
#: Common words of lower frequency that taggers take for names after an office, and words of the prose of offices.
_NEVER = frozenset(
    match_key(word)
    for word in (
        "نشین", "محترم", "مربوطه", "متبوع", "مذکور", "مزبور", "مربوط", "ایشان", "خود", "خویش", "همراه", "میزبان",
        "مهمان", "میهمان", "مخلوع", "مستعفی", "برکنار", "بازنشسته", "متوفی", "فقید", "راحل", "محله", "اعزامی", "مقیم",
        "مسلمان", "مسیحی", "یهودی", "شیعی", "سنی", "مکرم", "معزول", "موقتی", "ما", "من", "شما", "عام", "کل", "وی",
        "نو",
    )
)  # fmt: skip


def _is_compound(form: str, given: Collection[str]) -> bool:
    """Whether a word is made of a common one and others: «جوان‌ترین»، «یک‌جانبه‌گرایی»."""
    first, _, rest = form.partition("\u200c")
    common = (
        bool(rest) and rest not in _STYLES and words().known.get(first, 0) >= _COMMON and match_key(first) not in given
    )
    return common and not has_surname_shape(form)


def _is_addressed(chunks: Sequence[Chunk], n: int) -> bool:
    """Whether a form of address ends here, or one with a given name after it («خانم معصومه»)."""
    addressed = n > 0 and chunks[n].is_a("given") and chunks[n - 1].type == "honorific.honorific"
    return addressed or chunks[n].type == "honorific.honorific"


class NameReader:
    """Says of words that no lexicon knows whether they are names."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._given = frozenset(match_key(s) for entry in lexicon.entries("given") for s in entry.surfaces)
        alone, last = lexicon.holders.surnames()
        frequent = {match_key(word) for word, frequency in words().known.items() if frequency >= _COMMON}
        self._surnames = alone | (last - frequent)
        self._telling = {name for name in alone - frequent if len(name) > 3 and not self._is_derived(name)}
        self._vocabulary = lexicon.vocabulary
        self._towns = frozenset(
            match_key(surface) for entry in lexicon.entries("city") for surface in entry.surfaces if " " not in surface
        )

    def type_of(self, form: str, *, proper: bool) -> NameType:
        """The reading of a word by itself; ``proper`` where a tagger calls it a proper noun."""
        key = match_key(form)
        if form.endswith(_EZAFE):
            return "word"
        if key in self._telling:
            return "known"
        if key in self._surnames or has_surname_shape(form):
            return "name"
        proper = proper and not self.is_common(form) and not _is_compound(form, self._given)
        return "name" if proper else "word"

    @functools.lru_cache(maxsize=65536)  # noqa: B019  (one reader for the life of an engine)
    def is_common(self, form: str) -> bool:
        """Whether a word is a common one: frequent, of the vocabulary of offices, or an adjective of such a word."""
        key = match_key(form)
        known = words().known
        if key in _NEVER or key in self._vocabulary:
            return True
        if key in self._surnames:
            return False
        if known.get(form, 0) >= _COMMON:
            return key not in self._given
        stem = form[:-1] if form.endswith("ی") else ""
        if known.get(stem, 0) > _COMMON and match_key(stem) not in self._given:
            return not self.is_from_town(form)
        if form.endswith(_DEGREES):
            return True
        return form.replace("\u200c", "").endswith(_PLURALS) and (known.get(form, 0) > 0 or "\u200c" in form)

    def is_from_town(self, form: str) -> bool:
        """Whether a word says where a family is from, as the last part of many names does («آملی»، «رفسنجانی»)."""
        key = match_key(form)
        return key.endswith("ی") and (key[:-1] in self._towns or key[:-2] in self._towns)

    def know(self, clean: str, chunks: Sequence[Chunk], known: Collection[str]) -> None:
        """Given names that the document has as surnames («کالین پاول … پاول») are these, where no name follows."""
        for chunk, after in itertools.zip_longest(chunks, chunks[1:]):
            alone = after is None or not after.is_a(*_IN_NAMES)
            if chunk.type == "given" and alone and clean[chunk.start : chunk.end] in known:
                chunk.type = "known"

    def extend(self, clean: str, chunks: Sequence[Chunk]) -> None:
        """Read as names the words that follow an honorific or go on a name («علی دلیمی»، «هاشمی رفسنجانی»)."""
        for n, chunk in enumerate(chunks):
            if chunk.type not in ("word", "adj", "name"):
                continue
            form = clean[chunk.start : chunk.end]
            if form.endswith("بن") and match_key(form[:-2]) in self._given:
                chunk.type = "patronym"
            elif n and chunk.type != "name" and clean[chunks[n - 1].end : chunk.start] in (" ", "\n"):
                before = chunks[n - 2] if n > 1 else None
                between = n + 1 < len(chunks) and chunks[n - 1].type == chunks[n + 1].type == "given"
                said = n + 1 < len(chunks) and chunks[n + 1].is_a("office") and _is_addressed(chunks, n - 1)
                if len(form) > 1 and (
                    self._goes_on(before, chunks[n - 1], form)
                    or (between and form not in _KIN)
                    or (said and match_key(form) not in _NEVER)
                ):
                    chunk.type = "name"
        self._introduce(clean, chunks)

    def _introduce(self, clean: str, chunks: Sequence[Chunk]) -> None:
        """Read as names the unknown words that nothing but an office explains: «لوبومیر اشتروگال، نخست‌وزیر»."""
        after = 0  # where what belongs to an office ends, which is one place for all offices in it
        for n, chunk in enumerate(chunks):
            if chunk.is_a("office", "counterpart"):
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
        run = self._candidates(clean, chunks, at, step, self._may_be_name)
        beyond = at + step * len(run)
        addressed = 0 <= beyond < len(chunks) and chunks[beyond].is_a("honorific")
        given = [n for n, chunk in enumerate(run) if chunk.is_a("given", "holder")]
        if not addressed and (not given or step < 0):
            sure = given[-1] + 1 if given else 0
            accepts = self._is_unknown if sure else self._is_rare
            run = run[:sure] + self._candidates(clean, chunks, at + step * sure, step, accepts)
            if not any(c.type != "word" or self._is_unknown(clean[c.start : c.end]) for c in run):
                return
            beyond = at + step * len(run)
        if 0 <= beyond < len(chunks) and not chunks[beyond].is_a(*_AROUND_NAMES, *(_EVENTS if step > 0 else ())):
            told = chunks[beyond].is_a("word", "host", "meet", "travel", "welcome") and step < 0
            if not told or (len(run) < 2 and not apart):
                return
        for chunk in run:
            if chunk.type == "word":
                chunk.type = "name"

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

    def _may_be_name(self, form: str) -> bool:
        """Whether a word is not very common, no other part of speech, and not of the vocabulary of offices."""
        bare = form.replace("\u200c", "")
        if len(bare) < 3 or not bare.isalpha() or bare.endswith(_EZAFE) or form.endswith(_DEGREES):
            return False
        if words().known.get(form, 0) >= _VERY_COMMON:
            return False
        if self._is_prepositional(form) or match_key(form) in self._vocabulary | _NEVER:
            return False
        return verbs.analyse(form) is None and form + "ه" not in words().participles

    def _is_unknown(self, form: str) -> bool:
        """Whether a word is a family name after a given one («ابراهیمی»), or none that the word list has."""
        family = form.endswith("ی") and match_key(form[:-1]) in self._given
        return family or (self._is_rare(form) and form not in words().known)

    def _is_rare(self, form: str) -> bool:
        """Whether a word is rare, and not made of words that are not."""
        known = words().known
        if known.get(form, 0) >= _COMMON or form + "ً" in known or not self._may_be_name(form):
            return False
        return not self._is_derived(form) and not _is_compound(form, self._given)

    def _is_derived(self, form: str) -> bool:
        """Whether a word is a common one with an ending («دینی»، «ترکان»); a given name with one is a family's."""
        stems = [form[: -len(end)] for end in _ENDINGS if form.endswith(end)]
        return any(words().known.get(stem, 0) >= _COMMON and match_key(stem) not in self._given for stem in stems)

    def _goes_on(self, earlier: Chunk | None, before: Chunk, form: str) -> bool:
        """Whether a word is part of the name whose honorific or first part stands before it."""
        if before.is_a("honorific"):
            return self._is_addressed(before, form)
        if not before.is_a(*_NAMED) or verbs.analyse(form) is not None:
            return False
        if self.is_from_town(form):
            return True
        if before.type == "given":
            return not before.data[0].ambiguous and self._may_follow_given(form)
        opened = earlier is not None and earlier.is_a("honorific", "given")
        unknown = form not in words().known and not self._is_prepositional(form)
        return before.type == "name" and opened and unknown and not self.is_common(form)

    def _may_follow_given(self, form: str) -> bool:
        """A frequent word is a surname after a given name if it has the ending of one («طباطبایی»، «حجاریان»)."""
        if self._is_prepositional(form):
            return False
        surname = form.endswith(("ی", "یان")) and words().known.get(form, 0) <= _VERY_COMMON
        return not self.is_common(form) or (surname and match_key(form) not in self._vocabulary | _NEVER)

    def _is_prepositional(self, form: str) -> bool:
        """«برعهده»، «درصدد»: a preposition written to a common word."""
        return form[:2] in ("بر", "در", "به") and words().known.get(form[2:], 0) >= _COMMON

    def _is_addressed(self, honorific: Chunk, form: str) -> bool:
        """Whether the word after an honorific is a name: after «آقای» nearly any, after «شیخ» and «ژنرال» few."""
        if match_key(form) in _NEVER:
            return False
        if honorific.is_a("honorific.honorific", "honorific.plural") and not honorific.data[0].ambiguous:
            return words().known.get(form, 0) < _VERY_COMMON or self.type_of(form, proper=False) == "name"
        family = form.endswith("ی") and self._may_be_name(form)
        return family or (not self.is_common(form) and verbs.analyse(form) is None)

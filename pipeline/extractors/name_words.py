"""Whether a word by itself can be a name: by table, shape, frequency and spelling."""

from __future__ import annotations

import functools
from collections.abc import Collection

from pipeline.lexicon import Lexicon, verbs
from pipeline.lexicon.names import has_surname_shape
from pipeline.patterns.chunker import NameType
from pipeline.text.keys import match_key
from pipeline.text.words import words

#: From this class of frequency on a word of the word list is a common one, whatever a tagger says of it.
COMMON = 12
VERY_COMMON = 16
_DEGREES = ("\u200cتر", "\u200cترین")
_APART = ("\u200cها", "\u200cهای", "\u200cهایی", "\u200cای")
#: Ends of what people do and not of what they are called («ناسزاگویی»).
_DOING = ("گویی", "جویی", "سازی", "گرایی", "پذیری", "ورزی", "طلبی", "افکنی", "اندازی")
_STYLES = ("جان", "خان", "شاه", "بک", "بیگ", "پاشا", "الله", "الدین", "الدوله", "السلطنه", "الملک")
_EZAFE = "\u0654"
_SHORTEST_GLUED = 7
_SHORTEST = 2
_ENDINGS = ("ان", "ها", "ات", "ی", "های", "ش", "شان", "ای", "م", "گی", "گان")
_PLURALS = ("ها", "های", "هایی", "ات", "جات")
#: Common words of lower frequency that taggers take for names after an office, and words of the prose of offices.
NEVER = frozenset(
    match_key(word)
    for word in (
        "نشین", "محترم", "مربوطه", "متبوع", "مذکور", "مزبور", "مربوط", "ایشان", "خود", "خویش", "همراه", "میزبان",
        "مهمان", "میهمان", "مخلوع", "مستعفی", "برکنار", "بازنشسته", "متوفی", "فقید", "راحل", "محله", "اعزامی", "مقیم",
        "مسلمان", "مسیحی", "یهودی", "شیعی", "سنی", "مکرم", "معزول", "موقتی", "ما", "من", "شما", "عام", "کل", "وی",
        "نو", "الان", "آقای", "خانم", "بوجود", "علیه‌السلام", "سالار", "شهیدان", "دادستان", "قطعی", "رأی", "روز", "شب",
        "صبح", "ظهر", "بعدازظهر", "عصر", "شامگاه", "بامداد", "دیروز", "امروز", "فردا", "تسلیم", "مواضع", "قائل",
        "اینکه", "موظف", "مأمور", "عنوان", "اسبق", "انقلابی", "مخالف", "موافق", "حاکم", "برنده", "بازداشتی", "یکی",
        "میرزا", "روزنامه", "شبکه", "حزب", "جنبش", "گروه", "باشگاه", "دانشگاه", "خبرگزاری", "فراکسیون", "ائتلاف",
    )
)  # fmt: skip


def _is_compound(form: str, given: Collection[str]) -> bool:
    """Whether a word is made of a common one and others: «جوان‌ترین»، «یک‌جانبه‌گرایی»."""
    first, _, rest = form.partition("\u200c")
    common = (
        bool(rest) and rest not in _STYLES and words().known.get(first, 0) >= COMMON and match_key(first) not in given
    )
    return common and not has_surname_shape(form)


@functools.cache
def _frequencies() -> dict[str, int]:
    """The highest frequency class of all spellings of a word («تاکید»، «تأکید»), by match key."""
    found: dict[str, int] = {}
    for word, frequency in words().known.items():
        key = match_key(word)
        found[key] = max(frequency, found.get(key, 0))
    return found


@functools.lru_cache(maxsize=65536)
def is_glued(form: str) -> bool:
    """Whether a word is two or three frequent ones written together: «اظهارداشت»، «دهددکتر»، «بعدازظهر»."""
    return len(form) >= _SHORTEST_GLUED and words().known.get(form, 0) == 0 and _falls_apart(form)


def _falls_apart(form: str) -> bool:
    known = words().known
    return any(
        known.get(form[:n], 0) >= VERY_COMMON and (known.get(form[n:], 0) >= VERY_COMMON or _falls_apart(form[n:]))
        for n in range(2, len(form) - 1)
    )


class NameWords:
    """Judges single words, of which nothing around them is known."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._given = frozenset(match_key(s) for entry in lexicon.entries("given") for s in entry.surfaces)
        alone, last = lexicon.holders.surnames()
        frequent = {match_key(word) for word, frequency in words().known.items() if frequency >= COMMON}
        self._surnames = alone | (last - frequent)
        self._telling = {name for name in alone - frequent if len(name) > 3 and not self.is_derived(name)}
        self._told = lexicon.vocabulary | NEVER
        self._towns = frozenset(
            match_key(surface) for entry in lexicon.entries("city") for surface in entry.surfaces if " " not in surface
        )

    def type_of(self, form: str, *, proper: bool) -> NameType:
        """The reading of a word by itself; ``proper`` where a tagger calls it a proper noun."""
        alone = self._type_alone(form)
        return "name" if alone == "word" and proper and self.may_be_proper(form) else alone

    @functools.lru_cache(maxsize=65536)  # noqa: B019  (one reader for the life of an engine)
    def _type_alone(self, form: str) -> NameType:
        key = match_key(form)
        if form.endswith(_EZAFE) or len(key) < _SHORTEST:
            return "word"
        if key in self._telling:
            return "known"
        return "name" if key in self._surnames or has_surname_shape(form) else "word"

    @functools.lru_cache(maxsize=65536)  # noqa: B019
    def may_be_proper(self, form: str) -> bool:
        """Whether a word that is no name by itself is one where a tagger calls it a proper noun."""
        if form.endswith(_EZAFE) or len(match_key(form)) < _SHORTEST or self.is_common(form):
            return False
        return not (_is_compound(form, self._given) or is_glued(form) or self.is_verb(form))

    def is_given(self, form: str) -> bool:
        """Whether a word is a given name."""
        return match_key(form) in self._given

    def is_verb(self, form: str) -> bool:
        """Whether a word is a form of a verb, or begins as one («می‌شناساند»)."""
        return form.startswith(("می\u200c", "نمی\u200c")) or verbs.analyse(form) is not None

    @functools.lru_cache(maxsize=65536)  # noqa: B019  (one reader for the life of an engine)
    def is_common(self, form: str) -> bool:
        """Whether a word is a common one: frequent, of the vocabulary of offices, or an adjective of such a word."""
        key = match_key(form)
        known = words().known
        if key in self._told:
            return True
        if key in self._surnames:
            return False
        if _frequencies().get(key, 0) >= COMMON:
            return key not in self._given
        stem = form[:-1] if form.endswith("ی") else ""
        if known.get(stem, 0) > COMMON and match_key(stem) not in self._given:
            return not self.is_from_town(form)
        if form.endswith((*_DEGREES, *_DOING)) or (
            form in known and form.endswith("ان") and form[:-2] in words().adjectives
        ):
            return True
        return form.replace("\u200c", "").endswith(_PLURALS) and (known.get(form, 0) > 0 or "\u200c" in form)

    def is_from_town(self, form: str) -> bool:
        """Whether a word says where a family is from, as the last part of many names does («آملی»، «رفسنجانی»)."""
        key = match_key(form)
        return key.endswith("ی") and (key[:-1] in self._towns or key[:-2] in self._towns)

    @functools.lru_cache(maxsize=65536)  # noqa: B019
    def may_be_name(self, form: str) -> bool:
        """Whether a word is not very common, no other part of speech, and not of the vocabulary of offices."""
        bare = form.replace("\u200c", "")
        if len(bare) < 3 or not bare.isalpha() or bare.endswith(_EZAFE) or form.endswith((*_DEGREES, *_APART)):
            return False
        if _frequencies().get(match_key(form), 0) >= VERY_COMMON or is_glued(form):
            return False
        if self.is_prepositional(form) or match_key(form) in self._told or form.endswith(_DOING):
            return False
        return not self.is_verb(form) and form + "ه" not in words().participles

    def may_be_surname(self, form: str) -> bool:
        """Whether a word, however frequent, may be one after a given name or in quotes («مسعود مقدس»، «صدیق»)."""
        if len(form) < 2 or not form.replace("\u200c", "").isalpha() or self.is_verb(form):
            return False
        return match_key(form) not in self._told and not self.is_prepositional(form)

    def is_family(self, form: str) -> bool:
        """Whether a word is a given name with the ی of families («مجیدی»، «ابراهیمی»), and no common one."""
        key = match_key(form)
        return form.endswith("ی") and key[:-1] in self._given and _frequencies().get(key, 0) < COMMON

    @functools.lru_cache(maxsize=65536)  # noqa: B019
    def is_unknown(self, form: str) -> bool:
        """Whether a word is a family name after a given one («ابراهیمی»), or none that the word list has."""
        return self.is_family(form) or (self.is_rare(form) and match_key(form) not in _frequencies())

    @functools.lru_cache(maxsize=65536)  # noqa: B019
    def is_rare(self, form: str) -> bool:
        """Whether a word is rare, and not made of words that are not."""
        known = words().known
        if _frequencies().get(match_key(form), 0) >= COMMON or form + "ً" in known or not self.may_be_name(form):
            return False
        return not self.is_derived(form) and not _is_compound(form, self._given)

    def is_derived(self, form: str) -> bool:
        """Whether a word is a common one with an ending («دینی»، «ترکان»); a given name with one is a family's."""
        stems = [form[: -len(end)] for end in _ENDINGS if form.endswith(end)]
        return any(words().known.get(stem, 0) >= COMMON and match_key(stem) not in self._given for stem in stems)

    def may_follow_given(self, form: str) -> bool:
        """A frequent word is a surname after a given name if it has the ending of one («طباطبایی»، «حجاریان»)."""
        if self.is_prepositional(form) or is_glued(form):
            return False
        surname = form.endswith(("ی", "یان")) and words().known.get(form, 0) <= VERY_COMMON
        return not self.is_common(form) or (surname and match_key(form) not in self._told)

    def is_prepositional(self, form: str) -> bool:
        """«برعهده»، «درصدد»: a preposition written to a common word."""
        return form[:2] in ("بر", "در", "به") and words().known.get(form[2:], 0) >= COMMON

"""What the tagger sees of a word: strings, none of which changes when a half-space is lost; and what it combines.

The model is bound to these definitions: whoever changes one must train again.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from pipeline.tagging.verb_forms import VerbReading, read_verb

FIELDS = (
    *("key", "first2", "first3", "last1", "last2", "last3", "last4"),
    *("classes", "inside", "verb", "shape", "names", "tagged", "ranking"),
)


def _templates(*lines: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Each line is one template, «field» or «field@offset» joined by spaces, as pairs of offset and field number."""
    parsed = []
    for line in lines:
        cells = (cell.partition("@") for cell in line.split())
        parsed.append(tuple((int(offset or 0), FIELDS.index(field)) for field, _, offset in cells))
    return tuple(parsed)


#: What a part of speech is concluded from: fields of the word itself, of its neighbours, and of several at once.
TEMPLATES = _templates(
    *FIELDS,
    *(f"{field}@{at}" for at in (-2, -1, 1, 2) for field in ("key", "classes", "verb", "names", "tagged")),
    *(f"{field}@{at}" for at in (-1, 1) for field in ("last2", "last3", "inside", "shape")),
    *("classes names", "classes verb inside", "ranking names", "tagged names"),
    *("classes@-1 classes", "classes classes@1", "key@-1 classes", "classes key@1"),
    *("tagged@-1 tagged", "tagged tagged@1", "tagged@-1 tagged tagged@1"),
    *("tagged@-2 tagged@-1 tagged", "tagged tagged@1 tagged@2"),
    *("names@-1 names", "names names@1", "names@-2 names@-1 names", "key@-1 names", "names key@1", "names@-1 tagged"),
    *("last2 tagged@1", "tagged@-1 last2", "last2@-1 last2"),
)


class WordEntry(NamedTuple):
    """What the table of words says of one.

    ``classes``: its parts of speech in hazm's table («AJ,N,RES»). ``frequency``: how many digits its frequency has.
    ``names``: the lists of names that it is in. ``tagged``: what a tagger trained on far more text mostly called it,
    with ``!`` where that was seldom in doubt; ``ranking``: the same with the second («N>AJ»).
    """

    classes: str = "?"
    frequency: str = "0"
    names: str = "-"
    tagged: str = "?"
    ranking: str = "?"

    @property
    def kind(self) -> str:
        """The classes, or what a tagger called the word that has none."""
        return self.tagged if self.classes == "?" else self.classes

    @property
    def is_dictionary_form(self) -> bool:
        """Whether a dictionary or a list of names has the word, so that it is no inflected form of another."""
        return self.classes != "?" or self.names != "-"


UNKNOWN = WordEntry()

_FOLD = str.maketrans(
    {"أ": "ا", "إ": "ا", "ٱ": "ا", "ؤ": "و", "ئ": "ی", "ۀ": "ه", "ة": "ه", "ي": "ی", "ك": "ک", "ى": "ی"}
    | dict.fromkeys("\u200c\u200d\u0640\u0670ء")
    | dict.fromkeys(range(0x064B, 0x0656))  # vowel signs, madda and hamza above
)
_FOLDED = frozenset(chr(code) for code in _FOLD)
#: Longest first.
_SUFFIXES = (
    *("هایشان", "هایمان", "هایتان", "هایی", "هایم", "هایت", "هایش", "هایند", "هاست", "گانی", "ترین"),
    *("های", "گان", "تری", "مان", "تان", "شان", "اند", "ها", "تر", "ام", "ات", "اش", "ای", "ان", "ین", "یی", "ست"),
    *("ند", "یم", "ید", "م", "ت", "ش", "ی"),
)
_SHORT_SUFFIXES = {suffix: (suffix,) for suffix in _SUFFIXES if len(suffix) == 1}
#: By their last two letters, with those of one letter that end so too.
_SUFFIXES_BY_END = {
    end: tuple(suffix for suffix in _SUFFIXES if end.endswith(suffix) or suffix.endswith(end))
    for end in {suffix[-2:] for suffix in _SUFFIXES if len(suffix) > 1}
}
_PREFIXES = ("درون", "پیش", "ابر", "باز", "پسا", "غیر", "فرا", "ناهم", "نیم", "بر", "بی", "پر", "نا", "هم", "کم", "به")


def fold(form: str) -> str:
    """The spelling-insensitive key of a word: no half-space, diacritics or hamza; numbers by their length only.

    Not :func:`pipeline.text.keys.match_key`: this must stay as it was when the model was trained.
    """
    folded = form if _FOLDED.isdisjoint(form) else form.translate(_FOLD)
    if folded.isdigit():
        return "0" * min(len(folded), 4)
    return folded or form


def word_fields(form: str, words: Mapping[str, WordEntry], verbs: Mapping[str, VerbReading]) -> tuple[str, ...]:
    """What is seen of one word, in the order of :data:`FIELDS`; ``words`` are keyed by :func:`fold`."""
    key = fold(form)
    verb = read_verb(key, verbs)
    entry = words.get(key, UNKNOWN)
    return (
        key,
        key[:2],
        key[:3],
        key[-1:],
        key[-2:],
        key[-3:],
        key[-4:],
        entry.classes,
        _inside(key, words),
        f"{verb.kind} {verb.feats}" if verb else "-",
        f"{_script(form[0])} {min(len(key), 8)} {entry.frequency}",
        entry.names,
        entry.tagged,
        entry.ranking,
    )


def _inside(key: str, words: Mapping[str, WordEntry]) -> str:
    """The longest known suffix whose rest is a known word, with that word's classes: «سفرهای» is «های AJ,N,RES»."""
    for suffix in _SUFFIXES_BY_END.get(key[-2:]) or _SHORT_SUFFIXES.get(key[-1:]) or ():
        if key.endswith(suffix) and len(key) > len(suffix) + 1:
            rest = key[: -len(suffix)]
            known = words.get(rest) or (words.get(rest + "ه") if suffix[0] == "گ" else None)
            if known:
                return f"{suffix} {known.kind}"
    for prefix in _PREFIXES if key.startswith(_PREFIXES) else ():
        if key.startswith(prefix) and (known := words.get(key[len(prefix) :])):
            return f"{prefix}- {known.kind}"
    return "-"


@functools.lru_cache(maxsize=1024)
def _script(first: str) -> str:
    if first.isdigit():
        return "digit"
    if "\u0600" <= first <= "\u06ff" and first.isalpha():
        return "arabic"
    return "latin" if first.isalpha() else unicodedata.category(first)

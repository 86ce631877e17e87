"""Half-spaces and spaces that were lost or misplaced, restored by lexicon and inflection.

A word is taken apart only where the whole is unknown and the parts are known: a compound of the word list, a stem with
an ending (ها، های، ای، اند …), a verb with می, a name with زاده or پور, or words that ran together after a letter that
does not join. What stands as it may stand («سفرهای») is left alone.
"""

from __future__ import annotations

import functools
import re

from pipeline.text.alignment import Alignment, Rewriter
from pipeline.text.words import HALF_SPACE, words

_WORD = re.compile("[\u0621-\u063a\u0641-\u064b\u0654\u067e\u0686\u0698\u06a9\u06af\u06cc\u200c]+")
#: Letters that do not join to the next, so that nothing shows where a half-space was lost.
_LOOSE = frozenset("اآدذرزژوؤء")
_PLURALS = ("هایی", "هایشان", "هایمان", "هایش", "هایم", "های", "ها")
_AFTER_HE = ("ای", "اند", "ام", "ایم", "اش")
_NAME_ENDINGS = ("زاده", "پور", "نیا", "نژاد", "فر", "وند", "اوغلو")
_COMPOUND_ENDINGS = (
    "کننده", "کنندگان", "آمیز", "پذیر", "نامه", "گذاری", "گذار", "برداری", "بندی", "سازی", "ریزی", "شده", "یافته",
    "گیری", "دهنده", "طلب", "خواه", "گرا", "گرایی", "مدت", "جمهور", "جمهوری", "المللی", "جانبه",
)  # fmt: skip
_SPLIT_WORDS = frozenset({"امور", "خارجه", "وزیر", "رئیس", "دفتر", "در", "از", "دیدار", "وزارت", "شورای"})



@functools.lru_cache(maxsize=1 << 16)
def restore(word: str) -> str:
    """A word with its half-spaces and spaces restored; the word itself where nothing is sure."""
    known, joined = words()
    if len(word) < 4 or word in known or HALF_SPACE in word:
        return word
    compound = joined.get(word)
    if compound is not None:
        return compound
    return _verb(word) or _inflected(word) or _ended(word) or _run_together(word) or word


def _is_known(stem: str) -> bool:
    known, joined = words()
    return stem in known or stem in joined


def _spelled(stem: str) -> str:
    known, joined = words()
    return stem if stem in known else joined.get(stem, stem)


def _verb(word: str) -> str | None:
    """«میشود»، «نمیباشد»: می before a form that is known with it."""
    for prefix in ("نمی", "می"):
        if word.startswith(prefix) and len(word) > len(prefix) + 1:
            form = prefix + HALF_SPACE + word[len(prefix) :]
            if form in words().known or _is_verb(word[len(prefix) :]):
                return form
    return None


_ENDINGS = ("", "م", "ی", "د", "یم", "ید", "ند")


def _is_verb(rest: str) -> bool:
    """Whether می with some personal ending of this form is a known verb."""
    for ending in _ENDINGS:
        stem = rest[: len(rest) - len(ending)] if ending and rest.endswith(ending) else rest
        if len(stem) >= 2 and any(f"می{HALF_SPACE}{stem}{other}" in words().known for other in _ENDINGS):
            return True
    return False


def _inflected(word: str) -> str | None:
    for ending in _PLURALS:
        stem = word[: -len(ending)]
        if word.endswith(ending) and len(stem) > 1 and _is_known(stem):
            if stem[-1] in _LOOSE:
                return word
            return _spelled(stem) + HALF_SPACE + ending
    for ending in _AFTER_HE:
        stem = word[: -len(ending)]
        if word.endswith(ending) and stem.endswith("ه") and len(stem) > 2 and _is_known(stem):
            return _spelled(stem) + HALF_SPACE + ending
    return None


def _ended(word: str) -> str | None:
    """Compounds and names by their second half."""
    for ending in _COMPOUND_ENDINGS + _NAME_ENDINGS:
        stem = word[: -len(ending)]
        if word.endswith(ending) and len(stem) > 2 and _is_known(stem) and stem[-1] not in _LOOSE:
            return _spelled(stem) + HALF_SPACE + ending
    return None


def _run_together(word: str) -> str | None:
    """«وزیرامورخارجه»، «درژوئن»: common words that ran together after letters that do not join."""
    for at in range(2, len(word) - 1):
        first, rest = word[:at], word[at:]
        if first[-1] not in _LOOSE or first not in _SPLIT_WORDS:
            continue
        if len(rest) >= 4 and words().known.get(rest, 0) >= 12 or rest in _SPLIT_WORDS:
            return f"{first} {rest}"
        deeper = _run_together(rest)
        if deeper:
            return f"{first} {deeper}"
    return None




def restore_spacing(clean: str) -> tuple[str, Alignment]:
    """The text with its half-spaces and spaces restored, and how it is aligned to the text before."""
    rewriter = Rewriter(clean)
    for match in _PLACES.finditer(clean):
        if match.lastgroup == "word":
            restored = restore(match[0])
            if restored != match[0]:
                rewriter.replace(match.start(), match.end(), restored)
        elif _joins(clean, match):
            rewriter.replace(match.end() - 1, match.end(), HALF_SPACE)
    return rewriter.finish()


def _joins(clean: str, match: re.Match[str]) -> bool:
    following = _WORD.match(clean, match.end())
    if following is None:
        return False
    if match["prefix"]:
        return f"{match['prefix']}{HALF_SPACE}{following[0]}" in words().known or _is_verb(following[0])
    return True


_PLACES = re.compile(
    rf"(?<![\w\u200c])(?P<prefix>ن?می) (?=[^\W\d_])|(?P<gap>(?<=[^\W\d_]) (?=(?:ها|های|هایی|هایش|هایشان)(?![\w\u200c]))|(?<=ه) (?=(?:ای|اند)(?![\w\u200c])))"
    rf"|(?P<word>{_WORD.pattern})"
)

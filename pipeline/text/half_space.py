"""Single words: lost half-spaces and spaces inside them, restored by lexicon and inflection.

A word is taken apart only where the whole is unknown and the parts are known: a compound of the word list, a stem with
an ending (ها، ای، اند …), a verb form with می, a name with زاده or پور, words that ran together. Where two readings are
possible the more frequent stem wins: «سفرهای» is سفر and های, never «سفره‌ای».
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from pipeline.text.letters import HALF_SPACE
from pipeline.text.segmentation import ODDS, Segmenter
from pipeline.text.words import LOOSE, MI, Words, ending_in, endings, parts, words

_VOWELS = frozenset("اآوی")
#: How much likelier a plural is than the same letters as a word in ه with ای, in natural logarithms.
_PLURAL_BONUS = 1
_COMMON = 10  # frequency class from which a word may follow a prefix
_VERY_COMMON = 15
_WELL_KNOWN = 8  # frequency class from which a compound is preferred to a word of the dictionaries without a count
_USUAL = 4  # frequency class from which a word may be the stem of a compound that the list does not have
_MUCH_LIKELIER = 4  # by so much a compound must be more frequent than the word that it looks like
_DEPTH = 3
_SOLID_ENDINGS = ("م", "ت", "ش", "ند", "یم", "ید", "ی", "یی", "ئی", "یش", "یت", "ان", "انی", "مان", "تان", "شان")


class Restored(NamedTuple):
    """A word with its half-spaces and spaces, and why they are there."""

    text: str
    reason: str


class Condition(NamedTuple):
    """What a text as a whole has lost; a text that has kept the one or the other is trusted more."""

    half_spaces: bool
    spaces: bool


_DEAREST_ADJECTIVE = 11.5
_RARE = 9  # cost from which a word is rather a form of a verb with the preverb before it
_PREVERBS = ("بر", "در", "باز", "فرو", "فرا", "وا")


class Restorer:
    """Restores single words by a word list; :func:`restorer` has the one that ships.

    In a text that has lost its half-spaces «فیلمنامه» is «فیلم‌نامه», which elsewhere is one way of writing it.
    """

    def __init__(self, lexicon: Words, condition: Condition) -> None:
        self.words = lexicon
        self.condition = condition
        self._segmenter = Segmenter(lexicon, ODDS[condition.spaces], inflected=condition.spaces)
        self._memory: dict[str, Restored | None] = {}

    def restore(self, word: str) -> Restored | None:
        """A word with its half-spaces and spaces restored; nothing where it is known or nothing is sure."""
        try:
            return self._memory[word]
        except KeyError:
            if len(self._memory) > 1 << 17:
                self._memory.clear()
            found = self._memory[word] = self._restore(word)
            return found

    def _restore(self, word: str) -> Restored | None:
        if self.condition.spaces and (found := self._apart(word)):
            return found
        if len(word) < 4 or len(word) > 40:
            return None
        if word in self.words.known or word in self.words.solid:
            return self._likelier(word) if self.condition.half_spaces else None
        if word in self.words.after_mi:
            return None
        if HALF_SPACE in word or "\u0654" in word:
            first, mark, rest = re.split(f"({HALF_SPACE}|\u0654)", word, maxsplit=1)
            restored = self.restore(first)
            if restored is None or " " in restored.text:
                return None
            return restored._replace(text=restored.text + mark + rest)
        found = self._compound(word, _DEPTH)
        if found is None and (self.condition.spaces or self._plain(word) < _USUAL):
            found = self._apart(word)
        if found is None or found.text == word or self._is_plain(word, found):
            return None
        return found

    def _is_plain(self, word: str, found: Restored) -> bool:
        """Whether a word is a more frequent one with an ending that is written with it: «رهایم», «بیدارم»."""
        if found.reason in ("compound", "mi", "perfect") or (self.condition.half_spaces and found.reason == "after_ye"):
            return False
        if found.reason == "apart":
            return False
        stem = self.words.known.get(found.text.split(HALF_SPACE)[-1 if found.reason == "before" else 0], 0)
        return self._plain(word) >= max(stem - 2, _USUAL)

    def _plain(self, word: str) -> int:
        """How frequent the word is that this is with an ending written solid."""
        if not word.endswith(_SOLID_ENDINGS):
            return 0
        known = self.words.known
        return max(known.get(word[: -len(ending)], 0) for ending in _SOLID_ENDINGS if word.endswith(ending))

    def _likelier(self, word: str) -> Restored | None:
        """«نشاندهنده»: in the list as one, but as a compound with a half-space much more frequent."""
        spelled = self.words.joined.get(word)
        known = self.words.known
        if spelled is not None:
            needed = max(known.get(word, 0) + _MUCH_LIKELIER, 0 if word in known else _WELL_KNOWN)
            return Restored(spelled, "compound") if known[spelled] >= needed else None
        for stem, ending, _ in endings(word, "comparative") if known.get(word, 0) < _COMMON else ():
            if stem in self.words.adjectives and known[stem] >= _VERY_COMMON and stem[-1] not in LOOSE:
                return Restored(stem + HALF_SPACE + ending, "comparative")
        if word in known:
            return None
        found = self._verb(word)
        if found and (found.reason == "perfect" or len(word) > 5):
            return found
        rest = word[2:]
        if word.startswith("بی") and len(rest) > 3 and known.get(rest, 0) >= _COMMON:
            return Restored(f"بی{HALF_SPACE}{rest}", "before")
        return None

    def _compound(self, word: str, depth: int) -> Restored | None:
        """A word of the list in its spelling, or an unknown word in known parts; nothing where there are none."""
        known, joined = self.words.known, self.words.joined
        if word in known:
            return Restored(word, "")
        if word in joined:
            return Restored(joined[word], "compound")
        if word[-1:] == "ی" and word[:-1] in known and depth < _DEPTH:
            return Restored(word, "")
        if depth == 0 or len(word) < 4:
            return None
        return self._verb(word) or self._inflected(word, depth) or self._composed(word, depth)

    def _verb(self, word: str) -> Restored | None:
        """«میشود»، «نمیباشد»، «برمیگردد»."""
        for prefix in MI:
            if word.startswith(prefix) and word[len(prefix) :] in self.words.after_mi:
                return Restored(f"{prefix}{HALF_SPACE}{word[len(prefix) :]}", "mi")
        for ending in ("ام", "ای", "ایم", "اید", "اند", "است"):
            participle = ending_in(word, ending)
            negative = participle.removeprefix("ن")
            if participle and not self.words.participles.isdisjoint((participle, negative)):
                return Restored(participle + HALF_SPACE + ending, "perfect")
        return None

    def _inflected(self, word: str, depth: int) -> Restored | None:
        """The best reading of a word as a stem with an ending."""
        readings: list[tuple[int, str, str]] = []
        for stem, ending, role in endings(word, "plural", "after_he", "after_ye", "comparative"):
            if len(stem) < 2 or not _takes(stem, role, ending):
                continue
            if role == "after_ye" and ending == "ای" and f"{stem}ا" in self.words.known:
                continue  # «مافیای» is of مافیا
            spelled = self._compound(stem, depth - 1)
            if spelled is None or (role == "comparative" and ending != "ترین" and not self._compares(spelled.text)):
                continue
            mark = "" if stem[-1] in LOOSE and HALF_SPACE not in spelled.text else HALF_SPACE
            whole = spelled.text + HALF_SPACE + ending
            weight = self._frequency(spelled.text, whole) + (_PLURAL_BONUS if role == "plural" else 0)
            readings.append((weight, spelled.text + mark + ending, role))
        if not readings:
            return self._new_plural(word) if depth == _DEPTH else None
        _, text, role = max(readings)
        return Restored(text, role)

    def _compares(self, stem: str) -> bool:
        """Whether a word is so usual an adjective that «مونستر» and «پیتر» are not taken for its comparative."""
        if HALF_SPACE in stem:
            return True
        return stem in self.words.adjectives and self.words.costs.get(stem, _DEAREST_ADJECTIVE) < _DEAREST_ADJECTIVE

    def _new_plural(self, word: str) -> Restored | None:
        """«حوثیهای»: the plural of a word that no list has; hardly another word ends so."""
        for stem, ending, _ in endings(word, "plural"):
            if len(stem) > 2 and stem[-1] not in LOOSE:
                if stem[-1] == "ی" or stem in self.words.solid or f"{stem}ه" not in self.words.solid:
                    return Restored(stem + HALF_SPACE + ending, "plural")
                return None
        return None

    def _frequency(self, stem: str, whole: str) -> int:
        return max(self.words.known.get(stem, 0), 2 * self.words.known.get(whole, 0))

    def _composed(self, word: str, depth: int) -> Restored | None:
        """Compounds of two words, names, and words with به or a prefix."""
        for stem, ending, role in endings(word, "bound", "element", "name"):
            if len(stem) < 2 or stem[-1] in LOOSE:
                continue
            spelled = self._compound(stem, depth - 1)
            if spelled is not None and self._frequency(spelled.text, "") >= _USUAL:
                return Restored(spelled.text + HALF_SPACE + ending, role)
        if word.startswith("به") and word[2:] in parts("after_to"):
            return Restored(f"به{HALF_SPACE}{word[2:]}", "after_to")
        for prefix in parts("before"):
            rest = word[len(prefix) :]
            if word.startswith(prefix) and prefix[-1] not in LOOSE and len(rest) >= 4:
                spelled = self._compound(rest, depth - 1)
                if spelled is not None and self._frequency(spelled.text, "") >= _COMMON:
                    return Restored(prefix + HALF_SPACE + spelled.text, "before")
        return None

    def _apart(self, word: str) -> Restored | None:
        """«وزیرامورخارجه»، «درژوئن»، «وروسیه»، «بهتهران»: the likeliest words that ran together, if likely enough."""
        cut = self._segmenter.cut(word)
        if len(cut) < 2 or (len(cut) == 2 and cut[0] in _PREVERBS and self._is_verb(cut[1])):
            return None
        restored = [self.restore(part) for part in cut]
        return Restored(" ".join(r.text if r else part for r, part in zip(restored, cut, strict=True)), "apart")

    def _is_verb(self, word: str) -> bool:
        form = word.removeprefix("ن")
        if form.startswith("خواه"):
            return True
        rare = self.words.costs.get(word, _RARE) >= _RARE
        return rare and (form in self.words.after_mi or form in self.words.participles)


def _takes(stem: str, role: str, ending: str) -> bool:
    """Whether a stem's last letters allow an ending."""
    if role == "after_he":
        return stem[-1] == "ه" and not (ending == "ی" and stem[-2] in _VOWELS)
    if role == "after_ye":
        return stem[-1] == "ی"
    return True


@functools.cache
def restorer(condition: Condition) -> Restorer:
    """The restorer with the word list that ships."""
    return Restorer(words(), condition)

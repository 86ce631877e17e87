"""Half-spaces and spaces that were lost or misplaced, restored by lexicon and inflection.

A word is taken apart only where the whole is unknown and the parts are known: a compound of the word list, a stem with
an ending (ها، ای، اند …), a verb form with می, a name with زاده or پور, words run together after a letter that does not
join. Where two readings are possible the more frequent stem wins: «سفرهای» is سفر and های, never «سفره‌ای».
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator

from pipeline.text.alignment import Alignment, Rewriter
from pipeline.text.letters import HALF_SPACE
from pipeline.text.words import WORD, Words, ending_in, parts, words

#: Letters that do not join to the next: a half-space after them shows nowhere, and its loss neither.
_LOOSE = frozenset("اآأدذرزژوؤء")
_MI = ("نمی", "می", "برنمی", "برمی", "درنمی", "درمی", "فرومی", "وامی", "بازمی")
#: How much likelier a plural is than the same letters as a word in ه with ای, in natural logarithms.
_PLURAL_BONUS = 1
_COMMON = 10  # frequency class from which a word may be cut out of others that it ran together with
_DEPTH = 3


class Restorer:
    """Restores single words by a word list; :func:`restorer` has the one that ships."""

    def __init__(self, lexicon: Words) -> None:
        self.words = lexicon
        self._memory: dict[str, str] = {}

    def restore(self, word: str) -> str:
        """A word with its half-spaces and spaces restored; the word itself where it is known or nothing is sure."""
        found = self._memory.get(word)
        if found is None:
            found = self._restore(word)
            if len(self._memory) > 1 << 17:
                self._memory.clear()
            self._memory[word] = found
        return found

    def _restore(self, word: str) -> str:
        if len(word) < 4 or len(word) > 40 or word in self.words.known:
            return word
        if HALF_SPACE in word or "\u0654" in word:
            first, mark, rest = re.split(f"({HALF_SPACE}|\u0654)", word, maxsplit=1)
            restored = self.restore(first)
            return word if " " in restored else restored + mark + rest
        return self._compound(word, _DEPTH) or self._apart(word) or word

    def _compound(self, word: str, depth: int) -> str | None:
        """A word of the list in its spelling, or an unknown word in known parts; nothing where there are none."""
        known, joined = self.words.known, self.words.joined
        if word in known:
            return word
        if word in joined:
            return joined[word]
        if word[-1] == "ی" and word[:-1] in known and depth < _DEPTH:
            return word
        if depth == 0 or len(word) < 4:
            return None
        return self._verb(word) or self._inflected(word, depth) or self._composed(word, depth)

    def _verb(self, word: str) -> str | None:
        """«میشود»، «نمیباشد»، «برمیگردد»."""
        for prefix in _MI:
            if word.startswith(prefix) and word[len(prefix) :] in self.words.after_mi:
                return f"{prefix}{HALF_SPACE}{word[len(prefix) :]}"
        for ending in ("ام", "ای", "ایم", "اید", "اند", "است"):
            participle = ending_in(word, ending)
            negative = participle.removeprefix("ن")
            if participle and not self.words.participles.isdisjoint((participle, negative)):
                return participle + HALF_SPACE + ending
        return None

    def _inflected(self, word: str, depth: int) -> str | None:
        """The best reading of a word as a stem with an ending."""
        readings: list[tuple[int, str]] = []
        for role, bonus in (("plural", _PLURAL_BONUS), ("after_he", 0), ("comparative", 0)):
            for ending in parts(role):
                stem = ending_in(word, ending)
                if len(stem) < 2 or (role == "after_he" and not stem.endswith("ه")):
                    continue
                spelled = self._compound(stem, depth - 1)
                if spelled is None:
                    continue
                mark = "" if stem[-1] in _LOOSE and HALF_SPACE not in spelled else HALF_SPACE
                whole = spelled + HALF_SPACE + ending
                readings.append((self._frequency(spelled, whole) + bonus, spelled + mark + ending))
        return max(readings)[1] if readings else None

    def _frequency(self, stem: str, whole: str) -> int:
        return max(self.words.known.get(stem, 0), 2 * self.words.known.get(whole, 0))

    def _composed(self, word: str, depth: int) -> str | None:
        """Compounds of two words, names, and words with به or a prefix."""
        for role in ("element", "name"):
            for ending in parts(role):
                stem = ending_in(word, ending)
                if len(stem) < 2 or stem[-1] in _LOOSE:
                    continue
                spelled = self._compound(stem, depth - 1)
                if spelled is not None and self._frequency(spelled, "") >= 4:
                    return spelled + HALF_SPACE + ending
        if word.startswith("به") and word[2:] in parts("after_to"):
            return f"به{HALF_SPACE}{word[2:]}"
        for prefix in parts("before"):
            rest = word[len(prefix) :]
            if word.startswith(prefix) and prefix[-1] not in _LOOSE and len(rest) >= 4:
                spelled = self._compound(rest, depth - 1)
                if spelled is not None and self._frequency(spelled, "") >= _COMMON:
                    return prefix + HALF_SPACE + spelled
        return None

    def _apart(self, word: str) -> str | None:
        """«وزیرامورخارجه»، «درژوئن»، «وروسیه»: common words that ran together after a letter that does not join."""
        if word[0] == "و" and len(word) > 4 and self._is_common(word[1:]):
            return f"و {word[1:]}"
        for first in parts("apart"):
            rest = word[len(first) :]
            if word.startswith(first) and first[-1] in _LOOSE and len(rest) >= 4:
                if self._is_common(rest):
                    return f"{first} {rest}"
                deeper = self._apart(rest)
                if deeper:
                    return f"{first} {deeper}"
        return None

    def _is_common(self, word: str) -> bool:
        return self.words.known.get(word, 0) >= _COMMON


@functools.cache
def restorer() -> Restorer:
    """The restorer with the word list that ships."""
    return Restorer(words())


def restore_spacing(clean: str, by: Restorer | None = None) -> tuple[str, Alignment]:
    """The text with its half-spaces and spaces restored, and how it is aligned to the text before."""
    by = by or restorer()
    forms = set(WORD.findall(clean))
    changed = {form: new for form in forms - by.words.known.keys() if (new := by.restore(form)) != form}
    alignment = Alignment()
    if changed:
        rewriter = Rewriter(clean)
        for match in WORD.finditer(clean):
            if match[0] in changed:
                _insert_marks(rewriter, match.start(), match[0], changed[match[0]])
        clean, alignment = rewriter.finish()
    rewriter = Rewriter(clean)
    for at in sorted(set(_joints(clean, forms, by.words))):
        rewriter.replace(at, at + 1, HALF_SPACE)
    clean, step = rewriter.finish()
    return clean, alignment.then(step)


def _insert_marks(rewriter: Rewriter, start: int, old: str, new: str) -> None:
    """Only the characters that come in are changes, so that each part keeps its own bounds."""
    at = 0
    for character in new:
        if at < len(old) and character == old[at]:
            at += 1
        else:
            rewriter.replace(start + at, start + at, character)


_Test = Callable[[str, str, Words], bool]


def _joints(clean: str, forms: set[str], lexicon: Words) -> Iterator[int]:
    """Offsets of spaces that should be half-spaces: «می باشد»، «کتاب ها»، «رسیده اند»، «رئیس جمهور»."""
    for part, test in _spaced_parts().items():
        if part not in forms:
            continue
        for match in re.finditer(f"(?<![\\w{HALF_SPACE}]){part}(?![\\w{HALF_SPACE}])", clean):
            if part in _MI:
                after = WORD.match(clean, match.end() + 1)
                if after and clean[match.end()] == " " and after[0] in lexicon.after_mi:
                    yield match.end()
                continue
            before = _WORD_BEFORE.search(clean, max(match.start() - 40, 0), match.start())
            if before and test(before[1], part, lexicon):
                yield match.start() - 1


_WORD_BEFORE = re.compile(f"(?<![\\w{HALF_SPACE}])({WORD.pattern}) \\Z")


@functools.cache
def _spaced_parts() -> dict[str, _Test]:
    """Parts that may stand alone by mistake, and what must stand before them."""
    found: dict[str, _Test] = {prefix: lambda *_: False for prefix in _MI}
    found |= dict.fromkeys(parts("element"), _makes_compound)
    found |= dict.fromkeys(parts("plural"), lambda before, part, _: before not in ("و", "ای"))
    found |= dict.fromkeys(("اند", "ایم", "اید", "ام"), lambda before, part, w: before in w.participles)
    found["ای"] = lambda before, part, w: before.endswith("ه") and len(before) > 2
    found |= dict.fromkeys(("تر", "ترین"), _makes_compound)
    return found


def _makes_compound(before: str, part: str, lexicon: Words) -> bool:
    return f"{before}{HALF_SPACE}{part}" in lexicon.known

"""A text's half-spaces and spaces: inside words (:mod:`half_space`), and between words that are one («کتاب ها»).

A text is read in its chunks between blanks, most of which are known to need nothing: what a chunk needs is found once
and remembered.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Iterator
from typing import TypeVar

from pipeline.text.alignment import Alignment, Change
from pipeline.text.half_space import Condition, Restorer, restorer
from pipeline.text.letters import HALF_SPACE
from pipeline.text.words import MI, WELL_KNOWN, WORD, parts

#: A text with fewer half-spaces than one in so many blanks has lost them, one where more words ran together, spaces.
_FEW = 100
_MOST = 1 << 17  # chunks or pairs that are remembered
_HEAD = re.compile(WORD.pattern)
_TAIL = re.compile(f"(?<![\\w{HALF_SPACE}]){WORD.pattern}\\Z")
_SINGLE = re.compile(f"([^\\w{HALF_SPACE}]*)({WORD.pattern})([^\\w{HALF_SPACE}]*)")
_ENDINGS = ("هایی", "های", "ها", "ی")
_USUAL = 5
_NUMBERS = ("یک", "سه", "پنج", "شش", "هفت", "هشت", "نه", "ده")
_LOOSE_NUMBERS = ("دو", "چهار")  # «دوجانبه» or «دو جانبه»
_MEASURES = ("جانبه", "ساله", "روزه", "نفره", "ماهه", "ساعته", "هفته‌ای", "مرحله‌ای", "درصدی", "بعدی")


#: What a chunk may need, as bits: something inside it; to be one with the word before, whatever that is, or where both
#: may be parts of a compound; to be one with the word after.
_INSIDE, _ENDING, _SECOND, _FIRST, _PREFIX = 1, 2, 4, 8, 16
_ANY = _INSIDE | _ENDING | _SECOND | _PREFIX


_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


#: Where in a text, whether the blank there goes, what comes in, and why.
Edit = tuple[int, bool, str, str]


class Spacer:
    """Finds the half-spaces and spaces of texts; remembers what chunks and pairs of chunks need."""

    def __init__(self, by: Restorer) -> None:
        self._words = by.words
        self._restorer = by
        self._lost = by.condition.half_spaces
        self._flags = _Memory(self._look)
        self._look_at_word = _Memory(self._flags_of_word)
        self._inserts = _Memory(self._find_inserts)
        self._ends = _Memory(self._words_at_ends)
        self._pairs = _Memory(self._pair)
        self._word_pairs = _Memory(self._pair_of_words)

    def edits(self, text: str) -> list[Edit]:
        """What to change in a text, in order."""
        chunks = text.replace("\n", " \n ").split(" ")  # so that a line break is a chunk, which joins with nothing
        flags = list(map(self._flags.__getitem__, chunks))
        wanted = [i for i, flag in enumerate(flags) if flag & _ANY]
        if not wanted:
            return []
        starts = [0, *itertools.accumulate([len(chunk) + 1 if chunk != "\n" else 0 for chunk in chunks])]
        edits: list[Edit] = []
        pairs, last = self._pairs, len(chunks) - 1
        tried, joined = 0, ""  # up to which chunk joining to the one before was tried; what the last one became
        for i in wanted:
            flag, chunk = flags[i], chunks[i]
            if i > tried and (
                flag & _ENDING or (flag & _SECOND and (flags[i - 1] & _FIRST or (joined and tried == i - 1)))
            ):
                before = (joined if tried == i - 1 else "") or chunks[i - 1]
                reason = pairs[before, chunk]
                tried, joined = i, f"{before}{HALF_SPACE}{chunk}" if reason else ""
                if reason:
                    edits.append((starts[i] - 1, True, HALF_SPACE, reason))
            if flag & _INSIDE:
                start = starts[i]
                edits += [(start + offset, False, new, reason) for offset, new, reason in self._inserts[chunk]]
            if flag & _PREFIX and i < last:
                before = (joined if tried == i else "") or chunk
                reason = pairs[before, chunks[i + 1]]
                tried, joined = i + 1, f"{before}{HALF_SPACE}{chunks[i + 1]}" if reason else ""
                if reason:
                    edits.append((starts[i + 1] - 1, True, HALF_SPACE, reason))
        return edits

    def _look(self, chunk: str) -> int:
        """The flags of a chunk; of most, a word among marks, they are the word's."""
        single = _SINGLE.fullmatch(chunk)
        if single:
            flags = self._look_at_word[single[2]]
            if single[1]:
                flags &= ~(_ENDING | _SECOND)
            return flags & ~(_FIRST | _PREFIX) if single[3] else flags
        flags = _INSIDE if self._inserts[chunk] else 0
        for word, kept in ((_HEAD.match(chunk), _ENDING | _SECOND), (_TAIL.search(chunk), _FIRST | _PREFIX)):
            if word:
                flags |= self._look_at_word[word[0]] & kept
        return flags

    def _flags_of_word(self, word: str) -> int:
        restored = self._restored(word)
        flags = _INSIDE if restored != word else 0
        head, _, tail = restored.partition(" ") if " " in restored else (restored, "", restored)
        tail = tail.rpartition(" ")[2]
        if head in _joined_parts():
            flags |= _ENDING
        elif self._lost:
            bases = list(_bases(head))
            if head in _MEASURES or not (self._words.joints.second.isdisjoint(bases) and _bound().isdisjoint(bases)):
                flags |= _ENDING
            if not self._words.seconds.isdisjoint(bases):
                flags |= _SECOND
        if tail in MI or (self._lost and tail in parts("prefix")):
            flags |= _PREFIX
        if self._lost and tail in self._words.firsts:
            flags |= _FIRST
        return flags

    def _find_inserts(self, chunk: str) -> tuple[tuple[int, str, str], ...]:
        """Offsets in a chunk, what comes in there and why."""
        inserts: list[tuple[int, str, str]] = []
        for match in WORD.finditer(chunk):
            restored = self._restorer.restore(match[0])
            if restored is not None:
                places = _insertions(match[0], self._rejoined(restored.text))
                inserts += [(match.start() + at, new, restored.reason) for at, new in places]
        return tuple(inserts)

    def _words_at_ends(self, chunk: str) -> tuple[str, str]:
        """The words that a chunk begins and ends with, restored; empty where there are none."""
        head, tail = _HEAD.match(chunk), _TAIL.search(chunk)
        return (
            self._restored(head[0]).split(" ")[0] if head else "",
            self._restored(tail[0]).split(" ")[-1] if tail else "",
        )

    def _restored(self, word: str) -> str:
        found = self._restorer.restore(word)
        return self._rejoined(found.text) if found else word

    def _rejoined(self, text: str) -> str:
        """Words that were cut apart, those that are one with a half-space joined again, as they would be next time."""
        first, *others = text.split(" ")
        for word in others:
            first += (HALF_SPACE if self._word_pairs[first.rpartition(" ")[2], word] else " ") + word
        return first

    def _pair(self, chunks: tuple[str, str]) -> str:
        """Why two chunks are one word with a half-space; empty where they are not."""
        before, head = self._ends[chunks[0]][1], self._ends[chunks[1]][0]
        return self._word_pairs[before, head] if before and head else ""

    def _pair_of_words(self, words: tuple[str, str]) -> str:
        before, head = words
        if before in MI:
            return "mi" if head.partition(HALF_SPACE)[0] in self._words.after_mi else ""
        if head in parts("after_he") or head in parts("after_ye"):
            return _clitic(before, head)
        if before in parts("alone") or head in parts("alone"):
            return ""
        if head in parts("plural"):
            return "plural" if len(before) > 1 else ""
        known = self._words.known
        if head in parts("comparative"):
            return "comparative" if before in self._words.adjectives or f"{before}{HALF_SPACE}{head}" in known else ""
        return self._compound(before, head) if self._lost else ""

    def _compound(self, before: str, head: str) -> str:
        known, joints = self._words.known, self._words.joints
        bases = list(_bases(head))
        found = False
        for base in bases:
            whole = f"{before}{HALF_SPACE}{base}"
            if whole in parts("preferred"):
                return "compound"
            if f"{before} {base}" in joints.apart or whole in parts("open"):
                return ""
            found = known.get(whole, 0) >= WELL_KNOWN
            if found:
                break
        if before in _LOOSE_NUMBERS:
            return ""
        if found:
            return "compound"
        bound = not joints.second.isdisjoint(bases) or not _bound().isdisjoint(bases)
        if bound and head not in self._words.after_mi and known.get(before, 0) >= _USUAL:
            return "bound"
        if before in parts("prefix") and any(known.get(base, 0) >= _USUAL for base in bases):
            return "before"
        return "before" if before in _NUMBERS and head in _MEASURES else ""


def _clitic(before: str, head: str) -> str:
    """«خانه ای», «رسیده اند», «زندگی اش»."""
    if len(before) < 3:
        return ""
    if before[-1] == "ه" and head in parts("after_he"):
        return "after_he"
    return "after_ye" if before[-1] == "ی" and head in parts("after_ye") else ""


class _Memory(dict[_Key, _Value]):
    """Remembers what a function gives; forgets all where it grows too large."""

    def __init__(self, function: Callable[[_Key], _Value]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, key: _Key) -> _Value:
        if len(self) > _MOST:
            self.clear()
        found = self[key] = self._function(key)
        return found


@functools.cache
def spacer(condition: Condition) -> Spacer:
    """The spacer with the word list that ships."""
    return Spacer(restorer(condition))


def restore_spacing(
    clean: str, by: Callable[[Condition], Spacer] = spacer
) -> tuple[str, Alignment, list[tuple[int, str]]]:
    """The text with its half-spaces and spaces restored, how it is aligned to the text before, and what came in why.

    The reasons have offsets in the new text.
    """
    lost = has_lost_half_spaces(clean)
    edits = by(Condition(lost, False)).edits(clean)
    if [edit[3] for edit in edits].count("apart") * _FEW > clean.count(" "):
        edits = by(Condition(lost, True)).edits(clean)
    if not edits:
        return clean, Alignment(), []
    parts: list[str] = []
    changes: list[Change] = []
    reasons: list[tuple[int, str]] = []
    done = 0
    for at, replaces, new, reason in edits:
        parts += (clean[done:at], new)
        done = at + replaces
        reasons.append((at + len(changes), reason))
        if not replaces:
            changes.append(Change(at, at, at + len(changes), at + len(changes) + 1))
    return "".join([*parts, clean[done:]]), Alignment(changes), reasons


def has_lost_half_spaces(text: str) -> bool:
    """Whether a text has so few half-spaces that it must have lost them."""
    return text.count(HALF_SPACE) * _FEW < text.count(" ") + 1


@functools.cache
def _bound() -> frozenset[str]:
    return frozenset((*parts("bound"), *parts("name")))


@functools.cache
def _joined_parts() -> frozenset[str]:
    return frozenset(part for role in ("plural", "after_he", "after_ye", "comparative") for part in parts(role))


def _bases(head: str) -> Iterator[str]:
    """A word and what it is without its endings."""
    yield head
    first = head.partition(HALF_SPACE)[0]
    if first != head:
        yield first
    for ending in _ENDINGS:
        if first.endswith(ending) and len(first) > len(ending) + 1:
            yield first[: -len(ending)]


def _insertions(old: str, new: str) -> Iterator[tuple[int, str]]:
    """Only the characters that come in are changes, so that each part keeps its own bounds."""
    at = 0
    for character in new:
        if at < len(old) and character == old[at]:
            at += 1
        else:
            yield at, character

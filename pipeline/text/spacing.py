"""A text's half-spaces and spaces: inside words (:mod:`half_space`), and between words that are one («کتاب ها»).

A text is read in its chunks between blanks, most of which are known to need nothing: what a chunk needs is found once
and remembered.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeVar

from pipeline.text.alignment import Alignment, Rewriter
from pipeline.text.half_space import MI, Condition, Restorer, restorer
from pipeline.text.letters import HALF_SPACE
from pipeline.text.words import WELL_KNOWN, WORD, parts

#: A text with fewer half-spaces than one in so many blanks has lost them, one where more words ran together, spaces.
_FEW = 100
_MOST = 1 << 16  # chunks or pairs that are remembered
_HEAD = re.compile(WORD.pattern)
_TAIL = re.compile(f"(?<![\\w{HALF_SPACE}]){WORD.pattern}\\Z")
_ENDINGS = ("هایی", "های", "ها", "ان", "انی", "ی")
_USUAL = 5
_NUMBERS = ("یک", "سه", "پنج", "شش", "هفت", "هشت", "نه", "ده")
_LOOSE_NUMBERS = ("دو", "چهار")  # «دوجانبه» or «دو جانبه»
_MEASURES = ("جانبه", "ساله", "روزه", "نفره", "ماهه", "ساعته", "هفته‌ای", "مرحله‌ای", "درصدی", "بعدی")


#: What a chunk may need, as bits: something inside it; to be one with the word before, whatever that is, or where both
#: may be parts of a compound; to be one with the word after.
_INSIDE, _ENDING, _SECOND, _FIRST, _PREFIX = 1, 2, 4, 8, 16


_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class Edit(NamedTuple):
    """``text[start:end]`` becomes ``new``."""

    start: int
    end: int
    new: str
    reason: str


class Spacer:
    """Finds the half-spaces and spaces of texts; remembers what chunks and pairs of chunks need."""

    def __init__(self, by: Restorer) -> None:
        self._words = by.words
        self._restorer = by
        self._lost = by.condition.half_spaces
        self._flags = _Memory(self._look)
        self._inserts = _Memory(self._find_inserts)
        self._pairs = _Memory(self._pair)

    def edits(self, text: str) -> Iterator[Edit]:
        """What to change in a text, in order."""
        base = 0
        flags_of = self._flags.__getitem__
        for line in text.split("\n"):
            chunks = line.split(" ")
            flags = list(map(flags_of, chunks))
            if any(flags):
                yield from self._line(base, chunks, flags)
            base += len(line) + 1

    def _line(self, base: int, chunks: list[str], flags: list[int]) -> Iterator[Edit]:
        """The edits of a line that begins at ``base``."""
        starts: list[int] = []
        tried, joined = 0, ""  # up to which chunk joining to the one before was tried; what the last one became
        last = len(chunks) - 1
        for i in itertools.compress(range(last + 1), flags):
            flag = flags[i]
            tries = []
            if i > tried and (
                flag & _ENDING or (flag & _SECOND and (flags[i - 1] & _FIRST or (tried == i - 1 and joined)))
            ):
                tries.append(i)
            if flag & _PREFIX and i < last:
                tries.append(i + 1)
            if not tries and not flag & _INSIDE:
                continue
            inserts = self._inserts[chunks[i]] if flag & _INSIDE else ()
            for at in (*tries, None):
                if at != i:  # after the blank before the chunk, before the one after it
                    for offset, new, reason in inserts:
                        starts = starts or _starts(base, chunks)
                        yield Edit(starts[i] + offset, starts[i] + offset, new, reason)
                    inserts = ()
                if at is not None:
                    before = (joined if tried == at - 1 else "") or chunks[at - 1]
                    reason = self._pairs[(before, chunks[at])]
                    tried, joined = at, f"{before}{HALF_SPACE}{chunks[at]}" if reason else ""
                    if reason:
                        starts = starts or _starts(base, chunks)
                        yield Edit(starts[at] - 1, starts[at], HALF_SPACE, reason)

    def _look(self, chunk: str) -> int:
        """The flags of a chunk."""
        flags = _INSIDE if self._inserts[chunk] else 0
        head, tail = self._head(chunk), self._tail(chunk)
        if head in _joined_parts():
            flags |= _ENDING
        elif head and self._lost:
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
        if chunk in self._words.known and not self._lost:
            return ()
        inserts: list[tuple[int, str, str]] = []
        for match in WORD.finditer(chunk):
            restored = self._restorer.restore(match[0])
            if restored is not None:
                places = _insertions(match[0], restored.text)
                inserts += [(match.start() + at, new, restored.reason) for at, new in places]
        return tuple(inserts)

    def _head(self, chunk: str) -> str:
        """The word that a chunk begins with, restored."""
        match = _HEAD.match(chunk)
        return self._restored(match[0]).split(" ")[0] if match else ""

    def _tail(self, chunk: str) -> str:
        """The word that a chunk ends with, restored."""
        match = _TAIL.search(chunk)
        return self._restored(match[0]).split(" ")[-1] if match else ""

    def _restored(self, word: str) -> str:
        found = self._restorer.restore(word)
        return found.text if found else word

    def _pair(self, chunks: tuple[str, str]) -> str:
        """Why two chunks are one word with a half-space; empty where they are not."""
        before, head = self._tail(chunks[0]), self._head(chunks[1])
        if not before or not head:
            return ""
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
        if before in _LOOSE_NUMBERS or any(f"{before} {base}" in joints.apart for base in bases):
            return ""
        if max(known.get(f"{before}{HALF_SPACE}{base}", 0) for base in bases) >= WELL_KNOWN:
            return "compound"
        bound = not joints.second.isdisjoint(bases) or not _bound().isdisjoint(bases)
        if bound and known.get(before, 0) >= _USUAL:
            return "bound"
        if before in parts("prefix") and max(known.get(base, 0) for base in bases) >= _USUAL:
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
    edits = list(by(Condition(lost, False)).edits(clean))
    if sum(edit.reason == "apart" for edit in edits) * _FEW > clean.count(" "):
        edits = list(by(Condition(lost, True)).edits(clean))
    rewriter = Rewriter(clean)
    reasons = []
    shift = 0
    for edit in edits:
        reasons.append((edit.start + shift, edit.reason))
        rewriter.replace(edit.start, edit.end, edit.new)
        shift += len(edit.new) - (edit.end - edit.start)
    return *rewriter.finish(), reasons


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


def _starts(base: int, chunks: list[str]) -> list[int]:
    """Where chunks begin that stand one blank apart from ``base`` on."""
    return [base + length + i for i, length in enumerate(itertools.accumulate(map(len, chunks[:-1]), initial=0))]


def _insertions(old: str, new: str) -> Iterator[tuple[int, str]]:
    """Only the characters that come in are changes, so that each part keeps its own bounds."""
    at = 0
    for character in new:
        if at < len(old) and character == old[at]:
            at += 1
        else:
            yield at, character

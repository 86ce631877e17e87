"""A text's half-spaces and spaces: inside words (:mod:`half_space`), and between words that are one («کتاب ها»).

A text is read in its chunks between blanks, most of which are known to need nothing: what a chunk needs is found once
and remembered.
"""

from __future__ import annotations

import functools
import itertools
import operator
import re
from collections.abc import Callable, Iterator
from zlib import crc32

from pipeline.text.alignment import Alignment, Change
from pipeline.text.half_space import Condition, Restorer, restorer
from pipeline.text.letters import HALF_SPACE
from pipeline.text.memory import Memory
from pipeline.text.words import MI, NOTHING, WELL_KNOWN, WORD, part_set, parts

#: A text with fewer half-spaces than one in so many blanks has lost them, one where more words ran together, spaces.
_FEW = 100
_RUN_ON = 40
_HEAD = re.compile(WORD.pattern)
_TAIL = re.compile(f"(?<![\\w{HALF_SPACE}]){WORD.pattern}\\Z")
_ENDINGS = ("هایی", "های", "ها", "ی")
_MI = frozenset(MI)
_DEMONSTRATIVES = ("این", "آن", "همین", "همان")
_USUAL = 5
_NUMBERS = ("یک", "سه", "پنج", "شش", "هفت", "هشت", "نه", "ده")
_LOOSE_NUMBERS = ("دو", "چهار")  # «دوجانبه» or «دو جانبه»
_MEASURES = ("جانبه", "ساله", "روزه", "نفره", "ماهه", "ساعته", "هفته‌ای", "مرحله‌ای", "درصدی", "بعدی")


#: What a chunk may need, as bits, so that one ``&`` of a chunk's high half and the low half of the chunk before says
#: whether to look closer. Low: a bit that all have, and the class of words that a chunk is in as the first part of
#: compounds. Middle: something inside it; to be one with the word before, or after, whatever that is. High: the same
#: bit as at the bottom where one of these is set, and the classes that the chunk follows in compounds.
_ANY, _CLASSES = NOTHING, 31
_INSIDE, _ENDING, _PREFIX = 1 << 32, 1 << 33, 1 << 34
_HIGH = 35
_ALWAYS = _ANY << _HIGH
_FIRSTS = ((1 << _CLASSES) - 1) << 1
_SECONDS = _FIRSTS << _HIGH
_MARKS = "«»()[]{}.,:;!?،؛؟-–—\"'…/*"


#: Where in a text, whether the blank there goes, what comes in, and why.
Edit = tuple[int, bool, str, str]


class Spacer:
    """Finds the half-spaces and spaces of texts; remembers what chunks and pairs of chunks need."""

    def __init__(self, by: Restorer) -> None:
        self._words = by.words
        self._restorer = by
        self._lost = by.condition.half_spaces
        self._flags = Memory(self._look, None if by.condition.spaces else by.words.needs.get(self._lost))
        self._inserts = Memory(self._find_inserts)
        self._ends = Memory(self._words_at_ends)
        self._bases = Memory(_bases)
        self._pairs = Memory(self._pair)

    def edits(self, text: str) -> list[Edit]:
        """What to change in a text, in order."""
        edits: list[Edit] = []
        start = 0
        for line in text.split("\n"):
            self._edit_line(line, start, edits)
            start += len(line) + 1
        return edits

    def _edit_line(self, line: str, offset: int, edits: list[Edit]) -> None:
        chunks = line.split(" ")
        flags = list(map(self._flags.__getitem__, chunks))
        needs = map(operator.rshift, flags, itertools.repeat(_HIGH))
        wanted = list(itertools.compress(itertools.count(), map(operator.and_, needs, itertools.chain((_ANY,), flags))))
        if not wanted:
            return
        starts = list(itertools.accumulate(map(len, chunks), initial=offset))  # and a blank for each chunk before
        pairs, firsts, last = self._pairs, self._words.firsts, len(chunks) - 1
        tried, joined = 0, ""  # up to which chunk joining to the one before was tried; what the last one became
        looked = -1
        for place in wanted:
            i = place
            while looked < i <= last:
                looked = i
                flag, chunk = flags[i], chunks[i]
                before, first = chunks[i - 1], flags[i - 1]
                if joined and tried == i - 1:
                    before, first = joined, _FIRSTS if joined.lstrip(_MARKS) in firsts else 0
                if i > tried and (flag & _ENDING or flag >> _HIGH & first & _FIRSTS):
                    reason = pairs[before, chunk]
                    tried, joined = i, f"{before}{HALF_SPACE}{chunk}" if reason else ""
                    if reason:
                        edits.append((starts[i] + i - 1, True, HALF_SPACE, reason))
                if flag & _INSIDE:
                    start = starts[i] + i
                    edits += [(start + at, False, new, reason) for at, new, reason in self._inserts[chunk]]
                if flag & _PREFIX and i < last:
                    before = (joined if tried == i else "") or chunk
                    reason = pairs[before, chunks[i + 1]]
                    tried, joined = i + 1, f"{before}{HALF_SPACE}{chunks[i + 1]}" if reason else ""
                    if reason:
                        edits.append((starts[i + 1] + i, True, HALF_SPACE, reason))
                if joined and tried >= i:  # what became one may be joined to the next
                    i += 1

    def _look(self, chunk: str) -> int:
        """The flags of a chunk; of most, a word among marks, they are the word's."""
        word = chunk.strip(_MARKS)
        if WORD.fullmatch(word):
            if len(word) == len(chunk):
                return self.needs(word)
            flags = self._flags[word]
            if not chunk.startswith(word):
                flags &= ~(_ENDING | _SECONDS)
            if not chunk.endswith(word):
                flags &= ~(_FIRSTS | _PREFIX)
            return _marked(flags)
        flags = _INSIDE if self._inserts[chunk] else 0
        for match, kept in ((_HEAD.match(chunk), _ENDING | _SECONDS), (_TAIL.search(chunk), _FIRSTS | _PREFIX)):
            if match:
                flags |= self._flags[match[0]] & kept
        return _marked(flags)

    def needs(self, word: str) -> int:
        """The flags of a word that stands alone; those of the word list are compiled."""
        restored = self._restored(word)
        flags = _INSIDE if restored != word else 0
        head, _, tail = restored.partition(" ") if " " in restored else (restored, "", restored)
        tail = tail.rpartition(" ")[2]
        if head in _joined_parts():
            flags |= _ENDING
        elif self._lost:
            bases = self._bases[head]
            if head in _MEASURES or not (self._words.joints.second.isdisjoint(bases) and _bound().isdisjoint(bases)):
                flags |= _ENDING
            for base in bases:
                for first in self._words.partners.get(base, ()):
                    flags |= _class(first) << _HIGH
        if tail in _MI or (self._lost and tail in part_set("prefix")):
            flags |= _PREFIX
        if self._lost and tail in self._words.firsts:
            flags |= _class(tail)
        return _marked(flags)

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
        if not self._flags[chunk] & _INSIDE and WORD.fullmatch(chunk):
            return chunk, chunk
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
            first += (HALF_SPACE if self._pair_of_words(first.rpartition(" ")[2], word) else " ") + word
        return first

    def _pair(self, chunks: tuple[str, str]) -> str:
        """Why two chunks are one word with a half-space; empty where they are not."""
        before, head = self._ends[chunks[0]][1], self._ends[chunks[1]][0]
        return self._pair_of_words(before, head) if before and head else ""

    def _pair_of_words(self, before: str, head: str) -> str:
        if before in _MI:
            return "mi" if head.partition(HALF_SPACE)[0] in self._words.after_mi else ""
        joins = head in _joined_parts()
        if joins and (head in part_set("after_he") or head in part_set("after_ye")):
            return _clitic(before, head)
        if joins and before in _DEMONSTRATIVES and head in part_set("plural"):
            return "plural"
        if before in part_set("alone") or head in part_set("alone"):
            return ""
        if joins and head in part_set("plural"):
            return "plural" if len(before) > 1 else ""
        if joins:
            known = self._words.known
            return "comparative" if before in self._words.adjectives or f"{before}{HALF_SPACE}{head}" in known else ""
        return self._compound(before, head) if self._lost else ""

    def _compound(self, before: str, head: str) -> str:
        known, joints = self._words.known, self._words.joints
        bases = self._bases[head]
        found = False
        for base in bases:
            whole = f"{before}{HALF_SPACE}{base}"
            if whole in part_set("preferred"):
                return "compound"
            if whole in joints.apart or whole in part_set("open"):
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
        if (
            before in part_set("prefix")
            and (before, head) not in self._words.bonus
            and any(known.get(base, 0) >= _USUAL for base in bases)
        ):
            return "before"
        return "before" if before in _NUMBERS and head in _MEASURES else ""


def _clitic(before: str, head: str) -> str:
    """«خانه ای», «رسیده اند», «زندگی اش»."""
    if len(before) < 3:
        return ""
    if before[-1] == "ه" and head in part_set("after_he"):
        return "after_he"
    return "after_ye" if before[-1] == "ی" and head in part_set("after_ye") else ""


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
    if [edit[3] for edit in edits].count("apart") * _RUN_ON > clean.count(" "):
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


def _marked(flags: int) -> int:
    """Flags with the bits that say whether there are any."""
    always = _ALWAYS if flags & (_INSIDE | _ENDING | _PREFIX) else 0
    return flags & ~_ALWAYS | always | _ANY


def _class(first: str) -> int:
    """The bit of a first part of compounds."""
    return 2 << crc32(first.encode()) % _CLASSES


@functools.cache
def _bound() -> frozenset[str]:
    return part_set("bound") | part_set("name")


@functools.cache
def _joined_parts() -> frozenset[str]:
    return frozenset(part for role in ("plural", "after_he", "after_ye", "comparative") for part in parts(role))


def _bases(head: str) -> tuple[str, ...]:
    """A word and what it is without its endings."""
    first = head.partition(HALF_SPACE)[0]
    found: tuple[str, ...] = (head,) if first == head else (head, first)
    if first.endswith(_ENDINGS):
        found += tuple(first[: -len(end)] for end in _ENDINGS if first.endswith(end) and len(first) > len(end) + 1)
    return found


def _insertions(old: str, new: str) -> Iterator[tuple[int, str]]:
    """Only the characters that come in are changes, so that each part keeps its own bounds."""
    at = 0
    for character in new:
        if at < len(old) and character == old[at]:
            at += 1
        else:
            yield at, character

"""Which sentences some frame may match, told by the types of what is in them: most need no closer look.

A frame asks for its trigger, for what else its pattern cannot do without, and for something in each role that it
needs. A sentence without one of these cannot match it, whatever its clauses are. The types are known in steps, and
each step asks again: those of the lexicon's hits, before there are tokens; then those of the chunks.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pipeline.patterns.alphabet import Alphabet
from pipeline.patterns.chunks import Chunk
from pipeline.patterns.frames import Frame
from pipeline.patterns.requirements import opens_with_trigger, requirements
from pipeline.records import SentenceKind

#: Types that reading on may still give a chunk, whatever it is so far.
_LATER = ("actor", "name", "known", "word", "patronym")
_CLAUSE_ENDS = ("stop", "that", "verb")


class _Asked(NamedTuple):
    """What a frame asks for: ``sets`` of types; ``opening`` types one of which must begin a clause, 0 for none."""

    kind: str
    frame: Frame
    sets: tuple[int, ...]
    opening: int


class FrameGate:
    """The gate of frames by kind. ``lexical`` are the chunk types that only the lexicon's hits give."""

    def __init__(self, frames: Mapping[str, Sequence[Frame]], alphabet: Alphabet, lexical: Iterable[str]) -> None:
        self._alphabet = alphabet
        everything = alphabet.bits(alphabet.types())
        self._open = everything & ~alphabet.bits(lexical)
        self._later = alphabet.bits(_LATER)
        self._ends = alphabet.bits(t for name in _CLAUSE_ENDS for t in alphabet.members(name))
        self._kinds = tuple(frames)
        self._asked = tuple(self._of(kind, frame) for kind, group in frames.items() for frame in group)
        self._relevant = functools.reduce(int.__or__, (s for asked in self._asked for s in asked.sets if s), 0)
        self._possible = functools.lru_cache(maxsize=65536)(self._possible_of)
        self._by_kind = functools.lru_cache(maxsize=65536)(self._by_kind_of)
        self.triggers = tuple({t for asked in self._asked for t in self._trigger_types(asked.frame)})

    def _of(self, kind: str, frame: Frame) -> _Asked:
        sets = requirements(frame.regex, self._alphabet)
        for role in frame.needs:
            types = [types for _, types in frame.roles[role]]
            if all(types):
                sets.append(self._alphabet.bits(t for group in types for name in group for t in self._members(name)))
        trigger = self._alphabet.bits(self._trigger_types(frame))
        return _Asked(kind, frame, tuple(sets), trigger if opens_with_trigger(frame.regex) else 0)

    def _members(self, name: str) -> list[str]:
        return self._alphabet.members(name)

    def _trigger_types(self, frame: Frame) -> list[str]:
        codes = self._alphabet.encode(self._alphabet.types())
        return [t for t, code in zip(self._alphabet.types(), codes, strict=True) if frame.triggers.match(code)]

    def _possible_of(self, types: int) -> tuple[_Asked, ...]:
        return tuple(asked for asked in self._asked if all(types & wanted for wanted in asked.sets))

    def _by_kind_of(self, types: int) -> dict[str, list[Frame]]:
        possible = self._possible(types)
        return {kind: [a.frame for a in possible if a.kind == kind] for kind in self._kinds} if possible else {}

    def frames_for(self, types: int) -> Mapping[str, list[Frame]]:
        """The frames of each kind that a sentence may match whose chunks, all read, have these types."""
        return self._by_kind(types & self._relevant)

    def may_open(self, types: int, kind: SentenceKind, *, verbs: int) -> tuple[bool, int]:
        """Whether a sentence whose hits have these types (:meth:`Alphabet.bits`) may match some frame.

        ``verbs`` are types of verbs that it has no form of. With the answer come, where it is no, the types one of
        which would have to begin a clause for it to be yes.
        """
        opening = 0
        for asked in self._possible((types | self._open) & ~verbs & self._relevant):
            if kind == "item" or asked.frame.constants.get("only") != "item":
                if not asked.opening:
                    return True, 0
                opening |= asked.opening
        return False, opening

    def may_match(self, chunks: Sequence[Chunk], types: int, kind: SentenceKind) -> bool:
        """Whether a sentence of these chunks, of these types, may match some frame."""
        return any(self._fits(asked, chunks, kind) for asked in self._possible((types | self._later) & self._relevant))

    def _fits(self, asked: _Asked, chunks: Sequence[Chunk], kind: SentenceKind) -> bool:
        only = asked.frame.constants.get("only")
        if (only == "item") != (kind == "item") and only in ("item", "title", "heading"):
            return False
        return not asked.opening or any(
            self._alphabet.bits([chunk.type]) & asked.opening and self._opens(chunks, n)
            for n, chunk in enumerate(chunks)
        )

    def _opens(self, chunks: Sequence[Chunk], n: int) -> bool:
        """Whether a clause may begin at the n-th chunk."""
        return not n or bool(self._alphabet.bits([chunks[n - 1].type]) & self._ends)

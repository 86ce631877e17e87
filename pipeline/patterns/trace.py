"""Why a frame fired or not: for who writes patterns."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import Literal

from pipeline.patterns.alphabet import Alphabet
from pipeline.patterns.chunks import Chunk
from pipeline.patterns.clauses import Clause
from pipeline.patterns.frames import Frame, fill, matched, reach, reads

Outcome = Literal["fired", "shadowed", "needs", "shape"]


@dataclasses.dataclass(frozen=True, slots=True)
class Trial:
    """A frame tried at a trigger: ``reason`` says what it lacked, or how it was filled."""

    frame: str
    trigger: int
    outcome: Outcome
    reason: str


def trials(
    frames: Sequence[Frame],
    clean: str,
    sentence: Sequence[Chunk],
    clauses: Sequence[Clause],
    alphabet: Alphabet,
    kind: str,
) -> Iterator[Trial]:
    """Every frame whose trigger stands in some clause of the sentence, in the order in which they are tried."""
    taken: dict[int, str] = {}
    for clause in clauses:
        at = reach(sentence, clause)
        code = alphabet.encode([sentence[i].type for i in at])
        for frame in frames:
            if not reads(frame, kind, clause, clauses):
                continue
            tried = set()
            for trigger in matched(frame, clause, code, at):
                tried.add(trigger)
                yield _trial(frame, clean, sentence, clause, clauses, trigger, taken)
            for found in frame.triggers.finditer(code):
                trigger = at[found.start()]
                if trigger not in tried:
                    around = " ".join(f"<{sentence[i].type}>" for i in at)
                    yield Trial(frame.id, trigger, "shape", f"match = {frame.source} is not in {around}")


def _trial(
    frame: Frame,
    clean: str,
    sentence: Sequence[Chunk],
    clause: Clause,
    clauses: Sequence[Clause],
    trigger: int,
    taken: dict[int, str],
) -> Trial:
    if trigger in taken:
        return Trial(frame.id, trigger, "shadowed", f"{taken[trigger]} comes before it in the file")
    filled = fill(frame, sentence, clause, trigger, clauses)
    missing = [name for name in frame.needs if not filled.role(name)]
    if missing:
        wanted = "; ".join(f"{name} = {' or '.join(f for f, _ in frame.roles[name])}" for name in missing)
        return Trial(frame.id, trigger, "needs", f"nothing fills {wanted}; {phrases(clean, sentence, clause)}")
    taken[trigger] = frame.id
    roles = {name: [clean[sentence[i].start : sentence[i].end] for i in at] for name, at in filled.roles.items() if at}
    told = "; ".join(f"{name} = {'، '.join(words)}" for name, words in roles.items())
    return Trial(frame.id, trigger, "fired", told or "no role is filled")


def phrases(clean: str, sentence: Sequence[Chunk], clause: Clause) -> str:
    """The clause's phrases with their functions, as «to: تهران»."""
    told = []
    for phrase in clause.phrases:
        words = clean[sentence[phrase.at[0]].start : sentence[phrase.at[-1]].end]
        told.append(f"{phrase.function}: {' '.join(words.split())}")
    if clause.inherited is not None:
        words = clean[sentence[clause.inherited.at[0]].start : sentence[clause.inherited.at[-1]].end]
        told.append(f"subject (inherited): {' '.join(words.split())}")
    return " | ".join(told)

"""Who says so: the speaker on whom the telling of an event rests, where the text does not tell it itself."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.patterns.chunks import Chunk
from pipeline.patterns.clauses import Clause

_SAYING = ("verb.say", "verb.write", "verb.call")


def attribution(sentence: Sequence[Chunk], clauses: Sequence[Clause], clause: Clause, trigger: int) -> Chunk | None:
    """The actor chunk of «به گفتهٔ …», «… اعلام کرد که», «… از سفر … خبر داد», or ``None``.

    News agencies are the text's own source and no speakers.
    """
    for other in clauses:
        if other.at[0] > trigger:
            break
        for phrase in other.with_function("source"):
            if phrase.at[0] < trigger and (speaker := _actor(sentence, phrase.at)):
                return speaker
        governs = other is clause and sentence[trigger].start < _verb_start(sentence, clause)
        if reports(sentence, other) and (governs or other is not clause):
            subject = other.subject
            if subject is not None and trigger not in subject.at and (speaker := _actor(sentence, subject.at)):
                return speaker
    return None


def _actor(sentence: Sequence[Chunk], at: Sequence[int]) -> Chunk | None:
    return next((sentence[i] for i in at if sentence[i].type == "actor"), None)


def _verb_start(sentence: Sequence[Chunk], clause: Clause) -> int:
    return sentence[clause.verb].start if clause.verb is not None else -1


def reports(sentence: Sequence[Chunk], clause: Clause) -> bool:
    """«گفت», «اعلام کرد», «خبر داد»: what the clause says of its subject is that they speak."""
    if clause.verb is None:
        return False
    before = sentence[clause.verb - 1] if clause.verb else None
    return sentence[clause.verb].is_a(*_SAYING) or (before is not None and before.is_a("report"))

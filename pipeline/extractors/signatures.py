"""Signatures: a name on a line of its own over the office that it has, below the state that is signed for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.lexicon import Hit
from pipeline.text.sentences import SentenceSpan

_NAME_LINE = re.compile(r"[^\W\d_][^\d.:؛،؟!()«»]*")
_MOST_WORDS, _LONGEST_OFFICE = 6, 100
_BEHALF = ("prep.by", "prep.behalf")


def join_signatures(clean: str, spans: Sequence[SentenceSpan], hits: Sequence[Hit]) -> list[SentenceSpan]:
    """The sentences, where a line of a name and one that begins with an office (by ``hits``) are one.

    «از طرف دولت …» on the line above goes with them, or with a name alone.
    """
    offices = {hit.start for hit in hits if any(entry.type.startswith("office.") for entry in hit.entries)}
    behalf = {hit.start for hit in hits if any(entry.type in _BEHALF for entry in hit.entries)}
    sorted_offices = sorted(offices)
    out: list[SentenceSpan] = []
    for span in spans:
        before = out[-1] if out else None
        if before is not None and span.start in offices and _is_name_line(clean, before, span, sorted_offices):
            span = SentenceSpan(before.start, span.end, before.kind)
            out.pop()
        above = out[-1] if out else None
        if above is not None and above.start in behalf and _is_signed_for(clean, above, span):
            out[-1] = SentenceSpan(above.start, span.end, "sentence")
        else:
            out.append(span)
    return out


def _is_signed_for(clean: str, state: SentenceSpan, name: SentenceSpan) -> bool:
    """Whether a line says for whom the one below is signed: both are short, and neither is a sentence."""
    below = clean[name.start : name.end]
    words = [clean[state.start : state.end].rstrip(" :،"), *below.splitlines()[:1]]
    return (
        clean[state.end : name.start].strip(" ") == "\n"
        and name.end - name.start <= _LONGEST_OFFICE
        and all(len(line.split()) <= _MOST_WORDS + 2 and _NAME_LINE.fullmatch(line) for line in words)
        and (len(below.split()) <= _MOST_WORDS or "\n" in below)
    )


def _is_name_line(clean: str, line: SentenceSpan, office: SentenceSpan, offices: Sequence[int]) -> bool:
    """Whether a line can be the name over an office: a few words without marks or an office, on the line before."""
    words = clean[line.start : line.end]
    return (
        clean[line.end : office.start].strip(" ") == "\n"
        and office.end - office.start <= _LONGEST_OFFICE
        and len(words.split()) <= _MOST_WORDS
        and _NAME_LINE.fullmatch(words) is not None
        and not any(line.start <= start < line.end for start in offices)
    )

"""Signatures: a name on a line of its own over the office that it has."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.lexicon import Hit
from pipeline.text.sentences import SentenceSpan

_NAME_LINE = re.compile(r"[^\W\d_][^\d.:؛،؟!()«»]*")
_MOST_WORDS, _LONGEST_OFFICE = 6, 100


def join_signatures(clean: str, spans: Sequence[SentenceSpan], hits: Sequence[Hit]) -> list[SentenceSpan]:
    """The sentences, where a line of a name and one that begins with an office (by ``hits``) are one."""
    offices = {hit.start for hit in hits if any(entry.type.startswith("office.") for entry in hit.entries)}
    verbs_and_offices = sorted(offices)
    out: list[SentenceSpan] = []
    for span in spans:
        before = out[-1] if out else None
        if before is not None and span.start in offices and _is_name_line(clean, before, span, verbs_and_offices):
            out[-1] = SentenceSpan(before.start, span.end, before.kind)
        else:
            out.append(span)
    return out


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

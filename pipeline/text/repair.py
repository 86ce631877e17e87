"""Repair: from a raw text to the clean text that is read, with the way back and a list of what was changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from pipeline import records
from pipeline.text.alignment import Alignment, Rewriter
from pipeline.text.edits import Edit, edits_between
from pipeline.text.half_space import restore_spacing
from pipeline.text.letters import HALF_SPACE, fold

Level = Literal["letters", "spacing", "full"]

_STRAY_HALF_SPACE = re.compile("(?<![^\\W_])(?<!\u0654)\u200c+|\u200c+(?![^\\W_\u200c])|\u200c{2,}")
_BLANKS = re.compile(r"[ \n\r]{2,}|\r|\A[ \n]| \Z")


@dataclass(frozen=True, slots=True)
class RepairedText:
    """A raw text, the clean text that is read in its stead, and the map between their offsets (code points)."""

    raw: str
    clean: str
    alignment: Alignment

    @property
    def edits(self) -> tuple[Edit, ...]:
        """What was changed, in order, word by word and blank by blank; found anew at every call."""
        return tuple(edits_between(self.raw, self.clean, self.alignment))

    def repairs(self) -> list[records.Repair]:
        """The edits as records."""
        return [
            records.Repair(start=e.start, end=e.end, text=self.raw[e.start : e.end], repaired=e.repaired, kind=e.kind)
            for e in self.edits
        ]


def repair(raw: str, *, level: Level = "full") -> RepairedText:
    """Clean a text for reading.

    ``letters`` folds letters, digits and spaces (``letters.tsv``); ``spacing`` also brings runs of blanks and lines to
    one form; ``full`` also restores lost half-spaces and spaces. Any string is accepted. Repairing the clean text
    again changes nothing.
    """
    clean, alignment = fold(raw)
    if level != "letters":
        for tidy in (_half_spaces, _spacing):
            clean, step = tidy(clean)
            alignment = alignment.then(step)
    if level == "full":
        clean, step = restore_spacing(clean)
        alignment = alignment.then(step)
    return RepairedText(raw, clean, alignment)


def _half_spaces(text: str) -> tuple[str, Alignment]:
    """Half-spaces only between letters or digits, one at a time."""
    rewriter = Rewriter(text)
    for match in _STRAY_HALF_SPACE.finditer(text):
        before, after = text[max(match.start() - 1, 0) : match.start()], text[match.end() : match.end() + 1]
        inside = (before.isalnum() or before == "\u0654") and after.isalnum()
        rewriter.replace(match.start(), match.end(), HALF_SPACE if inside else "")
    return rewriter.finish()


def _spacing(text: str) -> tuple[str, Alignment]:
    """Blanks to one space, none beside a line break or at an end; line breaks to newlines, at most two."""
    rewriter = Rewriter(text)
    for match in _BLANKS.finditer(text):
        run = match[0]
        breaks = run.count("\n") + run.count("\r") - run.count("\r\n")
        inner = " " if match.start() > 0 and match.end() < len(text) else ""
        rewriter.replace(match.start(), match.end(), "\n" * min(breaks, 2) or inner)
    return rewriter.finish()

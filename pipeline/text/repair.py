"""Repair: from a raw text to the clean text that is read, with the way back and a list of what was changed."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Literal

from pipeline import records
from pipeline.text.alignment import Alignment, Rewriter
from pipeline.text.edits import Edit, edits_between
from pipeline.text.letters import HALF_SPACE, fold
from pipeline.text.letters import reasons as letter_reasons
from pipeline.text.spacing import restore_spacing

Level = Literal["letters", "spacing", "full"]

_RUNS = ("  ", " \n", "\n ", "\n\n\n", "\r")
_BLANKS = re.compile(r"[ \n\r](?:[ \n\r]+|(?<=\r))")  # a class first: it is found five times as fast


#: What each kind of spacing repair is, for readers.
_REASONS = {
    "compound": "a compound of the word list, which has a half-space",
    "plural": "a plural ending is set off by a half-space",
    "after_he": "an ending after silent ه is set off by a half-space",
    "after_ye": "an ending after ی is set off by a half-space",
    "comparative": "تر and ترین are set off by a half-space",
    "perfect": "the ending of a perfect is set off by a half-space",
    "mi": "می is set off from its verb by a half-space",
    "bound": "the second part of a compound, which never stands alone",
    "element": "the second part of a compound",
    "name": "the second part of a family name",
    "after_to": "به and the noun are one adverb",
    "before": "a prefix is set off by a half-space",
    "apart": "words that ran together",
}
_BLANK_REASON = "blanks and line breaks in one form"
_MARK_REASON = "half-spaces stand between letters only, one at a time"


@dataclass(frozen=True, slots=True)
class RepairedText:
    """A raw text, the clean text that is read in its stead, and the map between their offsets (code points).

    ``spacing`` are the places in the clean text where a half-space or space was restored, with the kind of repair;
    ``normalizer`` is the library that made it, if another.
    """

    raw: str
    clean: str
    alignment: Alignment
    spacing: tuple[tuple[int, str], ...] = ()
    normalizer: str | None = None

    @property
    def edits(self) -> tuple[Edit, ...]:
        """What was changed, in order, word by word and blank by blank; found anew at every call."""
        return tuple(edits_between(self.raw, self.clean, self.alignment))

    def repairs(self) -> list[records.Repair]:
        """The edits as records, each with its reasons."""
        return [
            records.Repair(
                start=edit.start,
                end=edit.end,
                text=self.raw[edit.start : edit.end],
                repaired=edit.repaired,
                kind=edit.kind,
                reason="; ".join(self._reasons(edit)) or None,
            )
            for edit in self.edits
        ]

    def _reasons(self, edit: Edit) -> list[str]:
        """Why an edit was made: letters by their row of the table, spacing by its rule."""
        if self.normalizer:
            return [f"the normalizer {self.normalizer}"]
        old = self.raw[edit.start : edit.end]
        by_letter = letter_reasons()
        found = [by_letter[c] for c in old if c in by_letter and (c not in edit.repaired or c.isspace())]
        start, end = self.alignment.to_clean(edit.start, edit.end)
        first = bisect_left(self.spacing, (start, ""))
        last = bisect_left(self.spacing, (end + 1, ""))
        found += [_REASONS[kind] for _, kind in self.spacing[first:last]]
        if not found and edit.kind == "space":
            found = [_BLANK_REASON]
        elif not found and edit.kind == "half_space":
            found = [_MARK_REASON]
        return list(dict.fromkeys(found))


def repair(raw: str, *, level: Level = "full") -> RepairedText:
    """Clean a text for reading.

    ``letters`` folds letters, digits and spaces (``letters.tsv``); ``spacing`` also brings runs of blanks and lines to
    one form; ``full`` also restores lost half-spaces and spaces. Any string is accepted. Repairing the clean text
    again changes nothing.
    """
    clean, alignment = fold(raw)
    restored: list[tuple[int, str]] = []
    if level != "letters":
        for tidy in (_half_spaces, _spacing):
            clean, step = tidy(clean)
            alignment = alignment.then(step)
    if level == "full":
        clean, step, restored = restore_spacing(clean)
        alignment = alignment.then(step)
    return RepairedText(raw, clean, alignment, tuple(restored))


def _half_spaces(text: str) -> tuple[str, Alignment]:
    """Half-spaces only between letters or digits, one at a time."""
    rewriter = Rewriter(text)
    start = text.find(HALF_SPACE)
    while start >= 0:
        end = start + 1
        while text.startswith(HALF_SPACE, end):
            end += 1
        before, after = text[max(start - 1, 0) : start], text[end : end + 1]
        inside = (before.isalnum() or before == "\u0654") and after.isalnum()
        if end - start > 1 or not inside:
            rewriter.replace(start, end, HALF_SPACE if inside else "")
        start = text.find(HALF_SPACE, end)
    return rewriter.finish()


def _spacing(text: str) -> tuple[str, Alignment]:
    """Blanks to one space, none beside a line break or at an end; line breaks to newlines, at most two."""
    if not any(run in text for run in _RUNS) and text.strip(" \n") == text:
        return text, Alignment()
    rewriter = Rewriter(text)
    first, last = len(text) - len(text.lstrip(" \n\r")), len(text.rstrip(" \n\r"))
    if first:
        rewriter.replace(0, first, _run(text[:first]) if "\n" in text[:first] or "\r" in text[:first] else "")
    for match in _BLANKS.finditer(text, first, max(first, last)):
        rewriter.replace(match.start(), match.end(), _run(match[0]))
    if max(first, last) < len(text):
        tail = text[max(first, last) :]
        rewriter.replace(len(text) - len(tail), len(text), _run(tail) if "\n" in tail or "\r" in tail else "")
    return rewriter.finish()


def _run(run: str) -> str:
    """A run of blanks and line breaks in one form."""
    breaks = run.count("\n") + run.count("\r") - run.count("\r\n")
    return "\n" * min(breaks, 2) or " "

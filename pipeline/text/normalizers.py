"""Other normalizers as back ends: hazm's and parsivar's, with the offsets that they lose recovered.

Both give a new string and nothing else. What they did is found as the fewest edits between the two strings, line by
line and in stretches of bounded length, so that the cost stays proportional to the text.
"""

from __future__ import annotations

import dataclasses
import functools
import importlib.util
import itertools
from collections.abc import Callable, Iterator
from typing import Literal

from pipeline.errors import MissingExtraError, UsageError
from pipeline.text.alignment import Rewriter
from pipeline.text.letters import fold
from pipeline.text.repair import RepairedText, repair

NormalizerName = Literal["dabir", "hazm", "parsivar"]
NAMES: tuple[NormalizerName, ...] = ("dabir", "hazm", "parsivar")

_STRETCH = 2000  # code points; the edits of a stretch cost its square


class Normalizer:
    """What brings a raw text to the clean text that is read.

    ``dabir`` is :func:`pipeline.text.repair.repair`. What hazm or parsivar give is folded afterwards (``letters.tsv``),
    since all later stages read modern letters. Raises :class:`UsageError` for another name and
    :class:`MissingExtraError` where the library is not installed.
    """

    def __init__(self, name: str) -> None:
        if name != "dabir":
            _check(name)
        self.name = name

    def __call__(self, raw: str) -> RepairedText:
        """The text as it is read, and the way back."""
        if self.name == "dabir":
            return repair(raw)
        first = normalize_with(self.name, raw)
        clean, folding = fold(first.clean)
        return RepairedText(raw, clean, first.alignment.then(folding), normalizer=self.name)


def normalize_with(name: str, raw: str) -> RepairedText:
    """A text as hazm's or parsivar's normalizer leaves it, aligned to the raw one; raises as the above."""
    return dataclasses.replace(align(raw, _library(name)), normalizer=name)


def align(raw: str, normalize: Callable[[str], str]) -> RepairedText:
    """A text normalized stretch by stretch, and its alignment recovered from the fewest edits.

    Line breaks stay as they are: both libraries drop or add some, but a sentence's place needs them.
    """
    from rapidfuzz.distance import Indel

    rewriter = Rewriter(raw)
    for start, end in _stretches(raw):
        old = raw[start:end]
        new = normalize(old).replace("\n", " ").strip(" ")
        lead = len(old) - len(old.lstrip(" "))
        body = old.strip(" ")
        for kept, group in itertools.groupby(Indel.opcodes(body, new), key=lambda edit: edit.tag == "equal"):
            if not kept:
                edits = list(group)
                first, last = edits[0], edits[-1]
                at = start + lead
                new_part = new[first.dest_start : last.dest_end]
                rewriter.replace(at + first.src_start, at + last.src_end, new_part)
    clean, alignment = rewriter.finish()
    return RepairedText(raw, clean, alignment)


def _stretches(raw: str) -> Iterator[tuple[int, int]]:
    """Lines that are not blank, in parts of bounded length that end before a blank."""
    start = 0
    for line in raw.split("\n"):
        end = start + len(line)
        while end - start > _STRETCH:
            cut = raw.rfind(" ", start + 1, start + _STRETCH)
            cut = cut if cut > start else start + _STRETCH
            yield start, cut
            start = cut
        if raw[start:end].strip():
            yield start, end
        start = end + 1


def _check(name: str) -> None:
    if name not in NAMES or name == "dabir":
        raise UsageError(f"{name!r} is no normalizer", remedy="use " + ", ".join(NAMES))
    if importlib.util.find_spec(name) is None:
        raise MissingExtraError(f"the normalizer {name} needs {name}", remedy=f'pip install "dabir[{name}]"')


@functools.cache
def _library(name: str) -> Callable[[str], str]:
    _check(name)
    normalize: Callable[[str], str]
    if name == "hazm":
        from hazm import Normalizer as Hazm

        normalize = Hazm().normalize
    else:
        from parsivar import Normalizer as Parsivar

        normalize = Parsivar().normalize
    return normalize

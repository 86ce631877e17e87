"""Spans scored as entity recognition scores them, with the counts of nervaluate's ``strict`` and ``ent_type``."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.evaluation.comparison import Count

Bounds = tuple[int, int]


def strict(gold: Iterable[Bounds], predicted: Iterable[Bounds]) -> Count:
    """Spans of one type, half-open, that both have with the same bounds."""
    wanted, given = set(gold), set(predicted)
    return Count(len(wanted), len(given), len(wanted & given))


def overlapping(gold: Iterable[Bounds], predicted: Iterable[Bounds]) -> Count:
    """Spans of one type that overlap, one to one.

    As nervaluate does it: each prediction in the order of the text takes the free gold span that overlaps it and whose
    bounds are nearest to its own.
    """
    free = sorted(set(gold))
    given = sorted(set(predicted))
    total, correct = len(free), 0
    for start, end in given:
        near = [bounds for bounds in free if bounds[0] < end and start < bounds[1]]
        if near:
            free.remove(min(near, key=lambda bounds: abs(bounds[0] - start) + abs(bounds[1] - end)))
            correct += 1
    return Count(total, len(given), correct)

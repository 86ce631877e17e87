"""Figures over documents: precision, recall and F1 with intervals, and two runs compared.

Intervals are percentiles of a bootstrap over documents (Efron and Tibshirani 1993): as many documents as there are,
drawn with replacement, :data:`RESAMPLES` times. For two runs the same draws serve both, so that what they share
cancels out (Berg-Kirkpatrick, Burkett and Klein 2012). Draws are seeded: the same documents give the same interval.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from pipeline.evaluation.comparison import Count

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RESAMPLES = 1000
LEVEL = 0.95
_SEED = 1

#: By document, by figure: items in the gold, items predicted, items that agree.
Counts = Mapping[str, Mapping[str, Count]]


class Figure(msgspec.Struct, frozen=True):
    """One figure over all documents; a ratio is null where there is nothing that it could be of.

    ``interval`` is that of F1, with a chance of 95 per cent.
    """

    gold: int
    predicted: int
    correct: int
    precision: float | None
    recall: float | None
    f1: float | None
    interval: tuple[float, float] | None


class Change(msgspec.Struct, frozen=True):
    """F1 before and after, on the documents of both runs, and the interval of the difference."""

    figure: str
    before: float | None
    after: float | None
    difference: float | None
    interval: tuple[float, float] | None

    @property
    def is_worse(self) -> bool:
        """Whether it fell by more than chance explains."""
        return self.interval is not None and self.interval[1] < 0


def figures(counts: Counts) -> dict[str, Figure]:
    """All figures that any document has."""
    names, table = _table(counts, _names(counts))
    totals = table.sum(axis=0)
    drawn = _f1(_draws(len(counts), table)) if len(counts) > 1 else None
    found = {}
    for n, name in enumerate(names):
        gold, predicted, correct = (int(value) for value in totals[n])
        found[name] = Figure(
            gold,
            predicted,
            correct,
            correct / predicted if predicted else None,
            correct / gold if gold else None,
            2 * correct / (gold + predicted) if gold + predicted else None,
            _interval(drawn[:, n]) if drawn is not None else None,
        )
    return found


def compare(before: Counts, after: Counts) -> list[Change]:
    """Figures of two runs over the documents that both have, where both have the figure."""
    shared = sorted(before.keys() & after.keys())
    before, after = ({id: run[id] for id in shared} for run in (before, after))
    kept = [name for name in _names(after) if name in set(_names(before))]
    if not shared or not kept:
        return []
    tables = [_table(run, kept)[1] for run in (before, after)]
    old, new = (_f1(table.sum(axis=0)[None])[0] for table in tables)
    drawn_old, drawn_new = (_f1(_draws(len(shared), table)) for table in tables)
    differences = drawn_new - drawn_old
    changes = []
    for n, name in enumerate(kept):
        pair = [None if value != value else float(value) for value in (old[n], new[n])]
        difference = None if pair[0] is None or pair[1] is None else pair[1] - pair[0]
        interval = _interval(differences[:, n]) if len(shared) > 1 else None
        changes.append(Change(name, pair[0], pair[1], difference, interval))
    return changes


def _names(counts: Counts) -> list[str]:
    return list(dict.fromkeys(name for figures in counts.values() for name in figures))


def _table(counts: Counts, names: Sequence[str]) -> tuple[Sequence[str], NDArray[np.int64]]:
    """Counts as documents × figures × (gold, predicted, correct)."""
    import numpy as np

    nothing = Count(0, 0, 0)
    rows: Iterable[Any] = [[document.get(name, nothing) for name in names] for document in counts.values()]
    return names, np.array(rows, dtype=np.int64).reshape(len(counts), len(names), 3)


def _draws(size: int, table: NDArray[np.int64]) -> NDArray[np.int64]:
    """Totals of each resample: resamples × figures × 3. Python's generator gives the same draws everywhere."""
    import numpy as np

    chance = random.Random(_SEED)
    documents = range(size)
    weights = np.array(
        [np.bincount(chance.choices(documents, k=size), minlength=size) for _ in range(RESAMPLES)], dtype=np.int64
    )
    return np.tensordot(weights, table, axes=1)


def _f1(totals: NDArray[np.int64]) -> NDArray[np.float64]:
    """F1 of each figure, not a number where there is nothing to find and nothing found."""
    import numpy as np

    items = totals[..., 0] + totals[..., 1]
    return np.where(items > 0, 2 * totals[..., 2] / np.maximum(items, 1), np.nan)


def _interval(drawn: NDArray[np.float64]) -> tuple[float, float] | None:
    import numpy as np

    known = drawn[~np.isnan(drawn)]
    if not len(known):
        return None
    low, high = np.quantile(known, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)

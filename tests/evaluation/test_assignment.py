"""The assignment against every other one, on small cases."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluation.assignment import assign

WEIGHTS = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)), st.sampled_from([0.1, 0.3, 0.5, 1.0, 1.3, 2.0]), max_size=18
)


def best_total(weights: dict[tuple[int, int], float]) -> float:
    """Over all ways to give each left index a right one or none."""
    return max(sum(weights.get(pair, 0.0) for pair in enumerate(order)) for order in itertools.permutations(range(5)))


@given(WEIGHTS)
def test_no_assignment_weighs_more(weights: dict[tuple[int, int], float]) -> None:
    pairs = assign(weights)
    assert all(pair in weights for pair in pairs)
    assert len({left for left, _ in pairs}) == len({right for _, right in pairs}) == len(pairs)
    assert abs(sum(weights[pair] for pair in pairs) - best_total(weights)) < 1e-9


@given(WEIGHTS, st.permutations(range(5)))
def test_order_does_not_matter(weights: dict[tuple[int, int], float], order: list[int]) -> None:
    """Up to ties the same pairs; always the same total."""
    renamed = {(order[left], right): weight for (left, right), weight in weights.items()}
    totals = [sum(w[pair] for pair in assign(w)) for w in (weights, renamed)]
    assert abs(totals[0] - totals[1]) < 1e-9


def test_nearest_is_not_always_best() -> None:
    """Taking the heaviest pair first would give 1.0 in all."""
    assert assign({(0, 0): 1.0, (0, 1): 0.9, (1, 0): 0.9}) == [(0, 1), (1, 0)]
    assert assign({}) == []

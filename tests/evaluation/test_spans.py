"""Span figures beside those of nervaluate on the same spans."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from nervaluate import Evaluator

from pipeline.evaluation.comparison import Count
from pipeline.evaluation.spans import Bounds, overlapping, strict


@st.composite
def apart(draw: st.DrawFn) -> list[Bounds]:
    """Spans that do not overlap, as one side's dates are."""
    ends = sorted(draw(st.sets(st.integers(0, 60), max_size=12)))
    return [(ends[n], ends[n + 1]) for n in range(0, len(ends) - 1, draw(st.sampled_from([1, 2])))]


anywhere = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 12)).map(lambda pair: (pair[0], pair[0] + pair[1])),
    max_size=8,
    unique=True,
).map(sorted)


def nervaluate(gold: list[Bounds], predicted: list[Bounds], scheme: str) -> Count:
    """Its bounds are closed."""
    sides = [[{"label": "date", "start": start, "end": end - 1} for start, end in side] for side in (gold, predicted)]
    result = Evaluator([sides[0]], [sides[1]], tags=["date"], loader="dict").evaluate()["overall"][scheme]
    return Count(result.possible, result.actual, result.correct)


@given(apart(), apart())
def test_strict_is_that_of_nervaluate(gold: list[Bounds], predicted: list[Bounds]) -> None:
    assert strict(gold, predicted) == nervaluate(gold, predicted, "strict")


@given(st.one_of(apart(), anywhere), st.one_of(apart(), anywhere))
def test_overlapping_is_ent_type_of_nervaluate(gold: list[Bounds], predicted: list[Bounds]) -> None:
    assert overlapping(gold, predicted) == nervaluate(gold, predicted, "ent_type")

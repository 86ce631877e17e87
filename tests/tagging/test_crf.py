"""The random field: its search against trying all sequences, and what is saved."""

from __future__ import annotations

import itertools
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import DataError
from pipeline.tagging import decoder
from pipeline.tagging.crf import WEIGHTS, Weights
from pipeline.tagging.decoder import Decoder
from pipeline.tagging.features import FIELDS, TEMPLATES

Features = dict[tuple[int, tuple[str | None, ...]], dict[str, float]]
Transitions = dict[tuple[str, str], float]
LABELS = ("ADP", "NOUN", "VERB")
FORMS = ("به", "سفر", "کرد")
_score = st.integers(-40, 40).map(lambda n: n / 8)


def fields(form: str) -> tuple[str, ...]:
    return tuple(f"{name}:{form}" for name in FIELDS)


@st.composite
def models(
    draw: st.DrawFn,
) -> tuple[Features, Transitions]:
    """Weights of some combinations of values for some templates, boundaries among them."""
    features: Features = {}
    for number in draw(st.lists(st.integers(0, len(TEMPLATES) - 1), min_size=1, max_size=8)):
        forms = [draw(st.sampled_from(FORMS + ("",) * (offset != 0))) for offset, _ in TEMPLATES[number]]
        values = [
            f"{FIELDS[field]}:{form}" if form else None
            for form, (_, field) in zip(forms, TEMPLATES[number], strict=True)
        ]
        features[number, tuple(values)] = {label: draw(_score) for label in LABELS}
    strength = draw(st.sampled_from((1, 16)))  # weak transitions leave words that no neighbour can change
    return features, {pair: draw(_score) / strength for pair in itertools.product(LABELS, LABELS)}


def total(forms: tuple[str, ...], labels: tuple[str, ...], features: Features, transitions: Transitions) -> float:
    """The score of one labelling, straight from the definition."""
    rows = [fields(form) for form in forms]
    score = sum(transitions[pair] for pair in itertools.pairwise(labels))
    for i, label in enumerate(labels):
        for number, template in enumerate(TEMPLATES):
            values = tuple(rows[i + at][field] if 0 <= i + at < len(rows) else None for at, field in template)
            score += features.get((number, values), {}).get(label, 0.0)
    return score


@pytest.mark.parametrize(("dense", "remembered"), [(decoder._DENSE, decoder._CACHE_LIMIT), (100, 3)])
@settings(max_examples=60, deadline=None)
@given(models(), st.lists(st.lists(st.sampled_from([*FORMS, "نو"]), max_size=4).map(tuple), max_size=4))
def test_no_labelling_is_better_than_the_one_found(
    dense: int, remembered: int, model: tuple[Features, Transitions], sentences: list[tuple[str, ...]]
) -> None:
    with patch.multiple(decoder, _DENSE=dense, _CACHE_LIMIT=remembered):
        decode = Decoder(Weights.from_features(LABELS, *model), fields, lambda form, label: label)
        answers = [decode(sentences), *zip(*(decode([forms]) for forms in sentences), strict=True)]
    for forms, found in [pair for answer in answers for pair in zip(sentences, answer, strict=True)]:
        best = max((total(forms, labels, *model) for labels in itertools.product(LABELS, repeat=len(forms))), default=0)
        assert total(forms, tuple(found), *model) == pytest.approx(best, abs=1e-4)


@settings(max_examples=20, deadline=None)
@given(models())
def test_weights_are_read_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, model: tuple[Features, Transitions]
) -> None:
    folder = tmp_path_factory.mktemp("weights")
    weights = Weights.from_features(LABELS, *model)
    weights.save(folder)
    first = (folder / WEIGHTS).read_bytes()
    again = Weights.load(folder)
    assert (again.labels, again.values) == (weights.labels, weights.values)
    for one, two in zip((*weights.keys, *weights.scores), (*again.keys, *again.scores), strict=True):
        np.testing.assert_array_equal(one, two)
    again.save(folder)
    assert (folder / WEIGHTS).read_bytes() == first


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        Weights.load(tmp_path)
    assert caught.value.where == WEIGHTS

"""Every example of every frame: ``yes`` gives the record, ``no`` gives nothing of the frame's kind."""

from __future__ import annotations

import pytest

import pipeline
from pipeline.extractors.examples import without_examples
from pipeline.formats.examples import Result, run_examples

RESULTS = list(run_examples(pipeline.load(tagger="none")))


@pytest.mark.parametrize("result", [pytest.param(r, id=f"{r.frame}-{n}") for n, r in enumerate(RESULTS)])
def test_example(result: Result) -> None:
    assert result.problem is None, result.text


def test_every_frame_has_examples() -> None:
    engine = pipeline.load(tagger="none")
    assert [line for frames in engine.frames.values() for line in without_examples(frames)] == []

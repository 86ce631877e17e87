"""Every example of every frame: ``yes`` gives the record, ``no`` gives nothing of the frame's kind."""

from __future__ import annotations

import pytest

import pipeline
from pipeline.engine import Engine
from tests.patterns.flat import flatten

KINDS = ("visits", "meetings", "agreements")


@pytest.fixture(scope="module")
def engine() -> Engine:
    return pipeline.load(tagger="none")


def _frames() -> list[tuple[str, object]]:
    return [(kind, frame) for kind, frames in pipeline.load(tagger="none").frames.items() for frame in frames]


def _yes() -> list[object]:
    return [pytest.param(kind, f.id, e, id=f"{f.id}-{n}") for kind, f in _frames() for n, e in enumerate(f.yes)]


def _no() -> list[object]:
    return [pytest.param(kind, text, id=f"{f.id}-{n}") for kind, f in _frames() for n, text in enumerate(f.no)]


@pytest.mark.parametrize(("kind", "frame", "example"), _yes())
def test_yes(engine: Engine, kind: str, frame: str, example: object) -> None:
    document = engine.extract(example.text, id="example", date="2019-06-15", **example.options)
    flat = [flatten(event, document) for event in getattr(document, kind)]
    wanted = {**example.record, "rule": frame}
    assert any(all(record[k] == v for k, v in wanted.items()) for record in flat), (flat, wanted)


@pytest.mark.parametrize(("kind", "text"), _no())
def test_no(engine: Engine, kind: str, text: str) -> None:
    document = engine.extract(text, id="example", date="2019-06-15")
    assert not getattr(document, kind)


def test_every_frame_has_examples() -> None:
    assert not [frame.id for _, frame in _frames() if not frame.yes]

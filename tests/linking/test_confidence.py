"""Confidence: read from measured precisions, shrunk where little was measured."""

from __future__ import annotations

import pytest

import pipeline
from models.calibrate_rules import STRENGTH, Outcome, cross_validated, curve, estimate
from pipeline.errors import DataError
from pipeline.linking.confidence import ANY, INFERRED, confidence, measured, parse, render, table

HEADER = measured().splitlines()[0]


def outcome(rule: str, right: bool, *, document: str = "a", inferred: bool = False) -> Outcome:
    return Outcome(document, "visits", rule, inferred, True, right)


SEEN = [
    *(outcome("visit.go", True, document=f"d{n}") for n in range(18)),
    *(outcome("visit.go", False, document=f"d{n}") for n in range(2)),
    outcome("visit.leave", False),
    *(outcome("visit.host", n % 2 == 0, document=f"d{n}", inferred=True) for n in range(10)),
]


def test_many_records_speak_for_themselves_and_few_for_their_kind() -> None:
    rows = estimate(SEEN)
    average = rows["visits", ANY].confidence
    assert rows["visits", "visit.go"].confidence == pytest.approx((18 + STRENGTH * average) / (20 + STRENGTH), abs=0.01)
    assert 0.5 < rows["visits", "visit.leave"].confidence < average


def test_an_unknown_pattern_has_the_average_and_a_concluded_field_costs() -> None:
    rows = estimate(SEEN)
    assert confidence("visits", "visit.mine", inferred=False, rows=rows) == rows["visits", ANY].confidence
    factor = rows["visits", INFERRED].confidence
    assert factor < 1
    told, concluded = (confidence("visits", "visit.host", inferred=i, rows=rows) for i in (False, True))
    assert concluded == pytest.approx(told * factor, abs=0.001)


def test_the_curve_counts_every_record_once() -> None:
    pairs = cross_validated(SEEN)
    assert sum(count for _, count, _, _ in curve(pairs)) == len(SEEN)


def test_the_table_is_of_patterns_that_there_are_and_survives_writing() -> None:
    frames = pipeline.load(tagger="none").frames
    for kind, rule in table():
        assert rule in (ANY, INFERRED) or rule in {frame.id for frame in frames[kind]}, rule
    assert parse(render(table())) == table()
    assert {kind for kind, rule in table() if rule == ANY} == set(frames)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("kind\trule\n", "precision.tsv:1"),
        (f"{HEADER}\nvisits\t*\t1\t1\n", "precision.tsv:2"),
        (f"{HEADER}\nvisits\t*\t1\t1\tone\t0.5\n", "precision.tsv:2"),
    ],
)
def test_a_bad_table_is_refused_with_its_line(text: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        parse(text)


def test_records_carry_the_confidence_of_their_pattern() -> None:
    document = pipeline.load(tagger="none").extract("وزیر خارجه هند به تهران سفر کرد.", id="x")
    (visit,) = document.visits
    assert visit.confidence == table()["visits", "visit.travel-verb"].confidence

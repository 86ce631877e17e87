"""Two annotations of a text compared so that neither is the gold."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks import agreement
from benchmarks.real.events import read_sample
from pipeline.evaluation.check import Report
from pipeline.evaluation.lint import lint
from pipeline.formats.gold_files import Documents
from pipeline.lexicon import Lexicon
from tests.evaluation.documents import decoded, make


def documents(document: dict[str, Any]) -> Documents:
    found = Documents()
    found.add("x", decoded(document), "x")
    return found


def compared(one: dict[str, Any], other: dict[str, Any]) -> Report:
    return agreement.compare(documents(one), documents(other))


def changed(document: dict[str, Any], kind: str, /, **fields: Any) -> dict[str, Any]:
    """The document with fields of the first record of a kind set, or taken away where they are null."""
    first, *others = document[kind]
    record = {name: value for name, value in (first | fields).items() if value is not None}
    return document | {kind: [record, *others]}


def test_who_writes_the_same_agrees_in_everything() -> None:
    report = compared(make(1), make(1))
    assert {name: report.figures[name].f1 for name in agreement.TITLES} == dict.fromkeys(agreement.TITLES, 1.0)


@pytest.mark.parametrize("kind", ["participants", "visits", "meetings", "agreements"])
@pytest.mark.parametrize("also_missing", [False, True])
def test_what_either_calls_optional_is_in_no_figure(kind: str, also_missing: bool) -> None:
    whole = make(2)
    open_ = changed(whole, kind, optional=True)
    other = whole | {kind: whole[kind][1:]} if also_missing else whole
    count = len(whole[kind]) - 1
    for report in (compared(open_, other), compared(other, open_)):
        figure = report.figures[f"{kind}.found"]
        assert (figure.gold, figure.predicted, figure.correct) == (count, count, count)
    assert agreement.doubtful(documents(open_), documents(other))[kind] == 1
    assert agreement.doubtful(documents(open_), documents(open_))[kind] == 0


@pytest.mark.parametrize(
    ("kind", "field"), [("visits", "status"), ("meetings", "kind"), ("agreements", "type"), ("participants", "country")]
)
def test_what_either_leaves_out_is_in_no_figure(kind: str, field: str) -> None:
    whole, less = make(3), changed(make(3), kind, **{field: None})
    assert compared(whole, less).figures[f"{kind}.exact"].f1 == 1.0
    assert compared(less, whole).figures[f"{kind}.exact"].f1 == 1.0


def test_another_status_is_a_difference_whoever_counts_as_the_gold() -> None:
    whole = make(4)
    status = "planned" if whole["visits"][0]["status"] != "planned" else "occurred"
    other = changed(whole, "visits", status=status)
    figures = [compared(*pair).figures["visits.exact"] for pair in ((whole, other), (other, whole))]
    assert [figure.correct for figure in figures] == [len(whole["visits"]) - 1] * 2


def test_real_texts_are_compared_without_their_words() -> None:
    found = agreement.read_real_annotations()
    annotated = {annotation.id for annotation in read_sample("second")}
    assert {name: set(documents.by_id) for name, documents in found.items()} == {
        "first": annotated,
        "second": annotated,
    }
    assert '"text":' not in (agreement.REAL / "annotators" / "second.jsonl").read_text("utf-8")
    assert "visits.exact" in agreement.compare(found["first"], found["second"]).figures


@pytest.mark.parametrize("name", ["first", "second"])
def test_stored_annotations_are_of_the_texts_of_the_test_half(name: str) -> None:
    path = agreement.CORPUS / "annotators" / f"{name}.jsonl"
    count, problems = lint(path, text=agreement.CORPUS / "raw", half="test", lexicon=Lexicon.load())
    assert (count, problems) == (31, [])

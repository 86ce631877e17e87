"""A run over documents good and bad, with an engine that reads nothing."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from pipeline import records
from pipeline.batch.run import Options, Summary, run
from pipeline.errors import DataError, InputError, MissingExtraError, UsageError
from pipeline.formats.documents import Background, Input, RawDocument

TODAY = dt.date(2002, 5, 6)


RAISED: dict[str, Exception] = {
    "usage": UsageError("'xxx' is no country code", remedy="use another"),
    "bug": ZeroDivisionError("division by zero"),
    "deep": RecursionError("too deep"),
    "table": DataError("a bad row", where="x.tsv:3"),
    "extra": MissingExtraError("hazm is not installed"),
}


class Echo:
    """Keeps what it was asked; a text that is a key of ``RAISED`` raises what stands there."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []

    generator = records.Generator(
        name="echo", version="0", rules="", lexicon="", tagger=records.Tagger(name="none"), options={}
    )

    def extract(self, text: str, **options: Any) -> records.Document:
        """A document without records."""
        if text in RAISED:
            raise RAISED[text]
        self.asked.append({"text": text, **options})
        info = records.DocumentInfo(id=options["id"], text_sha256="", length=len(text), viewpoint=options["viewpoint"])
        warning = records.RecordWarning(kind="unanchored", message="x")
        return records.Document(schema_version="1.0.0", generator=self.generator, document=info, warnings=[warning])


def item(id: str, text: str, background: Background | None = None) -> Input:
    raw = RawDocument(id, text, f"{id}.txt", None, "utf-8", background or Background())
    return Input(id, f"{id}.txt", lambda: raw)


def bad_item(id: str | None, source: str) -> Input:
    def load() -> RawDocument:
        raise InputError("the file is empty", where=source, remedy="leave it out")

    return Input(id, source, load)


@pytest.mark.parametrize("format", ["json", "jsonl"])
def test_a_bad_document_costs_no_other(tmp_path: Path, format: Any) -> None:
    inputs = [
        item("a", "1"),
        bad_item("b", "b.txt"),
        item("c", "bug"),
        item("d", "usage"),
        item("e", "deep"),
        item("f", "2"),
    ]
    seen: list[str | None] = []
    summary = run(inputs, Echo(), tmp_path, format=format, on_document=lambda f: seen.append(f.id if f else None))
    assert (summary.documents, summary.warnings, len(summary.failures)) == (2, 2, 4)
    assert seen == [None, "b", "c", "d", "e", None]
    errors = [json.loads(line) for line in (tmp_path / "errors.jsonl").read_text("utf-8").splitlines()]
    assert errors[0] == {
        "id": "b",
        "source": "b.txt",
        "kind": "input",
        "message": "the file is empty",
        "remedy": "leave it out",
    }
    assert [(error["id"], error["kind"]) for error in errors[1:]] == [
        ("c", "internal"),
        ("d", "input"),
        ("e", "internal"),
    ]
    assert errors[1]["message"] == "internal error, ZeroDivisionError: division by zero"
    wanted = (
        ["a.json", "errors.jsonl", "f.json", "run.json"]
        if format == "json"
        else ["errors.jsonl", "records.jsonl", "run.json"]
    )
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != ".dabir") == wanted


def test_failures_say_where_and_what_to_do(tmp_path: Path) -> None:
    summary = run([bad_item(None, "x.jsonl:3")], Echo(), tmp_path)
    assert [str(failure) for failure in summary.failures] == ["x.jsonl:3: the file is empty (leave it out)"]


@pytest.mark.parametrize(("text", "error"), [("table", DataError), ("extra", MissingExtraError)])
def test_what_no_document_is_to_blame_for_ends_the_run(tmp_path: Path, text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        run([item("a", "1"), item("b", text)], Echo(), tmp_path, format="jsonl")
    assert [path.name for path in tmp_path.iterdir()] == [".dabir"]


def test_records_stand_in_the_order_of_inputs(tmp_path: Path) -> None:
    run([item(id, "1") for id in ("z", "a", "م", "b")], Echo(), tmp_path / "new" / "out", format="jsonl")
    lines = (tmp_path / "new" / "out" / "records.jsonl").read_text("utf-8").splitlines()
    assert [records.decode(line).document.id for line in lines] == ["z", "a", "م", "b"]


def test_errors_of_an_earlier_run_go(tmp_path: Path) -> None:
    run([bad_item("a", "a.txt")], Echo(), tmp_path)
    assert (tmp_path / "errors.jsonl").exists()
    run([item("a", "1")], Echo(), tmp_path)
    assert not (tmp_path / "errors.jsonl").exists()


def test_own_word_then_metadata_then_options(tmp_path: Path) -> None:
    engine = Echo()
    options = Options(
        metadata={"a": Background(None, "TJK", "TUR"), "b": Background(dt.date(2001, 1, 1))},
        defaults=Background(TODAY, "AFG", "KAZ"),
        explain=True,
    )
    run(
        [item("a", "1", Background(None, None, "IND")), item("b", "2"), item("c", "3")],
        engine,
        tmp_path,
        options=options,
    )
    assert [(a["date"], a["viewpoint"], a["subject_country"]) for a in engine.asked] == [
        (TODAY, "TJK", "IND"),
        (dt.date(2001, 1, 1), "AFG", "KAZ"),
        (TODAY, "AFG", "KAZ"),
    ]
    assert engine.asked[0] == {
        "text": "1",
        "id": "a",
        "date": TODAY,
        "viewpoint": "TJK",
        "subject_country": "IND",
        "source": "a.txt",
        "sha256": None,
        "encoding": "utf-8",
        "explain": True,
    }


def test_viewpoint_is_iran_unless_said(tmp_path: Path) -> None:
    engine = Echo()
    assert run([item("a", "1")], engine, tmp_path) == Summary(documents=1, length=1, warnings=1)
    assert engine.asked[0]["viewpoint"] == "IRN"

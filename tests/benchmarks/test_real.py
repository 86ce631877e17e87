"""The annotations of real texts, and the command that scores them."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.real import __main__ as command
from benchmarks.real import agency, draw, encyclopedia, events
from benchmarks.real.events import SAMPLES, Annotation, read_sample
from pipeline.formats.gold import schema_problems

FILES = sorted(events.FOLDER.glob("*/*.json"))
LEAST = {
    "first": {"participants": 150, "visits": 60, "meetings": 60, "agreements": 40},
    "second": {"participants": 50, "visits": 25, "meetings": 25, "agreements": 15},
}
TEXT = "وزیر خارجه لیبریا روز شنبه وارد مسقط شد."


def strings(value: Any) -> Iterator[str]:
    """All strings in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)


def spans(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [span for item in value for span in spans(item)]
    if not isinstance(value, dict):
        return []
    own = [value] if {"start", "end"} <= value.keys() else []
    return own + [span for item in value.values() for span in spans(item)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_annotation_is_a_gold_document_without_words_of_its_text(path: Path) -> None:
    data = json.loads(path.read_text("utf-8"))
    gold = data["gold"]
    assert (gold["document"]["id"], data["sample"]) == (path.stem, path.parent.name)
    assert {"file", "repository", "path"} <= data["source"].keys()
    length = data["part"]["end"] - data["part"]["start"]
    assert gold["document"]["length"] == length
    assert not list(schema_problems(json.dumps(gold).encode(), path.stem))
    for span in spans(gold):
        assert span.keys() == {"start", "end"}
        assert 0 <= span["start"] < span["end"] <= length
        assert span["end"] - span["start"] <= 150
    for words in strings(gold):
        assert len(words) <= 80
        assert not set(words) & set(".؟!\n"), "a sentence"


@pytest.mark.parametrize("sample", SAMPLES)
def test_samples_are_large_enough(sample: events.Sample) -> None:
    found = read_sample(sample)
    for kind, least in LEAST[sample].items():
        records = [record for one in found for record in one.gold[kind] if not record.get("optional")]
        assert len(records) >= least
    assert {one.kind for one in found} == {"daily", "agency", "encyclopedia"}


def test_no_text_is_in_both_samples() -> None:
    parts = [[(one.source["file"], one.part) for one in read_sample(sample)] for sample in SAMPLES]
    assert not set(parts[0]) & set(parts[1])


def annotation(**changes: Any) -> dict[str, Any]:
    gold = {
        "document": {"id": "daily-1", "length": len(TEXT), "date": "2010-05-03", "viewpoint": "IRN"},
        "participants": [
            {"id": "p0", "kind": "office", "name": None, "country": "LBR", "mentions": [{"start": 0, "end": 18}]}
        ],
        "visits": [
            {
                "id": "v27",
                "trigger": {"start": 27, "end": 31},
                "status": "occurred",
                "visitors": ["p0"],
                "destinations": [{"country": "OMN", "place": "مسقط"}],
            }
        ],
        "meetings": [],
        "agreements": [],
    }
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    return {
        "sample": "first",
        "genre": "news",
        "source": {"file": "one.txt", "repository": "somebody/something", "path": "one.txt"},
        "part": {"start": 0, "end": len(TEXT)},
        "text_sha256": digest,
        "part_sha256": digest,
        "gold": gold,
    } | changes


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a text, and annotations of it and of one that is not there."""
    own = tmp_path / "events" / "first"
    own.mkdir(parents=True)
    (own / "daily-1.json").write_text(json.dumps(annotation()), "utf-8")
    absent = annotation(source={"file": "two.txt", "repository": "somebody/something", "path": "two.txt"})
    absent["gold"] = absent["gold"] | {"document": absent["gold"]["document"] | {"id": "agency-2"}}
    (own / "agency-2.json").write_text(json.dumps(absent), "utf-8")
    monkeypatch.setattr(events, "FOLDER", tmp_path / "events")
    texts = tmp_path / "texts" / "deep"
    texts.mkdir(parents=True)
    (texts / "one.txt").write_text(TEXT, "utf-8")
    return tmp_path


def test_the_command_fills_in_the_words_and_scores(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--texts", str(folder / "texts"), "--write", str(folder / "corpus")]
    monkeypatch.setattr(sys, "argv", ["real", *arguments])
    command.main()
    printed = capsys.readouterr()
    assert "The first sample: 1 texts" in printed.out
    assert "| visits.exact | 1 | 1 | 1 | 1.000 |" in printed.out
    assert "agency-2: two.txt is not there, or is another text" in printed.err
    assert "second: no text of this sample" in printed.err
    gold = json.loads((folder / "corpus/first/gold/daily-1.json").read_text("utf-8"))
    assert gold["visits"][0]["trigger"]["text"] == "وارد"
    assert gold["participants"][0]["mentions"][0]["text"] == "وزیر خارجه لیبریا "


def test_another_text_is_not_read(folder: Path) -> None:
    (folder / "texts" / "deep" / "one.txt").write_text(TEXT.replace("شنبه", "جمعه"), "utf-8")
    found: list[Annotation] = read_sample("first")
    assert [events.text_of(one, events.files_in([folder / "texts"])) for one in found] == [None, None]


def test_markup_becomes_lines() -> None:
    assert agency.words("<p>سفیر &laquo;لیبریا&raquo;<br>آمد.</p> \n<p>&nbsp;</p><div>وی <b>رفت</b>.</div>") == (
        "سفیر «لیبریا»\nآمد.\nوی رفت."
    )
    row = {"publish_date": "September 3rd 2019, 18:25:00.000", "title": "یک", "content": "<p>دو</p>"}
    assert agency.text(row) == "یک\n\nدو"
    assert str(agency.day(row)) == "2019-09-03"


def test_paragraphs_stand_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    contexts = [{"context": "یک"}, {"context": "یک"}, {"context": "دو"}]
    (tmp_path / "set.json").write_text(json.dumps({"data": [{"title": "الف", "paragraphs": contexts}]}), "utf-8")
    (tmp_path / "none.json").write_text('{"data": []}', "utf-8")
    monkeypatch.setattr(sys, "argv", ["x", str(tmp_path / "set.json"), str(tmp_path / "none.json"), str(tmp_path)])
    encyclopedia.main()
    assert (tmp_path / "encyclopedia-t0.txt").read_text("utf-8") == "یک\n\nدو"


ENCOUNTERS = (
    "وزیر خارجه لیبریا در دیدار با رئیس‌جمهور عمان گفت که سفیر کشورش به زودی به مسقط سفر خواهد کرد. سپس با وزیر نفت "
    "عراق به گفتگو نشست و مذاکرات با هیأت قطر را هم پیش برد. " * 2
)


def test_the_draw_is_the_same_each_time(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(ENCOUNTERS, "utf-8")
    (tmp_path / "short.txt").write_text(ENCOUNTERS[:100], "utf-8")
    assert draw.passes(ENCOUNTERS) == "encounters"
    names = draw.drawn(tmp_path, "*.txt", "encounters")
    assert sorted(names) == [f"{number}.txt" for number in range(5)] != names
    assert names == draw.drawn(tmp_path, "*.txt", "encounters")

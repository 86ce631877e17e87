"""Gold documents to annotation tools and back: nothing is lost, and what annotators change is what changes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from pipeline.cli import app
from pipeline.errors import InputError
from pipeline.formats.annotation import brat, doccano, label_studio
from pipeline.formats.annotation.files import Tool
from pipeline.formats.annotation.marks import Annotated, annotate, read_note, write_note
from pipeline.formats.annotation.merge import merge
from pipeline.formats.gold import decode_gold
from pipeline.formats.gold_files import read_documents
from tests.evaluation.documents import make

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
TOOLS: list[Tool] = ["brat", "label-studio", "doccano"]
#: Line ends within spans, and a letter outside the basic plane before them.
RAW = "𐎠 وزیر امور خارجه\r\nعمان ۵ خرداد ۱۳۹۴ وارد تهران\nشد و با ظريف دیدار کرد."


def dabir(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def span(text: str) -> dict[str, Any]:
    start = RAW.index(text)
    return {"start": start, "end": start + len(text), "text": text}


GOLD: dict[str, Any] = {
    "document": {"id": "oman", "viewpoint": "IRN"},
    "dates": [{"id": "d1", **span("۵ خرداد ۱۳۹۴"), "calendar": "jalali", "modifier": None, "earliest": "2015-05-26"}],
    "participants": [
        {
            "id": "p1",
            "kind": "office",
            "role": {"text": "وزیر امور خارجه", "span": span("وزیر امور خارجه")},
            "mentions": [span("وزیر امور خارجه\r\nعمان"), span("خارجه\r\nعمان")],
        },
        {"id": "p2", "kind": "person", "name": 'ظریف؛ «م=ن»; "x"', "mentions": [span("ظريف")]},
        {"id": "p3", "kind": "group", "mentions": []},
    ],
    "visits": [
        {
            "id": "v1",
            "trigger": span("وارد"),
            "also": [span("شد")],
            "optional": True,
            "status": "occurred",
            "visitors": ["p1", "p3"],
            "hosts": [],
            "count": 2,
            "destinations": [{"country": "IRN", "place": "تهران", "span": span("تهران\nشد")}, {"country": "OMN"}],
            "when": {"dates": ["d1"], "earliest": "2015-05-26"},
            "meetings": ["m1"],
        }
    ],
    "meetings": [{"id": "m1", "trigger": span("دیدار"), "participants": ["p1", "p2"], "visit": "v1"}],
    "agreements": [],
}


def gold(document: dict[str, Any] = GOLD) -> Any:
    return decode_gold(json.dumps(document), where="gold")


def plain(document: Any) -> dict[str, Any]:
    found = msgspec.to_builtins(document)
    assert isinstance(found, dict)
    return found


Change = Callable[[Annotated], object]


def through(tool: Tool, annotated: Annotated, folder: Path) -> Annotated:
    """What the tool's reader makes of what its writer wrote."""
    if tool == "brat":
        brat.write(annotated, folder)
        found = list(brat.read(folder))
    elif tool == "doccano":
        doccano.write([annotated], folder)
        found = list(doccano.read(folder / doccano.LINES))
    else:
        label_studio.write([annotated], folder)
        found = list(label_studio.read(folder / label_studio.TASKS))
    (back,) = found
    assert isinstance(back, Annotated), back
    return back


@pytest.mark.parametrize("tool", TOOLS)
def test_nothing_is_lost(tool: Tool, tmp_path: Path) -> None:
    back = merge(through(tool, annotate("oman", RAW, gold()), tmp_path), where="back")
    assert plain(back) == plain(gold())


@pytest.mark.parametrize("tool", TOOLS)
def test_the_corpus_comes_back(tool: Tool, tmp_path: Path) -> None:
    away = dabir("convert", CORPUS / "gold", "--to", tool, "--out", tmp_path / "away")
    assert away.exit_code == 0, away.stderr
    source = {"brat": ".", "label-studio": label_studio.TASKS, "doccano": doccano.LINES}[tool]
    back = dabir("convert", tmp_path / "away" / source, "--from", tool, "--out", tmp_path / "back")
    assert back.exit_code == 0, back.stderr
    before, after = (read_documents(path / "gold", strict=True).by_id for path in (CORPUS, tmp_path / "back"))
    assert before.keys() == after.keys()
    texts = [[(folder / "raw" / f"{id}.txt").read_bytes() for id in before] for folder in (CORPUS, tmp_path / "back")]
    assert [id for id, one, other in zip(before, *texts, strict=True) if one != other] == []
    assert [id for id in before if plain(after[id]) != _identified(plain(before[id]), id)] == []  # names, no contents


def _identified(document: dict[str, Any], id: str) -> dict[str, Any]:
    document["document"] = {**document.get("document", {}), "id": id}
    return document


@given(st.integers(0, 10_000), st.sampled_from(TOOLS))
def test_made_documents_come_back(tmp_path_factory: pytest.TempPathFactory, seed: int, tool: Tool) -> None:
    document = gold(make(seed))
    annotated = annotate(f"doc{seed}", "متن " * 200, document)
    assert plain(merge(through(tool, annotated, tmp_path_factory.mktemp("d")), where="x")) == plain(document)


@given(st.dictionaries(st.from_regex(r"[a-z_]+", fullmatch=True), st.text(min_size=1)))
def test_notes(values: dict[str, str]) -> None:
    note = write_note(values)
    assert "\n" not in note
    assert read_note(note) == values


def test_notes_by_hand() -> None:
    assert read_note("not sure; name = خاتمی ;country=IRN") == {"name": "خاتمی", "country": "IRN"}


# -- what annotators change -------------------------------------------------------------------------------------------


def edited(tool: Tool, folder: Path, edit: Change) -> dict[str, Any]:
    annotated = annotate("oman", RAW, gold())
    edit(annotated)
    return plain(merge(through(tool, annotated, folder), where="back"))


def mark(annotated: Annotated, id: str) -> Any:
    return next(mark for mark in annotated.marks if mark.id == id)


@pytest.mark.parametrize("tool", ["brat", "label-studio"])
def test_fields_are_filled_in(tool: Tool, tmp_path: Path) -> None:
    def edit(annotated: Annotated) -> None:
        mark(annotated, "v1").values |= {"status": "planned", "count": "3", "purpose": "گفتگو"}
        del mark(annotated, "v1").values["optional"]
        del mark(annotated, "p2").values["name"]
        mark(annotated, "v1.place0").values["country"] = "OMN"

    expected = json.loads(json.dumps(GOLD))
    expected["visits"][0] |= {"status": "planned", "count": 3, "purpose": {"text": "گفتگو"}}
    del expected["visits"][0]["optional"]
    expected["participants"][1]["name"] = None
    expected["visits"][0]["destinations"][0]["country"] = "OMN"
    assert edited(tool, tmp_path, edit) == plain(gold(expected))


@pytest.mark.parametrize("tool", TOOLS)
def test_links_are_drawn_and_cut(tool: Tool, tmp_path: Path) -> None:
    def edit(annotated: Annotated) -> None:
        annotated.links = [link for link in annotated.links if link[:2] != ("m1", "participants")]
        annotated.links += [("m1", "participants", "p2"), ("v1", "hosts", "p2")]  # type: ignore[list-item]
        annotated.links = [type(annotate("x", RAW, gold()).links[0])(*link) for link in annotated.links]

    expected = json.loads(json.dumps(GOLD))
    expected["meetings"][0]["participants"] = ["p2"]
    expected["visits"][0]["hosts"] = ["p2"]
    assert edited(tool, tmp_path, edit) == plain(gold(expected))


@pytest.mark.parametrize("tool", TOOLS)
def test_a_record_is_deleted_everywhere(tool: Tool, tmp_path: Path) -> None:
    def edit(annotated: Annotated) -> None:
        gone = {item.id for item in annotated.marks if item.record == "p1"}
        annotated.marks = [item for item in annotated.marks if item.id not in gone]
        annotated.links = [link for link in annotated.links if not gone & {link.source, link.target}]

    expected = json.loads(json.dumps(GOLD))
    del expected["participants"][0]
    expected["visits"][0]["visitors"] = ["p3"]
    expected["meetings"][0]["participants"] = ["p2"]
    assert edited(tool, tmp_path, edit) == plain(gold(expected))


@pytest.mark.parametrize("tool", ["brat", "label-studio"])
def test_a_span_is_moved(tool: Tool, tmp_path: Path) -> None:
    def edit(annotated: Annotated) -> None:
        mark(annotated, "d1").end -= 5

    expected = json.loads(json.dumps(GOLD))
    expected["dates"][0] |= span("۵ خرداد")
    assert edited(tool, tmp_path, edit) == plain(gold(expected))


# -- what begins in a tool --------------------------------------------------------------------------------------------


def test_brat_as_others_write_it(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("وزیر عمان وارد تهران شد. وی", "utf-8")
    (tmp_path / "x.ann").write_text(
        "E1\tVisit:T2 visitors:T1 destinations:T3\n"
        "T1\tParticipant 0 9\tوزیر عمان\nT2\tVisit 10 14\tوارد\nT3\tPlace 15 20\tتهران\nT4\tParticipant 25 27\tوی\n"
        "*\tEquiv T1 T4\nA1\tVisit_status E1 occurred\n#1\tAnnotatorNotes T3\tcountry=IRN\n",
        "utf-8",
    )
    done = dabir("convert", tmp_path, "--from", "brat", "--out", tmp_path / "out")
    assert done.exit_code == 0, done.stderr
    found = json.loads((tmp_path / "out" / "gold" / "x.json").read_bytes())
    mentions = [{"start": 0, "end": 9, "text": "وزیر عمان"}, {"start": 25, "end": 27, "text": "وی"}]
    assert found == {
        "document": {"id": "x"},
        "participants": [{"id": "p0", "mentions": mentions}],
        "visits": [{
            "id": "v10",
            "trigger": {"start": 10, "end": 14, "text": "وارد"},
            "status": "occurred",
            "visitors": ["p0"],
            "destinations": [{"country": "IRN", "span": {"start": 15, "end": 20, "text": "تهران"}}],
        }],
    }  # fmt: skip
    assert dabir("check", "--lint", tmp_path / "out" / "gold").exit_code == 0


def test_plain_doccano(tmp_path: Path) -> None:
    lines = [{"text": "𐎠 سال ۷۴", "label": [[3, 9, "Date"]]}, {"text": "سال ۷۴", "entities": []}]
    (tmp_path / "all.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    assert dabir("convert", tmp_path / "all.jsonl", "--from", "doccano", "--out", tmp_path).exit_code == 0
    found = json.loads((tmp_path / "gold" / "all-1.json").read_bytes())
    assert found["dates"] == [{"id": "d2", "start": 2, "end": 8, "text": "سال ۷۴"}]
    assert json.loads((tmp_path / "gold" / "all-2.json").read_bytes()) == {"document": {"id": "all-2"}}


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("T1\tTrip 0 4\tوزیر", "unknown label 'Trip'"),
        ("T1\tVisit 0 400\tوزیر", "0-400 is no span"),
        ("T1\tVisit zero\tوزیر", "x.ann:1: 'T1\\tVisit zero\\tوزیر' cannot be read"),
        ("T1\tVisit 0 4\tوزیر\nR1\tgoes Arg1:T1 Arg2:T1", "unknown link 'goes'"),
        ("T1\tVisit 0 4\tوزیر\nR1\tvisitors Arg1:T1 Arg2:T1", "a link 'visitors' from Visit to Visit"),
        ("T1\tVisit 0 4\tوزیر\nR1\tvisitors Arg1:T1 Arg2:T7", "x.ann:2"),
        ("T1\tVisit 0 4\tوزیر\nA1\tVisit_status T1 done", "Invalid enum value 'done'"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, lines: str, message: str) -> None:
    for name in ("good", "x"):
        (tmp_path / f"{name}.txt").write_text("وزیر عمان", "utf-8")
    (tmp_path / "x.ann").write_text(lines + "\n", "utf-8")
    (tmp_path / "good.ann").write_text("T1\tParticipant 0 4\tوزیر\n", "utf-8")
    done = dabir("convert", tmp_path, "--from", "brat", "--out", tmp_path / "out")
    assert (done.exit_code, message in done.stderr) == (1, True), done.stderr
    assert [path.name for path in (tmp_path / "out" / "gold").iterdir()] == ["good.json"]


def test_label_studio_without_annotation(tmp_path: Path) -> None:
    cancelled = {"was_cancelled": True, "result": []}
    tasks = [{"data": {"id": "a", "text": "x"}}, {"data": {"id": "b", "text": "x"}, "annotations": [cancelled]}, {}]
    path = tmp_path / "tasks.json"
    path.write_text(json.dumps(tasks), "utf-8")
    found = list(label_studio.read(path))
    assert all(isinstance(error, InputError) for error in found)
    assert ["nobody has annotated it" in str(error) for error in found] == [True, True, False]


def test_usage(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "a.json").write_text("{}", "utf-8")
    for arguments in ((), ("--to", "brat", "--from", "brat"), ("--to", "brat"), ("--from", "brat")):
        assert dabir("convert", tmp_path / "gold", *arguments, "--out", tmp_path / "out").exit_code == 2
    done = dabir("convert", tmp_path / "gold", "--to", "brat", "--text", tmp_path, "--out", tmp_path / "out")
    assert (done.exit_code, "a.txt: there is no such text" in done.stderr) == (1, True)


def test_configurations_name_everything() -> None:
    for text in (brat.configuration(), label_studio.configuration()):
        for word in ("Participant", "Place", "same", "visitors", "signatories", "dates", "Visit_status", "cancelled"):
            assert word in text

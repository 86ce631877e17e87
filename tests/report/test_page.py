"""What is in the page, without a browser."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import typing
import zlib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from typer.testing import CliRunner

from pipeline import records
from pipeline.cli import app
from pipeline.errors import UsageError
from pipeline.formats.gold import KINDS
from pipeline.report.build import build
from pipeline.report.data import sides
from pipeline.report.labels import read_labels
from tests.report.pages import HOSTILE, OMAN, TEXTS, TREATY, page, read, write


def data(path: Path) -> dict[str, Any]:
    match = re.search(r'<script type="application/json" id="data">(.*?)</script>', path.read_text("utf-8"), re.DOTALL)
    assert match
    return dict(json.loads(match[1]))


def bodies(path: Path) -> list[dict[str, Any]]:
    chunks = re.findall(r'id="chunk-\d+">"([A-Za-z0-9+/=]*)"</script>', path.read_text("utf-8"))
    return [body for chunk in chunks for body in json.loads(zlib.decompress(base64.b64decode(chunk), -15))]


def literals(annotation: Any) -> set[str]:
    if typing.get_origin(annotation) is typing.Literal:
        return set(typing.get_args(annotation))
    return set().union(*map(literals, typing.get_args(annotation)))


def structs(record: type[msgspec.Struct]) -> dict[type[msgspec.Struct], None]:
    found = {record: None}

    def visit(annotation: Any) -> None:
        if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct):
            if annotation not in found:
                found[annotation] = None
                for inner in msgspec.structs.fields(annotation):
                    visit(inner.type)
        else:
            for part in typing.get_args(annotation):
                visit(part)

    for field in msgspec.structs.fields(record):
        visit(field.type)
    return found


def test_every_field_and_value_has_a_label() -> None:
    labels = read_labels()
    hidden = {
        records.Document,
        records.Generator,
        records.Tagger,
        records.Token,
        records.Sentence,
        records.DocumentInfo,
    }
    fields = [
        field
        for record in structs(records.Document)
        if record not in hidden
        for field in msgspec.structs.fields(record)
    ]
    wanted = {f"field.{field.name}" for field in fields if field.name != "record"}
    wanted |= {f"value.{value}" for field in fields for value in literals(field.type)}
    wanted |= {f"{group}.{kind}" for kind in KINDS for group in ("kind", "one")}
    assert wanted - labels["fa"].keys() == set()
    assert wanted - labels["en"].keys() == set()


def test_labels_that_scripts_name_exist() -> None:
    assets = Path(__file__).parents[2] / "pipeline" / "report" / "assets"
    named = {key for path in assets.glob("*.js") for key in re.findall(r'"(ui\.\w+)"', path.read_text("utf-8"))}
    labels = read_labels()["fa"].keys()
    assert named - labels == set()
    assert {key for key in labels if key.startswith("ui.")} - named <= {
        f"ui.{name}"
        for name in (
            "text_missing",
            "text_changed",
            "sort_id",
            "sort_date",
            "sort_events",
            "sort_warnings",
            "sort_mistakes",
        )
    }


def test_nothing_in_a_text_is_markup(tmp_path: Path) -> None:
    path, _ = page(tmp_path)
    html = path.read_text("utf-8")
    assert html.count("<script") == html.count("</script>") == 2 + len(re.findall(r'id="chunk-', html))
    assert "<img" not in html and "window.broken" not in html and "<!--" not in html


def test_the_policy_names_the_script_and_the_style(tmp_path: Path) -> None:
    html = page(tmp_path)[0].read_text("utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy and "default-src 'none'" in policy[1] and "unsafe" not in policy[1]
    for kind, tag in (("script-src", "script"), ("style-src", "style")):
        content = re.search(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        assert content
        digest = base64.b64encode(hashlib.sha256(content[1].encode()).digest()).decode()
        assert f"{kind} 'sha256-{digest}'" in policy[1]


def test_documents_are_in_the_page_with_their_texts(tmp_path: Path) -> None:
    path, summary = page(tmp_path)
    assert [body["pieces"] for body in bodies(path)] == [[[0, text]] for text in TEXTS.values()]
    assert [entry["id"] for entry in data(path)["documents"]] == list(TEXTS)
    assert (summary.documents, summary.missing, summary.changed, summary.failures) == (4, [], [], [])


def test_the_same_records_give_the_same_page(tmp_path: Path) -> None:
    first = page(tmp_path)[0].read_bytes()
    assert page(tmp_path)[0].read_bytes() == first


def test_without_texts_the_records_tell_what_they_can(tmp_path: Path) -> None:
    found, _ = write(tmp_path, {"treaty": TREATY, "hostile": HOSTILE})
    summary = build([found], tmp_path / "report.html")
    assert summary.missing == ["treaty", "hostile"]
    for body, text in zip(bodies(tmp_path / "report.html"), (TREATY, HOSTILE), strict=True):
        ends = 0
        for start, piece in body["pieces"]:
            assert start > ends or start == 0
            assert text[start : start + len(piece)] == piece
            ends = start + len(piece)
        for visit in body["records"]["visits"]:
            span = visit["trigger"]
            assert any(s <= span["start"] and span["end"] <= s + len(p) for s, p in body["pieces"])


def test_another_text_of_the_same_name_is_not_shown(tmp_path: Path) -> None:
    found, raw = write(tmp_path, {"oman": OMAN})
    (raw / "texts.jsonl").unlink()
    (raw / "oman.txt").write_text("متن دیگری", "utf-8")
    summary = build([found], tmp_path / "report.html", text=raw)
    assert (summary.missing, summary.changed) == ([], ["oman"])
    assert "متن دیگری" not in str(bodies(tmp_path / "report.html"))


@pytest.mark.parametrize(
    "place", ["kept by extract", "beside the records", "in raw beside their folder", "where the records were read"]
)
def test_texts_are_sought_where_they_may_lie(tmp_path: Path, place: str) -> None:
    folder, raw = tmp_path / "gold", tmp_path / "raw"
    folder.mkdir()
    raw.mkdir()
    (folder / "texts").mkdir()
    text = {
        "kept by extract": folder / "texts",
        "beside the records": folder,
        "in raw beside their folder": raw,
        "where the records were read": tmp_path,
    }[place]
    (text / "oman.txt").write_text(OMAN, "utf-8")
    document = read(OMAN, "oman")
    if text == tmp_path:
        info = msgspec.structs.replace(document.document, source=str(text / "oman.txt"))
        document = msgspec.structs.replace(document, document=info)
    (folder / "oman.json").write_bytes(records.encode(document))
    assert build([folder], tmp_path / "report.html").missing == []


def test_what_cannot_be_read_is_named_and_costs_no_other(tmp_path: Path) -> None:
    found, raw = write(tmp_path, {"oman": OMAN})
    found.write_bytes(found.read_bytes() * 2 + b'{"visits": 3}\n')
    result = CliRunner().invoke(app, ["report", str(found), "--text", str(raw), "-o", str(tmp_path / "r.html")])
    assert result.exit_code == 1
    assert "records.jsonl:2: the document 'oman' was read from" in result.stderr
    assert "records.jsonl:3: no records of dabir extract" in result.stderr
    assert "1 documents in" in result.stderr
    assert len(data(tmp_path / "r.html")["failures"]) == 2


def test_nothing_to_show_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text("{}\n")
    with pytest.raises(UsageError, match="no records to show"):
        build([tmp_path / "bad.jsonl"], tmp_path / "report.html")
    assert not (tmp_path / "report.html").exists()


def test_gold_gives_verdicts(tmp_path: Path) -> None:
    found, raw = write(tmp_path, {"oman": OMAN, "treaty": TREATY})
    gold = json.loads(records.encode(read(OMAN, "oman")))
    gold["visits"][0]["status"] = "planned"
    gold["meetings"] = []
    gold["dates"].append({"id": "d0", "start": 0, "end": 4, "earliest": "2001-01-01", "latest": "2001-01-01"})
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "oman.json").write_text(json.dumps(gold), "utf-8")
    (tmp_path / "gold" / "elsewhere.json").write_text("no gold: not opened", "utf-8")
    summary = build([found], tmp_path / "report.html", text=raw, gold=tmp_path / "gold")
    assert (summary.failures, summary.unread) == ([], ["elsewhere"])
    shown = data(tmp_path / "report.html")
    verdicts = {entry["id"]: entry["verdicts"] for entry in shown["documents"]}
    assert verdicts == {"oman": {"missed": 1, "wrong": 1, "spurious": 1}, "treaty": None}
    assert shown["gold"]["judged"] == 1
    assert shown["gold"]["figures"]["dates.found"] == [2, 1, 1]


def test_who_goes_where_is_told_by_travellers_and_destinations() -> None:
    document = read(OMAN, "oman")
    people = {participant.id: participant for participant in document.participants}
    assert sides(document.visits[0], people) == (["OMN"], ["IRN"])

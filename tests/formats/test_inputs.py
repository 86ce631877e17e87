"""What paths stand for, which ids their documents get, and JSON Lines."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from pipeline.errors import InputError, UsageError
from pipeline.formats.documents import Background, parse_background, parse_day
from pipeline.formats.inputs import Inputs
from pipeline.formats.places import Place
from pipeline.formats.rows import json_lines

TEXT = "سفر به تهران"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a few files."""
    monkeypatch.chdir(tmp_path)
    for name in (
        "b.txt",
        "a/2.TXT",
        "a/10.txt",
        "a/c/x.txt",
        "a/.hidden.txt",
        "a/.git/y.txt",
        "a/read.md",
        "a-b/z.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("paths", "sources"),
    [
        (["b.txt"], ["b.txt"]),
        (["./b.txt", "a"], ["b.txt", "a/10.txt", "a/2.TXT", "a/c/x.txt"]),
        (["."], ["a/10.txt", "a/2.TXT", "a/c/x.txt", "a-b/z.txt", "b.txt"]),
        (["a/*.txt"], ["a/10.txt"]),
        (["**/?.txt"], ["a-b/z.txt", "a/c/x.txt", "b.txt"]),
        (["a*"], ["a/10.txt", "a/2.TXT", "a/c/x.txt", "a-b/z.txt"]),
        (["a/read.md"], ["a/read.md"]),
        (["b.txt", "./b.txt", "a/../b.txt", "?.txt"], ["b.txt"]),
        (["-", "b.txt", "-"], ["-", "b.txt"]),
    ],
)
@pytest.mark.usefixtures("folder")
def test_paths(paths: list[str], sources: list[str]) -> None:
    assert [item.source for item in Inputs(paths)] == sources


@pytest.mark.parametrize(
    ("paths", "ids"),
    [
        (["b.txt", "a"], ["b.txt", "a/10.txt", "a/2.TXT", "a/c/x.txt"]),
        (["a"], ["10.txt", "2.TXT", "c/x.txt"]),
        (["a", "a-b"], ["a/10.txt", "a/2.TXT", "a/c/x.txt", "a-b/z.txt"]),
        (["a/c/../c/x.txt", "a-b/z.txt", "-"], ["a/c/x.txt", "a-b/z.txt", "stdin"]),
        (["-"], ["stdin"]),
    ],
)
@pytest.mark.usefixtures("folder")
def test_relative_ids(paths: list[str], ids: list[str]) -> None:
    assert [item.id for item in Inputs(paths, relative_ids=True)] == ids
    absolute = [path if path == "-" else str(Path(path).absolute()) for path in paths]
    assert [item.id for item in Inputs(absolute, relative_ids=True)] == ids


def test_two_stems_need_relative_ids(folder: Path) -> None:
    (folder / "a-b/b.txt").write_text(TEXT, "utf-8")
    with pytest.raises(UsageError, match=r"^a-b/b.txt and b.txt have one id, 'b' \(--relative-ids takes relative"):
        Inputs(["."])
    assert Inputs(["."], relative_ids=True).count == 6


def test_two_given_ids(folder: Path) -> None:
    (folder / "x.jsonl").write_text('{"id": "7", "text": "سفر"}\n\n{"id": 7, "text": "دیدار"}\n', "utf-8")
    with pytest.raises(UsageError, match=r"^x.jsonl:1 and x.jsonl:3 have one id, '7' \(give one of them another id\)"):
        Inputs(["x.jsonl"], relative_ids=True)


@pytest.mark.parametrize("path", ["missing.txt", "missing/", "*.nothing", "a/.git/*/x"])
@pytest.mark.usefixtures("folder")
def test_missing_path(path: str) -> None:
    with pytest.raises(UsageError, match="no such file or folder"):
        Inputs([path])


def test_folder_without_texts(folder: Path) -> None:
    (folder / "empty").mkdir()
    with pytest.raises(UsageError, match=r"^empty: no .txt, .*or .zip file in this folder"):
        Inputs(["empty"])


def test_output_of_an_earlier_run_is_no_input(folder: Path) -> None:
    (folder / "records.jsonl").write_text("{}\n", "utf-8")
    assert len(list(Inputs(["."]))) == 6
    assert len(list(Inputs(["."], skip=[folder / "records.jsonl"]))) == 5
    assert len(list(Inputs(["records.jsonl"], skip=[folder / "records.jsonl"]))) == 1


@pytest.mark.skipif(os.name == "nt", reason="file names are bytes on POSIX alone")
def test_file_name_that_is_no_utf8(folder: Path) -> None:
    (folder / os.fsdecode(b"bad\xff.txt")).write_text(TEXT, "utf-8")
    found = {item.id: item.source for item in Inputs(["."])}
    assert found["bad\\xff"] == "bad\\xff.txt"


def test_text_file(folder: Path) -> None:
    data = "\ufeffسفر\r\n".encode()
    (folder / "b.txt").write_bytes(data)
    (item,) = Inputs(["b.txt"])
    raw = item.load()
    assert (raw.id, raw.text, raw.source, raw.encoding) == ("b", "سفر\r\n", "b.txt", "utf-8")
    assert raw.sha256 == hashlib.sha256(data).hexdigest()


def test_text_file_that_vanished(folder: Path) -> None:
    (item,) = Inputs(["b.txt"])
    (folder / "b.txt").unlink()
    with pytest.raises(InputError, match=r"^b.txt: it cannot be read: No such file"):
        item.load()


def load_line(tmp_path: Path, line: bytes) -> object:
    path = tmp_path / "x.jsonl"
    path.write_bytes(line)
    (item,) = json_lines(Place(path), "x.jsonl")
    return item.load()


def test_json_line(tmp_path: Path) -> None:
    line = (
        '\ufeff{"text": "سفر\\u0000\\r\\n", "id": 3, "date": "2002-05-06", "viewpoint": "TJK", "url": [1], "x": null}\n'
    )
    raw = load_line(tmp_path, line.encode())
    assert raw.background == Background(parse_day("2002-05-06"), "TJK", None)  # type: ignore[attr-defined]
    assert (raw.id, raw.text, raw.source, raw.sha256) == ("3", "سفر\x00\r\n", "x.jsonl:1", None)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"", "x.jsonl: the file is empty"),
        (b"\n \n", "x.jsonl: the file is empty"),
        ('{"id": 1, "text": "سفر"}'.encode("utf-16"), "x.jsonl: it is UTF-16"),
        (b'{"id": 1, "text": "\xff"}', "x.jsonl:1: no valid UTF-8 at byte 19 of the line"),
        (b'{"id": 1, "text": ', "x.jsonl:1: no valid JSON: Expecting value at character 18"),
        (b'{"id": 1, "text": "a"} 2', "x.jsonl:1: no valid JSON: Extra data"),
        (b'{"id": ' + b"9" * 5000 + b"}", "x.jsonl:1: no sensible JSON"),
        (b"[" * 100_000, "x.jsonl:1: no sensible JSON"),
        (b'["a"]', "x.jsonl:1: no JSON object"),
        (b'{"text": "a"}', "x.jsonl:1: no 'id'"),
        (b'{"id": true, "text": "a"}', "x.jsonl:1: no 'id'"),
        (b'{"id": 1.5, "text": "a"}', "x.jsonl:1: no 'id'"),
        (b'{"id": " ", "text": "a"}', "x.jsonl:1: no 'id'"),
        (b'{"id": "\\ud800", "text": "a"}', "x.jsonl:1: lone surrogate U+D800 at character 0"),
        (b'{"id": 1}', "x.jsonl:1: no 'text'"),
        (b'{"id": 1, "text": null}', "x.jsonl:1: no 'text'"),
        (b'{"id": 1, "text": ""}', "x.jsonl:1: there is no text in it"),
        (b'{"id": 1, "text": "abc"}', "x.jsonl:1: there is no Persian letter in it"),
        ('{"id": 1, "text": "سفر \\udc00"}'.encode(), "x.jsonl:1: lone surrogate U+DC00 at character 4"),
        ('{"id": 1, "text": "سفر", "date": "1381-02-16"}'.encode(), "x.jsonl:1: date '1381-02-16' looks like a Jalali"),
        ('{"id": 1, "text": "سفر", "date": 2002}'.encode(), "x.jsonl:1: 'date' is no string"),
    ],
)
def test_bad_json_line(tmp_path: Path, line: bytes, message: str) -> None:
    with pytest.raises(InputError) as caught:
        load_line(tmp_path, line)
    assert str(caught.value).startswith(message)


def test_a_bad_line_does_not_hide_the_others(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes('{"id": "a", "text": "سفر"}\nno json\n{"id": "b", "text": "دیدار\u2028"}\n'.encode())
    assert [(item.id, item.source) for item in json_lines(Place(path), "x")] == [
        ("a", "x:1"),
        (None, "x:2"),
        ("b", "x:3"),
    ]


@pytest.mark.parametrize(
    "day",
    ["", "2002", "2002-5-6", "20020506", "2002-W19-1", "2002-02-30", "2002-05-06T10:00", "۲۰۰۲-۰۵-۰۶", "1381-02-16"],
)
def test_bad_day(day: str) -> None:
    with pytest.raises(ValueError, match=r"write YYYY-MM-DD|write the Gregorian one"):
        parse_day(day)


def test_own_word_comes_first() -> None:
    def known(code: str) -> bool:
        return code in ("IRN", "KAZ", "TJK")

    first = parse_background("2002-05-06", "", None, known)
    second = parse_background("2003-01-01", "TJK", "KAZ", known)
    assert first.or_else(second) == Background(parse_day("2002-05-06"), "TJK", "KAZ")
    with pytest.raises(ValueError, match="subject_country 'kaz' is no known country code"):
        parse_background(None, None, "kaz", known)

"""Texts out of web pages, Word documents, PDFs, tables and archives, and what is refused."""

from __future__ import annotations

import gzip
import hashlib
import json
import pickle
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.formats import limits
from pipeline.formats.documents import RawDocument
from pipeline.formats.inputs import Inputs
from tests.formats.files import archive, docx, pdf

SENTENCE = "وزیر امور خارجه در سال ۱۳۸۱ به تهران سفر می‌کند."
TEXT = SENTENCE.encode()


def load(path: Path, data: bytes) -> list[RawDocument]:
    path.write_bytes(data)
    return [pickle.loads(pickle.dumps(item)).load() for item in Inputs([str(path)])]


def text(path: Path, data: bytes) -> str:
    (document,) = load(path, data)
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert document.id == path.stem
    return document.text


@pytest.mark.parametrize(
    ("page", "read"),
    [
        ("<p>سفر می‌کند", "سفر می‌کند\n"),
        ("<p>سفر می&zwnj;کند <b>به</b>\n  تهران</p><p>۱۳۸۱", "سفر می‌کند به تهران\n\n۱۳۸۱\n"),
        ("<title>خبر</title><script>var x='سفر'</script><style>ت{}</style><div>دیدار<br>کرد</div>", "دیدار\nکرد\n"),
        ("<nav>منو</nav><main><h1>سفر</h1>متن</main><footer>ما</footer>", "سفر\n\nمتن\n"),
        ("<article>یک</article><article>دو</article>", "یک\n\nدو\n"),
        ("<table><tr><td>الف<td>ب<tr><td>ج<td>د</table>", "الف\tب\nج\tد\n"),
        ("<p>سفر<!-- نظر -->ها</p>", "سفرها\n"),
        ("<p>&#1587;&#1601;&#1585;", "سفر\n"),
        ("<div>" * 5000 + "سفر", "سفر\n"),
        ("متن<script>alert('x')", "متن\n"),
    ],
)
def test_web_page(tmp_path: Path, page: str, read: str) -> None:
    assert text(tmp_path / "page.html", page.encode()) == read


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1256"])
def test_encodings_of_web_pages(tmp_path: Path, encoding: str) -> None:
    page = '<meta charset="windows-1256"><p>وزير خارجه به تهران رفت</p>' if encoding == "cp1256" else f"<p>{SENTENCE}"
    read = text(tmp_path / "page.htm", page.encode(encoding))
    assert read == ("وزير خارجه به تهران رفت" if encoding == "cp1256" else SENTENCE) + "\n"


def test_word_document(tmp_path: Path) -> None:
    data = docx(SENTENCE, "دیدار\tگفتگو", rows=[["الف", "ب"], ["ج", "د"]])
    assert text(tmp_path / "a.docx", data) == f"{SENTENCE}\nدیدار\tگفتگو\nالف\tب\nج\tد\n"


@pytest.mark.parametrize(
    "line",
    [
        SENTENCE,
        "در تاریخ ۱۶ اردیبهشت ۱۳۸۱ (سال 2002) «لازم» بود؛",
        "موافقت‌نامه‌ای را امضا کرد",
        "Tehran Times",
    ],
)
def test_pdf(tmp_path: Path, line: str) -> None:
    assert text(tmp_path / "a.pdf", pdf([SENTENCE, line])) == f"{SENTENCE}\n{line}\n"


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.pdf", pdf([], picture=True), "it is a scanned PDF: 1 pages of pictures, no text (recognise its text"),
        ("a.pdf", pdf([]), "there is no text in it"),
        ("a.pdf", b"%PDF-1.4\n1 0 obj << /Type /Catalog", "it is a damaged PDF"),
        ("a.pdf", b"\x00" * 100, "it is a damaged PDF"),
        ("a.docx", b"\xd0\xcf\x11\xe0....", "it is an encrypted or an old Word document"),
        ("a.docx", b"hello", "it is no Word document"),
        ("a.docx", archive({"word/document.xml": b"<a/>"}), "it is a damaged Word document"),
        ("a.docx", archive({"word/document.xml": b" " * 20_000_000}), "19"),
        ("a.html", b"<p>hello", "there is no Persian letter in it"),
        ("a.html", b"", "there is no text in it"),
        ("a.zip", b"PK\x03\x04", "the archive is damaged"),
        ("a.zip", archive({"readme.md": TEXT, ".hidden.txt": TEXT}), "there is no document in the archive"),
        ("a.csv", "id,text\n1,\xff\xfe".encode("latin-1"), "its encoding cannot be told"),
        ("a.csv", "name,text\n1,سفر".encode(), "no column 'id' (name the columns id and text"),
        ("a.csv", 'id,text\n1,"سفر'.encode(), "no sensible CSV"),
        ("a.jsonl.gz", gzip.compress(b"x" * 5000)[:-20], "it is damaged"),
        ("a.jsonl.gz", b"hello", "it is damaged"),
        ("a.parquet", b"hello", "no sensible Parquet"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    if name.endswith("parquet"):
        pytest.importorskip("pyarrow", exc_type=ImportError)
    with pytest.raises(InputError) as caught:
        load(tmp_path / name, data)
    assert message in str(caught.value)
    assert name in str(caught.value)


def test_pdf_of_too_many_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PAGES", 0)
    with pytest.raises(InputError, match=r"a.pdf: it has more than 0 pages \(split it\)"):
        load(tmp_path / "a.pdf", pdf([SENTENCE]))


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl", "a.jsonl.gz"])
def test_size_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(limits, "TEXT_BYTES", 20)
    data = json.dumps({"id": 1, "text": "x" * 100}).encode()
    with pytest.raises(InputError, match=r"it is larger than 0 MB \(split it into several documents\)"):
        load(tmp_path / name, gzip.compress(data) if name.endswith("gz") else data)


ROWS = [{"id": "1", "text": SENTENCE, "date": "2002-05-06", "x": "y"}, {"id": "2", "text": "دیدار «او»\nدر تهران"}]


def csv_of(rows: list[dict[str, str]], delimiter: str = ",") -> str:
    cells = [("id", "text", "date", "x")]
    cells += [(row["id"], f'"{row["text"]}"', row.get("date", ""), row.get("x", "")) for row in rows]
    return "".join(delimiter.join(line) + "\r\n" for line in cells)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonl", "\n".join(map(json.dumps, ROWS)).encode()),
        ("a.JSONL.gz", gzip.compress("\n".join(map(json.dumps, ROWS)).encode())),
        ("a.csv", csv_of(ROWS).encode()),
        ("a.csv", csv_of(ROWS, ";").encode("utf-8-sig")),
        ("a.csv", csv_of(ROWS, "\t").encode("utf-16")),
    ],
    ids=["lines", "gzip", "csv", "semicolons", "tabs"],
)
def test_rows(tmp_path: Path, name: str, data: bytes) -> None:
    first, second = load(tmp_path / name, data)
    assert (first.id, first.text, first.background.date is None, first.sha256) == ("1", SENTENCE, False, None)
    assert (second.id, second.text, second.background.date) == ("2", ROWS[1]["text"], None)
    assert first.source.endswith((f"{name}:1", f"{name}:2"))


def test_parquet(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow", exc_type=ImportError)
    import pyarrow.parquet as pq

    rows = [{"id": n, "text": SENTENCE, "date": None, "x": n} for n in range(600)]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "a.parquet")
    found = [item.load() for item in Inputs([str(tmp_path / "a.parquet")])]
    assert [document.id for document in found] == [str(n) for n in range(600)]
    assert found[7].source == f"{tmp_path / 'a.parquet'}:8"


def test_archive(tmp_path: Path) -> None:
    inner = archive({"deep.txt": TEXT, "page.html": b"<p>" + TEXT})
    members = {
        "b.txt": TEXT,
        "dir/a.docx": docx(SENTENCE),
        "__MACOSX/b.txt": TEXT,
        "rows.jsonl": b'{"id": 7, "text": "%s"}' % TEXT,
        "../up.txt": TEXT,
        "inner.zip": inner,
    }
    found = load(tmp_path / "z.zip", archive(members))
    assert [document.id for document in found] == ["b", "a", "7", "up", "deep", "page"]
    assert {document.text.strip() for document in found} == {SENTENCE}
    assert found[4].source == f"{tmp_path / 'z.zip'}/inner.zip/deep.txt"
    ids = [item.id for item in Inputs([str(tmp_path / "z.zip")], relative_ids=True)]
    assert ids[:2] == ["z.zip/b.txt", "z.zip/dir/a.docx"]


def test_archives_are_no_bombs(tmp_path: Path) -> None:
    bomb = archive({"a.txt": b"\xd8\xa7" * 10_000_000})
    with pytest.raises(InputError, match=r"bytes unpack to 20000000, more than 200 times as many"):
        load(tmp_path / "z.zip", bomb)
    deep = archive({"a.txt": TEXT})
    for level in range(3):
        deep = archive({f"{level}.zip": deep})
    with pytest.raises(InputError, match=r"z.zip/2.zip/1.zip: archives are nested more than 2 deep"):
        load(tmp_path / "z.zip", deep)


def test_fingerprints_follow_content(tmp_path: Path) -> None:
    def prints() -> list[bytes]:
        return [item.fingerprint() for item in Inputs([str(tmp_path)]) if item.fingerprint]

    (tmp_path / "a.txt").write_bytes(TEXT)
    (tmp_path / "b.jsonl").write_text('{"id": 1, "text": "سفر"}\n', "utf-8")
    first = prints()
    assert len(first) == 2
    assert first == prints()
    (tmp_path / "a.txt").write_bytes(TEXT + b"!")
    (tmp_path / "b.jsonl").write_text('{"id": 1, "text": "سفرها"}\n', "utf-8")
    assert not {*first} & {*prints()}

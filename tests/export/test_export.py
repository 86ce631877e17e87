"""Exports, read back with the tools that people open them with."""

from __future__ import annotations

import csv
import datetime as dt
import zipfile
from pathlib import Path
from typing import Any

import msgspec
import pytest

from pipeline import records
from pipeline.errors import UsageError
from pipeline.export.events import event_records
from pipeline.export.write import write
from tests.database.documents import date, document, event, person, phrase, small, span, when
from tests.database.test_load import HOSTILE
from tests.database.test_views import DOCUMENT

LONG = "ب" * 40_000
NASTY = document(
    "=1+1",
    participants=[person(f"p{n}", text) for n, text in enumerate([*HOSTILE, "-1", "@x", "+x", "\t=x", LONG])],
    visits=[event("v1", "سفر", when=when("1355-01-01", "1890-05-06"), visitors=["p2"])],
)


def test_parquet_in_pandas_and_duckdb(tmp_path: Path) -> None:
    duckdb, pandas = pytest.importorskip("duckdb"), pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    paths = write([DOCUMENT, small(1), document("empty")], "parquet", tmp_path)
    assert [path.stem for path in paths] == [
        "documents", "dates", "participants", "visits", "meetings", "agreements", "warnings",
    ]  # fmt: skip
    visits = pandas.read_parquet(tmp_path / "visits.parquet")
    assert list(visits["visitors"].map(list)) == [["p1", "p2"], ["p4"], ["p1", "p9"]]
    assert visits["destinations"][0][1] == {"country": "UZB", "place": None, "span": None}
    assert visits["when"][0]["earliest"] == dt.date(2002, 4, 23)
    connection = duckdb.connect()
    asked = connection.execute(
        f"SELECT document_id, d.country, d.place FROM '{tmp_path}/visits.parquet', UNNEST(destinations) AS t(d)"
        f" WHERE status = 'occurred' ORDER BY ALL"
    ).fetchall()
    assert asked == [("document-0001", "KAZ", "آستانه"), ("x", "KAZ", "آستانه"), ("x", "UZB", None)]
    joined = connection.execute(
        f"SELECT p.name FROM '{tmp_path}/visits.parquet' v JOIN '{tmp_path}/participants.parquet' p"
        f" ON p.document_id = v.document_id AND list_contains(v.visitors, p.id)"
        f" WHERE v.id = 'v20' AND p.country = 'IRN' AND v.document_id = 'x' ORDER BY p.id"
    ).fetchall()
    assert joined == [("خاتمی",), (None,)]
    connection.close()


def test_parquet_has_the_same_types_whatever_the_data(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    write([document("empty")], "parquet", tmp_path / "a")
    write([DOCUMENT, NASTY], "parquet", tmp_path / "b")
    for path in (tmp_path / "a").iterdir():
        assert parquet.read_schema(path) == parquet.read_schema(tmp_path / "b" / path.name)
    schema = parquet.read_schema(tmp_path / "a" / "dates.parquet")
    types = {name: str(schema.field(name).type) for name in ("id", "start", "earliest", "confidence", "flags")}
    assert types == {
        "id": "string", "start": "int64", "earliest": "date32[day]", "confidence": "double",
        "flags": "list<element: string not null>",
    }  # fmt: skip


def test_parquet_loses_nothing(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    write([DOCUMENT, NASTY], "parquet", tmp_path)
    for kind, record_type in (
        ("visits", records.Visit),
        ("participants", records.Participant),
        ("dates", records.Date),
    ):
        rows = parquet.read_table(tmp_path / f"{kind}.parquet").to_pylist()
        own = [(row.pop("document_id"), msgspec.convert(row, record_type)) for row in rows]
        wanted = [(one.document.id, record) for one in (DOCUMENT, NASTY) for record in getattr(one, kind)]
        assert own == wanted


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("xlsxwriter")
    folder = tmp_path_factory.mktemp("workbook")
    (path,) = write([DOCUMENT, NASTY], "xlsx", folder / "x.xlsx")
    return path


def sheet(path: Path, name: str) -> tuple[Any, list[dict[str, Any]]]:
    found = pytest.importorskip("openpyxl").load_workbook(path)[name]
    head, *rows = found.iter_rows(values_only=True)
    return found, [dict(zip(head, row, strict=True)) for row in rows]


def test_workbook_reads_from_right_to_left(workbook: Path) -> None:
    for name, rows in (("visits", 3), ("agreements", 1), ("participants", 4 + 12), ("timeline", 5)):
        found, values = sheet(workbook, name)
        assert found.sheet_view.rightToLeft
        assert found.freeze_panes == "C2"
        assert found.auto_filter.ref == f"A1:{found.cell(1, found.max_column).coordinate[:-1]}{rows + 1}"
        assert len(values) == rows


def test_workbook_has_both_calendars(workbook: Path) -> None:
    found, values = sheet(workbook, "visits")
    first = next(row for row in values if row["visit_id"] == "v20")
    assert (first["earliest"], first["earliest_jalali"]) == (dt.datetime(2002, 4, 23), "1381-02-03")
    assert first["document_date"] == dt.datetime(2003, 8, 3)
    old = next(row for row in values if row["document_id"] == "=1+1")
    assert (old["earliest"], old["latest"], old["latest_jalali"]) == ("1355-01-01", "1890-05-06", "1269-02-16")
    column = [cell.value for cell in found[1]].index("earliest") + 1
    assert "yyyy-mm-dd" in {found.cell(row, column).number_format for row in range(2, 5)}


def test_workbook_takes_no_text_for_a_formula(workbook: Path) -> None:
    found, values = sheet(workbook, "participants")
    assert {cell.data_type for row in found.iter_rows() for cell in row} <= {"s", "n", "d"}
    names = [row["name"] for row in values if row["document_id"] == "=1+1"]
    assert "=cmd|'/c calc'!A0" in names and "-1" in names
    assert max(map(len, filter(None, names))) == 32_767
    with zipfile.ZipFile(workbook) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert not [
        name for name, data in parts.items() if "worksheets" in name and (b"<f>" in data or b"<hyperlink" in data)
    ]


def test_workbook_is_the_same_twice(workbook: Path, tmp_path: Path) -> None:
    (again,) = write([DOCUMENT, NASTY], "xlsx", tmp_path / "again.xlsx")
    assert again.read_bytes() == workbook.read_bytes()


def test_csv(tmp_path: Path) -> None:
    paths = write([DOCUMENT, NASTY], "csv", tmp_path)
    assert [path.name for path in paths] == ["visits.csv", "agreements.csv", "participants.csv", "timeline.csv"]
    assert paths[0].read_bytes().startswith(b"\xef\xbb\xbfdocument_id,visit_id,status,")
    with paths[2].open(encoding="utf-8-sig", newline="") as file:
        names = [row["name"] for row in csv.DictReader(file) if row["document_id"] == "'=1+1"]
    assert sorted(name[:6] for name in names if name.startswith("'")) == [
        "'\t=x",
        "'+x",
        "'-1",
        "'; DRO",
        "'=cmd|",
        "'@x",
    ]
    assert LONG in names


def test_a_document_that_contradicts_itself_is_left_out(tmp_path: Path) -> None:
    bad = document("bad", visits=[event("v1", "سفر", visitors=["p7"])])
    failures: list[str] = []
    write([bad, DOCUMENT], "csv", tmp_path, on_failure=lambda error: failures.append(str(error)))
    assert len(failures) == 1 and failures[0].startswith("bad: ")
    assert "v20" in (tmp_path / "visits.csv").read_text("utf-8")


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="nothing can be written here: "):
        write([DOCUMENT], "csv", tmp_path / "file" / "x")


# -- event data -------------------------------------------------------------------------------------------------------


def coded(actors: list[str], recipients: list[str], **more: Any) -> records.Document:
    people = [
        person("p1", "خاتمی", role=phrase(9, "رئیس‌جمهور"), role_code="head_of_state", country="IRN"),
        person("p2", None, country="IRN", resolved={"name": "زنگنه", "id": "z", "row": 1}),
        person("p3", "نظربایف", country="KAZ"),
    ]
    code = {"plover": {"event": "CONSULT", "mode": "visit", "context": "diplomatic"}, "cameo": "042",
            "actors": actors, "recipients": recipients}  # fmt: skip
    return document("x", participants=people, visits=[event("v20", "سفر", event=code, **more)])


def test_an_event_in_the_terms_of_the_codebooks() -> None:
    one = coded(
        ["p1", "p2", "IRN"], ["KAZ"], when=when("2002-04-23", "2002-04-25"), evidence=[span(20, "سفر خاتمى")],
        destinations=[{"country": "KAZ", "place": "آستانه"}],
    )  # fmt: skip
    (found,) = event_records(one)
    assert msgspec.to_builtins(found) == {
        "event_id": "x:v20", "dyad": None, "date": "2002-04-23", "date_latest": "2002-04-25", "event_type": "CONSULT",
        "event_mode": "visit", "contexts": ["diplomatic"], "cameo": "042", "quad_class": 1,
        "actors": [
            {"name": "خاتمی", "role": "رئیس‌جمهور", "role_code": "head_of_state", "country": "IRN", "participant": "p1"},
            {"name": "زنگنه", "role": None, "role_code": None, "country": "IRN", "participant": "p2"},
        ],
        "recipients": [{"name": None, "role": None, "role_code": None, "country": "KAZ", "participant": None}],
        "country": "KAZ", "placename": "آستانه", "status": "occurred", "text": "سفر خاتمى", "confidence": 0.8,
        "document_id": "x", "record_id": "v20", "source": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("actors", "recipients", "dyads"),
    [
        (["p1", "p2"], ["p3", "KAZ"], [("p1", "p3"), ("p2", "p3")]),
        (["p1"], ["KAZ", "UZB"], [("p1", "KAZ"), ("p1", "UZB")]),
        (["IRN", "KAZ", "UZB"], [], [("IRN", "KAZ"), ("IRN", "UZB"), ("KAZ", "UZB")]),
        (["IRN"], [], []),
    ],
)
def test_dyads(actors: list[str], recipients: list[str], dyads: list[tuple[str, str]]) -> None:
    found = list(event_records(coded(actors, recipients), dyads=True))
    sides = [(one.actors[0], one.recipients[0]) for one in found]
    assert [(a.participant or a.country, r.participant or r.country) for a, r in sides] == dyads
    assert [one.dyad for one in found] == list(range(1, len(dyads) + 1))


def test_an_event_without_a_code_is_none() -> None:
    assert list(event_records(small(1))) == []


@pytest.mark.parametrize(("cameo", "quad"), [("042", 1), ("057", 1), ("061", 2), ("125", 3), ("190", 4), ("---", None)])
def test_quad_class(cameo: str, quad: int | None) -> None:
    code = {"plover": {"event": "X"}, "cameo": cameo, "actors": [], "recipients": []}
    (found,) = event_records(document("x", visits=[event("v1", "سفر", event=code)]))
    assert found.quad_class == quad


def test_events_come_by_the_place_of_their_triggers() -> None:
    code = {"plover": {"event": "CONSULT"}, "cameo": "040", "actors": [], "recipients": []}
    one = document(
        "x",
        dates=[date("d1", "x", None, None)],
        visits=[event("v30", "سفر", event=code)],
        meetings=[event("m10", "دیدار", kind="talks", event=code)],
        agreements=[event("a20", "سند", type="document", event=code)],
    )
    assert [found.record_id for found in event_records(one)] == ["m10", "a20", "v30"]

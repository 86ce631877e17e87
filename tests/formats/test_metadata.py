"""The metadata table, and what is wrong where in a bad one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.formats.documents import Background
from pipeline.formats.metadata import read_metadata


def is_country(code: str) -> bool:
    return code in ("IRN", "KAZ")


def read(tmp_path: Path, data: bytes) -> dict[str, Background]:
    path = tmp_path / "m.tsv"
    path.write_bytes(data)
    return read_metadata(path, is_country)


@pytest.mark.parametrize(
    ("table", "found"),
    [
        ("id\tdate\na\t2002-05-06\nb\t\n", {"a": Background(dt.date(2002, 5, 6)), "b": Background()}),
        ("\ufeffsubject_country\tid\tviewpoint\r\nKAZ\ta\tIRN\r\n\r\n", {"a": Background(None, "IRN", "KAZ")}),
        ("id\na", {"a": Background()}),
        ("id\tdate\nسفر ۱\t2002-05-06 \n", {"سفر ۱": Background(dt.date(2002, 5, 6))}),
    ],
)
def test_table(tmp_path: Path, table: str, found: dict[str, Background]) -> None:
    assert read(tmp_path, table.encode()) == found


@pytest.mark.parametrize(
    ("table", "where", "message"),
    [
        (b"", "m.tsv:1", "unknown column ''"),
        (b"date\n2002-05-06\n", "m.tsv:1", "no column 'id'"),
        (b"id\tid\n", "m.tsv:1", "one column twice"),
        (b"id\tsubject\n", "m.tsv:1", "unknown column 'subject'"),
        (b"id,date\n", "m.tsv:1", "unknown column 'id,date'"),
        (b"id\tdate\na\n", "m.tsv:2", "1 cells under 2 columns"),
        (b"id\tdate\na\t\t\n", "m.tsv:2", "3 cells under 2 columns"),
        (b"id\tdate\n\t2002-05-06\n", "m.tsv:2", "the id is blank"),
        (b"id\na\n\na\n", "m.tsv:4", "id 'a' stands at line 2 already"),
        (b"id\tdate\na\t06.05.2002\n", "m.tsv:2", "'06.05.2002' is no day"),
        (b"id\tviewpoint\na\tIran\n", "m.tsv:2", "viewpoint 'Iran' is no known country code"),
        (b"id\na\n\xff\n", "m.tsv:3", "no valid UTF-8"),
    ],
)
def test_bad_table(tmp_path: Path, table: bytes, where: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        read(tmp_path, table)
    assert str(caught.value.where).endswith(where)
    assert message in caught.value.what


def test_missing_table(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="the metadata cannot be read: No such file"):
        read_metadata(tmp_path / "m.tsv", is_country)

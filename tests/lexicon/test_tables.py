"""What the reader of tables refuses, with file, line, column and remedy; own tables before ours."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pipeline.errors import DataError
from pipeline.lexicon import Lexicon, rows
from pipeline.lexicon.tables import Line, merge_tables, read_table

HEADER = "name\tnames\tcountry\tcapital\n"


def write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / f"{name}.tsv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_cells_become_values(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "countries",
        "# comment\ncode\tname\tnames\tdemonyms\tfrom\tambiguous\n\n"
        "KAZ\tقزاقستان\tجمهوری قزاقستان|قزاق‌ستان\tقزاق\t1991-12-16\t\r\n"
        "# another\nMLI\tمالی\t\t\t\tمالی\n",
    )
    assert read_table(path, rows.Country, key=("code",)) == [
        Line(
            4,
            rows.Country(
                code="KAZ",
                name="قزاقستان",
                names=("جمهوری قزاقستان", "قزاق‌ستان"),
                demonyms=("قزاق",),
                start=dt.date(1991, 12, 16),
            ),
        ),
        Line(6, rows.Country(code="MLI", name="مالی", ambiguous=("مالی",))),
    ]


@pytest.mark.parametrize(
    ("text", "line", "says", "remedy"),
    [
        ("name\tcountry\tcapitol\n", 1, "no column 'capitol'", "columns are name, names"),
        ("name\tname\tcountry\n", 1, "column name twice", "name each column once"),
        ("name\tnames\n", 1, "column country is missing", "add it"),
        ("", 1, "empty", "column names"),
        ("# only a comment\n", 1, "empty", "column names"),
        (HEADER + "تهران\tIRN\n", 2, "2 cells where the header has 4", "one tab"),
        (HEADER + "تهران\t\tIRN\ttrue\n\n# c\nقم\t\tIRN\t\t\n", 5, "5 cells where the header has 4", "one tab"),
        (HEADER + "تهران\t\tIR\t\n", 2, "column country: ", "README"),
        (HEADER + "تهران\t\tIRN\tyes\n", 2, "column capital: ", "README"),
        (HEADER + "\t\tIRN\t\n", 2, "blank cell in column `name`", "README"),
        (HEADER + "شيراز\t\tIRN\t\n", 2, "column name: letter U+064A", "ی"),
        (HEADER + "شیراز\tكيش\tIRN\t\n", 2, "column names: letter U+0643", "ک"),
        (HEADER + "شیراز\tشهر شیراز |شیرازه\tIRN\t\n", 2, "column names: stray space", "remove"),
        (HEADER + "شیراز \t\tIRN\t\n", 2, "column name: stray space", "remove"),
        (HEADER + "شیراز\tشهر  شیراز\tIRN\t\n", 2, "column names: stray space", "remove"),
        (HEADER + "شیراز\t\u200cشیراز\tIRN\t\n", 2, "column names: stray space or half-space", "remove"),
        (HEADER + "شیراز\tشیراز||قم\tIRN\t\n", 2, "an empty value beside |", "remove"),
        (HEADER + "شیراز\t|قم\tIRN\t\n", 2, "an empty value beside |", "remove"),
        (HEADER + "شیراز\t\tIRN\t\nقم\t\tIRN\t\nشیراز\tشهر راز\tIRN\t\n", 4, "'شیراز, IRN' stands at line 2", "merge"),
        (HEADER.encode() + "شیراز\t\tIRN\t\n".encode("cp1256", "replace"), 2, "not UTF-8", "UTF-8"),
    ],
)
def test_a_bad_table_is_refused(tmp_path: Path, text: str | bytes, line: int, says: str, remedy: str) -> None:
    path = write(tmp_path, "cities", text)
    with pytest.raises(DataError) as caught:
        read_table(path, rows.City, key=("name", "country"))
    error = caught.value
    assert error.where == f"cities.tsv:{line}"
    assert says in error.what
    assert remedy in (error.remedy or "")


@pytest.mark.parametrize(
    ("name", "text", "where", "says"),
    [
        ("cities", HEADER + "ناکجا\t\tXYZ\t\n", "cities.tsv:2", "column country: no country XYZ"),
        ("cities", HEADER + "ŽŽ\t\tIRN\t\n", "cities.tsv:2", "can never be found"),
        ("cities", HEADER + "—\t\tIRN\t\n", "cities.tsv:2", "can never be found"),
        ("bodies", "code\tname\tkind\nun\tسازمان\torganization\n", "bodies.tsv:2", "column code: "),
        ("bodies", "code\tname\tkind\nUN\tسازمان\tclub\n", "bodies.tsv:2", "column kind: Invalid enum value 'club'"),
        (
            "regions",
            "name\tkind\tambiguous\nخزر\tsea\tکاسپین\n",
            "regions.tsv:2",
            "ambiguous 'کاسپین' is none of the names of the row",
        ),
        ("countries", "code\tname\tfrom\nKAZ\tقزاقستان\t1991\n", "countries.tsv:2", "column from: "),
    ],
)
def test_own_tables_are_checked_alike(tmp_path: Path, name: str, text: str, where: str, says: str) -> None:
    write(tmp_path, name, text)
    with pytest.raises(DataError) as caught:
        Lexicon.load(tmp_path)
    assert (caught.value.where, says in caught.value.what) == (where, True)


def test_a_table_of_no_known_name_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "citys", HEADER)
    with pytest.raises(DataError, match="no table of this name") as caught:
        Lexicon.load(tmp_path)
    assert caught.value.where == str(path)
    assert "cities" in (caught.value.remedy or "")


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no such folder"):
        Lexicon.load(tmp_path / "none")


def test_own_rows_replace_ours_and_add_to_them(tmp_path: Path) -> None:
    write(tmp_path, "countries", "code\tname\tdemonyms\nKAZ\tکازاخستان\tکازاخ\n")
    write(tmp_path, "cities", HEADER + "ترنج‌آباد\tترنج شهر\tKAZ\t\n")
    ours, own = Lexicon.load(), Lexicon.load(tmp_path)

    def codes(lexicon: Lexicon, text: str) -> list[str]:
        return [e.type for hit in lexicon.scan(text) for e in hit.entries]

    assert (codes(ours, "قزاقستان"), codes(own, "قزاقستان")) == (["country"], [])
    assert (codes(ours, "کازاخستان"), codes(own, "کازاخستان")) == ([], ["country"])
    assert (codes(ours, "ترنج‌شهر"), codes(own, "ترنج‌شهر")) == ([], ["city"])
    assert codes(own, "روسیه") == ["country"]
    kazakhstan = own.country("KAZ")
    assert kazakhstan is not None and kazakhstan.name == "کازاخستان"


def test_the_hash_is_that_of_the_content(tmp_path: Path) -> None:
    ours = Lexicon.load()
    write(tmp_path, "cities", HEADER + "ترنج‌آباد\t\tKAZ\t\n")
    first = Lexicon.load(tmp_path).hash
    assert first not in (ours.hash, "")
    assert Lexicon.load(tmp_path).hash == first
    write(tmp_path, "cities", HEADER + "ترنج‌آباد\t\tUZB\t\n")
    assert Lexicon.load(tmp_path).hash != first


def test_the_shipped_lexicon_is_loaded_once() -> None:
    assert Lexicon.load() is Lexicon.load()


def test_later_folders_come_first(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for folder, kind in ((first, "sea"), (second, "lake")):
        folder.mkdir()
        write(folder, "regions", f"name\tkind\nخزر\t{kind}\n")
    merged = merge_tables([first, second], "regions", rows.Region)
    assert [line.row.kind for line in merged] == ["lake"]
    assert merge_tables([first, second], "cities", rows.City) == []

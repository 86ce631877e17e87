"""A state, a body, a person or an office is one row, also from an own folder; adding, finding and checking rows."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

import pipeline
from pipeline.cli import app
from pipeline.errors import DataError, UsageError
from pipeline.lexicon import Lexicon
from pipeline.lexicon.editing import add_row, find_rows, lint
from pipeline.lexicon.holders import OfficeHolders

#: Table, the one row, a text, and the participants read from it as (name or office, country).
ROWS = [
    (
        "countries",
        {"code": "XAA", "name": "زرینستان", "demonyms": "زرین"},
        "وزیر خارجه زرینستان با همتای ایرانی خود دیدار کرد.",
        [("وزیر خارجه", "XAA"), ("وزیر خارجه", "IRN")],
    ),
    (
        "bodies",
        {"code": "ZFORUM", "name": "مجمع زرین", "kind": "organization"},
        "دبیرکل مجمع زرین با رئیس‌جمهور ایران دیدار کرد.",
        [("دبیرکل", "ZFORUM"), ("رئیس‌جمهور", "IRN")],
    ),
    (
        "offices",
        {"name": "ناظر بزرگ", "class": "envoy", "role_code": "special_envoy"},
        "ناظر بزرگ عمان با رئیس‌جمهور ایران دیدار کرد.",
        [("ناظر بزرگ", "OMN"), ("رئیس‌جمهور", "IRN")],
    ),
    (
        "institutions",
        {"name": "انجمن زرین", "head_role_code": "chief_of_body", "country": "OMN"},
        "رئیس انجمن زرین با رئیس‌جمهور ایران دیدار کرد.",
        [("رئیس انجمن زرین", "OMN"), ("رئیس‌جمهور", "IRN")],
    ),
    (
        "cities",
        {"name": "دیلمان‌شهر", "country": "OMN"},
        "شهردار دیلمان‌شهر با رئیس‌جمهور ایران دیدار کرد.",
        [("شهردار دیلمان‌شهر", "OMN"), ("رئیس‌جمهور", "IRN")],
    ),
    (
        "given_names",
        {"name": "زرینه‌تاش", "gender": "male", "origin": "Persian"},
        "زرینه‌تاش کوشان‌فر با رئیس‌جمهور عمان دیدار کرد.",
        [("زرینه‌تاش کوشان‌فر", "IRN"), ("رئیس‌جمهور", "OMN")],
    ),
]
HOLDER = {
    "id": "zarrin-ostadi",
    "name": "زرین استادی‌فر",
    "country": "IRN",
    "role_code": "chief_of_body",
    "office": "رئیس سازمان بنادر",
    "start": "2001-01-01",
    "end": "2001-12-31",
    "source": "own",
}


@pytest.mark.parametrize(("table", "row", "text", "people"), ROWS, ids=[row[0] for row in ROWS])
def test_one_row(tmp_path: Path, table: str, row: dict[str, str], text: str, people: list[tuple[str, str]]) -> None:
    add_row(tmp_path, table, row)
    engine = pipeline.load(tagger="none", lexicon=tmp_path)
    found = engine.extract(text, id="own", everyone=True).participants
    assert [(p.name or (p.role.text if p.role else p.kind), p.country) for p in found] == people


def test_one_row_for_a_person(tmp_path: Path) -> None:
    add_row(tmp_path, "office_holders", HOLDER)
    engine = pipeline.load(tagger="none", lexicon=tmp_path)
    (person,) = engine.extract("زرین استادی‌فر وارد مسقط شد.", id="own", date="2001-05-01").participants
    assert person.resolved is not None
    assert (person.resolved.id, person.country) == ("zarrin-ostadi", "IRN")


def test_an_own_row_takes_precedence(tmp_path: Path) -> None:
    add_row(tmp_path, "bodies", {"code": "ECO", "name": "پیمان اکوی نو", "kind": "organization"})
    types = {e.type for hit in Lexicon.load(tmp_path).scan("پیمان اکوی نو") for e in hit.entries}
    assert "body" in types
    assert not [hit for hit in Lexicon.load(tmp_path).scan("اکو") if any(e.type == "body" for e in hit.entries)]


#: Table, a row that breaks a rule, and what is said of it.
REFUSED = [
    ("cities", {"name": "صحم", "country": "XXX"}, "no country XXX"),
    ("cities", {"name": "صحم"}, "column country is missing"),
    ("offices", {"name": "امير", "class": "monarch"}, "U+064A"),
    ("office_holders", {**HOLDER, "end": "2000-01-01"}, "ends before it starts"),
    (
        "office_holders",
        {
            **HOLDER,
            "role_code": "foreign_minister",
            "office": "وزیر امور خارجه",
            "start": "2000-01-01",
            "end": "2004-01-01",
        },
        "overlaps that of",
    ),
    (
        "office_holders",
        {**HOLDER, "country": "OMN", "role_code": "crown_prince", "start": "2030-01-01", "end": "2029-01-01"},
        "ends before it starts",
    ),
]


@pytest.mark.parametrize(("table", "row", "said"), REFUSED)
def test_a_bad_row_is_refused_and_leaves_the_table(tmp_path: Path, table: str, row: dict[str, str], said: str) -> None:
    with pytest.raises(DataError, match=said.replace("+", r"\+")):
        add_row(tmp_path, table, row)
    assert list(tmp_path.iterdir()) == []


def test_a_gap_between_terms_is_refused(tmp_path: Path) -> None:
    row = {**HOLDER, "role_code": "secretary_general", "country": "UN", "start": "1971-06-01", "end": "1971-12-31"}
    before = {**row, "id": "zarrin-pish", "name": "زرین پیش", "start": "1960-01-01", "end": "1961-01-01"}
    add_row(tmp_path, "office_holders", row)
    with pytest.raises(DataError, match="nobody has the office between"):
        add_row(tmp_path, "office_holders", before)
    add_row(
        tmp_path,
        "office_holders",
        {**row, "gap": "not looked up", "start": "1971-06-02", "id": "zarrin-ostadi"} | {"overlap": "a test"},
    )
    assert OfficeHolders.load([tmp_path]).lines


@pytest.mark.parametrize(
    ("table", "row", "said"),
    [("towns", {"name": "صحم"}, "no table is called"), ("cities", {"nome": "صحم"}, "has no column 'nome'")],
)
def test_wrong_use(tmp_path: Path, table: str, row: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        add_row(tmp_path, table, row)


def test_rows_are_found_in_any_spelling(tmp_path: Path) -> None:
    assert {found.path.stem for found in find_rows("خرازي")} == {"office_holders"}
    assert find_rows("دقم جدید") == []
    path = add_row(tmp_path, "cities", {"name": "دقم جدید", "country": "OMN"})
    (found,) = find_rows("دقمجديد", tmp_path)
    assert (found.path, found.number, found.cells) == (path, 2, {"name": "دقم جدید", "country": "OMN"})


def test_the_commands(tmp_path: Path) -> None:
    def run(*arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(app, [*arguments, "--lexicon", str(tmp_path)])
        return result.exit_code, result.output

    assert run("lexicon", "add", "cities", "name=دقم جدید", "country=OMN")[0] == 0
    assert run("lexicon", "add", "cities", "name=صحم جدید", "country=OMN")[0] == 0
    assert run("lexicon", "lint") == (0, "2 rows are well formed\n")
    assert "cities.tsv:3" in run("lexicon", "find", "صحم جدید")[1]
    assert run("lexicon", "find", "نیست‌آباد")[0] == 1
    assert run("lexicon", "add", "cities", "name=دقم جدید", "country=OMN")[0] == 2
    assert run("lexicon", "add", "cities", "صحم")[0] == 2
    assert lint(tmp_path) == 2
    code, told = run("who", "سفیر ایران در دقم جدید با رئیس‌جمهور عمان دیدار کرد.", "--tagger", "none")
    assert code == 0
    assert [line.split("\t")[:5] for line in told.splitlines()] == [
        ["office", "-", "سفیر", "ambassador", "IRN"],
        ["office", "-", "رئیس‌جمهور", "head_of_state", "OMN"],
    ]

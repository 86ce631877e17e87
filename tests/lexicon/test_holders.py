"""The office-holder table: its terms, and whom a name or an office means."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import DataError
from pipeline.lexicon import Lexicon
from pipeline.lexicon.holders import KNOWN_UNTIL, SINGLE_OFFICES, OfficeHolder, OfficeHolders, name_key

TABLES = Path(__file__).parents[2] / "pipeline" / "lexicon" / "tables"
HEADER = "id\tname\tnames\tcountry\trole_code\toffice\tstart\tend\tprecision\toverlap\tsource"


@pytest.fixture(scope="module")
def holders() -> OfficeHolders:
    return OfficeHolders.load([TABLES])


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def query(name: str | None, role: str | None, country: str | None, when: str) -> dict[str, Any]:
    """``when``: a day, an interval ``day/day`` with ``..`` for an open end, or nothing."""
    ends = when.split("/") if when else ["..", ".."]
    bounds = [None if end == ".." else day(end) for end in (ends[0], ends[-1])]
    return {"name": name, "role_code": role, "country": country, "earliest": bounds[0], "latest": bounds[1]}


#: Name, role, country, when, and the person's full name and first day of the term meant; None where it must stay open.
CASES: list[tuple[str | None, str | None, str | None, str, tuple[str, str] | None]] = [
    # bare surnames that one person has
    ("خاتمی", None, None, "", ("محمد خاتمی", "1997-08-03")),
    ("خاتمی", None, "IRN", "2002-04-24/2002-05-06", ("محمد خاتمی", "1997-08-03")),
    ("حبیبی", None, None, "", ("حسن حبیبی", "1989-08-21")),
    ("حبیبی", None, "IRN", "1995-03-21/1996-03-19", ("حسن حبیبی", "1989-08-21")),
    ("نظربایف", None, None, "", ("نورسلطان نظربایف", "1990-04-24")),
    ("نظربايف", None, "KAZ", "", ("نورسلطان نظربایف", "1990-04-24")),
    ("نظربایوف", None, None, "", ("نورسلطان نظربایف", "1990-04-24")),
    ("امین‌زاده", None, "IRN", "", ("محسن امین‌زاده", "1997-01-01")),
    # full names in any spelling
    ("سیدمحمد خاتمی", None, None, "", ("محمد خاتمی", "1997-08-03")),
    ("سید محمد خاتمی", None, None, "", ("محمد خاتمی", "1997-08-03")),
    ("هاشمی‌رفسنجانی", "head_of_state", "IRN", "", ("اکبر هاشمی رفسنجانی", "1989-08-16")),
    ("بوريس يلتسين", "head_of_state", "RUS", "", ("بوریس یلتسین", "1991-07-10")),
    ("علی اکبر ولایتی", "foreign_minister", "IRN", "1992-01-01", ("علی‌اکبر ولایتی", "1981-12-15")),
    ("اسلام کریم‌اف", None, None, "1999-06-11", ("اسلام کریموف", "1990-03-24")),
    ("حیدر علیف", None, None, "2002-05-18", ("حیدر علی‌اف", "1993-06-24")),
    # a surname of several: told by office, country or day
    ("عارف", "first_vice_president", None, "", ("محمدرضا عارف", "2001-08-26")),
    ("عارف", None, "IRN", "2003-01-01", ("محمدرضا عارف", "2001-08-26")),
    ("عارف", None, "IRN", "2024-09-01", ("محمدرضا عارف", "2024-07-28")),
    ("بوش", None, "USA", "2003-03-20", ("جورج دبلیو بوش", "2001-01-20")),
    ("بوش", "head_of_state", "USA", "1991-01-17", ("جورج بوش", "1989-01-20")),
    ("کلینتون", "foreign_minister", None, "", ("هیلاری کلینتون", "2009-01-21")),
    ("کلینتون", None, "USA", "1998-01-01/1998-12-31", ("بیل کلینتون", "1993-01-20")),
    ("علی‌اف", None, "AZE", "2010-11-18", ("الهام علی‌اف", "2003-10-31")),
    ("سارکیسیان", "head_of_state", "ARM", "2009-04-13", ("سرژ سرکیسیان", "2008-04-09")),
    ("صالحی", "foreign_minister", "IRN", "2012-05-01", ("علی‌اکبر صالحی", "2010-12-13")),
    # a part of a name is enough beside the office
    ("عبدالله", "monarch", "SAU", "2007-03-03", ("عبدالله بن عبدالعزیز", "2005-08-01")),
    ("حبیبی", "head_of_state", "IDN", "1999-01-01", ("بحرالدین یوسف حبیبی", "1998-05-21")),
    ("رحیمی", "first_vice_president", "IRN", "", ("محمدرضا رحیمی", "2009-09-13")),
    # a full name is the person's out of office, too
    ("محمد خاتمی", None, "IRN", "2013-06-01", ("محمد خاتمی", "1997-08-03")),
    ("بوریس یلتسین", "head_of_state", "RUS", "2002-05-01", ("بوریس یلتسین", "1991-07-10")),
    # offices on a day
    (None, "head_of_state", "KAZ", "2000-10-01/2000-10-31", ("نورسلطان نظربایف", "1990-04-24")),
    (None, "head_of_state", "RUS", "2000-10-01/2000-10-31", ("ولادیمیر پوتین", "1999-12-31")),
    (None, "foreign_minister", "IRN", "1995-01-01/1995-12-31", ("علی‌اکبر ولایتی", "1981-12-15")),
    (None, "head_of_government", "TUR", "1996-08-10", ("نجم‌الدین اربکان", "1996-06-28")),
    (None, "head_of_state", "SUN", "1989-06-22", ("میخائیل گورباچف", "1988-10-01")),
    (None, "supreme_leader", "IRN", "2002-01-01", ("سید علی خامنه‌ای", "1989-06-04")),
    (None, "secretary_general", "UN", "1999-09-01", ("کوفی عنان", "1997-01-01")),
    # open: several people
    ("عارف", None, None, "", None),
    ("بوش", None, None, "", None),
    ("کلینتون", None, "USA", "", None),
    ("علی‌اف", None, "AZE", "", None),
    ("سرکیسیان", "head_of_government", "ARM", "", None),
    ("حریری", "head_of_government", "LBN", "", None),
    ("کاسترو", None, "CUB", "", None),
    ("شریف", "head_of_government", "PAK", "", None),
    # open: nobody of that office, country or time
    ("خاتمی", None, "KAZ", "", None),
    ("خاتمی", "foreign_minister", None, "", None),
    ("خاتمی", None, "IRN", "2010-01-01", None),
    ("علی خاتمی", None, None, "", None),
    ("ولایتی", "other", "IRN", "2015-01-01", None),
    ("صدر", None, None, "", None),
    ("حسین", None, None, "", None),
    ("عبدالله", None, None, "", None),
    ("", None, None, "", None),
    # open: an office without a day, over a change, on the day of a handover, by month only, or too late to know
    (None, "head_of_state", "KAZ", "", None),
    (None, "head_of_state", "KAZ", "2000-10-01/..", None),
    (None, "head_of_state", None, "2000-10-01", None),
    (None, None, "IRN", "2000-10-01", None),
    (None, "head_of_state", "IRN", "1997-01-01/1997-12-31", None),
    (None, "head_of_state", "IRN", "1997-08-03", None),
    (None, "foreign_minister", "FRA", "2002-05-20", None),
    (None, "head_of_state", "KAZ", "2030-01-01", None),
    (None, "head_of_state", "IRN", "1981-07-15", None),
    (None, "minister", "IRN", "2000-10-01", None),
    (None, "chief_of_body", "IRN", "2015-10-01", None),
    (None, "deputy_foreign_minister", "IRN", "1999-10-01", None),
]


@pytest.mark.parametrize(("name", "role", "country", "when", "expected"), CASES)
def test_resolve(
    holders: OfficeHolders,
    name: str | None,
    role: str | None,
    country: str | None,
    when: str,
    expected: tuple[str, str] | None,
) -> None:
    found = holders.resolve(**query(name, role, country, when))
    assert (None if found is None else (found.row.name, found.row.start.isoformat())) == expected


def test_the_row_is_the_line_of_the_file(holders: OfficeHolders) -> None:
    lines = (TABLES / "office_holders.tsv").read_text("utf-8").split("\n")
    for line in holders.lines:
        assert lines[line.number - 1].startswith(f"{line.row.id}\t{line.row.name}\t")


def test_by_surname(holders: OfficeHolders) -> None:
    assert {line.row.name for line in holders.by_surname("علیف")} == {"حیدر علی‌اف", "الهام علی‌اف"}
    assert {line.row.name for line in holders.by_surname("بوش")} == {"جورج بوش", "جورج دبلیو بوش"}
    assert holders.by_surname("ناشناس") == []


@pytest.mark.parametrize(
    ("country", "role", "when", "names"),
    [
        ("IRN", "head_of_state", "1997-08-02", ["اکبر هاشمی رفسنجانی"]),
        ("IRN", "head_of_state", "1997-08-03", ["اکبر هاشمی رفسنجانی", "محمد خاتمی"]),
        ("IRN", "head_of_state", "1997-08-04", ["محمد خاتمی"]),
        ("IRN", "head_of_government", "1979-02-07", ["شاپور بختیار", "مهدی بازرگان"]),
        ("IRN", "head_of_government", "1999-01-01", []),
    ],
)
def test_holder(holders: OfficeHolders, country: str, role: Any, when: str, names: list[str]) -> None:
    assert [line.row.name for line in holders.holder(country, role, day(when))] == names


def test_size(holders: OfficeHolders) -> None:
    assert len(holders.lines) >= 900


def test_countries_and_bodies_are_known(holders: OfficeHolders) -> None:
    lexicon = Lexicon.load()
    bodies = {entry.row.code for entry in lexicon.entries("body") if hasattr(entry.row, "code")}
    unknown = {line.row.country for line in holders.lines} - bodies
    assert {code for code in unknown if lexicon.country(code) is None} == set()


def test_nobody_ended_in_the_future_and_all_have_sources(holders: OfficeHolders) -> None:
    assert all(line.row.source.startswith(("Archigos 4.1", "Wikipedia: ")) for line in holders.lines)
    assert all(line.row.start <= (line.row.end or dt.date.max) for line in holders.lines)
    assert max(line.row.start for line in holders.lines) < dt.date(2026, 1, 1)


def test_surnames_of_several_are_those_meant_to_be(holders: OfficeHolders) -> None:
    """A full name never means two people, but for father and son Bush."""
    people: dict[str, set[str]] = {}
    for line in holders.lines:
        for name in (line.row.name, *line.row.names):
            if " " in name:
                people.setdefault(name_key(name), set()).add(line.row.id)
    assert {key for key, ids in people.items() if len(ids) > 1} == {name_key("جورج بوش"), name_key("جرج بوش")}


@given(
    role=st.sampled_from(sorted(SINGLE_OFFICES)),
    country=st.sampled_from(["IRN", "KAZ", "RUS", "TUR", "PAK", "JPN", "SUN", "UN"]),
    first=st.dates(dt.date(1975, 1, 1), dt.date(2027, 1, 1)),
    length=st.integers(0, 4000),
)
def test_an_office_is_resolved_to_who_held_it_throughout(role: Any, country: str, first: dt.date, length: int) -> None:
    holders = Lexicon.load().holders
    last = first + dt.timedelta(days=length)
    found = holders.resolve(role_code=role, country=country, earliest=first, latest=last)
    at_ends = [line.row.id for end in (first, last) for line in holders.holder(country, role, end)]
    if found is not None:
        assert set(at_ends) == {found.row.id}
        assert last <= KNOWN_UNTIL


ROW = "x\tالف ب\t\tIRN\thead_of_state\tرئیس‌جمهور\t{start}\t{end}\t{precision}\t{overlap}\tWikipedia: X"
NEXT = "y\tپ ت\t\tIRN\thead_of_state\tرئیس‌جمهور\t{start}\t{end}\tday\t{overlap}\tWikipedia: X"


def write(folder: Path, *rows: str) -> Path:
    (folder / "office_holders.tsv").write_text("\n".join((HEADER, *rows)) + "\n", "utf-8")
    return folder


@pytest.mark.parametrize(
    ("start", "end", "precision"),
    [
        ("2001-05-01", "2000-05-01", "day"),
        ("2001-05", "2002-05-01", "day"),
        ("2001-05-02", "2002-05-31", "month"),
        ("2001-05-01", "2002-05-30", "month"),
        ("2001-02-01", "2002-12-31", "year"),
        ("2001-01-01", "2002-12-31", "decade"),
    ],
)
def test_a_bad_term_is_refused(tmp_path: Path, start: str, end: str, precision: str) -> None:
    write(tmp_path, ROW.format(start=start, end=end, precision=precision, overlap=""))
    with pytest.raises(DataError) as caught:
        OfficeHolders.load([tmp_path])
    assert caught.value.where == "office_holders.tsv:2"


@pytest.mark.parametrize(
    ("end", "precision", "start", "overlap", "fits"),
    [
        ("2004-05-01", "day", "2004-05-01", "", True),
        ("2004-05-01", "day", "2004-04-30", "", False),
        ("2004-05-01", "day", "2004-04-30", "acting", True),
        ("2004-05-31", "month", "2004-05-10", "", True),
        ("2004-05-31", "month", "2004-04-30", "", False),
        ("2004-12-31", "year", "2004-02-10", "", True),
        ("", "day", "2004-02-10", "", False),
    ],
)
def test_terms_of_an_office_do_not_overlap(
    tmp_path: Path, end: str, precision: str, start: str, overlap: str, fits: bool
) -> None:
    first = ROW.format(start="2001-01-01", end=end, precision=precision, overlap="")
    write(tmp_path, first, NEXT.format(start=start, end="", overlap=overlap))
    if fits:
        assert len(OfficeHolders.load([tmp_path]).lines) == 2
    else:
        with pytest.raises(DataError, match="overlaps that of الف ب") as caught:
            OfficeHolders.load([tmp_path])
        assert caught.value.where == "office_holders.tsv:3"


def test_one_id_is_one_person(tmp_path: Path) -> None:
    first = ROW.format(start="2001-01-01", end="2002-01-01", precision="day", overlap="")
    other = NEXT.format(start="2003-01-01", end="", overlap="").replace("y\t", "x\t", 1)
    with pytest.raises(DataError, match="is الف ب at line 2"):
        OfficeHolders.load([write(tmp_path, first, other)])


def test_a_term_without_a_day_in_common() -> None:
    term = OfficeHolder(
        id="x", name="الف", country="IRN", role_code="head_of_state", office="رئیس‌جمهور", source="",
        start=day("2001-01-01"), end=day("2001-12-31"), precision="year",
    )  # fmt: skip
    assert term.touches(day("2001-06-01"), None)
    assert not term.touches(day("2002-01-01"), None)
    assert not term.touches(None, day("2000-12-31"))
    assert not term.covers(day("2001-06-01"), day("2001-06-01"))

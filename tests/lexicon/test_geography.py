"""The tables of states, places and bodies: complete, without contradictions, right about the days of states."""

from __future__ import annotations

import collections
import datetime as dt

import pytest

from pipeline.lexicon import Lexicon, rows
from pipeline.lexicon.bytes_skeleton import fold
from pipeline.lexicon.scan import forms

LEXICON = Lexicon.load()

#: Members of the United Nations (un.org, 2024), ISO 3166-1 alpha-3.
_MEMBERS = """
AFG AGO ALB AND ARE ARG ARM ATG AUS AUT AZE BDI BEL BEN BFA BGD BGR BHR BHS BIH BLR BLZ BOL BRA BRB BRN BTN BWA CAF CAN
CHE CHL CHN CIV CMR COD COG COL COM CPV CRI CUB CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESP EST ETH FIN FJI FRA FSM
GAB GBR GEO GHA GIN GMB GNB GNQ GRC GRD GTM GUY HND HRV HTI HUN IDN IND IRL IRN IRQ ISL ISR ITA JAM JOR JPN KAZ KEN KGZ
KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MOZ
MRT MUS MWI MYS NAM NER NGA NIC NLD NOR NPL NRU NZL OMN PAK PAN PER PHL PLW PNG POL PRK PRT PRY QAT ROU RUS RWA SAU SDN
SEN SGP SLB SLE SLV SMR SOM SRB SSD STP SUR SVK SVN SWE SWZ SYC SYR TCD TGO THA TJK TKM TLS TON TTO TUN TUR TUV TZA UGA
UKR URY USA UZB VCT VEN VNM VUT WSM YEM ZAF ZMB ZWE
"""
MEMBERS = _MEMBERS.split()
FORMER = ["SUN", "YUG", "CSK", "DDR", "SCG", "YMD"]
OTHERS = ["PSE", "VAT", "TWN", "XKX"]


def rows_of(type_: str) -> list[rows.Row]:
    return list({id(e.row): e.row for e in LEXICON.entries(type_)}.values())


def test_all_states_are_there() -> None:
    assert len(MEMBERS) == 193
    assert [code for code in (*MEMBERS, *FORMER, *OTHERS) if LEXICON.country(code) is None] == []
    assert LEXICON.country("XYZ") is None


def test_every_state_of_today_has_a_capital() -> None:
    assert [code for code in (*MEMBERS, *OTHERS) if LEXICON.capital(code) is None] == []


@pytest.mark.parametrize(
    ("code", "name"),
    [("IRN", "تهران"), ("KAZ", "آستانه"), ("RUS", "مسکو"), ("USA", "واشنگتن"), ("CHE", "برن"), ("TUR", "آنکارا")],
)
def test_capitals(code: str, name: str) -> None:
    capital = LEXICON.capital(code)
    assert capital is not None
    assert capital.name == name


def test_tables_are_large_enough() -> None:
    sizes = {type_: len(rows_of(type_)) for type_ in ("city", "body", "region")}
    assert sizes["city"] >= 350
    assert sizes["body"] >= 120
    assert sizes["region"] >= 100


@pytest.mark.parametrize(
    "codes",
    [
        "UN UNSC UNGA UNESCO UNHCR WHO IAEA ICJ",
        "EU NATO OSCE OIC ECO CICA SCO CIS EAEU IORA ACD TRACECA GCC LAS AU ASEAN SAARC",
        "WTO IMF WB AIIB WEF OPEC GECF",
        "D8 NAM G7 G8 G20 G77 BRICS",
    ],
)
def test_bodies_by_their_acronyms(codes: str) -> None:
    assert set(codes.split()) <= {row.code for row in rows_of("body") if isinstance(row, rows.Body)}


def test_codes_of_bodies_are_no_codes_of_countries() -> None:
    """The usual acronym of the non-aligned movement is the code of Namibia; parties are told apart by their surface."""
    shared = {row.code for row in rows_of("body") if isinstance(row, rows.Body) and LEXICON.country(row.code)}
    assert shared == {"NAM"}


def test_a_surface_that_is_not_ambiguous_means_one_row_of_a_table() -> None:
    for type_ in ("country", "demonym", "city", "region", "body"):
        owners: dict[bytes, set[str]] = collections.defaultdict(set)
        for entry in LEXICON.entries(type_):
            for surface in entry.surfaces:
                if not entry.ambiguous:
                    owners[forms(surface, "none")[0].replace(b" ", b"")].add(entry.name)
        assert [names for names in owners.values() if len(names) > 1] == []


def test_every_alias_finds_what_those_before_it_do_not() -> None:
    for type_ in ("country", "demonym", "city", "region", "body"):
        for entry in LEXICON.entries(type_):
            for n, surface in enumerate(entry.surfaces):
                before = {form for earlier in entry.surfaces[:n] for form in forms(earlier, entry.inflection)}
                assert not before.issuperset(forms(surface, "none")), (entry.name, surface)


@pytest.mark.parametrize("common", ["مالی", "دوشنبه", "بن", "قم", "ری", "کیش", "وان", "کن", "نیس", "امان", "پرو", "چک"])
def test_common_words_need_context(common: str) -> None:
    places = [e for h in LEXICON.scan(common) for e in h.entries if e.type in ("country", "city", "region", "body")]
    assert places
    assert all(entry.ambiguous for entry in places)


@pytest.mark.parametrize("plain", ["ایران", "عمان", "اردن", "هند", "گرجستان", "قطر", "تهران", "سیکا", "خزر", "وین"])
def test_plain_names_need_none(plain: str) -> None:
    assert not any(e.ambiguous for h in LEXICON.scan(plain) for e in h.entries)


@pytest.mark.parametrize(
    ("code", "day", "state", "land_of"),
    [
        ("SUN", "1991-12-25", True, "SUN"),
        ("SUN", "1991-12-26", False, "SUN"),
        ("KAZ", "1991-12-15", False, "SUN"),
        ("KAZ", "1991-12-16", True, "KAZ"),
        ("RUS", "1991-12-25", False, "SUN"),
        ("RUS", "1991-12-26", True, "RUS"),
        ("RUS", "1921-02-26", True, "RUS"),
        ("EST", "1985-01-01", False, "SUN"),
        ("EST", "1930-01-01", True, "EST"),
        ("DDR", "1990-10-02", True, "DDR"),
        ("DDR", "1990-10-03", False, "DDR"),
        ("CZE", "1980-05-05", False, "CSK"),
        ("SVK", "1993-01-01", True, "SVK"),
        ("SRB", "1999-03-24", False, "YUG"),
        ("SRB", "2005-01-01", False, "SCG"),
        ("MNE", "2006-06-03", True, "MNE"),
        ("BGD", "1970-01-01", False, "PAK"),
        ("SSD", "2010-01-01", False, "SDN"),
        ("YMD", "1980-01-01", True, "YMD"),
        ("IRN", "1907-08-31", True, "IRN"),
        ("UN", "1990-01-01", True, "UN"),
    ],
)
def test_states_on_a_day(code: str, day: str, state: bool, land_of: str) -> None:
    date = dt.date.fromisoformat(day)
    assert (LEXICON.is_state(code, date), LEXICON.state_on(code, date)) == (state, land_of)


def test_what_a_state_was_part_of_is_a_state() -> None:
    for row in rows_of("country"):
        assert isinstance(row, rows.Country)
        assert row.part_of is None or LEXICON.country(row.part_of) is not None
        assert row.part_of is None or row.start is not None


def test_fold_is_what_texts_are_read_with() -> None:
    assert fold("رئیس") == fold("رييس") == fold("رئيس")
    assert fold("۵") == fold("5") == fold("٥")
    assert fold("آ") != fold("ا")

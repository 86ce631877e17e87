"""The tables of people: offices, portfolios, institutions, honorifics, names and the shapes of surnames."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, get_args

import pytest

from pipeline.errors import DataError
from pipeline.lexicon import Lexicon, rows
from pipeline.lexicon.names import has_surname_shape, is_name_particle
from pipeline.lexicon.tables import Line, read_table
from pipeline.records import RoleCode
from pipeline.text.keys import match_key

TABLES = Path(rows.__file__).parent / "tables"
ROWS: dict[str, type[rows.Row]] = {
    "offices": rows.Office,
    "portfolios": rows.Portfolio,
    "institutions": rows.Institution,
    "honorifics": rows.Honorific,
    "given_names": rows.GivenName,
}


def table(name: str) -> list[Line[Any]]:
    return list(read_table(TABLES / f"{name}.tsv", ROWS[name], key=("name",)))


def compositions() -> list[rows.RoleComposition]:
    lines = read_table(TABLES / "role_composition.tsv", rows.RoleComposition, key=("deputy", "base"))
    return [line.row for line in lines]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load()


def key(surface: str) -> str:
    """A surface without regard to spacing and marks, as the scanner sees it."""
    return "".join(letter for letter in match_key(surface) if letter.isalnum())


def repeated(keys: Iterable[str]) -> list[str]:
    return [found for found, count in Counter(keys).items() if count > 1]


@pytest.mark.parametrize("name", ROWS)
def test_no_surface_stands_in_two_rows(name: str) -> None:
    assert repeated(found for line in table(name) for found in {key(surface) for surface in line.row.surfaces}) == []


@pytest.mark.parametrize("name", ROWS)
def test_no_row_lists_what_is_found_anyway(name: str) -> None:
    """Two surfaces of a row with the same letters differ in where they have breaks."""
    broken = [
        [" ".join(match_key(s.replace("\u200c", " ")).split()) for s in line.row.surfaces] for line in table(name)
    ]
    assert [repeated(surfaces) for surfaces in broken if repeated(surfaces)] == []


def test_no_plural_stands_twice() -> None:
    assert repeated(key(surface) for line in table("offices") for surface in line.row.plural) == []


@pytest.mark.parametrize(
    ("name", "least"),
    [("offices", 130), ("portfolios", 400), ("institutions", 300), ("honorifics", 50), ("given_names", 1400)],
)
def test_size(name: str, least: int) -> None:
    assert len(table(name)) >= least


@pytest.mark.parametrize("name", ROWS)
def test_surfaces_are_spelled_as_in_modern_prose(name: str) -> None:
    """Letters of the Arabic script but old ي and ك, no digits, no Latin; breaks are spaces and half-spaces."""
    wrong = [
        (line.number, surface)
        for line in table(name)
        for surface in (*line.row.surfaces, *getattr(line.row, "plural", ()))
        if not all(letter in "\u200c ،-" or letter.isalpha() or letter in "ً" for letter in surface)
        or any(letter in "يىكۀ" or (letter.isascii() and letter.isalnum()) for letter in surface)
    ]
    assert wrong == []


def test_every_minister_of_a_portfolio_is_a_minister() -> None:
    codes = {line.row.role_code for line in table("portfolios")}
    assert codes == {"foreign_minister", "minister", None}


def test_given_names_say_gender_and_origin() -> None:
    assert {line.row.gender for line in table("given_names")} == {"male", "female"}
    assert all(line.row.origin for line in table("given_names"))


def test_compositions_begin_with_offices() -> None:
    offices = {line.row.name for line in table("offices")}
    assert {composition.deputy for composition in compositions()} <= offices


def test_every_role_code_is_some_office() -> None:
    told = {line.row.role_code for line in table("offices")} | {composition.role_code for composition in compositions()}
    told |= {line.row.role_code for line in table("portfolios")}
    assert set(get_args(RoleCode)) - told == set()


#: Text, the chunk type of an entry that must be found over all of it, and its canonical name.
SURFACES = [
    ("رئیس‌جمهور", "office.president", "رئیس‌جمهور"),
    ("ریاست محترم جمهوری", "office.president", "رئیس‌جمهور"),
    ("رئيسجمهور", "office.president", "رئیس‌جمهور"),
    ("رییس جمهوری", "office.president", "رئیس‌جمهور"),
    ("رؤسای جمهوری", "offices.president", "رئیس‌جمهور"),
    ("روسای جمهور", "offices.president", "رئیس‌جمهور"),
    ("سران", "offices.president", "رئیس کشور"),
    ("مقام معظم رهبری", "office.leader", "رهبر انقلاب"),
    ("نخست وزیر", "office.premier", "نخست‌وزیر"),
    ("رؤسای دولت‌های", "offices.premier", "رئیس دولت"),
    ("صدراعظم", "office.premier", "صدراعظم"),
    ("وزراء", "offices.minister", "وزیر"),
    ("وزرای", "offices.minister", "وزیر"),
    ("وزیران", "offices.minister", "وزیر"),
    ("وزیر کشور", "office.minister", "وزیر کشور"),
    ("معاونین", "offices.deputy", "معاون"),
    ("معاون اول", "office.first_deputy", "معاون اول"),
    ("نماینده ویژه", "office.envoy", "نماینده ویژه"),
    ("سخنگوی", "office.spokesperson", "سخنگو"),
    ("دبیر کل", "office.secretary_general", "دبیرکل"),
    ("مدیران کل", "offices.director_general", "مدیرکل"),
    ("سفرای", "offices.ambassador", "سفیر"),
    ("کاردار موقت", "office.charge", "کاردار موقت"),
    ("نواب رئیس", "offices.vice_head", "نایب‌رئیس"),
    ("امورخارجه", "portfolio", "امور خارجه"),
    ("خارجه", "portfolio", "امور خارجه"),
    ("خارجي", "portfolio", "امور خارجه"),
    ("صنعت، معدن و تجارت", "portfolio", "صنعت، معدن و تجارت"),
    ("صنعت معدن و تجارت", "portfolio", "صنعت، معدن و تجارت"),
    ("بهداشت، درمان و آموزش پزشکی", "portfolio", "بهداشت، درمان و آموزش پزشکی"),
    ("پست و تلگراف و تلفن", "portfolio", "پست و تلگراف و تلفن"),
    ("وزارتخانه‌های", "institution", "وزارت"),
    ("مجلس شوراى اسلامى", "institution", "مجلس شورای اسلامی"),
    ("سازمان انرژی اتمی", "institution", "سازمان انرژی اتمی"),
    ("جناب آقاى", "honorific.honorific", "جناب آقای"),
    ("سرکار خانم", "honorific.honorific", "سرکار خانم"),
    ("آیت الله", "honorific.title", "آیت‌الله"),
    ("حجت الاسلام و المسلمین", "honorific.title", "حجت‌الاسلام والمسلمین"),
    ("علی اکبر", "given", "علی‌اکبر"),
    ("سیدمحمد", "given", "محمد"),
    ("محمدجواد", "given", "محمدجواد"),
    ("نورسلطان", "given", "نورسلطان"),
    ("رجب طیب", "given", "رجب‌طیب"),
    ("کاندولیزا", "given", "کوندولیزا"),
]


@pytest.mark.parametrize(("text", "type_", "name"), SURFACES)
def test_surface(lexicon: Lexicon, text: str, type_: str, name: str) -> None:
    whole = [hit for hit in lexicon.scan(text) if (hit.start, hit.end) == (0, len(text))]
    assert (type_, name) in [(entry.type, entry.name) for hit in whole for entry in hit.entries]


@pytest.mark.parametrize("word", ["اما", "ولی", "هر", "سر", "زیاد", "کاملاً", "پول", "ادوار"])
def test_common_words_are_no_names(lexicon: Lexicon, word: str) -> None:
    types = {e.type.split(".")[0] for hit in lexicon.scan(word) for e in hit.entries}
    assert not types & {"given", "honorific", "office"}


COMPOSITIONS = [
    ("معاون", "foreign_minister", "deputy_foreign_minister"),
    ("معاون", "minister", "deputy_minister"),
    ("قائم‌مقام", "foreign_minister", "deputy_foreign_minister"),
    ("معاون اول", "head_of_state", "first_vice_president"),
    ("معاون", "head_of_state", "vice_president"),
    ("نایب", "head_of_state", "vice_president"),
    ("معاون", "head_of_government", "deputy_head_of_government"),
    ("نایب‌رئیس", "speaker_of_parliament", "deputy_speaker"),
    ("رئیس", "speaker_of_parliament", "speaker_of_parliament"),
    ("رئیس", "chief_of_body", "chief_of_body"),
    ("رئیس", "military_commander", "military_commander"),
    ("دبیر", "chief_of_body", "chief_of_body"),
    ("نماینده", "speaker_of_parliament", "member_of_parliament"),
    ("عضو", "member_of_parliament", "member_of_parliament"),
    ("سرپرست", "foreign_minister", "foreign_minister"),
    ("کفیل", "minister", "minister"),
    ("سخنگو", "foreign_minister", None),
    ("مشاور", "head_of_state", None),
    ("سفیر", "foreign_minister", None),
]


@pytest.mark.parametrize(("office", "base", "role"), COMPOSITIONS)
def test_composition(lexicon: Lexicon, office: str, base: RoleCode, role: RoleCode | None) -> None:
    assert lexicon.composed_role(office, base) == role


@pytest.mark.parametrize(
    "form",
    [
        "امین‌زاده", "امینزاده", "بنی‌پور", "کریمی‌نیا", "احمدی‌نژاد", "میرفندرسکی", "کریموف", "لاوروف", "نظربایف",
        "علی‌اف", "علی‌یف", "میلوشویچ", "داوداوغلو", "ساکاشویلی", "شواردنادزه", "لوکاشنکو", "مک‌کین", "آل‌خلیفه",
        "حاجی‌بابایی", "برژینسکی",
    ],
)  # fmt: skip
def test_surname_shape(form: str) -> None:
    assert has_surname_shape(form)


@pytest.mark.parametrize(
    "form",
    [
        "شاهزاده", "امامزاده", "شاپور", "بریتانیا", "اسپانیا", "مسافر", "سفر", "متنفر", "معروف", "فیلسوف", "اختلاف",
        "توقیف", "تکالیف", "تعریف", "خداوند", "می‌روند", "نمی‌شوند", "شهروند", "تابلو", "جلو", "ایرانیان", "آقایان",
        "قربانیان", "بن‌بست", "منحصر‌به‌فرد", "ثانیاً", "وزیر", "کشور", "",
    ],
)  # fmt: skip
def test_no_surname_shape(form: str) -> None:
    assert not has_surname_shape(form)


@pytest.mark.parametrize(("form", "expected"), [("بن", True), ("فون", True), ("دو", False), ("از", False)])
def test_name_particle(form: str, expected: bool) -> None:
    assert is_name_particle(form) is expected


def test_a_bad_row_is_refused_with_its_line(tmp_path: Path) -> None:
    bad = tmp_path / "offices.tsv"
    bad.write_text("name\tclass\trole_code\nوزیر\tminister\tminister\nامیر\tmonarch\tking\n", "utf-8")
    with pytest.raises(DataError) as caught:
        read_table(bad, rows.Office)
    assert caught.value.where == "offices.tsv:3"

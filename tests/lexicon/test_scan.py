"""Surfaces in every spelling and spacing that texts have them in, and the laws of the scan."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.lexicon import Entry, Hit, Lexicon
from pipeline.lexicon.bytes_skeleton import _CHARACTERS, BytesSkeleton, is_readable
from pipeline.lexicon.inflection import endings
from pipeline.lexicon.scan import Scanner, forms
from pipeline.text.keys import Skeleton, match_key

LEXICON = Lexicon.load()


def code(entry: Entry) -> str:
    """The code that a table of expectations names an entry by."""
    return getattr(entry.row, "code", None) or getattr(entry.row, "country", None) or entry.name


def found(text: str) -> set[tuple[str, str, str]]:
    """What is found: the words of the text, chunk type, and code (of a city its country's, else the canonical name)."""
    return {(text[h.start : h.end], e.type, code(e)) for h in LEXICON.scan(text) for e in h.entries}


@pytest.mark.parametrize(
    ("text", "surface", "type_", "code_"),
    [
        # one office in all its spacings
        ("سفر رئیس‌جمهور قزاقستان", "رئیس‌جمهور", "office.president", "رئیس‌جمهور"),
        ("سفر رئیس جمهور قزاقستان", "رئیس جمهور", "office.president", "رئیس‌جمهور"),
        ("سفر رئیسجمهور قزاقستان", "رئیسجمهور", "office.president", "رئیس‌جمهور"),
        ("سفر رييس‌جمهور قزاقستان", "رييس‌جمهور", "office.president", "رئیس‌جمهور"),
        ("وزير امورخارجه وقت", "امورخارجه", "portfolio", "امور خارجه"),
        ("وزیر امور‌خارجه وقت", "امور‌خارجه", "portfolio", "امور خارجه"),
        # old and new spelling of states
        ("سفر به ايالات متحده امريكا", "ايالات متحده امريكا", "country", "USA"),
        ("سفر به ایالات‌متحده", "ایالات‌متحده", "country", "USA"),
        ("به امریکا رفت", "امریکا", "country", "USA"),
        ("به آمریکا رفت", "آمریکا", "country", "USA"),
        ("جمهوري اسلامي ايران", "جمهوري اسلامي ايران", "country", "IRN"),
        ("روابط ج.ا. ایران", "ج.ا. ایران", "country", "IRN"),
        ("روابط ج. ا. ایران", "ج. ا. ایران", "country", "IRN"),
        ("اتحاد جماهیر شوروی", "اتحاد جماهیر شوروی", "country", "SUN"),
        ("اتحادجماهیر شوروی", "اتحادجماهیر شوروی", "country", "SUN"),
        ("از انگلستان آمد", "انگلستان", "country", "GBR"),
        ("کره‌جنوبی", "کره‌جنوبی", "country", "KOR"),
        ("کرهٔ شمالی", "کرهٔ شمالی", "country", "PRK"),
        ("سريلانكا", "سريلانكا", "country", "LKA"),
        ("سری لانکا", "سری لانکا", "country", "LKA"),
        ("بوسنی‌وهرزگوین", "بوسنی‌وهرزگوین", "country", "BIH"),
        # ezafe is part of the span
        ("در کانادای امروز", "کانادای", "country", "CAN"),
        ("در ترکیه‌ی امروز", "ترکیه‌ی", "country", "TUR"),
        ("در روسیهٔ امروز", "روسیهٔ", "country", "RUS"),
        ("اتحادیه‌ی اروپا", "اتحادیه‌ی اروپا", "body", "EU"),
        # demonyms
        ("رؤسای ايراني", "ايراني", "demonym", "IRN"),
        ("ایرانیان مقیم", "ایرانیان", "demonym", "IRN"),
        ("روسها به‌طور رسمی", "روسها", "demonym", "RUS"),
        ("روس‌ها به‌طور رسمی", "روس‌ها", "demonym", "RUS"),
        ("روس ها به‌طور رسمی", "روس ها", "demonym", "RUS"),
        ("طرف قزاقی", "قزاقی", "demonym", "KAZ"),
        ("مقام‌های آمریکائی", "آمریکائی", "demonym", "USA"),
        ("عراقی‌ها گفتند", "عراقی‌ها", "demonym", "IRQ"),
        ("مجاهدان افغانی", "افغانی", "demonym", "AFG"),
        # cities
        ("در سن پترزبورگ", "سن پترزبورگ", "city", "RUS"),
        ("در سن‌پترزبورگ", "سن‌پترزبورگ", "city", "RUS"),
        ("در آلماآتا", "آلماآتا", "city", "KAZ"),
        ("در آلماتی", "آلماتی", "city", "KAZ"),
        ("وارد عشق‌آباد شد", "عشق‌آباد", "city", "TKM"),
        ("وارد اسلام آباد شد", "اسلام آباد", "city", "PAK"),
        ("در شرم الشيخ", "شرم الشيخ", "city", "EGY"),
        ("در صنعاء،", "صنعاء", "city", "YEM"),
        ("در ژنو.", "ژنو", "city", "CHE"),
        ("(وین)", "وین", "city", "AUT"),
        ("تهران–مسکو", "مسکو", "city", "RUS"),
        ("#کمپ_دیوید", "کمپ_دیوید", "city", "USA"),
        # seas and regions
        ("مسائل درياى خزر", "درياى خزر", "region", "دریای خزر"),
        ("آسیای‌مرکزی", "آسیای‌مرکزی", "region", "آسیای مرکزی"),
        ("خاور میانه", "خاور میانه", "region", "خاورمیانه"),
        # bodies, with marks and digits inside
        ("سازمان آموزشی، علمی و فرهنگی ملل متحد", "سازمان آموزشی، علمی و فرهنگی ملل متحد", "body", "UNESCO"),
        ("سازمان آموزشی علمی و فرهنگی ملل متحد", "سازمان آموزشی علمی و فرهنگی ملل متحد", "body", "UNESCO"),
        ("آژانس بين المللى انرژى اتمى", "آژانس بين المللى انرژى اتمى", "body", "IAEA"),
        ("آژانس بین‌المللی انرژی‌اتمی", "آژانس بین‌المللی انرژی‌اتمی", "body", "IAEA"),
        ("اجلاس سيكا", "سيكا", "body", "CICA"),
        ("گروه ۵+۱", "گروه ۵+۱", "body", "P5+1"),
        ("گروه 1+5", "گروه 1+5", "body", "P5+1"),
        ("گروه 77", "گروه 77", "body", "G77"),
        ("گروه ٧٧", "گروه ٧٧", "body", "G77"),
        ("سازمان کنفرانس اسلامی", "سازمان کنفرانس اسلامی", "body", "OIC"),
        ("کشورهای مستقل مشترک المنافع", "کشورهای مستقل مشترک المنافع", "body", "CIS"),
        ("آسه آن", "آسه آن", "body", "ASEAN"),
        # words with endings
        ("سفرهای متقابل", "سفرهای", "travel.trip", "سفر"),
        ("سفر های متقابل", "سفر های", "travel.trip", "سفر"),
        ("سفرى به تهران", "سفرى", "travel.trip", "سفر"),
        ("در سفرش به تهران", "سفرش", "travel.trip", "سفر"),
        ("به امضاء رسید", "امضاء", "sign", "امضا"),
        ("یادداشت‌های تفاهم", "یادداشت‌های تفاهم", "agreement.memorandum", "یادداشت تفاهم"),
        ("موافقتنامه‌ای", "موافقتنامه‌ای", "agreement.agreement", "موافقت‌نامه"),
    ],
)
def test_found(text: str, surface: str, type_: str, code_: str) -> None:
    assert (surface, type_, code_) in found(text)


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("نه در یا بر آن", "region"),  # در یا is not دریا
        ("ایران‌خودرو و سایپا", "country"),  # inside a longer word
        ("هندسه و لندنی‌ها", "country"),
        ("آلمان‌ها", "country"),
        ("۵-۱ به سود تیم ملی", "body"),
        ("چینه‌دان", "country"),
        ("رو سیه", "country"),
    ],
)
def test_not_found(text: str, type_: str) -> None:
    assert type_ not in {entry_type for _, entry_type, _ in found(text)}


def test_a_mark_keeps_two_words_apart() -> None:
    assert "امور، خارجه" not in {surface for surface, _, _ in found("وزیر امور، خارجه")}


def test_overlapping_hits_come_by_start_then_longest_first() -> None:
    text = "سازمان ملل متحد"
    spans = [text[h.start : h.end] for h in LEXICON.scan(text)]
    assert spans[0] == text
    assert {"سازمان ملل", "ملل متحد"} <= set(spans)
    hits = LEXICON.scan("اجلاس سازمان همکاری اقتصادی اکو در تهران و رؤسای جمهور ایران و روسیه")
    assert [(h.start, -h.end) for h in hits] == sorted((h.start, -h.end) for h in hits)


def test_neighbours_share_the_space_between_them() -> None:
    assert {code_ for _, type_, code_ in found("ایران عراق ترکیه") if type_ == "country"} == {"IRN", "IRQ", "TUR"}


def test_one_surface_of_several_rows_is_one_hit() -> None:
    hits = [h for h in LEXICON.scan("طرح مالی") if len(h.entries) > 1]
    assert [{e.type for e in h.entries} for h in hits] == [{"country", "portfolio"}]


def test_ambiguous_surfaces_are_told_apart_from_the_others_of_their_row() -> None:
    def ambiguous(text: str) -> list[bool]:
        return [e.ambiguous for h in LEXICON.scan(text) for e in h.entries if e.type == "country"]

    assert ambiguous("مالی") == [True]
    assert ambiguous("جمهوری مالی") == [False, True]


ENTRIES = [entry for type_ in sorted(LEXICON.types) for entry in LEXICON.entries(type_)]
SURFACES = [(entry, surface) for entry in ENTRIES for surface in entry.surfaces]


def _all_found(spelled: list[tuple[Entry, str]]) -> list[str]:
    """The spellings whose entry is not found over exactly the spelling, all read as one text."""
    text = "".join(f"\n؛{surface}؛" for _, surface in spelled)
    hits = {(h.start, h.end, entry) for h in LEXICON.scan(text) for entry in h.entries}
    missed: list[str] = []
    at = 0
    for entry, surface in spelled:
        at += 2
        if (at, at + len(surface), entry) not in hits:
            missed.append(surface)
        at += len(surface) + 1
    return missed


def test_every_surface_is_found_as_it_is_written() -> None:
    assert len(SURFACES) > 4000
    assert _all_found(SURFACES) == []


@pytest.mark.parametrize("brk", [" ", "\u200c", ""])
def test_every_surface_is_found_in_other_spacings(brk: str) -> None:
    """All breaks alike: spaced out, half-spaced, run together (where no mark stands between)."""
    spelled = [(entry, re.sub("[ \u200c]", brk, s)) for entry, s in SURFACES if re.fullmatch(r"[\w \u200c]+", s)]
    assert _all_found(spelled) == []


def test_every_surface_is_found_in_legacy_letters() -> None:
    legacy = str.maketrans({"ی": "ي", "ک": "ك", "\u200c": None})
    assert _all_found([(entry, s.translate(legacy)) for entry, s in SURFACES if "ۀ" not in s]) == []


ALPHABET = sorted(set("".join(s for _, s in SURFACES)) | set(" \u200c،.«»()\nيكءٔۀة۵5"))
TEXTS = st.lists(
    st.one_of(
        st.sampled_from([s for _, s in SURFACES]),
        st.text(st.sampled_from(ALPHABET), max_size=6),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=4),
    ),
    max_size=8,
)
SEPARATORS = st.sampled_from([" ", "\u200c", "", "،", "، ", "\n", " و ", "  "])


@settings(max_examples=300, deadline=None)
@given(TEXTS, SEPARATORS)
def test_a_hit_is_a_surface_between_breaks(pieces: list[str], separator: str) -> None:
    text = separator.join(pieces)
    hits = LEXICON.scan(text)
    assert hits == sorted(hits, key=lambda h: (h.start, -h.end))
    assert len({(h.start, h.end) for h in hits}) == len(hits)
    for hit in hits:
        assert 0 <= hit.start < hit.end <= len(text)
        folded = BytesSkeleton(text[hit.start : hit.end]).data[1:-1]
        for entry in hit.entries:
            assert any(folded in forms(s, entry.inflection) for s in entry.surfaces)
        key = match_key(text[hit.start : hit.end])
        assert key == key.strip()
        around = match_key(text[: hit.start])[-1:] + match_key(text[hit.end :])[:1]
        assert not any(c.isalpha() and is_readable(c) for c in around)


MAPPED = [c for c in _CHARACTERS if c not in "+\ufffe"]
DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from(MAPPED)))
def test_bytes_read_as_the_skeleton_does(text: str) -> None:
    read = "".join(_CHARACTERS[byte] for byte in BytesSkeleton(text).data)
    assert read == Skeleton(text).text.translate(DIGITS)


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_any_text_can_be_scanned(text: str) -> None:
    assert isinstance(LEXICON.scan(text), list)


@pytest.mark.parametrize(
    ("surface", "inflection", "written", "found_"),
    [
        ("سفر", "noun", "سفر|سفری|سفرها|سفرهای|سفرهایی|سفرش|سفرشان|سفرهایش|سفرهایشان", True),
        ("سفر", "noun", "سفره|سفرا|سفرای|سفران", False),
        ("بیانیه", "noun", "بیانیه‌ای|بیانیه ای|بیانیه‌ی|بیانیهٔ|بیانیه‌ها|بیانیه‌های|بیانیه‌اش|بیانیه‌شان", True),
        ("امضا", "noun", "امضای|امضایی|امضائی|امضاهای|امضایش|امضاء", True),
        ("گفت‌وگو", "noun", "گفت‌وگوی|گفتوگویی|گفت وگوها|گفت‌وگوهای|گفت‌وگوهایشان", True),
        ("توافق کلی", "noun", "توافق کلی‌ای|توافق‌های کلی", True),
        ("ایرانی", "people", "ایرانیان|ایرانی‌ها|ایرانی‌های|ایرانیانی", True),
        ("ایرانی", "people", "ایرانیش|ایرانیشان", False),
        ("قزاقستان", "ezafe", "قزاقستان|قزاقستا ن|قزاقستانی|قزاقستانها", None),
        ("آقای", "none", "آقایی|آقایی‌ها", False),
    ],
)
def test_inflection(surface: str, inflection: str, written: str, found_: bool | None) -> None:
    entry = Entry("x", surface, None, (surface,), False, inflection)  # type: ignore[arg-type]
    scanner = Scanner([entry])
    results = {word: Hit(0, len(word), (entry,)) in scanner.scan(word) for word in written.split("|")}
    assert results == {word: (word == surface if found_ is None else found_) for word in results}


def test_endings_go_by_the_last_letter() -> None:
    assert "یی" in endings("ا", "noun")
    assert "یی" not in endings("ر", "noun")
    assert endings("ر", "ezafe") == ()

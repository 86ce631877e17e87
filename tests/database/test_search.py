"""Search finds a record in whatever spelling it was written and is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.database.connect import open_database
from pipeline.database.load import Loader
from pipeline.database.search import _ODD, Hit, _words, search, search_key
from pipeline.errors import UsageError
from pipeline.text.letters import fold
from tests.database.documents import document, event, person, phrase, span, when

WRITTEN = {
    "presidents": ["رئيسجمهور قزاقستان", "رئیس‌جمهور قزاقستان", "رئیس جمهور قزاقستان", "رییس جمهور قزاقستان"],
    "names": ["بردىمحمداف", "بردی‌محمداف", "بردی محمداف"],
    "notes": ["يادداشت تفاهم همکاريهاي", "یادداشت تفاهم همکاری‌های", "یادداشتِ تفاهم همكاري هاي"],
    "years": ["سال ١٣٨١", "سال ۱۳۸۱", "سال 1381"],
    "hamza": ["امضاء موافقتنامهٔ", "امضا موافقت‌نامه", "إمضاء موافقت نامه"],
}


def find(url: str, question: str, limit: int = 100) -> list[Hit]:
    with open_database(url) as engine, engine.connect() as connection:
        return search(connection, question, limit=limit)


@pytest.mark.parametrize("group", WRITTEN)
def test_every_spelling_finds_every_spelling(url: str, group: str) -> None:
    spellings = WRITTEN[group]
    visits = [event(f"v{n}", "سفر", evidence=[span(n, f"متن {text} دیگر")]) for n, text in enumerate(spellings)]
    other = [event("v900", "سفر", evidence=[span(900, "جمهوری محمد سال ۱۳۸ تفاهم امضای یادداشت قزاق")])]
    with open_database(url) as engine, Loader(engine) as loader:
        loader.write(document("x", visits=[*visits, *other]))
    for question in spellings:
        assert [hit.record_id for hit in find(url, question)] == [f"v{n}" for n in range(len(spellings))], question


def test_what_is_found_and_how(url: str) -> None:
    with open_database(url) as engine, Loader(engine) as loader:
        loader.write(
            document(
                "x",
                participants=[person("p1", "خاتمی", role=phrase(4, "رئیس‌جمهور"), mentions=[span(1, "خاتمى")])],
                visits=[event("v20", "سفر", evidence=[span(20, "سفر خاتمى")], when=when("2002-04-23", "2002-04-25"))],
                agreements=[event("a30", "سند", type="document", title=phrase(30, "سند همکاری"))],
                meetings=[event("m40", "دیدار", kind="talks", topics=[phrase(41, "انرژی")])],
            )
        )
    assert find(url, "خاتمي") == [
        Hit("x", "v20", "visit", "2002-04-23", "1381-02-03", "سفر خاتمى"),
        Hit("x", "p1", "participant", None, None, "خاتمی\nرئیس‌جمهور\nخاتمى"),
    ]
    assert [hit.record_id for hit in find(url, "انرژی")] == ["m40"]
    assert [hit.record_id for hit in find(url, "همکاری سند")] == ["a30"]
    assert [hit.record_id for hit in find(url, "خاتمی", limit=1)] == ["v20"]
    assert find(url, "خاتمی انرژی") == []


@pytest.mark.parametrize("question", ['خاتمی" OR "سفر', "خاتمی' | 'سفر", "خاتمی* -سفر NEAR(", "خاتمی:*", "key:خاتمی"])
def test_no_sign_is_an_operator(url: str, question: str) -> None:
    with open_database(url) as engine, Loader(engine) as loader:
        loader.write(document("x", visits=[event("v20", "سفر", evidence=[span(20, "سفر خاتمى")])]))
    assert [hit.record_id for hit in find(url, question)] in ([], ["v20"])


def test_no_word_no_search(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no word"):
        find(f"sqlite:///{tmp_path / 'x.db'}", " – ،")


def test_what_changed_is_no_longer_found(url: str) -> None:
    for text in ("سفر به باکو", "سفر به دوشنبه"):
        with open_database(url) as engine, Loader(engine) as loader:
            loader.write(document("x", visits=[event("v20", "سفر", evidence=[span(20, text)])]))
    assert find(url, "باکو") == []
    assert len(find(url, "دوشنبه")) == 1


def test_what_is_not_folded_needs_no_folding() -> None:
    """Letters that are taken as they are, alone, doubled and beside each other sign, have the key of folded ones."""
    usual = [chr(code) for code in range(0x20, 0x2100) if not _ODD.search(chr(code))]
    assert {"ي", "ك", "ة", "ۀ", "\u200c", "۱", "ّ"} <= {*usual} and not {"ﻼ", "١", "ہ", "\u00ad"} & {*usual}
    for one in usual:
        for other in usual:
            text = f"ب{one}{other}ب"
            assert _words(fold(text)[0]) == _words(text), text


def test_a_key_is_words_and_neighbours() -> None:
    assert search_key("رئيس‌جمهورِ  (كشور)") == "رییس جمهور کشور رییسجمهور جمهورکشور"
    assert search_key("") == search_key("—") == ""
    assert max(map(len, search_key("ا" * 5000).split())) <= 200

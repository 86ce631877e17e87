"""Records in a notebook and as tables."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline import load, records

TEXT = "وزیر امور خارجه عمان روز ۱۲ تیر ۱۳۸۰ وارد تهران شد و با آقای خاتمی رئیس‌جمهور کشورمان دیدار کرد."


@pytest.fixture(scope="module")
def document() -> records.Document:
    return load(tagger="none").extract(TEXT, id="<script>\u202ex")


def test_a_document_shows_itself(document: records.Document) -> None:
    html = document._repr_html_()
    assert "<script>" not in html and "\u202e" not in html
    assert "&lt;script&gt;‹U+202E›x" in html
    assert f"<caption>visits ({len(document.visits)})</caption>" in html


def test_records_show_themselves(document: records.Document) -> None:
    visit = document.visits[0]._repr_html_()
    assert "<caption>Visit</caption>" in visit and "<bdi>occurred</bdi>" in visit and "<bdi>2001-07-03</bdi>" in visit
    assert "خاتمی" in "".join(participant._repr_html_() for participant in document.participants)
    assert "1380-04-12" in document.dates[0]._repr_html_()


def test_tables(document: records.Document) -> None:
    pytest.importorskip("pandas")
    tables = document.to_pandas()
    visit = tables["visits"].iloc[0]
    assert (visit["document"], visit["status"], visit["when.earliest"]) == (
        document.document.id,
        "occurred",
        dt.date(2001, 7, 3),
    )
    assert visit["trigger.text"] == document.visits[0].trigger.text
    assert list(tables) == ["dates", "participants", "visits", "meetings", "agreements"]
    assert list(tables["agreements"].columns) == ["document"] and len(tables["agreements"]) == 0

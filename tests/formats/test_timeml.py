"""TimeML and EDTF: every value valid by its own grammar, every tag's reference there."""

from __future__ import annotations

import datetime as dt
import re
import warnings
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.formats.timeml import to_timeml
from pipeline.linking.dates import extract_dates

with warnings.catch_warnings():  # it calls its parser by names that are going
    warnings.simplefilter("ignore", DeprecationWarning)
    from edtf_validate.valid_edtf import is_valid

CASES = Path(__file__).parents[1] / "extractors" / "data" / "dates.tsv"
TEXTS = sorted(
    {(row.split("\t")[1], re.sub(r"\[([^\[\]=]+)=[\d.-]+\]", r"\1", row.split("\t")[2]))
     for row in CASES.read_text("utf-8").splitlines()[1:]}
)  # fmt: skip
#: TIMEX3 values, after the guidelines of TimeML 1.2.1 (ISO 8601 with X for what is not known).
DATE = re.compile(r"\d{2}|\d{3}|\d{4}(-\d\d(-\d\d)?)?|X{2}|X{3}|XXXX(-XX(-XX)?)?|XXXX-WXX")
DURATION = re.compile(r"P(\d+|X)[DWMY]")
MODS = {"DATE": {"BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER", "START", "MID", "END", "APPROX"}}
MODS["DURATION"] = {"START", "MID", "END", "APPROX"}
ATTRIBUTES = {
    "tid", "type", "value", "mod", "temporalFunction", "anchorTimeID", "beginPoint", "endPoint", "functionInDocument",
}  # fmt: skip


@pytest.mark.parametrize(("day", "text"), TEXTS)
def test_every_value_is_valid(day: str, text: str) -> None:
    date = dt.date.fromisoformat(day) if day else None
    found = extract_dates(text, date=date)
    for record in found:
        for value in (record.edtf, *(other.edtf for other in record.alternatives)):
            assert value is None or is_valid(value), value
    tree = ElementTree.fromstring(to_timeml(text, found, id="a", date=date).encode())
    assert "".join(tree.find("TEXT").itertext()) == text  # type: ignore[union-attr]
    tags = tree.findall(".//TIMEX3")
    ids = [tag.get("tid") for tag in tags]
    assert len(set(ids)) == len(ids)
    assert sum(bool(tag.text) for tag in tags if tag.get("tid") != "t0") == len(found)
    for tag in tags:
        kind = tag.get("type", "")
        assert set(tag.attrib) <= ATTRIBUTES
        assert {"DATE": DATE, "DURATION": DURATION}[kind].fullmatch(tag.get("value", "")), tag.attrib
        assert tag.get("mod") is None or tag.get("mod") in MODS[kind]
        assert all(tag.get(name) in ids for name in ("beginPoint", "endPoint", "anchorTimeID") if tag.get(name))


@given(st.text())
def test_any_text_makes_xml(text: str) -> None:
    tree = ElementTree.fromstring(to_timeml(text, [], id=text, date=None).encode())
    assert tree.find("TEXT") is not None


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("۴ اردیبهشت ۱۳۸۱", '<TIMEX3 tid="t1" type="DATE" value="2002-04-24">'),
        ("دهه ۱۹۹۰", '<TIMEX3 tid="t1" type="DATE" value="199">'),
        ("اوایل سال ۱۹۹۸", '<TIMEX3 tid="t1" type="DATE" value="1998" mod="START">'),
        ("سال ۱۳۷۴", '<TIMEX3 tid="t1" type="DURATION" value="P365D" beginPoint="t2" endPoint="t3">'),
        ("پیش از ۱۳۵۷", '<TIMEX3 tid="t1" type="DATE" value="1978-03-21" mod="BEFORE">'),
        ("دیروز", '<TIMEX3 tid="t1" type="DATE" value="2003-08-02" temporalFunction="true" anchorTimeID="t0">'),
    ],
)
def test_tag(text: str, tag: str) -> None:
    day = dt.date(2003, 8, 3)
    assert tag in to_timeml(text, extract_dates(text, date=day), id="a", date=day)

"""A table of dates in prose: every date marked with its interval, and sentences that have none.

In ``data/dates.tsv`` a date stands as ``[words=first..last]`` (one day alone where they are the same, blank for an open
end); what is not marked is no date. A document date, where there is one, stands before it.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from pipeline.linking.dates import extract_dates

TABLE = Path(__file__).with_name("data") / "dates.tsv"
MARK = re.compile(r"\[([^\[\]=]+)=([\d.-]+)\]")
ROWS = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines()[1:]]


@pytest.mark.parametrize(("kind", "day", "marked"), [pytest.param(*row, id=f"{n}") for n, row in enumerate(ROWS, 2)])
def test_case(kind: str, day: str, marked: str) -> None:
    text = MARK.sub(r"\1", marked)
    wanted = [(words, value) for words, value in MARK.findall(marked)]
    found = extract_dates(text, date=dt.date.fromisoformat(day) if day else None)
    given = [(date.text, _interval(date.earliest, date.latest)) for date in found]
    assert given == wanted, kind


def _interval(first: dt.date | None, last: dt.date | None) -> str:
    return str(first) if first == last else f"{first or ''}..{last or ''}"


def test_the_table_is_as_long_as_is_said() -> None:
    assert len(ROWS) >= 400
    assert sum(kind == "trap" for kind, _, _ in ROWS) >= 100
    assert all("=" not in marked for kind, _, marked in ROWS if kind == "trap")

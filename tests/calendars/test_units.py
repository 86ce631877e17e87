"""Parts of intervals."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.calendars.units import part

DAY = dt.date(2010, 9, 1)


@pytest.mark.parametrize("which", ["START", "MID", "END"])
@pytest.mark.parametrize("days", [1, 2, 3, 7, 10, 30, 31, 365])
@pytest.mark.parametrize("of", [2, 3])
def test_a_part_lies_in_the_whole_and_is_not_empty(which: str, days: int, of: int) -> None:
    whole = DAY, DAY + dt.timedelta(days=days - 1)
    first, last = part(whole, which, of)  # type: ignore[arg-type]
    assert whole[0] <= first <= last <= whole[1]


def test_halves_of_a_month() -> None:
    month = DAY, dt.date(2010, 9, 30)
    assert part(month, "START", 2) == (DAY, dt.date(2010, 9, 15))
    assert part(month, "END", 2) == (dt.date(2010, 9, 16), dt.date(2010, 9, 30))
    assert part(month, "MID", 3) == (dt.date(2010, 9, 11), dt.date(2010, 9, 20))

"""The zodiac (برجی) months that were official until the end of 1303, whose lengths followed the sun.

``borji.tsv`` gives the first day of each year and the lengths of its months, 1220-1303: 1230-1302 after Najmabadi's
comparative calendar (تقویم یکصدوپنج‌ساله تطبیقی, 1334), the others after Sarlati's (تقویم تطبیقی یکصد و چهل و یک ساله),
both as transcribed in roozbehp/persiancalendar (CC0). The gazette of the time sometimes began a month a day away from
them. Since 1304 the months, which Dari still calls by these names, are those of the Jalali calendar.
"""

from __future__ import annotations

import datetime as dt
import functools
from pathlib import Path

from pipeline.errors import DataError

TABLE = Path(__file__).with_suffix(".tsv")
LAST_YEAR = 1303


@functools.cache
def month_table(path: Path = TABLE) -> dict[int, tuple[dt.date, tuple[int, ...]]]:
    """First day of each year and the lengths of its months; :class:`DataError` names file and line."""
    years: dict[int, tuple[dt.date, tuple[int, ...]]] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines()[1:], 2):
        try:
            year, first, *lengths = line.split("\t")
            years[int(year)] = (dt.date.fromisoformat(first), tuple(int(length) for length in lengths))
            if len(lengths) != 12 or not all(29 <= length <= 32 for length in years[int(year)][1]):
                raise ValueError("twelve months of 29 to 32 days are wanted")
        except ValueError as error:
            raise DataError(str(error), where=f"{path.name}:{number}") from error
    return years


def day(year: int, month: int, number: int) -> dt.date | None:
    """The Gregorian day; ``None`` where the month has none such or the table does not reach."""
    found = month_table().get(year)
    if found is None or not (1 <= month <= 12 and 1 <= number <= found[1][month - 1]):
        return None
    return found[0] + dt.timedelta(days=sum(found[1][: month - 1]) + number - 1)

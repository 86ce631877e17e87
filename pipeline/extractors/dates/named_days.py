"""Days that are known without their year after a word that says which they are: «حوادث ۱۱ سپتامبر»."""

from __future__ import annotations

import functools
from pathlib import Path

from pipeline.calendars import convert
from pipeline.errors import DataError

TABLE = Path(__file__).with_name("named_days.tsv")
_Key = tuple[str, int, int]


def load_named_days(path: Path = TABLE) -> dict[_Key, tuple[int, frozenset[str]]]:
    """Year and words by calendar, month and day; :class:`DataError` names file and line."""
    days: dict[_Key, tuple[int, frozenset[str]]] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines()[1:], 2):
        try:
            calendar, month, day, year, words = line.split("\t")
            if convert.make_day(calendar, int(year), int(month), int(day)) is None:  # type: ignore[arg-type]
                raise ValueError("no such day")
            days[calendar, int(month), int(day)] = int(year), frozenset(words.split("|"))
        except (ValueError, KeyError) as error:
            raise DataError(str(error), where=f"{path.name}:{number}") from error
    return days


_days = functools.cache(load_named_days)


def named_year(system: convert.System, month: int, day: int, before: str) -> int | None:
    """The year of a day after the words ``before`` it, ``None`` where they do not tell."""
    found = _days().get((system, month, day))
    words = before.split()
    return found[0] if found and words and words[-1] in found[1] else None

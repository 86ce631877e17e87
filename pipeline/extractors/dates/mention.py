"""What is found: a date expression with its value."""

from __future__ import annotations

import dataclasses
import datetime as dt

from pipeline.records import Calendar, DateAlternative, DateKind, Flag, Granularity, Modifier


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class DateMention:
    """A date expression; offsets are code points into the clean text, half-open. Fields as in the record."""

    start: int
    end: int
    kind: DateKind
    calendar: Calendar | None
    jalali: str | None
    edtf: str | None
    earliest: dt.date | None
    latest: dt.date | None
    granularity: Granularity
    modifier: Modifier | None = None
    anchor: dt.date | None = None
    flags: tuple[Flag, ...] = ()
    inferred: tuple[str, ...] = ()
    alternatives: tuple[DateAlternative, ...] = ()
    confidence: float = 0.95
    rule: str = ""

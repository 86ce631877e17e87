"""Warnings: what a record says that can hardly be so. Nothing is altered."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from pipeline import records
from pipeline.lexicon import Lexicon

if TYPE_CHECKING:
    from pipeline.linking.document import LinkedDocument

_LONG_VISIT = dt.timedelta(days=45)


def check(document: LinkedDocument, lexicon: Lexicon) -> list[records.RecordWarning]:
    """Dates that contradict themselves, states before or after their time, trips of unusual length."""
    warnings: list[records.RecordWarning] = []
    granularity = {date.id: date.granularity for date in document.dates}
    for date in document.dates:
        for flag in date.flags:
            if flag in ("impossible_date", "calendars_disagree", "weekday_mismatch"):
                span = records.Span(start=date.start, end=date.end, text=date.text)
                warnings.append(records.RecordWarning(kind=flag, record=date.id, span=span, message=_MESSAGES[flag]))
    for visit in document.visits:
        when = visit.when
        if when is None or when.earliest is None or when.latest is None:
            continue
        point = visit.duration_days is None and all(granularity[id] == "day" for id in when.dates if id in granularity)
        if point and when.latest - when.earliest > _LONG_VISIT:
            warnings.append(_about(visit, "unusual_length", "a trip of more than 45 days"))
        for place in visit.destinations:
            if place.country and not lexicon.is_state(place.country, when.earliest):
                message = f"{place.country} was no state on {when.earliest}"
                warnings.append(_about(visit, "state_did_not_exist", message))
    return warnings


_MESSAGES = {
    "impossible_date": "the calendar has no such day",
    "calendars_disagree": "the two calendars name different days; the first written was taken",
    "weekday_mismatch": "the date falls on another weekday",
}


def _about(event: records.Event, kind: str, message: str) -> records.RecordWarning:
    return records.RecordWarning(kind=kind, record=event.id, span=event.trigger, message=message)

"""Dates as TimeML: the text with its TIMEX3 tags, after the TimeML 1.2.1 annotation guidelines.

A Gregorian day, month, year, decade or century is a ``DATE``. What TIMEX3 has no value for, a unit of another calendar
or a range, is a ``DURATION`` between two tags without text that stand after it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from pipeline.records import Date

_PLAIN = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?|\d{3}X|\d{2}XX")
_UNKNOWN = {
    "day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "season": "XXXX-XX", "year": "XXXX",
    "decade": "XXX", "century": "XX",
}  # fmt: skip
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
CREATION = "t0"


def to_timeml(text: str, dates: Sequence[Date], *, id: str, date: dt.date | None) -> str:
    """A raw text and its dates as one TimeML document.

    ``id`` is the document's, ``date`` its own day. Characters that XML cannot hold become U+FFFD.
    """
    created = _tag(CREATION, "DATE", date.isoformat() if date else "XXXX-XX-XX", functionInDocument="CREATION_TIME")
    parts: list[str] = []
    at, number = 0, 1
    for found in dates:
        tags = _tags(found, number)
        number += len(tags)
        parts += [_text(text[at : found.start]), tags[0], _text(text[found.start : found.end]), "</TIMEX3>"]
        parts += [f"{tag}</TIMEX3>" for tag in tags[1:]]
        at = found.end
    parts.append(_text(text[at:]))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<TimeML>\n'
        f"<DOCID>{_text(id)}</DOCID>\n<DCT>{created}{date.isoformat() if date else ''}</TIMEX3></DCT>\n"
        f"<TEXT>{''.join(parts)}</TEXT>\n</TimeML>\n"
    )


def _text(text: str) -> str:
    return escape(_NO_XML.sub("\ufffd", text)).replace("\r", "&#13;")


def _tag(tid: str, kind: str, value: str, **attributes: str | None) -> str:
    given = {"tid": tid, "type": kind, "value": value} | {k: v for k, v in attributes.items() if v is not None}
    return "<TIMEX3 " + " ".join(f"{name}={quoteattr(value)}" for name, value in given.items()) + ">"


def _tags(date: Date, number: int) -> list[str]:
    """The tag of a date and those of its ends, numbered on from ``number``."""
    tid = f"t{number}"
    function = "true" if date.anchor else None
    anchor = CREATION if date.anchor else None
    if date.edtf is None:
        value = _UNKNOWN[date.granularity]
        if date.earliest is None or date.latest is None:
            return [_tag(tid, "DATE", value, mod=date.modifier, temporalFunction=function)]
    plain = (date.edtf or "").rstrip("~")
    if _PLAIN.fullmatch(plain):
        value = plain.rstrip("X")
        return [_tag(tid, "DATE", value, mod=date.modifier, temporalFunction=function, anchorTimeID=anchor)]
    if date.modifier in _SIDES:
        return [_tag(tid, "DATE", _edge(date), mod=date.modifier, temporalFunction=function, anchorTimeID=anchor)]
    first, last = _ends(date)
    length = f"P{(last - first).days + 1}D" if first and last else "PXD"
    ends = [day for day in (first, last) if day]
    names = [f"t{number + 1 + n}" for n in range(len(ends))]
    begin = names[0] if first else None
    end = names[-1] if last else None
    whole = _tag(tid, "DURATION", length, mod=date.modifier, beginPoint=begin, endPoint=end, temporalFunction=function)
    return [whole, *(_tag(name, "DATE", day.isoformat()) for name, day in zip(names, ends, strict=True))]


_SIDES = ("BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER")


def _edge(date: Date) -> str:
    """The day that an open interval lies before or after."""
    day = date.latest or date.earliest
    assert day is not None
    shift = {"BEFORE": 1, "AFTER": -1}.get(date.modifier or "", 0)
    return (day + dt.timedelta(days=shift)).isoformat()


def _ends(date: Date) -> tuple[dt.date | None, dt.date | None]:
    """First and last day of the unit itself, which a modifier does not narrow."""
    ends = [end.rstrip("~") for end in (date.edtf or "").split("/")]
    days = [dt.date.fromisoformat(end) if re.fullmatch(r"\d{4}-\d\d-\d\d", end) else None for end in ends]
    if len(days) == 2 and (days[0] or ends[0] == "..") and (days[1] or ends[1] == ".."):
        return days[0], days[1]
    return date.earliest, date.latest

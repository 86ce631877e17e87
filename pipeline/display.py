"""How records show themselves in a notebook, and as tables: for any record type, by its fields."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    import pandas as pd

_HIDDEN = frozenset({"start", "end", "span", "event", "mentions"})
_BIDI = {code: f"‹U+{code:04X}›" for code in (0, *range(0x202A, 0x202F), *range(0x2066, 0x206A))}


def record_html(record: msgspec.Struct) -> str:
    """A record as a table of its fields, those that say nothing left out; everything is escaped."""
    rows = "".join(
        f"<tr><th>{escape(name)}</th><td>{_shown(value)}</td></tr>"
        for name, value in _told(record)
        if name not in _HIDDEN
    )
    return f'<table lang="fa" dir="rtl"><caption>{type(record).__name__}</caption>{rows}</table>'


def table_html(title: str, records: Sequence[msgspec.Struct]) -> str:
    """Records of one kind as a table, a row for each, with the columns that any of them fills."""
    rows = [dict(_told(record)) for record in records]
    names = [name for name in records[0].__struct_fields__ if name not in _HIDDEN and any(name in row for row in rows)]
    head = "".join(f"<th>{escape(name)}</th>" for name in names)
    body = "".join("<tr>" + "".join(f"<td>{_shown(row.get(name))}</td>" for name in names) + "</tr>" for row in rows)
    return f'<table lang="fa" dir="rtl"><caption>{escape(title)} ({len(rows)})</caption><tr>{head}</tr>{body}</table>'


def frame(document: str, records: Iterable[msgspec.Struct]) -> pd.DataFrame:
    """A row for each record, fields of objects as columns ``when.earliest``, the document's id first.

    Raises ``ModuleNotFoundError`` where pandas, of the extra ``tables``, is not installed.
    """
    import pandas as pd

    rows = [msgspec.to_builtins(record, builtin_types=(dt.date,)) for record in records]
    table = pd.json_normalize(rows)
    table.insert(0, "document", document)
    return table


def _told(record: msgspec.Struct) -> list[tuple[str, Any]]:
    values = ((name, getattr(record, name)) for name in record.__struct_fields__)
    return [(name, value) for name, value in values if value not in (None, [], msgspec.UNSET)]


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "<br>".join(_shown(item) for item in value)
    if isinstance(value, msgspec.Struct):
        told = [(name, part) for name, part in _told(value) if name not in _HIDDEN]
        return ", ".join(_shown(part) for _, part in told)
    return f"<bdi>{escape(str(value).translate(_BIDI))}</bdi>"

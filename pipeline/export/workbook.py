"""A workbook for Excel and LibreOffice: the flat tables as sheets that read from right to left."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pipeline import records
from pipeline.errors import MissingExtraError
from pipeline.export.flat import Cell, FlatTable, OnFailure, flat_tables
from pipeline.formats.writers import atomic

_ROWS = 1_048_575  # of a sheet, below the head
_LETTERS = 32_767  # of a cell
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FIRST_DAY = dt.date(1900, 3, 1)  # Excel has no days before 1900, and a wrong one in its February
_MADE = dt.datetime(2000, 1, 1)  # the same records give the same bytes
_WIDTHS = {"evidence": 60, "visitors": 36, "hosts": 30, "title": 40, "agreements": 40, "label": 36, "actors": 36}


def write_workbook(documents: Iterable[records.Document], path: Path, on_failure: OnFailure) -> Path:
    """Write a workbook with the sheets ``visits``, ``agreements``, ``participants`` and ``timeline``.

    Days are dates of the spreadsheet where it has them, beside the Jalali ones as text; no text is taken for a formula
    or a link. A text that is too long for a cell is cut, with «…» at its end; rows beyond a sheet's go on in a next
    one. Raises :class:`~pipeline.errors.MissingExtraError` without xlsxwriter.
    """
    try:
        import xlsxwriter
    except ImportError as error:
        raise MissingExtraError("a workbook needs xlsxwriter", remedy="pip install 'dabir[tables]'") from error
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with (
        atomic(path) as file,
        flat_tables(documents, on_failure) as tables,
        xlsxwriter.Workbook(file, {**plain, "constant_memory": True}) as workbook,
    ):
        workbook.set_properties({"title": "Dabir", "created": _MADE})
        for table in tables:
            _write_table(workbook, table)
    return path


def _write_table(workbook: Any, table: FlatTable) -> None:
    rows, number, more = iter(table.rows), 1, True
    while more:
        more = _write_sheet(workbook, table, rows, table.name if number == 1 else f"{table.name} ({number})")
        number += 1


def _write_sheet(workbook: Any, table: FlatTable, rows: Iterator[tuple[Cell, ...]], name: str) -> bool:
    """One sheet; whether there are rows left."""
    sheet = workbook.add_worksheet(name)
    head = workbook.add_format({"bold": True, "bg_color": "#DDE6EE", "border": 1, "align": "right"})
    day = workbook.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
    text = workbook.add_format({"text_wrap": True, "valign": "top", "reading_order": 2, "align": "right"})
    sheet.right_to_left()
    sheet.freeze_panes(1, 2)
    for n, column in enumerate(table.columns):
        sheet.set_column(n, n, _WIDTHS.get(column, max(12, len(column) + 2)))
        sheet.write_string(0, n, column, head)
    days = [n for n, column in enumerate(table.columns) if column.endswith(("earliest", "latest", "_date"))]
    written = 0
    for written, row in enumerate(rows, 1):
        for n, cell in enumerate(row):
            if n in days and (value := _day(cell)):
                sheet.write_datetime(written, n, value, day)
            elif isinstance(cell, str):
                sheet.write_string(written, n, cell if len(cell) <= _LETTERS else f"{cell[: _LETTERS - 1]}…", text)
            elif cell is not None:
                sheet.write_number(written, n, cell)
        if written == _ROWS:
            break
    sheet.autofilter(0, 0, max(written, 1), len(table.columns) - 1)
    return written == _ROWS


def _day(cell: Cell) -> dt.date | None:
    if not isinstance(cell, str) or not _ISO_DAY.fullmatch(cell):
        return None
    value = dt.date.fromisoformat(cell)
    return value if value >= _FIRST_DAY else None

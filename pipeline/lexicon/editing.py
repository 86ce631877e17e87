"""Adding rows to own tables, and finding what the tables say of a word."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from pipeline.errors import DataError, UsageError
from pipeline.lexicon import rows
from pipeline.lexicon.holders import OfficeHolder
from pipeline.lexicon.lexicon import ROWS, TABLES, Lexicon, key_columns
from pipeline.lexicon.tables import columns, key_of, read_table
from pipeline.text.keys import match_key

ADDED: Mapping[str, type[msgspec.Struct]] = {
    **ROWS,
    "role_composition": rows.RoleComposition,
    "office_holders": OfficeHolder,
}


class Found(NamedTuple):
    """A row of a table that has a surface or value: the file, its line, and the filled cells."""

    path: Path
    number: int
    cells: dict[str, str]


def add_row(folder: Path, table: str, cells: Mapping[str, str]) -> Path:
    """Append a row to ``folder/table.tsv``, which is made if need be, and check the whole lexicon with it.

    Several values of a cell are separated by ``|``. The file is left as it was, and :class:`DataError` or
    :class:`UsageError` says why, where the row breaks a rule of the tables or repeats a key.
    """
    row_type = ADDED.get(table)
    if row_type is None:
        raise UsageError(f"no table is called {table!r}", remedy=f"tables are {', '.join(ADDED)}")
    known = columns(row_type)
    if unknown := [column for column in cells if column not in known]:
        raise UsageError(f"{table} has no column {unknown[0]!r}", remedy=f"columns are {', '.join(known)}")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{table}.tsv"
    before = path.read_bytes() if path.exists() else None
    header, lines = _header(before, [c for c in known if c in cells], cells)
    lines.append("\t".join(cells.get(column, "") for column in header))
    _write(path, "\n".join(["\t".join(header), *lines]) + "\n")
    try:
        Lexicon.load(folder).holders  # noqa: B018  (reads and checks the table of holders)
    except Exception:
        _restore(path, before)
        raise
    return path


def _header(before: bytes | None, columns_of_row: list[str], cells: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Columns and rows of a table to which a row with those columns is added; new columns come last."""
    if before is None:
        return columns_of_row, []
    first, *lines = before.decode().rstrip("\n").split("\n")
    header = first.split("\t")
    new = [column for column in columns_of_row if column not in header]
    pad = "\t" * len(new)
    return [*header, *new], [line if not line or line.startswith("#") else line + pad for line in lines]


def _write(path: Path, text: str) -> None:
    """Replace a file at once, so that no reader sees half of it."""
    partial = path.with_name(f"{path.name}.partial")
    partial.write_text(text, "utf-8")
    partial.replace(path)


def _restore(path: Path, before: bytes | None) -> None:
    if before is None:
        path.unlink()
    else:
        path.write_bytes(before)


def find_rows(word: str, extra: Path | None = None) -> list[Found]:
    """All rows, of the shipped tables and those of ``extra``, with a value that is ``word`` in some spelling.

    A row of ``extra`` hides the one that it replaces.
    """
    key = match_key(word).replace(" ", "")
    found: list[Found] = []
    for table, row_type in ADDED.items():
        by_key: dict[tuple[Any, ...], Found] = {}
        for folder in (TABLES, extra) if extra is not None else (TABLES,):
            path = folder / f"{table}.tsv"
            for line in read_table(path, row_type) if path.exists() else ():
                by_key.pop(key_of(line.row, key_columns(table)), None)
                cells = _cells(line.row)
                if any(match_key(v).replace(" ", "") == key for cell in cells.values() for v in cell.split("|")):
                    by_key[key_of(line.row, key_columns(table))] = Found(path, line.number, cells)
        found.extend(by_key.values())
    return found


def _cells(row: msgspec.Struct) -> dict[str, str]:
    cells: dict[str, str] = {}
    for field in msgspec.structs.fields(row):
        value = getattr(row, field.name)
        if value not in (None, (), False):
            cells[field.encode_name] = "|".join(value) if isinstance(value, tuple) else str(value)
    return cells


def lint(folder: Path) -> int:
    """Check own tables together with the shipped ones; the number of their rows. :class:`DataError` names the fault."""
    lexicon = Lexicon.load(folder)
    lexicon.holders  # noqa: B018
    tables = [path for path in sorted(folder.glob("*.tsv")) if path.stem in ADDED]
    if not tables:
        raise DataError("no tables", where=str(folder), remedy=f"name them {', '.join(f'{t}.tsv' for t in ADDED)}")
    return sum(len(read_table(path, ADDED[path.stem])) for path in tables)

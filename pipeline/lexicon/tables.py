"""Reading the lexicon's tables: TSV files with a header, checked row by row.

UTF-8; the first line names the columns; ``#`` begins a comment line; a blank cell is none; ``|`` separates several
values of one cell. Rows are :class:`msgspec.Struct` types, whose fields are the columns.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Generic, TypeVar, get_origin, get_type_hints

import msgspec

from pipeline.errors import DataError

RowType = TypeVar("RowType", bound=msgspec.Struct)


@dataclasses.dataclass(frozen=True, slots=True)
class Line(Generic[RowType]):
    """A row and the number of the line that it stands on, counted from 1."""

    number: int
    row: RowType


def read_table(path: Path, row_type: type[RowType]) -> list[Line[RowType]]:
    """All rows of a table; :class:`DataError` names file, line and column of what is wrong."""
    return list(_read(path, row_type))


def _read(path: Path, row_type: type[RowType]) -> Iterator[Line[RowType]]:
    hints = get_type_hints(row_type)
    lists = {name for name, hint in hints.items() if get_origin(hint) is tuple}
    header: list[str] | None = None
    for number, text in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not text or text.startswith("#"):
            continue
        cells = text.split("\t")
        where = f"{path.name}:{number}"
        if header is None:
            header = _header(cells, row_type, where)
            continue
        if len(cells) != len(header):
            raise DataError(
                f"{len(cells)} cells, the header has {len(header)}", where=where, remedy="separate cells by one tab"
            )
        given: dict[str, Any] = {
            column: tuple(filter(None, cell.split("|"))) if column in lists else cell
            for column, cell in zip(header, cells, strict=True)
            if cell
        }
        try:
            yield Line(number, msgspec.convert(given, row_type, strict=False))
        except msgspec.ValidationError as error:
            raise DataError(str(error), where=where, remedy="see tables/README.md for the columns") from error


def _header(cells: list[str], row_type: type[RowType], where: str) -> list[str]:
    known = {field.encode_name for field in msgspec.structs.fields(row_type)}
    unknown = [cell for cell in cells if cell not in known]
    if unknown:
        raise DataError(f"unknown columns {unknown}", where=where, remedy=f"columns are {', '.join(sorted(known))}")
    needed = [f.encode_name for f in msgspec.structs.fields(row_type) if f.required and f.encode_name not in cells]
    if needed:
        raise DataError(f"columns {needed} are missing", where=where)
    return cells

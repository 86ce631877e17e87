"""Reading the lexicon's tables: TSV files with a header, checked row by row.

UTF-8; the first line names the columns; ``#`` begins a comment line; a blank cell is none; ``|`` separates several
values of one cell. Rows are :class:`msgspec.Struct` types, whose fields are the columns.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar, get_origin, get_type_hints

import msgspec

from pipeline.errors import DataError

RowType = TypeVar("RowType", bound=msgspec.Struct)

_OLD_LETTERS = re.compile("[يكى]")
_LOOSE_SPACE = re.compile(r"(?:^|[\t|])[ \u200c]|[ \u200c](?:$|[\t|])|  ")


@dataclasses.dataclass(frozen=True, slots=True)
class Line(Generic[RowType]):
    """A row and the number of the line that it stands on, counted from 1."""

    number: int
    row: RowType


def read_table(path: Path, row_type: type[RowType], *, key: Sequence[str] = ()) -> list[Line[RowType]]:
    """All rows of a table, where ``key`` is given no two of them with the same values in those columns.

    :class:`DataError` names file, line and column of what is wrong, and what to write instead.
    """
    numbers: list[int] = []
    given: list[dict[str, Any]] = []
    for number, row in _cells(path, row_type):
        numbers.append(number)
        given.append(row)
    try:
        rows = msgspec.convert(given, list[row_type], strict=False)  # type: ignore[valid-type]
    except msgspec.ValidationError:
        rows = [_convert(row, row_type, f"{path.name}:{number}") for number, row in zip(numbers, given, strict=True)]
    seen: dict[tuple[Any, ...], int] = {}
    for number, row in zip(numbers, rows, strict=True) if key else ():
        first = seen.setdefault(key_of(row, key), number)
        if first != number:
            values = ", ".join(str(value) for value in key_of(row, key))
            raise DataError(
                f"{'+'.join(key)} {values!r} stands at line {first} already",
                where=f"{path.name}:{number}",
                remedy="merge the two rows",
            )
    return [Line(number, row) for number, row in zip(numbers, rows, strict=True)]


def merge_tables(
    folders: Sequence[Path], name: str, row_type: type[RowType], *, key: Sequence[str] = ("name",)
) -> list[Line[RowType]]:
    """The rows of ``name.tsv`` in all folders; a row of a later folder replaces one with the same ``key``."""
    merged: dict[tuple[Any, ...], Line[RowType]] = {}
    for folder in folders:
        path = folder / f"{name}.tsv"
        if path.exists():
            merged.update((key_of(line.row, key), line) for line in read_table(path, row_type, key=key))
    return list(merged.values())


def key_of(row: msgspec.Struct, key: Sequence[str]) -> tuple[Any, ...]:
    """The values of the fields ``key`` of a row."""
    return tuple([getattr(row, column) for column in key])


def columns(row_type: type[msgspec.Struct]) -> list[str]:
    """The columns of a table, by their names in its header."""
    return [field.encode_name for field in msgspec.structs.fields(row_type)]


def _cells(path: Path, row_type: type[msgspec.Struct]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Line number and the filled cells by column."""
    header: list[str] | None = None
    lists = _list_columns(row_type)
    for number, text in enumerate(_lines(path), 1):
        if not text or text.startswith("#"):
            continue
        where = f"{path.name}:{number}"
        cells = text.split("\t")
        if header is None:
            header = _header(cells, row_type, where)
            continue
        if len(cells) != len(header):
            count = f"{len(cells)} cells where the header has {len(header)}"
            raise DataError(count, where=where, remedy="separate cells by one tab")
        _check_spelling(text, header, where)
        yield (
            number,
            {
                column: cell.split("|") if column in lists else cell
                for column, cell in zip(header, cells, strict=True)
                if cell
            },
        )
    if header is None:
        raise DataError("the table is empty", where=f"{path.name}:1", remedy="begin with a line of column names")


def _lines(path: Path) -> list[str]:
    data = path.read_bytes()
    try:
        return [line.removesuffix("\r") for line in data.decode("utf-8").split("\n")]
    except UnicodeDecodeError as error:
        number = data.count(b"\n", 0, error.start) + 1
        raise DataError("not UTF-8", where=f"{path.name}:{number}", remedy="save the table as UTF-8") from error


def _check_spelling(text: str, header: list[str], where: str) -> None:
    if found := _OLD_LETTERS.search(text):
        column = header[text.count("\t", 0, found.start())]
        raise DataError(f"column {column}: letter U+{ord(found[0]):04X}", where=where, remedy="write modern ی and ک")
    if found := _LOOSE_SPACE.search(text):
        column = header[text.count("\t", 0, found.end() - 1)]
        raise DataError(f"column {column}: stray space or half-space", where=where, remedy="remove it")
    if "||" in text or "|\t" in text or "\t|" in text or text[0] == "|" or text[-1] == "|":
        raise DataError("an empty value beside |", where=where, remedy="remove the |")


@functools.cache
def _list_columns(row_type: type[msgspec.Struct]) -> frozenset[str]:
    hints = get_type_hints(row_type)
    fields = msgspec.structs.fields(row_type)
    return frozenset(field.encode_name for field in fields if get_origin(hints[field.name]) is tuple)


def _header(cells: list[str], row_type: type[msgspec.Struct], where: str) -> list[str]:
    fields = msgspec.structs.fields(row_type)
    known = columns(row_type)
    for n, cell in enumerate(cells):
        if cell not in known:
            raise DataError(f"no column {cell!r}", where=where, remedy=f"columns are {', '.join(known)}")
        if cell in cells[:n]:
            raise DataError(f"column {cell} twice", where=where, remedy="name each column once")
    for field in fields:
        if field.required and field.encode_name not in cells:
            raise DataError(f"column {field.encode_name} is missing", where=where, remedy="add it to the header")
    return cells


def _convert(given: dict[str, Any], row_type: type[RowType], where: str) -> RowType:
    try:
        return msgspec.convert(given, row_type, strict=False)
    except msgspec.ValidationError as error:
        what, _, place = str(error).partition(" - at `$.")
        column = f"column {place.rstrip('`')}: " if place else ""
        message = what.replace("Object missing required field", "blank cell in column")
        raise DataError(column + message, where=where, remedy="see README.md beside the tables") from error

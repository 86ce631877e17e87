"""What a TSV file says of documents beside their text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.formats.documents import Background, parse_background

_COLUMNS = ("id", "date", "viewpoint", "subject_country")


def read_metadata(path: Path, is_country: Callable[[str], bool]) -> dict[str, Background]:
    """Background by document id.

    UTF-8; the first line names the columns: ``id`` and any of ``date``, ``viewpoint`` and ``subject_country``; a blank
    cell says nothing. Raises :class:`~pipeline.errors.UsageError` with file and line for anything else.
    """
    lines = _lines(path)
    header = _header(lines[0].split("\t"), f"{path}:1")
    found: dict[str, Background] = {}
    first_lines: dict[str, int] = {}
    for number, line in enumerate(lines[1:], 2):
        where = f"{path}:{number}"
        if not line.strip():
            continue
        row = _row(line, header, where)
        name = row["id"]
        if name in first_lines:
            raise UsageError(
                f"id {name!r} stands at line {first_lines[name]} already", where=where, remedy="merge the two lines"
            )
        first_lines[name] = number
        try:
            found[name] = parse_background(
                row.get("date"), row.get("viewpoint"), row.get("subject_country"), is_country
            )
        except ValueError as error:
            raise UsageError(str(error), where=where) from error
    return found


def _lines(path: Path) -> list[str]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"the metadata cannot be read: {error.strerror}", where=str(path), remedy="check the path"
        ) from error
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UsageError("no valid UTF-8", where=f"{path}:{line}", remedy="save the table as UTF-8 text") from error


def _header(cells: list[str], where: str) -> list[str]:
    header = [cell.strip() for cell in cells]
    unknown = [cell for cell in header if cell not in _COLUMNS]
    if unknown or "id" not in header or len(set(header)) < len(header):
        what = f"unknown column {unknown[0]!r}" if unknown else "no column 'id', or one column twice"
        raise UsageError(
            what, where=where, remedy=f"the columns, separated by tabs, are id and any of {', '.join(_COLUMNS[1:])}"
        )
    return header


def _row(line: str, header: list[str], where: str) -> dict[str, str]:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) != len(header):
        raise UsageError(
            f"{len(cells)} cells under {len(header)} columns", where=where, remedy="separate cells by one tab each"
        )
    row = dict(zip(header, cells, strict=True))
    if not row["id"]:
        raise UsageError("the id is blank", where=where, remedy="name the document")
    return row

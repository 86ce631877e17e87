"""Texts from files, JSON Lines and standard input."""

from __future__ import annotations

import codecs
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import InputError, UsageError
from pipeline.formats.documents import Background, Input, RawDocument, parse_day
from pipeline.formats.encodings import checked, decode, refuse_surrogates

STDIN = "-"
_FIELDS = ("date", "viewpoint", "subject_country")


def text_input(path: Path, *, id: str, source: str) -> Input:
    """One text file, read when it is loaded."""
    return Input(id, source, lambda: _from_bytes(_read(path, source), id, source))


def stdin_input() -> Input:
    """The text on standard input, called ``stdin``."""
    return Input("stdin", STDIN, lambda: _from_bytes(sys.stdin.buffer.read(), "stdin", STDIN))


def read_one(path: str) -> RawDocument:
    """The text of one file, or of standard input for ``-``."""
    if path == STDIN:
        return stdin_input().load()
    if not Path(path).exists() or Path(path).is_dir():
        raise UsageError("no such file", where=path, remedy="name one text file, or - for standard input")
    return text_input(Path(path), id=Path(path).stem, source=path).load()


def json_lines_inputs(path: Path, *, source: str) -> Iterator[Input]:
    """The documents of a JSON Lines file, one at a time.

    Keys: ``id``, ``text`` and any of ``date``, ``viewpoint``, ``subject_country``; others are ignored. The source of
    each is ``file:line``. A line that is no document does not hide the others.
    """
    blank = True
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if number == 1:
                    if line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                        yield _failed(source, InputError("it is UTF-16", where=source, remedy="save it as UTF-8"))
                        return
                    line = line.removeprefix(codecs.BOM_UTF8)
                if line.strip():
                    blank = False
                    yield _json_input(line, f"{source}:{number}")
    except OSError as error:
        yield _failed(source, _unreadable(error, source))
        return
    if blank:
        yield _failed(source, InputError("the file is empty", where=source, remedy="leave it out"))


def _json_input(line: bytes, where: str) -> Input:
    try:
        row = _parse(line, where)
        name = _name(row, where)
    except InputError as error:
        return _failed(where, error)
    return Input(name, where, lambda: _from_row(row, name, where), own_id=True)


def _failed(source: str, error: InputError) -> Input:
    def load() -> RawDocument:
        raise error

    return Input(None, source, load)


def _parse(line: bytes, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line.decode())
    except UnicodeDecodeError as error:
        raise InputError(
            f"no valid UTF-8 at byte {error.start} of the line", where=where, remedy="save the file as UTF-8"
        ) from error
    except json.JSONDecodeError as error:
        raise InputError(
            f"no valid JSON: {error.msg} at character {error.pos}", where=where, remedy="write one JSON object a line"
        ) from error
    except (ValueError, RecursionError) as error:  # integers of thousands of digits, thousands of brackets
        raise InputError(f"no sensible JSON: {error}", where=where, remedy="write one JSON object a line") from error
    if not isinstance(row, dict):
        raise InputError("no JSON object", where=where, remedy='write {"id": ..., "text": ...} on each line')
    return row


def _name(row: dict[str, Any], where: str) -> str:
    name = row.get("id")
    if isinstance(name, int) and not isinstance(name, bool):
        name = str(name)
    if not isinstance(name, str) or not name.strip():
        raise InputError("no 'id'", where=where, remedy="give each document an id: a string or a whole number")
    refuse_surrogates(name, where=where)
    return name


def _from_row(row: dict[str, Any], name: str, where: str) -> RawDocument:
    text = row.get("text")
    if not isinstance(text, str):
        raise InputError("no 'text'", where=where, remedy="give the text as a string")
    given = {field: _optional(row, field, where) for field in _FIELDS}
    try:
        day = parse_day(given["date"]) if given["date"] else None
    except ValueError as error:
        raise InputError(f"date {error}", where=where) from error
    background = Background(day, given["viewpoint"], given["subject_country"])
    return RawDocument(name, checked(text, "utf-8", where=where).text, where, None, "utf-8", background)


def _optional(row: dict[str, Any], field: str, where: str) -> str | None:
    value = row.get(field)
    if value is not None and not isinstance(value, str):
        raise InputError(f"{field!r} is no string", where=where, remedy="write a string, or null where unknown")
    return value or None


def _from_bytes(data: bytes, id: str, source: str) -> RawDocument:
    text, encoding = decode(data, where=source)
    return RawDocument(id, text, source, hashlib.sha256(data).hexdigest(), encoding)


def _read(path: Path, source: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(error, source) from error


def _unreadable(error: OSError, source: str) -> InputError:
    return InputError(f"it cannot be read: {error.strerror}", where=source, remedy="check the file and its permissions")

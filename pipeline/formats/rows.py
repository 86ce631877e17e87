"""Files of many documents, a row each: JSON Lines (also gzipped), CSV and Parquet, never read as a whole.

Columns or keys: ``id``, ``text`` and any of ``date``, ``viewpoint``, ``subject_country``; others are ignored. The
source of each document is ``file:row``. A row that is no document does not hide the others.
"""

from __future__ import annotations

import codecs
import csv
import functools
import gzip
import hashlib
import io
import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import IO, Any

from pipeline.errors import InputError, MissingExtraError
from pipeline.formats import limits
from pipeline.formats.documents import Background, Input, RawDocument, failed_input, parse_day
from pipeline.formats.encodings import checked, decode, refuse_surrogates
from pipeline.formats.places import Place, unreadable

_FIELDS = ("date", "viewpoint", "subject_country")
_NAMED = "name the columns id and text, and any of date, viewpoint, subject_country"
_ROW_OBJECT = "write one JSON object a line"
_SAMPLE = 65_536  # bytes of a CSV file that tell its encoding and its delimiter


def container_suffix(name: str) -> str | None:
    """Which of :data:`CONTAINERS` a file is by its name."""
    folded = name.casefold()
    return next((suffix for suffix in CONTAINERS if folded.endswith(suffix)), None)


def json_lines(place: Place, source: str) -> Iterator[Input]:
    """The documents of a JSON Lines file, gzipped where its name says so."""
    try:
        with place.open() as file:
            lines = gzip.GzipFile(fileobj=file) if place.suffix == ".gz" else file
            yield from _json_lines(lines, source)
    except InputError as error:
        yield failed_input(source, error)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        damaged = InputError(f"it is damaged: {error}", where=source, remedy="get it again, or unpack it first")
        yield failed_input(source, damaged)
    except OSError as error:
        yield failed_input(source, unreadable(error, source))


def _json_lines(file: IO[bytes] | gzip.GzipFile, source: str) -> Iterator[Input]:
    blank = True
    number = 0
    while line := file.readline(limits.TEXT_BYTES + 1):
        number += 1
        where = f"{source}:{number}"
        limits.check_size(len(line), limits.TEXT_BYTES, where=where)
        if number == 1:
            if line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                raise InputError("it is UTF-16", where=source, remedy="save it as UTF-8")
            line = line.removeprefix(codecs.BOM_UTF8)
        if line.strip():
            blank = False
            yield _json_input(line, where)
    if blank:
        raise InputError("the file is empty", where=source, remedy="leave it out")


def _json_input(line: bytes, where: str) -> Input:
    try:
        row = _parse(line, where)
    except InputError as error:
        return failed_input(where, error)
    return row_input(row, where, hashlib.sha256(line).digest())


def csv_rows(place: Place, source: str) -> Iterator[Input]:
    """The documents of a CSV file: a line of column names, then commas, semicolons or tabs; any common encoding."""
    row = 1
    try:
        with place.open() as file:
            sample = file.read(_SAMPLE)
        encoding = _csv_encoding(sample, source)
        with place.open() as file:
            reader = _csv_reader(io.TextIOWrapper(file, encoding, newline=""), sample, encoding)
            header = [cell.strip() for cell in next(reader, [])]
            _check_columns(header, source)
            for row, cells in enumerate(reader, 2):
                if any(cells):
                    values = dict(zip(header, cells, strict=False))
                    digest = hashlib.sha256("\0".join(cells).encode("utf-8", "surrogatepass")).digest()
                    yield row_input(values, f"{source}:{row}", digest)
    except InputError as error:
        yield failed_input(source, error)
    except (csv.Error, UnicodeDecodeError) as error:
        where = f"{source}:{row + 1}"
        yield failed_input(where, InputError(f"no sensible CSV: {error}", where=where, remedy="save it as UTF-8 CSV"))
    except OSError as error:
        yield failed_input(source, unreadable(error, source))


def _csv_encoding(sample: bytes, source: str) -> str:
    cut = sample[: sample.rfind(b"\n") + 1] if len(sample) == _SAMPLE else sample
    wide = cut.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if wide:
        return "utf-16"
    try:
        cut.decode()
        return "utf-8-sig"
    except UnicodeDecodeError:
        return decode(cut, where=source).encoding


def _csv_reader(file: io.TextIOWrapper, sample: bytes, encoding: str) -> Iterator[list[str]]:
    csv.field_size_limit(limits.TEXT_BYTES)
    first = sample.decode(encoding, "replace").split("\n", 1)[0]
    return csv.reader(file, delimiter=max(",;\t", key=first.count), strict=True)


def parquet_rows(place: Place, source: str) -> Iterator[Input]:
    """The documents of a Parquet file, a few hundred at a time in memory."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingExtraError("Parquet needs pyarrow", where=source, remedy="pip install 'dabir[tables]'") from error
    row = 0
    try:
        with place.open(seekable=True) as file:
            table = pq.ParquetFile(file)
            _check_columns(table.schema_arrow.names, source)
            columns = [name for name in ("id", "text", *_FIELDS) if name in table.schema_arrow.names]
            for batch in table.iter_batches(batch_size=256, columns=columns):
                for values in batch.to_pylist():
                    row += 1
                    digest = hashlib.sha256(repr(values).encode("utf-8", "surrogatepass")).digest()
                    yield row_input(_plain(values), f"{source}:{row}", digest)
    except InputError as error:
        yield failed_input(source, error)
    except (pa.ArrowException, UnicodeDecodeError) as error:
        where = f"{source}:{row}" if row else source
        yield failed_input(where, InputError(f"no sensible Parquet: {error}", where=where, remedy="write it anew"))
    except OSError as error:
        what = InputError(f"it cannot be read: {error}", where=source, remedy="check the file and its permissions")
        yield failed_input(source, what)


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """Days as strings, as they stand in the other formats."""
    return {name: value.isoformat()[:10] if hasattr(value, "isoformat") else value for name, value in values.items()}


#: Readers of the documents of a file by the end of its name.
CONTAINERS: Mapping[str, Callable[[Place, str], Iterator[Input]]] = {
    ".jsonl": json_lines,
    ".jsonl.gz": json_lines,
    ".csv": csv_rows,
    ".parquet": parquet_rows,
}


def _check_columns(names: list[str], source: str) -> None:
    for name in ("id", "text"):
        if name not in names:
            raise InputError(f"no column {name!r}", where=source, remedy=_NAMED)


def row_input(row: dict[str, Any], where: str, digest: bytes) -> Input:
    """The document of a row; ``digest`` is a hash of all that it holds."""
    try:
        name = _name(row, where)
    except InputError as error:
        return failed_input(where, error)
    load = functools.partial(raw_document, row, name, where)
    return Input(name, where, load, own_id=True, fingerprint=functools.partial(bytes, digest))


def _parse(line: bytes, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line.decode())
    except UnicodeDecodeError as error:
        raise InputError(
            f"no valid UTF-8 at byte {error.start} of the line", where=where, remedy="save the file as UTF-8"
        ) from error
    except json.JSONDecodeError as error:
        raise InputError(
            f"no valid JSON: {error.msg} at character {error.pos}", where=where, remedy=_ROW_OBJECT
        ) from error
    except (ValueError, RecursionError) as error:  # integers of thousands of digits, thousands of brackets
        raise InputError(f"no sensible JSON: {error}", where=where, remedy=_ROW_OBJECT) from error
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


def raw_document(row: dict[str, Any], name: str, where: str) -> RawDocument:
    """The document of a row; raises :class:`~pipeline.errors.InputError` for a bad one."""
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

"""Records read back from the files that a run wrote: ``.json``, JSON Lines, gzip, folders of them, standard input."""

from __future__ import annotations

import gzip
import os
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from pipeline import records
from pipeline.errors import InputError, UsageError
from pipeline.formats.writers import ERRORS, RUN

STDIN = "-"
_SUFFIXES = (".json", ".jsonl", ".json.gz", ".jsonl.gz")


class RecordFile(NamedTuple):
    """A document's records, or why they cannot be read, and where they stand: ``file`` or ``file:line``."""

    source: str
    outcome: records.Document | InputError


def read_records(paths: Sequence[str]) -> Iterator[RecordFile]:
    """The records in files and folders, one document at a time; a bad one does not hide the others.

    A folder stands for the record files in it and below, sorted by path, hidden ones,
    ``run.json`` and ``errors.jsonl`` left out.
    Raises :class:`~pipeline.errors.UsageError` at once for a missing path and a folder without any.
    """
    files = [file for path in paths for file in _files(path)]
    return (found for file in dict.fromkeys(files) for found in _read(file))


def _files(path: str) -> list[Path | None]:
    if path == STDIN:
        return [None]
    given = Path(path)
    if not given.exists():
        raise UsageError("no such file or folder", where=path, remedy="check the path")
    if not given.is_dir():
        return [given]
    found: list[Path | None] = []
    for parent, folders, names in os.walk(given):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        wanted = (name for name in sorted(names) if name.casefold().endswith(_SUFFIXES) and not name.startswith("."))
        found.extend(Path(parent, name) for name in wanted if name not in (ERRORS, RUN))
    if not found:
        raise UsageError("no .json or .jsonl file in this folder", where=path, remedy="name the files of records")
    return found


def _read(path: Path | None) -> Iterator[RecordFile]:
    if path is None:
        yield from _lines(sys.stdin.buffer, STDIN)
        return
    source, name = path.as_posix(), path.name.casefold()
    try:
        with gzip.open(path) if name.endswith(".gz") else path.open("rb") as file:
            if name.removesuffix(".gz").endswith(".jsonl"):
                yield from _lines(file, source)
            else:
                yield _decode(file.read(), source)
    except (OSError, EOFError, zlib.error) as error:
        message = f"it cannot be read: {getattr(error, 'strerror', None) or error}"
        yield RecordFile(source, InputError(message, where=source, remedy="check the file"))


def _lines(file: Iterable[bytes], source: str) -> Iterator[RecordFile]:
    for number, line in enumerate(file, 1):
        if line.strip():
            yield _decode(line, f"{source}:{number}")


def _decode(data: bytes, source: str) -> RecordFile:
    try:
        document = records.decode(data)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        remedy = "give what dabir extract wrote"
        return RecordFile(source, InputError(f"no records of a document: {error}", where=source, remedy=remedy))
    if document.schema_version.split(".")[0] != records.SCHEMA_VERSION.split(".")[0]:
        message = f"its records are of schema version {document.schema_version}, not {records.SCHEMA_VERSION}"
        return RecordFile(source, InputError(message, where=source, remedy="extract the text again"))
    return RecordFile(source, document)

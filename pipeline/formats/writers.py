"""Records to files, each complete or not there at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Literal, Protocol

import msgspec

from pipeline import records
from pipeline.errors import UsageError

OutputFormat = Literal["json", "jsonl"]
RECORDS = "records.jsonl"
ERRORS = "errors.jsonl"
RUN = "run.json"
_UNSAFE = re.compile(r'[\x00-\x1f\x7f%/\\:*?"<>|]|^\.')
_LONGEST = 200  # bytes of a file name's stem; file systems allow 255 for the whole


def output_files(folder: Path) -> tuple[Path, ...]:
    """Files of a run that a later one must not take for input, where ``folder`` is read as well."""
    return folder / RECORDS, folder / ERRORS, folder / RUN


class Writer(Protocol):
    """Takes the documents of a run in order."""

    def write(self, document: records.Document) -> None:
        """Write one document."""


def write_errors(folder: Path, errors: list[dict[str, Any]]) -> None:
    """The documents that failed as ``errors.jsonl``; where there are none, such a file of an earlier run goes."""
    with unwritable(folder):
        if not errors:
            (folder / ERRORS).unlink(missing_ok=True)
            return
        with atomic(folder / ERRORS) as file:
            file.writelines(msgspec.json.encode(error) + b"\n" for error in errors)


@contextlib.contextmanager
def atomic(path: Path) -> Iterator[IO[bytes]]:
    """A file to write that takes the place of ``path`` when the block ends well, and vanishes when it does not."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with temporary.open("wb") as file:
            yield file
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def safe_name(id: str) -> str:
    """A file name's stem for a document id: the id itself wherever that is a harmless name.

    Characters with a meaning in paths are written ``%XX``, so that no two ids share a name and none leads out of the
    folder. Of a long id the beginning stays, with a hash of the whole.
    """
    name = _UNSAFE.sub(lambda match: f"%{ord(match[0]):02X}", id)
    data = name.encode()
    if len(data) > _LONGEST:
        digest = hashlib.sha256(data).hexdigest()[:16]
        name = f"{data[: _LONGEST - 17].decode(errors='ignore')}%{digest}"
    return name


@contextlib.contextmanager
def unwritable(folder: Path) -> Iterator[None]:
    """Turns the system's errors into :class:`~pipeline.errors.UsageError` that names ``folder``."""
    try:
        yield
    except OSError as error:
        raise UsageError(
            f"nothing can be written here: {error.strerror}", where=str(folder), remedy="name another folder with --out"
        ) from error

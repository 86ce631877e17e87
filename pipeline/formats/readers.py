"""What a file holds: one document, the rows of a table, or the members of an archive."""

from __future__ import annotations

import functools
import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.errors import InputError, UsageError
from pipeline.formats import limits
from pipeline.formats.documents import Input, RawDocument, failed_input
from pipeline.formats.encodings import Decoded, checked, decode
from pipeline.formats.places import Place
from pipeline.formats.rows import CONTAINERS, container_suffix

STDIN = "-"
ARCHIVE = ".zip"
#: The text of bytes by a file's suffix; any other file is plain text.
_PAGES = (".html", ".htm", ".xhtml")
DOCUMENTS = (".txt", *_PAGES, ".docx", ".pdf")
SUFFIXES = (*DOCUMENTS, *CONTAINERS, ARCHIVE)


def inputs_of(place: Place, source: str, name: Callable[[Place], str]) -> Iterator[Input]:
    """The documents of a file, one at a time; ``name`` makes the ids of those that bring none."""
    suffix = container_suffix(place.name)
    if suffix:
        yield from CONTAINERS[suffix](place, source)
    elif place.suffix == ARCHIVE:
        yield from _members(place, source, name)
    else:
        yield _document(place, source, name(place))


def text_input(path: Path, *, id: str, source: str) -> Input:
    """One file of one document, read when it is loaded."""
    return _document(Place(path), source, id)


def stdin_input() -> Input:
    """The text on standard input, called ``stdin``."""
    return Input("stdin", STDIN, _StandardInput())


def read_one(path: str) -> RawDocument:
    """The text of one file, or of standard input for ``-``."""
    if path == STDIN:
        return stdin_input().load()
    if not Path(path).exists() or Path(path).is_dir():
        raise UsageError("no such file", where=path, remedy="name one text file, or - for standard input")
    return text_input(Path(path), id=Path(path).stem, source=path).load()


def parse_document(data: bytes, *, id: str, source: str, suffix: str = ".txt") -> RawDocument:
    """The document that the bytes of a file with that suffix hold; raises :class:`~pipeline.errors.InputError`."""
    text, encoding = _decoded(data, suffix, source)
    limits.check_size(2 * len(text), 2 * limits.TEXT_BYTES, where=source)
    return RawDocument(id, text, source, hashlib.sha256(data).hexdigest(), encoding)


def _decoded(data: bytes, suffix: str, where: str) -> Decoded:
    if suffix in _PAGES:
        from pipeline.formats.texts.html import html_text

        text, encoding = html_text(data, where=where)
    elif suffix == ".docx":
        from pipeline.formats.texts.docx import docx_text

        text, encoding = docx_text(data, where=where), "docx"
    elif suffix == ".pdf":
        from pipeline.formats.texts.pdf import pdf_text

        text, encoding = pdf_text(data, where=where), "pdf"
    else:
        return decode(data, where=where)
    return checked(text, encoding, where=where)


def _document(place: Place, source: str, id: str) -> Input:
    return Input(
        id, source, functools.partial(_load, place, id, source), fingerprint=functools.partial(_hash, place, source)
    )


def _load(place: Place, id: str, source: str) -> RawDocument:
    return parse_document(_bytes(place, source), id=id, source=source, suffix=place.suffix)


def _hash(place: Place, source: str) -> bytes:
    return hashlib.sha256(_bytes(place, source)).digest()


def _bytes(place: Place, source: str) -> bytes:
    limit = limits.FILE_BYTES if place.suffix in (".docx", ".pdf") else limits.TEXT_BYTES
    return place.read(limit, where=source)


class _StandardInput:
    """Loads what stands on standard input; on the way to another process it is read here and goes along."""

    def __init__(self, data: bytes | None = None) -> None:
        self._data = data

    def __call__(self) -> RawDocument:
        return parse_document(self._read(), id="stdin", source=STDIN)

    def __reduce__(self) -> tuple[object, ...]:
        return _StandardInput, (self._read(),)

    def _read(self) -> bytes:
        if self._data is None:
            self._data = sys.stdin.buffer.read()
        return self._data


def _members(place: Place, source: str, name: Callable[[Place], str]) -> Iterator[Input]:
    """The documents of an archive in its order; hidden files and those of other kinds are passed over."""
    try:
        if len(place.inside) >= limits.NESTING:
            raise InputError(
                f"archives are nested more than {limits.NESTING} deep", where=source, remedy="unpack it first"
            )
        members = place.members(where=source)
    except InputError as error:
        yield failed_input(source, error)
        return
    wanted = [member for member in members if _is_wanted(member)]
    if not wanted:
        remedy = f"it should hold files that end in {', '.join(SUFFIXES)}"
        yield failed_input(source, InputError("there is no document in the archive", where=source, remedy=remedy))
    for member in wanted:
        yield from inputs_of(place.member(member), f"{source}/{member}", name)


def _is_wanted(member: str) -> bool:
    parts = member.replace(os.sep, "/").split("/")
    return is_readable(parts[-1]) and not any(part.startswith((".", "__MACOSX")) for part in parts if part != "..")


def is_readable(name: str) -> bool:
    """Whether a file in a folder or an archive is taken for documents."""
    return name.casefold().endswith(SUFFIXES) and not name.startswith(".")

"""Word documents: paragraphs and tables in order, insertions kept, deletions, notes and headers left out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from pipeline.errors import InputError
from pipeline.formats import limits

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # a text box for the second time
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_REMEDY = "open it in Word or LibreOffice and save it again"


def docx_text(data: bytes, *, where: str) -> str:
    """The text of a document; raises :class:`~pipeline.errors.InputError` for a damaged or encrypted one."""
    import docx

    _check_archive(data, where)
    try:
        body = docx.Document(io.BytesIO(data)).element.body
        return "\n".join(_lines(body)) + "\n"
    except InputError:
        raise
    except MemoryError:
        raise
    except Exception as error:  # python-docx and lxml raise what they please for broken parts
        raise InputError(
            f"it is a damaged Word document: {type(error).__name__}: {error}", where=where, remedy=_REMEDY
        ) from error


def _check_archive(data: bytes, where: str) -> None:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError(
            "it is an encrypted or an old Word document", where=where, remedy="save it as .docx without a password"
        )
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise InputError("it is no Word document", where=where, remedy=_REMEDY) from error
    for part in parts:
        limits.check_ratio(part.file_size, part.compress_size, where=where)
    limits.check_size(sum(part.file_size for part in parts), limits.FILE_BYTES, where=where)


def _lines(element: Any) -> Iterator[str]:
    """A line for each paragraph and each row of a table; elements are lxml's."""
    for child in element:
        if child.tag == _WORD + "p":
            yield "".join(_pieces(child))
        elif child.tag == _WORD + "tr":
            yield "\t".join(
                " ".join(line for line in _lines(cell) if line) for cell in child.iterchildren(_WORD + "tc")
            )
        elif child.tag != _FALLBACK:
            yield from _lines(child)


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag == _WORD + "t":
            yield child.text or ""
        elif tag == _WORD + "txbxContent":
            yield "\n" + "\n".join(_lines(child)) + "\n"
        elif tag == _FALLBACK or tag in (_WORD + "pPr", _WORD + "del"):
            continue
        elif isinstance(tag, str) and tag.startswith(_WORD) and tag[len(_WORD) :] in _MARKS:
            yield _MARKS[tag[len(_WORD) :]]
        else:
            yield from _pieces(child)

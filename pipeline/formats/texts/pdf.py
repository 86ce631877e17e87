"""PDFs: the lines of a page from the order of the eye to that of the tongue.

A PDF says where glyphs stand, from left to right, and often names shapes of letters instead of letters. So each line
is turned (:mod:`~pipeline.formats.texts.visual_order`) and shapes become letters. Scanned PDFs hold pictures.
"""

from __future__ import annotations

import io
import logging
import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.errors import InputError
from pipeline.formats import limits
from pipeline.formats.texts.visual_order import logical_line, with_brackets

if TYPE_CHECKING:
    from pdfminer.layout import LTPage, LTTextBox, LTTextLine

_HALF_SPACE = "\u200c"
_SHAPES = re.compile("[\ufb50-\ufdfb\ufe70-\ufefc]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdfb\ufe70-\ufefc]")
_COVERED = 0.3  # of a space's width
_SPACES = re.compile(" {2,}")


def pdf_text(data: bytes, *, where: str) -> str:
    """The text of a PDF, blocks parted by an empty line; raises :class:`~pipeline.errors.InputError`."""
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it comments on every unusual font
    try:
        pages, pictures, text = _read(data, where)
    except (InputError, MemoryError):
        raise
    except PDFPasswordIncorrect as error:
        raise InputError("it has a password", where=where, remedy="save it without one") from error
    except Exception as error:  # pdfminer raises what it pleases for broken files
        raise InputError(
            f"it is a damaged PDF: {type(error).__name__}: {error}", where=where, remedy="print it to PDF anew"
        ) from error
    if not text.strip():
        if pictures:
            raise InputError(
                f"it is a scanned PDF: {pages} pages of pictures, no text",
                where=where,
                remedy="recognise its text first, as ocrmypdf -l fas does",
            )
        raise InputError("there is no text in it", where=where, remedy="leave it out or give its text")
    return text


def _read(data: bytes, where: str) -> tuple[int, bool, str]:
    """The number of pages, whether there are pictures, and the text."""
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LAParams

    pages, pictures, size = 0, False, 0
    blocks: list[str] = []
    for page in extract_pages(io.BytesIO(data), laparams=LAParams()):
        pages += 1
        if pages > limits.PAGES:
            raise InputError(f"it has more than {limits.PAGES} pages", where=where, remedy="split it")
        pictures = pictures or _has_picture(page)
        for box in _boxes(page):
            block = "\n".join(line for line in map(_logical, box) if line)
            size += 2 * len(block)
            limits.check_size(size, limits.TEXT_BYTES, where=where)
            blocks.append(block)
    return pages, pictures, with_brackets("\n\n".join(block for block in blocks if block) + "\n")


def _boxes(page: LTPage) -> Iterator[LTTextBox]:
    from pdfminer.layout import LTTextBox

    return (item for item in page if isinstance(item, LTTextBox))


def _has_picture(page: LTPage) -> bool:
    from pdfminer.layout import LTFigure, LTImage

    return any(isinstance(item, LTImage | LTFigure) for item in page)


def _logical(line: LTTextLine) -> str:
    """A line as it is read; a glyph of several letters (لا) names them in the order of the tongue already."""
    glyphs = [_SHAPES.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text) for text in _glyphs(line)]
    shown = "".join(glyph[::-1] if _RIGHT_TO_LEFT.search(glyph) else glyph for glyph in glyphs).strip()
    return _SPACES.sub(" ", logical_line(shown))


def _glyphs(line: LTTextLine) -> Iterator[str]:
    """What the glyphs of a line stand for; a space that its neighbour covers is how browsers print a half-space."""
    from pdfminer.layout import LTChar

    items = list(line)
    for item, following in zip(items, [*items[1:], None], strict=True):
        text = item.get_text()
        if text == " " and isinstance(item, LTChar) and isinstance(following, LTChar):
            covered = following.x0 < item.x0 + _COVERED * item.width
            text = _HALF_SPACE if covered and following.get_text() != " " else text
        yield text

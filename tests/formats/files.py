"""Small files of other programs' formats, made for tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

HALF_SPACE = "\u200c"


def pdf(text: Sequence[str], *, picture: bool = False) -> bytes:
    """A PDF of one page whose glyphs stand in the order of the eye, as browsers print them.

    A half-space is a space that its right neighbour covers.
    """
    from bidi import get_display

    shown = [str(get_display(line.replace(HALF_SPACE, "\u07b1"), base_dir="R")) for line in text]
    letters = sorted({" ", *"".join(shown)} - {"\u07b1"})
    codes = {letter: f"{n:04X}" for n, letter in enumerate(letters, 1)}
    codes["\u07b1"] = codes[" "]
    content = "".join(
        f"BT /F 12 Tf 50 {750 - 13 * n} Td {_glyphs(line, codes)} TJ ET\n" for n, line in enumerate(shown)
    )
    if picture:
        content += "q 100 0 0 100 50 50 cm /I Do Q\n"
    mapping = "".join(f"<{codes[letter]}> <{letter.encode('utf-16-be').hex()}>\n" for letter in letters)
    cmap = f"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def
1 begincodespacerange <0000> <FFFF> endcodespacerange
{len(letters)} beginbfchar
{mapping}endbfchar endcmap end end"""
    return _pdf(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 900 800] /Contents 4 0 R "
        "/Resources << /Font << /F 5 0 R >> /XObject << /I 8 0 R >> >> >>",
        _stream(content),
        "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H "
        "/DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /DW 500 "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        _stream(cmap),
        _stream("\0", "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"),
    )


def _glyphs(line: str, codes: Mapping[str, str]) -> str:
    return "[" + " ".join(f"<{codes[letter]}>" + (" 500" if letter == "\u07b1" else "") for letter in line) + "]"


def _stream(content: str, entries: str = "") -> str:
    return f"<< /Length {len(content.encode())} {entries} >>\nstream\n{content}\nendstream"


def _pdf(*objects: str) -> bytes:
    data = b"%PDF-1.4\n"
    places: list[int] = []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    start = len(data)
    size = len(objects) + 1
    data += f"xref\n0 {size}\n0000000000 65535 f \n{table}".encode()
    return data + f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()


def docx(*paragraphs: str, rows: Sequence[Sequence[str]] = ()) -> bytes:
    """A Word document of paragraphs and a table."""
    from docx import Document

    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def archive(members: Mapping[str, bytes]) -> bytes:
    """A zip archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in members.items():
            zipped.writestr(name, data)
    return file.getvalue()

"""Texts of news agencies of 2019 (1398) out of the workbooks of a public repository, one file each.

``python -m benchmarks.real.agency NEWS.xlsx LABELED.xlsx FOLDER`` writes ``agency-a<row>.txt`` for the rows of the
first and ``agency-b<row>.txt`` for those of the second: headline, lead and body, without markup. Both are in the GitHub
repository sarb9/KhabarYaab under ``Backend/data``: ``news.xlsx`` in its newest commit, ``labeled_dataset.xlsx`` in
d7dc62b. Annotations name a text's file and its SHA-256, so that a text made in another way is noticed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]

_BLOCKS = frozenset(("p", "div", "br", "li", "h1", "h2", "h3", "h4", "tr", "ul", "ol", "blockquote"))
_DAY = re.compile(r"(\w+) (\d+)\w\w (\d{4})")


class _Words(HTMLParser):
    """The words of a piece of HTML, a line for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_block(tag)

    def handle_endtag(self, tag: str) -> None:
        self._end_block(tag)

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def _end_block(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n")


def words(markup: str) -> str:
    """The text of a piece of HTML: no markup, no empty lines."""
    parser = _Words()
    parser.feed(markup)
    parser.close()
    lines = (line.replace("\xa0", " ").strip() for line in "".join(parser.parts).split("\n"))
    return "\n".join(line for line in lines if line)


def rows(workbook: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Row numbers as a spreadsheet shows them, and the cells of the row by the heading of their column."""
    sheet = openpyxl.load_workbook(workbook, read_only=True).active
    table = sheet.iter_rows(values_only=True)
    heads = [str(cell or "") for cell in next(table)]
    for number, cells in enumerate(table, 2):
        yield number, {head: str(cell) for head, cell in zip(heads, cells, strict=False) if head and cell is not None}


def text(row: dict[str, str]) -> str:
    """Headline, lead and body, an empty line between them."""
    parts = (words(row.get(name, "")) for name in ("title", "summary", "content"))
    return "\n\n".join(part for part in parts if part)


def day(row: dict[str, str]) -> dt.date | None:
    """The day a report was published."""
    found = _DAY.match(row.get("publish_date", ""))
    return dt.datetime.strptime(" ".join(found.groups()), "%B %d %Y").date() if found else None


def main() -> None:
    """Write the texts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", type=Path)
    parser.add_argument("labeled", type=Path)
    parser.add_argument("folder", type=Path)
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    for letter, workbook in (("a", args.news), ("b", args.labeled)):
        for number, row in rows(workbook):
            (args.folder / f"agency-{letter}{number}.txt").write_bytes(text(row).encode())


if __name__ == "__main__":
    main()

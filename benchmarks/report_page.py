"""The page of many documents: its size, the time to make it, and the time until a browser shows it.

    python -m benchmarks.report_page RECORDS --text DIR --documents 2000

Records are repeated under new ids until there are as many documents as asked for. Needs Chromium and Playwright.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from pipeline import records
from pipeline.formats.gold_files import parts
from pipeline.report.data import Shown
from pipeline.report.page import render
from pipeline.report.texts import Texts

_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
_VIEWS = (("", ".document"), ("timeline", ".timeline svg"), ("matrix", "table.matrix"))


def _documents(path: Path, folder: Path | None, count: int) -> Iterator[Shown]:
    """As many documents as asked for, each with its text."""
    texts = Texts(folder)
    base = [records.decode(part.data) for part in parts(path)]
    known = [(document, texts.find(document, path)) for document in base]
    for n in range(count):
        document, text = known[n % len(known)]
        info = msgspec.structs.replace(document.document, id=f"{document.document.id}-{n}")
        yield Shown(msgspec.structs.replace(document, document=info), text, None)


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("records", type=Path)
    parser.add_argument("--text", type=Path)
    parser.add_argument("--documents", type=int, default=2000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "report.html")
        start = time.perf_counter()
        with page.open("w", encoding="utf-8") as file:
            file.writelines(
                render(_documents(arguments.records, arguments.text, arguments.documents), failures=[], gold=None)
            )
        made = time.perf_counter() - start
        print(f"| {arguments.documents} documents, {page.stat().st_size / 1e6:.1f} MB | seconds |\n| --- | ---: |")  # noqa: T201
        print(f"| making the page | {made:.1f} |")  # noqa: T201
        for name, seconds in _views(page):
            print(f"| {name} | {seconds:.2f} |")  # noqa: T201


def _views(page: Path) -> Iterator[tuple[str, float]]:
    """Medians of three: until a view stands, and until a search of all texts is done."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=_FLAGS)
        for view, selector in _VIEWS:
            times = []
            for _ in range(3):
                tab = browser.new_page()
                start = time.perf_counter()
                tab.goto(f"{page.as_uri()}#/{view}")
                tab.wait_for_selector(selector)
                times.append(time.perf_counter() - start)
                tab.close()
            yield f"first view: {view or 'documents'}", statistics.median(times)
        tab = browser.new_page()
        tab.goto(page.as_uri())
        for name in ("first search of all texts", "next search"):
            start = time.perf_counter()
            tab.fill("#control-search", "رييس جمهور" if name == "next search" else "قزاقستان")
            tab.wait_for_timeout(200)
            while tab.locator("#status").inner_text():
                tab.wait_for_timeout(20)
            yield name, time.perf_counter() - start
        browser.close()


if __name__ == "__main__":
    main()

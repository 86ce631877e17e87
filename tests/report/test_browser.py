"""The page in a real browser: Debian's Chromium."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pipeline import records
from pipeline.calendars.convert import to_jalali
from pipeline.text.keys import match_key
from tests.report.pages import HOSTILE, LEGACY, OMAN, TEXTS, TREATY, page, read

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
pytestmark = pytest.mark.skipif(
    CHROMIUM is None and os.environ.get("CI") != "true", reason="there is no Chromium: apt-get install chromium"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("report")


@pytest.fixture(scope="module")
def path(folder: Path) -> Path:
    return page(folder)[0]


@pytest.fixture
def opened(browser: Browser, path: Path) -> Iterator[Page]:
    yield from open_page(browser, path)


def open_page(browser: Browser, path: Path, *, width: int = 1280) -> Iterator[Page]:
    """A page that must be silent and must ask for nothing but itself."""
    complaints: list[str] = []
    tab = browser.new_page(viewport={"width": width, "height": 900})
    tab.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("request", lambda request: complaints.append(request.url) if not request.url.startswith("file:") else None)
    tab.set_default_timeout(8000)
    tab.goto(path.as_uri())
    tab.wait_for_selector(".document")
    yield tab
    tab.close()
    assert [text for text in complaints if not text.startswith("data:")] == []


def wait_until(tab: Page, condition: str) -> None:
    """Wait for a condition; Playwright's own waiting needs what the page's policy forbids."""
    for _ in range(100):
        if tab.evaluate(condition):
            return
        tab.wait_for_timeout(50)
    raise AssertionError(f"never: {condition}")


def open_document(tab: Page, id: str) -> None:
    tab.locator(".document .id", has_text=id).first.click()
    tab.wait_for_selector(".reader")


def shown_ids(tab: Page) -> list[str]:
    return tab.locator(".document .id").all_inner_texts()


def in_view(tab: Page, selector: str) -> bool:
    script = """(selector) => {
        const [box, pane] = [selector, ".text"].map((one) => document.querySelector(one).getBoundingClientRect());
        return box.top >= pane.top && box.bottom <= pane.bottom && box.top >= 0 && box.bottom <= innerHeight;
    }"""
    return bool(tab.evaluate(script, selector))


def test_a_record_leads_to_its_evidence_and_back(browser: Browser, tmp_path: Path) -> None:
    long = "\n\n".join(["این بند درباره چیز دیگری است."] * 80)
    path, _ = page(tmp_path, {"long": f"{long}\n\n{TREATY}\n\n{long}"})
    for tab in open_page(browser, path):
        open_document(tab, "long")
        assert not in_view(tab, ".mark.on-visits")
        tab.locator(".card.visits .select").first.click()
        visit = read(f"{long}\n\n{TREATY}\n\n{long}", "long").visits[0]
        assert tab.locator(".text .core").all_inner_texts() == [visit.trigger.text]
        assert "".join(tab.locator(".text .lit").all_inner_texts()) == "".join(span.text for span in visit.evidence)
        assert in_view(tab, ".text .core")
        assert tab.evaluate("location.hash") == f"#/doc/long/{visit.id}"
        tab.locator(".text .mark.on-agreements").first.click()
        current = tab.locator(".card.current")
        assert current.get_attribute("data-kind") == "agreements"
        assert tab.evaluate("document.activeElement.closest('.card').dataset.kind") == "agreements"


def test_an_address_opens_a_record(browser: Browser, path: Path) -> None:
    for tab in open_page(browser, path):
        visit = read(OMAN, "oman").visits[0]
        tab.goto(f"{path.as_uri()}#/doc/oman/{visit.id}")
        tab.wait_for_selector(".card.current")
        assert tab.locator(".text .core").all_inner_texts() == [visit.trigger.text]


@pytest.mark.parametrize("query", ["رييس جمهور", "رئیس‌جمهور", "رئيسجمهور", "رییس‌جمهوری"])
def test_search_knows_spellings(opened: Page, query: str) -> None:
    opened.fill("#control-search", query)
    wait_until(opened, "document.querySelectorAll('.document').length < 4")
    assert "oman" not in shown_ids(opened)
    assert {"treaty", "legacy"} <= {*shown_ids(opened)} or query.endswith("ی")
    assert "legacy" in shown_ids(opened)
    opened.wait_for_selector(".snippet mark")
    open_document(opened, "legacy")
    assert match_key(opened.locator(".text .hit").first.inner_text()) in match_key(LEGACY)


def test_the_key_is_the_readers(opened: Page) -> None:
    every = "".join(map(chr, range(0x600, 0x700))) + "\u200c\u200d\u200e\u200f abc ۱۲ é \U0001f1f0"
    texts = [every, *TEXTS.values(), *(chr(code) for code in range(0x600, 0x700))]
    assert opened.evaluate("(texts) => texts.map(dabir.matchKey)", texts) == [match_key(text) for text in texts]


def test_the_jalali_calendar_is_the_readers(opened: Page) -> None:
    days = [dt.date(1850, 1, 1) + dt.timedelta(days=97 * n) for n in range(1000)]
    epoch = dt.date(1970, 1, 1)
    found = opened.evaluate("(days) => days.map(dabir.jalali)", [(day - epoch).days for day in days])
    assert [tuple(parts) for parts in found] == [to_jalali(day) for day in days]


@pytest.mark.parametrize(
    ("label", "value", "expected"),
    [
        ("کشور", "OMN", ["oman"]),
        ("کشور", "TKM", ["legacy"]),
        ("گونه", "agreements", ["treaty"]),
        ("از تاریخ", "۱۳۸۱", ["treaty"]),
        ("تا تاریخ", "1996-12", ["legacy"]),
        ("از تاریخ", "۱۳۸۰/۴/۱۳", ["treaty"]),
        ("از تاریخ", "هرگز", ["treaty", "legacy", "oman"]),
    ],
)
def test_filters(browser: Browser, tmp_path: Path, label: str, value: str, expected: list[str]) -> None:
    path, _ = page(tmp_path, {id: TEXTS[id] for id in ("treaty", "legacy", "oman")})
    for tab in open_page(browser, path):
        box = tab.get_by_label(label, exact=True)
        if box.evaluate("node => node.tagName") == "SELECT":
            box.select_option(value)
        else:
            box.fill(value)
        tab.wait_for_timeout(400)
        assert shown_ids(tab) == expected
        tab.locator(".reset").click()
        tab.wait_for_timeout(400)
        assert len(shown_ids(tab)) == 3


def test_timeline_and_matrix(opened: Page) -> None:
    opened.get_by_role("link", name="گاه‌شمار").click()
    opened.wait_for_selector(".timeline svg")
    ticks = opened.locator(".timeline text").all_text_contents()
    assert any(text.startswith("۱۳") for text in ticks) and any(text.startswith(("19", "20")) for text in ticks)
    before = opened.locator(".timeline .event").count()
    assert before >= 3
    opened.get_by_role("button", name="بزرگ‌تر").click()
    assert opened.locator(".timeline .event").count() <= before
    opened.locator(".events a", has_text="عمان").first.click()
    opened.wait_for_selector(".card.current")
    opened.get_by_role("link", name="چه کسی به کجا رفت").click()
    opened.get_by_role("button", name="سفرها: عمان به ایران: ۱").click()
    assert opened.locator(".chosen .events a").count() == 1


def test_a_hostile_document_is_text(opened: Page) -> None:
    open_document(opened, "<img src=x onerror=alert(1)>")
    text = opened.locator(".text").inner_text()
    assert text == HOSTILE.replace("\u202e", "‹U+202E›").replace("\u202c", "‹U+202C›")
    for select in opened.locator(".card .select").all():
        select.click()
    assert opened.evaluate("window.broken") is None
    assert opened.locator("#page img, #page script, #page iframe, a[href^='javascript']").count() == 0
    document = read(HOSTILE, "<img src=x onerror=alert(1)>")
    opened.locator(".card.visits .select").last.click()
    assert (
        opened.locator(".text .core").inner_text() == max(document.visits, key=lambda v: v.trigger.start).trigger.text
    )


def test_keys(opened: Page) -> None:
    opened.keyboard.press("/")
    assert opened.evaluate("document.activeElement.id") == "control-search"
    opened.keyboard.press("Escape")
    open_document(opened, "treaty")
    opened.locator(".mark[tabindex='0']").focus()
    first = opened.evaluate("document.activeElement.textContent")
    opened.keyboard.press("ArrowLeft")
    assert opened.evaluate("document.activeElement.textContent") != first
    opened.keyboard.press("Enter")
    assert opened.locator(".card.current").count() == 1
    opened.locator("h2").focus()
    opened.keyboard.press("n")
    wait_until(opened, "document.querySelector('h2').textContent === 'legacy'")
    opened.keyboard.press("Escape")
    opened.wait_for_selector(".document")


def test_english(opened: Page) -> None:
    opened.get_by_role("button", name="English").click()
    assert opened.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["en", "ltr"]
    open_document(opened, "oman")
    assert opened.locator(".card.visits .status").first.inner_text() == "occurred"
    assert "2001-07-03 (1380/04/12)" in opened.locator(".card.visits").first.inner_text()


def test_paper(opened: Page) -> None:
    """What is only for the screen is not printed, and what is wider than a sheet is made to fit."""
    opened.emulate_media(media="print")
    opened.evaluate("location.hash = '#/timeline'")
    opened.wait_for_selector(".timeline svg")
    assert not opened.locator(".filters").is_visible()
    assert not opened.locator("header nav").is_visible()
    opened.locator(".timeline").evaluate("node => { node.style.width = '600px'; }")
    assert opened.locator(".timeline svg").evaluate("node => node.getBoundingClientRect().width") <= 600
    opened.evaluate("location.hash = '#/doc/treaty'")
    opened.wait_for_selector(".reader")
    text = opened.locator(".text")
    assert text.evaluate("node => node.scrollHeight <= node.clientHeight + 1")


def test_what_the_records_alone_allow(browser: Browser, tmp_path: Path) -> None:
    found, _ = page(tmp_path, {"treaty": TREATY})
    (tmp_path / "texts" / "texts.jsonl").unlink()
    from pipeline.report.build import build

    build([tmp_path / "records.jsonl"], found)
    for tab in open_page(browser, found):
        assert "بی متن" in tab.locator(".document").inner_text()
        open_document(tab, "treaty")
        assert "متن خام در دسترس نیست" in tab.locator(".note").first.inner_text()
        tab.locator(".card.visits .select").first.click()
        assert tab.locator(".text .core").all_inner_texts() == [read(TREATY, "treaty").visits[0].trigger.text]


def test_gold_is_shown_in_place(browser: Browser, tmp_path: Path) -> None:
    gold = json.loads(records.encode(read(OMAN, "oman")))
    gold["visits"][0]["status"] = "planned"
    gold["meetings"].append({"id": "m0", "trigger": {"start": 0, "end": 4}, "kind": "summit"})
    (tmp_path / "oman.json").write_text(json.dumps(gold), "utf-8")
    path, _ = page(tmp_path, {"oman": OMAN}, gold=tmp_path / "oman.json")
    for tab in open_page(browser, path):
        open_document(tab, "oman")
        assert tab.locator(".text .missed").inner_text() == "وزیر"
        assert "نادرست" in tab.locator(".card.visits").inner_text()
        tab.locator(".card.missed .select").click()
        assert tab.locator(".text .core").inner_text() == "وزیر"


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("view", ["", "timeline", "matrix", "doc/treaty", "doc/oman"])
def test_axe_finds_no_serious_fault(browser: Browser, path: Path, view: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    for tab in open_page(browser, path, width=width):
        tab.goto(f"{path.as_uri()}#/{view}")
        tab.wait_for_selector("main h2")
        if view.startswith("doc"):
            tab.locator(".card .select").first.click()
        found: list[dict[str, Any]] = Axe().run(tab).response["violations"]
        serious = [one for one in found if one["impact"] in ("serious", "critical")]
        assert [(one["id"], [node["html"][:200] for node in one["nodes"]][:3]) for one in serious] == []
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")

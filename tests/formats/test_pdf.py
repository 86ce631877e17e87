"""PDFs of real programs give the text that was printed, whatever stands in a Persian line."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest
from bidi import get_display

from pipeline.formats.texts.pdf import pdf_text
from pipeline.formats.texts.visual_order import logical_line, with_brackets

LINES = [
    "در تاریخ ۱۶ اردیبهشت ۱۳۸۱ (6 May 2002) وزیر خارجه به تهران سفر کرد.",
    "موافقت‌نامه‌ای میان ایران و IAEA (سال 2003) امضا شد؛ متن آن در www.example.org است.",
    "نمایندگان United Nations و European Union در نشست 1+5 حضور داشتند.",
    "بند (الف) و بند [ب] را «مجلس شورا» در ۱۳۸۱/۰۲/۱۶ تصویب می‌کند.",
    "مبلغ ۲٫۵ میلیارد دلار (2.5 billion dollars) معادل 12,500 ریال و ۱۰٪ بود.",
    "قطع‌نامه 598 شورای امنیت (UNSCR 598, 20 July 1987) پذیرفته شد.",
    "او گفت: «این نخستین سفر رئیس‌جمهور (President Khatami) به آلماتی است.»",
    "ساعت 10:30 روز 24-26 April 2002 در هتل InterContinental (آلماتی) دیدار کردند.",
    "از 5-7 May در سال‌های ۱۳۷۹–۱۳۸۱ و 1999-2002، شماره پرونده A/57/123.",
    "(وزیر) گفت‌وگوهای ایران–روسیه را «سازنده» خواند (خبرگزاری ایرنا).",
    "نام او در گذرنامه Nursultan (Abish) Nazarbayev است و نشانی‌اش info@example.org.",
    "قطع‌نامه‌های Resolution 598 و Resolution 1701 (2006) و سند 1380/12/3.",
]
BROKEN = (
    "وزیر امور خارجه در پایان سفر سه روزه خود به جمهوری قزاقستان که از ۴ تا ۶ اردیبهشت ۱۳۸۱ (24-26 April 2002) انجام "
    "شد، با رئیس‌جمهور کشور، نورسلطان نظربایف (Nursultan Nazarbayev)، دیدار و درباره رژیم حقوقی دریای خزر گفت‌وگو کرد."
)
FONTS = [
    path
    for folder in ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts")
    for name in ("DejaVuSans.ttf", "Vazirmatn-Regular.ttf", "Arial Unicode.ttf")
    for path in Path(folder).rglob(name)
]


@pytest.mark.parametrize("line", [*LINES, "English line, with (brackets) and 123.", "در 5 May 2002"])
def test_what_is_shown_is_turned_back(line: str) -> None:
    shown = str(get_display(line.replace("\u200c", "\u07b1"), base_dir="R")).replace("\u07b1", "\u200c")
    assert with_brackets(logical_line(shown)) == line


@pytest.mark.parametrize(
    ("shown", "read"),
    [
        ("رهش May 5", "May 5 شهر"),
        ("رهش May 7-5", "5-7 May شهر"),
        ("رهش million 3", "3 million شهر"),
        ("رهش Boeing 747", "Boeing 747 شهر"),
        ("رهش 12%", "12% شهر"),
        ("لاس 2002-1999", "1999-2002 سال"),
        ("1999-2002", "1999-2002"),
        ("۱۰٪", "۱۰٪"),
    ],
)
def test_numbers_beside_latin_words(shown: str, read: str) -> None:
    assert logical_line(shown) == read


def _chromium(folder: Path) -> bytes:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no Chromium here")
    style = "<style>body{font:14px 'DejaVu Sans'} p{margin:0 0 14px}</style>"
    page = f"<html dir=rtl lang=fa><meta charset=utf-8>{style}{''.join(f'<p>{escape(x)}' for x in [*LINES, BROKEN])}"
    (folder / "a.html").write_text(page, "utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    command = [program, *options, f"--print-to-pdf={folder / 'a.pdf'}", str(folder / "a.html")]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return (folder / "a.pdf").read_bytes()


def _fpdf(folder: Path) -> bytes:
    fpdf = pytest.importorskip("fpdf")
    pytest.importorskip("uharfbuzz")
    if not FONTS:
        pytest.skip("no font with Persian letters here")
    document = fpdf.FPDF()
    document.add_page()
    document.add_font("persian", "", str(FONTS[0]))
    document.set_font("persian", size=11)
    document.set_text_shaping(True, direction="rtl", script="arab", language="far")
    for line in [*LINES, BROKEN]:
        document.multi_cell(0, 8, line, align="R", new_x="LMARGIN", new_y="NEXT")
        document.ln(4)
    return bytes(document.output())


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # fpdf comments on the options of its own fonts
@pytest.mark.parametrize("print_to_pdf", [_chromium, _fpdf])
def test_printed_by(print_to_pdf: Callable[[Path], bytes], tmp_path: Path) -> None:
    read = pdf_text(print_to_pdf(tmp_path), where="a.pdf").split()
    assert " ".join(read) == " ".join([*LINES, BROKEN])

"""Records and pages for the tests of reports."""

from __future__ import annotations

import functools
import json
from pathlib import Path

import pipeline
from pipeline import records
from pipeline.engine import Engine
from pipeline.report.build import Summary, build

TREATY = (
    "آقای نظربایف رئیس‌جمهور قزاقستان از ۴ تا ۶ اردیبهشت ۱۳۸۱ به تهران سفر کرد و با "
    "آقای خاتمی رئیس‌جمهور کشورمان دیدار کرد. "
    "در پایان این سفر دو یادداشت تفاهم میان دو کشور به امضا رسید."
)
LEGACY = "سفر رئيسجمهورى ترکمنستان به تهران در سال ۱۳۷۴ انجام شد."
OMAN = "وزیر امور خارجه عمان روز ۱۲ تیر ۱۳۸۰ وارد تهران شد و با همتای ایرانی خود گفتگو کرد."
HOSTILE = (
    '</script><script>window.broken = 1</script><img src=x onerror="window.broken = 2"> <!-- <![CDATA[ '
    "javascript:window.broken=3 \u202eآقای «<b>» نظربایف\u202c رئیس‌جمهور قزاقستان در ۴ اردیبهشت ۱۳۸۱ به تهران سفر کرد. "
    "\U0001f1f0\U0001f1ff "
    "وزیر امور خارجه عمان در تیر ۱۳۸۰ به مسکو رفت."
)
TEXTS = {"treaty": TREATY, "legacy": LEGACY, "oman": OMAN, "<img src=x onerror=alert(1)>": HOSTILE}


@functools.cache
def engine() -> Engine:
    return pipeline.load(tagger="none")


@functools.cache
def read(text: str, id: str) -> records.Document:
    return engine().extract(text, id=id, date="2003-08-03")


def write(folder: Path, texts: dict[str, str]) -> tuple[Path, Path]:
    """A file of records and a file of texts."""
    out, raw = folder / "records.jsonl", folder / "texts"
    out.write_bytes(b"".join(records.encode(read(text, id)) + b"\n" for id, text in texts.items()))
    raw.mkdir(exist_ok=True)
    lines = (json.dumps({"id": id, "text": text}, ensure_ascii=False) + "\n" for id, text in texts.items())
    (raw / "texts.jsonl").write_text("".join(lines), "utf-8")
    return out, raw


def page(folder: Path, texts: dict[str, str] = TEXTS, **options: Path) -> tuple[Path, Summary]:
    """A page of texts, and what became of it."""
    found, raw = write(folder, texts)
    out = folder / "report.html"
    return out, build([found], out, **{"text": raw, **options})

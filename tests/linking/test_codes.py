"""PLOVER and CAMEO codes of what was read, and the field that an event is of."""

from __future__ import annotations

import pytest

import pipeline
from pipeline.engine import Engine
from pipeline.linking.contexts import context


@pytest.fixture(scope="module")
def engine() -> Engine:
    return pipeline.load(tagger="none")


CODES = [
    ("visits", "وزیر خارجه هند به تهران سفر کرد.", "CONSULT", "visit", "042"),
    ("visits", "تهران میزبان وزیر خارجه ترکیه بود.", "CONSULT", "visit", "043"),
    ("visits", "وزیر خارجه هند فردا به تهران سفر خواهد کرد.", "AGREE", None, "036"),
    ("visits", "وزیر خارجه هند به تهران سفر نکرد.", "REJECT", "meet", "125"),
    ("meetings", "وزیر خارجه ایران با همتای ترک خود دیدار کرد.", "CONSULT", None, "040"),
    ("meetings", "وزیر خارجه ایران در وین با همتای ترک خود دیدار کرد.", "CONSULT", "third-party", "044"),
    ("meetings", "وزیر خارجه ایران در تماس تلفنی با همتای سوری خود سخن گفت.", "CONSULT", "phone", "041"),
    ("meetings", "مذاکرات ایران و یمن در صنعا برگزار شد.", "CONSULT", "negotiate", "046"),
    ("meetings", "وزیران خارجه ایران، روسیه و ترکیه با یکدیگر دیدار کردند.", "CONSULT", "multilateral", "040"),
    ("agreements", "موافقت‌نامه گمرکی میان ایران و کویت امضا شد.", "SUPPORT", None, "057"),
    ("agreements", "قرار است ایران و عمان قرارداد گاز را امضا کنند.", "AGREE", None, "036"),
]


@pytest.mark.parametrize(("kind", "text", "event", "mode", "cameo"), CODES)
def test_codes(engine: Engine, kind: str, text: str, event: str, mode: str | None, cameo: str) -> None:
    (record,) = getattr(engine.extract(text, id="x", date="2019-06-15"), kind)
    assert (record.event.plover.event, record.event.plover.mode, record.event.cameo) == (event, mode, cameo)


def test_an_agreement_that_ended_has_no_code(engine: Engine) -> None:
    (agreement,) = engine.extract("قرارداد میان ایران و آلمان فسخ شد.", id="x").agreements
    assert agreement.event is None


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ("وزیر دفاع روسیه وارد تهران شد", "military"),
        ("موافقت‌نامه همکاری‌های گمرکی و بازرگانی", "economic"),
        ("درباره صادرات نفت و گاز", "resource"),
        ("رئیس مجلس ارمنستان", "legislative"),
        ("پرونده هسته‌ای ایران", "cbrn"),
        ("وزیر خارجه هند به تهران سفر کرد", None),
        ("دفاعیات دانشجو", None),
    ],
)
def test_context(told: str, field: str | None) -> None:
    assert context(told) == field


SPEAKERS = [
    ("سخنگوی وزارت امور خارجه اعلام کرد وزیر نفت عراق به تهران سفر می‌کند.", "سخنگوی وزارت امور خارجه"),
    ("به گفته وزیر خارجه ایران رئیس‌جمهور هند به تهران سفر خواهد کرد.", "وزیر خارجه ایران"),
    ("وزیر خارجه ایران از سفر رئیس‌جمهور هند به تهران خبر داد.", "وزیر خارجه ایران"),
    ("به گزارش ایرنا رئیس‌جمهور هند به تهران سفر کرد.", None),
    ("رئیس‌جمهور هند به تهران سفر کرد.", None),
]


@pytest.mark.parametrize(("text", "speaker"), SPEAKERS)
def test_who_says_so(engine: Engine, text: str, speaker: str | None) -> None:
    (visit,) = engine.extract(text, id="x").visits
    assert (visit.attribution.span.text if visit.attribution else None) == speaker

"""A gate only saves time: what it leaves unread changes no record."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import pipeline
from pipeline import records
from pipeline.engine import Engine
from pipeline.extractors.dates.atoms import core_places
from pipeline.lexicon import verbs

RAW = Path(__file__).resolve().parents[1] / "corpus" / "raw"
TEXTS = {path.stem: path.read_bytes().decode("utf-8-sig") for path in sorted(RAW.glob("*.txt"))}
SENTENCES = [line for text in TEXTS.values() for line in text.splitlines() if line.strip()]
#: Who is introduced in one sentence and called by name in another, with and without anything told of them.
SPREAD = (
    "نشست خبری رئیس‌جمهور برگزار شد. ایران از این دیدار استقبال کرد.",
    "کالین پاول، وزیر خارجه آمریکا، امروز سخن گفت. به گفته یک منبع، سفر پاول به دمشق لغو شد.",
    "پیش از آن اشتروگال به دمشق سفر کرده بود. لوبومیر اشتروگال، نخست‌وزیر چکسلواکی، چنین گفت.",
    "وزیر نیرو: دمشق، خرداد ۱۳۷۹",
    "- وزیر نیرو، دمشق\n- وزیر نفت، باکو، ۲ تیر ۱۳۸۰\n",
    "جلسه شورای شهر برگزار شد. همایش معلمان در تهران پایان یافت. نشست مشترک کمیسیون و وزیر سوریه در تهران بود.",
    "قراردادی که میان ایران و سوریه بسته شد تصویب شد.",
)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return pipeline.load()


def ungated(engine: Engine, text: str) -> records.Document:
    """The records as they are where everything is read, which a reading that explains itself is."""
    document = engine.extract(text, id="x", explain=True)
    return msgspec.structs.replace(document, repairs=msgspec.UNSET, sentences=msgspec.UNSET)


@pytest.mark.parametrize("text", [*TEXTS.values(), *SPREAD], ids=[*TEXTS, *map(str, range(len(SPREAD)))])
def test_gated_documents(engine: Engine, text: str) -> None:
    assert engine.extract(text, id="x") == ungated(engine, text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lines=st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6))
def test_gated_mixtures(engine: Engine, lines: list[str]) -> None:
    text = "\n".join(lines)
    assert engine.extract(text, id="x") == ungated(engine, text)


MOVING = {"go", "come", "reach", "return"}


@pytest.mark.parametrize(
    "form",
    [
        "رفت",
        "نمی\u200cرود",
        "برمی\u200cگردد",
        "بازنگشت",
        "نیامده\u200cاند",
        "بیایند",
        "می\u200cآید",
        "برسد",
        "رسیده\u200cایم",
    ],
)
def test_places_of_verbs(form: str) -> None:
    found = verbs.analyse(form)
    assert found is not None and found.verb.cls in MOVING
    assert verbs.places(MOVING).search(f"او {form}.")


@pytest.mark.parametrize("form", ["رودخانه", "آن", "گفت", "برای", "دید", "آرام"])
def test_other_words_are_passed_over(form: str) -> None:
    assert not verbs.places(MOVING).search(f"او {form}.")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("در سال ۱۳۷۴", [3, 7]),
        ("۲ تیر", [2]),
        ("شماره ۱۲۳", [6]),
        ("هزار و سیصد و هفتاد و چهار", [0]),
        ("۱۲/۳ و ۱۷ نفر", [0]),
        ("۱۷ نفر", []),
        ("سالن و روزنامه و مهرورزی", []),
        ("فردا", [0]),
    ],
)
def test_places_of_dates(text: str, places: list[int]) -> None:
    assert core_places(text) == places

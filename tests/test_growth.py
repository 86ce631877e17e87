"""The work of a reading grows with the length of a text, whatever is repeated in it: calls are counted, not seconds."""

from __future__ import annotations

import sys
from types import FrameType

import pytest

import pipeline

PROSE = (
    "وزیر امور خارجه ترکمنستان روز شنبه ۱۶ اردیبهشت ۱۳۸۱ در رأس هیئتی به تهران سفر کرد و با رئیس‌جمهور دیدار کرد. "
    "در پایان این سفر دو موافقت‌نامه میان دو کشور امضا شد. هوای شهر در این روزها آلوده بود و مدرسه‌ها بسته ماند.\n"
)
BAIT = [
    "وزیر و ", "دیدار ", "مذاکره ", "سفر ", "دو رئیس\n", "سید ", "رئیس ", "اجلاس وزیر/ ", "آقای ", "ایران و ",
    "امضا شد ", "وی ", "«", "۱۳۸۱/", "( ", "می\u200c", "در سال ", "\n", ". ", "خاتمی ", "موافقت‌نامه ", "دو کشور ",
]  # fmt: skip
SIZE = 6000


@pytest.fixture(scope="module")
def engine() -> pipeline.Engine:
    return pipeline.load(tagger="none")


def calls(engine: pipeline.Engine, unit: str, size: int) -> float:
    """How many calls the reading of a unit over and over makes, for each character."""
    text = unit * (size // len(unit))
    count = 0

    def note(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        engine.extract(text, id="x")
    finally:
        sys.setprofile(None)
    return count / len(text)


@pytest.fixture(scope="module")
def prose(engine: pipeline.Engine) -> float:
    calls(engine, PROSE, SIZE)  # caches fill
    return calls(engine, PROSE, SIZE)


@pytest.mark.slow
@pytest.mark.parametrize("unit", BAIT)
def test_repetition_is_no_bait(engine: pipeline.Engine, prose: float, unit: str) -> None:
    short, long = calls(engine, unit, SIZE), calls(engine, unit, 4 * SIZE)
    assert long < 1.4 * short
    assert long < 5 * prose

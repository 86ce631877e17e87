"""Words that ran together, in a text that has lost its blanks."""

from __future__ import annotations

import pytest

from pipeline.text.half_space import Condition, restorer

APART = [
    ("وزیرامورخارجه", "وزیر امور خارجه"),
    ("وضعیتیکه", "وضعیتی که"),
    ("ودر", "و در"),
    ("درمرحلهٔ", "در مرحلهٔ"),
    ("کرده‌امبا", "کرده‌ام با"),
    ("زلزله‌ایدر", "زلزله‌ای در"),
    ("تامی‌توانی", "تا می‌توانی"),
    ("رئیسجمهوردرتهران", "رئیس‌جمهور در تهران"),
    ("دیدارمیکند", "دیدار می‌کند"),
    ("کشورهایهمسایه", "کشورهای همسایه"),
    ("استواو", "است و او"),
]
WHOLE = ["مادر", "وزن", "بهمن", "کندو", "رویداد", "درخواهند", "نظربایف", "کلانتری", "می‌رود", "دانشگاه‌هایش"]


@pytest.mark.parametrize(("run_on", "words"), APART)
def test_apart(run_on: str, words: str) -> None:
    restored = restorer(Condition(half_spaces=True, spaces=True)).restore(run_on)
    assert restored is not None
    assert restored.text == words


@pytest.mark.parametrize("word", WHOLE)
def test_whole(word: str) -> None:
    restored = restorer(Condition(half_spaces=False, spaces=True)).restore(word)
    assert restored is None or " " not in restored.text

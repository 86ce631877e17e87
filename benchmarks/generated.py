"""A corpus of any size out of the sample texts: their lines put together anew, with other names, dates and noise.

The same size gives the same bytes. Given names, countries, cities, months, weekdays and figures are swapped for others
of their kind; some texts have the letters of old keyboards, lost half-spaces or doubled spaces. Most paragraphs speak
of other things, as in a newspaper, where one sentence in nine is worth a close look.
"""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.texts import SAMPLES

_ROOT = Path(__file__).resolve().parents[1]
_TABLES = _ROOT / "pipeline" / "lexicon" / "tables"
_MONTHS = ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"]
_WESTERN = ["ژانویه", "فوریه", "مارس", "آوریل", "مه", "ژوئن", "ژوئیه", "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر"]
_WEEKDAYS = ["شنبه", "یکشنبه", "دوشنبه", "چهارشنبه", "جمعه"]
_DIGITS = "۰۱۲۳۴۵۶۷۸۹"
_WHEN = (
    "امسال",
    "در ماه گذشته",
    "به گفته کشاورزان",
    "طبق آمار",
    "هر هفته",
    "با آمدن باران",
    "در فصل سرما",
    "این روزها",
)
_WHAT = (
    "قیمت گندم در بازار",
    "تولید سیمان در کارخانه‌های کوچک",
    "آلودگی هوای شهر",
    "شمار تماشاگران سینما",
    "فروش کتاب‌های درسی",
    "مصرف برق خانه‌ها",
    "آب پشت سدها",
    "تیم والیبال جوانان",
    "نرخ اجاره خانه",
    "بارش برف در کوه‌ها",
    "راه‌بندان خیابان‌ها",
    "صف نانوایی‌ها",
    "پرورش ماهی در استخرها",
    "کار مرمت خانه‌های قدیمی",
)
_HOW = (
    "کم‌تر از همیشه بود",
    "به اندازه پیش‌بینی شده رسید",
    "دو برابر شد",
    "مردم را نگران کرده است",
    "رو به بهبود گذاشت",
    "باز هم بالا رفت",
    "بی‌سابقه توصیف شد",
    "تغییر چندانی نداشت",
    "برای همه خبر خوبی است",
    "هزینه زیادی داشت",
)
_NOISE = 0.8  # of paragraphs
_SENTENCES = (2, 6)
_SWAPPED = 0.5
_LINES = (3, 40)
_SHORTEST = 20  # characters of a line
_KEYBOARD = str.maketrans("یک", "يك")


def development_texts() -> list[str]:
    """The sample texts of the development half."""
    with (_ROOT / "corpus" / "halves.tsv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["half"] == "development"]
    return [(SAMPLES / f"{row['id']}.txt").read_text("utf-8") for row in rows]


def documents(texts: Sequence[str], *, seed: int = 1) -> Iterator[str]:
    """Texts without end, 3 to 40 lines each."""
    chance = random.Random(seed)
    kinds = list(_kinds())
    swaps = {word: kind for kind in kinds for word in kind}
    lines = [line for text in texts for line in text.splitlines() if len(line) >= _SHORTEST]
    while True:
        drawn = chance.choices(lines, k=chance.randint(*_LINES))
        text = "\n".join(_noise(chance) if chance.random() < _NOISE else line for line in drawn)
        text = " ".join(_swapped(word, swaps, chance) for word in text.split(" "))
        yield _noisy(text, chance)


def write_corpus(path: Path, texts: Sequence[str], megabytes: float) -> list[int]:
    """A JSON Lines file of so many megabytes, and the lengths of its documents in code points."""
    lengths: list[int] = []
    size = 0
    with path.open("wb") as file:
        for number, text in enumerate(documents(texts)):
            line = json.dumps({"id": f"d{number}", "text": text}, ensure_ascii=False).encode() + b"\n"
            file.write(line)
            lengths.append(len(text))
            size += len(line)
            if size >= megabytes * 1e6:
                return lengths
    raise AssertionError("documents never end")


def _kinds() -> Iterator[list[str]]:
    """Words of one kind, each of which may stand for any other."""
    yield from (_MONTHS, _WESTERN, _WEEKDAYS)
    for table in ("given_names", "countries", "cities"):
        with (_TABLES / f"{table}.tsv").open(encoding="utf-8") as file:
            rows = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
            yield [row["name"] for row in rows if " " not in row["name"]]


def _noise(chance: random.Random) -> str:
    parts = (_WHEN, _WHAT, _HOW)
    return " ".join(" ".join(map(chance.choice, parts)) + "." for _ in range(chance.randint(*_SENTENCES)))


def _swapped(word: str, swaps: dict[str, list[str]], chance: random.Random) -> str:
    kind = swaps.get(word)
    if kind:
        return chance.choice(kind) if chance.random() < _SWAPPED else word
    if word[:1] in _DIGITS and word.isdecimal() and len(word) < 3 and chance.random() < _SWAPPED:
        return "".join(chance.choice(_DIGITS[1:]) for _ in word)
    return word


def _noisy(text: str, chance: random.Random) -> str:
    if chance.random() < 0.3:
        text = text.translate(_KEYBOARD)
    if chance.random() < 0.2:
        text = text.replace("\u200c", "")
    if chance.random() < 0.1:
        text = text.replace(" ", "  ", 20)
    return text

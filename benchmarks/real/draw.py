"""The draw of the texts that were annotated: a seeded shuffle of those that pass a filter of words.

``python -m benchmarks.real.draw FOLDER --pattern '*.ham' --skip 0 --take 18`` prints the names in the order drawn. A
text passes if it has 300 to 5,000 code points, at least three phrases of encounters or journeys («دیدار با», «سفر به»),
three offices and two countries.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from pathlib import Path

_FOLD = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "\u200c": " "})
_ENCOUNTER = re.compile(
    "(?:دیدار|ملاقات|گفت ?و ?گو|مذاکر[ها]\\w*|رایزنی|نشست|اجلاس)[^.]{0,40} (?:با|میان|بین|کشورهای|سران|وزیران) "
    "|سفر[^.]{0,30} به |به [^.]{0,30}سفر (?:کرد|می ?کند|خواهد)|(?:وارد|راهی|عازم) [^.]{3,30} (?:شد|می ?شود|خواهد)"
    "|به دعوت|حضور (?:پذیرفت|رسید)"
)
_OFFICE = re.compile("وزیر|رئیس ?جمهور|رییس ?جمهور|سفیر|دبیر ?کل|هی[أئا]ت")
_COUNTRIES = [
    "ایران",
    "آمریکا",
    "امریکا",
    "روسیه",
    "چین",
    "ژاپن",
    "هند",
    "پاکستان",
    "افغانستان",
    "عراق",
    "سوریه",
    "لبنان",
    "ترکیه",
    "عربستان",
    "کویت",
    "قطر",
    "امارات",
    "عمان",
    "بحرین",
    "یمن",
    "مصر",
    "لیبی",
    "الجزایر",
    "سودان",
    "فرانسه",
    "آلمان",
    "انگلیس",
    "ایتالیا",
    "اسپانیا",
    "اتریش",
    "لهستان",
    "اوکراین",
    "بلاروس",
    "قزاقستان",
    "ازبکستان",
    "تاجیکستان",
    "ترکمنستان",
    "قرقیزستان",
    "آذربایجان",
    "ارمنستان",
    "گرجستان",
    "کره",
    "مالزی",
    "اندونزی",
    "ونزوئلا",
    "کوبا",
    "برزیل",
    "فلسطین",
    "اسرائیل",
]
_NOUN = (
    "(?:موافقت ?نامه|توافق ?نامه|تفاهم ?نامه|یادداشت تفاهم|قرارداد|پیمان|معاهده|عهدنامه|پروتکل|کنوانسیون|بیانیه مشترک)"
)
_AGREEMENT = re.compile(rf"{_NOUN}[^.]{{0,60}}(?:{'|'.join(_COUNTRIES)})")
_SIGNED = re.compile("امضا|منعقد|انعقاد|تصویب|لغو|الحاق")
_SEED = 1384


def passes(text: str) -> str | None:
    """The stratum of a text that is likely to tell of diplomacy: ``encounters``, ``agreements`` or null."""
    folded = text.translate(_FOLD)
    if not 300 <= len(text) <= 5000 or sum(country in folded for country in _COUNTRIES) < 2:
        return None
    if len(_ENCOUNTER.findall(folded)) >= 3 and len(_OFFICE.findall(folded)) >= 3:
        return "encounters"
    return "agreements" if len(_AGREEMENT.findall(folded)) >= 2 and _SIGNED.search(folded) else None


def drawn(folder: Path, pattern: str, stratum: str) -> list[str]:
    """Names of the texts of a stratum, shuffled."""
    names = [
        path.name
        for path in sorted(folder.rglob(pattern), key=lambda path: path.name)
        if passes(path.read_bytes().decode("utf-8-sig", "replace")) == stratum
    ]
    random.Random(_SEED).shuffle(names)
    return names


def main() -> None:
    """Print names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pattern", default="*")
    parser.add_argument("--stratum", choices=("encounters", "agreements"), default="encounters")
    parser.add_argument("--skip", type=int, default=0)
    parser.add_argument("--take", type=int, default=10)
    args = parser.parse_args()
    names = drawn(args.folder, args.pattern, args.stratum)[args.skip :][: args.take]
    sys.stdout.write("".join(f"{name}\n" for name in names))


if __name__ == "__main__":
    main()

"""Persian numbers in digits of every set and in words."""

from __future__ import annotations

import functools
import re

_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")
_ONES = (
    "صفر", "یک", "دو", "سه", "چهار", "پنج", "شش", "هفت", "هشت", "نه", "ده", "یازده", "دوازده", "سیزده", "چهارده",
    "پانزده", "شانزده", "هفده", "هجده", "نوزده",
)  # fmt: skip
_TENS = {"بیست": 20, "سی": 30, "چهل": 40, "پنجاه": 50, "شصت": 60, "هفتاد": 70, "هشتاد": 80, "نود": 90}
_HUNDREDS = {
    "صد": 100, "یکصد": 100, "دویست": 200, "سیصد": 300, "چهارصد": 400, "پانصد": 500, "ششصد": 600, "هفتصد": 700,
    "هشتصد": 800, "نهصد": 900,
}  # fmt: skip
_VALUES = {word: n for n, word in enumerate(_ONES)} | _TENS | _HUNDREDS | {"هیجده": 18, "هژده": 18}
_SCALES = {"هزار": 1000, "یکهزار": 1000, "میلیون": 10**6, "میلیارد": 10**9}
_ORDINALS = {"اول": 1, "اولین": 1, "نخست": 1, "نخستین": 1, "سوم": 3, "سیم": 30, "سیام": 30}
_HUNDRED = re.compile(r"(یک|سی|چهار|پان|شش|هفت|هشت|نه)[\s\u200c]+صد(?!\w)")
_BLANKS = dict.fromkeys(map(ord, " \u200c\n\r\t"))

#: Every word that a number can be made of.
NUMBER_WORDS = frozenset(_VALUES) | frozenset(_SCALES)
_WORD = "|".join(sorted((*NUMBER_WORDS, *_ORDINALS), key=len, reverse=True))
#: The words of a number that is written without blanks («بیست‌وپنجم», «هزاروسیصدوهفتاد»).
_GLUED = re.compile(rf"(?:{_WORD})(?:م(?:ین)?|ین)?(?=و|{_WORD}|\Z)")
_GLUED_NUMBER = re.compile(rf"(?:{_GLUED.pattern})(?:و?(?:{_GLUED.pattern}))*")


@functools.lru_cache(maxsize=4096)
def parse_number(text: str) -> int | None:
    """The value of digits or number words, cardinal or ordinal («بیست و دوم» is 22); ``None`` where it is no number."""
    digits = text.strip().translate(_DIGITS)
    if digits.isascii() and digits.isdigit():
        return int(digits)
    text = _HUNDRED.sub(r"\1صد", text)
    squeezed = text.translate(_BLANKS)
    if squeezed in _ORDINALS:
        return _ORDINALS[squeezed]
    words = text.replace("\u0651", "").replace("\u200c", " ").split()
    value = _words_value(words)
    return _words_value(_GLUED.findall(squeezed)) if value is None and _GLUED_NUMBER.fullmatch(squeezed) else value


def _words_value(words: list[str]) -> int | None:
    return _sum([word for word in _cardinal(words) if word != "و"])


def _cardinal(words: list[str]) -> list[str]:
    """Number words with the ending of an ordinal («سوم», «هشتمین», «سی ام») taken off."""
    if len(words) > 1 and words[-1] in ("ام", "امین"):
        return words[:-1]
    if not words or words[-1] in NUMBER_WORDS:
        return words
    last = words[-1].removesuffix("ین")
    if last in _ORDINALS and last != "سیم":
        return [*words[:-1], _ONES[_ORDINALS[last]]]
    return [*words[:-1], last.removesuffix("م")] if last.endswith("م") else words


def _sum(words: list[str]) -> int | None:
    if not words:
        return None
    total = current = 0
    for word in words:
        if word in _SCALES:
            total += (current or 1) * _SCALES[word]
            current = 0
        elif word in _VALUES:
            current += _VALUES[word]
        else:
            return None
    return total + current

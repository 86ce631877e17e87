"""False friends: phrases that have a date's form and are none (names, places, quantities, numbers of resolutions)."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from pathlib import Path

from pipeline.calendars.numbers import parse_number
from pipeline.errors import DataError
from pipeline.extractors.dates.patterns import Phrase

_ZODIAC = re.compile(r"(?:[\d۰-۹]|ماه|برج|سال روان)\s(?:حمل|ثور|جوزا|سرطان|اسد|سنبله|میزان|عقرب|قوس|جدی|دلو|حوت)(?!\w)")
_ZODIAC_NAMES = ("ثور", "جوزا", "سنبله", "عقرب", "قوس", "حوت", "دلو", "حمل")
GUARDS = Path(__file__).with_name("guards.tsv")


@dataclasses.dataclass(frozen=True, slots=True)
class Setting:
    """A document as far as it tells false friends.

    ``tajik``: it speaks of Tajikistan, so that دوشنبه may be its capital; ``zodiac``: it counts in zodiac months.
    """

    clean: str
    tajik: bool
    zodiac: bool


def setting_of(clean: str) -> Setting:
    """The setting of a clean text."""
    zodiac = any(name in clean for name in _ZODIAC_NAMES) and len(set(_ZODIAC.findall(clean))) >= 2
    return Setting(clean, "تاجیک" in clean, zodiac or "سال روان" in clean)


def load_guards(path: Path = GUARDS) -> dict[str, str]:
    """The words of each kind as alternatives of a regular expression; :class:`DataError` names file and line."""
    guards: dict[str, str] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines()[1:], 2):
        kind, _, words = line.partition("\t")
        if not words or "||" in words or kind in guards:
            raise DataError("a new kind and its words are wanted", where=f"{path.name}:{number}")
        guards[kind] = "|".join(re.escape(word) for word in words.split("|"))
    return guards


_WORDS = load_guards()
_BLANK = r"[\s\u200c]"
_ENDING = r"(?:ی|ای|ها|های|هایی)?(?!\w)"
_NOT_COUNTED = rf"(?!بار{_BLANK}دیگر|برابر{_BLANK}+با|ساعت{_BLANK}+(?:[\d۰-۹]|ساعت))"
_MEASURE = re.compile(rf"{_BLANK}*(?:{_NOT_COUNTED}(?:{_WORDS['measure']}){_ENDING}|[٪%])")
_QUANTITY = re.compile(rf"{_BLANK}*(?:{_NOT_COUNTED}(?:{_WORDS['measure']}|{_WORDS['people']}){_ENDING}|[٪%])")
_LOOSE_END = re.compile(rf"{_BLANK}*(?:[،.؛:)\]»–—-]|(?:{_WORDS['function']})(?!\w)|$)")
_VERB_STEM = re.compile(rf"{_BLANK}(?:{_WORDS['verb_stem']})")
_WEEKDAY_NAME = re.compile(rf"{_BLANK}(?:{_WORDS['weekday_name']})(?!\w)")
_NOT_MONTH = re.compile(rf"{_BLANK}(?:{_WORDS['not_month']})(?!\w)")


def _before(kind: str, end: str = _BLANK) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w\u200c])(?:{_WORDS[kind]}){end}$")


_NUMBERED = _before("numbered", r"[\s\u200c:]*")
_PLACE, _PERSON, _MODERN, _EVERY = _before("place"), _before("person"), _before("modern"), _before("every")
_FRIDAY, _CITY, _CITY_LOOSE, _COMPARED = (
    _before("friday"), _before("city"), _before("city_in_tajik"), _before("comparison"),
)  # fmt: skip
_CLAUSE_OPEN = frozenset("PztbFBklGjCO")


def is_plausible(phrase: Phrase, text: Setting, *, chained: bool) -> bool:
    """Whether a phrase can be a date where it stands; ``chained``: it follows another year after a comma or «و»."""
    clean = text.clean
    before = clean[max(0, phrase.start - 16) : phrase.start]
    after = clean[phrase.end : phrase.end + 16].split("\n")[0]
    if phrase.after == "!":  # before Christ: there are no such days in the records
        return False
    check = _CHECKS.get(phrase.rule)
    if (phrase.has("open") or phrase.has("mod")) and phrase.rule not in ("date.bare-year", "date.month"):
        return check is None or check(phrase, "", after, text)
    if phrase.rule == "date.bare-year":
        return _bare_year(phrase, clean, before, after, chained)
    return check is None or check(phrase, before, after, text)


def is_quantity(clean: str, at: int) -> bool:
    """Whether a number that ends at an offset counts something («۱۵۰۰ نفر»)."""
    return _QUANTITY.match(clean, at, at + 16) is not None


def trims_year(phrase: Phrase, clean: str) -> bool:
    """Whether the number after a month is no year: «۱۲ مهر ۲۰ نفر», «۴ اردیبهشت، ۱۲ خرداد»."""
    if not phrase.has("year") or phrase.rule not in _WITH_MONTH or phrase.has("era"):
        return False
    start = phrase.match.start("year")
    headed = "y" in phrase.atoms.codes[start - 2 : start]
    code = phrase.code("year")
    if code in "Tc" and not headed:
        return True
    if headed and code == "Y":
        return False
    month = phrase.value("month")
    if month.startswith("jalali") and code == "Y" and phrase.atoms.codes[start - 1] == "C" and _foreign_year(phrase):
        return True
    if phrase.after in "MA" and code == "n":
        return True
    if code == "n" and not headed and "C" in phrase.atoms.codes[start - 1 : start]:
        return True
    if code == "Y" and not month.startswith("borji") and (parse_number(phrase.value("year")) or 0) % 100:
        return False
    return is_quantity(clean, phrase.end)


_WITH_MONTH = ("date.day", "date.day-range", "date.days", "date.month", "date.months", "date.season", "date.nowruz")


def _numeric(phrase: Phrase, before: str, after: str, text: Setting) -> bool:
    return not _NUMBERED.search(before)


def _day(phrase: Phrase, before: str, after: str, text: Setting) -> bool:
    month, year = phrase.all("month")[0], phrase.has("year") or phrase.has("ryear")
    if year:
        return not (month.value.startswith("borji") and _foreign_year(phrase))
    if month.code == "M":
        return not _PLACE.search(before)
    if _PLACE.search(before) or _NUMBERED.search(before):
        return False
    if month.value.startswith("borji"):
        return text.zodiac and not _MEASURE.match(after)
    if phrase.code("day") == "c" and not phrase.has("weekday"):
        return False
    if month.value == "gregorian 5":
        return not _VERB_STEM.match(after) or phrase.before in "Pz"
    return not _NOT_MONTH.match(after)


def _foreign_year(phrase: Phrase) -> bool:
    return (parse_number(phrase.value("year")) or 0) >= 1500


def _month(phrase: Phrase, before: str, after: str, text: Setting) -> bool:
    month = phrase.all("month")[0]
    system = month.value.split(" ")[0]
    year = phrase.code("year")
    if year == "Y" or (year and "y" in phrase.match[0]):
        return not (system == "borji" and (_foreign_year(phrase) or (month.code == "A" and year != "Y")))
    if phrase.has("head") or phrase.has("ryear") or _is_alone(phrase, text.clean):
        return True
    if system == "borji" and text.zodiac:
        return (phrase.before in "Pzt" or phrase.has("mod")) and not _PERSON.search(before)
    if system == "hijri" and (phrase.has("mod") or phrase.has("rel")):
        return not _PERSON.search(before)
    if month.code == "A":
        modified = phrase.has("mod") and phrase.value("mod") != "APPROX"
        if system in ("borji", "hijri") or month.value == "gregorian 5":
            return False
        linked = phrase.after in "tj" and phrase.atoms.codes[phrase.codes[1] + 1] in "MA"
        return (
            modified or linked or (year == "n" and phrase.before in _CLAUSE_OPEN) or phrase.has("rel")
        ) and not _PERSON.search(before)
    if system == "gregorian" or phrase.has("mod") or phrase.has("open") or "ماه" in month.value or year == "n":
        return not _PERSON.search(before)
    return phrase.before in "Pztbkl" or phrase.after in "tj" or _is_glued(phrase, text.clean) or phrase.has("rel")


def _is_glued(phrase: Phrase, clean: str) -> bool:
    """«مهرماه» and «مهر ماه» can be nothing else."""
    atom = phrase.all("month")[0]
    return clean[atom.start : atom.end].endswith("ماه")


def _is_alone(phrase: Phrase, clean: str) -> bool:
    """A month that is a line of its own, as over the days of a chronology."""
    before, after = clean[: phrase.start][-2:], clean[phrase.end : phrase.end + 2]
    return before[-1:] in ("\n", "") and (after[:1] in ("\n", "") or after == ":\n")


def _year(phrase: Phrase, before: str, after: str, text: Setting) -> bool:
    code = phrase.code("year")
    if code == "Y" or phrase.has("era"):
        return True
    value = parse_number(phrase.value("year")) or 0
    if (value < 10 and len(phrase.value("year")) < 2) or (code == "c" and value < 20):
        return False
    if phrase.before in "ncTY" or _EVERY.search(before):
        return False
    return not _QUANTITY.match(after) and not re.match(r"\s?و\s?نیم", after)


def _bare_year(phrase: Phrase, clean: str, before: str, after: str, chained: bool) -> bool:
    value = parse_number(phrase.value("year")) or 0
    counted = _MEASURE if phrase.before == "P" else _QUANTITY
    if not 1100 <= value <= 2100 or _NUMBERED.search(before) or counted.match(after):
        return False
    if phrase.has("open"):
        return True
    if phrase.has("mod"):
        return bool(_LOOSE_END.match(after)) and value % 100 != 0
    if phrase.after in "tj" and phrase.atoms.codes[phrase.codes[1] + 1] in "Yn":
        return False
    if chained:
        return value % 100 != 0 or bool(_LOOSE_END.match(after))
    if phrase.before == "P":
        return not before.endswith(("به ", "با ")) and (value % 100 != 0 or bool(_LOOSE_END.match(after)))
    if phrase.before == "O":
        return phrase.after in "Xsj" or after.startswith(("،", "؛"))
    if phrase.before == "g":
        return True
    if phrase.before == "t" and phrase.atoms.codes[phrase.codes[0] - 2] in "ncT":
        return False
    if phrase.before in "ztb":
        return not _COMPARED.search(before) and (value % 100 != 0 or bool(_LOOSE_END.match(after)))
    return _opens_line(phrase, clean)


#: What follows the head of a line: a colon or dash, its end, or the same year in another calendar.
_HEAD_END = re.compile(r"\s*(?:[:：–—-]\s|\n|$|[(/]\s?[0-9۰-۹]{4}(?![0-9۰-۹]))")


def _opens_line(phrase: Phrase, clean: str) -> bool:
    """A year that is a heading or the head of a chronology's line: «۱۳۷۹:»."""
    line = clean[clean.rfind("\n", 0, phrase.start) + 1 : phrase.start]
    return not line.strip(" -–—•*") and bool(_HEAD_END.match(clean, phrase.end))


def _year_range(phrase: Phrase, before: str, after: str, text: Setting) -> bool:
    codes = phrase.code("year1") + phrase.code("year")
    plural = "Z" in phrase.code("head")
    if phrase.has("head") and (phrase.has("link") or (plural and codes == "YY")):
        return codes != "nn" or plural or phrase.code("link") == "t"
    if not phrase.has("link"):
        return False
    values = [parse_number(phrase.value(name)) or 0 for name in ("year1", "year")]
    if codes == "nY":
        return phrase.before in "Og" and values[0] > values[1] % 100 and phrase.code("link") == "j"
    if _QUANTITY.match(after) or _NUMBERED.search(before) or codes not in ("YY", "Yn"):
        return False
    if phrase.has("era"):
        return True
    if codes == "Yn":
        dashed = phrase.code("link") == "j"
        return (dashed or phrase.before == "z") and values[0] % 100 < values[1] and bool(_LOOSE_END.match(after))
    plausible = all(1100 <= value <= 2100 for value in values)
    return plausible and (phrase.before in "zbOPgC" or phrase.code("link") == "j" or bool(_LOOSE_END.match(after)))


def _relative(phrase: Phrase, before: str, after: str, text: Setting) -> bool:
    if phrase.has("ryear"):
        return True
    if phrase.has("next"):
        return True
    if phrase.has("relday"):
        return not (phrase.value("relday") in "01" and _MODERN.search(before))
    if phrase.before in "ncTYo" or _EVERY.search(before) or before.rstrip(" \u200c")[-1:].isdigit():
        return False
    if phrase.has("bare"):
        return phrase.value("edge") != "APPROX" and bool(_LOOSE_END.match(after)) and "n" not in phrase.after
    if phrase.has("dem"):
        return not re.match(r"[\s\u200c](?:ها|هایی|هاى)", after)
    words = phrase.code("dayword")
    rel = phrase.value("rel")
    if words == "d" and rel == "-1 told":
        return phrase.match.string[phrase.match.end() - 1 : phrase.match.end()] != "" and _is_past_day(phrase)
    if words == "l":
        return rel == "-1 told" and _is_past_day(phrase) and phrase.before != "W"
    return not after.lstrip().startswith(("از ",)) or (rel.endswith("told") and _is_past_day(phrase))


def _is_past_day(phrase: Phrase) -> bool:
    """«روز گذشته» is yesterday, «روز پیش» the end of «چند روز پیش»."""
    atom = phrase.all("rel")[0]
    return atom.end - atom.start > 3


def _month_day(phrase: Phrase, before: str, after: str, text: Setting) -> bool:
    """«۲ ماه آینده» is a duration, «۲۰ ماه جاری» and «دهم ماه آینده» are days."""
    counted = "n" in phrase.code("day") and phrase.code("rmonth") == "mR" and not phrase.has("day2")
    headed = phrase.atoms.codes[phrase.codes[0]] in "dD"
    value = parse_number(phrase.value("day")) or 0
    return not counted or headed or 12 < value <= 31 or phrase.all("rmonth")[-1].value.startswith("0")


def _shift(phrase: Phrase, before: str, after: str, text: Setting) -> bool:
    return phrase.before not in "ncYT" and not re.match(r"[\s\u200c]از(?!\w)", after)


def _weekday(phrase: Phrase, before: str, after: str, text: Setting) -> bool:
    value, headed = phrase.value("weekday"), phrase.has("head") or phrase.has("rel") or phrase.has("this")
    if _EVERY.search(before) or phrase.before == "D" or _WEEKDAY_NAME.match(after):
        return False
    if value == "6" and _FRIDAY.search(before):
        return False
    if value == "2" and not headed:
        return not (_CITY.search(before) or (text.tajik and (_CITY_LOOSE.search(before) or phrase.before == " ")))
    return True


_CHECKS: dict[str, Callable[[Phrase, str, str, Setting], bool]] = {
    "date.numeric": _numeric,
    "date.day": _day,
    "date.month": _month,
    "date.year": _year,
    "date.year-range": _year_range,
    "date.relative-day": _relative,
    "date.relative-unit": _relative,
    "date.month-day": _month_day,
    "date.shift": _shift,
    "date.weekday": _weekday,
}

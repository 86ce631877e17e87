"""False friends: phrases that have a date's form and are none (names, places, quantities, numbers of resolutions)."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.calendars.numbers import parse_number
from pipeline.extractors.dates.patterns import Phrase

_COUNTED = (
    r"نفر|تن|درصد|کیلو|متر|سانتی|دلار|ریال|تومان|یورو|پوند|روپیه|لیره|میلیون|میلیارد|هزار|صد|بشکه|هکتار|کشور|مورد|فقره|دستگاه|واحد|خانوار|شرکت"
    r"|کارگر|نیرو|سرباز|نظامی|صفحه|جلد|رأی|رای|مگاوات|کیلووات|وات|تخت|صندلی|نماینده|خبرنگار|زن|مرد|کودک|دانشجو|دانش|معلم|استاد|ساله|ساعت|دقیقه"
    r"|ثانیه|بار|مرتبه|برابر(?![\s\u200c]*با)|عضو|اثر|فیلم|کتاب|مقاله|باب|قطعه|رأس|عدد|امتیاز|گل|پرواز|اسیر|زندانی|شهید|مجروح|کشته|زخمی|پناهنده|آواره|خانه|واگن"
    r"|مدرسه|روستا|شهر|نقطه|مسافر|زائر|گردشگر|تانک|موشک|هواپیما|کشتی|خودرو|اتوبوس|ایستگاه|مؤسسه|موسسه|هیئت|هیات|پروژه|طرح|ماده|بند|سهم|برگه|اصله"
    r"|درجه|مایل|گرم|لیتر|اینچ|پا|سال|ماه|روز|هفته|شب|کد|نوع|قلم|گونه|دانشمند|پزشک|پرستار|افسر|پلیس|مأمور|ایرانی|نوبت|دوره|خط|کالا|تماشاگر|سکه"
)
_QUANTITY = re.compile(rf"[\s\u200c]*(?:{_COUNTED})|[\s\u200c]*[٪%]")
_LOOSE_WORD = (
    r"(?:در|به|با|میان|بین|تا|و|که|امضا|امضای|منعقد|از|بود|برای|توسط|آغاز|میلادی|یا|نیز|هم|است|شد|را|بر|رخ|پایان|متولد|برگزار|تأسیس|تاسیس|انجام|اتفاق)"
)
_LOOSE_END = re.compile(rf"[\s\u200c]*(?:[،.؛:)\]»–—-]|{_LOOSE_WORD}(?![\w])|$)")
_NUMBERED = re.compile(
    r"(?:قطعنامه|قطعنامهٔ|شماره|شمارهٔ|ماده|مادهٔ|اصل|بند|تبصره|تبصرهٔ|صفحه|صفحهٔ|ص|کیلومتر|پلاک|کد|کانال|گروه|مدل|ایزو|ردیف|خط|آیه|جلد|فصل|پرونده|کلاسه|نامه|رأی|اتاق|واحد|طبقه|پرواز|تلفن|فکس|دورنگار"
    r"|صندوق|پستی|نسخه|شاخص|مبلغ|قیمت|نرخ|رتبه|میزان|تعداد)[\s\u200c:]*$"
)
_PLACE = re.compile(
    r"(?:میدان|خیابان|بلوار|بزرگراه|اتوبان|کوچه|پل|بیمارستان|ورزشگاه|استادیوم|پارک|مدرسه|دبیرستان|دانشگاه|مسجد|فرودگاه|ایستگاه|متروی|مترو|شهرک|محله|سد|سالن|مجتمع|کوی|پالایشگاه|نیروگاه|عملیات"
    r"|لشکر|تیپ|گردان|بنیاد|بنیادِ|باشگاه|موزه|چهارراه|منطقه|تقاطع|تونل|حزب|سازمان|انتشارات|روزنامه|مجتمعِ|کارخانه)[\s\u200c]$"
)
_PERSON = re.compile(
    r"(?:آقای|خانم|دکتر|مهندس|شهید|سردار|سرتیپ|حجت‌الاسلام|آیت‌الله|سید|خواهر|برادر|نام|بانو|استاد|پروفسور|خبرگزاری|بانک|سینما|شرکت|تیم|گروه|کافه|جایزه|سریال|روستای|ایل|حافظ|بشار|خاندان)[\s\u200c]$"
)
_VERB_STEM = re.compile(r"[\s\u200c](?:شو|کن|رو|گو|باش|توان|خواه|ده|آی|گیر|رس|دار|دان|خور|زن|بر|ساز|گذر|یاب|پرداز|پذیر|نوی|مان|آور|افز|ش\w|ب\w+[دمی]\b)")  # fmt: skip
_EVERY = re.compile(r"(?:هر|هرِ|همه|چند|چندین|نیم|غروب‌های|روزهای|شب‌های)[\s\u200c]$")
_FRIDAY = re.compile(r"(?:امام|امامان|ائمه|ائمهٔ|نماز|نمازهای|خطیب|خطیبان|خطبه‌های|مصلای|ستاد|غروب)[\s\u200c]$")
_WEEKDAY_NAME = re.compile(r"[\s\u200c](?:سوری|سیاه|خونین|بازار|مقدس)(?![\w])")
_CITY = re.compile(r"(?:به|در|شهر|پایتخت|مقصد|عازم|راهی|وارد|ترک|مقیم|دانشگاه|فرودگاه)[\s\u200c]$")
_CITY_LOOSE = re.compile(r"(?:از|تا|میان|بین|و|،)[\s\u200c]$")
_CLAUSE_OPEN = frozenset("PztbFBklGj")


def is_plausible(phrase: Phrase, clean: str, *, tajik: bool, chained: bool) -> bool:
    """Whether a phrase can be a date where it stands.

    ``tajik``: the document speaks of Tajikistan, so that دوشنبه may be its capital; ``chained``: it follows another
    year after a comma or «و».
    """
    before = clean[max(0, phrase.start - 16) : phrase.start]
    after = clean[phrase.end : phrase.end + 16]
    check = _CHECKS.get(phrase.rule)
    if phrase.has("open") or phrase.has("mod"):
        if phrase.rule not in ("date.bare-year", "date.month"):
            return check is None or check(phrase, "", after, tajik)
    if phrase.rule == "date.bare-year":
        return _bare_year(phrase, clean, before, after, chained)
    return check is None or check(phrase, before, after, tajik)


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
    if phrase.after in "MA" and code == "n":
        return True
    if code == "n" and not headed and "C" in phrase.atoms.codes[start - 1 : start]:
        return True
    return _QUANTITY.match(clean, phrase.end, phrase.end + 16) is not None


_WITH_MONTH = ("date.day", "date.day-range", "date.days", "date.month", "date.months", "date.season", "date.nowruz")


def _numeric(phrase: Phrase, before: str, after: str, tajik: bool) -> bool:
    return not _NUMBERED.search(before)


def _day(phrase: Phrase, before: str, after: str, tajik: bool) -> bool:
    month, year = phrase.all("month")[0], phrase.has("year") or phrase.has("ryear")
    if year:
        return not (month.value.startswith("borji") and _foreign_year(phrase))
    if month.code == "M":
        return not _PLACE.search(before)
    if _PLACE.search(before) or _NUMBERED.search(before) or month.value.startswith("borji"):
        return False
    if phrase.code("day") == "c" and not phrase.has("weekday"):
        return False
    if month.value == "gregorian 5":
        return not _VERB_STEM.match(after) or phrase.before in "Pz"
    return not re.match(r"[\s\u200c](?:خورد|شلیک|انداخت|اکسید|ان(?!\w)|جی)", after)


def _foreign_year(phrase: Phrase) -> bool:
    return (parse_number(phrase.value("year")) or 0) >= 1500


def _month(phrase: Phrase, before: str, after: str, tajik: bool) -> bool:
    month = phrase.all("month")[0]
    system = month.value.split(" ")[0]
    year = phrase.code("year")
    if year == "Y" or (year and "y" in phrase.match[0]):
        return not (system == "borji" and (_foreign_year(phrase) or month.code == "A" and year != "Y"))
    if phrase.has("head") or phrase.has("ryear"):
        return system != "borji" or phrase.has("ryear")
    if month.code == "A":
        modified = phrase.has("mod") and phrase.value("mod") != "APPROX"
        if system in ("borji", "hijri") or month.value == "gregorian 5":
            return False
        linked = phrase.after in "tj" and phrase.atoms.codes[phrase.codes[1] + 1] in "MA"
        return (modified or linked or (year == "n" and phrase.before in _CLAUSE_OPEN)) and not _PERSON.search(before)
    if system == "gregorian" or phrase.has("mod") or phrase.has("open") or "ماه" in month.value or year == "n":
        return not _PERSON.search(before)
    return phrase.before in "Pztbkl" or phrase.after in "tj" or _is_glued(phrase)


def _is_glued(phrase: Phrase) -> bool:
    """«مهرماه» and «مهر ماه» are atoms longer than the month's name."""
    atom = phrase.all("month")[0]
    return atom.code == "M" and atom.end - atom.start > 8


def _year(phrase: Phrase, before: str, after: str, tajik: bool) -> bool:
    code = phrase.code("year")
    if code == "Y" or phrase.has("era"):
        return True
    value = parse_number(phrase.value("year")) or 0
    if value < 10 and len(phrase.value("year")) < 2 or code == "c" and value < 20:
        return False
    if phrase.before in "ncTY" or _EVERY.search(before):
        return False
    return not _QUANTITY.match(after) and not re.match(r"\s?و\s?نیم", after)


def _bare_year(phrase: Phrase, clean: str, before: str, after: str, chained: bool) -> bool:
    value = parse_number(phrase.value("year")) or 0
    if not 1100 <= value <= 2100 or _NUMBERED.search(before) or _QUANTITY.match(after):
        return False
    if phrase.has("open"):
        return True
    if phrase.has("mod"):
        return bool(_LOOSE_END.match(after)) and value % 100 != 0
    if chained:
        return bool(_LOOSE_END.match(after))
    if phrase.before == "P":
        return not before.endswith(("به ", "با ")) and (value % 100 != 0 or bool(_LOOSE_END.match(after)))
    if phrase.before == "O":
        return phrase.after in "Xsj" or after.startswith(("،", "؛"))
    if phrase.before == "g":
        return True
    if phrase.before == "t" and phrase.atoms.codes[phrase.codes[0] - 2] in "ncT":
        return False
    if phrase.before in "ztb":
        return bool(_LOOSE_END.match(after)) and not before.endswith(("بیش از ", "کمتر از ", "بیشتر از "))
    return _opens_line(phrase, clean)


def _opens_line(phrase: Phrase, clean: str) -> bool:
    """A year that is a heading or the head of a chronology's line: «۱۳۷۹:»."""
    line = clean[clean.rfind("\n", 0, phrase.start) + 1 : phrase.start]
    return not line.strip(" -–—•*") and bool(re.match(r"\s*(?:[:：–—-]\s|\n|$)", clean[phrase.end : phrase.end + 4]))


def _year_range(phrase: Phrase, before: str, after: str, tajik: bool) -> bool:
    codes = phrase.code("year1") + phrase.code("year")
    if phrase.has("head"):
        return codes != "nn" or "Z" in phrase.code("head")
    values = [parse_number(phrase.value(name)) or 0 for name in ("year1", "year")]
    if _QUANTITY.match(after) or _NUMBERED.search(before) or codes not in ("YY", "Yn"):
        return False
    if phrase.has("era"):
        return True
    if codes == "Yn":
        dashed = phrase.code("link") == "j"
        return (dashed or phrase.before == "z") and values[0] % 100 < values[1] and bool(_LOOSE_END.match(after))
    plausible = all(1100 <= value <= 2100 for value in values)
    return plausible and (phrase.before in "zbOPgC" or phrase.code("link") == "j" or bool(_LOOSE_END.match(after)))


def _relative(phrase: Phrase, before: str, after: str, tajik: bool) -> bool:
    if phrase.has("relday") or phrase.has("ryear"):
        return True
    if phrase.before in "ncTYo" or _EVERY.search(before):
        return False
    if phrase.has("dem"):
        return not re.match(r"[\s\u200c](?:ها|هایی|هاى)", after)
    words = phrase.code("dayword")
    rel = phrase.value("rel")
    if words == "d" and rel == "-1 told":
        return not phrase.match.string[phrase.match.end() - 1 : phrase.match.end()] == "" and _is_past_day(phrase)
    if words == "l":
        return rel == "-1 told" and _is_past_day(phrase) and phrase.before != "W"
    return not after.lstrip().startswith(("از ",)) or rel.endswith("told") and _is_past_day(phrase)


def _is_past_day(phrase: Phrase) -> bool:
    """«روز گذشته» is yesterday, «روز پیش» the end of «چند روز پیش»."""
    atom = phrase.all("rel")[0]
    return atom.end - atom.start > 3


def _shift(phrase: Phrase, before: str, after: str, tajik: bool) -> bool:
    return phrase.before not in "ncYT" and not re.match(r"[\s\u200c]از(?!\w)", after)


def _weekday(phrase: Phrase, before: str, after: str, tajik: bool) -> bool:
    value, headed = phrase.value("weekday"), phrase.has("head") or phrase.has("rel") or phrase.has("this")
    if _EVERY.search(before) or phrase.before == "D" or _WEEKDAY_NAME.match(after):
        return False
    if value == "6" and _FRIDAY.search(before):
        return False
    if value == "2" and not headed:
        return not (_CITY.search(before) or (tajik and (_CITY_LOOSE.search(before) or phrase.before == " ")))
    return True


_CHECKS: dict[str, Callable[[Phrase, str, str, bool], bool]] = {
    "date.numeric": _numeric,
    "date.day": _day,
    "date.month": _month,
    "date.year": _year,
    "date.year-range": _year_range,
    "date.relative-day": _relative,
    "date.relative-unit": _relative,
    "date.shift": _shift,
    "date.weekday": _weekday,
}

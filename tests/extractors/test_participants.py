"""Phrases and whom they name: a table of language, and sentences that name nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline
from pipeline import records
from pipeline.engine import Engine

TABLE = Path(__file__).with_name("participants.tsv")
ROWS = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines()[1:] if not line.startswith("#")]


@pytest.fixture(scope="module")
def engine() -> Engine:
    return pipeline.load(tagger="none")


def told(person: records.Participant) -> str:
    """A participant as the table writes it."""
    kind = "" if person.kind in ("person", "office") else f"{person.kind}: "
    role = person.role.text if person.role else "-"
    code = " ".join(filter(None, (person.role_code, person.tenure))) or "-"
    return kind + " | ".join((person.name or "-", role, code, person.country or "-"))


def test_the_table_is_large() -> None:
    assert len(ROWS) >= 300
    assert len({phrase for phrase, _ in ROWS}) == len(ROWS)


@pytest.mark.parametrize(("phrase", "participants"), ROWS)
def test_phrase(engine: Engine, phrase: str, participants: str) -> None:
    document = engine.extract(f"{phrase} دیدار کرد.", id="phrase", everyone=True)
    assert " ; ".join(told(person) for person in document.participants) == participants


@pytest.mark.parametrize(
    "text",
    [
        "انتخابات ریاست جمهوری در تهران برگزار شد.",
        "دوره ریاست جمهوری پایان یافت و دیدار انجام نشد.",
        "پادشاهی بریتانیا در قرن نوزدهم با ایران قرارداد بست.",
        "هیأت مدیره شرکت در تهران تشکیل جلسه داد.",
        "وزارت امور خارجه درباره این سفر بیانیه‌ای صادر کرد.",
        "سفارت ایران در کابل برای این دیدار گشایش یافت.",
        "سفر در ماه‌های مهر و آبان انجام می‌شود.",
        "امید می‌رود مذاکرات در بهمن ادامه یابد.",
        "پیمان میان دو کشور در تهران امضا شد.",
        "مجلس شورای اسلامی این موافقت‌نامه را تصویب کرد.",
        "سازمان ملل متحد قطعنامه‌ای درباره این دیدار صادر کرد.",
        "دیدار تیم‌های ملی ایران و عمان برگزار شد.",
        "مطابق سنت شیعی سفر در ماه محرم انجام نشد.",
    ],
)
def test_nobody_is_named(engine: Engine, text: str) -> None:
    assert engine.extract(text, id="text", everyone=True).participants == []


#: Common words after an office or an honorific that taggers have called proper nouns in news and encyclopedia articles.
NO_NAMES = [
    ("رئیس مؤسسه وارد تهران شد.", "مؤسسه"),
    ("وزیر خارجه دولت بلر به تهران سفر کرد.", "دولت"),
    ("رهبر سازمان منافقین وارد پاریس شد.", "منافقین"),
    ("سفیر عرب در واشنگتن دیدار کرد.", "عرب"),
    ("رئیس شبکه به تهران سفر کرد.", "شبکه"),
    ("رئیس قوه مجریه وارد تهران شد.", "مجریه"),
    ("ژنرال بازنشسته به کابل سفر کرد.", "بازنشسته"),
    ("استاد مطالعات به تهران سفر کرد.", "مطالعات"),
    ("سناتور ایالتی به تهران سفر کرد.", "ایالتی"),
    ("سخنگوی زن وزارت امور خارجه دیدار کرد.", "زن"),
    ("نماینده شیعه عراق به تهران سفر کرد.", "شیعه"),
    ("رئیس ستاد پشتیبانی وارد کابل شد.", "ستاد"),
    ("سخنان مقام معظم رهبری در دیدار منتشر شد.", "سخنان"),
    ("ترور رفیق حریری نخست‌وزیر لبنان پیش از دیدار بود.", "ترور"),
    ("حتما نماینده ایران در دیدار شرکت می‌کند.", "حتما"),
    ("یک‌جانبه‌گرایی نخست‌وزیر در دیدار نقد شد.", "یک‌جانبه‌گرایی"),
    ("جوان‌ترین نخست‌وزیر پادشاهی ایتالیا دیدار کرد.", "جوان‌ترین"),
    ("امیر نشین بحرین میزبان دیدار بود.", "نشین"),
    ("رئیس‌جمهور در تماس تلفنی با رئیس‌جمهور فرانسه تاکید کرد.", "تاکید"),
    ("تاکید فرماندار بر خدمات‌دهی در این دیدار بود.", "تاکید"),
    ("رئیس مجلس شورای اسلامی بعدازظهر دیروز دیدار کرد.", "بعدازظهر"),
    ("خاتمی اظهارداشت که دیدار خوب بود.", "اظهارداشت"),
    ("رایس ثروتمندان را در دیدار خود نام برد.", "ثروتمندان"),
    ("رئیس فراکسیون در دیدار حضور داشت.", "فراکسیون"),
    ("یکی از وزیران عراق وارد تهران شد.", "یکی"),
    ("وزیر دفاع انگلیس نامه را تسلیم تونی بلر نخست‌وزیر این کشور کرد و به تهران سفر کرد.", "تسلیم"),
    ("رئیس‌جمهور آمریکا مواضع دیک چنی معاون خود را در دیدار رد کرد.", "مواضع"),
    ("دکتر نادر کاشانی درگفتگوبا ایسنا از سفر خود گفت.", "درگفتگوبا"),
    ("به امام حسین می‌شناساند و به تهران سفر کرد.", "می‌شناساند"),
    ("برای آقای کاشانی مشکلی بوجود نیامد و به تهران سفر کرد.", "بوجود"),
    ("رئیس سازمان CIA به تهران سفر کرد.", "CIA"),
    ("فرمانده آتریاد وارد تهران شد.", "آتریاد"),
    ("ضمن اینکه امیر قطر به تهران سفر کرد.", "اینکه"),
    ("حضرت مریم قائل شد و سفر کرد.", "قائل"),
    ("دولت کوچک عثمانی به دیدار سلطان رفت.", "کوچک"),
    ("او بازتاب ناسزاگویی رایس وزیر امور خارجه آمریکا را در دیدار دید.", "ناسزاگویی"),
    ("گفت‌وگو ی احمدی‌نژاد با نخست‌وزیر عراق انجام شد.", "ی"),
]


@pytest.mark.parametrize("tagger", ["none", "default"])
@pytest.mark.parametrize(("text", "word"), NO_NAMES)
def test_common_words_are_no_names(tagger: str, text: str, word: str) -> None:
    people = pipeline.load(tagger=tagger).extract(text, id="text", everyone=True).participants
    assert not [person.name for person in people if person.name and word in person.name.split()]

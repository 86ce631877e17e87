"""Who is who in short documents: which mentions are of one person, whom pronouns mean, whom offices meant on a day."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline
from pipeline import records
from pipeline.engine import Engine
from pipeline.linking.persons import same_person

TABLE = Path(__file__).with_name("people.tsv")
ROWS = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines()[1:] if not line.startswith("#")]


@pytest.fixture(scope="module")
def engine() -> Engine:
    return pipeline.load(tagger="none")


def labels(document: records.Document) -> dict[str, str]:
    """Name or office, and country, of every participant."""
    return {p.id: f"{p.name or (p.role.text if p.role else p.kind)} {p.country or '-'}" for p in document.participants}


def events(document: records.Document) -> list[str]:
    """Who takes part in the document's events, in the order of the text."""
    label = labels(document)
    found = [(v.trigger.start, "visit", v.visitors) for v in document.visits]
    found += [(m.trigger.start, "meeting", m.participants) for m in document.meetings]
    found += [(a.trigger.start, "agreement", [s.participant for s in a.signatories]) for a in document.agreements]
    return [f"{kind} {' + '.join(label[i] for i in people)}" for _, kind, people in sorted(found)]


def test_the_table_is_large() -> None:
    assert len(ROWS) >= 60


@pytest.mark.parametrize(("text", "people", "told"), ROWS)
def test_document(engine: Engine, text: str, people: str, told: str) -> None:
    document = engine.extract(text, id="document", everyone=True)
    label = labels(document)
    mentions = [f"{label[p.id]}: {' + '.join(m.text for m in p.mentions)}" for p in document.participants]
    assert " ; ".join(mentions) == people
    assert " ; ".join(events(document)) == told


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("ظریف", "محمدجواد ظریف"),
        ("محمود المشهدانی", "محمود مشهدانی"),
        ("علی‌اف", "الهام علی‌یف"),
        ("داود اوغلو", "احمد داوداوغلو"),
        ("سید محمد خاتمی", "خاتمی"),
        ("كمال خرازي", "کمال خرازی"),
    ],
)
def test_spellings_of_one_person(a: str, b: str) -> None:
    assert same_person(a, b)


@pytest.mark.parametrize(("a", "b"), [("علی", "محمدعلی حسینی"), ("زاده", "امین‌زاده"), ("ظریف", "ظریفی"), ("", "ظریف")])
def test_two_people(a: str, b: str) -> None:
    assert not same_person(a, b)


# text, the document's day, whom the participants were by the table
RESOLVED = [
    ("وزیر امور خارجه ایران وارد مسقط شد.", "2014-05-01", ["محمدجواد ظریف"]),
    ("وزیر امور خارجه ایران وارد مسقط شد.", "2003-05-01", ["کمال خرازی"]),
    ("وزیر امور خارجه ایران وارد مسقط شد.", None, [None]),
    ("رئیس‌جمهور سابق روسیه وارد تهران شد.", "2003-05-01", [None]),
    ("رئیس‌جمهور منتخب فرانسه وارد تهران شد.", "2007-05-10", [None]),
    ("وزیر دفاع ایران وارد مسقط شد.", "2003-05-01", ["علی شمخانی"]),
    ("وزیر نفت ایران وارد مسقط شد.", "2003-05-01", ["بیژن نامدار زنگنه"]),
    ("وزیر کشاورزی ایران وارد مسقط شد.", "2003-05-01", [None]),
    ("شاه ایران وارد مسکو شد.", "1965-06-25", ["محمدرضا پهلوی"]),
    ("نخست‌وزیر انگلیس وارد تهران شد.", "1971-06-01", ["ادوارد هیث"]),
    ("وزیر خارجه کانادا وارد تهران شد.", "1985-06-01", ["جو کلارک"]),
]


@pytest.mark.parametrize(("text", "date", "people"), RESOLVED)
def test_an_office_on_a_day(engine: Engine, text: str, date: str | None, people: list[str | None]) -> None:
    found = engine.extract(text, id="document", date=date).participants
    assert [person.resolved.name if person.resolved else None for person in found] == people


# text, the document's day, the kinds of warnings
DOUBTED = [
    ("محمدجواد ظریف وزیر امور خارجه ایران وارد مسقط شد.", "2005-03-01", ["outside_term"]),
    ("محمدجواد ظریف وزیر امور خارجه ایران وارد مسقط شد.", "2014-03-01", []),
    ("محمدجواد ظریف وزیر سابق امور خارجه ایران وارد مسقط شد.", "2022-03-01", []),
    ("رضا کاشانیان وزیر امور خارجه ایران وارد مسقط شد.", "2014-03-01", ["holder_differs"]),
    ("رضا کاشانیان وزیر امور خارجه ایران وارد مسقط شد.", None, []),
    ("رضا کاشانیان وزیر بازرگانی ایران وارد مسقط شد.", "2014-03-01", []),
]


@pytest.mark.parametrize(("text", "date", "kinds"), DOUBTED)
def test_doubts(engine: Engine, text: str, date: str | None, kinds: list[str]) -> None:
    document = engine.extract(text, id="document", date=date)
    assert [w.kind for w in document.warnings] == kinds
    assert [p.flags for p in document.participants] == [["outside_term"] if "outside_term" in kinds else []]
    assert all(w.record == document.participants[0].id and w.span is not None for w in document.warnings)

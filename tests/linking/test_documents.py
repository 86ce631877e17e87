"""Short documents: who is who, which mentions are one event, what belongs together."""

from __future__ import annotations

from typing import Any

import pytest

import pipeline
from pipeline import records
from pipeline.engine import Engine
from pipeline.formats.examples import flatten

STUDY = {"subject_country": "KAZ"}


@pytest.fixture(scope="module")
def engine() -> Engine:
    return pipeline.load(tagger="none")


def read(engine: Engine, text: str, **options: Any) -> records.Document:
    return engine.extract(text, id="x", **options)


# text, options, people as (name or role, country) in the order of the text
PEOPLE = [
    (
        "محمدجواد ظریف وزیر امور خارجه کشورمان با سرگئی لاوروف وزیر امور خارجه روسیه دیدار کرد."
        " ظریف فردا به مسکو سفر خواهد کرد.",
        {},
        [("محمدجواد ظریف", "IRN"), ("سرگئی لاوروف", "RUS")],
    ),
    (
        "وزیر امور خارجه ترکیه وارد تهران شد. وی با رئیس‌جمهور ایران دیدار کرد.",
        {},
        [("وزیر امور خارجه", "TUR"), ("رئیس‌جمهور", "IRN")],
    ),
    (
        "وزیر امور خارجه ایران با همتای ترک خود در آنکارا دیدار کرد.",
        {},
        [("وزیر امور خارجه", "IRN"), ("وزیر امور خارجه", "TUR")],
    ),
    (
        "وزرای خارجه روسیه و هند در مسکو یادداشت تفاهم همکاری امضا کردند.",
        {},
        [("وزیر خارجه", "RUS"), ("وزیر خارجه", "IND")],
    ),
    ("- سفر آقای امین‌زاده جهت پیگیری روابط دو کشور", STUDY, [("امین‌زاده", "IRN")]),
    ("- سفر معاون وقت وزیر امور خارجه کشورمان به آستانه", STUDY, [("معاون وزیر امور خارجه", "IRN")]),
]


@pytest.mark.parametrize(("text", "options", "people"), PEOPLE)
def test_people(engine: Engine, text: str, options: dict[str, str], people: list[tuple[str, str]]) -> None:
    found = read(engine, text, **options).participants
    assert [(p.name or (p.role.text if p.role else p.kind), p.country) for p in found] == people


# text, options, the visits in brief
VISITS: list[tuple[str, dict[str, str], list[dict[str, Any]]]] = [
    (
        "وزیر امور خارجه عمان وارد تهران شد. وزیر امور خارجه عمان در سفر خود به تهران با رئیس‌جمهور ایران دیدار کرد.",
        {},
        [{"visitors": ["وزیر امور خارجه"], "destinations": ["IRN"], "status": "occurred"}],
    ),
    (
        "- سفر آقای خاتمی به قزاقستان در سال ۱۳۸۱\n- سفر آقای خاتمی به قزاقستان در سال ۱۳۸۳",
        STUDY,
        [{"destinations": ["KAZ"]}, {"destinations": ["KAZ"]}],
    ),
    (
        "رئیس‌جمهور به روسیه، چین و هند سفر کرد.",
        {},
        [{"visitors": ["رئیس‌جمهور"], "destinations": ["RUS", "CHN", "IND"]}],
    ),
    ("رئیس‌جمهور به مشهد سفر کرد.", {}, []),
    ("وزیر نفت به همراه رئیس بانک مرکزی به باکو رفت.", {}, [{"visitors": ["وزیر نفت", "رئیس بانک مرکزی"]}]),
    ("وزیر خارجه هند در سفری سه‌روزه وارد تهران شد.", {}, [{"duration_days": 3, "destinations": ["IRN"]}]),
    ("وزیر خارجه سوریه به دعوت وزیر خارجه ایران به تهران سفر کرد.", {}, [{"hosts": ["وزیر خارجه"]}]),
]


@pytest.mark.parametrize(("text", "options", "visits"), VISITS)
def test_visits(engine: Engine, text: str, options: dict[str, str], visits: list[dict[str, Any]]) -> None:
    document = read(engine, text, **options)
    found = [flatten(visit, document) for visit in document.visits]
    assert len(found) == len(visits), found
    for given, wanted in zip(found, visits, strict=True):
        assert {key: given[key] for key in wanted} == wanted


def test_an_agreement_of_a_visit_has_its_parties_and_its_time(engine: Engine) -> None:
    text = "- سفر آقای خاتمی به قزاقستان در سال ۱۳۸۱ که طی آن چندین سند همکاری به امضا رسید"
    document = read(engine, text, **STUDY)
    (visit,), (agreement,) = document.visits, document.agreements
    assert visit.agreements == [agreement.id]
    assert (agreement.visit, agreement.parties, agreement.quantity_text) == (visit.id, ["IRN", "KAZ"], "چندین")
    assert agreement.when is not None
    assert agreement.when.inferred == ["context"]


def test_what_is_held_at_a_meeting_that_is_none_has_no_meeting(engine: Engine) -> None:
    text = "در دیدار وزیر نفت با وزیر نیرو، ایران و عراق قرارداد صادرات گاز را امضا کردند."
    document = read(engine, text)
    assert document.meetings == []
    assert [a.meeting for a in document.agreements] == [None]


def test_an_event_before_its_state_is_warned_of(engine: Engine) -> None:
    document = read(engine, "نخست‌وزیر هند در سال ۱۹۸۵ به قزاقستان سفر کرد.")
    assert [w.kind for w in document.warnings] == ["state_did_not_exist"]

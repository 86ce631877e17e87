"""Gold against itself is perfect, and a change moves the figures that it should and no other."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluation.comparison import Count
from pipeline.evaluation.scoring import Score, score
from pipeline.formats.gold import KINDS
from tests.evaluation.documents import decoded, make

SEEDS = st.integers(0, 10_000)
Document = dict[str, Any]


def scored(gold: Document, predicted: Document | None) -> Score:
    return score(decoded(gold), decoded(predicted))


def moved(gold: Document, predicted: Document) -> set[str]:
    """Figures that are not what they are for the gold against itself."""
    before, after = scored(gold, gold).figures, scored(gold, predicted).figures
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def records(kind: str) -> set[str]:
    values = {"dates.value"} if kind == "dates" else set()
    return {f"{kind}.{figure}" for figure in ("found", "exact", "spans.strict", "spans.overlapping")} | values


@given(SEEDS)
def test_gold_against_itself_is_perfect(seed: int) -> None:
    result = scored(make(seed), make(seed))
    assert all(count.is_right for count in result.figures.values())
    assert {f"{kind}.found" for kind in KINDS} <= result.figures.keys()
    assert result.calendars == []
    assert all(rule.hits == rule.found == rule.exact for rule in result.rules.values())


@given(SEEDS)
def test_nothing_predicted(seed: int) -> None:
    gold = make(seed)
    for empty in (None, {"document": {"id": "x"}}):
        result = scored(gold, empty)
        for kind in KINDS:
            assert result.figures[f"{kind}.found"] == Count(len(gold[kind]), 0, 0)
            assert result.figures[f"{kind}.exact"] == Count(len(gold[kind]), 0, 0)


@given(SEEDS)
def test_ids_and_order_mean_nothing(seed: int) -> None:
    gold = make(seed)
    predicted = _renamed(copy.deepcopy(gold), {r["id"]: f"x{n}{r['id']}" for k in KINDS for n, r in enumerate(gold[k])})
    chance = random.Random(seed)
    for kind in KINDS:
        chance.shuffle(predicted[kind])
    assert moved(gold, predicted) == set()


def _renamed(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _renamed(item, names) for key, item in value.items()}
    if isinstance(value, list):
        return [_renamed(item, names) for item in value]
    return names.get(value, value) if isinstance(value, str) else value


@given(SEEDS, SEEDS)
def test_two_documents_that_have_nothing_to_do_with_each_other(seed: int, another: int) -> None:
    """Their spans overlap, so that many pairs could be made."""
    gold, predicted = make(seed), make(another)
    result = scored(gold, predicted)
    for name, count in result.figures.items():
        assert 0 <= count.correct <= min(count.gold, count.predicted), name
    for kind in KINDS:
        found, exact = result.figures[f"{kind}.found"], result.figures[f"{kind}.exact"]
        assert (found.gold, found.predicted) == (len(gold[kind]), len(predicted[kind]))
        assert exact.correct <= found.correct
        rules = [rule for (its_kind, _), rule in result.rules.items() if its_kind == kind]
        assert sum(rule.hits for rule in rules) == found.predicted
        assert sum(rule.found for rule in rules) == found.correct
        alignment = result.alignments[kind]
        assert len({id(match.gold) for match in alignment.matches}) == len(alignment.matches) == found.correct
        assert len({id(match.predicted) for match in alignment.matches}) == found.correct


#: Kinds whose records are referred to -> the figures that may move when one is not found.
REFERRING = {
    "dates": {"visits.when.dates"},
    "participants": {
        "visits.visitors",
        "visits.exact",
        "meetings.participants",
        "meetings.exact",
        "agreements.signatories",
        "agreements.signatories.participant",
    },
    "visits": set[str](),
    "meetings": {"visits.meetings"},
    "agreements": {"visits.agreements"},
}


@given(SEEDS, st.sampled_from(KINDS), st.integers(0, 10))
def test_a_lost_record(seed: int, kind: str, which: int) -> None:
    gold, predicted = make(seed), make(seed)
    lost = predicted[kind].pop(which % len(predicted[kind]))
    figures = scored(gold, predicted).figures
    size = len(gold[kind])
    assert figures[f"{kind}.found"] == Count(size, size - 1, size - 1)
    fields = {name for name in scored(gold, gold).figures if name.startswith(f"{kind}.")}
    assert records(kind) <= moved(gold, predicted) <= fields | REFERRING[kind]
    assert lost["id"] not in str(predicted[kind])


@given(SEEDS, st.sampled_from(KINDS))
def test_a_spurious_record(seed: int, kind: str) -> None:
    gold, predicted = make(seed), make(seed)
    new = copy.deepcopy(predicted[kind][0]) | {"id": "new", "name": "دیگری"}
    place = {"start": 9000, "end": 9005, "text": "متن"}
    if kind == "dates":
        new |= place
    elif kind == "participants":
        new |= {"mentions": [place]}
    else:
        new |= {"trigger": place}
    if kind != "participants":
        del new["name"]
    predicted[kind].append(new)
    assert moved(gold, predicted) == records(kind)
    figures = scored(gold, predicted).figures
    size = len(gold[kind])
    assert figures[f"{kind}.found"] == figures[f"{kind}.exact"] == Count(size, size + 1, size)


def other(value: str, *values: str) -> str:
    return next(v for v in values if v != value)


Change = Callable[[Document], object]
CHANGES: list[tuple[str, Change, set[str]]] = [
    ("dates", lambda d: d.update(earliest="1990-01-01"), {"value", "exact"}),
    ("dates", lambda d: d.update(earliest=None, latest=None), {"value", "exact"}),
    ("dates", lambda d: d.update(calendar="gregorian"), {"calendar"}),
    ("dates", lambda d: d.update(end=d["end"] + 1), {"exact", "spans.strict"}),
    ("participants", lambda d: d.update(country=other(d["country"], "IRN", "OMN")), {"country", "exact"}),
    ("participants", lambda d: d.update(country=None), {"country", "exact"}),
    ("participants", lambda d: d.update(name="دیگری"), {"name", "name.text", "exact"}),
    ("participants", lambda d: d.update(name=d["name"] + "\u200c"), {"name.text"}),
    ("participants", lambda d: d.update(role_code="minister"), {"role_code", "exact"}),
    ("participants", lambda d: d.update(resolved=None), {"resolved.name", "resolved.name.text"}),
    ("participants", lambda d: d["role"].update(text="وزیر"), {"role", "role.text"}),
    ("participants", lambda d: d["role"].update(span=None), {"role.span"}),
    ("participants", lambda d: d["mentions"].pop(), {"spans.strict", "spans.overlapping"}),
    ("visits", lambda d: d.update(status=other(d["status"], "occurred", "planned")), {"status", "exact"}),
    ("visits", lambda d: d["visitors"].pop(), {"visitors", "exact"}),
    ("visits", lambda d: d["visitors"].append("p99"), {"visitors", "exact"}),
    ("visits", lambda d: d["destinations"][0].update(place=None),
     {"destinations", "destinations.place", "destinations.place.text", "exact"}),
    ("visits", lambda d: d["when"].update(latest=None), {"when"}),
    ("visits", lambda d: d["when"].update(dates=[]), {"when.dates"}),
    ("visits", lambda d: d.update(when=None), {"when", "when.dates"}),
    ("visits", lambda d: d.update(purpose=None), {"purpose", "purpose.text"}),
    ("visits", lambda d: d["occasion"].update(ordinal=7), {"occasion.ordinal"}),
    ("visits", lambda d: d.update(count=2), {"count"}),
    ("visits", lambda d: d.update(hosts=["p0"]), {"hosts"}),
    ("visits", lambda d: d["trigger"].update(end=d["trigger"]["end"] + 1), {"spans.strict"}),
    ("meetings", lambda d: d.update(kind="summit"), {"kind", "exact"}),
    ("meetings", lambda d: d["topics"].append({"text": "نفت"}), {"topics"}),
    ("agreements", lambda d: d.update(type="protocol"), {"type", "exact"}),
    ("agreements", lambda d: d["parties"].append("KAZ"), {"parties", "exact"}),
    ("agreements", lambda d: d["parties"].reverse(), set()),
    ("agreements", lambda d: d.update(rule="another", confidence=0.1, evidence=[]), set()),
    ("agreements", lambda d: d["signatories"][0].update(on_behalf_of="OMN"),
     {"signatories", "signatories.on_behalf_of"}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "change", "names"), CHANGES)
def test_a_changed_field(kind: str, change: Change, names: set[str]) -> None:
    for seed in range(20):
        gold, predicted = make(seed), make(seed)
        change(predicted[kind][seed % len(predicted[kind])])
        assert moved(gold, predicted) == {f"{kind}.{name}" for name in names}


@given(SEEDS, st.sampled_from(["status", "visitors", "destinations", "purpose", "occasion", "when"]))
def test_a_field_that_is_left_out_is_not_scored(seed: int, field: str) -> None:
    gold, predicted = make(seed), make(seed)
    for visit in gold["visits"]:
        del visit[field]
        visit_read = next(v for v in predicted["visits"] if v["id"] == visit["id"])
        visit_read[field] = "planned" if field == "status" else [] if field in ("visitors", "destinations") else None
    result = scored(gold, predicted)
    assert not [name for name in result.figures if name.startswith(f"visits.{field}")]
    assert result.unscored[f"visits.{field}"] == len(gold["visits"])
    assert all(count.is_right for count in result.figures.values())


def test_a_kind_that_is_left_out_is_not_scored() -> None:
    gold, predicted = make(1), make(1)
    del gold["meetings"], gold["visits"]
    result = scored(gold, predicted)
    assert not [name for name in result.figures if name.startswith(("meetings.", "visits."))]
    assert (result.unscored["meetings"], result.unscored["visits"]) == (1, 1)


def test_records_without_deciding_fields_are_found_but_not_judged() -> None:
    gold, predicted = make(1), make(1)
    for name in ("visitors", "destinations", "status"):
        del gold["visits"][0][name]
    result = scored(gold, predicted)
    size = len(gold["visits"])
    assert result.figures["visits.found"] == Count(size, size, size)
    assert result.figures["visits.exact"] == Count(size - 1, size - 1, size - 1)
    assert result.unscored["visits.exact"] == 1
    predicted["visits"].pop(0)
    assert scored(gold, predicted).figures["visits.exact"] == Count(size - 1, size - 1, size - 1)


@given(SEEDS, st.sampled_from(KINDS))
def test_optional_records_are_neither_right_nor_wrong(seed: int, kind: str) -> None:
    gold, found = make(seed), make(seed)
    gold[kind][0]["optional"] = True
    without = _without(make(seed), gold[kind][0]["id"])
    assert scored(gold, found).figures == scored(gold, without).figures
    assert all(count.is_right for count in scored(gold, without).figures.values())
    (rule,) = [count for (its_kind, _), count in scored(gold, found).rules.items() if its_kind == kind]
    assert (rule.ignored, rule.hits, rule.found) == (1, len(gold[kind]), len(gold[kind]) - 1)


def _without(value: Any, id: str) -> Any:
    """A document without a record and without what refers to it."""
    if isinstance(value, dict):
        return {key: _without(item, id) for key, item in value.items()}
    if isinstance(value, list):
        gone = [item for item in value if item == id or (isinstance(item, dict) and id in item.values())]
        return [_without(item, id) for item in value if item not in gone]
    return value


def test_another_mention_of_the_event_finds_it() -> None:
    gold, predicted = make(1), make(1)
    elsewhere = {"start": 9000, "end": 9003, "text": "سفر"}
    predicted["visits"][0]["trigger"] = elsewhere
    assert scored(gold, predicted).figures["visits.found"].correct == len(gold["visits"]) - 1
    gold["visits"][0]["also"] = [elsewhere]
    assert moved(gold, predicted) == set()
    predicted["visits"].append(copy.deepcopy(gold["visits"][0]) | {"id": "twice", "also": []})
    assert moved(gold, predicted) == records("visits")


def test_evidence_and_agreement_find_an_event_under_another_word() -> None:
    gold, predicted = make(1), make(1)
    visit = gold["visits"][0]
    near = {"start": visit["trigger"]["end"] + 1, "end": visit["trigger"]["end"] + 4, "text": "متن"}
    predicted["visits"][0]["trigger"] = near
    visit["evidence"] = [{"start": visit["trigger"]["start"], "end": near["end"], "text": "متن"}]
    assert moved(gold, predicted) == {"visits.spans.strict", "visits.spans.overlapping"}
    predicted["visits"][0] |= {"status": other(visit["status"], "occurred", "planned"), "visitors": []}
    assert scored(gold, predicted).figures["visits.found"].correct == len(gold["visits"]) - 1


def test_participants_are_compared_by_who_they_are() -> None:
    """The two share a mention; the prediction numbers them the other way round."""
    mention = {"start": 0, "end": 20, "text": "متن"}

    def minister(id: str, country: str) -> Document:
        return {"id": id, "kind": "office", "role_code": "foreign_minister", "country": country, "mentions": [mention]}

    def visit(visitor: str) -> Document:
        trigger = {"start": 30, "end": 33, "text": "سفر"}
        return {"id": "v", "trigger": trigger, "visitors": [visitor], "status": "occurred"}

    gold = {"participants": [minister("p0", "IRN"), minister("p0b", "OMN")], "visits": [visit("p0b")]}
    predicted = {"participants": [minister("p0", "OMN"), minister("p0b", "IRN")], "visits": [visit("p0")]}
    assert scored(gold, predicted).figures["visits.exact"].is_right
    predicted["visits"] = [visit("p0b")]
    assert scored(gold, predicted).figures["visits.exact"] == Count(1, 1, 0)


def test_calendar_errors_are_listed_apart() -> None:
    gold, predicted = make(1), make(1)
    predicted["dates"][0] |= {"calendar": "gregorian", "earliest": "1381-01-01"}
    (error,) = scored(gold, predicted).calendars
    assert (error.gold, error.predicted, error.value_right) == ("jalali", "gregorian", False)

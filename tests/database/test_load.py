"""Loading into a SQLite file and a real PostgreSQL: what becomes of documents, good and bad."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

import pipeline
from pipeline import records
from pipeline.database.connect import open_database
from pipeline.database.load import Loader, LoadSummary
from pipeline.errors import InputError, UsageError
from tests.database.documents import date, document, event, person, phrase, small, span, when
from tests.database.dump import dump, rows
from tests.database.server import Server

ROOT = Path(__file__).resolve().parents[2]


def load(url: str, *documents: records.Document, prune: bool = False) -> LoadSummary:
    with open_database(url) as engine, Loader(engine) as loader:
        for one in documents:
            loader.write(one)
        if prune:
            loader.prune()
    return loader.summary


def counts(summary: LoadSummary) -> tuple[int, int, int, int]:
    return summary.inserted, summary.replaced, summary.unchanged, summary.failed


@pytest.fixture(scope="module")
def corpus() -> list[records.Document]:
    engine = pipeline.load(tagger="none")
    texts = sorted((ROOT / "corpus" / "raw").glob("*.txt"))
    return [engine.extract(path.read_text("utf-8"), id=path.stem, date="2003-08-03") for path in texts]


# -- what is loaded ---------------------------------------------------------------------------------------------------


def test_every_field_has_its_place(url: str) -> None:
    full = document(
        "full",
        info={
            "source": "full.txt", "sha256": "bytes", "encoding": "utf-8", "date": "2002-05-06",
            "subject_country": "KAZ", "inferred": ["subject_country"],
        },
        dates=[
            date("d10", "۳ اردیبهشت ۱۳۸۱", "2002-04-23", "2002-04-23", jalali="1381-02-03", edtf="2002-04-23",
                 modifier="APPROX", anchor="2002-01-01", flags=["weekday_mismatch"], inferred=["year"],
                 alternatives=[{"calendar": "hijri", "earliest": "2002-04-24", "latest": None, "edtf": None}]),
        ],
        participants=[
            person("p20", "خاتمی", honorific="جناب آقای", role=phrase(25, "رئیس‌جمهور"), role_code="head_of_state",
                   tenure="then", organization=phrase(40, "نهاد"), country="IRN", mentions=[span(20, "خاتمى")],
                   resolved={"name": "سید محمد خاتمی", "id": "mohammad-khatami", "row": 7},
                   flags=["outside_term"], inferred=["country"]),
            person("p50", None, role={"text": "وزیر", "span": None}),
        ],
        visits=[
            event("v60", "سفر", evidence=[span(60, "سفر خاتمى"), span(80, "سفر")], visit_type="state", count=2,
                  when={**when("2002-04-23", "2002-04-25", "d10"), "inferred": ["context"]}, duration_days=3,
                  event={"plover": {"event": "CONSULT", "mode": "visit", "context": "diplomatic"}, "cameo": "042",
                         "actors": ["p20", "IRN"], "recipients": ["KAZ"]},
                  attribution={"participant": "p50", "span": span(300, "به گفته وزیر")},
                  visitors=["p20", "p50"], hosts=["p50"], purpose=phrase(90, "گفت‌وگو"),
                  origin={"country": "IRN", "place": "تهران", "span": span(95, "تهران")},
                  destinations=[{"country": "KAZ", "place": "آستانه", "span": span(99, "آستانه")}],
                  occasion={"name": phrase(110, "اجلاس"), "ordinal": 8, "code": "OIC", "meeting": "m120"},
                  meetings=["m120"], parents=["v61"], flags=["unusual_length"], inferred=["destinations"]),
            event("v61", "سفر", status="planned"),
        ],
        meetings=[
            event("m120", "دیدار", kind="summit", name=phrase(121, "نشست"), ordinal=3, code="ECO",
                  participants=["p50"], countries=["IRN", "KAZ"], country="KAZ", place=phrase(130, "کاخ"),
                  topics=[phrase(140, "انرژی")], visit="v60", agreements=["a200"]),
        ],
        agreements=[
            event("a200", "موافقت‌نامه", type="agreement", title=phrase(200, "موافقت‌نامه دریایی"),
                  subject=phrase(212, "دریایی"), parties=["IRN", "KAZ"], place=phrase(230, "آستانه"), country="KAZ",
                  signatories=[{"participant": "p20", "on_behalf_of": "IRN"}], quantity=2, quantity_text="دو",
                  laterality="bilateral", ratification=when("2002-06-01", "2002-06-30", "d10"),
                  entry_into_force=when("2003-01-01", None), termination=when(None, "2010-01-01"), visit="v60"),
        ],
        warnings=[{"kind": "outside_term", "record": "p20", "span": span(20, "خاتمى"), "message": "not yet"}],
    )  # fmt: skip
    assert counts(load(url, full)) == (1, 0, 0, 0)

    def only(table: str, number: int = 0) -> dict[str, Any]:
        found = rows(url, table)[number]
        found.pop("document_id", None)
        return {name: str(value) if hasattr(value, "isoformat") else value for name, value in found.items()}

    common: dict[str, Any] = {"flags": [], "inferred": [], "confidence": 0.8, "rule": "r"}
    generator, stored = only("generators"), only("documents")
    assert stored.pop("generator_id") == generator.pop("id")
    assert stored.pop("record_sha256") and stored.pop("run_id") == only("runs")["id"]
    assert generator == {
        "name": "dabir", "version": "0.1.0", "rules": "r1", "lexicon": "l1", "tagger": "none", "tagger_hash": None,
        "options": {"tag": "gated"},
    }  # fmt: skip
    assert stored == {
        "id": "full", "source": "full.txt", "sha256": "bytes", "text_sha256": "sha of full", "encoding": "utf-8",
        "length": 1000, "date": "2002-05-06", "date_jalali": "1381-02-16", "viewpoint": "IRN",
        "subject_country": "KAZ", "inferred": ["subject_country"], "schema_version": records.SCHEMA_VERSION,
    }  # fmt: skip
    assert only("dates") == {
        "id": "d10", "text": "۳ اردیبهشت ۱۳۸۱", "text_start": 10, "text_end": 25, "kind": "point",
        "calendar": "jalali", "jalali": "1381-02-03", "edtf": "2002-04-23", "earliest": "2002-04-23",
        "earliest_jalali": "1381-02-03", "latest": "2002-04-23", "latest_jalali": "1381-02-03", "granularity": "day",
        "modifier": "APPROX", "anchor": "2002-01-01", "flags": ["weekday_mismatch"], "inferred": ["year"],
        "alternatives": [{"calendar": "hijri", "earliest": "2002-04-24", "latest": None, "edtf": None}],
        "confidence": 0.95, "rule": "date.day",
    }  # fmt: skip
    assert only("participants") == {
        "id": "p20", "kind": "person", "name": "خاتمی", "honorific": "جناب آقای", "role": "رئیس‌جمهور",
        "role_start": 25, "role_end": 35, "role_code": "head_of_state", "tenure": "then", "organization": "نهاد",
        "organization_start": 40, "organization_end": 44, "country": "IRN", "resolved_name": "سید محمد خاتمی",
        "resolved_id": "mohammad-khatami", "resolved_row": 7, "flags": ["outside_term"], "inferred": ["country"],
        "confidence": 0.9, "rule": "p",
    }  # fmt: skip
    assert only("mentions") == {
        "participant_id": "p20", "position": 0, "text": "خاتمى", "text_start": 20, "text_end": 25
    }  # fmt: skip
    assert rows(url, "events")[2] | {"document_id": ""} == common | {
        "document_id": "", "id": "v60", "kind": "visit", "status": "occurred", "trigger": "سفر", "trigger_start": 60,
        "trigger_end": 63, "earliest": rows(url, "dates")[0]["earliest"], "earliest_jalali": "1381-02-03",
        "latest": rows(url, "events")[2]["latest"], "latest_jalali": "1381-02-05", "when_inferred": ["context"],
        "plover_event": "CONSULT", "plover_mode": "visit", "plover_context": "diplomatic", "cameo": "042",
        "attributed_to": "p50", "attribution": "به گفته وزیر", "attribution_start": 300, "attribution_end": 312,
        "flags": ["unusual_length"], "inferred": ["destinations"],
    }  # fmt: skip
    assert [row["id"] for row in rows(url, "events")] == ["a200", "m120", "v60", "v61"]
    assert only("evidence", 1) == {
        "event_id": "v60", "position": 1, "text": "سفر", "text_start": 80, "text_end": 83
    }  # fmt: skip
    assert [[*row.values()][1:] for row in rows(url, "event_dates")] == [
        ["a200", "ratification", 0, "d10"], ["v60", "event", 0, "d10"],
    ]  # fmt: skip
    assert [[*row.values()][1:] for row in rows(url, "event_actors")] == [
        ["v60", "actor", 0, "p20", None], ["v60", "actor", 1, None, "IRN"], ["v60", "recipient", 0, None, "KAZ"],
    ]  # fmt: skip
    assert only("visits") == {
        "id": "v60", "visit_type": "state", "count": 2, "duration_days": 3, "purpose": "گفت‌وگو", "purpose_start": 90,
        "purpose_end": 97, "origin_country": "IRN", "origin_place": "تهران", "origin": "تهران", "origin_start": 95,
        "origin_end": 100, "occasion": "اجلاس", "occasion_start": 110, "occasion_end": 115, "occasion_ordinal": 8,
        "occasion_code": "OIC", "occasion_meeting": "m120",
    }  # fmt: skip
    assert only("meetings") == {
        "id": "m120", "kind": "summit", "name": "نشست", "name_start": 121, "name_end": 125, "ordinal": 3,
        "code": "ECO", "country": "KAZ", "place": "کاخ", "place_start": 130, "place_end": 133,
    }  # fmt: skip
    assert only("agreements") == {
        "id": "a200", "type": "agreement", "title": "موافقت‌نامه دریایی", "title_start": 200, "title_end": 218,
        "subject": "دریایی", "subject_start": 212, "subject_end": 218, "place": "آستانه", "place_start": 230,
        "place_end": 236, "country": "KAZ", "quantity": 2, "quantity_text": "دو", "laterality": "bilateral",
        "ratification_earliest": "2002-06-01", "ratification_earliest_jalali": "1381-03-11",
        "ratification_latest": "2002-06-30", "ratification_latest_jalali": "1381-04-09",
        "entry_into_force_earliest": "2003-01-01", "entry_into_force_earliest_jalali": "1381-10-11",
        "entry_into_force_latest": None, "entry_into_force_latest_jalali": None,
        "termination_earliest": None, "termination_earliest_jalali": None,
        "termination_latest": "2010-01-01", "termination_latest_jalali": "1388-10-11",
    }  # fmt: skip
    links = {
        "visit_visitors": [["v60", 0, "p20"], ["v60", 1, "p50"]],
        "visit_hosts": [["v60", 0, "p50"]],
        "visit_destinations": [["v60", 0, "KAZ", "آستانه", "آستانه", 99, 105]],
        "visit_meetings": [["v60", "m120"]],
        "visit_agreements": [["v60", "a200"]],
        "visit_parents": [["v60", "v61"]],
        "meeting_participants": [["m120", 0, "p50"]],
        "meeting_countries": [["m120", 0, "IRN"], ["m120", 1, "KAZ"]],
        "meeting_topics": [["m120", 0, "انرژی", 140, 145]],
        "meeting_agreements": [["m120", "a200"]],
        "agreement_parties": [["a200", 0, "IRN"], ["a200", 1, "KAZ"]],
        "agreement_signatories": [["a200", 0, "p20", "IRN"]],
        "warnings": [[0, "outside_term", "p20", "خاتمى", 20, 25, "not yet"]],
    }
    assert {table: [[*row.values()][1:] for row in rows(url, table)] for table in links} == links


def test_sample_texts_whole_and_in_any_order(url: str, corpus: list[records.Document]) -> None:
    assert counts(load(url, *corpus)) == (len(corpus), 0, 0, 0)
    first = dump(url)
    for kind in ("dates", "participants", "visits", "meetings", "agreements"):
        assert len(first[kind]) == sum(len(getattr(one, kind)) for one in corpus) > 0
    assert counts(load(url, *random.Random(4).sample(corpus, len(corpus)))) == (0, 0, len(corpus), 0)
    assert dump(url) == first
    with open_database(url) as engine, engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM documents WHERE id >= 'country'"))
    assert [row["document_id"] for row in rows(url, "search_texts") if row["document_id"] >= "country"] == []
    load(url, *reversed(corpus))
    assert dump(url) == first


def test_both_databases_hold_the_same(tmp_path: Path, server: Server, corpus: list[records.Document]) -> None:
    urls = f"sqlite:///{tmp_path / 'same.db'}", server.create("same")
    for url in urls:
        load(url, *corpus)
    assert dump(urls[0]) == dump(urls[1])


# -- what changes -----------------------------------------------------------------------------------------------------


def test_only_what_has_changed_is_replaced(url: str) -> None:
    assert counts(load(url, small(1), small(2))) == (2, 0, 0, 0)
    runs = {row["id"]: row["run_id"] for row in rows(url, "documents")}
    assert counts(load(url, small(1), small(2, rules="r2"), small(3))) == (1, 1, 1, 0)
    assert len(rows(url, "visit_visitors")) == 2 + 1 + 2
    after = {row["id"]: row["run_id"] for row in rows(url, "documents")}
    assert [runs[id] == after[id] for id in sorted(runs)] == [True, False]
    assert [[row[name] for name in ("inserted", "replaced", "unchanged", "failed")] for row in rows(url, "runs")] == [
        [2, 0, 0, 0],
        [1, 1, 1, 0],
    ]
    assert all(row["finished_at"] for row in rows(url, "runs"))


def test_explanations_are_no_change(url: str) -> None:
    explained = msgspec.structs.replace(small(1), repairs=[], sentences=[])
    load(url, small(1))
    assert counts(load(url, explained)) == (0, 0, 1, 0)


def test_pruning_is_on_request(url: str) -> None:
    load(url, small(1), small(2, rules="r2"))
    load(url, small(3))
    assert len(rows(url, "documents")) == 3
    assert load(url, small(3), prune=True).pruned == 2
    assert [row["id"] for row in rows(url, "documents")] == ["document-0003"]
    assert {row["document_id"] for row in rows(url, "events")} == {"document-0003"}
    assert [row["rules"] for row in rows(url, "generators")] == ["r1"]


def test_nothing_is_pruned_where_a_document_failed(url: str) -> None:
    load(url, small(1))
    with pytest.raises(UsageError, match="nothing was removed, since 1 failed"):
        load(url, small(2), document("x", participants=[person("p1"), person("p1")]), prune=True)
    assert [row["id"] for row in rows(url, "documents")] == ["document-0001", "document-0002"]


# -- what is refused --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "bad",
    [
        document("bad", participants=[person("p1"), person("p1")]),
        document("bad", visits=[event("v1", "سفر", visitors=["p7"])]),
        document("bad", visits=[event("v1", "سفر", event={"plover": {"event": "CONSULT"}, "cameo": "042",
                                                             "actors": ["p7"], "recipients": []})]),
        document("bad", dates=[date("d1", "x", "2002-01-02", "2002-01-01")]),
        document("bad", length=2**80),
        document("bad", agreements=[event("a1", "x", type="treaty", quantity=10**30)]),
        document("bad", participants=[person("p1", country="K" * 5000)]),
        document("b" * 1001),
        document("b\0d"),
    ],
    ids=["two of one id", "no such visitor", "no such actor", "ends before it begins", "length", "number", "long code",
         "long id", "NUL in the id"],
)  # fmt: skip
def test_a_document_that_contradicts_itself_costs_no_other(url: str, bad: records.Document) -> None:
    summary = load(url, small(1), bad, small(2))
    assert [row["id"] for row in rows(url, "documents")] == ["document-0001", "document-0002"]
    assert counts(summary) == (2, 0, 0, 1)
    assert isinstance(summary.failures[0].error, InputError)
    assert str(summary.failures[0].error).startswith(f"{bad.document.id}: ")


def test_what_postgresql_cannot_index_is_refused(server: Server) -> None:
    url = server.create("limits")
    long = "p" + "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=9000))
    summary = load(url, small(1), document("bad", participants=[person(long, "x")]), small(2))
    assert counts(summary) == (2, 0, 0, 1)
    assert "index row" in str(summary.failures[0].error)


def test_two_documents_of_one_id(url: str) -> None:
    summary = load(url, small(1), small(1), small(1, rules="r2"))
    assert counts(summary) == (1, 0, 1, 1)
    assert "were loaded from document-0001 just now" in str(summary.failures[0].error)


HOSTILE = [
    "'; DROP TABLE documents; --",
    '" OR 1=1; "',
    "=cmd|'/c calc'!A0",
    "{{7*7}} %s %(x)s :name $1 ?",
    "\\N\t\\.\n\\x00",
    "<script>alert(1)</script>",
    "‮متن‬ 🇮🇷 \U0010ffff ﷽",
]


def test_hostile_text_is_text(url: str) -> None:
    people = [person(f"p{n}", text, mentions=[span(n, text)]) for n, text in enumerate(HOSTILE)]
    visits = [event(f"v{n}", text, visitors=[f"p{n}"], evidence=[span(n, text)]) for n, text in enumerate(HOSTILE)]
    hostile = document("'; DROP TABLE visits; --", participants=people, visits=visits)
    assert counts(load(url, hostile)) == (1, 0, 0, 0)
    assert [row["name"] for row in rows(url, "participants")] == HOSTILE
    assert [row["trigger"] for row in rows(url, "events")] == HOSTILE


@pytest.mark.slow
def test_ten_thousand_visits_in_one_document(url: str) -> None:
    people = [person("p0", "خاتمی"), person("p1", "ولایتی")]
    visits = [event(f"v{n}", "سفر", visitors=["p0", "p1"], evidence=[span(n, "سفر")]) for n in range(10_000)]
    many = document("many", participants=people, visits=visits, length=10**6)
    assert counts(load(url, small(1), many, small(2))) == (3, 0, 0, 0)
    assert len(rows(url, "visit_visitors")) == 2 * 10_000 + 4
    fewer = msgspec.structs.replace(many, visits=many.visits[:-1])
    assert counts(load(url, fewer)) == (0, 1, 0, 0)
    assert len(rows(url, "visits")) == 9_999 + 2


def test_nul_is_replaced_and_said(url: str) -> None:
    text = "خا\0تمی \\u0000 \\\0"
    nul = document("nul", participants=[person("p1", text, mentions=[span(1, text)])])
    assert counts(load(url, nul)) == (1, 0, 0, 0)
    assert rows(url, "participants")[0]["name"] == "خا�تمی \\u0000 \\�"
    (warning,) = rows(url, "warnings")
    assert (warning["kind"], warning["message"][:44]) == (
        "nul_replaced",
        "U+FFFD stands for NUL in 4 places: a databas",
    )
    assert counts(load(url, nul)) == (0, 0, 1, 0)


def test_lone_surrogates_do_not_get_in() -> None:
    data = records.encode(document("x", participants=[person("p1", "SURROGATE")]))
    with pytest.raises((msgspec.MsgspecError, ValueError)):
        records.decode(data.replace(b"SURROGATE", b"\\ud83d"))

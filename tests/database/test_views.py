"""The flat views, and asking them."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.database.ask import ask
from pipeline.database.connect import open_database
from pipeline.database.load import Loader
from pipeline.errors import UsageError
from tests.database.documents import date, document, event, person, phrase, span, when

DOCUMENT = document(
    "x",
    info={"source": "x.txt", "date": "2003-08-03"},
    dates=[
        date("d30", "۳ اردیبهشت", "2002-04-23", "2002-04-23"),
        date("d35", "۵ اردیبهشت", "2002-04-25", "2002-04-25"),
    ],
    participants=[
        person("p1", "خاتمی", role=phrase(9, "رئیس‌جمهور"), country="IRN", mentions=[span(1, "خاتمى")]),
        person("p2", None, role=phrase(9, "وزیر نفت"), country="IRN",
               resolved={"name": "بیژن زنگنه", "id": "zanganeh", "row": 3}),
        person("p3", "نظربایف", country="KAZ"),
        person("p4", None, kind="delegation", mentions=[span(400, "هيئتى")]),
    ],
    visits=[
        event("v20", "سفر", evidence=[span(20, "سفر خاتمى"), span(90, "سفر")], visitors=["p1", "p2"], hosts=["p3"],
              when=when("2002-04-23", "2002-04-25", "d30", "d35"), agreements=["a60"], visit_type="state",
              destinations=[{"country": "KAZ", "place": "آستانه"}, {"country": "UZB"}],
              event={"plover": {"event": "CONSULT", "mode": "visit"}, "cameo": "042", "actors": ["p1", "p2", "IRN"],
                     "recipients": ["KAZ"]}),
        event("v25", "سفر", status="planned", visitors=["p4"]),
    ],
    meetings=[event("m50", "دیدار", kind="talks", participants=["p1", "p3"], when=when("2002-04-24", "2002-04-24"))],
    agreements=[event("a60", "یادداشت", type="memorandum", parties=["IRN", "KAZ", "ECO"], meeting="m50",
                      signatories=[{"participant": "p1", "on_behalf_of": "IRN"}], title=phrase(60, "یادداشت تفاهم"),
                      quantity=2, entry_into_force=when("2003-01-01", None))],
)  # fmt: skip
EXPECTED: dict[str, list[dict[str, Any]]] = {
    "SELECT * FROM visits_flat ORDER BY visit_id": [
        {
            "visit_id": "v20", "status": "occurred", "earliest": "2002-04-23", "latest": "2002-04-25",
            "earliest_jalali": "1381-02-03", "latest_jalali": "1381-02-05", "dates": "۳ اردیبهشت؛ ۵ اردیبهشت",
            "visitors": "خاتمی (رئیس‌جمهور)؛ بیژن زنگنه (وزیر نفت)", "visitor_countries": "IRN",
            "destination_countries": "KAZ UZB", "destinations": "آستانه، ازبکستان", "hosts": "نظربایف",
            "host_countries": "KAZ", "visit_type": "state", "count": 1, "agreements": "یادداشت تفاهم × 2 (signed)",
            "meetings": 0, "evidence": "سفر خاتمى", "source": "x.txt", "document_date": "2003-08-03",
        },
        {"visit_id": "v25", "status": "planned", "visitors": "هيئتى", "visitor_countries": None, "hosts": None,
         "destinations": None, "agreements": None, "evidence": None, "dates": None, "earliest": None},
    ],
    "SELECT * FROM agreements_flat": [
        {
            "agreement_id": "a60", "type": "memorandum", "title": "یادداشت تفاهم", "status": "signed",
            "parties": "IRN KAZ ECO", "party_names": "ایران، قزاقستان، اکو",
            "signatories": "خاتمی (رئیس‌جمهور)", "entry_into_force_earliest": "2003-01-01", "visit_ids": "v20",
            "meeting_ids": "m50",
        },
    ],
    "SELECT * FROM participants_flat ORDER BY participant_id": [
        {"participant_id": "p1", "label": "خاتمی (رئیس‌جمهور)", "country_name": "ایران", "mentions": 1, "visits": 1,
         "visits_hosted": 0, "meetings": 1, "agreements_signed": 1},
        {"participant_id": "p2", "label": "بیژن زنگنه (وزیر نفت)", "name": None, "resolved_id": "zanganeh"},
        {"participant_id": "p3", "label": "نظربایف", "visits": 0, "visits_hosted": 1},
        {"participant_id": "p4", "label": "هيئتى", "country_name": None},
    ],
    "SELECT * FROM timeline": [
        {"event_id": "v20", "kind": "visit", "subkind": "state", "cameo": "042", "recipients": "قزاقستان",
         "actors": "خاتمی (رئیس‌جمهور)؛ بیژن زنگنه (وزیر نفت)؛ ایران"},
        {"event_id": "m50", "kind": "meeting", "subkind": "talks", "earliest_jalali": "1381-02-04", "actors": None},
        {"event_id": "v25"},
        {"event_id": "a60", "kind": "agreement", "subkind": "memorandum", "earliest": None},
    ],
}  # fmt: skip


@pytest.mark.parametrize("query", EXPECTED, ids=[query.split()[3] for query in EXPECTED])
def test_views(url: str, query: str) -> None:
    with open_database(url) as engine:
        with Loader(engine) as loader:
            loader.write(DOCUMENT)
        columns, rows = ask(engine, query)
    found = [dict(zip(columns, row, strict=True)) for row in rows]
    for row, expected in zip(found, EXPECTED[query], strict=True):
        shown = {name: str(row[name]) if hasattr(row[name], "isoformat") else row[name] for name in expected}
        assert shown == expected


@pytest.mark.parametrize(
    "query", ["DELETE FROM documents", "COMMIT; DELETE FROM documents", "CREATE TABLE t (x INTEGER)"]
)
def test_asking_changes_nothing(url: str, query: str) -> None:
    with open_database(url) as engine:
        with Loader(engine) as loader:
            loader.write(DOCUMENT)
        with pytest.raises(UsageError, match="the query is refused"):
            ask(engine, query)
        assert ask(engine, "SELECT count(*) AS n FROM documents WHERE id LIKE '%'")[0] == ["n"]
        with Loader(engine) as loader:
            loader.write(DOCUMENT)
        assert loader.summary.unchanged == 1

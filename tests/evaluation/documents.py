"""Documents for tests of scoring: every record where no other is, so that each has one possible partner."""

from __future__ import annotations

import itertools
import random
from typing import Any

from pipeline.formats.gold import decode_gold

NAMES = ["علوی", "حبیبی", "نظربایف", "یلتسین", "عارف", "ولایتی", "خرازی", "صالحی"]
STATUSES = ["occurred", "planned", "proposed", "cancelled"]
COUNTRIES = ["IRN", "OMN", "KAZ", "RUS", "SYR"]


def decoded(document: dict[str, Any] | None) -> Any:
    import msgspec

    return None if document is None else decode_gold(msgspec.json.encode(document), where="test")


def make(seed: int) -> dict[str, Any]:
    """A document with all fields that the tests change, the same for the same seed."""
    chance = random.Random(seed)
    places = itertools.count(0, 20)

    def span() -> dict[str, Any]:
        start = next(places)
        return {"start": start, "end": start + chance.randint(2, 12), "text": "متن"}

    names = chance.sample(NAMES, chance.randint(2, 5))
    dates = [_date(f"d{n}", span(), chance) for n in range(chance.randint(1, 4))]
    people = [_participant(f"p{n}", name, [span(), span()], chance) for n, name in enumerate(names)]
    ids = [person["id"] for person in people]
    visits = [_visit(f"v{n}", span(), ids, dates, chance) for n in range(chance.randint(1, 3))]
    meetings = [_meeting(f"m{n}", span(), ids, chance) for n in range(chance.randint(1, 3))]
    agreements = [_agreement(f"a{n}", span(), ids, chance) for n in range(chance.randint(1, 3))]
    visits[0]["meetings"], visits[0]["agreements"] = [meetings[0]["id"]], [agreements[0]["id"]]
    return {
        "document": {"id": f"doc{seed}"},
        "dates": dates,
        "participants": people,
        "visits": visits,
        "meetings": meetings,
        "agreements": agreements,
    }


def _date(id: str, span: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    day = f"2002-05-{chance.randint(10, 28)}"
    return {"id": id, **span, "kind": "point", "calendar": "jalali", "earliest": day, "latest": day, "rule": "date.day"}


def _participant(id: str, name: str, mentions: list[dict[str, Any]], chance: random.Random) -> dict[str, Any]:
    return {
        "id": id,
        "kind": "person",
        "name": name,
        "role": {"text": "وزیر امور خارجه", "span": mentions[0]},
        "role_code": "foreign_minister",
        "country": chance.choice(COUNTRIES),
        "resolved": {"name": f"علی {name}"},
        "mentions": mentions,
        "rule": "actor.name",
    }


def _visit(
    id: str, trigger: dict[str, Any], people: list[str], dates: list[dict[str, Any]], chance: random.Random
) -> dict[str, Any]:
    date = chance.choice(dates)
    return {
        "id": id,
        "trigger": trigger,
        "status": chance.choice(STATUSES),
        "when": {"earliest": date["earliest"], "latest": date["latest"], "dates": [date["id"]]},
        "visitors": sorted(chance.sample(people, 2)),
        "hosts": [],
        "destinations": [{"country": chance.choice(COUNTRIES), "place": "تهران"}],
        "purpose": {"text": "دیدار با همتای خود"},
        "occasion": {"name": {"text": "اجلاس سران"}, "ordinal": 8},
        "count": 1,
        "rule": "visit.noun",
    }


def _meeting(id: str, trigger: dict[str, Any], people: list[str], chance: random.Random) -> dict[str, Any]:
    return {
        "id": id,
        "trigger": trigger,
        "status": chance.choice(STATUSES),
        "kind": "talks",
        "participants": sorted(chance.sample(people, 2)),
        "topics": [{"text": "دریای خزر"}],
        "rule": "meeting.noun",
    }


def _agreement(id: str, trigger: dict[str, Any], people: list[str], chance: random.Random) -> dict[str, Any]:
    return {
        "id": id,
        "trigger": trigger,
        "status": "signed",
        "type": "memorandum",
        "parties": ["IRN", "OMN"],
        "signatories": [{"participant": chance.choice(people), "on_behalf_of": "IRN"}],
        "rule": "agreement.signed",
    }

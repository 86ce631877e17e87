"""Documents to load: one that fills every field, and many small ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from pipeline import records

GENERATOR: dict[str, Any] = {
    "name": "dabir",
    "version": "0.1.0",
    "rules": "r1",
    "lexicon": "l1",
    "tagger": {"name": "none", "hash": None},
    "options": {"tag": "gated"},
}


def span(start: int, text: str) -> dict[str, Any]:
    return {"start": start, "end": start + len(text), "text": text}


def phrase(start: int, text: str) -> dict[str, Any]:
    return {"text": text, "span": span(start, text)}


def document(id: str, *, rules: str = "r1", length: int = 1000, **kinds: Any) -> records.Document:
    """A document of the given records, checked as a file is when it is read."""
    info = {"id": id, "text_sha256": f"sha of {id}", "length": length, "viewpoint": "IRN"} | kinds.pop("info", {})
    generator = GENERATOR | {"rules": rules}
    whole = {"schema_version": records.SCHEMA_VERSION, "generator": generator, "document": info, **kinds}
    return records.decode(msgspec.json.encode(whole))


def person(id: str, name: str | None = None, **more: Any) -> dict[str, Any]:
    kind = "person" if name else "office"
    return {"id": id, "kind": kind, "name": name, "confidence": 0.9, "rule": "p", **more}


def date(id: str, text: str, earliest: str | None, latest: str | None, **more: Any) -> dict[str, Any]:
    return {
        "id": id, **span(int(id[1:]), text), "kind": "point", "calendar": "jalali", "jalali": None, "edtf": None,
        "earliest": earliest, "latest": latest, "granularity": "day", "confidence": 0.95, "rule": "date.day", **more,
    }  # fmt: skip


def event(id: str, trigger: str, **more: Any) -> dict[str, Any]:
    at = int("".join(character for character in id if character.isdigit()))
    status = "signed" if id.startswith("a") else "occurred"
    return {"id": id, "trigger": span(at, trigger), "status": status, "confidence": 0.8, "rule": "r", **more}


def when(earliest: str | None, latest: str | None, *dates: str) -> dict[str, Any]:
    return {"earliest": earliest, "latest": latest, "dates": list(dates)}


def small(number: int, *, rules: str = "r1") -> records.Document:
    """A small document with a visit, a date, two people and an agreement; ``rules`` shows in its rows."""
    day = (dt.date(2001, 1, 1) + dt.timedelta(days=number)).isoformat()
    visitors = ["p1", "p9"] if rules == "r1" else ["p9"]
    return document(
        f"document-{number:04}",
        rules=rules,
        dates=[date("d30", "۳ اردیبهشت", day, day)],
        participants=[
            person("p1", f"خاتمی {number}", country="IRN", mentions=[span(1, "خاتمى")]),
            person("p9", None, role=phrase(9, "وزیر نفت"), role_code="minister", country="IRN"),
        ],
        visits=[event("v20", "سفر", evidence=[span(1, f"سفر خاتمى {number}")], when=when(day, day, "d30"),
                      visitors=visitors, destinations=[{"country": "KAZ", "place": "آستانه"}], agreements=["a60"])],
        agreements=[event("a60", "یادداشت تفاهم", type="memorandum", parties=["IRN", "KAZ"])],
    )  # fmt: skip


def write_lines(path: Path, documents: Iterable[records.Document]) -> Path:
    path.write_bytes(b"".join(records.encode(one) + b"\n" for one in documents))
    return path

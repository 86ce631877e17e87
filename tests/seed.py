"""Comparing a reading with gold records field by field: a field left out of the gold is not compared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

KINDS = ("dates", "participants", "visits", "meetings", "agreements")
_NOT_FIELDS = {"optional", "also"}


def differences(gold: dict[str, Any], read: dict[str, Any]) -> Iterator[str]:
    """What is missing, wrong or spurious, a line each."""
    for kind in KINDS:
        found = {record["id"]: record for record in read[kind]}
        for wanted in gold[kind]:
            record = found.pop(wanted["id"], None)
            if record is None:
                if not wanted.get("optional"):
                    yield f"{kind} {wanted['id']}: missed"
                continue
            for name, value in wanted.items():
                if name not in _NOT_FIELDS and not agrees(value, record[name]):
                    yield f"{kind} {wanted['id']}.{name}: {record[name]!r}, should be {value!r}"
        for record in found.values():
            yield f"{kind} {record['id']}: spurious {record}"


def agrees(wanted: Any, given: Any) -> bool:
    """Whether what is given has all that is wanted."""
    if isinstance(wanted, dict):
        return isinstance(given, dict) and all(k in given and agrees(v, given[k]) for k, v in wanted.items())
    if isinstance(wanted, list):
        same_length = isinstance(given, list) and len(wanted) == len(given)
        return same_length and all(agrees(w, g) for w, g in zip(wanted, given, strict=True))
    return bool(wanted == given)

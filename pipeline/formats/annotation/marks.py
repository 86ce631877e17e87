"""Marks, links and notes: what all annotation tools have in common."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec

from pipeline.formats.annotation.scheme import LABELS, OPTIONAL, PLACE, PLACES, SAME, blanks, roles
from pipeline.formats.gold import EVENT_KINDS, KINDS, Kind

_PAIR = re.compile(r'\s*(\w+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*?)\s*(?:;|$)')
_UNSAFE = re.compile(r'[;"\n\r\t]|^\s|\s$|^$')


@dataclasses.dataclass(slots=True)
class Mark:
    """A labelled span of the text, half-open in code points; ``record`` is the id of the record it was made from.

    ``values`` are the fields that were filled in, as words.
    """

    id: str
    label: str
    start: int
    end: int
    record: str | None = None
    values: dict[str, str] = dataclasses.field(default_factory=dict)


class Link(NamedTuple):
    """A named link between the marks of two ids."""

    source: str
    name: str
    target: str


@dataclasses.dataclass(slots=True)
class Annotated:
    """A text as an annotation tool has it.

    ``base`` is the gold document that it was exported from, if it was: it holds what the tool cannot show. ``filled``
    says whether the tool keeps values of fields; where it does not, those of the base stand.
    """

    id: str
    text: str
    marks: list[Mark]
    links: list[Link]
    base: dict[str, Any] | None = None
    filled: bool = True


def annotate(id: str, text: str, gold: Any) -> Annotated:
    """A gold document as marks and links."""
    base: dict[str, Any] = msgspec.to_builtins(gold)
    result = Annotated(id, text, [], [], base)
    for kind in KINDS:
        for record in base.get(kind, ()):
            _mark_record(result, kind, record)
    known = {mark.id for mark in result.marks}
    for kind in KINDS:
        for record in base.get(kind, ()):
            if record["id"] in known:
                targets = ((name, id) for name in roles(kind) for id in linked(kind, name, record))
                result.links.extend(Link(record["id"], name, id) for name, id in targets if id in known)
    return result


def _mark_record(result: Annotated, kind: Kind, record: Mapping[str, Any]) -> None:
    head = record["id"]
    for n, span in enumerate(spans_of(kind, record)):
        values = _values(kind, record) if n == 0 else {}
        result.marks.append(Mark(f"{head}.{n}" if n else head, LABELS[kind], *_bounds(span), head, values))
        if n:
            result.links.append(Link(f"{head}.{n}", SAME, head))
    for n, place in enumerate(record.get(PLACES, ())):
        if place.get("span"):
            result.marks.append(Mark(f"{head}.place{n}", PLACE, *_bounds(place["span"]), head, _values(None, place)))
            result.links.append(Link(head, PLACES, f"{head}.place{n}"))


def spans_of(kind: Kind, record: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The spans that a record is marked at, the first of which stands for it."""
    if kind == "dates":
        return [record]
    if kind == "participants":
        return list(record.get("mentions") or ())
    return [record["trigger"], *record.get("also", ())] if kind in EVENT_KINDS else []


def linked(kind: Kind, name: str, record: Mapping[str, Any]) -> list[str]:
    """The ids that a record's link leads to."""
    role = roles(kind)[name]
    if role.inside == "when":
        return list((record.get("when") or {}).get("dates", ()))
    value = record.get(name)
    if role.inside:
        return [item[role.inside] for item in value or () if role.inside in item]
    return list(value or ()) if role.many else [value] if value else []


def _values(kind: Kind | None, record: Mapping[str, Any]) -> dict[str, str]:
    found = {name: shown(record.get(name)) for name in blanks(kind)}
    found[OPTIONAL] = "true" if record.get(OPTIONAL) else ""
    return {name: value for name, value in found.items() if value}


def shown(value: Any) -> str:
    """A field as it is filled in: a phrase by its words, null and what is left out as nothing."""
    if isinstance(value, dict):
        value = value.get("text")
    return "" if value is None else str(value)


def _bounds(span: Mapping[str, Any]) -> tuple[int, int]:
    return span["start"], span["end"]


def write_note(values: Mapping[str, str]) -> str:
    """Fields as a line that people can read and write: ``name=خاتمی; country=IRN``, odd values as JSON strings."""
    pairs = (
        f"{name}={json.dumps(value, ensure_ascii=False) if _UNSAFE.search(value) else value}"
        for name, value in values.items()
    )
    return "; ".join(pairs)


def read_note(note: str) -> dict[str, str]:
    """The fields of a note; what is no ``name=value`` is a remark and passed over."""
    found = {}
    for name, value in _PAIR.findall(note):
        try:
            found[name] = str(json.loads(value)) if value.startswith('"') else value
        except ValueError:
            found[name] = value
    return found

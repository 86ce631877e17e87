"""From marks and links back to a gold document.

What the tool shows comes from the marks: spans, fields that were filled in, links. What it cannot show comes from the
document that the marks were exported from, if they were. A field that was never filled in and a link that was never
drawn are left out of the gold, and so not scored.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from pipeline.errors import InputError
from pipeline.formats.annotation.marks import Annotated, Mark, annotate, linked, shown, spans_of
from pipeline.formats.annotation.scheme import KIND_OF, OPTIONAL, PLACE, PLACES, SAME, Blank, all_links, blanks, roles
from pipeline.formats.gold import KINDS, Kind, decode_gold

Record = dict[str, Any]


class _Group:
    """The marks of one record, that which stands for it first."""

    def __init__(self, kind: Kind, marks: Sequence[Mark]) -> None:
        self.kind = kind
        self.marks = marks
        self.id = next((mark.record for mark in marks if mark.record), None)


def merge(annotated: Annotated, *, where: str) -> Any:
    """The gold document of an annotated text.

    Raises :class:`~pipeline.errors.InputError` for marks outside the text, unknown labels and values no field can have.
    """
    _check(annotated, where)
    base = _valid_base(annotated, where)
    groups = _groups(annotated, base)
    document: Record = {**base, "document": {**base.get("document", {}), "id": annotated.id}}
    by_mark = {mark.id: group for group in groups for mark in group.marks}
    for kind in KINDS:
        own = [group for group in groups if group.kind == kind]
        if own or kind in base:
            document[kind] = _records(annotated, kind, own, base.get(kind, []), by_mark)
    left = {record["id"] for kind in KINDS for record in document.get(kind, ())}
    gone = {record["id"] for kind in KINDS for record in base.get(kind, ())} - left
    return decode_gold(msgspec.json.encode(_without(document, gone)), where=where)


def _check(annotated: Annotated, where: str) -> None:
    seen: dict[str, str] = {}
    for mark in annotated.marks:
        if mark.label not in KIND_OF and mark.label != PLACE:
            known = ", ".join([*KIND_OF, PLACE])
            raise InputError(f"unknown label {mark.label!r}", where=where, remedy=f"labels are {known}")
        if not 0 <= mark.start < mark.end <= len(annotated.text):
            size = len(annotated.text)
            raise InputError(f"{mark.start}-{mark.end} is no span of a text of {size} code points", where=where)
        if mark.id in seen:
            raise InputError(f"two marks have the id {mark.id!r}", where=where)
        seen[mark.id] = mark.label
    links = all_links()
    for link in annotated.links:
        if link.name not in links:
            raise InputError(f"unknown link {link.name!r}", where=where, remedy=f"links are {', '.join(links)}")
        ends = seen.get(link.source, "nothing"), seen.get(link.target, "nothing")
        if ends not in links[link.name]:
            allowed = " or ".join(f"{source} to {target}" for source, target in links[link.name])
            raise InputError(f"a link {link.name!r} from {ends[0]} to {ends[1]}", where=where, remedy=f"from {allowed}")


def _valid_base(annotated: Annotated, where: str) -> Record:
    if annotated.base is None:
        return {}
    gold = decode_gold(msgspec.json.encode(annotated.base), where=where)
    if any(mark.record is None for mark in annotated.marks):
        _recognise(annotated, annotate(annotated.id, annotated.text, gold).marks)
    base: Record = msgspec.to_builtins(gold)
    return base


def _recognise(annotated: Annotated, exported: Iterable[Mark]) -> None:
    """Give marks without a record that of the exported mark with their label and place, in the order of both."""
    free: dict[tuple[str, int, int], list[str | None]] = defaultdict(list)
    taken = {mark.id for mark in annotated.marks if mark.record}
    for mark in exported:
        if mark.id not in taken:
            free[mark.label, mark.start, mark.end].append(mark.record)
    for mark in annotated.marks:
        records = free[mark.label, mark.start, mark.end]
        if mark.record is None and records:
            mark.record = records.pop(0)


def _groups(annotated: Annotated, base: Mapping[str, Any]) -> list[_Group]:
    """Marks joined by ``same`` links, with ids: those of the base, or new ones from kind and place."""
    head = {mark.id: mark.id for mark in annotated.marks}

    def find(id: str) -> str:
        while head[id] != id:
            id = head[id]
        return id

    later = set()
    for link in annotated.links:
        if link.name == SAME:
            later.add(link.source)
            head[find(link.source)] = find(link.target)
    by_head: dict[str, list[Mark]] = defaultdict(list)
    for mark in annotated.marks:
        if mark.label != PLACE:
            by_head[find(mark.id)].append(mark)
    known = {(kind, record["id"]) for kind in KINDS for record in base.get(kind, ())}
    used: set[str] = {id for _, id in known}
    groups = []
    given = set()
    for marks in by_head.values():
        marks.sort(key=lambda mark: mark.id in later)
        group = _Group(KIND_OF[marks[0].label], marks)
        if (group.kind, group.id) not in known or group.id in given:
            group.id = _new_id(group, used)
        given.add(group.id)
        groups.append(group)
    return groups


def _new_id(group: _Group, used: set[str]) -> str:
    stem = f"{group.kind[0]}{group.marks[0].start}"
    tails = ("", *map(chr, range(ord("b"), ord("z") + 1)), *(f"z{n}" for n in range(len(used) + 1)))
    id = next(stem + tail for tail in tails if stem + tail not in used)
    used.add(id)
    return id


def _records(
    annotated: Annotated, kind: Kind, groups: Sequence[_Group], base: Sequence[Record], by_mark: Mapping[str, _Group]
) -> list[Record]:
    """The records of a kind: those of the base in its order, then new ones in the order of the text."""
    by_id = {group.id: group for group in groups}
    old = [record for record in base if record["id"] in by_id or not spans_of(kind, record)]
    known = {record["id"] for record in base}
    new = sorted((group for group in groups if group.id not in known), key=lambda group: group.marks[0].start)
    found = [*old, *({"id": group.id} for group in new)]
    for record in found:
        group = by_id.get(record["id"])
        if group:
            _place(annotated, kind, record, group)
            if annotated.filled:
                _fill(record, group.marks[0].values, blanks(kind))
            _link(annotated, kind, record, group, by_mark)
    return found


def _place(annotated: Annotated, kind: Kind, record: Record, group: _Group) -> None:
    old = {(span["start"], span["end"]): span for span in (spans_of(kind, record) if len(record) > 1 else ())}
    spans = [old.get((mark.start, mark.end)) or _span(annotated, mark) for mark in group.marks]
    if kind == "dates":
        record |= {key: spans[0][key] for key in ("start", "end", "text") if key in spans[0]}
    elif kind == "participants":
        record["mentions"] = spans
    else:
        record["trigger"] = spans[0]
        if len(spans) > 1 or "also" in record:
            record["also"] = spans[1:]


def _span(annotated: Annotated, mark: Mark) -> Record:
    return {"start": mark.start, "end": mark.end, "text": annotated.text[mark.start : mark.end]}


def _fill(record: Record, values: Mapping[str, str], fields: Mapping[str, Blank]) -> None:
    """Set what was filled in otherwise than before; what was emptied is null."""
    for name, blank in fields.items():
        value = values.get(name, "")
        if value == shown(record.get(name)):
            continue
        if not value:
            record[name] = None
        elif blank.form == "phrase":
            record[name] = {**(record.get(name) or {}), "text": value}
        else:
            record[name] = int(value) if blank.form == "number" and value.lstrip("-").isdecimal() else value
    if values.get(OPTIONAL) == "true":
        record[OPTIONAL] = True
    else:
        record.pop(OPTIONAL, None)


def _link(annotated: Annotated, kind: Kind, record: Record, group: _Group, by_mark: Mapping[str, _Group]) -> None:
    own = {mark.id for mark in group.marks}
    drawn = [link for link in annotated.links if link.source in own]
    marked = {other.id for other in by_mark.values()}
    for name in roles(kind):
        wanted = [by_mark[link.target].id for link in drawn if link.name == name]
        old = linked(kind, name, record)
        kept = [id for id in old if id in wanted or id not in marked]
        new = [*kept, *(id for id in dict.fromkeys(wanted) if id not in old)]
        if new != old:
            _set_link(kind, name, record, new)
    if kind == "visits":
        _set_places(annotated, record, [link.target for link in drawn if link.name == PLACES])


def _set_link(kind: Kind, name: str, record: Record, ids: Sequence[str | None]) -> None:
    role = roles(kind)[name]
    if role.inside == "when":
        record["when"] = {**(record.get("when") or {}), "dates": list(ids)}
    elif role.inside:
        old = {item.get(role.inside): item for item in record.get(name) or ()}
        record[name] = [old.get(id, {role.inside: id}) for id in ids]
    elif role.many:
        record[name] = list(ids)
    else:
        record[name] = ids[-1] if ids else None


def _set_places(annotated: Annotated, record: Record, ids: Sequence[str]) -> None:
    """Destinations without a span stay; the others are those that are marked, in the order of links."""
    marks = [mark for mark in annotated.marks if mark.id in ids and mark.label == PLACE]
    old = list(record.get(PLACES) or ())
    spans = {(item["span"]["start"], item["span"]["end"]): item for item in old if item.get("span")}
    by_bounds = {(mark.start, mark.end): mark for mark in marks}
    kept = [item for item in old if not item.get("span") or _bounds(item) in by_bounds]
    new = [{"span": _span(annotated, mark)} for bounds, mark in by_bounds.items() if bounds not in spans]
    for item in (*kept, *new) if annotated.filled else ():
        if item.get("span"):
            _fill(item, by_bounds[_bounds(item)].values, blanks(None))
    if [*kept, *new] or PLACES in record:
        record[PLACES] = [*kept, *new]


def _bounds(item: Mapping[str, Any]) -> tuple[int, int]:
    return item["span"]["start"], item["span"]["end"]


def _without(value: Any, ids: set[str]) -> Any:
    """A document without references to records that are gone."""
    if not ids:
        return value
    if isinstance(value, dict):
        return {k: None if isinstance(v, str) and v in ids else _without(v, ids) for k, v in value.items()}
    if isinstance(value, list):
        kept = [item for item in value if not (isinstance(item, str) and item in ids)]
        return [_without(item, ids) for item in kept if not _is_about(item, ids)]
    return value


def _is_about(item: Any, ids: set[str]) -> bool:
    """Whether an object without an id of its own is about a record that is gone (a signatory)."""
    return isinstance(item, dict) and "id" not in item and any(isinstance(v, str) and v in ids for v in item.values())

"""What an annotator marks, links and fills in, made from the record types.

Every record is a mark on its span: a date, a mention of a participant, the trigger of an event, with the type's name as
label. Further mentions are marks that a ``same`` link joins to the first. A field that refers to other records is a
link of the field's name (``visitors``), destinations are links to marks called ``Place``. Fields with a choice of
values and fields of one word, number or phrase are filled in.
"""

from __future__ import annotations

import datetime as dt
import functools
from typing import Literal, NamedTuple, get_args, get_origin

import msgspec

from pipeline import records
from pipeline.formats.gold import KINDS, Kind, alternatives, list_item_in, meaning, struct_in

SAME = "same"
PLACE = "Place"
PLACES = "destinations"
OPTIONAL = "optional"
_TYPES: dict[Kind, type[msgspec.Struct]] = {
    "dates": records.Date,
    "participants": records.Participant,
    "visits": records.Visit,
    "meetings": records.Meeting,
    "agreements": records.Agreement,
}
LABELS: dict[Kind, str] = {kind: type_.__name__ for kind, type_ in _TYPES.items()}
KIND_OF: dict[str, Kind] = {label: kind for kind, label in LABELS.items()}
_NOT_FILLED_IN = ("id", "start", "end", "text", "confidence", "rule")


class Blank(NamedTuple):
    """A field to fill in: ``choices`` are all its values, where they are few."""

    form: Literal["choice", "text", "number", "phrase"]
    choices: tuple[str, ...] = ()


class Role(NamedTuple):
    """A link to records of a kind; ``path`` leads from the field to the id where it is inside."""

    target: Kind
    many: bool
    inside: str | None


@functools.cache
def blanks(kind: Kind | None) -> dict[str, Blank]:
    """Fields to fill in, of a kind of record or (null) of a place."""
    found: dict[str, Blank] = {}
    for field in msgspec.structs.fields(_TYPES[kind] if kind else records.Place):
        if field.name not in _NOT_FILLED_IN and (blank := _blank(field.type)):
            found[field.name] = blank
    return found


def _blank(annotation: object) -> Blank | None:
    if struct_in(annotation) is records.Phrase:
        return Blank("phrase")
    if list_item_in(annotation) or "id_of" in meaning(annotation):
        return None
    for part in alternatives(annotation):
        if get_origin(part) is Literal:
            return Blank("choice", get_args(part))
        if part is int:
            return Blank("number")
        if part in (str, dt.date) or meaning(part):
            return Blank("text")
    return None


@functools.cache
def roles(kind: Kind) -> dict[str, Role]:
    """Links that records of a kind have, by field: ids in the record itself, days of ``when``, and signatories."""
    found: dict[str, Role] = {}
    for field in msgspec.structs.fields(_TYPES[kind]):
        target = meaning(field.type).get("id_of")
        item = struct_in(list_item_in(field.type))
        if target:
            found[field.name] = Role(target, list_item_in(field.type) is not None, None)
        elif field.name == "when":
            found["dates"] = Role("dates", True, "when")
        elif item:
            found.update(_inner_role(field.name, item))
    return found


def _inner_role(name: str, item: type[msgspec.Struct]) -> dict[str, Role]:
    for field in msgspec.structs.fields(item):
        if target := meaning(field.type).get("id_of"):
            return {name: Role(target, True, field.name)}
    return {}


def all_links() -> dict[str, list[tuple[str, str]]]:
    """Every link by name, with the labels that it may lead from and to."""
    found: dict[str, list[tuple[str, str]]] = {}
    for kind in KINDS:
        for name, role in roles(kind).items():
            found.setdefault(name, []).append((LABELS[kind], LABELS[role.target]))
        if kind != "dates":
            found.setdefault(SAME, []).append((LABELS[kind], LABELS[kind]))
    found[PLACES] = [(LABELS["visits"], PLACE)]
    return found

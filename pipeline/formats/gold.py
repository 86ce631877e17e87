"""Gold documents: the contract's JSON with fields left out, read into types made from the record types.

A field that is left out is ``msgspec.UNSET``, which is not the same as null. Only what a record cannot be found
without must be there: ``start`` and ``end`` of spans and dates, the ``id`` of a record, the ``trigger`` of an event.
Gold records may also have ``optional`` (finding it is neither right nor wrong) and, where they are events, ``also``:
spans of the triggers of the event's other mentions.
"""

from __future__ import annotations

import functools
import json
import types
from collections.abc import Iterator
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

import msgspec

from pipeline import records
from pipeline.errors import InputError

Kind = Literal["dates", "participants", "visits", "meetings", "agreements"]
KINDS: tuple[Kind, ...] = get_args(Kind)
EVENT_KINDS: tuple[Kind, ...] = ("visits", "meetings", "agreements")

_REQUIRED: dict[type[msgspec.Struct], tuple[str, ...]] = {
    records.Span: ("start", "end"),
    records.Phrase: ("text",),
    records.Date: ("id", "start", "end"),
    records.Participant: ("id",),
    records.Visit: ("id", "trigger"),
    records.Meeting: ("id", "trigger"),
    records.Agreement: ("id", "trigger"),
}


class Problem(NamedTuple):
    """Something wrong in a gold file; ``path`` leads to it (``$.visits[3].status``) and is empty for the whole."""

    where: str
    path: str
    message: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.where, self.path, self.message) if part)


@functools.cache
def gold_type(record: type[msgspec.Struct], *, strict: bool = True) -> type[msgspec.Struct]:
    """The type of a gold record: the fields of ``record``, all but the required ones with ``UNSET`` as default.

    ``strict`` refuses fields that no record has: a misspelt one would go unscored in silence.
    """
    required = _REQUIRED.get(record, ())
    fields: list[tuple[str, Any] | tuple[str, Any, Any]] = []
    for field in msgspec.structs.fields(record):
        loose = _gold_annotation(field.type, strict)
        if field.name in required:
            fields.append((field.name, loose))
        else:
            fields.append((field.name, Union[loose, msgspec.UnsetType], msgspec.UNSET))  # noqa: UP007 - made at run time
    if "id" in required:
        fields.append(("optional", bool, False))
    if issubclass(record, records.Event):
        fields.append(("also", list[gold_type(records.Span, strict=strict)], []))  # type: ignore[misc]
    return msgspec.defstruct(
        f"Gold{record.__name__}", fields, kw_only=True, frozen=True, forbid_unknown_fields=strict, omit_defaults=True
    )


def _gold_annotation(annotation: Any, strict: bool) -> Any:
    """An annotation with gold types in the place of record types."""
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct):
        return gold_type(annotation, strict=strict)
    origin = get_origin(annotation)
    if origin is list:
        return list[_gold_annotation(get_args(annotation)[0], strict)]  # type: ignore[misc]
    if origin in (Union, types.UnionType):
        return Union[tuple(_gold_annotation(part, strict) for part in get_args(annotation))]  # noqa: UP007
    return annotation


def decode_gold(data: bytes | str, *, where: str, strict: bool = True) -> Any:
    """A gold document (:func:`gold_type` of ``Document``).

    Raises :class:`~pipeline.errors.InputError` with the place in the JSON of the first thing wrong.
    """
    document = gold_type(records.Document, strict=strict)
    try:
        return msgspec.json.decode(data, type=document)
    except msgspec.MsgspecError as error:
        raise InputError(str(error), where=where, remedy="dabir check --lint lists all problems") from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise InputError(f"no valid JSON: {error}", where=where, remedy="save it as UTF-8 JSON") from error


def encode_gold(document: Any) -> bytes:
    """A gold document as indented UTF-8 JSON with a line end; fields that are not set are left out."""
    return msgspec.json.format(msgspec.json.encode(document), indent=1) + b"\n"


def schema_problems(data: bytes, where: str) -> Iterator[Problem]:
    """All that a decoder objects to: keys given twice, unknown fields, missing ones, values of a wrong type."""
    repeated: list[str] = []
    try:
        value = json.loads(data, object_pairs_hook=functools.partial(_object, repeated))
    except (ValueError, RecursionError) as error:
        yield Problem(where, "", f"no valid JSON: {error}")
        return
    for key in repeated:
        yield Problem(where, "", f"the key {key!r} stands twice in one object")
    for path, message in _misfits(value, gold_type(records.Document), "$"):
        yield Problem(where, path, message)


def _object(repeated: list[str], pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        repeated.extend(key for key in found if keys.count(key) > 1)
    return found


def _misfits(value: Any, annotation: Any, path: str) -> Iterator[tuple[str, str]]:
    """Places where a value does not fit its type, as deep as can be told."""
    try:
        msgspec.convert(value, annotation)
        return
    except msgspec.ValidationError as error:
        parts = list(_parts(value, annotation, path))
        found = [misfit for part in parts for misfit in _misfits(*part)]
        if found:
            yield from found
        if not found or isinstance(value, dict):
            own = _own_misfits(value, annotation)
            yield from ((path, message) for message in own or ([] if found else [str(error)]))


def _own_misfits(value: Any, annotation: Any) -> list[str]:
    """What an object lacks or has too much."""
    record = struct_in(annotation)
    if record is None or not isinstance(value, dict):
        return []
    fields = {field.name: field.required for field in msgspec.structs.fields(record)}
    unknown = [f"there is no field {key!r}; known: {', '.join(fields)}" for key in value if key not in fields]
    return unknown + [
        f"the field {name!r} must be there" for name, needed in fields.items() if needed and name not in value
    ]


def _parts(value: Any, annotation: Any, path: str) -> Iterator[tuple[Any, Any, str]]:
    """Items of a list and fields of an object, with their types and places."""
    record, item = struct_in(annotation), list_item_in(annotation)
    if isinstance(value, list) and item is not None:
        yield from ((part, item, f"{path}[{n}]") for n, part in enumerate(value))
    elif isinstance(value, dict) and record is not None:
        for field in msgspec.structs.fields(record):
            if field.name in value:
                yield value[field.name], field.type, f"{path}.{field.name}"


def struct_in(annotation: Any) -> type[msgspec.Struct] | None:
    """The record type that an annotation allows, where it allows one."""
    return next((a for a in alternatives(annotation) if isinstance(a, type) and issubclass(a, msgspec.Struct)), None)


def list_item_in(annotation: Any) -> Any:
    """The type of the members, where an annotation allows a list."""
    return next((get_args(a)[0] for a in alternatives(annotation) if get_origin(a) is list), None)


def alternatives(annotation: Any) -> tuple[Any, ...]:
    """The members of a union, or the annotation alone; ``Annotated`` ones stay as they are."""
    return get_args(annotation) if get_origin(annotation) in (Union, types.UnionType) else (annotation,)


def meaning(annotation: Any) -> dict[str, Any]:
    """What a string stands for, as the record types say it: ``id_of`` a kind of record, a ``code``."""
    found: dict[str, Any] = {}
    for part in alternatives(annotation):
        if get_origin(part) is Annotated:
            for note in part.__metadata__:
                found |= note.extra or {}
        elif get_origin(part) is list:
            found |= meaning(get_args(part)[0])
    return found


def nodes(value: Any, annotation: Any, path: str) -> Iterator[tuple[str, Any, Any]]:
    """Path, value and type of everything that is set in a gold record, itself included."""
    if value is msgspec.UNSET:
        return
    yield path, value, annotation
    if isinstance(value, list):
        item = list_item_in(annotation)
        for n, part in enumerate(value):
            yield from nodes(part, item, f"{path}[{n}]")
    elif isinstance(value, msgspec.Struct):
        for field in msgspec.structs.fields(value):
            yield from nodes(getattr(value, field.name), field.type, f"{path}.{field.name}")

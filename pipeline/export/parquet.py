"""Parquet: a file for each kind of record, lists and records within records as they are.

The columns and their types come from the record types, not from the data, so that every export has the same.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from pipeline import records
from pipeline.errors import MissingExtraError
from pipeline.formats.writers import atomic

if TYPE_CHECKING:
    import pyarrow as pa

_ROW_GROUP = 20_000
_KINDS: dict[str, type[msgspec.Struct]] = {
    "documents": records.DocumentInfo,
    "dates": records.Date,
    "participants": records.Participant,
    "visits": records.Visit,
    "meetings": records.Meeting,
    "agreements": records.Agreement,
    "warnings": records.RecordWarning,
}


def write_parquet(documents: Iterable[records.Document], folder: Path) -> list[Path]:
    """Write ``documents.parquet``, ``visits.parquet`` and so on into a folder; each appears when all are read.

    Every table but that of the documents begins with ``document_id``. Raises
    :class:`~pipeline.errors.MissingExtraError` without pyarrow.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise MissingExtraError("Parquet needs pyarrow", remedy="pip install 'dabir[tables]'") from error
    paths = [folder / f"{kind}.parquet" for kind in _KINDS]
    with contextlib.ExitStack() as stack:
        tables: dict[str, tuple[parquet.ParquetWriter, pa.Schema, list[dict[str, Any]]]] = {}
        for kind, path in zip(_KINDS, paths, strict=True):
            schema = arrow_schema(kind)
            file = stack.enter_context(atomic(path))
            writer = stack.enter_context(parquet.ParquetWriter(file, schema, compression="zstd"))
            tables[kind] = writer, schema, []
        for document in documents:
            for kind, rows in _rows(document).items():
                writer, schema, waiting = tables[kind]
                waiting.extend(rows)
                if len(waiting) >= _ROW_GROUP:
                    writer.write_table(pa.Table.from_pylist(waiting, schema))
                    waiting.clear()
        for writer, schema, waiting in tables.values():
            if waiting:
                writer.write_table(pa.Table.from_pylist(waiting, schema))
    return paths


def arrow_schema(kind: str) -> pa.Schema:
    """The columns of a kind of record (``visits``), with their types."""
    import pyarrow as pa

    fields = [] if kind == "documents" else [pa.field("document_id", pa.string(), nullable=False)]
    fields.extend(_fields(_KINDS[kind]))
    if kind == "documents":
        fields.append(pa.field("schema_version", pa.string(), nullable=False))
        fields.append(pa.field("generator", _type(msgspec.inspect.type_info(records.Generator)), nullable=False))
    return pa.schema(fields)


def _rows(document: records.Document) -> dict[str, list[dict[str, Any]]]:
    id = document.document.id
    generator = _plain(document.generator)
    generator["options"] = msgspec.json.encode(document.generator.options, order="deterministic").decode()
    own = {"schema_version": document.schema_version, "generator": generator}
    rows = {"documents": [_plain(document.document) | own]}
    for kind in list(_KINDS)[1:]:
        rows[kind] = [{"document_id": id, **_plain(record)} for record in getattr(document, kind)]
    return rows


def _plain(record: msgspec.Struct) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(record, builtin_types=(dt.date,))
    return plain


def _fields(struct: type[msgspec.Struct]) -> list[pa.Field]:
    info = msgspec.inspect.type_info(struct)
    assert isinstance(info, msgspec.inspect.StructType)
    return [_field(field) for field in info.fields]


def _field(field: msgspec.inspect.Field) -> pa.Field:
    import pyarrow as pa

    members = field.type.types if isinstance(field.type, msgspec.inspect.UnionType) else (field.type,)
    known = [member for member in members if not isinstance(member, msgspec.inspect.NoneType)]
    return pa.field(field.encode_name, _type(known[0]), nullable=len(known) < len(members))


def _type(info: msgspec.inspect.Type) -> pa.DataType:
    """The Arrow type of a field; what has no fixed fields (``options``) is JSON text."""
    import pyarrow as pa

    match info:
        case msgspec.inspect.Metadata():
            return _type(info.type)
        case msgspec.inspect.StructType():
            return pa.struct(_fields(info.cls))
        case msgspec.inspect.ListType():
            return pa.list_(pa.field("element", _type(info.item_type), nullable=False))
        case msgspec.inspect.IntType():
            return pa.int64()
        case msgspec.inspect.FloatType():
            return pa.float64()
        case msgspec.inspect.BoolType():
            return pa.bool_()
        case msgspec.inspect.DateType():
            return pa.date32()
        case _:
            return pa.string()

"""The tables, for SQLite and PostgreSQL alike.

A record's key is its document's id and its own id, as in the records; nothing is numbered, so that the same documents
give the same rows in whatever order they come. Visits, meetings and agreements share the row in ``events`` that says
what all events say, and have one of their own with the same key. Offsets (``..._start``, ``..._end``) are code points
of the raw text, half-open; days are Gregorian, ``..._jalali`` the same days as ``YYYY-MM-DD`` of the Jalali calendar.
"""

from __future__ import annotations

from typing import Any, get_args

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from pipeline import records

METADATA = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)
EVENT_KINDS = ("visit", "meeting", "agreement")
SIDES = ("actor", "recipient")
ASPECTS = ("event", "ratification", "entry_into_force", "termination")
_JSON = sa.JSON().with_variant(JSONB(), "postgresql")
_Item = sa.schema.SchemaItem


def _text(name: str, *, required: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=not required)


def _number(name: str, *, required: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=not required)


def _day(name: str) -> list[_Item]:
    return [sa.Column(name, sa.Date), _text(f"{name}_jalali")]


def _interval(prefix: str = "") -> list[_Item]:
    """First and last day in both calendars; null where open or unknown."""
    first, last = f"{prefix}earliest", f"{prefix}latest"
    return [*_day(first), *_day(last), sa.CheckConstraint(f"{first} <= {last}", f"{prefix}interval")]


def _offsets(prefix: str, *, required: bool = False) -> list[_Item]:
    start, end = f"{prefix}_start", f"{prefix}_end"
    check = sa.CheckConstraint(f"0 <= {start} AND {start} <= {end}", f"{prefix}_offsets")
    return [_number(start, required=required), _number(end, required=required), check]


def _phrase(name: str) -> list[_Item]:
    return [_text(name), *_offsets(name)]


def _one_of(name: str, literal: Any, *, required: bool = False) -> list[_Item]:
    values = ", ".join(f"'{value}'" for value in get_args(literal) or literal)
    return [_text(name, required=required), sa.CheckConstraint(f"{name} IN ({values})", name)]


def _list(name: str) -> sa.Column[Any]:
    """A list of words of the contract, as JSON."""
    return sa.Column(name, _JSON, nullable=False)


def _country(name: str, *, required: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, sa.ForeignKey("countries.code"), nullable=not required)


def _document() -> sa.Column[str]:
    return sa.Column("document_id", sa.Text, sa.ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True)


def _same_document() -> sa.Column[str]:
    """The document of the record that the row belongs to, which a foreign key over both ids refers to."""
    return sa.Column("document_id", sa.Text, primary_key=True)


def _record(name: str, table: str, *, key: bool = True, required: bool = True) -> list[_Item]:
    """The id of another record of the same document, as part of the key or not."""
    return [
        sa.Column(name, sa.Text, primary_key=key, nullable=not (key or required)),
        sa.ForeignKeyConstraint(["document_id", name], [f"{table}.document_id", f"{table}.id"], ondelete="CASCADE"),
    ]


def _position() -> sa.Column[int]:
    """Place in the record's list, from 0."""
    return sa.Column("position", sa.Integer, primary_key=True, autoincrement=False)


def _provenance() -> list[_Item]:
    return [
        _list("flags"),
        _list("inferred"),
        sa.Column("confidence", sa.Double, nullable=False),
        _text("rule", required=True),
        sa.CheckConstraint("confidence BETWEEN 0 AND 1", "confidence"),
    ]


def _table(name: str, *items: _Item | list[_Item]) -> sa.Table:
    flat = [entry for item in items for entry in (item if isinstance(item, list) else [item])]
    return sa.Table(name, METADATA, *flat, sqlite_with_rowid=False)


countries = _table(
    "countries",
    sa.Column("code", sa.Text, primary_key=True),
    _text("name"),
    *_one_of("kind", ("state", "body"), required=True),
    sa.CheckConstraint(
        "code = upper(code) AND length(code) BETWEEN 2 AND 20", "code"
    ),  # no id of a record can pass for one
)
generators = _table(
    "generators",
    sa.Column("id", sa.Text, primary_key=True),
    *(_text(name, required=True) for name in ("name", "version", "rules", "lexicon", "tagger")),
    _text("tagger_hash"),
    sa.Column("options", _JSON, nullable=False),
)
runs = sa.Table(
    "runs",
    METADATA,
    sa.Column("id", sa.Integer, sa.Identity(), primary_key=True),
    _text("version", required=True),
    sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("finished_at", sa.DateTime(timezone=True)),
    *(_number(name) for name in ("inserted", "replaced", "unchanged", "failed", "pruned")),
)
documents = _table(
    "documents",
    sa.Column("id", sa.Text, primary_key=True),
    _text("source"),
    _text("sha256"),
    _text("text_sha256", required=True),
    _text("encoding"),
    _number("length", required=True),
    _day("date"),
    _country("viewpoint", required=True),
    _country("subject_country"),
    _list("inferred"),
    _text("schema_version", required=True),
    sa.Column("generator_id", sa.Text, sa.ForeignKey("generators.id"), nullable=False, index=True),
    _text("record_sha256", required=True),
    sa.Column("run_id", sa.Integer, sa.ForeignKey("runs.id", ondelete="SET NULL"), index=True),
    sa.CheckConstraint("length >= 0", "length"),
)
dates = _table(
    "dates",
    _document(),
    sa.Column("id", sa.Text, primary_key=True),
    _text("text", required=True),
    _offsets("text", required=True),
    _one_of("kind", records.DateKind, required=True),
    _one_of("calendar", records.Calendar),
    _text("jalali"),
    _text("edtf"),
    _interval(),
    _one_of("granularity", records.Granularity, required=True),
    _one_of("modifier", records.Modifier),
    sa.Column("anchor", sa.Date),
    _list("alternatives"),
    _provenance(),
    sa.Index(None, "earliest", "latest"),
)
participants = _table(
    "participants",
    _document(),
    sa.Column("id", sa.Text, primary_key=True),
    _one_of("kind", records.ParticipantKind, required=True),
    _text("name"),
    _text("honorific"),
    _phrase("role"),
    _one_of("role_code", records.RoleCode),
    _one_of("tenure", records.Tenure),
    _phrase("organization"),
    _country("country"),
    _text("resolved_name"),
    _text("resolved_id"),
    _number("resolved_row"),
    _provenance(),
    sa.Index(None, "country", "role_code"),
    sa.Index(None, "resolved_id"),
)
mentions = _table(
    "mentions",
    _same_document(),
    _record("participant_id", "participants"),
    _position(),
    _text("text", required=True),
    _offsets("text", required=True),
)
events = _table(
    "events",
    _document(),
    sa.Column("id", sa.Text, primary_key=True),
    _one_of("kind", EVENT_KINDS, required=True),
    _text("status", required=True),
    _text("trigger", required=True),
    _offsets("trigger", required=True),
    _interval(),
    _list("when_inferred"),
    _text("plover_event"),
    _text("plover_mode"),
    _text("plover_context"),
    _text("cameo"),
    _record("attributed_to", "participants", key=False, required=False),
    _text("attribution"),
    _offsets("attribution"),
    _provenance(),
    sa.CheckConstraint(
        f"kind = 'agreement' AND status IN {get_args(records.AgreementStatus)!r}"
        f" OR kind <> 'agreement' AND status IN {get_args(records.EventStatus)!r}",
        "status",
    ),
    sa.Index(None, "earliest", "latest"),
    sa.Index(None, "kind", "status"),
    sa.Index(None, "cameo"),
    sa.Index(None, "document_id", "attributed_to"),
)
evidence = _table(
    "evidence",
    _same_document(),
    _record("event_id", "events"),
    _position(),
    _text("text", required=True),
    _offsets("text", required=True),
)
event_dates = _table(
    "event_dates",
    _same_document(),
    _record("event_id", "events"),
    sa.Column("aspect", sa.Text, primary_key=True),
    _position(),
    _record("date_id", "dates", key=False),
    sa.CheckConstraint(f"aspect IN {ASPECTS!r}", "aspect"),
    sa.Index(None, "document_id", "date_id"),
)
event_actors = _table(
    "event_actors",
    _same_document(),
    _record("event_id", "events"),
    sa.Column("side", sa.Text, primary_key=True),
    _position(),
    _record("participant_id", "participants", key=False, required=False),
    _country("country"),
    sa.CheckConstraint(f"side IN {SIDES!r}", "side"),
    sa.CheckConstraint("(participant_id IS NULL) <> (country IS NULL)", "participant_or_country"),
    sa.Index(None, "document_id", "participant_id"),
    sa.Index(None, "country"),
)
meetings = _table(
    "meetings",
    _same_document(),
    _record("id", "events"),
    _one_of("kind", records.MeetingKind, required=True),
    _phrase("name"),
    sa.Column("ordinal", sa.BigInteger),
    _text("code"),
    _country("country"),
    _phrase("place"),
    sa.Index(None, "country"),
)
visits = _table(
    "visits",
    _same_document(),
    _record("id", "events"),
    _one_of("visit_type", records.VisitType),
    sa.Column("count", sa.BigInteger, nullable=False),
    sa.Column("duration_days", sa.BigInteger),
    _phrase("purpose"),
    _country("origin_country"),
    _text("origin_place"),
    _text("origin"),
    _offsets("origin"),
    _phrase("occasion"),
    sa.Column("occasion_ordinal", sa.BigInteger),
    _text("occasion_code"),
    _record("occasion_meeting", "meetings", key=False, required=False),
    sa.Index(None, "document_id", "occasion_meeting"),
)
agreements = _table(
    "agreements",
    _same_document(),
    _record("id", "events"),
    _one_of("type", records.AgreementType, required=True),
    _phrase("title"),
    _phrase("subject"),
    _phrase("place"),
    _country("country"),
    sa.Column("quantity", sa.BigInteger),
    _text("quantity_text"),
    _one_of("laterality", records.Laterality),
    *(_interval(f"{aspect}_") for aspect in ASPECTS[1:]),
    sa.Index(None, "type"),
    sa.Index(None, "country"),
)


def _participants_of(name: str, owner: str, *more: _Item | list[_Item]) -> sa.Table:
    return _table(
        name,
        _same_document(),
        _record(f"{owner[:-1]}_id", owner),
        _position(),
        _record("participant_id", "participants", key=False),
        *more,
        sa.Index(None, "document_id", "participant_id"),
    )


def _countries_of(name: str, owner: str) -> sa.Table:
    return _table(
        name,
        _same_document(),
        _record(f"{owner[:-1]}_id", owner),
        _position(),
        _country("country", required=True),
        sa.Index(None, "country"),
    )


def _pairs(name: str, owner: str, other: str, column: str) -> sa.Table:
    """Which records of two kinds belong together, in whichever of the two it is said."""
    return _table(
        name,
        _same_document(),
        _record(f"{owner[:-1]}_id", owner),
        _record(column, other),
        sa.Index(None, "document_id", column),
    )


visit_visitors = _participants_of("visit_visitors", "visits")
visit_hosts = _participants_of("visit_hosts", "visits")
visit_destinations = _table(
    "visit_destinations",
    _same_document(),
    _record("visit_id", "visits"),
    _position(),
    _country("country"),
    _text("place"),
    _text("text"),
    _offsets("text"),
    sa.Index(None, "country"),
)
visit_meetings = _pairs("visit_meetings", "visits", "meetings", "meeting_id")
visit_agreements = _pairs("visit_agreements", "visits", "agreements", "agreement_id")
visit_parents = _pairs("visit_parents", "visits", "visits", "parent_id")
meeting_participants = _participants_of("meeting_participants", "meetings")
meeting_countries = _countries_of("meeting_countries", "meetings")
meeting_topics = _table(
    "meeting_topics", _same_document(), _record("meeting_id", "meetings"), _position(), _phrase("topic")
)
meeting_agreements = _pairs("meeting_agreements", "meetings", "agreements", "agreement_id")
agreement_parties = _countries_of("agreement_parties", "agreements")
agreement_signatories = _participants_of("agreement_signatories", "agreements", _country("on_behalf_of"))
warnings = _table(
    "warnings",
    _document(),
    _position(),
    _text("kind", required=True),
    _text("record_id"),
    _text("text"),
    _offsets("text"),
    _text("message", required=True),
)
search_texts = sa.Table(
    "search_texts",
    METADATA,
    sa.Column("number", sa.Integer, sa.Identity(), primary_key=True),
    sa.Column("document_id", sa.Text, sa.ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
    *_one_of("kind", ("participant", *EVENT_KINDS), required=True),
    _text("record_id", required=True),
    _text("text", required=True),
    _text("key", required=True),
    sa.UniqueConstraint("document_id", "record_id"),
)
#: Tables of a document's rows, parents first.
DOCUMENT_TABLES = [table for table in METADATA.sorted_tables if "document_id" in table.columns]

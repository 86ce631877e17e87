"""The record contract: what one document turns into.

Offsets (``start``, ``end``) are Unicode code points into the raw text, half-open, so that
``raw[start:end] == text`` holds for every span. Days are ISO Gregorian. Unknown is ``None``; lists are never
``None``. The published JSON Schema is generated from these types (:func:`json_schema`).

Sources of the code lists: PLOVER and CAMEO (event codes), TimeML (date modifiers), EDTF / ISO 8601-2 (``edtf``),
ISO 3166-1 alpha-3 (countries).
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec

if TYPE_CHECKING:
    import pandas as pd

SCHEMA_VERSION = "1.1.0"

# What a string stands for: the id of a record in that list of the document, the code of a state or body, or words as
# a reader of today would spell them.
DateId = Annotated[str, msgspec.Meta(extra={"id_of": "dates"})]
ParticipantId = Annotated[str, msgspec.Meta(extra={"id_of": "participants"})]
VisitId = Annotated[str, msgspec.Meta(extra={"id_of": "visits"})]
MeetingId = Annotated[str, msgspec.Meta(extra={"id_of": "meetings"})]
AgreementId = Annotated[str, msgspec.Meta(extra={"id_of": "agreements"})]
Code = Annotated[str, msgspec.Meta(extra={"code": True})]
Words = Annotated[str, msgspec.Meta(extra={"words": True})]
Actor = Annotated[str, msgspec.Meta(extra={"id_of": "participants", "code": True})]

DateKind = Literal["point", "range"]
Calendar = Literal["jalali", "gregorian", "hijri", "imperial", "borji"]
Granularity = Literal["day", "week", "month", "season", "year", "decade", "century"]
Modifier = Literal["START", "MID", "END", "APPROX", "BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER"]
Flag = Literal[
    "ocr_suspected",
    "unanchored",
    "impossible_date",
    "calendars_disagree",
    "weekday_mismatch",
    "outside_term",
    "state_did_not_exist",
    "unusual_length",
]
ParticipantKind = Literal["person", "office", "delegation", "organization", "group"]
Tenure = Literal["incumbent", "then", "former", "acting", "elect"]
RoleCode = Literal[
    "head_of_state",
    "supreme_leader",
    "monarch",
    "crown_prince",
    "head_of_government",
    "first_vice_president",
    "vice_president",
    "deputy_head_of_government",
    "foreign_minister",
    "deputy_foreign_minister",
    "minister",
    "deputy_minister",
    "speaker_of_parliament",
    "deputy_speaker",
    "member_of_parliament",
    "ambassador",
    "charge_d_affaires",
    "special_envoy",
    "spokesperson",
    "director_general",
    "secretary_general",
    "governor",
    "mayor",
    "military_commander",
    "chief_of_body",
    "other",
]
EventStatus = Literal["occurred", "planned", "proposed", "cancelled"]
AgreementStatus = Literal["proposed", "reached", "signed", "ratified", "ended"]
VisitType = Literal["state", "official", "working", "transit", "multilateral"]
MeetingKind = Literal["talks", "summit", "conference", "commission", "working_group", "phone_call", "negotiation"]
AgreementType = Literal[
    "treaty",
    "convention",
    "protocol",
    "agreement",
    "memorandum",
    "declaration",
    "statement",
    "contract",
    "understanding",
    "programme",
    "minutes",
    "exchange_of_notes",
    "document",
]
Laterality = Literal["bilateral", "multilateral"]
RepairKind = Literal["letter", "digit", "half_space", "space", "ocr"]
SentenceKind = Literal["heading", "item", "sentence"]


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of all records: immutable, keyword-only, unknown fields refused on decoding."""


class Showing(Record, frozen=True, kw_only=True):
    """A record that shows itself in a notebook."""

    def _repr_html_(self) -> str:
        from pipeline.display import record_html

        return record_html(self)


class Span(Record, frozen=True, kw_only=True):
    """A stretch of the raw text: ``raw[start:end] == text``."""

    start: int
    end: int
    text: str


class Phrase(Record, frozen=True, kw_only=True):
    """Words as a reader of today would spell them (``text``) and where they stand; ``span`` is null where inferred."""

    text: Words
    span: Span | None = None


class Repair(Record, frozen=True, kw_only=True):
    """One change made before reading: ``raw[start:end] == text`` was read as ``repaired``."""

    start: int
    end: int
    text: str
    repaired: str
    kind: RepairKind
    reason: str | None = None
    confidence: float | None = None


class RecordWarning(Record, frozen=True, kw_only=True):
    """Something implausible, named and left as it is."""

    kind: str
    record: str | None = None
    span: Span | None = None
    message: str


class DateAlternative(Record, frozen=True, kw_only=True):
    """Another reading of an ambiguous date."""

    calendar: Calendar | None
    earliest: dt.date | None
    latest: dt.date | None
    edtf: str | None = None


class Date(Showing, frozen=True, kw_only=True):
    """A date expression and the interval of days that it covers (``earliest`` to ``latest``, inclusive)."""

    id: str
    start: int
    end: int
    text: str
    kind: DateKind
    calendar: Calendar | None
    jalali: str | None
    edtf: str | None
    earliest: dt.date | None
    latest: dt.date | None
    granularity: Granularity
    modifier: Modifier | None = None
    anchor: dt.date | None = None
    flags: list[Flag] = []
    inferred: list[str] = []
    alternatives: list[DateAlternative] = []
    confidence: float
    rule: str


class When(Record, frozen=True, kw_only=True):
    """The interval of an event and the ids of the dates that it was read from."""

    earliest: dt.date | None
    latest: dt.date | None
    dates: list[DateId] = []
    inferred: list[str] = []


class Resolved(Record, frozen=True, kw_only=True):
    """The person whom an office or a bare surname meant, by the office-holder table: its ``id`` and ``row``."""

    name: Words
    id: str
    row: int


class Participant(Showing, frozen=True, kw_only=True):
    """Somebody who takes part in a visit, meeting or agreement of the document, over all mentions."""

    id: str
    kind: ParticipantKind
    name: Words | None = None
    honorific: Words | None = None
    role: Phrase | None = None
    role_code: RoleCode | None = None
    tenure: Tenure | None = None
    organization: Phrase | None = None
    country: Code | None = None
    resolved: Resolved | None = None
    mentions: list[Span] = []
    flags: list[Flag] = []
    inferred: list[str] = []
    confidence: float
    rule: str


class Plover(Record, frozen=True, kw_only=True):
    """PLOVER event, mode and context."""

    event: str
    mode: str | None = None
    context: str | None = None


class EventCode(Record, frozen=True, kw_only=True):
    """PLOVER and CAMEO codes; actors and recipients are participant ids and country codes."""

    plover: Plover
    cameo: str
    actors: list[Actor] = []
    recipients: list[Actor] = []


class Attribution(Record, frozen=True, kw_only=True):
    """Who says so, where the text does not say it itself."""

    participant: ParticipantId | None = None
    span: Span


class Place(Record, frozen=True, kw_only=True):
    """A country and, where the text names one, a city or other place (normalised), with the raw span read from."""

    country: Code | None
    place: Words | None = None
    span: Span | None = None


class Occasion(Record, frozen=True, kw_only=True):
    """The gathering that a visit attends; ``meeting`` is the id of its meeting record."""

    name: Phrase
    ordinal: int | None = None
    code: Code | None = None
    meeting: MeetingId | None = None


class Event(Showing, frozen=True, kw_only=True):
    """What visits, meetings and agreements share."""

    id: str
    trigger: Span
    evidence: list[Span] = []
    when: When | None = None
    event: EventCode | None = None
    attribution: Attribution | None = None
    flags: list[Flag] = []
    inferred: list[str] = []
    confidence: float
    rule: str


class Visit(Event, frozen=True, kw_only=True):
    """A trip by somebody who acts for a state or body to another country or to a named gathering."""

    status: EventStatus
    visitors: list[ParticipantId] = []
    origin: Place | None = None
    destinations: list[Place] = []
    hosts: list[ParticipantId] = []
    purpose: Phrase | None = None
    occasion: Occasion | None = None
    count: int = 1
    duration_days: int | None = None
    visit_type: VisitType | None = None
    meetings: list[MeetingId] = []
    agreements: list[AgreementId] = []
    parents: list[VisitId] = []


class Meeting(Event, frozen=True, kw_only=True):
    """An encounter of actors of different countries or bodies; ``country`` and ``place`` say where it was."""

    status: EventStatus
    kind: MeetingKind
    name: Phrase | None = None
    ordinal: int | None = None
    code: Code | None = None
    participants: list[ParticipantId] = []
    countries: list[Code] = []
    country: Code | None = None
    place: Phrase | None = None
    topics: list[Phrase] = []
    visit: VisitId | None = None
    agreements: list[AgreementId] = []


class Signatory(Record, frozen=True, kw_only=True):
    """Who signed, and for which country or body."""

    participant: ParticipantId
    on_behalf_of: Code | None = None


class Agreement(Event, frozen=True, kw_only=True):
    """An agreement between states or bodies; ``when`` is its signing (or reaching, or planned signing)."""

    status: AgreementStatus
    type: AgreementType
    title: Phrase | None = None
    subject: Phrase | None = None
    parties: list[Code] = []
    signatories: list[Signatory] = []
    place: Phrase | None = None
    country: Code | None = None
    quantity: int | None = None
    quantity_text: Words | None = None
    laterality: Laterality | None = None
    ratification: When | None = None
    entry_into_force: When | None = None
    termination: When | None = None
    meeting: MeetingId | None = None
    visit: VisitId | None = None


class Tagger(Record, frozen=True, kw_only=True):
    """Name and content hash of the tagger that was used."""

    name: str
    hash: str | None = None


class Generator(Record, frozen=True, kw_only=True):
    """What made the records; ``rules``, ``lexicon`` and the tagger's hash are content hashes."""

    name: str
    version: str
    rules: str
    lexicon: str
    tagger: Tagger
    options: dict[str, Any]


class DocumentInfo(Record, frozen=True, kw_only=True):
    """The document itself; ``length`` in code points, ``inferred`` names fields concluded and not given."""

    id: str
    source: str | None = None
    sha256: str | None = None
    text_sha256: str
    encoding: str | None = None
    length: int
    date: dt.date | None = None
    viewpoint: str
    subject_country: str | None = None
    inferred: list[str] = []


class Token(Record, frozen=True, kw_only=True):
    """A token: ``text`` raw, ``form`` repaired; tags are null where no tagger ran."""

    start: int
    end: int
    text: str
    form: str
    upos: str | None = None
    lemma: str | None = None
    feats: str | None = None


class Sentence(Record, frozen=True, kw_only=True):
    """A sentence, list item or heading of the raw text, with its tokens."""

    start: int
    end: int
    text: str
    kind: SentenceKind
    tokens: list[Token] = []


_LISTS = ("dates", "participants", "visits", "meetings", "agreements")


class Document(Record, frozen=True, kw_only=True):
    """Everything read from one document."""

    schema_version: str
    generator: Generator
    document: DocumentInfo
    dates: list[Date] = []
    participants: list[Participant] = []
    visits: list[Visit] = []
    meetings: list[Meeting] = []
    agreements: list[Agreement] = []
    warnings: list[RecordWarning] = []
    repairs: list[Repair] | msgspec.UnsetType = msgspec.UNSET
    sentences: list[Sentence] | msgspec.UnsetType = msgspec.UNSET

    def to_pandas(self) -> dict[str, pd.DataFrame]:
        """A table for each kind of record (``dates``, ``participants``, ``visits``, ``meetings``, ``agreements``).

        Fields of objects are columns of their own (``when.earliest``); lists stay lists. Needs the extra ``tables``.
        """
        from pipeline.display import frame

        return {kind: frame(self.document.id, getattr(self, kind)) for kind in _LISTS}

    def _repr_html_(self) -> str:
        from pipeline.display import record_html, table_html

        tables = (table_html(kind, getattr(self, kind)) for kind in (*_LISTS, "warnings") if getattr(self, kind))
        return record_html(self.document) + "".join(tables)


def json_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of :class:`Document`."""
    schema = msgspec.json.schema(Document)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Dabir document", **schema}


def encode(document: Document, *, indent: int = 0) -> bytes:
    """UTF-8 JSON in the contract's field order; ``indent`` of 0 gives one line."""
    data = msgspec.json.encode(document)
    return msgspec.json.format(data, indent=indent) if indent else data


def decode(data: bytes | str) -> Document:
    """Read a document record back, checking every field; raises ``msgspec.ValidationError``."""
    return msgspec.json.decode(data, type=Document)

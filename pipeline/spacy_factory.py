"""The same reading as a spaCy component: ``spacy.blank("fa").add_pipe("dabir")``.

It gives ``doc._.dabir``, the :class:`~pipeline.records.Document`; ``doc.spans["dates"]``, ``["participants"]``,
``["visits"]``, ``["meetings"]`` and ``["agreements"]``, a span for each date, for each mention of a participant and for
each event's trigger; and of each span ``span._.dabir``, its record, and ``span._.dabir_value``, what it comes to: the
EDTF of a date, the name or country of a participant, the status of an event. A span's label is its kind (the
granularity of a date, the role of a participant, the type of an agreement), its id is the record's. Where tokens of
spaCy's are longer than what was read, the span takes them whole; the record keeps the exact offsets.

The component's settings are those of :func:`pipeline.load` and :meth:`pipeline.engine.Engine.extract`; a text may bring
its own ``id``, ``date``, ``viewpoint`` and ``subject_country`` in ``doc.user_data["dabir"]``. The records travel with
the text when it is serialised.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from pipeline import load, records
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.engine import Engine

KINDS = ("dates", "participants", "visits", "meetings", "agreements")
_INPUT = "dabir"
_OUTPUT = "dabir_records"
_BACKGROUND = frozenset({"id", "date", "viewpoint", "subject_country"})


class DabirComponent:
    """Reads texts; the engine is made with the first one."""

    def __init__(
        self,
        *,
        tagger: str,
        tag: Literal["gated", "all"],
        lexicon: str | None,
        patterns: str | None,
        date: str | None,
        viewpoint: str,
        subject_country: str | None,
    ) -> None:
        self._settings: dict[str, Any] = {"tagger": tagger, "tag": tag, "lexicon": lexicon, "patterns": patterns}
        self._background = {"date": date, "viewpoint": viewpoint, "subject_country": subject_country}

    @functools.cached_property
    def _engine(self) -> Engine:
        return load(**self._settings)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one text; raises :class:`~pipeline.errors.DabirError` for one that cannot be read."""
        own = doc.user_data.get(_INPUT, {})
        if unknown := own.keys() - _BACKGROUND:
            raise UsageError(
                f"user_data[{_INPUT!r}] has {', '.join(sorted(unknown))}",
                remedy=f"it takes {', '.join(sorted(_BACKGROUND))}",
            )
        document = self._engine.extract(doc.text, **{"id": "doc", **self._background, **own})
        doc.user_data[_OUTPUT] = records.encode(document).decode()
        for kind in KINDS:
            doc.spans[kind] = SpanGroup(doc, name=kind, spans=[*_spans(doc, kind, document)])
        return doc


@Language.factory(
    "dabir",
    assigns=["doc._.dabir", "doc.spans", "span._.dabir", "span._.dabir_value"],
    default_config={
        "tagger": "default",
        "tag": "gated",
        "lexicon": None,
        "patterns": None,
        "date": None,
        "viewpoint": "IRN",
        "subject_country": None,
    },
)
def make_dabir(
    nlp: Language,
    name: str,
    tagger: str,
    tag: Literal["gated", "all"],
    lexicon: str | None,
    patterns: str | None,
    date: str | None,
    viewpoint: str,
    subject_country: str | None,
) -> DabirComponent:
    """The component with its settings; a bad one is reported with the first text."""
    return DabirComponent(
        tagger=tagger,
        tag=tag,
        lexicon=lexicon,
        patterns=patterns,
        date=date,
        viewpoint=viewpoint,
        subject_country=subject_country,
    )


def _spans(doc: Doc, kind: str, document: records.Document) -> Iterator[Span]:
    for record in getattr(document, kind):
        for place in _places(record):
            span = doc.char_span(
                place.start, place.end, label=_label(record), span_id=record.id, alignment_mode="expand"
            )
            if span is not None:
                yield span


def _places(record: records.Record) -> list[Any]:
    """Where a record stands: a date itself, a participant's mentions, an event's trigger."""
    match record:
        case records.Date():
            return [record]
        case records.Participant():
            return list(record.mentions)
        case records.Visit() | records.Meeting() | records.Agreement():
            return [record.trigger]
    raise TypeError(type(record))


def _label(record: records.Record) -> str:
    match record:
        case records.Date():
            return record.granularity
        case records.Participant():
            return record.role_code or record.kind
        case records.Visit():
            return record.visit_type or "visit"
        case records.Meeting():
            return record.kind
        case records.Agreement():
            return record.type
    raise TypeError(type(record))


def _value(record: records.Record | None) -> str | None:
    match record:
        case records.Date():
            return record.edtf
        case records.Participant():
            return record.name or record.country
        case records.Visit() | records.Meeting() | records.Agreement():
            return record.status
    return None


def _document(doc: Doc) -> records.Document | None:
    """The records of a text, or ``None`` where the component has not read it."""
    data = doc.user_data.get(_OUTPUT)
    return None if data is None else _decoded(data)


@functools.lru_cache(maxsize=64)
def _decoded(data: str) -> records.Document:
    return records.decode(data)


def _record(span: Span) -> records.Record | None:
    """The record whose id a span has."""
    document = _document(span.doc)
    if document is None:
        return None
    every = (record for kind in KINDS for record in getattr(document, kind))
    return next((record for record in every if record.id == span.id_), None)


def _record_value(span: Span) -> str | None:
    return _value(_record(span))


Doc.set_extension("dabir", getter=_document, force=True)
Span.set_extension("dabir", getter=_record, force=True)
Span.set_extension("dabir_value", getter=_record_value, force=True)

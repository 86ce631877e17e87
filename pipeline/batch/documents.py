"""One document of a run: read to the bytes of its record, or to the reason why there are none."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal, Protocol

import msgspec

from pipeline import records
from pipeline.errors import DabirError, DataError, MissingExtraError
from pipeline.formats.documents import Background, Input, RawDocument
from pipeline.formats.writers import atomic, safe_name

TEXTS = "texts"


class Reader(Protocol):
    """What a run needs of an engine."""

    @property
    def generator(self) -> records.Generator:
        """What the records say of their making."""

    def extract(
        self,
        text: str,
        *,
        id: str,
        date: dt.date | None,
        viewpoint: str,
        subject_country: str | None,
        source: str | None,
        sha256: str | None,
        encoding: str | None,
        explain: bool,
    ) -> records.Document:
        """Read one document."""


class Failure(msgspec.Struct, frozen=True):
    """A document that could not be read.

    ``kind`` is ``internal`` where Dabir is at fault and not the document, ``limit`` where reading it took too long, too
    much memory or its process with it.
    """

    id: str | None
    source: str
    kind: Literal["input", "internal", "limit"]
    message: str
    remedy: str | None

    def __str__(self) -> str:
        return str(DabirError(self.message, where=self.source, remedy=self.remedy))


class Counts(msgspec.Struct, frozen=True, array_like=True):
    """How much is in a document; ``length`` in code points."""

    length: int = 0
    dates: int = 0
    participants: int = 0
    visits: int = 0
    meetings: int = 0
    agreements: int = 0
    warnings: int = 0


class Outcome(msgspec.Struct, frozen=True):
    """The encoded record of a document, without a line end."""

    data: bytes
    counts: Counts


@dataclasses.dataclass(frozen=True, slots=True)
class Options:
    """What a run knows beside its inputs: of single documents by id, and of all that say nothing themselves.

    ``keep_text`` is the folder that the texts that offsets refer to are written to, null for none.
    """

    metadata: Mapping[str, Background] = dataclasses.field(default_factory=dict)
    defaults: Background = dataclasses.field(default_factory=Background)
    explain: bool = False
    keep_text: Path | None = None

    def background(self, id: str) -> Background:
        """What is known of a document that says nothing itself."""
        return self.metadata.get(id, Background()).or_else(self.defaults)


def read_document(
    item: Input, engine: Reader, options: Options, *, indent: int, on_text: Callable[[int], None] | None = None
) -> Outcome | Failure:
    """The record of one input as bytes, or why there is none; only what would fail every document raises.

    ``on_text`` is told the length of the text before it is read.
    """
    outcome = read_input(item, engine, options, on_text=on_text)
    if isinstance(outcome, Failure):
        return outcome
    counts = Counts(
        outcome.document.length, len(outcome.dates), len(outcome.participants), len(outcome.visits),
        len(outcome.meetings), len(outcome.agreements), len(outcome.warnings),
    )  # fmt: skip
    return Outcome(records.encode(outcome, indent=indent), counts)


def read_input(
    item: Input, engine: Reader, options: Options, *, on_text: Callable[[int], None] | None = None
) -> records.Document | Failure:
    """The records of one input, or why there are none; only what would fail every document raises."""
    try:
        raw = item.load()
        if on_text:
            on_text(len(raw.text))
        if options.keep_text:
            with atomic(options.keep_text / f"{safe_name(raw.id)}.txt") as file:
                file.write(raw.text.encode())
        return _extract(raw, engine, options)
    except (DataError, MissingExtraError):
        raise
    except DabirError as error:
        return Failure(item.id, item.source, "input", error.what, error.remedy)
    except MemoryError:
        return Failure(item.id, item.source, "limit", "reading it takes too much memory", "split it, or raise --memory")
    except Exception as error:  # a fault of ours in one document must not cost the others
        message = f"internal error, {type(error).__name__}: {error}"
        return Failure(item.id, item.source, "internal", message, "please report it with the text")


def _extract(raw: RawDocument, engine: Reader, options: Options) -> records.Document:
    known = raw.background.or_else(options.background(raw.id))
    return engine.extract(
        raw.text,
        id=raw.id,
        date=known.date,
        viewpoint=known.viewpoint or "IRN",
        subject_country=known.subject_country,
        source=raw.source,
        sha256=raw.sha256,
        encoding=raw.encoding,
        explain=options.explain,
    )

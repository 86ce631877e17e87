"""A run: inputs in order, their records written, those that failed listed."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Literal, Protocol

from pipeline import records
from pipeline.errors import DabirError, DataError, MissingExtraError
from pipeline.formats.documents import Background, Input, RawDocument
from pipeline.formats.writers import OutputFormat, Writer, open_writer, write_errors


class Reader(Protocol):
    """What a run needs of an engine."""

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


@dataclasses.dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be read. ``kind`` is ``internal`` where Dabir is at fault and not the document."""

    id: str | None
    source: str
    kind: Literal["input", "internal"]
    message: str
    remedy: str | None

    def __str__(self) -> str:
        return str(DabirError(self.message, where=self.source, remedy=self.remedy))


@dataclasses.dataclass(slots=True)
class Summary:
    """How many documents were written, what is in them, and the documents that failed."""

    documents: int = 0
    dates: int = 0
    participants: int = 0
    visits: int = 0
    meetings: int = 0
    agreements: int = 0
    warnings: int = 0
    failures: list[Failure] = dataclasses.field(default_factory=list)

    def add(self, document: records.Document) -> None:
        """Count a document in."""
        self.documents += 1
        self.dates += len(document.dates)
        self.participants += len(document.participants)
        self.visits += len(document.visits)
        self.meetings += len(document.meetings)
        self.agreements += len(document.agreements)
        self.warnings += len(document.warnings)


@dataclasses.dataclass(frozen=True, slots=True)
class Options:
    """What a run knows beside its inputs: of single documents by id, and of all that say nothing themselves."""

    metadata: Mapping[str, Background] = dataclasses.field(default_factory=dict)
    defaults: Background = dataclasses.field(default_factory=Background)
    explain: bool = False


def run(
    inputs: Iterable[Input],
    engine: Reader,
    folder: Path,
    *,
    format: OutputFormat = "json",
    options: Options | None = None,
    also: Writer | None = None,
    on_document: Callable[[Failure | None], None] | None = None,
) -> Summary:
    """Read all inputs and write their records, and ``errors.jsonl`` where any failed, to ``folder``.

    What is written goes to ``also`` as well. ``on_document`` is called after each document. Raises
    :class:`~pipeline.errors.UsageError` where nothing can be written, :class:`~pipeline.errors.DataError` and
    :class:`~pipeline.errors.MissingExtraError` where no document could be read.
    """
    options = options or Options()
    summary = Summary()
    with open_writer(folder, format) as writer:
        for item in inputs:
            outcome = read_input(item, engine, options)
            if isinstance(outcome, Failure):
                summary.failures.append(outcome)
            else:
                writer.write(outcome)
                if also:
                    also.write(outcome)
                summary.add(outcome)
            if on_document:
                on_document(outcome if isinstance(outcome, Failure) else None)
    write_errors(folder, [dataclasses.asdict(failure) for failure in summary.failures])
    return summary


def read_input(item: Input, engine: Reader, options: Options) -> records.Document | Failure:
    """The records of one input, or why there are none; only what would fail every document raises."""
    try:
        return _extract(item.load(), engine, options)
    except (DataError, MissingExtraError):
        raise
    except DabirError as error:
        return Failure(item.id, item.source, "input", error.what, error.remedy)
    except Exception as error:  # a fault of ours in one document must not cost the others
        message = f"internal error, {type(error).__name__}: {error}"
        return Failure(item.id, item.source, "internal", message, "please report it with the text")


def _extract(raw: RawDocument, engine: Reader, options: Options) -> records.Document:
    known = raw.background.or_else(options.metadata.get(raw.id, Background())).or_else(options.defaults)
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

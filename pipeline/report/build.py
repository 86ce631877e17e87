"""Records to a page: reading, finding texts, judging, writing."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from pipeline import records
from pipeline.errors import DabirError, InputError, UsageError
from pipeline.formats.gold_files import parts
from pipeline.formats.writers import atomic
from pipeline.report.data import Shown
from pipeline.report.gold import Gold, read_gold
from pipeline.report.page import render
from pipeline.report.texts import Texts


@dataclasses.dataclass(slots=True)
class Summary:
    """What became of a report: documents shown, ids of those without text or records, and what could not be read."""

    documents: int = 0
    missing: list[str] = dataclasses.field(default_factory=list)
    changed: list[str] = dataclasses.field(default_factory=list)
    unread: list[str] = dataclasses.field(default_factory=list)
    failures: list[str] = dataclasses.field(default_factory=list)


def build(paths: Sequence[Path], out: Path, *, text: Path | None = None, gold: Path | None = None) -> Summary:
    """Write the page of all documents in ``paths`` (JSON, JSON Lines, folders of them) to ``out``.

    ``text`` is a folder of the raw texts, ``gold`` has gold documents. Raises
    :class:`~pipeline.errors.UsageError` where nothing can be shown or written;
    a document that cannot be read is named and left out.
    """
    summary = Summary()
    documents = list(_documents(paths, summary))
    if not documents:
        reasons = "; ".join(summary.failures[:3])
        raise UsageError(f"there are no records to show{': ' + reasons if reasons else ''}", where=str(paths[0]))
    wanted = read_gold(gold, {document.document.id for document, _ in documents}) if gold else None
    if wanted:
        summary.unread = wanted.unread
        summary.failures += [str(DabirError(failure.what, where=failure.where)) for failure in wanted.failures]
    texts = Texts(text)
    summary.documents = len(documents)
    try:
        with atomic(out) as file:
            shown = _shown(documents, texts, wanted, summary)
            for part in render(shown, failures=summary.failures, gold=wanted):
                file.write(part.encode())
    except OSError as error:
        raise UsageError(
            f"it cannot be written: {error.strerror}", where=str(out), remedy="name another file"
        ) from error
    return summary


def _documents(paths: Sequence[Path], summary: Summary) -> Iterator[tuple[records.Document, Path]]:
    """Documents and the folders that they lie in; a second one with the same id is a failure."""
    sources: dict[str, str] = {}
    for path in paths:
        for part in parts(path):
            try:
                document = records.decode(part.data)
            except msgspec.MsgspecError as error:
                failure = InputError(f"no records of dabir extract: {error}", where=part.source)
                summary.failures.append(str(failure))
                continue
            id = document.document.id
            if id in sources:
                summary.failures.append(f"{part.source}: the document {id!r} was read from {sources[id]} already")
                continue
            sources[id] = part.source
            yield document, path if path.is_dir() else path.parent


def _shown(
    documents: Sequence[tuple[records.Document, Path]], texts: Texts, gold: Gold | None, summary: Summary
) -> Iterator[Shown]:
    for document, folder in documents:
        text = texts.find(document, folder)
        if text.state != "full":
            (summary.missing if text.state == "missing" else summary.changed).append(document.document.id)
        yield Shown(document, text, gold.judge(document) if gold else None)

"""A run: inputs in order, their records written, those that failed listed."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol, TypeVar

import msgspec

from pipeline import __version__, records
from pipeline.batch.documents import TEXTS, Counts, Failure, Options, Outcome, Reader, read_document, read_input
from pipeline.batch.pool import Job, read_all
from pipeline.batch.store import Kept, Store, open_store
from pipeline.formats.documents import Input
from pipeline.formats.writers import RUN, OutputFormat, Writer, atomic, write_errors

__all__ = ["Failure", "Options", "Reader", "Summary", "Workers", "read_input", "run"]


Mark = TypeVar("Mark")


@dataclasses.dataclass(slots=True)
class Summary:
    """How many documents were written, what is in them, and the documents that failed.

    ``unchanged`` of the documents were read by an earlier run; ``length`` is that of all, in code points.
    """

    documents: int = 0
    unchanged: int = 0
    length: int = 0
    dates: int = 0
    participants: int = 0
    visits: int = 0
    meetings: int = 0
    agreements: int = 0
    warnings: int = 0
    failures: list[Failure] = dataclasses.field(default_factory=list)

    def add(self, counts: Counts) -> None:
        """Count a document in."""
        self.documents += 1
        for name in counts.__struct_fields__:
            setattr(self, name, getattr(self, name) + getattr(counts, name))


@dataclasses.dataclass(frozen=True, slots=True)
class Workers:
    """Processes to read with: how many, what each loads (to be pickled), and what a document may cost.

    ``seconds`` is for a document and grows with its length; ``memory`` is in megabytes.
    """

    count: int
    engine: Callable[[], Reader]
    seconds: float = 60
    memory: int = 4000


class Cluster(Protocol):
    """Another engine that reads documents elsewhere."""

    def __call__(
        self, tasks: Iterator[tuple[Mark, Input | None]], options: Options, indent: int
    ) -> Iterator[tuple[Mark, Outcome | Failure | None]]:
        """Every task's mark with the outcome of its input, in the order of tasks; null where there is no input."""


def run(
    inputs: Iterable[Input],
    engine: Reader,
    folder: Path,
    *,
    format: OutputFormat = "json",
    options: Options | None = None,
    keep_text: bool = False,
    also: Writer | None = None,
    workers: Workers | Cluster | None = None,
    ordered: bool = True,
    on_document: Callable[[Failure | None], None] | None = None,
) -> Summary:
    """Read all inputs and write their records, ``run.json``, and ``errors.jsonl`` where any failed, to ``folder``.

    A run that was interrupted is continued, and documents that have not changed since the last run are not read again.
    What is written goes to ``also`` as well. Without ``workers`` documents are read in this process, without limits.
    ``ordered`` says whether lines stand in the order of inputs or, with :class:`Workers`, in that in which they were
    read; the set of lines is the same. ``on_document`` is called after each. Raises
    :class:`~pipeline.errors.UsageError` where nothing can be written, :class:`~pipeline.errors.DataError` and
    :class:`~pipeline.errors.MissingExtraError` where no document could be read.
    """
    options = options or Options()
    summary = Summary()
    began = time.monotonic()
    signature = _signature(engine, options, format, keep_text)
    with open_store(folder, format, signature, ordered=ordered) as store:
        if keep_text:
            (folder / TEXTS).mkdir(exist_ok=True)
            options = dataclasses.replace(options, keep_text=folder / TEXTS)
        tasks = _tasks(inputs, store, options)
        indent = 2 if format == "json" else 0
        for (item, key, kept), outcome in _read(tasks, engine, options, indent, workers, ordered):
            if kept:
                store.keep(kept)
                summary.unchanged += 1
                outcome = kept.entry.failure or Outcome(kept.data, kept.entry.counts or Counts())
            else:
                assert outcome is not None
                store.add(item, key, outcome)
            if isinstance(outcome, Failure):
                summary.failures.append(outcome)
            else:
                if also:
                    also.write(records.decode(outcome.data))
                summary.add(outcome.counts)
            if on_document:
                on_document(outcome if isinstance(outcome, Failure) else None)
        store.finish()
        write_errors(folder, [msgspec.structs.asdict(failure) for failure in summary.failures])
        _write_run(folder, engine, options, format, summary, time.monotonic() - began, workers)
    return summary


_Mark = tuple[Input, str, Kept | None]


def _tasks(inputs: Iterable[Input], store: Store, options: Options) -> Iterator[tuple[_Mark, Input | None]]:
    """Inputs with what is there of them; those without need reading."""
    for item in inputs:
        key = store.key(item, repr(options.background(item.id)) if item.id is not None else "")
        kept = store.kept(item, key)
        yield (item, key, kept), None if kept else item


def _read(
    tasks: Iterator[tuple[_Mark, Input | None]],
    engine: Reader,
    options: Options,
    indent: int,
    workers: Workers | Cluster | None,
    ordered: bool,
) -> Iterator[tuple[_Mark, Outcome | Failure | None]]:
    if isinstance(workers, Workers):
        job = Job(workers.engine, options, indent, workers.seconds, workers.memory)
        yield from read_all(tasks, job, workers.count, ordered=ordered)
    elif workers is not None:
        yield from workers(tasks, options, indent)
    else:
        for mark, item in tasks:
            yield mark, read_document(item, engine, options, indent=indent) if item else None


def _signature(engine: Reader, options: Options, format: OutputFormat, keep_text: bool) -> bytes:
    """All that documents' records come from beside the documents."""
    parts = (records.SCHEMA_VERSION, code_hash(), engine.generator, options.explain, format, keep_text)
    return repr(parts).encode()


@functools.cache
def code_hash() -> str:
    """A hash of the package: with other code a text may be read otherwise."""
    digest = hashlib.sha256()
    root = Path(__file__).resolve().parents[1]
    for path in sorted(root.rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def _write_run(
    folder: Path,
    engine: Reader,
    options: Options,
    format: OutputFormat,
    summary: Summary,
    seconds: float,
    workers: Workers | Cluster | None,
) -> None:
    """What was read with what, how much of it, how fast: ``run.json``."""
    read = summary.documents + len(summary.failures) - summary.unchanged
    told: dict[str, Any] = {
        "version": __version__,
        "schema_version": records.SCHEMA_VERSION,
        "generator": engine.generator,
        "code": code_hash(),
        "options": {
            "format": format,
            "explain": options.explain,
            "keep_text": options.keep_text is not None,
            "workers": workers.count if isinstance(workers, Workers) else 0,
            "date": options.defaults.date,
            "viewpoint": options.defaults.viewpoint,
            "subject_country": options.defaults.subject_country,
        },
        "counts": {name: value for name, value in dataclasses.asdict(summary).items() if name != "failures"},
        "errors": {
            "total": len(summary.failures),
            **{kind: sum(f.kind == kind for f in summary.failures) for kind in ("input", "internal", "limit")},
        },
        "seconds": round(seconds, 3),
        "documents_per_second": round(read / seconds, 1) if seconds else None,
    }
    with atomic(folder / RUN) as file:
        file.write(msgspec.json.format(msgspec.json.encode(told), indent=2) + b"\n")

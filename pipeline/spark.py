"""Reading on Apache Spark: for who has a session, :func:`extract`; for a run of the command, :class:`SparkCluster`.

Records are those of a local run, byte for byte. Executors need Dabir installed (or on ``PYTHONPATH``), and the files
that a run names in the same place as here.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import itertools
import os
import pickle
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import msgspec

import pipeline
from pipeline.batch.documents import Failure, Options, Outcome, read_document
from pipeline.errors import MissingExtraError
from pipeline.formats.documents import Input
from pipeline.formats.rows import row_input

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

    from pipeline.engine import Engine

Mark = TypeVar("Mark")

_BLOCK = 4000  # documents that travel together
_BLOCK_BYTES = 64_000_000
_INPUTS = "number long, payload binary"
_OUTCOMES = "number long, outcome binary"
_RECORDS = "id string, record string, error string"


def extract(
    frame: DataFrame,
    *,
    tagger: str = "default",
    tag: Literal["gated", "all"] = "gated",
    lexicon: str | None = None,
    patterns: str | None = None,
    explain: bool = False,
) -> DataFrame:
    """The records of the texts of a frame.

    ``frame`` has the string columns ``id`` and ``text`` and any of ``date`` (``YYYY-MM-DD``), ``viewpoint``,
    ``subject_country`` and ``source``; what comes back has ``id``, ``record`` (JSON) and ``error`` (JSON as in
    ``errors.jsonl``), one of which is null. ``lexicon`` and ``patterns`` are folders that every executor can read; the
    rest is as for :func:`pipeline.load`.
    """
    load = functools.partial(pipeline.load, tagger=tagger, tag=tag, lexicon=lexicon, patterns=patterns)
    names = [name for name in ("id", "text", "date", "viewpoint", "subject_country", "source") if name in frame.columns]
    read = functools.partial(_rows_to_records, load=_Loaded(load), options=Options(explain=explain))
    return frame.select(*[frame[name].cast("string").alias(name) for name in names]).mapInArrow(read, _RECORDS)


@dataclasses.dataclass(frozen=True)
class SparkCluster:
    """Reads the documents of a run on a Spark master (``local[2]``, ``spark://host:7077``); a context manager.

    ``engine`` is what executors load, once a Python process; to be pickled.
    """

    master: str
    engine: Callable[[], Engine]
    _sessions: list[SparkSession] = dataclasses.field(default_factory=list)

    def __enter__(self) -> SparkCluster:
        self._sessions.append(_session(self.master))
        return self

    def __exit__(self, *error: object) -> None:
        with contextlib.suppress(Exception):  # a session that has died already cannot be stopped
            self._sessions.pop().stop()

    @property
    def session(self) -> SparkSession:
        """The session of the innermost block."""
        return self._sessions[-1]

    def __call__(
        self, tasks: Iterator[tuple[Mark, Input | None]], options: Options, indent: int
    ) -> Iterator[tuple[Mark, Outcome | Failure | None]]:
        """Every task's mark with the outcome of its input, in the order of tasks; null where there is no input."""
        read = functools.partial(_payloads_to_outcomes, load=_Loaded(self.engine), options=options, indent=indent)
        for block in _blocks(tasks):
            outcomes = dict(_outcomes(self.session, read, [(n, data) for n, (_, data) in enumerate(block) if data]))
            for number, (mark, _) in enumerate(block):
                yield mark, outcomes.get(number)


class _Loaded:
    """Loads an engine once in every Python process that it travels to."""

    def __init__(self, load: Callable[[], Any]) -> None:
        self._payload = pickle.dumps(load)

    def __call__(self) -> Any:
        return _engine(self._payload)


@functools.lru_cache(maxsize=2)
def _engine(payload: bytes) -> Any:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    return pickle.loads(payload)()


def _blocks(tasks: Iterator[tuple[Mark, Input | None]]) -> Iterator[list[tuple[Mark, bytes | None]]]:
    """Tasks with their pickled inputs, as many together as fit in memory easily."""
    block: list[tuple[Mark, bytes | None]] = []
    size = 0
    for mark, item in tasks:
        data = pickle.dumps(item) if item else None
        block.append((mark, data))
        size += len(data or b"")
        if len(block) >= _BLOCK or size >= _BLOCK_BYTES:
            yield block
            block, size = [], 0
    if block:
        yield block


def _outcomes(
    session: SparkSession, read: Callable[..., Any], payloads: list[tuple[int, bytes]]
) -> Iterator[tuple[int, Outcome | Failure]]:
    if not payloads:
        return
    parts = max(1, min(len(payloads), 4 * session.sparkContext.defaultParallelism))
    frame = session.createDataFrame(payloads, _INPUTS).repartition(parts).mapInArrow(read, _OUTCOMES)
    for row in frame.toLocalIterator(prefetchPartitions=True):
        yield row.number, pickle.loads(row.outcome)


def _payloads_to_outcomes(
    batches: Iterator[pa.RecordBatch], *, load: _Loaded, options: Options, indent: int
) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa

    engine = load()
    for batch in batches:
        for row in batch.to_pylist():
            outcome = read_document(pickle.loads(row["payload"]), engine, options, indent=indent)
            yield pa.RecordBatch.from_pydict({"number": [row["number"]], "outcome": [pickle.dumps(outcome)]})


def _rows_to_records(batches: Iterator[pa.RecordBatch], *, load: _Loaded, options: Options) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa

    engine = load()
    for batch in batches:
        found: dict[str, list[str | None]] = {"id": [], "record": [], "error": []}
        for row in batch.to_pylist():
            outcome = read_document(_row(row), engine, options, indent=0)
            error = msgspec.json.encode(outcome).decode() if isinstance(outcome, Failure) else None
            found["id"].append(row["id"])
            found["record"].append(None if isinstance(outcome, Failure) else outcome.data.decode())
            found["error"].append(error)
        schema = pa.schema([(name, pa.string()) for name in found])
        yield pa.RecordBatch.from_pydict(found, schema=schema)


def _row(row: Mapping[str, Any]) -> Input:
    source = row.get("source") or row["id"] or "row"
    return row_input(dict(row), source, b"")


def _session(master: str) -> SparkSession:
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise MissingExtraError("PySpark is not installed", remedy="pip install 'dabir[spark]'") from error
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master).appName("dabir").config("spark.ui.enabled", "false")
    builder = builder.config("spark.ui.showConsoleProgress", "false")  # the run shows its own
    if master.startswith("local"):
        root = str(Path(pipeline.__file__).resolve().parents[1])
        path = os.pathsep.join(filter(None, itertools.chain([root], [os.environ.get("PYTHONPATH")])))
        builder = builder.config("spark.executorEnv.PYTHONPATH", path)
        builder = builder.config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session

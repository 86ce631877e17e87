"""Loaders in processes of their own, to be killed or to be let loose on one database together."""

from __future__ import annotations

import multiprocessing
from multiprocessing.connection import Connection
from pathlib import Path

from pipeline.database import load
from pipeline.database.connect import open_database
from pipeline.errors import InputError
from pipeline.formats.record_files import read_records

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.database.workers", "psycopg", "pipeline.database.load"])
BATCH = 20


class Worker:
    """A process that loads record files; it stands ready and waits for :meth:`go`."""

    def __init__(self, url: str, paths: list[Path]) -> None:
        self._here, there = _CONTEXT.Pipe()
        self.process = _CONTEXT.Process(target=_work, args=(url, [str(path) for path in paths], there))
        self.process.start()
        there.close()
        self._here.recv()

    def go(self) -> None:
        """Begin loading."""
        self._here.send(None)

    def finish(self) -> load.LoadSummary:
        """Wait for the end; the summary."""
        summary: load.LoadSummary = self._here.recv()
        self.process.join()
        return summary

    def kill(self) -> None:
        """SIGKILL, wherever it is."""
        self.process.kill()
        self.process.join()


def _work(url: str, paths: list[str], connection: Connection) -> None:
    connection.send(None)
    connection.recv()
    connection.send(run(url, paths))


def run(url: str, paths: list[str]) -> load.LoadSummary:
    """Load record files in small batches, so that there are many moments between two of them."""
    load._BATCH_DOCUMENTS = BATCH
    with open_database(url) as engine, load.Loader(engine) as loader:
        for source, outcome in read_records(paths):
            assert not isinstance(outcome, InputError)
            loader.write(outcome, source)
    return loader.summary

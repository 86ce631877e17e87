"""Engines for tests of runs, to be loaded by other processes: one that reads nothing, and what kills it.

As a command (``python -m tests.batch.engines OUT FORMAT WORKERS ORDER``) it runs over two thousand documents and says
``ready`` when the first is done.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline import records
from pipeline.batch.run import Failure, Workers, run
from pipeline.formats.documents import Input, RawDocument

GENERATOR = records.Generator(
    name="echo", version="0", rules="", lexicon="", tagger=records.Tagger(name="none"), options={}
)
DOCUMENTS = 2000


class Load:
    """Loads a text; survives the way to another process."""

    def __init__(self, id: str, text: str) -> None:
        self.raw = RawDocument(id, text, f"{id}.txt", None, "utf-8")

    def __call__(self) -> RawDocument:
        return self.raw


class Fragile:
    """Does what the text says: ``hang``, ``sleep``, ``crash``, ``exit``, ``eat``, ``raise``; others take 1 ms."""

    generator = GENERATOR

    def extract(self, text: str, **options: Any) -> records.Document:
        """A document without records."""
        match text:
            case "hang":
                while True:
                    time.sleep(0.01)
            case "sleep":
                time.sleep(2)
            case "crash":
                os.kill(os.getpid(), signal.SIGSEGV)
            case "exit":
                os._exit(3)
            case "eat":
                bytearray(10**10)
            case "raise":
                raise ZeroDivisionError("division by zero")
        time.sleep(0.001)
        info = records.DocumentInfo(id=options["id"], text_sha256="", length=len(text), viewpoint="IRN")
        return records.Document(schema_version="1.0.0", generator=GENERATOR, document=info, warnings=[])


def item(id: str, text: str) -> Input:
    """An input by its text."""
    return Input(id, f"{id}.txt", Load(id, text))


def many() -> Iterator[Input]:
    """Documents of varied length, one in a hundred of which fails."""
    for n in range(DOCUMENTS):
        yield item(f"d{n:04}", "raise" if n % 100 == 50 else "سفر " * (n % 37 + 1))


def main() -> None:
    """Run over :func:`many`."""
    out, format, workers, order = sys.argv[1:]

    def said(failure: Failure | None) -> None:
        if not ready:
            ready.append(True)
            sys.stdout.write("ready\n")
            sys.stdout.flush()

    ready: list[bool] = []
    crew = Workers(int(workers), Fragile) if int(workers) else None
    run(many(), Fragile(), Path(out), format=format, workers=crew, ordered=order == "ordered", on_document=said)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()

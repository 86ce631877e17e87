"""Other normalizers, as functions from lines to lines; what is not installed is left out and named."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping

from benchmarks.environments import Worker

Reader = Callable[[list[str]], list[str]]


def peers(workers: Mapping[str, Worker]) -> Iterator[tuple[str, Reader]]:
    """Name and function of each peer: hazm and parsivar where they are installed, and those in other environments."""
    try:
        from hazm import Normalizer as Hazm

        yield "hazm", _by_line(Hazm().normalize)
    except ImportError:
        _absent("hazm", 'pip install "dabir[hazm]"')
    try:
        from parsivar import Normalizer as Parsivar

        yield "parsivar", _by_line(Parsivar().normalize)
    except ImportError:
        _absent("parsivar", 'pip install "dabir[parsivar]"')
    for worker in workers.values():
        if "normalize" in worker.calls:
            yield worker.name, _elsewhere(worker)


def _by_line(normalize: Callable[[str], str]) -> Reader:
    return lambda lines: [normalize(line).replace("\n", " ") for line in lines]


def _elsewhere(worker: Worker) -> Reader:
    return lambda lines: [line.replace("\n", " ") for line in worker.call("normalize", lines)]


def _absent(name: str, remedy: str) -> None:
    sys.stderr.write(f"{name} is not here and left out ({remedy})\n")

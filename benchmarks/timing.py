"""Fair timing: candidates take turns on one input, and processor time counts, not the time that other programs take.

A slow moment of the machine (a busy neighbour core, a full cache) hits the candidates of a round alike, so ratios are
taken round by round. The spread is that of all rounds, and two runs on one machine agree where
their spreads meet, each 3% wider for what differs from process to process.
"""

from __future__ import annotations

import dataclasses
import gc
import math
import resource
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

Clock = Callable[[], float]
_PROCESSES = 0.03  # what hash seeds and the layout in memory move a process's ratio by, in all its rounds
_LEAST = 0.05  # seconds of a turn: a shorter candidate runs several times in it


@dataclasses.dataclass(frozen=True, slots=True)
class Spread:
    """A figure that differs from round to round: median, least and most."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, figures: Sequence[float]) -> Spread:
        """Of the rounds' figures."""
        return cls(statistics.median(figures), min(figures), max(figures))

    def meets(self, other: Spread) -> bool:
        """Whether both can be the spread of one figure, measured by two processes."""
        wider = 1 + _PROCESSES
        return self.low <= other.high * wider**2 and other.low <= self.high * wider**2

    def __str__(self) -> str:
        return f"{self.median:.2f} ({self.low:.2f} to {self.high:.2f})"


@dataclasses.dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of each of a candidate's runs, in the order of the rounds."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """Seconds of the middle run."""
        return statistics.median(self.seconds)

    @property
    def spread(self) -> Spread:
        """Seconds of the rounds."""
        return Spread.of(self.seconds)


class OwnClock(float):
    """Seconds that a candidate has measured itself, in another process: they count instead of ours."""


def children() -> float:
    """Processor seconds of the processes that this one has started and that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def nothing_to_sweep() -> Iterator[None]:
    """What is loaded, by whichever candidate, is no candidate's to search for garbage while the block runs."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def interleave(
    candidates: Mapping[str, Callable[[], object]],
    *,
    rounds: int = 7,
    prepare: Callable[[], object] | None = None,
    clock: Clock = time.process_time,
) -> dict[str, Timing]:
    """Run every candidate once in each round, after one round that is not counted.

    A candidate that is too short for the clock runs as often in its turn as it takes, and the turn's share counts.
    ``prepare`` is called before each run, and its time is not counted; candidates run once a turn then. A candidate
    that returns :class:`OwnClock` has measured itself. ``clock`` is :func:`time.perf_counter` where a candidate waits
    for another process or the disk, which is its own time too.
    """
    times = dict.fromkeys(candidates, 1)
    seconds: dict[str, list[float]] = {name: [] for name in candidates}
    with nothing_to_sweep():
        for counted in range(rounds + 1):
            for name, run in candidates.items():
                if prepare:
                    prepare()
                began = time.perf_counter()
                elapsed = _turn(run, times[name], clock)
                if counted:
                    seconds[name].append(elapsed)
                elif not prepare:
                    times[name] = max(1, math.ceil(_LEAST / max(elapsed, time.perf_counter() - began)))
    return {name: Timing(tuple(values)) for name, values in seconds.items()}


def _turn(run: Callable[[], object], times: int, clock: Clock) -> float:
    """Seconds of one of several runs."""
    start = clock()
    results = [run() for _ in range(times)]
    elapsed = clock() - start
    own = [result for result in results if isinstance(result, OwnClock)]
    return (sum(own) if own else elapsed) / times


def times_as_fast(one: Timing, other: Timing) -> Spread:
    """The ratio of ``other``'s time to ``one``'s, round by round."""
    return Spread.of([slow / fast for fast, slow in zip(one.seconds, other.seconds, strict=True)])


def markdown(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A table in Markdown."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)

"""Fair timing: candidates take turns on one input, so that a slow moment of the machine hits all of them alike."""

from __future__ import annotations

import dataclasses
import statistics
import time
from collections.abc import Callable, Mapping, Sequence


@dataclasses.dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of each of a candidate's runs, in the order of the rounds."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """Seconds of the middle run."""
        return statistics.median(self.seconds)


@dataclasses.dataclass(frozen=True, slots=True)
class Ratio:
    """How many times as fast one candidate is as another: median over the rounds, and the middle half of them."""

    median: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.median:.2f} ({self.low:.2f} to {self.high:.2f})"


class OwnClock(float):
    """Seconds that a candidate has measured itself, in another process: they count instead of ours."""


def interleave(
    candidates: Mapping[str, Callable[[], object]],
    *,
    rounds: int = 7,
    prepare: Callable[[], object] = lambda: None,
) -> dict[str, Timing]:
    """Run every candidate once in each round, after one round that is not counted.

    ``prepare`` is called before each run, and its time is not counted. A candidate that returns :class:`OwnClock`
    has measured itself.
    """
    seconds: dict[str, list[float]] = {name: [] for name in candidates}
    for counted in range(rounds + 1):
        for name, run in candidates.items():
            prepare()
            start = time.perf_counter()
            result = run()
            elapsed = time.perf_counter() - start
            if counted:
                seconds[name].append(result if isinstance(result, OwnClock) else elapsed)
    return {name: Timing(tuple(values)) for name, values in seconds.items()}


def times_as_fast(one: Timing, other: Timing) -> Ratio:
    """The ratio of ``other``'s time to ``one``'s, round by round."""
    ratios = [slow / fast for fast, slow in zip(one.seconds, other.seconds, strict=True)]
    low, median, high = statistics.quantiles(ratios, n=4, method="inclusive")
    return Ratio(median, low, high)


def markdown(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A table in Markdown."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)

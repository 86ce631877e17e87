"""Whether two runs on one machine agree: figures with a spread where the spreads meet, others where they are equal.

Rates (``…/s``) are the machine's of that hour and are not compared, ratios are; memory may differ by a tenth.
"""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.timing import Spread, markdown

COLUMNS = ("section", "line", "figure", "first run", "second run")
_MEMORY = 0.1


@dataclasses.dataclass(frozen=True, slots=True)
class Pair:
    """One figure of both runs; ``None`` where a run does not have it."""

    section: str
    line: str
    figure: str
    first: Any
    second: Any

    @property
    def agrees(self) -> bool:
        """Whether both can be the same figure."""
        match self.first, self.second:
            case {"median": _}, {"median": _}:
                return Spread(**self.first).meets(Spread(**self.second))
            case (int() | float(), int() | float()) if "MB" in self.figure:
                return bool(abs(self.first - self.second) <= _MEMORY * max(self.first, self.second))
        return bool(self.first == self.second)


def pairs(one: dict[str, Any], two: dict[str, Any]) -> Iterator[Pair]:
    """The figures of two ``results.json``, rates left out; sections that one of them has not, altogether."""
    others = {section["title"]: _lines(section) for section in two["sections"]}
    for section in one["sections"]:
        title = section["title"]
        if title not in others:
            continue
        for line, figures in _lines(section).items():
            for figure, value in figures.items():
                if not _is_rate(figure):
                    yield Pair(title, line, figure, value, others[title].get(line, {}).get(figure))


def _lines(section: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The rows by the cells that say what they are of: strings, and the first number where a row begins with one."""
    lines = {}
    for row in section["rows"]:
        names = [n for n, (column, cell) in enumerate(row.items()) if n == 0 or _is_name(column, cell)]
        cells = list(row.items())
        lines[", ".join(str(cells[n][1]) for n in names)] = dict(c for n, c in enumerate(cells) if n not in names)
    return lines


def _is_name(column: str, cell: Any) -> bool:
    return isinstance(cell, str) and column in ("tool", "treebank", "line ends", "units", "figure", "annotations")


def _is_rate(figure: str) -> bool:
    return "/s" in figure or figure == "second"


def compare(first: Path, second: Path) -> int:
    """Print the figures of two ``results.json`` that do not agree; 1 where there are any."""
    found = list(pairs(*(json.loads(path.read_text("utf-8")) for path in (first, second))))
    apart = [pair for pair in found if not pair.agrees]
    if apart:
        rows = [(p.section, p.line, p.figure, _shown(p.first), _shown(p.second)) for p in apart]
        sys.stdout.write(markdown(COLUMNS, rows) + "\n\n")
    sys.stdout.write(f"{len(found) - len(apart)} of {len(found)} figures agree\n")
    return 1 if apart else 0


def _shown(value: Any) -> str:
    return str(Spread(**value)) if isinstance(value, dict) else str(value)

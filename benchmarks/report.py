"""A run's report: sections of rows, what was aimed at, and where and when it ran; as Markdown and as JSON."""

from __future__ import annotations

import dataclasses
import datetime as dt
import importlib.metadata
import json
import os
import platform
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.timing import Spread, Timing, markdown, times_as_fast

Cell = str | float | int | Spread | None
PACKAGES = ("dabir", "hazm", "parsivar", "dateparser", "spacy", "numpy", "ahocorasick_rs", "sqlalchemy", "psycopg")


@dataclasses.dataclass(frozen=True, slots=True)
class Target:
    """What was aimed at: the least value (or the most, if ``at_most``) and what was measured."""

    name: str
    goal: float
    measured: float
    at_most: bool = False

    @property
    def met(self) -> bool:
        """Whether it was reached."""
        return self.measured <= self.goal if self.at_most else self.measured >= self.goal


@dataclasses.dataclass(frozen=True, slots=True)
class Section:
    """One table: its title, the command that gives it alone, its columns and rows, what to know when reading it."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    command: str
    note: str = ""
    targets: Sequence[Target] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Report:
    """A whole run."""

    command: str
    sections: Sequence[Section]
    versions: Mapping[str, str]
    missing: Mapping[str, str]
    machine: Mapping[str, str]

    def markdown(self) -> str:
        """The report for readers."""
        facts = [("command", f"`{self.command}`"), *self.machine.items()]
        facts.append(("versions", ", ".join(f"{name} {version}" for name, version in self.versions.items())))
        facts += [(f"left out: {name}", reason) for name, reason in self.missing.items()]
        parts = ["# Side by side", markdown(("run", ""), facts)]
        targets = [target for section in self.sections for target in section.targets]
        if targets:
            rows = [
                (t.name, f"{'at most' if t.at_most else 'at least'} {shown(t.goal)}", shown(t.measured), _yes(t.met))
                for t in targets
            ]
            parts += ["## What was aimed at", markdown(("target", "goal", "measured", "met"), rows)]
        for section in self.sections:
            parts += [f"## {section.title}", section.note, f"`{section.command}`"]
            parts.append(markdown(section.columns, [[shown(cell) for cell in row] for row in section.rows]))
        return "\n\n".join(filter(None, parts)) + "\n"

    def json(self) -> str:
        """The report for programs; a figure with a spread is ``{median, low, high}``."""
        value: dict[str, Any] = {
            "command": self.command,
            "machine": dict(self.machine),
            "versions": dict(self.versions),
            "missing": dict(self.missing),
            "sections": [
                {
                    "title": section.title,
                    "command": section.command,
                    "note": section.note,
                    "rows": [dict(zip(section.columns, map(_plain, row), strict=True)) for row in section.rows],
                    "targets": [dataclasses.asdict(target) | {"met": target.met} for target in section.targets],
                }
                for section in self.sections
            ],
        }
        return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def speed_rows(timings: Mapping[str, Timing], size: int, ours: str) -> list[tuple[Cell, ...]]:
    """Tool, characters a second, and how many times as fast ours is; the latter is empty for ours."""
    return [
        (name, round(size / timing.median), None if name == ours else times_as_fast(timings[ours], timing))
        for name, timing in timings.items()
    ]


def shown(cell: Cell) -> str:
    """A cell for readers."""
    match cell:
        case None:
            return "–"
        case int():
            return f"{cell:,}"
        case float():
            return f"{cell:,.0f}" if abs(cell) >= 1000 else f"{cell:.3g}"
        case Spread():
            return f"{shown(cell.median)} ({shown(cell.low)} to {shown(cell.high)})"
    return cell


def versions() -> dict[str, str]:
    """Of the packages beside us that are installed."""
    found = {}
    for name in PACKAGES:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


def machine() -> dict[str, str]:
    """Where and when, and how busy it was: figures count only where little else ran."""
    names = Path("/proc/cpuinfo")
    lines = names.read_text().splitlines() if names.exists() else []
    model = next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine()
    )
    busy = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    return {
        "when": dt.datetime.now(dt.UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "processor": f"{model}, {os.cpu_count()} cores",
        "load average at the end": busy,
        "system": f"{platform.system()} {platform.release()}, Python {platform.python_version()}",
    }


def _plain(cell: Cell) -> Any:
    return dataclasses.asdict(cell) if isinstance(cell, Spread) else cell


def _yes(met: bool) -> str:
    return "yes" if met else "**no**"

"""What must hold for a check to pass: least figures, and no regression from an earlier run."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import msgspec

from pipeline.errors import UsageError
from pipeline.evaluation.check import Report
from pipeline.evaluation.comparison import Count
from pipeline.evaluation.figures import Change, compare

_GATE = re.compile(r"([a-z_.]+?)(?:\.(precision|recall|f1))?=([0-9.]+)")
_GUARDED = ("found", "value", "exact")


class _Earlier(msgspec.Struct):
    """What a later run needs of an earlier report."""

    counts: dict[str, dict[str, Count]]


def parse_gates(gates: Sequence[str], report: Report) -> list[tuple[str, str, float]]:
    """Figure, ratio and least value of each ``visits.exact=0.8`` or ``visits.exact.recall=0.8``.

    Raises :class:`~pipeline.errors.UsageError` for anything else and for a figure that the report does not have.
    """
    parsed = []
    for gate in gates:
        match = _GATE.fullmatch(gate)
        try:
            least = float(match[3]) if match else None
        except ValueError:
            least = None
        if match is None or least is None or not 0 <= least <= 1:
            raise UsageError(f"--fail-under {gate!r} cannot be read", remedy="write visits.exact=0.8")
        if match[1] not in report.figures:
            known = ", ".join(name for name in report.figures if name.partition(".")[2] in _GUARDED)
            raise UsageError(f"there is no figure {match[1]!r}", remedy=f"take one from --json, such as {known}")
        parsed.append((match[1], match[2] or "f1", least))
    return parsed


def unmet(gates: Sequence[tuple[str, str, float]], report: Report) -> list[str]:
    """The gates that the report does not pass, as sentences; a figure of nothing passes none."""
    found = []
    for name, ratio, least in gates:
        value = getattr(report.figures[name], ratio)
        if value is None:
            found.append(f"{name}: there is nothing to score")
        elif value < least:
            found.append(f"{name}: {ratio} is {value:.3f}, under {least}")
    return found


def read_baseline(path: Path) -> dict[str, dict[str, Count]]:
    """The counts of an earlier ``--json`` report; raises :class:`~pipeline.errors.UsageError` where it is none."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=_Earlier).counts
    except (OSError, msgspec.MsgspecError) as error:
        remedy = "give a file that dabir check --json wrote"
        raise UsageError(f"the baseline cannot be read: {error}", where=str(path), remedy=remedy) from error


def changes(earlier: dict[str, dict[str, Count]], report: Report) -> list[Change]:
    """Figures that are not what they were, on the documents of both runs."""
    return [change for change in compare(earlier, report.counts) if change.before != change.after]


def regressions(changed: Sequence[Change]) -> list[str]:
    """Records found, right by value and exactly right that fell by more than chance explains, as sentences."""
    return [
        f"{change.figure}: F1 fell from {change.before:.3f} to {change.after:.3f}"
        for change in changed
        if change.is_worse and change.figure.partition(".")[2] in _GUARDED
    ]

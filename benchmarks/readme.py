"""The blocks of README files that a command's output stands in: ``python -m benchmarks.readme``.

README's table of comparisons is taken from ``results.json``, the neighbours' table from ``neighbours.tsv``. A block
stands between ``<!-- begin: COMMAND -->`` and ``<!-- end -->``; ``benchmarks.profile --write`` writes its own.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks import neighbours
from benchmarks.report import shown
from benchmarks.timing import Spread, markdown

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
OWN = Path(__file__).with_name("README.md")
RESULTS = Path(__file__).with_name("results.json")
COMMAND = "python -m benchmarks.readme"
NEIGHBOURS = "python -m benchmarks.neighbours"
PROFILE = "python -m benchmarks.profile"
COLUMNS = ("task", "Dabir", "next best")
Row = dict[str, Any]


class Quality(NamedTuple):
    """A row of README's table: a figure of one section, of the lines that have these cells."""

    task: str
    section: str
    column: str
    where: Row
    tool: str = "tool"
    low: bool = False


QUALITIES = (
    Quality("lost half-spaces restored, F1", "Folding and spacing repair: quality", "F1", {"treebank": "perdt-test"}),
    Quality(
        "half-spaces that had become spaces, F1",
        "Folding and spacing repair: quality",
        "spaced F1",
        {"treebank": "perdt-test"},
    ),
    Quality(
        "a tenth of the spaces lost, restored, F1",
        "Folding and spacing repair: quality",
        "spaces F1",
        {"treebank": "perdt-test"},
    ),
    Quality(
        "words changed per 1,000 of clean text",
        "Folding and spacing repair: quality",
        "changed ‰",
        {"treebank": "perdt-test"},
        low=True,
    ),
    Quality(
        "sentence ends found, in lines that may end without a stop, F1",
        "Sentence splitting: quality",
        "F1",
        {"treebank": "perdt-test", "line ends": "no stop"},
    ),
    Quality("parts of speech (names apart), accuracy", "Tagging: quality", "UPOS", {"units": "tokens"}, "tagger"),
    Quality("lemmas, accuracy", "Tagging: quality", "lemma", {"units": "tokens"}, "tagger"),
    Quality("dates with the right day, our own table of cases", "Dates: values", "right value", {}),
    Quality("dates with the right days on annotated real texts, F1", "Dates: real texts", "value F1", {}),
)
#: Task, section, the column that says what a line is of, our line, the column of ratios.
SPEEDS = (
    ("full repair", "Folding and spacing repair: speed", "tool", "dabir full", "dabir full is times as fast"),
    ("tagging, words never met", "Tagging: speed", "tagger", "fa_dabir", "dabir is times as fast (first)"),
    ("dates", "Dates: speed", "tool", "dabir", "dabir is times as fast"),
    ("whole reading", "Whole reading: speed", "tool", "dabir", "dabir is times as fast"),
    (
        "event patterns",
        "Pattern rules: the same patterns in spaCy's Matcher",
        "tool",
        "dabir",
        "dabir is times as fast",
    ),
)


def figures(results: dict[str, Any]) -> str:
    """README's table."""
    sections = {section["title"]: section["rows"] for section in results["sections"]}
    return markdown(COLUMNS, [*_qualities(sections), *_speeds(sections)])


def _qualities(sections: dict[str, list[Row]]) -> Iterator[tuple[str, str, str]]:
    for task, section, column, where, tool, low in QUALITIES:
        lines = [row for row in sections.get(section, ()) if row.items() >= where.items()]
        own = [row for row in lines if _is_ours(row[tool])]
        others = [row for row in lines if not _is_ours(row[tool])]
        if own:
            best = sorted(others, key=lambda row: float(row[column]) * (1 if low else -1))
            shown_ones = best if low else best[:1]  # who repairs nothing changes least: all are told
            yield task, _short(own[0][column]), ", ".join(f"{_short(r[column])} ({r[tool]})" for r in shown_ones)


def _speeds(sections: dict[str, list[Row]]) -> Iterator[tuple[str, str, str]]:
    for task, section, tool, ours, column in SPEEDS:
        rows = sections.get(section, ())
        rate = next((_per_second(row) for row in rows if str(row[tool]).startswith(ours)), "")
        ratios = [
            f"{row[tool]} {shown(Spread(**row[column]))}"
            for row in rows
            if isinstance(row[column], dict) and not _is_ours(row[tool])
        ]
        if ratios:
            yield f"speed: {task}", rate, "times as fast as " + "; ".join(ratios)


def _is_ours(tool: str) -> bool:
    return tool.startswith(("dabir", "fa_dabir"))


def _per_second(row: Row) -> str:
    column = next(column for column in row if "/s" in column)
    return f"{row[column]:,} {column.split(',')[0]}"


def _short(figure: Any) -> str:
    return f"{float(figure):.3g}"


BLOCKS: tuple[tuple[Path, str, Callable[[], str]], ...] = (
    (README, COMMAND, lambda: figures(json.loads(RESULTS.read_text("utf-8")))),
    (OWN, NEIGHBOURS, lambda: neighbours.table(neighbours.read_claims())),
)


def replaced(text: str, command: str, block: str) -> str:
    """The text with what stands between a command's marks replaced; raises :class:`ValueError` without marks."""
    pattern = re.compile(rf"(<!-- begin: {re.escape(command)} -->\n).*?(\n<!-- end -->)", re.DOTALL)
    found, count = pattern.subn(lambda match: f"{match[1]}{block}{match[2]}", text)
    if count != 1:
        raise ValueError(f"{count} blocks are marked <!-- begin: {command} -->, not one")
    return found


def write(path: Path, command: str, block: str) -> None:
    """Put a command's output into a file's block."""
    path.write_text(replaced(path.read_text("utf-8"), command, block), "utf-8")
    sys.stderr.write(f"{path.relative_to(ROOT)}: {command}\n")


def main() -> None:
    """Write the blocks."""
    for path, command, block in BLOCKS:
        write(path, command, block())


if __name__ == "__main__":
    main()

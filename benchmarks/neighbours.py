"""What the neighbours in the field do of what Dabir does: ``python -m benchmarks.neighbours``.

Prints a Markdown table of ``neighbours.tsv`` and where each cell was read. What is not in the table was not found in a
tool's README and docs, which is not to say that it cannot be had.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

from benchmarks.timing import markdown

TABLE = Path(__file__).with_suffix(".tsv")


class Claim(NamedTuple):
    """What a tool does, in a few words, and the file that says so."""

    tool: str
    what: str
    claim: str
    source: str


def read_claims() -> list[Claim]:
    """The rows of the table; every cell is there."""
    lines = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines()]
    if lines[0] != list(Claim._fields) or not all(len(line) == len(Claim._fields) and all(line) for line in lines):
        raise ValueError(f"{TABLE.name}: a row has {', '.join(Claim._fields)}, none of them empty")
    return [Claim(*line) for line in lines[1:]]


def table(claims: list[Claim]) -> str:
    """A row for each tool, a column for each kind of thing done, and the sources by number."""
    sources = {source: n for n, source in enumerate(dict.fromkeys(claim.source for claim in claims), 1)}
    cells = {(claim.tool, claim.what): f"{claim.claim} [{sources[claim.source]}]" for claim in claims}
    kinds = list(dict.fromkeys(claim.what for claim in claims))
    rows = [
        (tool, *(cells.get((tool, kind), "–") for kind in kinds))
        for tool in dict.fromkeys(claim.tool for claim in claims)
    ]
    notes = "\n".join(f"{n}. {source}" for source, n in sources.items())
    return (
        f"{markdown(('tool', *kinds), rows)}\n\n"
        f"Sources, a repository with the commit that was read on 2026-11-25:\n\n{notes}"
    )


if __name__ == "__main__":
    sys.stdout.write(table(read_claims()) + "\n")

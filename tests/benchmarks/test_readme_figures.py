"""What stands in README files is what the benchmarks said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks import neighbours, readme
from benchmarks.readme import BLOCKS, Row, figures, replaced


@pytest.mark.parametrize(("path", "command"), [(path, command) for path, command, _ in BLOCKS])
def test_a_block_is_its_command_s_output(path: Path, command: str) -> None:
    (block,) = (make for _, name, make in BLOCKS if name == command)
    text = path.read_text("utf-8")
    assert replaced(text, command, block()) == text, f"run {readme.COMMAND}"


def test_a_block_is_replaced_and_nothing_else() -> None:
    text = "a\n<!-- begin: one -->\nold\n<!-- end -->\nb\n<!-- begin: two -->\nkept\n<!-- end -->\n"
    assert replaced(text, "one", r"new \1") == text.replace("old", r"new \1")
    with pytest.raises(ValueError, match="0 blocks"):
        replaced(text, "three", "new")


def test_figures_beside_the_next_best() -> None:
    def line(tool: str, f1: float, changed: float, bank: str = "perdt-test") -> Row:
        return {"treebank": bank, "tool": tool, "F1": f1, "spaced F1": f1, "spaces F1": f1, "changed ‰": changed}

    ratio = {"median": 2.0, "low": 1.5, "high": 2.5}
    sections = {
        "Folding and spacing repair: quality": [
            line("dabir", 0.9, 2.0), line("one", 0.4, 1.0), line("two", 0.5, 3.0), line("two", 0.99, 0.0, "other"),
        ],
        "Folding and spacing repair: speed": [
            {"tool": "dabir fold", "characters/s": 9000, "dabir full is times as fast": ratio},
            {"tool": "dabir full", "characters/s": 5000, "dabir full is times as fast": None},
            {"tool": "one", "characters/s": 2500, "dabir full is times as fast": ratio},
        ],
    }  # fmt: skip
    rows = figures({"sections": [{"title": title, "rows": rows} for title, rows in sections.items()]}).splitlines()[2:]
    assert rows == [
        "| lost half-spaces restored, F1 | 0.9 | 0.5 (two) |",
        "| half-spaces that had become spaces, F1 | 0.9 | 0.5 (two) |",
        "| a tenth of the spaces lost, restored, F1 | 0.9 | 0.5 (two) |",
        "| words changed per 1,000 of clean text | 2 | 1 (one), 3 (two) |",
        "| speed: full repair | 5,000 characters/s | times as fast as one 2 (1.5 to 2.5) |",
    ]


def test_every_claim_of_the_neighbours_has_its_source() -> None:
    claims = neighbours.read_claims()
    assert len({(claim.tool, claim.what) for claim in claims}) == len(claims)
    for claim in claims:
        pinned = re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{7} .+", claim.source) or claim.source.startswith("hazm 0.")
        assert pinned if claim.tool != "Dabir" else all((readme.ROOT / p).exists() for p in claim.source.split(", "))

"""Versions of the schema: ``versions/NNNN_what.py``, which are never changed once released."""

from __future__ import annotations

from pathlib import Path


def statements(file: str) -> list[str]:
    """The statements of an SQL file in ``versions``, parted by blank lines."""
    text = (Path(__file__).parent / "versions" / file).read_text("utf-8")
    return [statement.strip().removesuffix(";") for statement in text.split(";\n\n") if statement.strip()]

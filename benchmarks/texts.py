"""The texts that speed is measured on."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

SAMPLES = Path(__file__).parents[1] / "corpus" / "raw"


def read_texts(paths: Iterable[Path]) -> list[str]:
    """One text for each file, of folders at any depth; hidden files are left out."""
    files = (file for path in paths for file in (sorted(path.rglob("*")) if path.is_dir() else [path]))
    return [
        file.read_text("utf-8", errors="replace") for file in files if file.is_file() and not file.name.startswith(".")
    ]


def first_texts(texts: Iterable[str], size: int) -> list[str]:
    """The first texts, to at least ``size`` code points if there are so many."""
    taken: list[str] = []
    for text in texts:
        if size <= 0:
            break
        size -= len(text)
        taken.append(text)
    return taken


def at_least(texts: list[str], size: int) -> list[str]:
    """The texts over and over, to at least ``size`` code points."""
    return texts * (-(-size // max(sum(map(len, texts)), 1)))


def of_length(texts: list[str], size: int, pieces: int = 1) -> list[str]:
    """Texts of exactly ``size`` code points, from the joined texts, over and over where these are too short."""
    whole = "\n\n".join(texts) + "\n\n"
    whole *= size * pieces // len(whole) + 1
    return [whole[at : at + size] for at in range(0, size * pieces, size)]

"""A spaCy pipeline's folder, as far as it can be read without spaCy."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from pipeline.errors import UsageError


def check_folder(path: Path) -> None:
    """Raise :class:`UsageError` where there is no pipeline."""
    if not (path / "meta.json").is_file():
        raise UsageError(
            "this is no folder of a spaCy pipeline", where=str(path), remedy="one has a meta.json and a config.cfg"
        )


def name_of(path: Path) -> str:
    """Language, name and version that the pipeline says it has."""
    meta = json.loads((path / "meta.json").read_text("utf-8"))
    return f"{meta['lang']}_{meta['name']}-{meta['version']}"


def hash_of(path: Path) -> str:
    """SHA-256 over names and contents of the files, in order of their names; the card does not count."""
    digest = hashlib.sha256()
    for file in sorted(path.rglob("*")):
        if file.is_file() and file.suffix != ".md":
            content = file.read_bytes()
            digest.update(f"{file.relative_to(path).as_posix()}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()

"""Annotations of real texts: where each comes from, which part was read, and the records that it has.

A file ``events/<sample>/<id>.json`` has ``sample``, ``genre``, ``source`` (the text's file, repository, path), ``part``
(code points of the text that were annotated, half-open), SHA-256 of the text and of the part, and ``gold``: a gold
document whose offsets count from the start of the part, without the words of its spans.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, get_args

Sample = Literal["first", "second"]
SAMPLES: tuple[Sample, ...] = get_args(Sample)
FOLDER = Path(__file__).with_name("events")


@dataclasses.dataclass(frozen=True, slots=True)
class Annotation:
    """One annotated text; ``gold`` has spans without their words."""

    id: str
    sample: str
    genre: str
    source: dict[str, str]
    part: tuple[int, int]
    text_sha256: str
    part_sha256: str
    gold: dict[str, Any]

    @property
    def kind(self) -> str:
        """The sort of source: ``daily``, ``agency`` or ``encyclopedia``."""
        return self.id.partition("-")[0]


def read_sample(sample: Sample) -> list[Annotation]:
    """The annotations of a sample, by id."""
    return [_read(path) for path in sorted((FOLDER / sample).glob("*.json"))]


def _read(path: Path) -> Annotation:
    data = json.loads(path.read_text("utf-8"))
    start, end = data["part"]["start"], data["part"]["end"]
    return Annotation(
        id=data["gold"]["document"]["id"],
        sample=data["sample"],
        genre=data["genre"],
        source=data["source"],
        part=(start, end),
        text_sha256=data["text_sha256"],
        part_sha256=data["part_sha256"],
        gold=data["gold"],
    )


def files_in(folders: Iterable[Path]) -> dict[str, Path]:
    """Every file in the folders, at any depth, by its name."""
    return {path.name: path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()}


def text_of(annotation: Annotation, files: dict[str, Path]) -> str | None:
    """The annotated part of the text, or null where the file is not there or has another text."""
    path = files.get(annotation.source["file"])
    if path is None:
        return None
    whole = path.read_bytes().decode("utf-8-sig", "replace")
    part = whole[slice(*annotation.part)]
    same = _digest(whole) == annotation.text_sha256 and _digest(part) == annotation.part_sha256
    return part if same else None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def filled(value: Any, text: str) -> Any:
    """A gold document with the words of its spans taken from the text."""
    if isinstance(value, list):
        return [filled(item, text) for item in value]
    if not isinstance(value, dict):
        return value
    found = {key: filled(item, text) for key, item in value.items()}
    return found | {"text": text[value["start"] : value["end"]]} if {"start", "end"} <= value.keys() else found


def write_corpus(found: Iterable[tuple[Annotation, str]], folder: Path) -> None:
    """A corpus that ``dabir check FOLDER/gold`` reads: ``gold``, ``raw`` and ``metadata.tsv``."""
    for name in ("gold", "raw"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    rows = ["id\tdate\tviewpoint\tsubject_country"]
    for annotation, text in found:
        document = filled(annotation.gold, text)
        (folder / "raw" / f"{annotation.id}.txt").write_bytes(text.encode())
        (folder / "gold" / f"{annotation.id}.json").write_text(
            json.dumps(document, ensure_ascii=False, indent=1), "utf-8"
        )
        info = document["document"]
        rows.append(f"{annotation.id}\t{info['date'] or ''}\t{info['viewpoint']}\t")
    (folder / "metadata.tsv").write_text("\n".join(rows) + "\n", "utf-8")

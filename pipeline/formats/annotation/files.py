"""Folders and files of annotation tools: gold documents there and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from pipeline.errors import InputError, UsageError
from pipeline.formats.annotation import brat, doccano, label_studio
from pipeline.formats.annotation.marks import Annotated, annotate
from pipeline.formats.annotation.merge import merge
from pipeline.formats.gold import encode_gold
from pipeline.formats.gold_files import raw_text, read_documents
from pipeline.formats.writers import atomic, safe_name

Tool = Literal["brat", "label-studio", "doccano"]


def export(gold: Path, texts: Path | None, tool: Tool, folder: Path) -> tuple[int, list[InputError]]:
    """Write gold documents for a tool; gives how many, and those that could not be.

    ``texts`` is the folder of their raw texts. Raises :class:`~pipeline.errors.UsageError` where there is none.
    """
    if texts is None:
        raise UsageError("the raw texts are missing", where=str(gold), remedy="name their folder with --text")
    documents = read_documents(gold, strict=True)
    found: list[Annotated] = []
    failures = list(documents.failures)
    for id, document in documents.by_id.items():
        try:
            found.append(_annotated(id, document, texts))
        except InputError as error:
            failures.append(error)
    folder.mkdir(parents=True, exist_ok=True)
    if tool == "label-studio":
        label_studio.write(found, folder)
    elif tool == "doccano":
        doccano.write(found, folder)
    else:
        for annotated in found:
            brat.write(annotated, folder)
        with atomic(folder / "annotation.conf") as file:
            file.write(brat.configuration().encode())
    return len(found), failures


def _annotated(id: str, document: Any, texts: Path) -> Annotated:
    text = raw_text(texts, id)
    if text is None:
        raise InputError("there is no such text", where=f"{texts}/{id}.txt", remedy="name the folder with --text")
    annotated = annotate(id, text, document)
    for mark in annotated.marks:
        if not 0 <= mark.start < mark.end <= len(text):
            remedy = "dabir check --lint lists what is wrong"
            raise InputError(f"{mark.start}-{mark.end} is no span of the text of {id!r}", remedy=remedy)
    return annotated


def import_(source: Path, tool: Tool, folder: Path) -> tuple[int, list[InputError]]:
    """Write ``gold/<id>.json`` and ``raw/<id>.txt`` from what a tool gave; gives how many, and what could not be read.

    Raises :class:`~pipeline.errors.UsageError` where there is nothing to read.
    """
    failures: list[InputError] = []
    seen: set[str] = set()
    for part in ("gold", "raw"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for annotated in _read(source, tool):
        if isinstance(annotated, InputError):
            failures.append(annotated)
            continue
        name = safe_name(annotated.id)
        try:
            if name in seen:
                raise InputError(f"a second document is called {annotated.id!r}", where=str(source))
            document = merge(annotated, where=f"{source}: {annotated.id}")
        except InputError as error:
            failures.append(error)
            continue
        seen.add(name)
        with atomic(folder / "gold" / f"{name}.json") as file:
            file.write(encode_gold(document))
        with atomic(folder / "raw" / f"{name}.txt") as file:
            file.write(annotated.text.encode())
    return len(seen), failures


def _read(source: Path, tool: Tool) -> Iterator[Annotated | InputError]:
    if tool == "brat":
        if not source.is_dir() or not any(source.glob("*.ann")):
            raise UsageError("no .ann file in this folder", where=str(source), remedy="name the folder that brat wrote")
        return brat.read(source)
    if not source.is_file():
        raise UsageError("no such file", where=str(source), remedy="name the file that was exported")
    return label_studio.read(source) if tool == "label-studio" else doccano.read(source)

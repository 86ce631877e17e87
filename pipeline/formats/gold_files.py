"""Files of gold and of predicted documents, and what lies beside the gold."""

from __future__ import annotations

import codecs
import dataclasses
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from pipeline.errors import InputError, UsageError
from pipeline.formats.gold import decode_gold
from pipeline.formats.readers import read_one

Half = Literal["development", "test"]
HALVES = "halves.tsv"
_NOT_DOCUMENTS = ("errors.jsonl", "run.json")


class Part(NamedTuple):
    """The JSON of one document: ``name`` is the file's stem, empty for a line of a JSON Lines file."""

    name: str
    source: str
    data: bytes


@dataclasses.dataclass(slots=True)
class Documents:
    """Documents by id, where each was read, and what could not be read."""

    by_id: dict[str, Any] = dataclasses.field(default_factory=dict)
    sources: dict[str, str] = dataclasses.field(default_factory=dict)
    failures: list[InputError] = dataclasses.field(default_factory=list)

    def add(self, id: str, document: Any, source: str) -> None:
        """Take a document in; a second one with the same id is a failure."""
        if id in self.by_id:
            what = f"the document {id!r} was read from {self.sources[id]} already"
            self.failures.append(InputError(what, where=source, remedy="leave one of them out"))
            return
        self.by_id[id] = document
        self.sources[id] = source


def read_documents(path: Path, *, strict: bool, keep: Callable[[str], bool] = bool) -> Documents:
    """All documents of a JSON file, a JSON Lines file, or a folder of both, whose ids are to be kept.

    The id is the document's own, else the file's stem; files whose stem is not to be kept are not opened. Unreadable
    ones become failures. ``strict`` is for gold: see :func:`~pipeline.formats.gold.gold_type`. Raises
    :class:`~pipeline.errors.UsageError` where there is no such file.
    """
    found = Documents()
    for part in parts(path, keep):
        try:
            document = decode_gold(part.data, where=part.source, strict=strict)
            id = _id_of(document, part)
            if keep(id):
                found.add(id, document, part.source)
        except InputError as error:
            found.failures.append(error)
    return found


def parts(path: Path, keep: Callable[[str], bool] = bool) -> Iterator[Part]:
    """The JSON of every document in a file or folder, in the order of names; files with other stems are not opened."""
    for file in _files(path):
        if file.suffix == ".jsonl":
            for number, line in enumerate(_content(file).splitlines(), 1):
                if line.strip():
                    yield Part("", f"{file}:{number}", line)
        elif keep(file.stem):
            yield Part(file.stem, str(file), _content(file))


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes().removeprefix(codecs.BOM_UTF8)
    except OSError as error:
        raise UsageError(
            f"it cannot be read: {error.strerror}", where=str(file), remedy="check its permissions"
        ) from error


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise UsageError("no such file or folder", where=str(path), remedy="check the path")
    found = sorted(
        Path(parent, name)
        for parent, _, names in os.walk(path)
        for name in names
        if name.endswith((".json", ".jsonl")) and not name.startswith(".") and name not in _NOT_DOCUMENTS
    )
    if not found:
        raise UsageError("no .json or .jsonl file in this folder", where=str(path), remedy="check the path")
    return found


def _id_of(document: Any, part: Part) -> str:
    given = getattr(document.document or None, "id", None) or part.name
    if not given:
        raise InputError("the document has no id", where=part.source, remedy='give it {"document": {"id": ...}}')
    return str(given)


def beside(gold: Path) -> Path:
    """The folder of the corpus: that which holds the gold folder, or the folder of a gold file."""
    return gold.resolve().parent if gold.is_dir() else gold.resolve().parent.parent


def raw_folder(gold: Path) -> Path | None:
    """``raw`` beside the gold folder, where there is one."""
    folder = beside(gold) / "raw"
    return folder if folder.is_dir() else None


def read_halves(gold: Path) -> dict[str, Half]:
    """Which half each document is in, by id: ``halves.tsv`` beside the gold folder, empty where there is none.

    Columns ``id`` and ``half`` (``development`` or ``test``). Raises :class:`~pipeline.errors.UsageError` with the line
    of anything else.
    """
    path = beside(gold) / HALVES
    if not path.exists():
        return {}
    found: dict[str, Half] = {}
    known: dict[str, Half] = {half: half for half in get_args(Half)}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        cells = line.split("\t")
        if cells == ["id", "half"] if number == 1 else not line:
            continue
        id, half = cells if len(cells) == 2 else ("", "")
        if number == 1 or not id or id in found or half not in known:
            what = f"{id!r} stands here a second time" if id in found else "no row of id and half"
            remedy = "columns id and half, one tab between them; a half is development or test"
            raise UsageError(what, where=f"{path}:{number}", remedy=remedy)
        found[id] = known[half]
    return found


def raw_path(folder: Path, id: str) -> Path | None:
    """The file of a document's text, or null where the folder has none."""
    path = folder / f"{id}.txt"
    inside = path.resolve().is_relative_to(folder.resolve())
    return path if inside and path.is_file() else None


def raw_text(folder: Path, id: str) -> str | None:
    """The text of a document, or null where the folder has none; undecodable text is an ``InputError``."""
    path = raw_path(folder, id)
    return read_one(str(path)).text if path else None

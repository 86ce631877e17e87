"""From what a command names to inputs: files, folders, patterns and standard input."""

from __future__ import annotations

import glob
import os
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import UsageError
from pipeline.formats.documents import Input
from pipeline.formats.readers import STDIN, json_lines_inputs, stdin_input, text_input

RELATIVE_IDS = "--relative-ids"
_JSON_LINES = ".jsonl"
_SUFFIXES = (".txt", _JSON_LINES)


class Inputs:
    """All inputs of a run in order; iterating reads one at a time, and again from the start each time.

    A folder stands for the ``.txt`` and ``.jsonl`` files in it and below, hidden ones left out, sorted by path; a
    pattern that the shell left as it is, for the paths that match. A file named twice counts once. Ids are file stems,
    with ``relative_ids`` paths from the folder that all inputs share. Raises
    :class:`~pipeline.errors.UsageError` for a missing path and for two documents with one id. Output files of an
    earlier run (``skip``) are no part of a folder.
    """

    def __init__(self, paths: Sequence[str], *, relative_ids: bool = False, skip: Collection[Path] = ()) -> None:
        self._files = _files(paths, {path.resolve() for path in skip})
        self._base = _common_folder(self._files) if relative_ids else None
        self.ids: dict[str, tuple[str, bool]] = {}  # by id: source, and whether the id was given
        self.count = 0
        for item in self:
            self.count += 1
            if item.id in self.ids:
                raise _one_id_twice(item, *self.ids[item.id])
            if item.id is not None:
                self.ids[item.id] = (item.source, item.own_id)

    def __iter__(self) -> Iterator[Input]:
        for file in self._files:
            if file.path is None:
                yield stdin_input()
            elif file.path.suffix.casefold() == _JSON_LINES:
                yield from json_lines_inputs(file.path, source=_shown(file.path))
            else:
                yield text_input(file.path, id=self._id(file.path), source=_shown(file.path))

    def _id(self, path: Path) -> str:
        if self._base is None:
            return _printable(path.stem)
        return _shown(Path(os.path.relpath(path.parent.resolve() / path.name, self._base)))


class _File(NamedTuple):
    """A file and the folder that was named, or that holds the file that was; both null for standard input."""

    path: Path | None
    folder: Path | None


def _files(paths: Sequence[str], skip: Collection[Path]) -> list[_File]:
    unique: dict[Path | None, _File] = {}
    for name in _expanded(paths):
        for file in _named(name, skip):
            unique.setdefault(file.path.resolve() if file.path else None, file)
    return list(unique.values())


def _named(name: str, skip: Collection[Path]) -> list[_File]:
    if name == STDIN:
        return [_File(None, None)]
    path = Path(name)
    if not path.is_dir():
        return [_File(path, path.parent)]
    files = [_File(file, path) for file in _walk(path) if file.resolve() not in skip]
    if not files:
        raise UsageError("no .txt or .jsonl file in this folder", where=_shown(path), remedy="name the files")
    return files


def _expanded(paths: Sequence[str]) -> Iterator[str]:
    for path in paths:
        if path == STDIN or os.path.lexists(path):
            yield path
            continue
        matches = sorted(glob.glob(path, recursive=True)) if glob.has_magic(path) else []  # noqa: PTH207 - Path.glob takes no absolute pattern
        if not matches:
            raise UsageError("no such file or folder", where=_printable(path), remedy="check the path")
        yield from matches


def _walk(folder: Path) -> list[Path]:
    found: list[Path] = []
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found.extend(
            Path(parent, name) for name in files if not name.startswith(".") and name.casefold().endswith(_SUFFIXES)
        )
    return sorted((path for path in found if path.is_file()), key=lambda path: path.parts)


def _common_folder(files: Sequence[_File]) -> str | None:
    folders = [file.folder.resolve() for file in files if file.folder is not None]
    return os.path.commonpath(folders) if folders else None


def _one_id_twice(second: Input, first_source: str, first_given: bool) -> UsageError:
    both_given = first_given and second.own_id
    remedy = "give one of them another id" if both_given else f"{RELATIVE_IDS} takes relative paths as ids"
    return UsageError(f"{first_source} and {second.source} have one id, {second.id!r}", remedy=remedy)


def _shown(path: Path) -> str:
    return _printable(path.as_posix())


def _printable(path: str) -> str:
    """A path as text: bytes of its name that are no UTF-8 are spelled out."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")

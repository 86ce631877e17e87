"""From what a command names to inputs: files, folders, patterns and standard input."""

from __future__ import annotations

import collections
import glob
import hashlib
import os
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import UsageError
from pipeline.formats.documents import Input
from pipeline.formats.places import Place
from pipeline.formats.readers import STDIN, SUFFIXES, inputs_of, is_readable, stdin_input

RELATIVE_IDS = "--relative-ids"
_LIGHT_SUFFIXES = (".txt", ".jsonl")
_FEW = 20  # documents
_LIGHT = 200_000  # bytes


class Inputs:
    """All inputs of a run in order; iterating reads one at a time, and again from the start each time.

    A folder stands for the files in it and below that can be read (:data:`~pipeline.formats.readers.SUFFIXES`), hidden
    ones left out, sorted by path; a pattern that the shell left as it is, for the paths that match. A file named twice
    counts once. Ids are file stems, with ``relative_ids`` paths from the folder that all inputs share. Raises
    :class:`~pipeline.errors.UsageError` for a missing path and for two documents with one id. Output files of an
    earlier run (``skip``) are no part of a folder.
    """

    def __init__(self, paths: Sequence[str], *, relative_ids: bool = False, skip: Collection[Path] = ()) -> None:
        #: Files in the folders that are of no kind that is read, by suffix.
        self.others: collections.Counter[str] = collections.Counter()
        self._files = _files(paths, {path.resolve() for path in skip}, self.others)
        self._base = _common_folder(self._files) if relative_ids else None
        self._seen: set[int] = set()  # hashes of ids: of millions the ids themselves would not fit
        self.count = 0
        for item in self:
            self.count += 1
            if item.id is None:
                continue
            if item.id in self:
                self._refuse_second(item)
            self._seen.add(_hash(item.id))

    def __contains__(self, id: str) -> bool:
        return _hash(id) in self._seen

    def __iter__(self) -> Iterator[Input]:
        for file in self._files:
            if file.path is None:
                yield stdin_input()
            else:
                yield from inputs_of(Place(file.path), _shown(file.path), self._id)

    @property
    def is_light(self) -> bool:
        """Whether all are few plain texts, which are read before a worker has started."""
        paths = [file.path for file in self._files if file.path is not None]
        plain = all(path.suffix.casefold() in _LIGHT_SUFFIXES for path in paths)
        return plain and self.count <= _FEW and sum(_size(path) for path in paths) < _LIGHT

    def _id(self, place: Place) -> str:
        if self._base is None:
            return _printable(Path(place.name).stem)
        file = place.path.parent.resolve() / place.path.name
        return "/".join((_shown(Path(os.path.relpath(file, self._base))), *place.inside))

    def _refuse_second(self, second: Input) -> None:
        """Raise :class:`~pipeline.errors.UsageError` naming the first input with the id (hashes may meet)."""
        for first in self:
            if first.source == second.source and first.id == second.id:
                return
            if first.id == second.id:
                raise _one_id_twice(second, first.source, first.own_id)


class _File(NamedTuple):
    """A file and the folder that was named, or that holds the file that was; both null for standard input."""

    path: Path | None
    folder: Path | None


def _files(paths: Sequence[str], skip: Collection[Path], others: collections.Counter[str]) -> list[_File]:
    unique: dict[Path | None, _File] = {}
    for name in _expanded(paths):
        for file in _named(name, skip, others):
            unique.setdefault(file.path.resolve() if file.path else None, file)
    return list(unique.values())


def _named(name: str, skip: Collection[Path], others: collections.Counter[str]) -> list[_File]:
    if name == STDIN:
        return [_File(None, None)]
    path = Path(name)
    if not path.is_dir():
        return [_File(path, path.parent)]
    found = _walk(path, others, {file.parent for file in skip})
    files = [_File(file, path) for file in found if file.resolve() not in skip]
    if not files:
        endings = f"{', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}"
        raise UsageError(f"no {endings} file in this folder", where=_shown(path), remedy="name the files")
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


def _walk(folder: Path, others: collections.Counter[str], written: Collection[Path]) -> list[Path]:
    """The files that can be read; others are counted, but for those of folders that a run writes to."""
    found: list[Path] = []
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found.extend(Path(parent, name) for name in files if is_readable(name))
        if Path(parent).resolve() not in written:
            shown = (name for name in files if not name.startswith("."))
            others.update(Path(name).suffix.casefold() for name in shown if not is_readable(name))
    return sorted((path for path in found if path.is_file()), key=lambda path: path.parts)


def _common_folder(files: Sequence[_File]) -> str | None:
    folders = [file.folder.resolve() for file in files if file.folder is not None]
    return os.path.commonpath(folders) if folders else None


def _one_id_twice(second: Input, first_source: str, first_given: bool) -> UsageError:
    both_given = first_given and second.own_id
    remedy = "give one of them another id" if both_given else f"{RELATIVE_IDS} takes relative paths as ids"
    return UsageError(f"{first_source} and {second.source} have one id, {second.id!r}", remedy=remedy)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _hash(id: str) -> int:
    return int.from_bytes(hashlib.blake2b(id.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def _shown(path: Path) -> str:
    return _printable(path.as_posix())


def _printable(path: str) -> str:
    """A path as text: bytes of its name that are no UTF-8 are spelled out."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")

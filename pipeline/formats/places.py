"""Where bytes are: a file, or a member of an archive, which may itself stand in an archive."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, NoReturn

from pipeline.errors import InputError
from pipeline.formats import limits

_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OverflowError)


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """A file, and the names of the members that lead on from it, outermost first."""

    path: Path
    inside: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The last name of the place."""
        return PurePosixPath(self.inside[-1]).name if self.inside else self.path.name

    @property
    def suffix(self) -> str:
        """The end of the name, case folded, with its dot."""
        return PurePosixPath(self.name).suffix.casefold()

    def member(self, name: str) -> Place:
        """A member of the archive that this place is."""
        return Place(self.path, (*self.inside, name))

    def members(self, *, where: str) -> list[str]:
        """Names in the archive that this place is; raises :class:`~pipeline.errors.InputError` for a damaged one."""
        with _damage_told(where):
            return [info.filename for info in _archive(self).infolist() if not info.is_dir()]

    def read(self, limit: int, *, where: str) -> bytes:
        """All bytes, at most ``limit`` of them; raises :class:`~pipeline.errors.InputError`."""
        try:
            with _damage_told(where), self.open(where=where) as file:
                data = file.read(limit + 1)
        except OSError as error:
            raise unreadable(error, where) from error
        limits.check_size(len(data), limit, where=where)
        return data

    @contextlib.contextmanager
    def open(self, *, seekable: bool = False, where: str | None = None) -> Iterator[IO[bytes]]:
        """The bytes as a stream; raises ``OSError`` and :class:`~pipeline.errors.InputError`."""
        where = where or "/".join((self.path.as_posix(), *self.inside))
        if not self.inside:
            with self.path.open("rb") as file:
                yield file
            return
        with _damage_told(where):
            archive = _archive(Place(self.path, self.inside[:-1]))
            info = archive.getinfo(self.inside[-1])
            if info.flag_bits & 1:
                raise InputError("it has a password", where=where, remedy="unpack the archive first")
            limits.check_ratio(info.file_size, info.compress_size, where=where)
            with archive.open(info) as member:
                if seekable:
                    limits.check_size(info.file_size, limits.FILE_BYTES, where=where)
                    yield io.BytesIO(member.read(limits.FILE_BYTES + 1))
                else:
                    yield member


def unreadable(error: OSError, source: str) -> InputError:
    """The system's reason in our words."""
    return InputError(f"it cannot be read: {error.strerror}", where=source, remedy="check the file and its permissions")


@contextlib.contextmanager
def _damage_told(where: str) -> Iterator[None]:
    try:
        yield
    except (*_DAMAGED, KeyError) as error:
        _damaged(error, where)


def _damaged(error: Exception, where: str) -> NoReturn:
    raise InputError(
        f"the archive is damaged: {type(error).__name__}: {error}", where=where, remedy="get it again, or unpack it"
    ) from error


def _archive(place: Place) -> zipfile.ZipFile:
    if not place.inside:
        state = place.path.stat()
        return _opened(place, state.st_mtime_ns, state.st_size)
    return _opened(place, 0, 0)


@functools.lru_cache(maxsize=3)
def _opened(place: Place, changed: int, size: int) -> zipfile.ZipFile:
    """An archive, kept open for its next member; one inside another is unpacked into memory."""
    if not place.inside:
        return zipfile.ZipFile(io.BytesIO(place.path.read_bytes()) if size < limits.MEGABYTE else place.path)
    where = "/".join((place.path.as_posix(), *place.inside))
    return zipfile.ZipFile(io.BytesIO(place.read(limits.FILE_BYTES, where=where)))

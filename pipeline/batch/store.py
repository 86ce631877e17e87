"""What a run has done so far, so that the same command goes on where it stopped and does nothing twice.

In the hidden folder ``.dabir`` of the output folder: ``journal`` has a line for every document, written after its
record; ``part`` the records of a JSON Lines run, which become ``records.jsonl`` when the run has ended; ``finished``
the journal of the last run that ended. A line counts only if it is whole and the record that it speaks of is there with
its checksum: what a kill or a power cut tore is read again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

import msgspec

from pipeline.batch.documents import TEXTS, Counts, Failure, Outcome
from pipeline.errors import DabirError, UsageError
from pipeline.formats.documents import Input
from pipeline.formats.writers import RECORDS, OutputFormat, atomic, safe_name, unwritable

STATE = ".dabir"
_SYNC = 5.0  # seconds of work that a power cut may cost


class Entry(msgspec.Struct, omit_defaults=True):
    """A line of the journal; ``size`` and ``crc`` of the record with its line end."""

    id: str | None
    source: str
    key: str
    size: int = 0
    crc: int = 0
    counts: Counts | None = None
    failure: Failure | None = None


class Kept(NamedTuple):
    """A document that needs no reading, and its record, which may stand in its place already."""

    entry: Entry
    data: bytes
    placed: bool


class Store:
    """The output of one run; made by :func:`open_store`. ``signature`` stands for options and rules.

    An ordered run goes on with what an interrupted one wrote as far as its inputs are the same; one that is not, with
    all of it that is still wanted, and leaves out the rest at its end.
    """

    def __init__(self, folder: Path, format: OutputFormat, signature: bytes, *, ordered: bool = True) -> None:
        self._folder = folder
        self._lines = format == "jsonl"
        self._ordered = ordered
        self._signature = signature
        state = folder / STATE
        self._journal_path, self._finished, self._part_path = state / "journal", state / "finished", state / "part"
        if self._lines and self._journal_path.exists() and not self._part_path.exists():
            self._journal_path.replace(self._finished)  # the last run was killed between its last two steps
        if self._journal_path.exists():
            _tidy(folder)
        self._part: IO[bytes] | None = self._part_path.open("ab+") if self._lines else None
        self._journal: IO[bytes] = self._journal_path.open("ab+")
        self._earlier = _index(self._finished)
        self._old = (
            (folder / RECORDS).open("rb") if self._lines and self._earlier and (folder / RECORDS).exists() else None
        )
        self._resumed: Iterator[tuple[Entry, bytes, int, int]] | None = self._verified()
        self._at = (0, 0)  # ends of what counts, in journal and part
        self._placed: dict[int, tuple[int, int]] = {}  # of an unordered run: where entries and records stand, by input
        self._unwanted: set[int] = set()  # entries of it that are not
        if not ordered:
            self._find_placed()
        self._synced = time.monotonic()

    def close(self) -> None:
        """Let go of the files; what is written stays."""
        for file in (self._part, self._journal, self._old):
            if file:
                file.close()

    def key(self, item: Input, known: str) -> str:
        """A hash of all that a document's record comes from; blank where that cannot even be read."""
        try:
            content = item.fingerprint() if item.fingerprint else item.load().text.encode()
        except DabirError:
            content = b""
        except Exception:  # what is wrong with it, reading will say
            content = b""
        parts = (self._signature, content, (item.id or "").encode(), item.source.encode(), known.encode())
        return hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()[:32]

    def kept(self, item: Input, key: str) -> Kept | None:
        """What is there of a document that is done already; to be asked in the order of inputs."""
        if self._placed and (place := self._placed.pop(_hash(f"{item.id}\0{item.source}"), None)):
            entry = _entry_at(self._journal_path, place)
            assert entry is not None
            if entry.key == key:
                return Kept(entry, self._placed_record(entry, place[1]), placed=True)
            self._unwanted.add(place[0])
        if self._resumed is not None:
            entry, data, _, end = next(self._resumed, (None, b"", 0, 0))
            if entry and (entry.id, entry.source, entry.key) == (item.id, item.source, key):
                self._at = (end, self._at[1] + entry.size)
                return Kept(entry, data, placed=True)
            self._go_on()
        place = self._earlier.get(_hash(item.id)) if item.id is not None else None
        if place is None:
            return None
        entry, offset = _entry_at(self._finished, place), place[1]
        if entry is None or (entry.id, entry.source, entry.key) != (item.id, item.source, key):
            return None
        earlier = self._record(entry, offset)
        return Kept(entry, earlier, placed=False) if earlier is not None else None

    def keep(self, kept: Kept) -> None:
        """Write on what an earlier run has read; what this one had done before it was interrupted stands already."""
        if not kept.placed:
            self._append(kept.entry, kept.data)

    def add(self, item: Input, key: str, outcome: Outcome | Failure) -> None:
        """Write a document's record, or note its failure."""
        if isinstance(outcome, Failure):
            self._append(Entry(item.id, item.source, key, failure=outcome), b"")
            return
        data = outcome.data + b"\n"
        if not self._lines:
            with atomic(self._file(item.id)) as file:
                file.write(data)
        self._append(Entry(item.id, item.source, key, len(data), zlib.crc32(data), outcome.counts), data)

    def finish(self) -> None:
        """Make it the run that the next one compares with, and its records public."""
        if self._resumed is not None:
            self._go_on()
        self._sync()
        if self._placed or self._unwanted:
            self._leave_out({at for at, _ in self._placed.values()} | self._unwanted)
        if self._part:
            self._part_path.replace(self._folder / RECORDS)
        self._journal_path.replace(self._finished)

    def _append(self, entry: Entry, data: bytes) -> None:
        if self._part and data:
            self._part.write(data)
            self._part.flush()
        self._journal.write(msgspec.json.encode(entry) + b"\n")
        self._journal.flush()
        if time.monotonic() - self._synced > _SYNC:
            self._sync()

    def _sync(self) -> None:
        for file in (self._part, self._journal):
            if file:
                os.fsync(file.fileno())
        self._synced = time.monotonic()

    def _go_on(self) -> None:
        """The end of what an interrupted run has done: drop what is torn or no longer wanted, and write on."""
        self._resumed = None
        self._journal.truncate(self._at[0])
        if self._part:
            self._part.truncate(self._at[1])

    def _find_placed(self) -> None:
        """Index what an interrupted run has done, whatever its order, and write on after it."""
        record = 0
        for entry, _, start, end in self._verified():
            name = _hash(f"{entry.id}\0{entry.source}")
            if name in self._placed:
                self._unwanted.add(self._placed[name][0])
            self._placed[name] = (start, record)
            record += entry.size
            self._at = (end, record)
        self._go_on()

    def _placed_record(self, entry: Entry, offset: int) -> bytes:
        if entry.failure is not None:
            return b""
        if not self._part:
            return self._content(entry)
        with self._part_path.open("rb") as part:
            part.seek(offset)
            return part.read(entry.size)

    def _leave_out(self, entries: set[int]) -> None:
        """Write journal and part anew without some entries; a kill in between costs what comes after the first."""
        with contextlib.ExitStack() as stack:
            journal = stack.enter_context(atomic(self._journal_path))
            part = stack.enter_context(atomic(self._part_path)) if self._part else None
            at = 0
            records = stack.enter_context(self._part_path.open("rb")) if self._part else None
            for line in stack.enter_context(self._journal_path.open("rb")):
                entry = _entry(line)
                assert entry is not None
                data = records.read(entry.size) if records else b""
                if at not in entries:
                    journal.write(line)
                    if part:
                        part.write(data)
                at += len(line)

    def _verified(self) -> Iterator[tuple[Entry, bytes, int, int]]:
        """Whole entries of the interrupted run, records and places in the journal, up to the first that does not hold.

        Where order means nothing and records are files of their own, those after it count too.
        """
        with self._journal_path.open("rb") as journal, contextlib.ExitStack() as stack:
            part = stack.enter_context(self._part_path.open("rb")) if self._lines else None
            end = 0
            for line in journal:
                end += len(line)
                entry = _entry(line)
                if entry is None:
                    return
                data = b""
                if entry.failure is None:
                    data = part.read(entry.size) if part else self._content(entry)
                    if len(data) != entry.size or zlib.crc32(data) != entry.crc:
                        if self._lines or self._ordered:
                            return
                        self._unwanted.add(end - len(line))
                        continue
                yield entry, data, end - len(line), end

    def _record(self, entry: Entry, offset: int) -> bytes | None:
        """The record of an earlier run, or null where it is no longer what it was."""
        if entry.failure is not None:
            return None
        if self._old:
            self._old.seek(offset)
            data = self._old.read(entry.size)
        else:
            data = self._content(entry) if not self._lines else b""
        return data if len(data) == entry.size and zlib.crc32(data) == entry.crc else None

    def _content(self, entry: Entry) -> bytes:
        try:
            return self._file(entry.id).read_bytes()
        except OSError:
            return b""

    def _file(self, id: str | None) -> Path:
        name = safe_name(id or "")
        return self._folder / f"{'%72un' if name == 'run' else name}.json"  # run.json is the run's own


@contextlib.contextmanager
def open_store(folder: Path, format: OutputFormat, signature: bytes, *, ordered: bool = True) -> Iterator[Store]:
    """The store of ``folder``, which is made where it is missing.

    Raises :class:`~pipeline.errors.UsageError` where nothing can be written or another run is writing.
    """
    with unwritable(folder):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / STATE).mkdir(exist_ok=True)
        with (folder / STATE / "lock").open("wb") as lock:
            _lock(lock, folder)
            with contextlib.closing(Store(folder, format, signature, ordered=ordered)) as store:
                yield store


def _tidy(folder: Path) -> None:
    """Remove the halves of files that a killed run was writing."""
    for name in (".", TEXTS, STATE):
        for path in (folder / name).glob(".*.part"):
            path.unlink(missing_ok=True)


def _lock(file: IO[bytes], folder: Path) -> None:
    try:
        import fcntl
    except ImportError:  # Windows
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise UsageError(
            "another run is writing here", where=str(folder), remedy="wait for it, or name another folder with --out"
        ) from error


def _entry(line: bytes) -> Entry | None:
    try:
        return msgspec.json.decode(line, type=Entry) if line.endswith(b"\n") else None
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _index(path: Path) -> dict[int, tuple[int, int]]:
    """By hash of id: where the entry stands in a journal, and where its record stands in the lines."""
    found: dict[int, tuple[int, int]] = {}
    if path.exists():
        at = record = 0
        with path.open("rb") as file:
            for line in file:
                entry = _entry(line)
                if entry is None:
                    break
                if entry.id is not None:
                    found[_hash(entry.id)] = (at, record)
                at += len(line)
                record += entry.size
    return found


def _entry_at(path: Path, place: tuple[int, int]) -> Entry | None:
    with path.open("rb") as file:
        file.seek(place[0])
        return _entry(file.readline())


def _hash(id: str) -> int:
    return int.from_bytes(hashlib.blake2b(id.encode("utf-8", "surrogatepass"), digest_size=8).digest())

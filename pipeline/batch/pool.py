"""Worker processes: each loads its engine once; one that crashes, hangs or eats memory costs its document alone."""

from __future__ import annotations

import collections
import contextlib
import dataclasses
import functools
import itertools
import multiprocessing as mp
import os
import pickle
import signal
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Generic, TypeVar

from pipeline.batch.documents import Failure, Options, Outcome, Reader, read_document
from pipeline.formats.documents import Input

_AHEAD = 32  # documents a worker that may be read before the slowest is written
_QUEUED = 4  # documents that a worker has in hand, so that it need not wait for the next
#: Bytes of all of them, where they are several: no more than the system takes from us while the worker is busy.
_QUEUED_BYTES = 64_000 if sys.platform == "linux" else 0
_PER_SECOND = 20_000  # code points: a tenth of what a slow machine reads

Mark = TypeVar("Mark")


@dataclasses.dataclass(frozen=True, slots=True)
class Job:
    """What every worker is told once. ``seconds`` for a document, and more for a long one; ``memory`` in megabytes."""

    engine: Callable[[], Reader]
    options: Options
    indent: int
    seconds: float
    memory: int


class _Slot(Generic[Mark]):
    """A document on its way; ``outcome`` is null until it is read, and where it need not be."""

    def __init__(self, mark: Mark, item: Input | None) -> None:
        self.mark = mark
        self.item = item
        self.outcome: Outcome | Failure | None = None
        self.done = item is None

    @functools.cached_property
    def payload(self) -> bytes:
        """The input on its way to another process."""
        return pickle.dumps(self.item)

    @functools.cached_property
    def size(self) -> int:
        """Bytes of the payload, which itself is gone once it is sent."""
        return len(self.payload)


class _Worker(Generic[Mark]):
    def __init__(self, job: Job) -> None:
        context = mp.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process: SpawnProcess = context.Process(target=_work, args=(theirs, job), daemon=True)
        self.process.start()
        theirs.close()
        self.slots: collections.deque[_Slot[Mark]] = collections.deque()  # given and not answered, the first being read

    def takes(self, slot: _Slot[Mark]) -> bool:
        """Whether a document can be given now: to who has none, or to queue behind others if it is small."""
        if not self.slots:
            return True
        return len(self.slots) < _QUEUED and sum(other.size for other in [*self.slots, slot]) <= _QUEUED_BYTES

    def give(self, slot: _Slot[Mark]) -> None:
        self.slots.append(slot)
        assert slot.size
        with contextlib.suppress(OSError):  # one that has died meanwhile shows when its answer is read
            self.pipe.send_bytes(slot.payload)
        del slot.payload

    def kill(self) -> int:
        """The exit code of the process, which is ended where it has not ended."""
        self.process.join(1)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.pipe.close()
        return self.process.exitcode or 0


def read_all(
    tasks: Iterable[tuple[Mark, Input | None]], job: Job, workers: int, *, ordered: bool = True
) -> Iterator[tuple[Mark, Outcome | Failure | None]]:
    """Every task's mark with the outcome of its input, in the order of tasks or as they come; null where no input is.

    Raises what a worker raises for a fault of no document (:class:`~pipeline.errors.DataError`).
    """
    waiting: collections.deque[_Slot[Mark]] = collections.deque()  # in order, read or not
    unread: collections.deque[_Slot[Mark]] = collections.deque()
    crew: list[_Worker[Mark]] = []
    source = iter(tasks)
    more = True
    try:
        while more or waiting:
            while more and len(waiting) < _AHEAD * workers and not _is_ready(waiting, ordered):
                task = next(source, None)
                if task is None:
                    more = False
                    break
                slot = _Slot(*task)
                waiting.append(slot)
                if not slot.done:
                    unread.append(slot)
            while len(crew) < min(workers, len(unread)):
                crew.append(_Worker(job))
            _hand_out(unread, crew)
            if waiting and not _is_ready(waiting, ordered):
                _collect(crew, unread)
            for slot in _taken(waiting, ordered):
                yield slot.mark, slot.outcome
    finally:
        for worker in crew:
            worker.process.kill()
            worker.kill()


def _is_ready(waiting: Collection[_Slot[Mark]], ordered: bool) -> bool:
    return next(iter(waiting)).done if ordered and waiting else any(slot.done for slot in waiting)


def _taken(waiting: collections.deque[_Slot[Mark]], ordered: bool) -> list[_Slot[Mark]]:
    """What can be written now, which waits no longer: all that is done, in order as far as all before it is."""
    slots = list(waiting)
    done = list(itertools.takewhile(lambda slot: slot.done, slots)) if ordered else [s for s in slots if s.done]
    waiting.clear()
    waiting.extend(slots[len(done) :] if ordered else (slot for slot in slots if not slot.done))
    return done


def _hand_out(unread: collections.deque[_Slot[Mark]], crew: list[_Worker[Mark]]) -> None:
    """Give documents to those who can take them; nobody gets a second while another has none."""
    for many in range(_QUEUED):
        for worker in crew:
            if unread and len(worker.slots) <= many and worker.takes(unread[0]):
                worker.give(unread.popleft())


def _collect(crew: list[_Worker[Mark]], unread: collections.deque[_Slot[Mark]]) -> None:
    """Take what is read; a worker that died loses the document that it read and goes, the others are read again."""
    busy = {worker.pipe: worker for worker in crew if worker.slots}
    for pipe in wait(list(busy)):
        worker = busy[pipe]  # type: ignore[index]
        slot = worker.slots.popleft()
        assert slot.item is not None
        try:
            answer = worker.pipe.recv()
        except (EOFError, OSError):
            answer = _death(slot.item, worker.kill())
            crew.remove(worker)
            unread.extendleft(reversed(worker.slots))
        if isinstance(answer, BaseException):
            raise answer
        slot.outcome, slot.done = answer, True


def _death(item: Input, code: int) -> Failure:
    if hasattr(signal, "SIGALRM") and code == -signal.SIGALRM:
        message, remedy = "reading it takes too long", "split it, or raise --timeout"
    else:
        reason = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
        message, remedy = f"reading it ended its process ({reason})", "leave it out, and please report it"
    return Failure(item.id, item.source, "limit", message, remedy)


_FIRST = "وزیر امور خارجه عمان روز ۱۲ تیر ۱۳۸۰ وارد تهران شد و با همتای ایرانی خود دیدار کرد."


def _work(pipe: Connection, job: Job) -> None:
    """A worker's life: read what comes until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # workers share the cores, their matrices are small
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    try:
        engine = job.engine()
        _warm_up(engine)
        _bound_memory(job.memory)
        while True:
            item: Input = pickle.loads(pipe.recv_bytes())
            _alarm(job.seconds)
            answer = read_document(
                item, engine, job.options, indent=job.indent, on_text=lambda n: _alarm(job.seconds + n / _PER_SECOND)
            )
            _alarm(0)
            pipe.send(answer)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except Exception as error:  # a fault of no document: the run ends with it
        pipe.send(error)


def _warm_up(engine: Reader) -> None:
    """What is loaded only when it is needed is loaded now, so that it costs no document its time."""
    engine.extract(
        _FIRST, id="first", date=None, viewpoint="IRN", subject_country=None, source=None, sha256=None, encoding=None,
        explain=False,
    )  # fmt: skip


def _alarm(seconds: float) -> None:
    """Ends this process after so many seconds, whatever it does then; zero: never."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _bound_memory(megabytes: int) -> None:
    """So much address space above what the engine has taken; where the system knows no such bound, none."""
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return
    import resource

    used = int(statm.read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    bound = used + megabytes * 1_000_000
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (bound if hard == resource.RLIM_INFINITY else min(bound, hard), hard))

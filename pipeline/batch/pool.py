"""Worker processes: each loads its engine once; one that crashes, hangs or eats memory costs its document alone."""

from __future__ import annotations

import collections
import contextlib
import dataclasses
import multiprocessing as mp
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Generic, TypeVar

from pipeline.batch.documents import Failure, Options, Outcome, Reader, read_document
from pipeline.formats.documents import Input

_AHEAD = 32  # documents a worker that may be read before the slowest is written
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


class _Worker(Generic[Mark]):
    def __init__(self, job: Job) -> None:
        context = mp.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process: SpawnProcess = context.Process(target=_work, args=(theirs, job), daemon=True)
        self.process.start()
        theirs.close()
        self.slot: _Slot[Mark] | None = None

    def give(self, slot: _Slot[Mark]) -> None:
        self.slot = slot
        with contextlib.suppress(OSError):  # one that has died meanwhile shows when its answer is read
            self.pipe.send(slot.item)

    def kill(self) -> int:
        """The exit code of the process, which is ended where it has not ended."""
        self.process.join(1)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.pipe.close()
        return self.process.exitcode or 0


def read_in_order(
    tasks: Iterable[tuple[Mark, Input | None]], job: Job, workers: int
) -> Iterator[tuple[Mark, Outcome | Failure | None]]:
    """Every task's mark with the outcome of its input, in the order of tasks; null where there is no input.

    Raises what a worker raises for a fault of no document (:class:`~pipeline.errors.DataError`).
    """
    waiting: collections.deque[_Slot[Mark]] = collections.deque()  # in order, read or not
    unread: collections.deque[_Slot[Mark]] = collections.deque()
    crew: list[_Worker[Mark]] = []
    source = iter(tasks)
    more = True
    try:
        while more or waiting:
            while more and len(waiting) < _AHEAD * workers:
                task = next(source, None)
                if task is None:
                    more = False
                    break
                slot = _Slot(*task)
                waiting.append(slot)
                if not slot.done:
                    unread.append(slot)
                elif slot is waiting[0]:
                    break
            while len(crew) < min(workers, len(unread)):
                crew.append(_Worker(job))
            for worker in crew:
                if worker.slot is None and unread:
                    worker.give(unread.popleft())
            if waiting and not waiting[0].done:
                _collect(crew)
            while waiting and waiting[0].done:
                slot = waiting.popleft()
                yield slot.mark, slot.outcome
    finally:
        for worker in crew:
            worker.process.kill()
            worker.kill()


def _collect(crew: list[_Worker[Mark]]) -> None:
    """Take what is read; a worker that died loses its document and goes."""
    busy = {worker.pipe: worker for worker in crew if worker.slot}
    for pipe in wait(list(busy)):
        worker = busy[pipe]  # type: ignore[index]
        slot = worker.slot
        assert slot is not None
        assert slot.item is not None
        try:
            answer = worker.pipe.recv()
        except (EOFError, OSError):
            answer = _death(slot.item, worker.kill())
            crew.remove(worker)
        if isinstance(answer, BaseException):
            raise answer
        slot.outcome, slot.done, worker.slot = answer, True, None


def _death(item: Input, code: int) -> Failure:
    if hasattr(signal, "SIGALRM") and code == -signal.SIGALRM:
        message, remedy = "reading it takes too long", "split it, or raise --timeout"
    else:
        reason = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
        message, remedy = f"reading it ended its process ({reason})", "leave it out, and please report it"
    return Failure(item.id, item.source, "limit", message, remedy)


def _work(pipe: Connection, job: Job) -> None:
    """A worker's life: read what comes until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # workers share the cores, their matrices are small
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    try:
        engine = job.engine()
        _bound_memory(job.memory)
        while True:
            item = pipe.recv()
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

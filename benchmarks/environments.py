"""Tools that cannot live in our environment: each in one of its own, made here from the package index.

hazm's newest release wants a later Python than the one that parsivar's and hazm 0.10's numpy has a build for, parstdex
pins old packages, virastar runs in node. Environments are kept in ``.cache/peers`` and made once.
"""

from __future__ import annotations

import dataclasses
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from benchmarks.timing import OwnClock

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / ".cache" / "peers"
_SECONDS_TO_INSTALL = 300


class NotHereError(Exception):
    """A tool that cannot be had on this machine, and why."""


@dataclasses.dataclass(frozen=True, slots=True)
class Peer:
    """A tool: name, what to install, and the least version of Python that takes it (none: it runs in node)."""

    name: str
    requirement: str
    python: tuple[int, int] | None


PEERS = (
    Peer("hazm", "hazm==0.12.1", (3, 12)),
    Peer("parstdex", "parstdex==1.3.1", (3, 11)),
    Peer("virastar", "virastar@0.22.1", None),
)


class Worker:
    """A tool in its own process; :meth:`call` gives results, :meth:`again` a candidate for ``interleave``."""

    def __init__(self, name: str, command: Sequence[str], folder: Path) -> None:
        self._process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        hello = self._answer(name)
        self.version: str = hello["version"]
        self.name = f"{name} {self.version}"
        self.calls: list[str] = hello["calls"]

    def call(self, name: str, texts: Sequence[str]) -> list[Any]:
        """What the tool says of each text."""
        results: list[Any] = self._ask({"call": name, "texts": list(texts)})["results"]
        return results

    def again(self, name: str, texts: Sequence[str]) -> Callable[[], OwnClock]:
        """A function that has the tool read these texts, and returns the seconds that it took."""
        self.call(name, texts)
        return lambda: OwnClock(self._ask({"call": name})["seconds"])

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.wait(10)
        self._process.stdout.close()

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        return self._answer(request["call"])

    def _answer(self, what: str) -> dict[str, Any]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise NotHereError(f"{what}: the process ended with {self._process.wait(10)}")
        answer: dict[str, Any] = json.loads(line)
        return answer


@contextmanager
def workers() -> Iterator[tuple[dict[str, Worker], dict[str, str]]]:
    """All tools that can be had, by name, and why the others cannot."""
    found: dict[str, Worker] = {}
    missing: dict[str, str] = {}
    with ExitStack() as stack:
        for peer in PEERS:
            try:
                found[peer.name] = stack.enter_context(Worker(peer.name, command(peer), FOLDER / peer.name))
            except NotHereError as reason:
                missing[peer.requirement] = str(reason)
        yield found, missing


def command(peer: Peer) -> list[str]:
    """The command that starts a peer's worker, its environment made if it is not there; else :class:`NotHereError`."""
    folder = FOLDER / peer.name
    made = folder / "made"
    if not made.exists() or made.read_text() != peer.requirement:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for step in _npm(peer) if peer.python is None else _pip(peer, folder):
            _run(step, folder)
        made.write_text(peer.requirement)
    here = Path(__file__).parent
    if peer.python is None:
        return ["node", str(here / "worker.js")]
    return [str(folder / "bin" / "python"), str(here / "worker.py"), peer.name]


def _pip(peer: Peer, folder: Path) -> Iterator[list[str]]:
    assert peer.python
    yield [find_python(peer.python), "-m", "venv", str(folder)]
    yield [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", peer.requirement]


def _npm(peer: Peer) -> Iterator[list[str]]:
    for program in ("node", "npm"):
        if not shutil.which(program):
            raise NotHereError(f"no {program}")
    yield ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", ".", peer.requirement]


def _run(step: Sequence[str], folder: Path) -> None:
    try:
        done = subprocess.run(step, cwd=folder, capture_output=True, text=True, timeout=_SECONDS_TO_INSTALL)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotHereError(str(error)) from error
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [""])[-1]
        raise NotHereError(f"could not be installed: {last}")


def find_python(least: tuple[int, int]) -> str:
    """An interpreter of at least this version, the present one first."""
    if sys.version_info[:2] >= least:
        return sys.executable
    beside = sorted(Path(sys.base_prefix).resolve().parent.glob("3.*/bin/python3"))  # pyenv keeps them side by side
    for name in [*(f"python3.{minor}" for minor in range(least[1], least[1] + 4)), *map(str, beside)]:
        test = f"import sys, venv; sys.exit(not {least} <= sys.version_info[:2] <= {(least[0], least[1] + 1)})"
        try:
            if subprocess.run([name, "-c", test], capture_output=True).returncode == 0:
                return name
        except OSError:
            continue
    raise NotHereError(f"no Python {least[0]}.{least[1]}")

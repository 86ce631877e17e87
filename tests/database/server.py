"""A PostgreSQL server of our own, from the system's binaries, on a socket in a temporary folder."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

_UNPRIVILEGED = ("postgres", "nobody")


def find_binaries() -> Path | None:
    """The newest PostgreSQL's folder of programs: Debian's places, or beside the one on the path."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True)
    if found := shutil.which("initdb"):
        places.append(Path(found).parent)
    return next((path for path in places if (path / "initdb").exists()), None)


class Server:
    """A running server whose socket is in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def url(self, name: str) -> str:
        """The URL of a database."""
        return f"postgresql+psycopg://dabir@/{name}?host={quote(str(self._folder))}"

    def create(self, name: str, *, template: str = "template0") -> str:
        """Make a database anew, as a copy of another one; its URL."""
        with psycopg.connect(f"user=dabir dbname=postgres host={self._folder}", autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
        return self.url(name)


@contextlib.contextmanager
def postgresql(binaries: Path, *, durable: bool = False) -> Iterator[Server]:
    """A server that runs until the block ends.

    PostgreSQL refuses to run as root, so there an unprivileged user runs it. ``durable`` waits for the disk at every
    commit, as in production.
    """
    folder = Path(tempfile.mkdtemp(prefix="dabir-pg-", dir="/tmp"))  # the path of a socket must be short
    try:
        with _running(binaries, folder, durable=durable) as server:
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _running(binaries: Path, folder: Path, *, durable: bool) -> Iterator[Server]:
    data, user = folder / "data", _unprivileged()
    if user:
        os.chown(folder, user["user"], user["group"])
    initdb = [binaries / "initdb", "-D", data, "-U", "dabir", "--auth=trust", "--encoding=UTF8", "--locale=C", "-N"]
    subprocess.run(initdb, check=True, cwd=folder, stdout=subprocess.DEVNULL, **user)
    settings = ["listen_addresses=", f"unix_socket_directories={folder}", "max_connections=40"]
    settings += [] if durable else ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
    options = [word for setting in settings for word in ("-c", setting)]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([binaries / "postgres", "-D", data, *options], cwd=folder, stderr=log, **user)
    try:
        _wait(process, folder)
        yield Server(folder)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _unprivileged() -> dict[str, Any]:
    if os.getuid() != 0:
        return {}
    for name in _UNPRIVILEGED:
        with contextlib.suppress(KeyError):
            found = pwd.getpwnam(name)
            return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}
    raise RuntimeError("no user to run PostgreSQL as, which refuses root: add one called nobody")


def _wait(process: subprocess.Popen[bytes], folder: Path) -> None:
    address = f"user=dabir dbname=postgres host={folder}"
    for _ in range(200):
        if process.poll() is not None:
            break
        with contextlib.suppress(psycopg.OperationalError), psycopg.connect(address):
            return
        time.sleep(0.05)
    raise RuntimeError(f"PostgreSQL did not start: {(folder / 'log').read_text('utf-8')}")

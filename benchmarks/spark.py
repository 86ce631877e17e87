"""A Spark cluster beside the local run: ``python -m benchmarks.spark [--documents N] [--master URL]``.

The same documents through ``dabir extract``'s run with two worker processes, through Spark, and through Spark again
while one of its executors is killed (SIGKILL) in mid-job: documents a second, with the loading of engines, and whether
the records and errors are those of the local run, byte for byte.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pipeline
from benchmarks.generated import development_texts, documents
from benchmarks.timing import markdown
from pipeline.batch.run import Cluster, Workers, run
from pipeline.formats.inputs import Inputs
from pipeline.spark import SparkCluster

_LENGTH = 500  # code points
_EMPTY = 1000  # one document in so many is empty


def main() -> None:
    """Print the table; exit code 1 where bytes differ or nothing was killed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--master", default="local-cluster[2,1,1024]")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder, "texts.jsonl"), Path(folder)
        _write(source, args.documents)
        took = {"two local workers": _seconds(source, out / "0", Workers(2, pipeline.load))}
        with SparkCluster(args.master, pipeline.load) as cluster:
            took[f"Spark, {args.master}"] = _seconds(source, out / "1", cluster)
            with executor_killed(cluster) as killed:
                took["the same, an executor killed"] = _seconds(source, out / "2", cluster)
        wanted, *others = (written(out / str(n)) for n in range(3))
    same = ["", *("yes" if other == wanted else "NO" for other in others)]
    rows = [(name, f"{s:.0f}", f"{args.documents / s:.0f}", x) for (name, s), x in zip(took.items(), same, strict=True)]
    sys.stdout.write(f"{args.documents:,} documents, {len(killed)} executor killed\n\n")
    sys.stdout.write(markdown(("run", "seconds", "documents/s", "same bytes"), rows) + "\n")
    sys.exit("NO" in same or not killed)


@contextlib.contextmanager
def executor_killed(cluster: SparkCluster) -> Iterator[list[int]]:
    """While the block runs, one executor is killed in the middle of a job; the list has its process then."""
    killed: list[int] = []
    over = threading.Event()

    def kill() -> None:
        while not over.wait(0.02) and not killed:
            if _is_in_mid_job(cluster) and (alive := _executors()):
                os.kill(alive[0], signal.SIGKILL)
                killed.append(alive[0])

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        yield killed
    finally:
        over.set()
        thread.join()


def _is_in_mid_job(cluster: SparkCluster) -> bool:
    """Whether some tasks of a stage are done and others at work."""
    tracker = cluster.session.sparkContext.statusTracker()
    jobs = filter(None, map(tracker.getJobInfo, tracker.getActiveJobsIds()))
    stages = filter(None, (tracker.getStageInfo(stage) for job in jobs for stage in job.stageIds))
    return any(stage.numActiveTasks and stage.numCompletedTasks for stage in stages)


def _executors() -> list[int]:
    """The Java processes of executors that this process began."""
    found: list[int] = []
    for entry in Path("/proc").iterdir():
        try:
            if b"CoarseGrainedExecutorBackend" in (entry / "cmdline").read_bytes() and os.getpid() in _ancestors(entry):
                found.append(int(entry.name))
        except (OSError, ValueError):
            continue
    return found


def written(folder: Path) -> dict[str, bytes]:
    """The records and errors of a run as JSON Lines."""
    return {name: (folder / name).read_bytes() for name in ("records.jsonl", "errors.jsonl")}


def _ancestors(entry: Path) -> Iterator[int]:
    while entry.name != "0":
        parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
        yield parent
        entry = Path("/proc") / str(parent)


def _write(path: Path, number: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        for n, text in enumerate(itertools.islice(documents(development_texts()), number)):
            text = "" if n % _EMPTY == 0 else text[:_LENGTH]
            file.write(json.dumps({"id": n, "text": text}, ensure_ascii=False) + "\n")


def _seconds(source: Path, out: Path, workers: Workers | Cluster) -> float:
    start = time.perf_counter()
    run(Inputs([str(source)]), pipeline.load(), out, format="jsonl", workers=workers)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()

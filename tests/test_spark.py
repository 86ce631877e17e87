"""A real Spark cluster of two executors on this machine gives the records of a local run, whatever happens to one."""

from __future__ import annotations

import functools
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import pipeline
from benchmarks.spark import executor_killed, written
from pipeline.batch.run import run
from pipeline.formats.inputs import Inputs

pytest.importorskip("pyspark")
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]

ROOT = Path(__file__).resolve().parents[1]
MASTER = "local-cluster[2,1,1024]"
TEXT = "وزیر امور خارجه ترکمنستان در سال {} به تهران سفر کرد."


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five hundred short texts and two that are none, a line each."""
    path = tmp_path_factory.mktemp("spark") / "texts.jsonl"
    rows = [{"id": n, "text": TEXT.format(1300 + n % 100)} for n in range(500)]
    rows[7]["text"] = rows[300]["text"] = ""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


@pytest.fixture(scope="module")
def wanted(texts: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What the local run writes."""
    out = tmp_path_factory.mktemp("local")
    run(Inputs([str(texts)]), pipeline.load(tagger="none"), out, format="jsonl")
    return written(out)


@pytest.fixture(scope="module")
def cluster() -> Iterator[object]:
    from pipeline.spark import SparkCluster

    with SparkCluster(MASTER, functools.partial(pipeline.load, tagger="none")) as cluster:
        yield cluster


def test_same_bytes_as_a_local_run(cluster: object, texts: Path, wanted: dict[str, bytes], tmp_path: Path) -> None:
    summary = run(Inputs([str(texts)]), pipeline.load(tagger="none"), tmp_path, format="jsonl", workers=cluster)  # type: ignore[arg-type]
    assert (summary.documents, len(summary.failures)) == (498, 2)
    assert written(tmp_path) == wanted


def test_an_executor_dies(
    cluster: object, texts: Path, wanted: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.spark._BLOCK", 250)
    with executor_killed(cluster) as killed:  # type: ignore[arg-type]
        run(Inputs([str(texts)]), pipeline.load(tagger="none"), tmp_path, format="jsonl", workers=cluster)  # type: ignore[arg-type]
    assert killed
    assert written(tmp_path) == wanted


def test_a_frame_of_texts(cluster: object, texts: Path, wanted: dict[str, bytes]) -> None:
    from pipeline.spark import extract

    session = cluster.session  # type: ignore[attr-defined]
    rows = [(str(n), TEXT.format(1300 + n), "2003-01-01", f"x:{n}") for n in range(20)] + [("bad", "", None, "x:20")]
    found = extract(session.createDataFrame(rows, "id string, text string, date string, source string"), tagger="none")
    by_id = {row.id: row for row in found.collect()}
    assert len(by_id) == 21
    assert json.loads(by_id["bad"].error)["message"] == "there is no text in it"
    record = json.loads(by_id["3"].record)
    assert (record["document"]["date"], record["document"]["source"]) == ("2003-01-01", "x:3")
    assert record["visits"][0]["destinations"][0]["country"] == "IRN"


def test_the_command(texts: Path, wanted: dict[str, bytes], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pipeline", "extract", str(texts), "--out", str(tmp_path), "--format", "jsonl"]
    spark = ["--engine", "spark", "--master", "local[1]", "--tagger", "none", "--quiet"]
    done = subprocess.run([*command, *spark], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 1, done.stderr.decode()
    assert written(tmp_path) == wanted

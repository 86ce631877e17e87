"""Documents that crash, hang or eat memory, kills of the whole run, and what is done once."""

from __future__ import annotations

import contextlib
import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.batch.run import Failure, Workers, run
from pipeline.errors import UsageError
from pipeline.formats.documents import Input
from tests.batch.engines import DOCUMENTS, Fragile, item, many
from tests.formats.files import archive

ROOT = Path(__file__).resolve().parents[2]
KILLS = 100
TEXT = "وزیر امور خارجه ترکمنستان در سال ۱۳۸۱ به تهران سفر کرد."

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="limits need a POSIX system")


def output(folder: Path) -> dict[str, bytes]:
    """All that a run says of documents: the files that it shows, but for its time."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.name != "run.json"}


def lines(files: dict[str, bytes]) -> dict[str, list[bytes]]:
    """The lines of files, in no order."""
    return {name: sorted(data.splitlines()) for name, data in files.items()}


def test_poison_costs_itself_alone(tmp_path: Path) -> None:
    texts = ["1", "crash", "2", "hang", "exit", "3", "eat", "raise", "4"]
    inputs = [item(f"{n}", text) for n, text in enumerate(texts)]
    summary = run(inputs, Fragile(), tmp_path, format="jsonl", workers=Workers(2, Fragile, seconds=1, memory=500))
    lines = [json.loads(line) for line in (tmp_path / "records.jsonl").read_text("utf-8").splitlines()]
    assert [line["document"]["id"] for line in lines] == ["0", "2", "5", "8"]
    assert [(failure.id, failure.kind, failure.message) for failure in summary.failures] == [
        ("1", "limit", "reading it ended its process (signal SIGSEGV)"),
        ("3", "limit", "reading it takes too long"),
        ("4", "limit", "reading it ended its process (exit code 3)"),
        ("6", "limit", "reading it takes too much memory"),
        ("7", "internal", "internal error, ZeroDivisionError: division by zero"),
    ]


def test_large_documents_pass_in_both_directions(tmp_path: Path) -> None:
    inputs = [item(f"{n}", "س" * 300_000) for n in range(12)]
    assert run(inputs, Fragile(), tmp_path, workers=Workers(2, Fragile)).documents == 12


@pytest.mark.parametrize("format", ["json", "jsonl"])
def test_unchanged_documents_are_not_read_again(tmp_path: Path, format: str) -> None:
    class Counting(Fragile):
        asked = 0

        def extract(self, text: str, **options: object) -> object:  # type: ignore[override]
            Counting.asked += 1
            return super().extract(text, **options)

    def go(inputs: list[Input], folder: Path = tmp_path / "a") -> tuple[int, int]:
        Counting.asked = 0
        summary = run(inputs, Counting(), folder, format=format)  # type: ignore[arg-type]
        return Counting.asked, summary.unchanged

    first = [item(str(n), f"متن {n}") for n in range(10)]
    assert go(first) == (10, 0)
    before = output(tmp_path / "a")
    assert go(first) == (0, 10)
    assert output(tmp_path / "a") == before
    changed = [item("new", "تازه"), *first[:4], item("4", "دیگر"), *first[6:]]
    assert go(changed) == (2, 8)
    go(changed, tmp_path / "b")
    wanted = output(tmp_path / "b")
    assert {name: data for name, data in output(tmp_path / "a").items() if name in wanted} == wanted
    name = "7.json" if format == "json" else "records.jsonl"
    (tmp_path / "a" / name).write_bytes(b"broken")
    assert go(changed)[0] >= 1
    assert output(tmp_path / "a")[name] == wanted[name]


def test_unordered_does_not_wait_and_writes_the_same_lines(tmp_path: Path) -> None:
    inputs = [item("slow", "sleep"), *(item(str(n), "raise" if n == 7 else "متن") for n in range(60))]
    run(inputs, Fragile(), tmp_path / "ordered", format="jsonl", workers=Workers(2, Fragile))
    run(inputs, Fragile(), tmp_path / "not", format="jsonl", workers=Workers(2, Fragile), ordered=False)
    found = output(tmp_path / "not")
    assert lines(found) == lines(output(tmp_path / "ordered"))
    ids = [json.loads(line)["document"]["id"] for line in found["records.jsonl"].splitlines()]
    assert ids.index("slow") > 50


@pytest.mark.parametrize("format", ["json", "jsonl"])
def test_an_unordered_run_goes_on_with_other_inputs(tmp_path: Path, format: str) -> None:
    """What is still wanted is kept wherever it stands; what is not is left out."""

    def go(inputs: list[Input], stop: int) -> int:
        done: list[object] = []

        def said(failure: Failure | None) -> None:
            done.append(failure)
            if len(done) == stop:
                raise KeyboardInterrupt

        with contextlib.suppress(KeyboardInterrupt):
            return run(
                inputs,
                Fragile(),
                tmp_path / "out",
                format=format,
                ordered=False,
                on_document=said,  # type: ignore[arg-type]
            ).unchanged
        return -1

    first = [item(str(n), "raise" if n == 3 else f"متن {n}") for n in range(12)]
    go(first, 6)
    changed = [*reversed(first[3:]), item("1", "دیگر"), item("new", "تازه"), first[0]]
    go(changed, 11)  # of 12
    assert go(changed, 0) == 12
    run(changed, Fragile(), tmp_path / "calm", format=format)  # type: ignore[arg-type]
    wanted = lines(output(tmp_path / "calm"))
    assert {name: found for name, found in lines(output(tmp_path / "out")).items() if name in wanted} == wanted
    assert go(changed, 0) == 11  # what failed is tried again


def test_two_runs_do_not_write_one_folder(tmp_path: Path) -> None:
    def rival() -> None:
        run([item("a", "1")], Fragile(), tmp_path)

    with pytest.raises(UsageError, match="another run is writing here"):
        run([item("b", "2")], Fragile(), tmp_path, on_document=lambda _: rival())


def start(out: Path, format: str, workers: int, order: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.batch.engines", str(out), format, str(workers), order]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("format", "workers", "order", "kills"),
    [
        ("jsonl", 0, "ordered", KILLS - 25),
        ("json", 0, "ordered", 15),
        ("jsonl", 2, "ordered", 5),
        ("jsonl", 2, "unordered", 5),
    ],
)
def test_kills_cost_nothing(tmp_path: Path, format: str, workers: int, order: str, kills: int) -> None:
    """A hundred SIGKILLs over two thousand documents; each run starts with the same command."""
    chance = random.Random(kills)
    run(many(), Fragile(), tmp_path / "calm", format=format)  # type: ignore[arg-type]
    done = 0
    for _ in range(kills):
        with start(tmp_path / "killed", format, workers, order) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(chance.uniform(0, 1.5 / kills))
            done += process.poll() is None
            process.kill()
        time.sleep(0.1 if workers else 0)  # its workers end when they notice
    assert done > kills * 0.9
    with start(tmp_path / "killed", format, workers, order) as process:
        assert process.wait() == 0
    assert json.loads((tmp_path / "killed" / "run.json").read_bytes())["counts"]["unchanged"] > 0
    killed, calm = output(tmp_path / "killed"), output(tmp_path / "calm")
    assert lines(killed) == lines(calm)
    if order == "ordered":
        assert killed == calm
    assert len((tmp_path / "killed" / "errors.jsonl").read_text().splitlines()) == DOCUMENTS // 100


def test_ctrl_c_says_how_to_go_on(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(400):
        (folder / f"{n:03}.txt").write_text(TEXT * 60, "utf-8")  # some seconds for all: the signal must come in time
    command = [
        sys.executable,
        "-m",
        "pipeline",
        "extract",
        str(folder),
        "--out",
        str(tmp_path / "out"),
        "--tagger",
        "none",
    ]
    with subprocess.Popen([*command, "--workers", "1"], cwd=ROOT, stderr=subprocess.PIPE) as process:
        while not (tmp_path / "out" / "000.json").exists() and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        assert process.stderr is not None
        said = process.stderr.read().decode()
        assert process.wait() == 130
    assert "of 400 documents; the same command goes on from here" in said
    assert "Traceback" not in said


@pytest.mark.slow
def test_poison_of_every_kind(tmp_path: Path) -> None:
    """What a hostile folder may hold: the run ends, what is wrong is named, what is good is read."""
    folder = tmp_path / "in"
    folder.mkdir()
    deep = archive({"a.txt": TEXT.encode()})
    for level in range(5):
        deep = archive({f"{level}.zip": deep})
    bad = {
        "letter.txt": "ا".encode() * 25_000_000,
        "deep.zip": deep,
        "crash.pdf": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 1 0 R >>\nendobj\ntrailer << /Root 1 0 R >>",
    }
    baits = {
        "brackets.txt": "(" * 200_000 + TEXT,
        "dates.txt": "۱۳۸۱/" * 40_000 + TEXT,
        "ands.txt": "وزیر و " * 30_000 + TEXT,
        "talks.txt": "دیدار " * 30_000 + TEXT,
        "two.txt": "دو رئیس\n" * 20_000 + TEXT,
        "quotes.txt": "«" * 100_000 + "»" * 100_000 + TEXT,
        "spaces.txt": " " * 200_000 + TEXT + "\n" * 200_000 + TEXT,
        "half.txt": "می\u200c" * 60_000 + TEXT,
    }
    for name, data in bad.items():
        (folder / name).write_bytes(data)
    for name, text in {**baits, "good.txt": TEXT}.items():
        (folder / name).write_text(text, "utf-8")
    out = tmp_path / "out"
    command = [sys.executable, "-m", "pipeline", "extract", str(folder), "--out", str(out), "--timeout", "20", "-q"]
    done = subprocess.run([*command, "--workers", "2"], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 1
    errors = [json.loads(line) for line in (out / "errors.jsonl").read_text("utf-8").splitlines()]
    named = {Path(error["source"]).relative_to(folder).parts[0] for error in errors}
    assert named == {*bad}
    assert {path.name for path in out.glob("*.json")} == {
        "run.json",
        *(f"{Path(name).stem}.json" for name in (*baits, "good.txt")),
    }

"""The command as people run it: output, messages, exit codes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from typer.main import get_command
from typer.testing import CliRunner, Result

from pipeline import __version__
from pipeline.cli import _COMMANDS, app
from pipeline.records import json_schema

ROOT = Path(__file__).resolve().parents[1]
RAW = ROOT / "corpus" / "raw"
TEXT = "وزیر امور خارجه ترکمنستان در سال ۱۳۸۱ به تهران سفر کرد."


def dabir(*arguments: str | Path, input: bytes | None = None) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=input)


def extract(*arguments: str | Path, input: bytes | None = None) -> Result:
    return dabir("extract", "--tagger", "none", "--quiet", *arguments, input=input)


def process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        check=False,
    )


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with one good text."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.txt").write_text(TEXT, "utf-8")
    return tmp_path


def read(path: Path) -> dict[str, object]:
    record = json.loads(path.read_bytes())
    assert isinstance(record, dict)
    return record


def files(folder: Path) -> list[str]:
    """Names in a folder, without those of what a run keeps of itself."""
    return sorted(path.name for path in folder.iterdir() if path.name not in (".dabir", "run.json"))


# -- what it writes ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [(), ("--explain", "--tag", "all")], ids=["plain", "explained"])
def test_the_corpus_gives_valid_records(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = extract(RAW, "--metadata", ROOT / "corpus" / "metadata.tsv", "--out", tmp_path, *arguments)
    assert (done.exit_code, done.stderr) == (0, "")
    assert files(tmp_path) == sorted(f"{path.stem}.json" for path in RAW.iterdir())
    validator = jsonschema.Draft202012Validator(json_schema())
    for name in files(tmp_path):
        record = read(tmp_path / name)
        validator.validate(record)
        assert ("sentences" in record) == ("repairs" in record) == bool(arguments)


def test_one_file_holds_what_many_hold(tmp_path: Path) -> None:
    assert extract(RAW, "--out", tmp_path / "many").exit_code == 0
    assert extract(RAW, "--out", tmp_path / "one", "--format", "jsonl").exit_code == 0
    lines = (tmp_path / "one" / "records.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [read(tmp_path / "many" / name) for name in files(tmp_path / "many")]


def test_same_bytes_in_every_process(tmp_path: Path) -> None:
    """Order of sets and time of day leave no trace."""
    outputs = []
    for seed in ("0", "4242"):
        out = tmp_path / seed
        done = process("extract", "corpus/raw", "--out", str(out), "--explain", "--quiet", PYTHONHASHSEED=seed)
        assert (done.returncode, done.stderr) == (0, b"")
        outputs.append({name: (out / name).read_bytes() for name in files(out)})
    assert len(outputs[0]) == len(list(RAW.iterdir()))
    assert outputs[0] == outputs[1]


def test_document_says_where_it_is_from(here: Path) -> None:
    (here / "x.jsonl").write_text(json.dumps({"id": "j/1", "text": TEXT, "viewpoint": "TKM"}), "utf-8")
    (here / "m.tsv").write_text("id\tdate\nj/1\t2002-05-06\n", "utf-8")
    done = extract("good.txt", "x.jsonl", "-", "--out", "out", "--metadata", "m.tsv", "--subject-country", "TKM",
                   input=TEXT.encode("utf-16"))  # fmt: skip
    assert (done.exit_code, done.stderr) == (0, "")
    assert files(here / "out") == ["good.json", "j%2F1.json", "stdin.json"]
    fields = ("id", "source", "encoding", "date", "viewpoint", "subject_country", "length")
    found = {name: read(here / "out" / name)["document"] for name in files(here / "out")}
    assert [[found[name][field] for field in fields] for name in found] == [  # type: ignore[index]
        ["good", "good.txt", "utf-8", None, "IRN", "TKM", len(TEXT)],
        ["j/1", "x.jsonl:1", "utf-8", "2002-05-06", "TKM", "TKM", len(TEXT)],
        ["stdin", "-", "utf-16-le", None, "IRN", "TKM", len(TEXT)],
    ]
    assert [found[name]["sha256"] is None for name in found] == [False, True, False]  # type: ignore[index]


def test_unquoted_patterns_and_outputs_by_default(here: Path) -> None:
    assert extract("g*.txt").exit_code == 0
    assert files(here / "outputs") == ["good.json"]


def test_the_folder_that_is_read_may_be_written(here: Path) -> None:
    for _ in range(2):
        assert extract(".", "--out", ".", "--format", "jsonl").exit_code == 0
    assert files(here) == ["good.txt", "records.jsonl"]


def test_files_of_other_kinds_are_not_passed_over_in_silence(here: Path) -> None:
    (here / "in").mkdir()
    for name in ("a.txt", "b.DOC", "c.doc", "LICENSE", ".hidden.doc"):
        (here / "in" / name).write_text(TEXT, "utf-8")
    said = dabir("extract", "in", "--out", "out", "--tagger", "none").stderr
    assert "warning: files of kinds that are not read were passed over (without a suffix: 1, .doc: 2)\n" in said
    assert extract("in", "--out", "out").stderr == ""
    again = dabir("extract", "in", "--out", "in", "--tagger", "none")  # what a run writes is no input
    assert "passed over" not in again.stderr


def test_summary_unless_quiet(here: Path) -> None:
    done = dabir("extract", "good.txt", "--tagger", "none")
    assert done.stdout == ""
    first, second, third = done.stderr.splitlines()
    assert re.fullmatch(r"dabir: 1 document in [0-9.]+ s, 0 failed", first)
    assert re.fullmatch("dabir: 1 date, .* 1 visit, 0 meetings, 0 agreements, 0 warnings", second)
    assert third == "dabir: records in outputs"
    again = dabir("extract", "good.txt", "--tagger", "none").stderr
    assert ", 0 failed (1 done by an earlier run)\n" in again
    assert extract("good.txt").stderr == ""
    assert files(here / "outputs") == ["good.json"]


# -- bad input --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("bad.txt", b"", "bad.txt: the file is empty (leave it out"),
        ("bad.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "bad.txt: it is a binary file, no text (convert it"),
        ("bad.txt", b"Tehran", "bad.txt: there is no Persian letter in it (give"),
        ("bad.txt", TEXT.encode()[:-2] + b"\xff", "bad.txt: no valid UTF-8 at byte "),
        (
            "bad.txt",
            "Le président a été reçu à Téhéran".encode("latin-1"),
            "bad.txt: its encoding cannot be told (save it",
        ),
        ("bad.jsonl", b'{"id": "bad"', "bad.jsonl:1: no valid JSON"),
        ("bad.jsonl", b'{"id": "bad", "text": "\\ud83d"}', "bad.jsonl:1: there is no Persian letter"),
        (
            "bad.jsonl",
            TEXT.join(('{"id": "bad", "text": "', '\\ud83d"}')).encode(),
            "bad.jsonl:1: lone surrogate U+D83D",
        ),
        (
            "bad.jsonl",
            TEXT.join(('{"id": "bad", "viewpoint": "XXX", "text": "', '"}')).encode(),
            "bad.jsonl:1: 'XXX' is no country code (use ISO 3166-1",
        ),
    ],
    ids=["empty", "binary", "Latin", "cut off", "French", "malformed", "surrogate alone", "surrogate", "country"],
)
@pytest.mark.parametrize("format", ["json", "jsonl"])
def test_bad_document(here: Path, name: str, data: bytes, message: str, format: str) -> None:
    """Named on standard error and in errors.jsonl; the others are written, and nothing of it."""
    (here / name).write_bytes(data)
    done = extract(name, "good.txt", "--out", "out", "--format", format)
    assert done.exit_code == 1
    assert done.stderr.startswith(f"dabir: {message}")
    assert done.stderr.count("\n") == 1
    (line,) = (here / "out" / "errors.jsonl").read_text("utf-8").splitlines()
    assert message.startswith(json.loads(line)["source"])
    assert files(here / "out") == ["errors.jsonl", "good.json" if format == "json" else "records.jsonl"]
    (here / name).unlink()
    assert extract("good.txt", "--out", "out", "--format", format).exit_code == 0
    assert "errors.jsonl" not in files(here / "out")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing.txt"], "dabir: missing.txt: no such file or folder (check the path)"),
        (["good.txt", "sub"], "dabir: good.txt and sub/good.txt have one id, 'good' (--relative-ids takes"),
        (["good.txt", "--out", "good.txt"], "dabir: good.txt: nothing can be written here: File exists (name another"),
        (["good.txt", "--out", "good.txt/x"], "dabir: good.txt/x: nothing can be written here: Not a directory"),
        (["good.txt", "--metadata", "bad.tsv"], "dabir: bad.tsv:2: '6 May' is no day: write YYYY-MM-DD"),
        (["good.txt", "--metadata", "missing.tsv"], "dabir: missing.tsv: the metadata cannot be read: No such file"),
        (["good.txt", "--date", "1381-02-16"], "dabir: '1381-02-16' looks like a Jalali or Hijri day: write"),
        (["good.txt", "--viewpoint", "XXX"], "dabir: viewpoint 'XXX' is no known country code: write ISO 3166-1"),
        (["good.txt", "--subject-country", "kaz"], "dabir: subject_country 'kaz' is no known country code"),
        (["good.txt", "--tagger", "magic"], "dabir: no tagger is called 'magic' (give default, spacy:PATH"),
        (["good.txt", "--lexicon", "missing"], "dabir: missing: no such folder"),
        (["good.txt", "--format", "xml"], "Usage: "),
        (["good.txt", "--nonsense"], "Usage: "),
        ([], "Usage: "),
    ],
)
def test_wrong_usage(here: Path, arguments: list[str], message: str) -> None:
    (here / "sub").mkdir()
    (here / "sub" / "good.txt").write_text(TEXT, "utf-8")
    (here / "bad.tsv").write_text("id\tdate\ngood\t6 May\n", "utf-8")
    before = files(here)
    done = extract(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(message)
    assert files(here) == before


def test_metadata_of_no_document(here: Path) -> None:
    (here / "m.tsv").write_text("id\ngood\n" + "".join(f"other{n}\n" for n in range(7)), "utf-8")
    done = extract("good.txt", "--metadata", "m.tsv")
    assert done.exit_code == 0
    names = "other0, other1, other2, other3, other4 and 2 more"
    assert done.stderr == f"dabir: warning: m.tsv: no document is called {names}\n"


def test_relative_ids(here: Path) -> None:
    (here / "sub").mkdir()
    (here / "sub" / "good.txt").write_text(TEXT, "utf-8")
    assert extract(".", "--relative-ids").exit_code == 0
    assert files(here / "outputs") == ["good.txt.json", "sub%2Fgood.txt.json"]


# -- the other commands -----------------------------------------------------------------------------------------------


def test_schema() -> None:
    done = dabir("schema")
    assert json.loads(done.stdout) == json_schema()
    jsonschema.Draft202012Validator.check_schema(json.loads(done.stdout))


@pytest.mark.parametrize(
    ("arguments", "given", "printed"),
    [
        (["--level", "letters"], "علي و كتاب", "علی و کتاب\n"),
        (["-", "--level", "letters"], "علي\n", "علی\n"),
        ([], "سفر به تهران", "سفر به تهران\n"),
    ],
)
def test_normalize(arguments: list[str], given: str, printed: str) -> None:
    done = dabir("normalize", *arguments, input=given.encode())
    assert (done.exit_code, done.stdout) == (0, printed)


def test_normalize_explains() -> None:
    done = dabir("normalize", "--explain", input="علي رفت".encode())
    (change,) = map(json.loads, done.stdout.splitlines())
    assert "علي رفت"[change["start"] : change["end"]] == change["text"]
    assert (change["kind"], change["repaired"][-1]) == ("letter", "ی")


@pytest.mark.parametrize("command", ["normalize", "tag"])
def test_one_text_that_cannot_be_read(here: Path, command: str) -> None:
    (here / "bad.txt").write_bytes(b"")
    done = dabir(command, "bad.txt")
    assert (done.exit_code, done.stderr) == (1, "dabir: bad.txt: the file is empty (leave it out or give its text)\n")
    assert dabir(command, "missing.txt").exit_code == 2
    assert dabir(command, ".").exit_code == 2


def test_tag() -> None:
    done = dabir("tag", "--tagger", "none", input="وزیر رفت.".encode())
    assert done.exit_code == 0
    assert done.stdout.splitlines()[:4] == [
        "# newdoc id = stdin",
        "# sent_id = stdin-1",
        "# text = وزیر رفت.",
        "1\tوزیر\tوزیر\tX\t_\t_\t_\t_\t_\t_",
    ]


def test_version() -> None:
    done = process("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"dabir {__version__}\n".encode(), b"")


def test_every_command_has_help_and_an_example() -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]
    assert set(commands) == set(_COMMANDS)
    for name, command in commands.items():
        assert command.help
        assert f"dabir {name}" in dabir(name, "--help").stdout.split("Example: ")[1].replace("\n", " ")


def test_help_loads_no_heavy_library() -> None:
    script = (
        "import sys, pipeline.cli; print({'spacy', 'hazm', 'parsivar', 'rich', 'msgspec', 'numpy'} & {*sys.modules})"
    )
    loaded = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True)
    assert loaded.stdout == b"set()\n"

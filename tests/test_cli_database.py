"""dabir load, db, export and extract --to as people run them."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pipeline import records
from pipeline.cli import app
from pipeline.database.schema import ddl, diagram
from tests.database.documents import document, person, small, write_lines

TEXT = "خاتمی رئیس‌جمهور ایران در ۳ اردیبهشت ۱۳۸۱ به آستانه سفر کرد."


def dabir(*arguments: str | Path, input: bytes | None = None) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=input)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a folder of records, one of them malformed."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "out"
    (folder / "deep").mkdir(parents=True)
    (folder / "one.json").write_bytes(records.encode(small(1), indent=2))
    (folder / "bad.json").write_text('{"schema_version": "1.0.0"', "utf-8")
    (folder / "errors.jsonl").write_text('{"id": "x"}\n', "utf-8")
    later = records.encode(small(3)).replace(f'"{records.SCHEMA_VERSION}"'.encode(), b'"2.0.0"')
    lines = [records.encode(small(2)), b"", b'{"no": "document"}', later]
    with gzip.open(folder / "deep" / "more.jsonl.gz", "wb") as file:
        file.write(b"\n".join(lines))
    return tmp_path


def test_load_names_what_it_cannot_read_and_goes_on(here: Path) -> None:
    done = dabir("load", "out")
    assert done.exit_code == 1
    errors = done.stderr.splitlines()
    assert errors[0].startswith("dabir: out/bad.json: no records of a document: ")
    assert errors[1].startswith("dabir: out/deep/more.jsonl.gz:3: no records of a document: ")
    assert errors[2].startswith("dabir: out/deep/more.jsonl.gz:4: its records are of schema version 2.0.0, not 1.")
    assert errors[3:] == ["dabir: 2 inserted, 0 replaced, 0 unchanged, 3 failed, 0 pruned"]
    again = dabir("load", "out/one.json", "-", "--to", "sqlite:///dabir.db", input=records.encode(small(5)))
    assert (again.exit_code, again.stdout) == (0, "")
    assert again.stderr == "dabir: 1 inserted, 0 replaced, 1 unchanged, 0 failed, 0 pruned\n"
    pruned = dabir("load", "out/one.json", "--prune")
    assert pruned.stderr == "dabir: 0 inserted, 0 replaced, 1 unchanged, 0 failed, 2 pruned\n"
    assert dabir("load", "out/one.json", "--quiet").stderr == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["load", "missing"], "dabir: missing: no such file or folder (check the path)"),
        (["load", "empty"], "dabir: empty: no .json or .jsonl file in this folder (name the files of records)"),
        (["load", "out", "--to", "nonsense"], "dabir: nonsense: this is no URL of a database (write sqlite:///"),
        (["load", "out", "--to", "sqlite:///out"], "dabir: sqlite:///out: unable to open database file"),
        (["load", "out", "--to", "sqlite:///out/one.json"], "dabir: sqlite:///out/one.json: file is not a database"),
        (["db", "status", "--to", "sqlite:///new.db"], "dabir: sqlite:///new.db: there are no records in this"),
        (["db", "search", "  "], "dabir: sqlite:///dabir.db: there are no records in this database (dabir load"),
        (["export", "out", "--format", "csv", "--dyads"], "dabir: --dyads is for events (add --format events)"),
        (["export", "out", "--format", "xlsx", "--out", "out"], "dabir: out: nothing can be written here: "),
        (["export", "out"], "Usage: "),
    ],
)
def test_wrong_usage(here: Path, arguments: list[str], message: str) -> None:
    (here / "empty").mkdir()
    done = dabir(*arguments)
    assert done.exit_code == 2
    assert any(line.startswith(message) for line in done.stderr.splitlines()), done.stderr


def test_extract_to_a_database(here: Path) -> None:
    (here / "visit.txt").write_text(TEXT, "utf-8")
    done = dabir("extract", "visit.txt", "--tagger", "none", "--to", "sqlite:///x.db")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.endswith("dabir: 1 inserted, 0 replaced, 0 unchanged, 0 failed, 0 pruned\n")
    assert (here / "outputs" / "visit.json").exists()
    loaded = dabir("load", "outputs", "--to", "sqlite:///x.db")
    assert loaded.stderr == "dabir: 0 inserted, 0 replaced, 1 unchanged, 0 failed, 0 pruned\n"
    asked = dabir(
        "db", "query", "SELECT earliest_jalali, visitors, destinations FROM visits_flat", "--to", "sqlite:///x.db"
    )
    assert asked.stdout.splitlines()[2] == "| 1381-02-03 | خاتمی (رئیس‌جمهور) | آستانه |"
    assert dabir("extract", "visit.txt", "--tagger", "none", "--quiet", "--to", "sqlite:///x.db").stderr == ""
    refused = dabir("extract", "visit.txt", "--tagger", "none", "--quiet", "--to", "sqlite:///visit.txt")
    assert refused.exit_code == 2 and "file is not a database" in refused.stderr


def test_status_and_upgrade(here: Path) -> None:
    assert dabir("db", "upgrade").stderr == "dabir: the schema went from version none to 0001\n"
    assert dabir("db", "upgrade").stderr == "dabir: the schema is version 0001 already\n"
    dabir("load", "out/one.json")
    assert {"schema\t0001", "documents\t1", "visit_visitors\t2"} <= {*dabir("db", "status").stdout.splitlines()}


def test_schema() -> None:
    assert dabir("db", "schema").stdout == ddl("sqlite")
    assert dabir("db", "schema", "--dialect", "postgresql").stdout == ddl("postgresql")
    assert dabir("db", "schema", "--diagram").stdout == diagram()


def test_search(here: Path) -> None:
    dabir("load", "out/one.json")
    done = dabir("db", "search", "يادداشت‌تفاهم")
    assert (done.exit_code, done.stdout) == (0, "document-0001\ta60\tagreement\t\t\tیادداشت تفاهم\n")
    assert dabir("db", "search", "–").exit_code == 2


def test_query_prints_a_table_and_changes_nothing(here: Path) -> None:
    write_lines(here / "x.jsonl", [document("a|b", participants=[person("p1", "خط\nدوم")])])
    dabir("load", "x.jsonl")
    done = dabir("db", "query", "-", input=b"SELECT document_id, name, role FROM participants_flat")
    assert done.stdout == "| document_id | name | role |\n| --- | --- | --- |\n| a\\|b | خط دوم |  |\n"
    assert dabir("db", "query", "SELECT name FROM participants WHERE id LIKE 'p%'").stdout.count("\n") == 3
    for wrong, message in {
        "DELETE FROM documents": "the query is refused: attempt to write a readonly database",
        "SELECT colour FROM documents": "the query is refused: no such column: colour",
        "SELECT 1; DROP TABLE documents": "the query is refused: You can only execute one statement at a time.",
        "PRAGMA query_only = OFF": "this query gives no rows",
    }.items():
        refused = dabir("db", "query", wrong)
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert message in refused.stderr
    assert "documents\t1" in dabir("db", "status").stdout


@pytest.mark.parametrize(
    ("format", "written"),
    [
        ("csv", ["csv/agreements.csv", "csv/participants.csv", "csv/timeline.csv", "csv/visits.csv"]),
        ("events", ["events.jsonl"]),
    ],
)
def test_export_names_what_it_writes_and_what_it_cannot_read(here: Path, format: str, written: list[str]) -> None:
    done = dabir("export", "out", "--format", format)
    assert done.exit_code == 1
    paths = sorted(line for line in done.stderr.splitlines() if not line.startswith("dabir: "))
    assert paths == [f"outputs/{name}" for name in written]
    assert all((here / path).exists() for path in paths)
    assert done.stderr.count("no records of a document") == 2
    assert dabir("export", "out/one.json", "--format", format, "--quiet").stderr == ""


def test_dyads_on_request(here: Path) -> None:
    visit = {
        "plover": {"event": "CONSULT", "mode": "visit", "context": None},
        "cameo": "042", "actors": ["p1", "p2"], "recipients": ["KAZ"],
    }  # fmt: skip
    from tests.database.documents import event

    one = document("x", participants=[person("p1", "الف"), person("p2", "ب")], visits=[event("v3", "سفر", event=visit)])
    write_lines(here / "x.jsonl", [one])
    lines = {}
    for dyads in ((), ("--dyads",)):
        dabir("export", "x.jsonl", "--format", "events", "--out", "e.jsonl", *dyads)
        lines[dyads] = [json.loads(line) for line in (here / "e.jsonl").read_text("utf-8").splitlines()]
    assert [len(line["actors"]) for line in lines[()]] == [2]
    assert [[a["name"] for a in line["actors"]] for line in lines["--dyads",]] == [["الف"], ["ب"]]

"""``dabir dates``: a text, a file or standard input; nothing heavy is loaded."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app

TEXT = "از ۴ تا ۱۶ اردیبهشت ۱۳۸۱ و سال گذشته"


def run(*args: str, text: str | None = None) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["dates", *args], input=text)
    return result.exit_code, result.output


def test_a_text_a_file_and_standard_input_say_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    assert run(TEXT) == run(str(path)) == run("-", text=TEXT)
    code, told = run(TEXT, "--date", "2003-08-03")
    records = [json.loads(line) for line in told.splitlines()]
    assert code == 0
    assert [record["edtf"] for record in records] == ["2002-04-24/2002-05-06", "2002-03-21/2003-03-20"]


@pytest.mark.parametrize(
    ("format", "start"), [("edtf", "2002-04-24/2002-05-06\t۴ تا ۱۶ اردیبهشت ۱۳۸۱"), ("timeml", "<?xml version=")]
)
def test_other_forms(format: str, start: str) -> None:
    code, told = run(TEXT, "--format", format)
    assert code == 0
    assert told.startswith(start)


def test_a_bad_day_is_said() -> None:
    code, told = run(TEXT, "--date", "1382-05-12")
    assert code == 2
    assert "Gregorian" in told


def test_nothing_heavy_is_loaded() -> None:
    code = (
        "import sys; sys.argv = ['dabir', 'dates', '۱۳۸۱/۲/۴']; from pipeline.cli import app\n"
        "try: app()\nexcept SystemExit: pass\n"
        "heavy = {'spacy', 'numpy', 'hazm', 'parsivar', 'pipeline.engine', 'pipeline.lexicon'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)

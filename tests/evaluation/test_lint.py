"""What the linter finds in gold files, and where it says that it is."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from pipeline.cli import app
from pipeline.evaluation.lint import lint as find_problems
from pipeline.formats.gold_files import raw_folder
from pipeline.lexicon import Lexicon

CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "gold"

RAW = "وزیر امور خارجه عمان ۵ خرداد ۱۳۹۴ وارد تهران شد و با ظريف دیدار کرد."


def span(text: str) -> dict[str, Any]:
    start = RAW.index(text)
    return {"start": start, "end": start + len(text), "text": text}


GOLD: dict[str, Any] = {
    "document": {"id": "oman"},
    "dates": [{"id": "d1", **span("۵ خرداد ۱۳۹۴"), "earliest": "2015-05-26", "latest": "2015-05-26"}],
    "participants": [
        {"id": "p1", "kind": "office", "role": {"text": "وزیر امور خارجه"}, "country": "OMN"},
        {"id": "p2", "kind": "person", "name": "ظریف", "mentions": [span("ظريف")], "resolved": {"name": "ظریف"}},
    ],
    "visits": [
        {
            "id": "v1",
            "trigger": span("وارد"),
            "visitors": ["p1"],
            "hosts": [],
            "when": {"dates": ["d1"]},
            "optional": True,
        }
    ],
    "meetings": [
        {"id": "m1", "trigger": span("دیدار"), "participants": ["p1", "p2"], "also": [span("با")], "optional": True}
    ],
    "agreements": [],
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "raw").mkdir()
    (tmp_path / "gold").mkdir()
    (tmp_path / "raw" / "oman.txt").write_text(RAW, "utf-8")
    write(tmp_path, GOLD)
    return tmp_path


def write(corpus: Path, gold: Any, name: str = "oman.json") -> None:
    (corpus / "gold" / name).write_text(json.dumps(gold, ensure_ascii=False), "utf-8")


def check(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["check", *map(str, arguments)])


def lint(corpus: Path, *arguments: str | Path) -> list[str]:
    """The problems, without the path of the gold folder."""
    done = check("--lint", corpus / "gold", *arguments)
    problems = done.stdout.splitlines()
    assert done.exit_code == bool(problems), done.stderr
    return [line.replace(f"{corpus}/", "") for line in problems]


def test_nothing_is_wrong(corpus: Path) -> None:
    assert lint(corpus) == []
    assert lint(corpus, "--text", corpus / "raw") == []


FAULTS: list[tuple[Callable[[dict[str, Any]], object], list[str]]] = [
    (lambda gold: gold["visits"][0].update(status="done"), ["$.visits[0].status (v1): Invalid enum value 'done'"]),
    (
        lambda gold: gold["dates"][0].update(end="33", earliest="2015-05-32"),
        [
            "$.dates[0].end (d1): Expected `int`, got `str`",
            "$.dates[0].earliest (d1): Invalid RFC3339 encoded date",
        ],
    ),
    (lambda gold: gold["participants"][1].pop("id"), ["$.participants[1]: the field 'id' must be there"]),
    (lambda gold: gold["meetings"][0].pop("trigger"), ["$.meetings[0] (m1): the field 'trigger' must be there"]),
    (lambda gold: gold.update(visits={}), ["$.visits: Expected `array`, got `object`"]),
    (
        lambda gold: gold["visits"][0]["trigger"].update(start=4, end=8),
        ["$.visits[0].trigger (v1): 4-8 is ' امو', not 'وارد': it stands at 34-38"],
    ),
    (
        lambda gold: gold["participants"][1]["mentions"][0].update(text="ظریف"),
        ["$.participants[1].mentions[0] (p2): 53-57 is 'ظريف', not 'ظریف': it stands nowhere in the text"],
    ),
    (
        lambda gold: gold["meetings"][0]["also"][0].update(end=1000),
        ["$.meetings[0].also[0] (m1): 50-1000 is no span of a text of 68 code points"],
    ),
    (
        lambda gold: gold["visits"][0].update(visitors=["p1", "d1"], hosts=["p9"]),
        [
            "$.visits[0].visitors[1] (v1): there is no record 'd1' among the participants",
            "$.visits[0].hosts[0] (v1): there is no record 'p9' among the participants",
        ],
    ),
    (
        lambda gold: gold["participants"][0].update(country="OMA"),
        ["$.participants[0].country (p1): 'OMA' is no known code of a country or body"],
    ),
    (
        lambda gold: gold["participants"][0]["role"].update(text="وزير امور خارجه"),
        [
            "$.participants[0].role.text (p1): 'وزير امور خارجه' has the letter 'ي': "
            "write words as a reader of today would, with ی and ک"
        ],
    ),
    (lambda gold: gold["visits"][0].update(id="d1"), ["$: 2 records have the id 'd1'"]),
    (
        lambda gold: gold["dates"][0].update(earliest="2015-05-27"),
        ["$.dates[0] (d1): it ends on 2015-05-26, before it begins on 2015-05-27"],
    ),
    (
        lambda gold: gold["meetings"][0].update(participants=["p1"]),
        ["$.participants[1] (p2): takes part in no event, and nothing is attributed to it"],
    ),
    (lambda gold: gold["meetings"][0].pop("participants"), []),  # not said, so it may be anybody
    (lambda gold: gold["document"].update(id="iran"), ["$.document.id: it is 'iran', and the file's name is 'oman'"]),
    (lambda gold: gold["document"].update(length=70), ["$.document.length: it is 70, and the text has 68 code points"]),
]


@pytest.mark.parametrize(("spoil", "messages"), FAULTS)
def test_faults_are_placed(corpus: Path, spoil: Callable[[dict[str, Any]], object], messages: list[str]) -> None:
    gold = copy.deepcopy(GOLD)
    spoil(gold)
    write(corpus, gold)
    found = [line for line in lint(corpus) if "no raw text" not in line]
    assert found == [f"gold/oman.json: {message}" for message in messages]


def test_unknown_fields_are_refused(corpus: Path) -> None:
    write(corpus, {"visits": [{"id": "v1", "trigger": span("وارد"), "visitor": []}]})
    (line,) = lint(corpus)
    assert line.startswith("gold/oman.json: $.visits[0] (v1): there is no field 'visitor'; known: id, trigger,")


def test_broken_files_do_not_hide_others(corpus: Path) -> None:
    (corpus / "gold" / "broken.json").write_text('{"dates": [', "utf-8")
    (corpus / "gold" / "twice.json").write_text('{"dates": [], "dates": []}', "utf-8")
    (corpus / "gold" / "latin.json").write_bytes(b'{"dates": ["\xff"]}')
    write(corpus, {"document": {"id": "oman"}}, "more.jsonl")
    found = lint(corpus)
    assert [line.split(":")[0] for line in found] == [f"gold/{name}" for name in
            ("broken.json", "latin.json", "oman.json", "twice.json")]  # fmt: skip
    assert "no valid JSON" in found[0]
    assert "'oman' was given by" in found[2]
    assert "the key 'dates' stands twice" in found[3]


def test_text_must_be_there(corpus: Path) -> None:
    (corpus / "raw" / "oman.txt").unlink()
    assert lint(corpus) == [f"gold/oman.json: there is no raw text {corpus}/raw/oman.txt: name its folder with --text"
                            .replace(f"{corpus}/", "")]  # fmt: skip


def test_halves(corpus: Path) -> None:
    (corpus / "halves.tsv").write_text("id\thalf\nother\ttest\nlost\tdevelopment\n", "utf-8")
    assert lint(corpus) == [
        "gold/oman.json: halves.tsv does not say in which half 'oman' is",
        "halves.tsv: 'other' has no gold file",
        "halves.tsv: 'lost' has no gold file",
    ]
    (corpus / "halves.tsv").write_text("id\thalf\noman\ttest\nlost\tdevelopment\n", "utf-8")
    assert lint(corpus, "--half", "test") == []
    assert lint(corpus, "--half", "development") == ["halves.tsv: 'lost' has no gold file"]
    assert lint(corpus) == ["halves.tsv: 'lost' has no gold file"]


@pytest.mark.parametrize("table", ["", "id\tpart\n", "id\thalf\noman\ttraining\n", "id\thalf\na\ttest\na\ttest\n"])
def test_halves_are_checked(corpus: Path, table: str) -> None:
    (corpus / "halves.tsv").write_text(table + "\n", "utf-8")
    done = check("--lint", corpus / "gold")
    assert done.exit_code == 2
    assert f"halves.tsv:{len(table.splitlines()) or 1}: " in done.stderr


def test_a_wrong_path(corpus: Path) -> None:
    done = check("--lint", corpus / "golden")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "no such file or folder" in done.stderr


def test_the_corpus_is_clean() -> None:
    """Of what is wrong only the file's name is told: the test half is not looked at."""
    found, problems = find_problems(CORPUS, text=raw_folder(CORPUS), half=None, lexicon=Lexicon.load())
    assert sorted({problem.where for problem in problems}) == []
    assert found == len(list(CORPUS.iterdir()))

"""``dabir check`` as people run it: figures, files that are named, gates, baselines, halves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from pipeline.cli import app
from tests.evaluation.documents import make

RAW = "وزیر امور خارجه عمان روز ۵ خرداد ۱۳۹۴ وارد تهران شد."


def check(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["check", *map(str, arguments)])


def report(*arguments: str | Path) -> dict[str, Any]:
    done = check(*arguments, "--json")
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


def write(path: Path, document: Any) -> None:
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Six gold documents, and predictions in which every visit of two is lost."""
    gold, predicted = tmp_path / "gold", tmp_path / "predicted"
    for seed in range(6):
        document = make(seed)
        write(gold / f"doc{seed}.json", document)
        if seed < 2:
            document["visits"] = []
        write(predicted / f"doc{seed}.json", document)
    return gold, predicted


def test_figures_and_interval(folders: tuple[Path, Path]) -> None:
    found = report(*folders)
    visits = sum(len(make(seed)["visits"]) for seed in range(6))
    right = sum(len(make(seed)["visits"]) for seed in range(2, 6))
    figure = found["figures"]["visits.exact"]
    assert (figure["gold"], figure["predicted"], figure["correct"]) == (visits, right, right)
    assert (figure["precision"], figure["recall"]) == (1.0, right / visits)
    low, high = figure["interval"]
    assert 0 < low < figure["f1"] < high <= 1
    assert found["figures"]["dates.value"]["interval"] == [1.0, 1.0]
    assert found["documents"] == len(found["counts"]) == 6


def test_the_same_figures_every_time(folders: tuple[Path, Path]) -> None:
    assert report(*folders) == report(*folders)


def test_rules_and_calendars(folders: tuple[Path, Path]) -> None:
    document = make(3)
    document["dates"][0]["calendar"] = "hijri"
    document["visits"][0]["trigger"] = {"start": 9000, "end": 9003, "text": "سفر"}
    write(folders[1] / "doc3.json", document)
    found = report(*folders)
    assert (found["calendars"]["wrong"], found["calendars"]["values_wrong"]) == (1, 0)
    rule = next(rule for rule in found["rules"] if rule["kind"] == "visits")
    assert (rule["hits"] - rule["found"], rule["exact"]) == (1, rule["found"])
    assert rule["precision"] == rule["found"] / rule["hits"]


def test_json_lines_and_single_files(folders: tuple[Path, Path], tmp_path: Path) -> None:
    lines = tmp_path / "out" / "records.jsonl"
    lines.parent.mkdir()
    documents = [path.read_text("utf-8") for path in sorted(folders[1].iterdir())]
    lines.write_text("\n".join(documents) + "\n", "utf-8")
    (lines.parent / "errors.jsonl").write_text('{"id": "failed"}\n', "utf-8")
    assert report(folders[0], lines.parent) == report(*folders)
    assert report(folders[0], lines)["figures"] == report(*folders)["figures"]
    assert report(folders[0] / "doc0.json", folders[1] / "doc0.json")["documents"] == 1


def test_no_file_is_skipped_in_silence(folders: tuple[Path, Path]) -> None:
    gold, predicted = folders
    (predicted / "doc5.json").unlink()
    write(predicted / "unknown.json", make(77) | {"document": {"id": "unknown"}})
    (predicted / "doc4.json").write_text('{"visits": [{"id": 4}]}', "utf-8")
    (gold / "doc3.json").write_text("{", "utf-8")
    write(gold / "copy.json", make(2))
    done = check(gold, predicted)
    assert done.exit_code == 1
    found = report(gold, predicted)
    assert found["missing"] == ["doc4", "doc5"]
    assert found["extra"] == ["doc3", "unknown"]
    unreadable = "\n".join(found["unreadable"])
    for words in ("gold/doc3.json: Input data was truncated", "was read from", "$.visits[0].id"):
        assert words in unreadable
    for name in ("doc3", "doc4", "doc5", "unknown", "copy"):
        assert name in done.stdout
    lost = len(make(0)["visits"]) + len(make(1)["visits"]) + len(make(4)["visits"]) + len(make(5)["visits"])
    figure = found["figures"]["visits.found"]
    assert figure["gold"] - figure["correct"] == lost


@pytest.mark.parametrize(
    ("gate", "code", "message"),
    [
        ("visits.exact=0.1", 0, ""),
        ("visits.exact.precision=1", 0, ""),
        ("visits.exact=0.99", 1, "visits.exact: f1 is 0."),
        ("visits.exact.recall=0.99", 1, "visits.exact: recall is 0."),
        ("visits.exakt=0.5", 2, "there is no figure 'visits.exakt'"),
        ("visits.exact", 2, "cannot be read"),
        ("visits.exact=80", 2, "cannot be read"),
    ],
)
def test_fail_under(folders: tuple[Path, Path], gate: str, code: int, message: str) -> None:
    done = check(*folders, "--fail-under", gate)
    assert (done.exit_code, message in done.stderr) == (code, True)


def test_a_figure_of_nothing_passes_no_gate(tmp_path: Path) -> None:
    write(tmp_path / "gold" / "x.json", {"visits": []})
    done = check(tmp_path / "gold", tmp_path / "gold", "--fail-under", "visits.found=0")
    assert (done.exit_code, "there is nothing to score" in done.stderr) == (1, True)


def test_baseline(folders: tuple[Path, Path], tmp_path: Path) -> None:
    gold, predicted = folders
    earlier = tmp_path / "earlier.json"
    earlier.write_text(check(gold, predicted, "--json").stdout, "utf-8")
    assert "Nothing changed" in check(gold, predicted, "--baseline", earlier).stdout
    better = {change["figure"]: change for change in report(gold, gold, "--baseline", earlier)["changes"]}
    assert better["visits.found"]["difference"] > 0
    assert better["visits.found"]["interval"][0] >= 0
    assert not [name for name in better if not name.startswith("visits.")]
    assert check(gold, gold, "--baseline", earlier, "--fail-on-regression").exit_code == 0
    for seed in range(6):
        write(predicted / f"doc{seed}.json", make(seed) | {"visits": [], "meetings": []})
    done = check(gold, predicted, "--baseline", earlier, "--fail-on-regression")
    assert done.exit_code == 1
    assert "meetings.found: F1 fell from 1.000 to 0.000" in done.stderr


def test_a_baseline_must_be_a_report(folders: tuple[Path, Path], tmp_path: Path) -> None:
    write(tmp_path / "other.json", [])
    for path in (tmp_path / "other.json", tmp_path / "none.json"):
        done = check(*folders, "--baseline", path)
        assert (done.exit_code, str(path) in done.stderr) == (2, True)
    assert check(*folders, "--fail-on-regression").exit_code == 2


def test_halves(folders: tuple[Path, Path], tmp_path: Path) -> None:
    gold, predicted = folders
    assert check(gold, predicted, "--half", "test").exit_code == 2
    rows = "".join(f"doc{n}\t{'test' if n % 2 else 'development'}\n" for n in range(6))
    (tmp_path / "halves.tsv").write_text("id\thalf\n" + rows, "utf-8")
    assert list(report(gold, predicted, "--half", "test")["counts"]) == ["doc1", "doc3", "doc5"]
    (gold / "doc1.json").write_text("broken", "utf-8")  # files of the other half are not opened
    (predicted / "doc1.json").write_text("broken", "utf-8")
    found = report(gold, predicted, "--half", "development")
    assert list(found["counts"]) == ["doc0", "doc2", "doc4"]
    assert (found["missing"], found["extra"], found["unreadable"]) == ([], [], [])
    (gold / "doc2.json").unlink()
    done = check(gold, predicted, "--half", "development")
    assert (done.exit_code, "'doc2' has no gold file" in done.stdout) == (1, True)


GOLD = {
    "dates": [{"id": "d", "start": 26, "end": 37, "earliest": "2015-05-26", "latest": "2015-05-26"}],
    "participants": [{"id": "p", "kind": "office", "country": "OMN", "mentions": [{"start": 0, "end": 20}]}],
    "visits": [{
        "id": "v",
        "trigger": {"start": 38, "end": 42, "text": "وارد"},
        "status": "planned",
        "visitors": ["p"],
        "destinations": [{"country": "IRN"}],
    }],
}  # fmt: skip


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    write(tmp_path / "gold" / "oman.json", GOLD)
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "oman.txt").write_text(RAW, "utf-8")
    return tmp_path


def test_texts_are_extracted(corpus: Path) -> None:
    found = report(corpus / "gold", "--tagger", "none")
    assert found["figures"]["dates.value"]["f1"] == found["figures"]["visits.found"]["f1"] == 1.0
    assert found["figures"]["visits.exact"]["f1"] == 0.0
    assert found["unscored"]["participants.name"] == 1
    (corpus / "metadata.tsv").write_text("id\tviewpoint\noman\tXXX\n", "utf-8")
    done = check(corpus / "gold", "--text", corpus / "raw", "--tagger", "none")
    assert (done.exit_code, "metadata.tsv:2" in done.stderr) == (2, True)


def test_a_text_that_is_not_there(corpus: Path) -> None:
    (corpus / "raw" / "oman.txt").rename(corpus / "raw" / "other.txt")
    done = check(corpus / "gold", "--tagger", "none")
    assert (done.exit_code, "oman.txt: there is no such text" in done.stdout) == (1, True)
    (corpus / "raw" / "other.txt").unlink()
    (corpus / "raw").rmdir()
    done = check(corpus / "gold")
    assert (done.exit_code, "there is nothing to check" in done.stderr) == (2, True)


def test_no_text_outside_the_folder_is_read(corpus: Path) -> None:
    (corpus / "secret.txt").write_text(RAW, "utf-8")
    write(corpus / "gold" / "oman.json", GOLD | {"document": {"id": "../secret"}})
    assert "there is no such text" in check(corpus / "gold", "--tagger", "none").stdout


def test_diff(corpus: Path) -> None:
    extra = {"id": "d2", "start": 50, "end": 51, "earliest": "2001-01-01", "latest": None}
    write(corpus / "gold" / "oman.json", GOLD | {"dates": [*GOLD["dates"], extra], "meetings": []})
    lines = check(corpus / "gold", "--diff", "--tagger", "none").stdout.splitlines()
    shown = lines[lines.index("oman") :]
    assert shown == [
        "oman",
        "  - dates d2: missed at 50-51",
        "    وزیر امور خارجه عمان روز ۵ خرداد ۱۳۹۴ وارد تهران ش⟦د⟧.",
        "    earliest*: 2001-01-01",
        "    latest*: –",
        "  ~ visits v: wrong by visit.enter at 38-42",
        "    وزیر امور خارجه عمان روز ۵ خرداد ۱۳۹۴ ⟦وارد⟧ تهران شد.",
        "    status*: occurred, should be planned",
    ]
    found = report(corpus / "gold", "--diff", "--tagger", "none")
    assert [record["verdict"] for record in found["differences"][0]["records"]] == ["missed", "wrong"]


def test_markdown_is_escaped(tmp_path: Path) -> None:
    document = make(1)
    document["dates"][0]["text"] = "<b>|`x`"
    write(tmp_path / "gold" / "a.json", document | {"document": {"id": "a|<b>"}})
    document["dates"][0]["calendar"] = "hijri"
    write(tmp_path / "predicted" / "a.json", document | {"document": {"id": "a|<b>"}})
    lines = check(tmp_path / "gold", tmp_path / "predicted", "--markdown", "--diff").stdout.splitlines()
    assert "| visits.exact | 2 | 2 | 2 | 0 | 1.000 | 1.000 | 1.000 | – |" in lines
    assert "| a\\|&lt;b> d0 | &lt;b>\\|\\`x\\` | jalali | hijri | yes |" in lines


def test_control_characters_do_not_reach_the_terminal(tmp_path: Path) -> None:
    document = make(1)
    document["dates"][0] |= {"text": "\x1b[2J\x07", "calendar": None}
    write(tmp_path / "gold" / "a.json", document)
    document["dates"][0]["calendar"] = "hijri"
    write(tmp_path / "predicted" / "a.json", document)
    shown = check(tmp_path / "gold", tmp_path / "predicted", "--diff").stdout
    assert "[2J" in shown
    assert not [character for character in shown if character < " " and character != "\n"]

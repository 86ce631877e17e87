"""The harness of the benchmarks: ratios, reports, the guard, workers, patterns as Matcher rules, the profile."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
import spacy
from spacy.matcher import Matcher
from spacy.tokens import Doc

from benchmarks import guard
from benchmarks.environments import Worker, find_python
from benchmarks.profile import Stopwatch
from benchmarks.report import Report, Section, Target, shown, speed_rows
from benchmarks.side.growth import peak
from benchmarks.side.matcher import NotSayableError, matcher_patterns
from benchmarks.texts import at_least, first_texts, of_length, read_texts
from benchmarks.timing import OwnClock, Ratio, Timing, interleave, times_as_fast

ECHO = """
import json, sys
print(json.dumps({"version": "1", "calls": ["upper"]}), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    results = [text.upper() for text in request["texts"]] if "texts" in request else None
    print(json.dumps({"seconds": 0.25, "results": results}), flush=True)
"""


def test_ratio_is_taken_round_by_round() -> None:
    ours, other = Timing((1.0, 2.0, 4.0)), Timing((3.0, 6.0, 20.0))  # 3, 3, 5 times
    assert times_as_fast(ours, other) == Ratio(3.0, 3.0, 4.0)
    assert times_as_fast(other, ours).median == pytest.approx(1 / 3)


def test_candidates_take_turns_after_a_round_that_does_not_count() -> None:
    order: list[str] = []
    timings = interleave({"a": lambda: order.append("a"), "b": lambda: order.append("b")}, rounds=3)
    assert order == ["a", "b"] * 4
    assert [len(timing.seconds) for timing in timings.values()] == [3, 3]


def test_a_candidate_with_its_own_clock_is_believed() -> None:
    assert interleave({"far": lambda: OwnClock(7.5)}, rounds=2)["far"].seconds == (7.5, 7.5)


def test_speed_rows() -> None:
    timings = {"ours": Timing((0.5, 0.5)), "theirs": Timing((2.0, 2.0))}
    assert speed_rows(timings, 100, "ours") == [("ours", 200, None), ("theirs", 50, Ratio(4.0, 4.0, 4.0))]


@pytest.mark.parametrize(
    ("cell", "text"),
    [(None, "–"), (1234567, "1,234,567"), (0.98765, "0.988"), (12.345, "12.3"), (54321.0, "54,321"), ("no", "no"),
     (Ratio(2.0, 1.5, 2.5), "2 (1.5 to 2.5)")],
)  # fmt: skip
def test_cells_for_readers(cell: str | float | Ratio | None, text: str) -> None:
    assert shown(cell) == text


def test_targets_are_met_or_not() -> None:
    assert Target("speed", 5, 5).met
    assert not Target("speed", 5, 4.9).met
    assert Target("memory", 150, 149, at_most=True).met
    assert not Target("memory", 150, 151, at_most=True).met


def _report() -> Report:
    section = Section(
        "Speed",
        ("tool", "characters/s", "ratio"),
        [("dabir", 10, None), ("other", 5, Ratio(2.0, 1.9, 2.1)), ("third", "reads no dates", None)],
        "python -m benchmarks.speed",
        "On prose.",
        [Target("twice as fast", 2, 1.5)],
    )
    return Report("python -m benchmarks", [section], {"hazm": "0.10.0"}, {"parstdex": "no network"}, {"when": "today"})


def test_report_as_json() -> None:
    value = json.loads(_report().json())
    assert value.keys() == {"command", "machine", "versions", "missing", "sections"}
    (section,) = value["sections"]
    assert section["rows"][1] == {"tool": "other", "characters/s": 5, "ratio": {"median": 2.0, "low": 1.9, "high": 2.1}}
    assert section["rows"][2]["characters/s"] == "reads no dates"
    assert section["targets"] == [
        {"name": "twice as fast", "goal": 2, "measured": 1.5, "at_most": False, "met": False}
    ]  # fmt: skip


def test_report_as_markdown() -> None:
    text = _report().markdown()
    assert "| twice as fast | at least 2 | 1.5 | **no** |" in text
    assert "| other | 5 | 2 (1.9 to 2.1) |" in text
    assert "| left out: parstdex | no network |" in text


# -- the guard ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("measured", "code"), [(9.0, 0), (6.1, 0), (5.9, 1)])
def test_guard_fails_when_a_ratio_falls_by_a_third(
    measured: float, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    found = guard.compare({"folding": 9.0}, {"folding": lambda: measured})
    assert guard.report(found) == code
    assert ("folding: fell" in capsys.readouterr().err) == bool(code)


def test_guard_measures_a_low_ratio_once_more() -> None:
    answers = iter([3.0, 8.0])
    assert guard.compare({"folding": 9.0}, {"folding": lambda: next(answers)}) == [guard.Found("folding", 9.0, 8.0)]


def test_guard_leaves_out_what_cannot_run() -> None:
    assert guard.compare({"times hazm": 9.0}, {}) == []


def test_guard_writes_and_reads_baselines(tmp_path: Path) -> None:
    path = tmp_path / "guard.tsv"
    guard.write_baselines({"b": 12.345, "a": 0.5}, path)
    assert list(guard.read_baselines(path).items()) == [("b", 12.3), ("a", 0.5)]


def test_guard_knows_all_its_baselines() -> None:
    pytest.importorskip("hazm")
    assert guard.read_baselines().keys() == guard.measures().keys()


# -- tools in other environments ---------------------------------------------------------------------------------------


def test_worker(tmp_path: Path) -> None:
    with Worker("echo", [sys.executable, "-c", ECHO], tmp_path) as worker:
        assert (worker.name, worker.calls) == ("echo 1", ["upper"])
        assert worker.call("upper", ["a", "b"]) == ["A", "B"]
        assert worker.again("upper", ["c"])() == 0.25


def test_find_python() -> None:
    assert find_python((3, 11)) == sys.executable


# -- texts -------------------------------------------------------------------------------------------------------------


def test_texts(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name, text in (("b.txt", "دو"), ("in/a.txt", "یک"), (".hidden", "نه")):
        (tmp_path / name).write_text(text, "utf-8")
    assert read_texts([tmp_path]) == ["دو", "یک"]
    assert first_texts(["abc", "de", "f"], 4) == ["abc", "de"]
    assert at_least(["abc"], 7) == ["abc"] * 3
    assert of_length(["abc"], 4, 2) == ["abc\n", "\nabc"]


# -- patterns as Matcher rules -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "pattern", ["ab", "a?b", "a[bc]{0,2}d", "(?P<t>a)[^b]", "a[^bc]", "(?:ab|c)d", "(?:ab)?c", "a+", "a(?:bc){1,2}"]
)
def test_matcher_rules_match_what_the_pattern_does(pattern: str) -> None:
    vocab = spacy.blank("fa").vocab
    matcher = Matcher(vocab)
    matcher.add("x", matcher_patterns(re.compile(pattern)))
    for code in ("a", "b", "ab", "abc", "abcd", "acd", "ad", "cd", "abd", "abcbc", "bbb", "aa", "c"):
        doc = Doc(vocab, words=list(code))
        assert bool(matcher(doc)) == bool(re.search(pattern, code)), code


@pytest.mark.parametrize("pattern", ["(?:ab)*c", "^a", "a(?=b)", "a[bc]{0,7}d", "(?:a|bb){0,4}c"])
def test_patterns_that_the_matcher_has_no_words_for(pattern: str) -> None:
    with pytest.raises(NotSayableError):
        matcher_patterns(re.compile(pattern))


# -- the profile -------------------------------------------------------------------------------------------------------


def test_a_stage_is_charged_its_own_time_only() -> None:
    ticks = iter([0.0, 1.0, 3.0, 4.0, 5.0, 10.0])
    watch = Stopwatch(lambda: next(ticks))
    inner = watch.timed("inner", lambda: None)

    def twice() -> None:
        inner()
        inner()

    watch.timed("outer", twice)()
    assert dict(watch.seconds) == {"inner": 3.0, "outer": 7.0}
    assert dict(watch.calls) == {"inner": 2, "outer": 1}


def test_peak_memory_is_the_process_own() -> None:
    ballast = bytearray(b"x") * 100_000_000  # this process has more than the one that is measured
    small = peak("import sys; sys.stdin.read()", "متن")
    assert small is not None and small < len(ballast) / 2**20
    large = peak("b = bytearray(b'x') * 200_000_000", "")
    assert large is not None and large > 190


def test_peak_memory_of_what_cannot_run_is_unknown() -> None:
    assert peak("import no_such_module", "") is None

"""The harness of the benchmarks: ratios, reports, the guard, workers, patterns as Matcher rules, the profile."""

from __future__ import annotations

import itertools
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.matcher import Matcher
from spacy.tokens import Doc

from benchmarks import guard
from benchmarks.comparison import compare, pairs
from benchmarks.environments import Worker, find_python
from benchmarks.profile import Stopwatch
from benchmarks.report import Report, Section, Target, shown, speed_rows
from benchmarks.side.growth import peak
from benchmarks.side.matcher import NotSayableError, matcher_patterns
from benchmarks.texts import SAMPLES, at_least, first_texts, of_length, read_texts
from benchmarks.timing import OwnClock, Spread, Timing, children, interleave, times_as_fast
from pipeline.text.repair import repair

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
    assert times_as_fast(ours, other) == Spread(3.0, 3.0, 5.0)
    assert times_as_fast(other, ours).median == pytest.approx(1 / 3)


def test_candidates_take_turns_after_a_round_that_does_not_count() -> None:
    order: list[str] = []
    ticks = itertools.count()
    candidates = {"a": lambda: order.append("a"), "b": lambda: order.append("b")}
    timings = interleave(candidates, rounds=3, clock=lambda: float(next(ticks)))
    assert order == ["a", "b"] * 4
    assert [timing.seconds for timing in timings.values()] == [(1.0, 1.0, 1.0)] * 2


def test_a_short_candidate_runs_several_times_in_its_turn() -> None:
    now = [0.0]

    def run() -> None:
        now[0] += 0.02

    assert interleave({"short": run}, rounds=2, clock=lambda: now[0])["short"].seconds == pytest.approx((0.02, 0.02))
    assert now[0] == pytest.approx(0.02 * (1 + 3 + 3))


def test_what_is_prepared_is_not_counted_and_serves_one_run() -> None:
    now = [0.0]

    def prepare() -> None:
        now[0] += 100

    def run() -> None:
        now[0] += 0.01

    timing = interleave({"one": run}, rounds=2, prepare=prepare, clock=lambda: now[0])["one"]
    assert timing.seconds == pytest.approx((0.01, 0.01))


def test_waiting_is_not_processor_time() -> None:
    assert interleave({"sleeper": lambda: time.sleep(0.1)}, rounds=2)["sleeper"].median < 0.05


def test_processor_time_of_a_process_that_was_started() -> None:
    before = children()
    subprocess.run([sys.executable, "-c", "sum(range(3_000_000))"], check=True)
    assert children() - before > 0.01


def test_a_candidate_with_its_own_clock_is_believed() -> None:
    assert interleave({"far": lambda: OwnClock(7.5)}, rounds=2)["far"].seconds == (7.5, 7.5)


def test_speed_rows() -> None:
    timings = {"ours": Timing((0.5, 0.5)), "theirs": Timing((2.0, 2.0))}
    assert speed_rows(timings, 100, "ours") == [("ours", 200, None), ("theirs", 50, Spread(4.0, 4.0, 4.0))]


@pytest.mark.parametrize(
    ("cell", "text"),
    [(None, "–"), (1234567, "1,234,567"), (0.98765, "0.988"), (12.345, "12.3"), (54321.0, "54,321"), ("no", "no"),
     (Spread(2.0, 1.5, 2.5), "2 (1.5 to 2.5)")],
)  # fmt: skip
def test_cells_for_readers(cell: str | float | Spread | None, text: str) -> None:
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
        [("dabir", 10, None), ("other", 5, Spread(2.0, 1.9, 2.1)), ("third", "reads no dates", None)],
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


# -- whether two runs agree -------------------------------------------------------------------------------------------


def _run(**changes: object) -> dict[str, Any]:
    speed = {"tool": "hazm", "characters/s": 10, "times as fast": {"median": 2.0, "low": 1.5, "high": 2.5}}
    memory = {"what": "1 MB", "MB": 100.0}
    quality = {"treebank": "one", "tool": "hazm", "F1": 0.5}
    rows = [row | {key: value for key, value in changes.items() if key in row} for row in (speed, memory, quality)]
    return {"sections": [{"title": title, "rows": [row]} for title, row in zip("abc", rows, strict=True)]}


@pytest.mark.parametrize(
    ("changes", "apart"),
    [
        ({}, []),
        ({"characters/s": 99, "MB": 108.0}, []),
        ({"times as fast": {"median": 2.9, "low": 2.4, "high": 3.0}}, []),
        ({"times as fast": {"median": 2.9, "low": 2.6, "high": 3.0}}, []),
        ({"times as fast": {"median": 2.9, "low": 2.7, "high": 3.0}}, ["times as fast"]),
        ({"MB": 115.0}, ["MB"]),
        ({"F1": 0.501}, ["F1"]),
        ({"tool": "hazm 0.12"}, ["times as fast", "F1"]),  # lines that the other run does not have
    ],
)
def test_two_runs_agree_within_their_spreads(
    changes: dict[str, Any], apart: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = _run(), _run(**changes)
    assert [pair.figure for pair in pairs(one, two) if not pair.agrees] == apart
    files = [tmp_path / name for name in ("one.json", "two.json")]
    for file, value in zip(files, (one, two), strict=True):
        file.write_text(json.dumps(value), "utf-8")
    assert compare(*files) == bool(apart)
    assert capsys.readouterr().out.endswith(f"{3 - len(apart)} of 3 figures agree\n")


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


@pytest.mark.parametrize(("times", "code"), [(1, 0), (2, 1)])
def test_guard_fails_when_repair_takes_twice_as_long(
    times: int, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = first_texts(read_texts([SAMPLES]), 10_000)
    monkeypatch.setattr(guard, "read_baselines", lambda: {"repair": 1.0})
    monkeypatch.setattr(guard, "measures", lambda: {"repair": guard.ratio(_slowed(repair, times), repair, texts)})
    assert guard.main([]) == code
    assert ("repair: fell by more than a third" in capsys.readouterr().err) == bool(code)


def _slowed(function: Callable[[str], object], times: int) -> Callable[[str], object]:
    return lambda text: [function(text) for _ in range(times)]


def test_guard_knows_all_its_baselines() -> None:
    pytest.importorskip("hazm")
    pytest.importorskip("parsivar")
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

"""Dates beside other tools, in one run on the same texts: values, spans and characters per second.

``python -m benchmarks.dates [--parstdex PYTHON] [--texts FOLDER]``. Values: the dates of the table of cases
(``tests/extractors/data/dates.tsv``) that are single days, read by dateparser's ``search_dates`` (language fa) and,
given the marked words alone, by its ``JalaliCalendar``. Spans: all dates of that table. The table was written for this
project, so it shows what the others do with such prose, not how good ours is: for that see ``benchmarks.real_dates``.
parstdex runs in an environment of its own, whose Python ``--parstdex`` names, and is timed inside it, warmed up. Speed:
the first paragraphs of the files of ``--texts``, or the sentences of the table.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.timing import Timing, interleave, markdown, times_as_fast
from pipeline.linking.dates import extract_dates

CASES = Path(__file__).parents[1] / "tests" / "extractors" / "data" / "dates.tsv"
_MARK = re.compile(r"\[([^\[\]=]+)=([\d.-]+)\]")
#: Reads sentences as JSON, writes each one's spans and the seconds that all took in each of the rounds.
_WORKER = """
import json, sys, time
from parstdex import Parstdex
texts, rounds = json.load(sys.stdin)
model = Parstdex()
def spans(text):
    try:
        return model.extract_span(text)["datetime"]
    except Exception:
        return []
found = [spans(text) for text in texts]
seconds = []
for _ in range(rounds):
    start = time.perf_counter()
    for text in texts:
        spans(text)
    seconds.append(time.perf_counter() - start)
json.dump([found, seconds], sys.stdout)
"""


def main() -> None:
    """Print the three tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--parstdex", metavar="PYTHON", help="a Python that parstdex is installed for")
    parser.add_argument("--texts", type=Path, help="folder of texts to time on")
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    cases = [line.split("\t")[1:] for line in CASES.read_text("utf-8").splitlines()[1:]]
    sys.stdout.write(_values(cases) + "\n\n")
    texts = [_MARK.sub(r"\1", marked) for _, marked in cases]
    if args.texts:
        files = sorted(path for path in args.texts.rglob("*.txt") if path.is_file())
        timed = [line for path in files for line in path.read_text("utf-8-sig").splitlines() if line.strip()]
    else:
        timed = texts
    if args.parstdex:
        found, _ = _parstdex(args.parstdex, texts, 0)
        sys.stdout.write(_spans(cases, found) + "\n\n")
    sys.stdout.write(_speed(timed, args.parstdex, args.rounds) + "\n")


# -- values -----------------------------------------------------------------------------------------------------------


def _values(cases: list[list[str]]) -> str:
    from dateparser.calendars.jalali import JalaliCalendar
    from dateparser.search import search_dates

    counts = {"dabir": 0, "dateparser search_dates": 0, "dateparser JalaliCalendar": 0}
    wanted = traps = false = other = 0
    for day, marked in cases:
        text = _MARK.sub(r"\1", marked)
        gold = [(words, value) for words, value in _MARK.findall(marked) if ".." not in value]
        settings: dict[str, Any] = {"RELATIVE_BASE": dt.datetime.fromisoformat(day)} if day else {}
        given = {str(date.earliest) for date in extract_dates(text, date=dt.date.fromisoformat(day) if day else None)}
        searched = _quiet(lambda t=text, s=settings: search_dates(t, languages=["fa"], settings=s)) or []  # type: ignore[misc]
        days = {str(moment.date()) for _, moment in searched}
        wanted += len(gold)
        for words, value in gold:
            counts["dabir"] += value in given
            counts["dateparser search_dates"] += value in days
            parsed = _quiet(lambda w=words: JalaliCalendar(w).get_date())  # type: ignore[misc]
            counts["dateparser JalaliCalendar"] += parsed is not None and str(parsed.date_obj.date()) == value
        if not _MARK.search(marked):
            traps += 1
            false += bool(given)
            other += bool(days)
    wrong = {"dabir": false, "dateparser search_dates": other, "dateparser JalaliCalendar": "-"}
    rows = [(name, wanted, f"{n / wanted:.3f}", f"{wrong[name]} of {traps}") for name, n in counts.items()]
    return markdown(("tool", "single days", "right value", "traps fallen into"), rows)


def _quiet(run: Callable[[], Any]) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return run()
        except Exception:  # a tool's crash on a text is its answer
            return None


# -- spans ------------------------------------------------------------------------------------------------------------


def _spans(cases: list[list[str]], parstdex: list[list[list[int]]]) -> str:
    rows = []
    for name in ("dabir", "parstdex"):
        wanted = found = exact = near = 0
        for (day, marked), theirs in zip(cases, parstdex, strict=True):
            text = _MARK.sub(r"\1", marked)
            gold = _places(marked)
            if name == "dabir":
                dates = extract_dates(text, date=dt.date.fromisoformat(day) if day else None)
                spans = [(date.start, date.end) for date in dates]
            else:
                spans = [(start, end) for start, end in theirs]
            wanted, found = wanted + len(gold), found + len(spans)
            exact += len(set(spans) & set(gold))
            near += sum(any(a < d and c < b for a, b in spans) for c, d in gold)
        rows.append((name, wanted, f"{2 * exact / (wanted + found):.3f}", f"{near / wanted:.3f}", found))
    return markdown(("tool", "dates", "exact span F1", "touched", "found"), rows)


def _places(marked: str) -> list[tuple[int, int]]:
    out, removed = [], 0
    for match in _MARK.finditer(marked):
        start = match.start() - removed
        out.append((start, start + len(match[1])))
        removed += len(match[0]) - len(match[1])
    return out


def _parstdex(python: str, texts: list[str], rounds: int) -> tuple[list[list[list[int]]], list[float]]:
    done = subprocess.run(
        [python, "-c", _WORKER], input=json.dumps([texts, rounds]), capture_output=True, text=True, check=True
    )
    found, seconds = json.loads(done.stdout)
    return found, seconds


# -- speed ------------------------------------------------------------------------------------------------------------


def _speed(texts: list[str], python: str | None, rounds: int) -> str:
    from dateparser.search import search_dates

    sample = texts[:150]
    characters = sum(map(len, sample))

    def ours() -> None:
        for text in sample:
            extract_dates(text)

    def theirs() -> None:
        for text in sample:
            _quiet(lambda t=text: search_dates(t, languages=["fa"]))  # type: ignore[misc]

    timings = interleave({"dabir": ours, "dateparser search_dates": theirs}, rounds=rounds)
    if python:
        timings["parstdex"] = Timing(tuple(_parstdex(python, sample, rounds)[1]))
    rows = [
        (name, f"{characters / timing.median:,.0f}", "" if name == "dabir" else times_as_fast(timings["dabir"], timing))
        for name, timing in timings.items()
    ]
    return markdown(("tool", "characters a second", "dabir is times as fast"), rows)


if __name__ == "__main__":
    started = time.perf_counter()
    main()
    sys.stdout.write(f"\n{time.perf_counter() - started:.0f} s\n")

"""Dates beside other tools, in one run on the same texts: values, spans and characters per second.

``python -m benchmarks.dates [--texts FOLDER]``. Values: the dates of the table of cases
(``tests/extractors/data/dates.tsv``) that are single days, read by dateparser's ``search_dates`` (language fa) and,
given the marked words alone, by its ``JalaliCalendar``. Spans: all dates of that table. The table was written for this
project, so it shows what the others do with such prose, not how good ours is: for that see ``benchmarks.real_dates``.
parstdex runs in an environment of its own and is timed inside it, warmed up. Speed:
the first paragraphs of the files of ``--texts``, or the sentences of the table.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.environments import Worker, workers
from benchmarks.texts import first_texts, read_texts
from benchmarks.timing import Timing, interleave, markdown, times_as_fast
from pipeline.linking.dates import extract_dates

CASES = Path(__file__).parents[1] / "tests" / "extractors" / "data" / "dates.tsv"
_MARK = re.compile(r"\[([^\[\]=]+)=([\d.-]+)\]")
VALUE_COLUMNS = ("tool", "single days", "right value", "traps fallen into")
SPAN_COLUMNS = ("tool", "dates", "exact span F1", "touched", "found")
_MOST_TEXTS = 150  # in the timing: parstdex needs seconds for them
_MOST_CHARACTERS = 30_000

Case = tuple[str, str]  # the document's day or nothing, the marked text


def main() -> None:
    """Print the three tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, help="folder of texts to time on")
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    cases = read_cases()
    texts = read_texts([args.texts]) if args.texts else [_MARK.sub(r"\1", marked) for _, marked in cases]
    sys.stdout.write(markdown(VALUE_COLUMNS, value_rows(cases)) + "\n\n")
    with workers() as (found, missing):
        for requirement, reason in missing.items():
            sys.stderr.write(f"{requirement} is left out: {reason}\n")
        parstdex = found.get("parstdex")
        if parstdex:
            sys.stdout.write(markdown(SPAN_COLUMNS, span_rows(cases, parstdex)) + "\n\n")
        seconds, characters = timings(texts, parstdex, args.rounds)
    rows = [
        (name, f"{characters / timing.median:,.0f}", "" if name == "dabir" else times_as_fast(seconds["dabir"], timing))
        for name, timing in seconds.items()
    ]
    sys.stdout.write(markdown(("tool", "characters a second", "dabir is times as fast"), rows) + "\n")


def read_cases() -> list[Case]:
    """The table of cases."""
    lines = (line.split("\t") for line in CASES.read_text("utf-8").splitlines()[1:])
    return [(day, marked) for _, day, marked in lines]


# -- values -----------------------------------------------------------------------------------------------------------


def value_rows(cases: list[Case]) -> list[tuple[object, ...]]:
    """Single days with the right value, and texts without dates in which one was found, of each tool."""
    from dateparser.calendars.jalali import JalaliCalendar

    counts = {"dabir": 0, "dateparser search_dates": 0, "dateparser JalaliCalendar": 0}
    wanted = traps = false = other = 0
    for day, marked in cases:
        text = _MARK.sub(r"\1", marked)
        gold = [(words, value) for words, value in _MARK.findall(marked) if ".." not in value]
        own = dt.date.fromisoformat(day) if day else None
        given = {str(date.earliest) for date in extract_dates(text, date=own)}
        days = {str(moment.date()) for _, moment in search(text, own)}
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
    return [(name, wanted, f"{n / wanted:.3f}", f"{wrong[name]} of {traps}") for name, n in counts.items()]


def search(text: str, day: dt.date | None = None) -> list[tuple[str, dt.datetime]]:
    """What dateparser's ``search_dates`` finds; ``day`` is what relative dates are resolved against."""
    from dateparser.search import search_dates

    settings: dict[str, Any] = {"RELATIVE_BASE": dt.datetime.combine(day, dt.time())} if day else {}
    return _quiet(lambda: search_dates(text, languages=["fa"], settings=settings)) or []


def _quiet(run: Callable[[], Any]) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return run()
        except Exception:  # a tool's crash on a text is its answer
            return None


# -- spans ------------------------------------------------------------------------------------------------------------


def span_rows(cases: list[Case], parstdex: Worker) -> list[tuple[object, ...]]:
    """Exact spans of all dates, those touched at all, and how many were found."""
    rows: list[tuple[object, ...]] = []
    answers = parstdex.call("date_spans", [_MARK.sub(r"\1", marked) for _, marked in cases])
    for name in ("dabir", parstdex.name):
        wanted = found = exact = near = 0
        for (day, marked), theirs in zip(cases, answers, strict=True):
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
    return rows


def _places(marked: str) -> list[tuple[int, int]]:
    out, removed = [], 0
    for match in _MARK.finditer(marked):
        start = match.start() - removed
        out.append((start, start + len(match[1])))
        removed += len(match[0]) - len(match[1])
    return out


# -- speed ------------------------------------------------------------------------------------------------------------


def timings(texts: list[str], parstdex: Worker | None, rounds: int) -> tuple[dict[str, Timing], int]:
    """Seconds of each tool on the first paragraphs of these texts, and how many characters they are."""
    lines = [line for text in texts for line in text.splitlines() if line.strip()]
    sample = first_texts(lines[:_MOST_TEXTS], _MOST_CHARACTERS)

    def ours() -> None:
        for text in sample:
            extract_dates(text)

    def dateparser() -> None:
        for text in sample:
            search(text)

    turns: dict[str, Callable[[], object]] = {"dabir": ours, "dateparser search_dates": dateparser}
    if parstdex:
        turns["parstdex"] = parstdex.again("date_spans", sample)
    return interleave(turns, rounds=rounds), sum(map(len, sample))


if __name__ == "__main__":
    started = time.perf_counter()
    main()
    sys.stdout.write(f"\n{time.perf_counter() - started:.0f} s\n")

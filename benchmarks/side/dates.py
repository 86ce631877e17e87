"""Dates: spans and values."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks import dates, real_dates
from benchmarks.report import Section, Target, speed_rows
from benchmarks.side.context import Context
from benchmarks.timing import times_as_fast


def run(context: Context) -> Iterator[Section]:
    """Values beside dateparser in both its calendars, spans beside parstdex, both on one table of cases; speed."""
    cases = dates.read_cases()
    parstdex = context.workers.get("parstdex")
    command = "python -m benchmarks.dates --texts PROSE"
    yield Section(
        "Dates: values",
        dates.VALUE_COLUMNS,
        dates.value_rows(cases),
        command,
        "The project's own table of cases, so it shows what the others do with such prose. parstdex gives no values; "
        "hazm, parsivar and spaCy read no dates.",
    )
    if parstdex:
        note = "The same table. dateparser gives no offsets."
        yield Section("Dates: spans", dates.SPAN_COLUMNS, dates.span_rows(cases, parstdex), command, note)
    if rows := real_dates.rows(context.folders):
        yield Section(
            "Dates: real texts",
            real_dates.COLUMNS,
            rows,
            "python -m benchmarks.real_dates FOLDER...",
            "Public texts annotated by hand. dateparser gives single days, so of ranges, months and years it can have "
            "none right.",
            [Target(f"value F1, {row[0]}", 0.95, float(str(row[-2]))) for row in rows if row[1] == "dabir"],
        )
    timings, characters = dates.timings(context.texts, parstdex, context.rounds)
    ours = timings["dabir"]
    goals = {"dateparser search_dates": 5, "parstdex": 50}
    yield Section(
        "Dates: speed",
        ("tool", "characters/s", "dabir is times as fast"),
        speed_rows(timings, characters, "dabir"),
        command,
        targets=[
            Target(f"dates, times {name}", goals[name], times_as_fast(ours, timing).median)
            for name, timing in timings.items()
            if name in goals
        ],
    )

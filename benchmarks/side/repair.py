"""Folding, and spacing repair."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.repair import COLUMNS, rows_of
from benchmarks.repair_speed import candidates
from benchmarks.report import Cell, Section, Target, speed_rows
from benchmarks.side.context import Context, reader
from benchmarks.texts import first_texts
from benchmarks.timing import interleave, times_as_fast

_CHARACTERS = 200_000
_OURS = "dabir full"


def run(context: Context) -> Iterator[Section]:
    """Quality on treebanks of which the word list has seen nothing, speed on prose."""
    rows: list[tuple[Cell, ...]] = []
    targets: list[Target] = []
    for name in ("perdt", "seraji"):
        file = context.treebank(name)
        if file is None:
            continue
        assert context.ud
        for label, tool, *texts in rows_of(file, sorted(context.ud.glob("*/*.conllu")), context.workers):
            figures = [float(figure) for figure in texts]
            rows.append((label, tool, *figures))
            if name == "perdt" and tool == "dabir":
                targets += [
                    Target("F1 of restored half-spaces, PerDT test", 0.90, figures[2]),
                    Target("words changed of a thousand, untouched text", 2, figures[-1], at_most=True),
                ]
    yield Section(
        "Folding and spacing repair: quality",
        COLUMNS,
        rows,
        "python -m benchmarks.repair --ud FOLDER",
        "A treebank's text with its half-spaces deleted, with spaces in their stead, with a tenth of its spaces "
        "deleted, with Arabic letters, and untouched. P, R and F1 are of what was taken away. No other tool gives "
        "offsets into the raw text.",
        targets,
    )
    yield _speed(context)


def _speed(context: Context) -> Section:
    sample = first_texts(context.texts, _CHARACTERS)
    turns = {name: reader(function, sample) for name, function in candidates()}
    for worker in context.workers.values():
        if "normalize" in worker.calls:
            turns[worker.name] = worker.again("normalize", sample)
    timings = interleave(turns, rounds=context.rounds)
    reference = timings.get("hazm full")
    targets = [] if reference is None else [
        Target("folding, times hazm's Normalizer", 20, times_as_fast(timings["dabir fold"], reference).median),
        Target("full repair, times hazm's Normalizer", 4, times_as_fast(timings[_OURS], reference).median),
    ]  # fmt: skip
    return Section(
        "Folding and spacing repair: speed",
        ("tool", "characters/s", f"{_OURS} is times as fast"),
        speed_rows(timings, sum(map(len, sample)), _OURS),
        "python -m benchmarks.repair_speed PROSE",
        "«first» has forgotten all that repair has learned of words.",
        targets,
    )

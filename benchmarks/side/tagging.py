"""Parts of speech and lemmas."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.report import Cell, Section, Target
from benchmarks.side.context import Context
from benchmarks.tagging import COLUMNS, accuracy, memory, read_units, speeds
from benchmarks.timing import times_as_fast
from pipeline.errors import MissingExtraError
from pipeline.tagging import Tagger, load_tagger

_TAGGERS = ("default", "parsivar")


def run(context: Context) -> Iterator[Section]:
    """Accuracy and speed on PerDT's test split."""
    file = context.treebank("perdt")
    if file is None:
        return
    taggers = dict(_loaded())
    units = read_units(file)
    rows = [row for spec, tagger in taggers.items() for row in accuracy(spec, tagger, units)]
    ours = [[float(str(figure)) for figure in row[3:]] for row in rows[: len(units)]]
    (upos, _, proper, lemma), (legacy_upos, _, _, legacy_lemma) = ours[0], ours[-1]
    command = "python -m benchmarks.tagging --ud TREEBANK.conllu"
    yield Section(
        "Tagging: quality",
        COLUMNS,
        rows,
        command,
        "PerDT test; gold tokens. hazm's tagger needs a model that is not in its package, and is left out; spaCy's "
        "blank fa has no tagger.",
        [
            Target("UPOS, PerDT test, tokens", 0.95, upos),
            Target("F1 of proper nouns", 0.80, proper),
            Target("lemma", 0.95, lemma),
            Target("UPOS lost by legacy spelling", 0.015, upos - legacy_upos, at_most=True),
            Target("lemma lost by legacy spelling", 0.015, lemma - legacy_lemma, at_most=True),
        ],
    )
    forms = [[word.form for word in words] for words in units["tokens"]]
    characters = sum(len(form) + 1 for words in forms for form in words)
    first, second = speeds(list(taggers), forms, context.rounds)
    table: list[tuple[Cell, ...]] = []
    targets: list[Target] = []
    for spec, tagger in taggers.items():
        ratio = times_as_fast(first["default"], first[spec])
        grown = memory(spec)
        rates = (round(characters / reading[spec].median) for reading in (first, second))
        table.append((tagger.name, *rates, None if spec == "default" else ratio, grown))
        if spec == "default":
            targets.append(Target("tagger's memory, MB", 150, grown, at_most=True))
        else:
            targets.append(Target("tagger, times parsivar's", 5, ratio.median))
    columns = ("tagger", "characters/s, first reading", "second", "dabir is times as fast (first)", "memory, MB")
    yield Section("Tagging: speed", columns, table, command, targets=targets)


def _loaded() -> Iterator[tuple[str, Tagger]]:
    for spec in _TAGGERS:
        try:
            yield spec, load_tagger(spec)
        except MissingExtraError:
            continue

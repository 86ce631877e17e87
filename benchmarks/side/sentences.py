"""Sentence splitting."""

from __future__ import annotations

from collections.abc import Iterator

import spacy

from benchmarks.repair import sentences
from benchmarks.report import Cell, Section, Target, speed_rows
from benchmarks.sentences import Splitter, measure, paragraphs, splitters
from benchmarks.side.context import Context, reader
from benchmarks.texts import first_texts
from benchmarks.timing import interleave
from pipeline.text.repair import repair

_CHARACTERS = 200_000


def run(context: Context) -> Iterator[Section]:
    """Boundaries of treebank sentences in paragraphs of five; speed on clean prose."""
    tools: dict[str, Splitter] = dict(splitters()) | {"spaCy blank fa, sentencizer": _sentencizer()}
    if hazm := context.workers.get("hazm"):
        tools[hazm.name] = lambda text: hazm.call("split", [text])[0]  # type: ignore[no-any-return]
    rows: list[tuple[Cell, ...]] = []
    targets: list[Target] = []
    for name in ("perdt", "seraji"):
        file = context.treebank(name)
        if file is None:
            continue
        gold = [repair(line).clean for line in sentences(file)]
        for ends, stopped in (("as they are", True), ("no stop", False)):
            pieces = list(paragraphs(gold, stopped=stopped))
            found = {tool: measure(pieces, split) for tool, split in tools.items()}
            rows += [(file.stem.replace("fa_", "").replace("-ud", ""), ends, t, *fs) for t, fs in found.items()]
            best = max(figures[2] for tool, figures in found.items() if tool != "dabir")
            targets.append(Target(f"F1 of boundaries, {name}, {ends}: above the best other", best, found["dabir"][2]))
    yield Section(
        "Sentence splitting: quality",
        ("treebank", "line ends", "tool", "P", "R", "F1", "whole sentences"),
        rows,
        "python -m benchmarks.sentences --ud FOLDER",
        targets=targets,
    )
    sample = [repair(text).clean for text in first_texts(context.texts, _CHARACTERS)]
    turns = {tool: reader(split, sample) for tool, split in tools.items() if not hazm or tool != hazm.name}
    if hazm:
        turns[hazm.name] = hazm.again("split", sample)
    timings = interleave(turns, rounds=context.rounds)
    yield Section(
        "Sentence splitting: speed",
        ("tool", "characters/s", "dabir is times as fast"),
        speed_rows(timings, sum(map(len, sample)), "dabir"),
        "python -m benchmarks --only sentences",
    )


def _sentencizer() -> Splitter:
    nlp = spacy.blank("fa")
    nlp.add_pipe("sentencizer")
    nlp.max_length = 10_000_000
    return lambda text: [sentence.text for sentence in nlp(text).sents]

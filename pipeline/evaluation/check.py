"""Predictions against gold, over many documents: what ``dabir check`` reports."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from pipeline import __version__
from pipeline.batch.run import Failure, Options, Reader, read_input
from pipeline.errors import DabirError, InputError, UsageError
from pipeline.evaluation.comparison import Count
from pipeline.evaluation.difference import DocumentDifference, document_difference
from pipeline.evaluation.figures import Figure, figures
from pipeline.evaluation.scoring import CalendarError, RuleCount, Score, score
from pipeline.formats.gold import KINDS, Kind, decode_gold
from pipeline.formats.gold_files import HALVES, Documents, Half, beside, raw_path, raw_text, read_documents, read_halves
from pipeline.formats.readers import text_input
from pipeline.records import encode


class RuleFigure(msgspec.Struct, frozen=True):
    """A pattern's hits: ``ignored`` met an optional record; ``precision`` is the share of the others that was found."""

    kind: Kind
    rule: str
    hits: int
    ignored: int
    found: int
    exact: int
    precision: float | None


class Calendars(msgspec.Struct, frozen=True):
    """Dates read in another calendar than the gold says, ``wrong`` in all, by document id."""

    wrong: int
    values_wrong: int
    errors: dict[str, list[CalendarError]]


class Report(msgspec.Struct, frozen=True, omit_defaults=True):
    """Everything that a check found. ``counts`` has the figures of each document, for a later run to compare with."""

    version: str
    half: Half | None
    documents: int
    figures: dict[str, Figure]
    unscored: dict[str, int]
    calendars: Calendars
    rules: list[RuleFigure]
    missing: list[str]
    extra: list[str]
    unreadable: list[str]
    counts: dict[str, dict[str, Count]]
    differences: list[DocumentDifference] = []

    @property
    def complete(self) -> bool:
        """Whether every document could be read and has a prediction."""
        return not self.missing and not self.unreadable


@dataclasses.dataclass(slots=True)
class Selection:
    """The gold documents of a check and what it names beside them."""

    path: Path
    half: Half | None
    gold: Documents
    halves: Mapping[str, Half]

    def keep(self, id: str) -> bool:
        """Whether a prediction is of this half, or of no known document."""
        return self.half is None or self.halves.get(id, self.half) == self.half


def select(gold: Path, half: Half | None) -> Selection:
    """Read the gold documents, or those of one half.

    Raises :class:`~pipeline.errors.UsageError` where there are none, or where no table says what the half is.
    """
    halves = read_halves(gold) if half else {}
    if half and not halves:
        table = beside(gold) / HALVES
        raise UsageError("there is no such table", where=str(table), remedy="write one with columns id and half")
    documents = read_documents(gold, strict=True, keep=lambda id: half is None or halves.get(id) == half)
    for id in sorted(id for id, its in halves.items() if its == half and id not in documents.by_id):
        if not any(failure.where and Path(failure.where).stem == id for failure in documents.failures):
            documents.failures.append(InputError(f"{id!r} has no gold file", where=str(beside(gold) / HALVES)))
    if not documents.by_id and not documents.failures:
        raise UsageError("no gold document is in this half", where=str(gold), remedy=f"see {HALVES}")
    return Selection(gold, half, documents, halves)


def extract_texts(selection: Selection, folder: Path, engine: Reader, options: Options) -> Documents:
    """The records that the engine reads in the raw texts of the gold documents."""
    found = Documents()
    for id in selection.gold.by_id:
        path = raw_path(folder, id)
        if path is None:
            found.failures.append(InputError("there is no such text", where=f"{folder}/{id}.txt"))
            continue
        outcome = read_input(text_input(path, id=id, source=str(path)), engine, options)
        if isinstance(outcome, Failure):
            found.failures.append(InputError(outcome.message, where=outcome.source, remedy=outcome.remedy))
        else:
            found.add(id, decode_gold(encode(outcome), where=str(path), strict=False), str(path))
    return found


def check(selection: Selection, predicted: Documents, *, diff: bool = False, text: Path | None = None) -> Report:
    """Score predictions against the gold; a document without a prediction counts as one in which nothing was found.

    ``diff`` lists what is missed, spurious and wrong, with the words around it from the folder ``text``.
    """
    scores: dict[str, Score] = {}
    differences = []
    for id, gold in selection.gold.by_id.items():
        prediction = predicted.by_id.get(id)
        scores[id] = score(gold, prediction)
        if diff:
            raw = _raw_or_null(text, id)
            differences.append(document_difference(id, gold, prediction, scores[id].alignments, raw))
    unscored: Counter[str] = Counter()
    for one in scores.values():
        unscored.update(one.unscored)
    failures = [*selection.gold.failures, *predicted.failures]
    return Report(
        version=__version__,
        half=selection.half,
        documents=len(scores),
        figures=_in_order(figures({id: one.figures for id, one in scores.items()})) if scores else {},
        unscored=_in_order(unscored),
        calendars=_calendars(scores),
        rules=_rules(scores),
        missing=sorted(scores.keys() - predicted.by_id.keys()),
        extra=sorted(predicted.by_id.keys() - scores.keys()),
        unreadable=[str(DabirError(f.what, where=f.where)) for f in failures],
        counts={id: {name: c for name, c in one.figures.items() if any(c)} for id, one in scores.items()},
        differences=[difference for difference in differences if difference.records],
    )


def _raw_or_null(folder: Path | None, id: str) -> str | None:
    try:
        return raw_text(folder, id) if folder else None
    except InputError:
        return None  # the words around a record are a help, not a figure


def _in_order(by_name: Mapping[str, Any]) -> dict[str, Any]:
    """By kind of record, and as they come within it."""
    order = {kind: n for n, kind in enumerate(KINDS)}
    return dict(sorted(by_name.items(), key=lambda item: order[item[0].partition(".")[0]]))  # type: ignore[index]


def _calendars(scores: Mapping[str, Score]) -> Calendars:
    errors = {id: one.calendars for id, one in scores.items() if one.calendars}
    every = [error for found in errors.values() for error in found]
    return Calendars(len(every), sum(not error.value_right for error in every), errors)


def _rules(scores: Mapping[str, Score]) -> list[RuleFigure]:
    """By kind, those with most hits first."""
    totals: dict[tuple[Kind, str], RuleCount] = {}
    for one in scores.values():
        for key, count in one.rules.items():
            totals.setdefault(key, RuleCount()).add(count)
    found = []
    for (kind, rule), total in totals.items():
        scored = total.hits - total.ignored
        precision = total.found / scored if scored else None
        found.append(RuleFigure(kind, rule, total.hits, total.ignored, total.found, total.exact, precision))
    return sorted(found, key=lambda figure: (KINDS.index(figure.kind), -figure.hits, figure.rule))

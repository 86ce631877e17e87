"""The figures on both halves of the corpus: ``python -m benchmarks.corpus [--tagger NAME]``.

Extracts ``corpus/raw`` and prints, as a Markdown table, F1 with its 95% interval on the development and the test half
(``corpus/halves.tsv``). The texts were written for the project, and rules were written with the development half in
sight. Of the test half only figures are shown, beside those of its two annotators with each other
(``python -m benchmarks.agreement``). What a figure means: pipeline/evaluation/README.md.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pipeline
from benchmarks import agreement
from benchmarks.timing import markdown
from pipeline.batch.run import Options
from pipeline.evaluation.check import Report, check, extract_texts, select
from pipeline.evaluation.figures import Figure
from pipeline.formats.gold_files import Half
from pipeline.formats.metadata import read_metadata

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
_HALVES: tuple[Half, ...] = ("development", "test")
COLUMNS = (
    "figure",
    *(cell for half in _HALVES for cell in (f"gold, {half} half", f"F1, {half} half")),
    "two annotators, test half",
)
_FIGURES = {
    "dates.value": "dates: the right days",
    "participants.found": "participants: found",
    "participants.exact": "participants: kind, name, office, country",
    "participants.role_code": "their office, where found",
    "participants.country": "their country, where found",
    "participants.resolved.name": "the person meant, where found",
    "visits.found": "visits: found",
    "visits.exact": "visits: visitors, destinations, status",
    "meetings.found": "meetings: found",
    "meetings.exact": "meetings: kind, participants, status",
    "agreements.found": "agreements: found",
    "agreements.exact": "agreements: type, parties, status",
}


def report(engine: pipeline.Engine, half: Half) -> Report:
    """The check of one half."""
    selection = select(CORPUS / "gold", half)
    known = read_metadata(CORPUS / "metadata.tsv", lambda code: engine.lexicon.country(code) is not None)
    return check(selection, extract_texts(selection, CORPUS / "raw", engine, Options(known)))


def _cells(figure: Figure | None) -> tuple[str, str]:
    return str(figure.gold if figure else 0), agreement.shown(figure)


def rows(engine: pipeline.Engine) -> list[list[str]]:
    """A row for each figure, with both halves."""
    reports = [report(engine, half) for half in _HALVES]
    found = agreement.read_annotations()
    annotators = agreement.compare(found["first"], found["second"]).figures
    return [
        [title, *(cell for one in reports for cell in _cells(one.figures.get(name))),
         agreement.shown(annotators.get(name) if name in agreement.TITLES else None)]
        for name, title in _FIGURES.items()
    ]  # fmt: skip


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Print the figures on both halves of the corpus.")
    parser.add_argument("--tagger", default="default", help="as for dabir --tagger")
    engine = pipeline.load(tagger=parser.parse_args().tagger)
    print(markdown(COLUMNS, rows(engine)))  # noqa: T201


if __name__ == "__main__":
    main()

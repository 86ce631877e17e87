"""The figures on both halves of the corpus: ``python -m benchmarks.corpus [--tagger NAME]``.

Extracts ``corpus/raw`` and prints, as a Markdown table, F1 with its 95% interval on the development and the test half
(``corpus/halves.tsv``). The texts were written for the project, and rules were written with the development half in
sight. Of the test half only figures are shown. What a figure means: pipeline/evaluation/README.md.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pipeline
from benchmarks.timing import markdown
from pipeline.batch.run import Options
from pipeline.evaluation.check import Report, check, extract_texts, select
from pipeline.evaluation.figures import Figure
from pipeline.formats.gold_files import Half
from pipeline.formats.metadata import read_metadata

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
_HALVES: tuple[Half, ...] = ("development", "test")
COLUMNS = ("figure", *(cell for half in _HALVES for cell in (f"gold, {half} half", f"F1, {half} half")))
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
    if figure is None or figure.f1 is None or figure.interval is None:
        return "0", "–"
    low, high = figure.interval
    return str(figure.gold), f"{figure.f1:.3f} ({low:.3f} to {high:.3f})"


def rows(engine: pipeline.Engine) -> list[list[str]]:
    """A row for each figure, with both halves."""
    reports = [report(engine, half) for half in _HALVES]
    return [[title, *(cell for one in reports for cell in _cells(one.figures.get(name)))]
            for name, title in _FIGURES.items()]  # fmt: skip


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Print the figures on both halves of the corpus.")
    parser.add_argument("--tagger", default="default", help="as for dabir --tagger")
    engine = pipeline.load(tagger=parser.parse_args().tagger)
    print(markdown(COLUMNS, rows(engine)))  # noqa: T201


if __name__ == "__main__":
    main()

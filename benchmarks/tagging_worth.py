"""What tagging is worth: ``python -m benchmarks.tagging_worth [--tagger SPEC...]``.

The texts of ``corpus/`` are extracted with each tagger and scored against their gold files, both halves apart.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pipeline
from benchmarks.timing import markdown
from pipeline.batch.run import Options
from pipeline.errors import MissingExtraError
from pipeline.evaluation.check import check, extract_texts, select
from pipeline.formats.gold_files import Half
from pipeline.formats.metadata import read_metadata

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
FIGURES = ("dates.value", "participants.found", "visits.found", "visits.exact", "meetings.found", "agreements.found")


def figures(tagger: str, half: Half) -> list[str]:
    """F1 of each of :data:`FIGURES` on one half."""
    engine = pipeline.load(tagger=tagger)
    known = read_metadata(CORPUS / "metadata.tsv", lambda code: engine.lexicon.country(code) is not None)
    selection = select(CORPUS / "gold", half)
    report = check(selection, extract_texts(selection, CORPUS / "raw", engine, Options(known)))
    return [f"{report.figures[name].f1 or 0:.3f}" for name in FIGURES]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Score the corpus with each tagger.")
    parser.add_argument("--tagger", nargs="+", default=["default", "parsivar", "none"], help="as for dabir --tagger")
    options = parser.parse_args()
    rows = []
    for spec in options.tagger:
        for half in ("development", "test"):
            try:
                rows.append((spec, half, *figures(spec, half)))
            except MissingExtraError as error:
                rows.append((spec, half, f"left out: {error}", *[""] * (len(FIGURES) - 1)))
    print(markdown(("tagger", "half", *FIGURES), rows))  # noqa: T201


if __name__ == "__main__":
    main()

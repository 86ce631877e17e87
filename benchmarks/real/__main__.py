"""How well real texts are read that nobody here wrote: visits, meetings, agreements and who took part.

``python -m benchmarks.real --texts FOLDER...``, folders that hold the texts at any depth: the daily's of the GitHub
repository shervinkh/hamshahri-search, the agencies' and the encyclopedia's as :mod:`benchmarks.real.agency` and
:mod:`benchmarks.real.encyclopedia` write them. A text that is not there, or is another one, is named and left out.
``--write FOLDER`` keeps the corpus, for ``dabir check FOLDER/first/gold``.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pipeline
from benchmarks.real.events import SAMPLES, Annotation, Sample, files_in, read_sample, text_of, write_corpus
from benchmarks.timing import markdown
from pipeline.batch.run import Options
from pipeline.engine import Engine
from pipeline.evaluation.check import Report, check, extract_texts, select
from pipeline.evaluation.comparison import Count
from pipeline.evaluation.figures import Figure, figures
from pipeline.formats.metadata import read_metadata

_FIGURES = [
    "visits.found",
    "visits.exact",
    "visits.visitors",
    "visits.destinations.country",
    "visits.status",
    "meetings.found",
    "meetings.exact",
    "meetings.kind",
    "meetings.participants",
    "meetings.status",
    "agreements.found",
    "agreements.exact",
    "agreements.type",
    "agreements.parties",
    "agreements.status",
    "participants.found",
    "participants.exact",
    "participants.name",
    "participants.role",
    "participants.role_code",
    "participants.country",
]
_BY_SOURCE = tuple(f"{kind}.{what}" for kind in ("visits", "meetings", "agreements") for what in ("found", "exact"))
_SOURCES = ("daily", "agency", "encyclopedia")


def main() -> None:
    """Print two tables for each sample: all texts, and by source."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", nargs="+", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--sample", choices=SAMPLES, help="only this one")
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="keep the corpus here")
    args = parser.parse_args()
    files = files_in(args.texts)
    engine = pipeline.load()
    for sample in [args.sample] if args.sample else SAMPLES:
        with tempfile.TemporaryDirectory() as folder:
            _report(sample, files, args.write / sample if args.write else Path(folder), engine)


def _report(sample: Sample, files: dict[str, Path], folder: Path, engine: Engine) -> None:
    found: list[tuple[Annotation, str]] = []
    for annotation in read_sample(sample):
        text = text_of(annotation, files)
        if text is None:
            sys.stderr.write(f"{annotation.id}: {annotation.source['file']} is not there, or is another text\n")
        else:
            found.append((annotation, text))
    if not found:
        sys.stderr.write(f"{sample}: no text of this sample\n")
        return
    write_corpus(found, folder)
    report = _score(folder, engine)
    kinds = {annotation.id: annotation.kind for annotation, _ in found}
    sys.stdout.write(
        f"\n## The {sample} sample: {len(found)} texts\n\n{_table(report)}\n\n{_by_source(report, kinds)}\n"
    )


def _score(folder: Path, engine: Engine) -> Report:
    selection = select(folder / "gold", None)
    known = read_metadata(folder / "metadata.tsv", lambda code: engine.lexicon.country(code) is not None)
    return check(selection, extract_texts(selection, folder / "raw", engine, Options(known)))


def _table(report: Report) -> str:
    rows = [(name, *_row(report.figures[name])) for name in _FIGURES if name in report.figures]
    return markdown(("figure", "gold", "predicted", "right", "P", "R", "F1", "95% interval"), rows)


def _row(figure: Figure) -> tuple[str, ...]:
    ratios = ("–" if value is None else f"{value:.3f}" for value in (figure.precision, figure.recall, figure.f1))
    interval = "–" if figure.interval is None else "{:.3f} to {:.3f}".format(*figure.interval)
    return (str(figure.gold), str(figure.predicted), str(figure.correct), *ratios, interval)


def _by_source(report: Report, kinds: Mapping[str, str]) -> str:
    """F1 over the texts of each source."""
    rows: list[Sequence[str]] = []
    for source in _SOURCES:
        counts: dict[str, dict[str, Count]] = {id: c for id, c in report.counts.items() if kinds[id] == source}
        got = figures(counts) if counts else {}
        cells = (got[name].f1 if name in got else None for name in _BY_SOURCE)
        rows.append((source, str(len(counts)), *("–" if f1 is None else f"{f1:.3f}" for f1 in cells)))
    return markdown(("F1 by source", "texts", *_BY_SOURCE), rows)


if __name__ == "__main__":
    main()

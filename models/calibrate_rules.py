"""Measure every event pattern on the development half: ``python -m models.calibrate_rules``.

Writes ``rules/precision.tsv``, which gives records their confidence, and the measured part of the card
``rules/README.md``: the calibration curve, cross-validated over documents, and each pattern's precision. The test half
is never opened.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import pipeline
from pipeline.batch.run import Options
from pipeline.evaluation.alignment import align
from pipeline.evaluation.check import extract_texts, select
from pipeline.formats.gold import Kind
from pipeline.formats.metadata import read_metadata
from pipeline.linking.confidence import ANY, INFERRED, RulePrecision, Table, confidence, render

FOLDER = Path(__file__).parent / "rules"
CORPUS = Path(__file__).parents[1] / "corpus"
KINDS: tuple[Kind, ...] = ("visits", "meetings", "agreements")
DECIDING_INFERRED = {"destinations", "parties", "participants", "visitors"}
#: How many records of the kind's average every pattern is taken to have had beside its own.
STRENGTH = 5.0
FOLDS = 10
_MEASURED = "## Measured\n"


class Outcome(NamedTuple):
    """A predicted record of a development document, and whether it was found and exactly right in the gold."""

    document: str
    kind: Kind
    rule: str
    inferred: bool
    found: bool
    right: bool


def outcomes(corpus: Path = CORPUS) -> list[Outcome]:
    """Every event record read from the development half; those that meet an optional gold record are left out."""
    engine = pipeline.load()
    selection = select(corpus / "gold", "development")
    known = read_metadata(corpus / "metadata.tsv", lambda code: engine.lexicon.country(code) is not None)
    read = extract_texts(selection, corpus / "raw", engine, Options(known))
    found: list[Outcome] = []
    for id, gold in selection.gold.by_id.items():
        for kind, alignment in align(gold, read.by_id.get(id)).items():
            if kind not in KINDS:
                continue
            for match in alignment.matches:
                verdict = match.exact(kind)
                if not match.gold.optional and verdict is not None:
                    found.append(_outcome(id, kind, match.predicted, found=True, right=verdict))
            found += [_outcome(id, kind, record, found=False, right=False) for record in alignment.spurious]
    return found


def _outcome(document: str, kind: Kind, record: object, *, found: bool, right: bool) -> Outcome:
    inferred = bool(DECIDING_INFERRED & set(getattr(record, "inferred", None) or ()))
    return Outcome(document, kind, str(getattr(record, "rule", "")), inferred, found, right)


def estimate(seen: Sequence[Outcome]) -> Table:
    """Precisions, each drawn towards the average of its kind as if there had been ``STRENGTH`` more records of it."""
    rows: dict[tuple[str, str], RulePrecision] = {}
    for kind in KINDS:
        own = [o for o in seen if o.kind == kind]
        average = (sum(o.right for o in own) + 1) / (len(own) + 2)
        rows[kind, ANY] = _row(kind, ANY, own, average)
        for rule in sorted({o.rule for o in own}):
            rows[kind, rule] = _row(kind, rule, [o for o in own if o.rule == rule], average)
        concluded = [o for o in own if o.inferred]
        if concluded:
            expected = sum(rows[kind, o.rule].confidence for o in concluded)
            factor = min(1.0, (sum(o.right for o in concluded) + STRENGTH) / (expected + STRENGTH))
            row = _row(kind, INFERRED, concluded, average)
            rows[kind, INFERRED] = row._replace(confidence=round(factor, 3))
    return rows


def _row(kind: str, rule: str, own: Sequence[Outcome], average: float) -> RulePrecision:
    right = sum(o.right for o in own)
    shrunk = (right + STRENGTH * average) / (len(own) + STRENGTH)
    return RulePrecision(kind, rule, len(own), sum(o.found for o in own), right, round(shrunk, 3))


def cross_validated(seen: Sequence[Outcome]) -> list[tuple[float, bool]]:
    """Confidence and verdict of each record, by precisions measured on the documents of the other folds."""
    documents = sorted({o.document for o in seen})
    random.Random(1).shuffle(documents)
    fold = {document: n % FOLDS for n, document in enumerate(documents)}
    pairs: list[tuple[float, bool]] = []
    for number in range(FOLDS):
        rows = estimate([o for o in seen if fold[o.document] != number])
        held_out = (o for o in seen if fold[o.document] == number)
        pairs += [(confidence(o.kind, o.rule, inferred=o.inferred, rows=rows), o.right) for o in held_out]
    return pairs


def curve(pairs: Iterable[tuple[float, bool]]) -> list[tuple[float, int, float, float]]:
    """Lower edge of each tenth of confidence, how many records it has, their mean confidence, the share right."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for pair in pairs:
        bins.setdefault(min(9, int(pair[0] * 10)), []).append(pair)
    return [
        (n / 10, len(own), sum(c for c, _ in own) / len(own), sum(right for _, right in own) / len(own))
        for n, own in sorted(bins.items())
    ]


def card(seen: Sequence[Outcome], rows: Table) -> str:
    """The measured part of the card."""
    pairs = cross_validated(seen)
    points = curve(pairs)
    error = sum(count * abs(mean - share) for _, count, mean, share in points) / len(pairs)
    counts = Counter(o.kind for o in seen)
    told = ", ".join(f"{counts[kind]} {kind}" for kind in KINDS)
    documents = len({o.document for o in seen})
    lines = [
        f"On {documents} development documents: {told}. Cross-validated in {FOLDS} folds of documents;",
        f"expected calibration error {error:.3f}.",
        "",
        "| confidence | records | mean confidence | exactly right |",
        "| --- | --- | --- | --- |",
        *(
            f"| {low:.1f} to {low + 0.1:.1f} | {count} | {mean:.3f} | {share:.3f} |"
            for low, count, mean, share in points
        ),
        "",
        "| kind | pattern | records | found | exactly right | confidence |",
        "| --- | --- | --- | --- | --- | --- |",
        *(
            f"| {r.kind} | {r.rule} | {r.records} | {r.found} | {r.right} | {r.confidence:.3f} |"
            for key in sorted(rows)
            for r in [rows[key]]
        ),
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Read the development half and write table and card."""
    seen = outcomes()
    rows = estimate(seen)
    (FOLDER / "precision.tsv").write_text(render(rows), "utf-8")
    readme = FOLDER / "README.md"
    head = readme.read_text("utf-8").partition(_MEASURED)[0]
    readme.write_text(f"{head}{_MEASURED}{card(seen, rows)}", "utf-8")


if __name__ == "__main__":
    main()

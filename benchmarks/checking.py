"""Checking beside nervaluate: ``python -m benchmarks.checking [--documents 1000] [--rounds 5]``.

Both score the same documents in memory: nervaluate their spans, Dabir spans, records and all fields, with intervals.
The documents are copies of the corpus's development half under other ids; in the predictions one record in ten is
missing and one trigger in ten is a letter too long. Prints a Markdown table.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path
from typing import Any

import msgspec
from nervaluate import Evaluator

from benchmarks.timing import interleave, markdown, times_as_fast
from pipeline.evaluation.check import Selection, check
from pipeline.formats.gold import KINDS, decode_gold
from pipeline.formats.gold_files import Documents, read_documents, read_halves

GOLD = Path(__file__).resolve().parents[1] / "corpus" / "gold"
_LABELS = dict(zip(KINDS, ("date", "mention", "visit", "meeting", "agreement"), strict=True))


def spoilt(document: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """A document with records lost and spans moved."""
    kept = {kind: [record for record in document.get(kind, ()) if chance.random() > 0.1] for kind in KINDS}
    for kind in ("visits", "meetings", "agreements"):
        for record in kept[kind]:
            if chance.random() < 0.1:
                record["trigger"] = {**record["trigger"], "end": record["trigger"]["end"] + 1}
    return document | kept


def spans(document: Any) -> list[dict[str, Any]]:
    """Bounds as nervaluate wants them, closed."""
    return [
        {"label": label, "start": place.start, "end": place.end - 1}
        for kind, label in _LABELS.items()
        for record in getattr(document, kind) or ()
        for place in _places(kind, record)
    ]


def _places(kind: str, record: Any) -> list[Any]:
    if kind == "participants":
        return list(record.mentions or ())
    return [record if kind == "dates" else record.trigger]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Time checking beside nervaluate.")
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5, help="two or more")
    options = parser.parse_args()
    halves = read_halves(GOLD)
    originals = list(read_documents(GOLD, strict=True, keep=lambda id: halves.get(id) == "development").by_id.values())
    chance = random.Random(1)
    gold, predicted = Documents(), Documents()
    for n in range(options.documents):
        original = originals[n % len(originals)]
        given = msgspec.json.encode(spoilt(msgspec.to_builtins(original), chance))
        gold.add(str(n), original, str(n))
        predicted.add(str(n), decode_gold(given, where=str(n)), str(n))
    selection = Selection(GOLD, None, gold, {})
    sides = [[spans(document) for document in documents.by_id.values()] for documents in (gold, predicted)]
    timings = interleave(
        {
            "dabir": lambda: check(selection, predicted),
            "nervaluate": lambda: Evaluator(*sides, tags=list(_LABELS.values()), loader="dict").evaluate(),
        },
        rounds=options.rounds,
    )
    records = sum(len(getattr(document, kind) or ()) for document in gold.by_id.values() for kind in KINDS)
    rows = [
        (name, options.documents, records, f"{timing.median:.1f}", times_as_fast(timing, timings["nervaluate"]))
        for name, timing in timings.items()
    ]
    print(markdown(("", "documents", "records", "seconds", "times as fast as nervaluate"), rows))  # noqa: T201


if __name__ == "__main__":
    main()

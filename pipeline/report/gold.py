"""Records beside their gold: which are right, wrong, spurious or missed, and the figures of all."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Collection
from pathlib import Path
from typing import Any

from pipeline import records
from pipeline.errors import InputError
from pipeline.evaluation.difference import RecordDifference, document_difference
from pipeline.evaluation.scoring import score
from pipeline.formats.gold import KINDS, decode_gold
from pipeline.formats.gold_files import read_documents

_FIGURES = tuple(f"{kind}.{figure}" for kind in KINDS for figure in ("found", "exact"))


@dataclasses.dataclass(slots=True)
class Gold:
    """The gold documents of the records shown, and ids of other ones; ``figures`` grow with each that is judged."""

    by_id: dict[str, Any]
    failures: list[InputError]
    unread: list[str]
    figures: dict[str, list[int]] = dataclasses.field(default_factory=dict)
    judged: int = 0

    def judge(self, document: records.Document) -> list[RecordDifference] | None:
        """What is missed, spurious or wrong in a document, or ``None`` where there is no gold for it."""
        id = document.document.id
        if id not in self.by_id:
            return None
        predicted = decode_gold(records.encode(document), where=id, strict=False)
        result = score(self.by_id[id], predicted)
        self.judged += 1
        for name in _FIGURES:
            if name in result.figures:
                before = self.figures.setdefault(name, [0, 0, 0])
                self.figures[name] = [one + more for one, more in zip(before, result.figures[name], strict=True)]
        return document_difference(id, self.by_id[id], predicted, result.alignments, None).records


def read_gold(path: Path, ids: Collection[str]) -> Gold:
    """The gold of the documents named; other files are not opened. Raises :class:`~pipeline.errors.UsageError`."""
    unread: set[str] = set()

    def keep(id: str) -> bool:
        if id not in ids:
            unread.add(id)
        return id in ids

    documents = read_documents(path, strict=True, keep=keep)
    return Gold(documents.by_id, documents.failures, sorted(unread))


def verdicts(differences: list[RecordDifference]) -> dict[str, int]:
    """How many records are missed, spurious, wrong, or right in what decides and otherwise not (``differs``)."""
    return dict(Counter(_verdict(difference) for difference in differences))


def _verdict(difference: RecordDifference) -> str:
    decides = any(field.decides for field in difference.fields)
    return "differs" if difference.verdict == "wrong" and not decides else difference.verdict

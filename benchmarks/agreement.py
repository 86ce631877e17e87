"""How far two annotators of the test half agree: ``python -m benchmarks.agreement``.

``corpus/annotators`` has what each wrote from the raw texts and corpus/GUIDELINES.md alone, before they were compared:
the ceiling that a system can be held to. Prints F1 with its 95% interval as a Markdown table, and each annotator
against the gold that was made of both. Records and fields that either left open (``optional``, or left out) are in no
figure, so that it does not matter which of the two counts as the gold.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.timing import markdown
from pipeline.errors import DabirError
from pipeline.evaluation.alignment import DECIDING, align
from pipeline.evaluation.check import Report, Selection, check
from pipeline.evaluation.figures import Figure
from pipeline.formats.gold import KINDS
from pipeline.formats.gold_files import Documents, read_documents, read_halves

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
_PAIRS = {"first and second": ("first", "second"), "first and gold": ("gold", "first"),
          "second and gold": ("gold", "second")}  # fmt: skip
#: The figures that both annotators wrote what is needed for.
TITLES = {
    "dates.value": "dates: the same days",
    "dates.exact": "dates: the same days and span",
    "participants.found": "participants: found",
    "participants.exact": "participants: kind, name, office, country",
    "visits.found": "visits: found",
    "visits.exact": "visits: visitors, destinations, status",
    "meetings.found": "meetings: found",
    "meetings.exact": "meetings: kind, participants, status",
    "agreements.found": "agreements: found",
    "agreements.exact": "agreements: type, parties, status",
}
_ENDS = ("earliest", "latest")


def read_annotations() -> dict[str, Documents]:
    """The test half as each annotator has it and as the gold has it, by whose it is.

    Raises :class:`~pipeline.errors.DabirError` where one of them cannot be read.
    """
    halves = read_halves(CORPUS / "gold")
    places = {name: CORPUS / "annotators" / f"{name}.jsonl" for name in ("first", "second")}
    found = {
        name: read_documents(path, strict=True, keep=lambda id: halves.get(id) == "test")
        for name, path in {**places, "gold": CORPUS / "gold"}.items()
    }
    for documents in found.values():
        for failure in documents.failures:
            raise DabirError(failure.what, where=failure.where)
    return found


def compare(one: Documents, other: Documents) -> Report:
    """The figures of two annotations of the same texts, without what either leaves open."""
    gold, given = Documents(), Documents()
    for id in one.by_id:
        left, right = settled(one.by_id[id], other.by_id[id])
        gold.add(id, left, id)
        given.add(id, right, id)
    return check(Selection(CORPUS / "gold", "test", gold, {}), given)


def settled(one: Any, other: Any) -> tuple[Any, Any]:
    """Two annotations of a text, so that what the other one leaves open is left open in the first as well."""
    changes: dict[str, list[Any]] = {}
    dropped: set[str] = set()
    for kind, alignment in align(one, other).items():
        partners = {match.gold.id: match.predicted for match in alignment.matches}
        changes[kind] = [_settled(record, partners.get(record.id), kind) for record in getattr(one, kind)]
        dropped |= {record.id for record in alignment.spurious if record.optional}
    kept = {
        kind: [_without(record, dropped) for record in getattr(other, kind) if record.id not in dropped]
        for kind in KINDS
    }
    return msgspec.structs.replace(one, **changes), msgspec.structs.replace(other, **kept)


def _settled(record: Any, partner: Any, kind: str) -> Any:
    if partner is None:
        return record
    names = _ENDS if kind == "dates" else DECIDING[kind]  # type: ignore[index]
    open_ = {name: msgspec.UNSET for name in names if getattr(partner, name) is msgspec.UNSET}
    return msgspec.structs.replace(record, **open_, optional=record.optional or partner.optional)


def _without(record: Any, ids: set[str]) -> Any:
    """A record whose lists of ids have none of these."""
    lists: Mapping[str, Any] = {
        name: [id for id in value if id not in ids]
        for name in ("visitors", "hosts", "participants")
        if isinstance(value := getattr(record, name, None), list)
    }
    return msgspec.structs.replace(record, **lists)


def shown(figure: Figure | None) -> str:
    """F1 and its interval."""
    if figure is None or figure.f1 is None or figure.interval is None:
        return "–"
    low, high = figure.interval
    return f"{figure.f1:.3f} ({low:.3f} to {high:.3f})"


def rows(found: Mapping[str, Documents]) -> list[list[str]]:
    """A row for each figure: how many records the first and the second have in it, and F1 of each pair."""
    reports = [compare(found[one], found[other]) for one, other in _PAIRS.values()]
    return [
        [title, str(reports[0].figures[name].gold), str(reports[0].figures[name].predicted),
         *(shown(one.figures.get(name)) for one in reports)]
        for name, title in TITLES.items()
    ]  # fmt: skip


def main() -> None:
    """Print the table."""
    print(markdown(("F1 of", "first", "second", *_PAIRS), rows(read_annotations())))  # noqa: T201


if __name__ == "__main__":
    main()

"""How far two annotators agree: ``python -m benchmarks.agreement``.

``corpus/annotators`` has what each wrote of the test half, and ``annotators`` beside this sample's events of the real
texts, from the texts and corpus/GUIDELINES.md alone, before they were compared: the ceiling that a system can be held
to. Prints F1 with its 95% interval as Markdown tables, and each annotator of the test half against the gold that was
made of both. Records and fields that either left open (``optional``, or left out) are in no figure, so that it does not
matter which of the two counts as the gold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.timing import markdown
from pipeline.errors import DabirError
from pipeline.evaluation.alignment import DECIDING, align
from pipeline.evaluation.check import Report, Selection, check
from pipeline.evaluation.figures import Figure
from pipeline.formats.gold_files import Documents, read_documents, read_halves

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
REAL = Path(__file__).with_name("real")
_BOTH = {"first and second": ("first", "second")}
_WITH_GOLD = {**_BOTH, "first and gold": ("gold", "first"), "second and gold": ("gold", "second")}
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
    found = _annotators(CORPUS / "annotators")
    return {**found, "gold": _read(CORPUS / "gold", lambda id: halves.get(id) == "test")}


def read_real_annotations() -> dict[str, Documents]:
    """The second sample of real texts as each annotator has it, without dates and the words of spans."""
    return _annotators(REAL / "annotators")


def _annotators(folder: Path) -> dict[str, Documents]:
    return {name: _read(folder / f"{name}.jsonl") for name in ("first", "second")}


def _read(path: Path, keep: Callable[[str], bool] = bool) -> Documents:
    documents = read_documents(path, strict=True, keep=keep)
    for failure in documents.failures:
        raise DabirError(failure.what, where=failure.where)
    return documents


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
        for kind in changes
    }
    return msgspec.structs.replace(one, **changes), msgspec.structs.replace(other, **kept)


def doubtful(one: Documents, other: Documents) -> Counter[str]:
    """How many records of each kind only one of the two annotators calls optional."""
    found: Counter[str] = Counter()
    for id, document in one.by_id.items():
        for kind, alignment in align(document, other.by_id[id]).items():
            found[kind] += sum(match.gold.optional != match.predicted.optional for match in alignment.matches)
            found[kind] += sum(record.optional for record in (*alignment.missed, *alignment.spurious))
    return found


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
    """A row for each figure: records of the first, the second, those that one calls optional, and F1 of each pair."""
    pairs = _WITH_GOLD if "gold" in found else _BOTH
    reports = [compare(found[one], found[other]) for one, other in pairs.values()]
    doubts = doubtful(found["first"], found["second"])
    return [
        [title, str(figure.gold), str(figure.predicted), str(doubts[name.partition(".")[0]]),
         *(shown(one.figures[name]) for one in reports)]
        for name, title in TITLES.items()
        if (figure := reports[0].figures.get(name))
    ]  # fmt: skip


def main() -> None:
    """Print the tables."""
    columns = ("F1 of", "first", "second", "optional for one")
    tables = {
        "test half": markdown((*columns, *_WITH_GOLD), rows(read_annotations())),
        "real texts, second sample": markdown((*columns, *_BOTH), rows(read_real_annotations())),
    }
    print("\n\n".join(f"## Two annotators: {title}\n\n{table}" for title, table in tables.items()))  # noqa: T201


if __name__ == "__main__":
    main()

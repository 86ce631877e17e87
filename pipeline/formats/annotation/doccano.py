"""doccano: a JSON Lines file of texts with entities and relations.

Format: that of doccano's sequence labelling with relations. Offsets are UTF-16 code units, as its pages count them
(https://github.com/doccano/doccano/issues/2290). It keeps marks and links only; all other fields stand in ``dabir``,
which it carries along as the text's metadata, and are found again by label and place. The plain form
``{"text": ..., "label": [[start, end, label]]}`` is read too.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.errors import InputError
from pipeline.formats.annotation.marks import Annotated, Link, Mark
from pipeline.formats.writers import atomic

LINES = "doccano.jsonl"


class _Units:
    """A text's places in UTF-16 code units and code points."""

    def __init__(self, text: str) -> None:
        self._wide = [n for n, character in enumerate(text) if ord(character) > 0xFFFF]
        self._wide_units = [place + n for n, place in enumerate(self._wide)]

    def units(self, point: int) -> int:
        return point + bisect_right(self._wide, point - 1)

    def point(self, unit: int) -> int:
        return unit - bisect_right(self._wide_units, unit - 1)


def write(documents: Iterable[Annotated], folder: Path) -> None:
    """Write ``doccano.jsonl``."""
    with atomic(folder / LINES) as file:
        for document in documents:
            file.write(json.dumps(_row(document), ensure_ascii=False).encode() + b"\n")


def _row(document: Annotated) -> dict[str, Any]:
    units = _Units(document.text)
    numbers = {mark.id: n for n, mark in enumerate(document.marks, 1)}
    entities = [
        {
            "id": numbers[mark.id],
            "label": mark.label,
            "start_offset": units.units(mark.start),
            "end_offset": units.units(mark.end),
        }
        for mark in document.marks
    ]
    relations = [
        {"id": n, "from_id": numbers[link.source], "to_id": numbers[link.target], "type": link.name}
        for n, link in enumerate(document.links, 1)
    ]
    kept = json.dumps({"id": document.id, "gold": document.base}, ensure_ascii=False)
    return {"text": document.text, "entities": entities, "relations": relations, "dabir": kept}


def read(path: Path) -> Iterator[Annotated | InputError]:
    """The lines of an export; for one that cannot be read, why."""
    for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            yield _read(json.loads(line), f"{path.stem}-{number}", where)
        except InputError as error:
            yield error
        except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
            yield InputError(f"it is no text with entities: {error!r}", where=where)


def _read(row: Mapping[str, Any], name: str, where: str) -> Annotated:
    text = row["text"]
    units = _Units(text)
    kept = row.get("dabir") or (row.get("meta") or {}).get("dabir") or (row.get("metadata") or {}).get("dabir") or "{}"
    known = json.loads(kept) if isinstance(kept, str) else kept
    result = Annotated(known.get("id", name), text, [], [], known.get("gold"), filled=False)
    for start, end, label in row.get("label") or row.get("labels") or ():
        result.marks.append(Mark(f"plain{len(result.marks)}", label, units.point(start), units.point(end)))
    for entity in sorted(row.get("entities") or (), key=lambda entity: entity["id"]):
        start, end = units.point(entity["start_offset"]), units.point(entity["end_offset"])
        result.marks.append(Mark(str(entity["id"]), entity["label"], start, end))
    for relation in sorted(row.get("relations") or (), key=lambda relation: relation.get("id", 0)):
        result.links.append(Link(str(relation["from_id"]), relation["type"], str(relation["to_id"])))
    return result

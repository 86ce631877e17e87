"""Label Studio: tasks with annotations as one JSON file, and the labelling configuration for the tool.

Format: https://labelstud.io/guide/export and https://labelstud.io/tags. Offsets of ``Text`` are code points. Marks are
regions, links relations, choices ``Choices`` of a region, the other fields its ``TextArea``. What the tool cannot show
is kept in the task's data under ``dabir``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.errors import InputError
from pipeline.formats.annotation.marks import Annotated, Link, Mark, read_note, write_note
from pipeline.formats.annotation.scheme import LABELS, OPTIONAL, PLACE, all_links, blanks
from pipeline.formats.gold import KINDS, Kind
from pipeline.formats.writers import atomic

CONFIGURATION = "label-studio.xml"
TASKS = "tasks.json"
_FIELDS = "fields"
_LATER = re.compile(r"\.(place)?[0-9]+$")  # regions of a record after the first: see annotate()


def configuration() -> str:
    """The labelling interface: labels, relations and what is asked of each region."""
    labels = [f'    <Label value="{label}"/>' for label in (*LABELS.values(), PLACE)]
    relations = [f'    <Relation value="{name}"/>' for name in all_links()]
    asked = [line for kind in KINDS for line in _choices(kind)]
    return "\n".join((
        "<View>",
        '  <Text name="text" value="$text"/>',
        '  <Labels name="label" toName="text">', *labels, "  </Labels>",
        "  <Relations>", *relations, "  </Relations>",
        *asked,
        f'  <Choices name="{OPTIONAL}" toName="text" perRegion="true"><Choice value="true"/></Choices>',
        f'  <TextArea name="{_FIELDS}" toName="text" perRegion="true" placeholder="name=…; country=IRN"/>',
        "</View>",
        "",
    ))  # fmt: skip


def _choices(kind: Kind) -> Iterator[str]:
    label = LABELS[kind]
    for name, blank in blanks(kind).items():
        if blank.form == "choice":
            choices = "".join(f'<Choice value="{value}"/>' for value in blank.choices)
            when = f'perRegion="true" whenTagName="label" whenLabelValue="{label}"'
            yield f'  <Choices name="{label}_{name}" toName="text" {when}>{choices}</Choices>'


def write(documents: Iterable[Annotated], folder: Path) -> None:
    """Write ``tasks.json`` and ``label-studio.xml``."""
    tasks = [_task(document) for document in documents]
    with atomic(folder / TASKS) as file:
        file.write(json.dumps(tasks, ensure_ascii=False, indent=1).encode())
    with atomic(folder / CONFIGURATION) as file:
        file.write(configuration().encode())


def _task(document: Annotated) -> dict[str, Any]:
    result = [item for mark in document.marks for item in _region(document, mark)]
    result += [
        {"type": "relation", "from_id": link.source, "to_id": link.target, "direction": "right", "labels": [link.name]}
        for link in document.links
    ]
    data = {"id": document.id, "text": document.text, "dabir": {"gold": document.base}}
    return {"data": data, "annotations": [{"result": result}]}


def _region(document: Annotated, mark: Mark) -> Iterator[dict[str, Any]]:
    place = {"start": mark.start, "end": mark.end, "text": document.text[mark.start : mark.end]}
    common = {"id": mark.id, "to_name": "text"}
    yield {**common, "from_name": "label", "type": "labels", "value": {**place, "labels": [mark.label]}}
    kind = next((kind for kind, label in LABELS.items() if label == mark.label), None)
    choices = {name for name, blank in blanks(kind).items() if blank.form == "choice"}
    for name in mark.values.keys() & choices:
        value = {**place, "choices": [mark.values[name]]}
        yield {**common, "from_name": f"{mark.label}_{name}", "type": "choices", "value": value}
    if mark.values.get(OPTIONAL):
        yield {**common, "from_name": OPTIONAL, "type": "choices", "value": {**place, "choices": ["true"]}}
    filled = {name: value for name, value in mark.values.items() if name not in choices and name != OPTIONAL}
    if filled:
        value = {**place, "text": [write_note(filled)]}
        yield {**common, "from_name": _FIELDS, "type": "textarea", "value": value}


def read(path: Path) -> Iterator[Annotated | InputError]:
    """The tasks of an export; for one that cannot be read, why. The last annotation not cancelled counts."""
    try:
        tasks = json.loads(path.read_bytes())
    except ValueError as error:
        yield InputError(f"no valid JSON: {error}", where=str(path))
        return
    for n, task in enumerate(tasks if isinstance(tasks, list) else [tasks]):
        where = f"{path}: task {n + 1}"
        try:
            yield _read(task, where)
        except InputError as error:
            yield error
        except (KeyError, TypeError, IndexError, AttributeError) as error:
            yield InputError(f"it is no task with text and annotations: {error!r}", where=where)


def _read(task: Mapping[str, Any], where: str) -> Annotated:
    data = task["data"]
    annotations = [one for one in task.get("annotations", ()) if not one.get("was_cancelled")]
    if not annotations:
        raise InputError("nobody has annotated it", where=where)
    id = data.get("id") or task.get("id")
    if id is None:
        raise InputError("it has no id", where=where, remedy="give its data an id")
    base = (data.get("dabir") or {}).get("gold")
    result = Annotated(str(id), data["text"], [], [], base)
    regions: dict[str, Mark] = {}
    items = annotations[-1]["result"]
    for item in (item for item in items if item["type"] == "labels"):
        value = item["value"]
        record = _LATER.sub("", item["id"])
        mark = Mark(item["id"], value["labels"][0], int(value["start"]), int(value["end"]), record)
        regions[mark.id] = mark
        result.marks.append(mark)
    for item in items:
        if item["type"] == "relation":
            result.links += [Link(item["from_id"], name, item["to_id"]) for name in item.get("labels", ())]
        elif item["type"] == "choices" and item["id"] in regions:
            mark = regions[item["id"]]
            mark.values[item["from_name"].removeprefix(f"{mark.label}_")] = item["value"]["choices"][0]
        elif item["type"] == "textarea" and item["id"] in regions:
            for note in item["value"]["text"]:
                regions[item["id"]].values |= read_note(note)
    return result

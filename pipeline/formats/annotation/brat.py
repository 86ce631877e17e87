"""brat standoff: ``<id>.txt`` with ``<id>.ann``, and ``annotation.conf`` for the tool.

Format: https://brat.nlplab.org/standoff.html. Offsets are code points; a span over a line end is written in fragments,
because brat's lines cannot hold one. Marks are text-bound annotations, links are relations, choices attributes, the
other fields the annotator's note. Events (``E``) and equivalences (``*``) that others wrote are read too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import InputError
from pipeline.formats.annotation.marks import Annotated, Link, Mark, read_note, write_note
from pipeline.formats.annotation.scheme import KIND_OF, LABELS, OPTIONAL, PLACE, SAME, all_links, blanks
from pipeline.formats.gold import KINDS
from pipeline.formats.readers import read_one
from pipeline.formats.writers import atomic, safe_name

_LINE_ENDS = re.compile(r"\r\n|\n|\r")
_BASE = ".gold.json"
_RECORD = "id"


def configuration() -> str:
    """``annotation.conf``: labels, links and choices."""
    links = []
    for name, pairs in all_links().items():
        sources, targets = ("|".join(dict.fromkeys(labels)) for labels in zip(*pairs, strict=True))
        links.append(f"{name} Arg1:{sources}, Arg2:{targets}")
    choices = [
        f"{LABELS[kind]}_{name} Arg:{LABELS[kind]}, Value:{'|'.join(blank.choices)}"
        for kind in KINDS
        for name, blank in blanks(kind).items()
        if blank.form == "choice"
    ]
    optional = f"{OPTIONAL} Arg:{'|'.join(LABELS.values())}"
    sections = {
        "entities": [*LABELS.values(), PLACE],
        "relations": [*links, "<OVERLAP> Arg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>"],
        "events": [],
        "attributes": [*choices, optional],
    }
    return "\n".join(line for name, lines in sections.items() for line in (f"[{name}]", *lines, "")) + "\n"


def write(annotated: Annotated, folder: Path) -> None:
    """Write a document's files; what brat cannot show goes into ``<id>.gold.json``, which it leaves alone."""
    name = safe_name(annotated.id)
    with atomic(folder / f"{name}.txt") as file:
        file.write(annotated.text.encode())
    with atomic(folder / f"{name}.ann") as file:
        file.write("".join(f"{line}\n" for line in _lines(annotated)).encode())
    with atomic(folder / f"{name}{_BASE}") as file:
        file.write(json.dumps({"id": annotated.id, "gold": annotated.base}, ensure_ascii=False, indent=1).encode())


def _lines(annotated: Annotated) -> Iterator[str]:
    numbers = {mark.id: f"T{n}" for n, mark in enumerate(annotated.marks, 1)}
    attributes = 0
    for n, mark in enumerate(annotated.marks, 1):
        fragments = list(_fragments(annotated.text, mark.start, mark.end))
        places = ";".join(f"{start} {end}" for start, end in fragments)
        yield f"T{n}\t{mark.label} {places}\t{' '.join(annotated.text[start:end] for start, end in fragments)}"
        choices = _choices(mark.label)
        for name in (*choices, OPTIONAL):
            if value := mark.values.get(name):
                attributes += 1
                tail = f"{OPTIONAL} T{n}" if name == OPTIONAL else f"{mark.label}_{name} T{n} {value}"
                yield f"A{attributes}\t{tail}"
        filled = {name: value for name, value in mark.values.items() if name not in (*choices, OPTIONAL)}
        yield f"#{n}\tAnnotatorNotes T{n}\t{write_note({_RECORD: mark.record or '', **filled})}"
    for n, link in enumerate(annotated.links, 1):
        yield f"R{n}\t{link.name} Arg1:{numbers[link.source]} Arg2:{numbers[link.target]}"


def _choices(label: str) -> tuple[str, ...]:
    return tuple(name for name, blank in blanks(KIND_OF.get(label)).items() if blank.form == "choice")


def _fragments(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for match in _LINE_ENDS.finditer(text, start, end):
        if match.start() > at:
            yield at, match.start()
        at = match.end()
    if end > at:
        yield at, end


def read(folder: Path) -> Iterator[Annotated | InputError]:
    """The documents of a folder that have an ``.ann`` file, by name; for one that cannot be read, why."""
    for path in sorted(folder.glob("*.ann")):
        try:
            yield _read(path)
        except InputError as error:
            yield error


def _read(path: Path) -> Annotated:
    text_path = path.with_suffix(".txt")
    if not text_path.is_file():
        raise InputError(f"there is no {text_path.name} beside it", where=str(path))
    result = Annotated(path.stem, read_one(str(text_path)).text, [], [])
    base = path.with_name(f"{path.stem}{_BASE}")
    if base.is_file():
        try:
            kept = json.loads(base.read_bytes())
            result.id, result.base = str(kept["id"]), kept["gold"]
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f"it cannot be read: {error}", where=str(base), remedy="export it again") from error
    marks: dict[str, Mark] = {}
    events: dict[str, str] = {}
    try:
        lines = path.read_text("utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise InputError("no valid UTF-8", where=str(path)) from error
    for pass_ in (_read_mark, _read_event, _read_rest):  # lines may come in any order
        for number, line in enumerate(lines, 1):
            try:
                pass_(line.rstrip("\r"), result, marks, events)
            except (ValueError, IndexError, KeyError) as error:
                raise InputError(f"{line!r} cannot be read", where=f"{path}:{number}") from error
    return result


def _read_mark(line: str, result: Annotated, marks: dict[str, Mark], events: dict[str, str]) -> None:
    if line.startswith("T"):
        id, middle = line.split("\t")[:2]
        label, places = middle.split(" ", 1)
        bounds = [int(bound) for bound in places.replace(";", " ").split()]
        marks[id] = Mark(id, label, min(bounds), max(bounds))
        result.marks.append(marks[id])


def _read_event(line: str, result: Annotated, marks: dict[str, Mark], events: dict[str, str]) -> None:
    if line.startswith("E"):
        id, middle = line.split("\t")[:2]
        events[id] = middle.split()[0].split(":")[1]


def _read_rest(line: str, result: Annotated, marks: dict[str, Mark], events: dict[str, str]) -> None:
    def mark(id: str) -> str:
        return marks[events.get(id, id)].id

    if line[:1] not in ("E", "R", "*", "A", "M", "#"):
        return
    parts = line.split("\t")
    words = parts[1].split()
    if line.startswith("E"):
        source = words[0].split(":")[1]
        result.links += [Link(source, name, mark(id)) for name, id in (word.split(":") for word in words[1:])]
    elif line.startswith("R"):
        source, target = (word.split(":")[1] for word in words[1:3])
        result.links.append(Link(mark(source), words[0], mark(target)))
    elif line.startswith("*") and words[0] == "Equiv":
        result.links += [Link(mark(other), SAME, mark(words[1])) for other in words[2:]]
    elif line.startswith(("A", "M")):
        annotated = marks[mark(words[1])]
        annotated.values[words[0].removeprefix(f"{annotated.label}_")] = words[2] if len(words) > 2 else "true"
    elif line.startswith("#") and words[0] == "AnnotatorNotes" and events.get(words[1], words[1]) in marks:
        annotated = marks[mark(words[1])]
        values = read_note(parts[2])
        annotated.record = values.pop(_RECORD, None) or None
        annotated.values |= values

"""What is wrong in gold files: the linter behind ``dabir check --lint``."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import msgspec

from pipeline.errors import InputError
from pipeline.formats.gold import EVENT_KINDS, KINDS, Problem, gold_type, meaning, nodes, schema_problems
from pipeline.formats.gold_files import Half, Part, beside, parts, raw_text, read_halves
from pipeline.formats.writers import safe_name
from pipeline.lexicon import Lexicon
from pipeline.records import Document

_RECORD = re.compile(r"\$\.(\w+)\[(\d+)\]")
_OLD_LETTER = re.compile("[يىك]")
_UNSET = msgspec.UNSET


def lint(gold: Path, *, text: Path | None, half: Half | None, lexicon: Lexicon) -> tuple[int, list[Problem]]:
    """The number of gold documents looked at, and everything that is wrong in them.

    Checked: the schema; that spans lie in the raw text and have its words; that ids are unique and those referred to
    exist; codes of countries and bodies; modern letters; that intervals begin before they end; length and hashes; that
    every participant takes part in something; where there is a ``halves.tsv``, that it and the files name the same
    documents.
    ``text`` is the folder of raw texts; ``half`` leaves the documents of the other half out unread.
    """
    halves = read_halves(gold)
    codes = known_codes(lexicon)
    problems: list[Problem] = []
    sources: dict[str, str] = {}
    for part in parts(gold, lambda id: half is None or halves.get(id) == half):
        id, found = _lint_part(part, text, codes)
        if half and id and halves.get(id) != half:
            continue
        problems += found
        if id in sources:
            problems.append(Problem(part.source, "$.document.id", f"{id!r} was given by {sources[id]} already"))
        sources[id or part.source] = part.source
    problems += _half_problems(gold, halves, half, sources)
    return len(sources), problems


def known_codes(lexicon: Lexicon) -> frozenset[str]:
    """Codes of states and of international bodies and gatherings."""
    rows = (entry.row for type_ in lexicon.types - {"holder"} for entry in lexicon.entries(type_))
    return frozenset(code for row in rows if isinstance(code := getattr(row, "code", None), str))


def _half_problems(
    gold: Path, halves: dict[str, Half], half: Half | None, sources: dict[str, str]
) -> Iterator[Problem]:
    where = str(beside(gold) / "halves.tsv")
    if not halves:
        if half:
            yield Problem(where, "", "there is no such table, so no document is in a half")
        return
    for id, source in sources.items():
        if id not in halves:
            yield Problem(source, "", f"{where} does not say in which half {id!r} is")
    if gold.is_dir():
        for id, its_half in halves.items():
            if id not in sources and half in (None, its_half):
                yield Problem(where, "", f"{id!r} has no gold file")


def _lint_part(part: Part, text: Path | None, codes: Collection[str]) -> tuple[str | None, list[Problem]]:
    """The document's id, as far as it can be told, and its problems."""
    problems = list(schema_problems(part.data, part.source))
    if problems:
        return part.name or None, _named(problems, part.data)
    document: Any = msgspec.json.decode(part.data, type=gold_type(Document))
    id = getattr(document.document, "id", _UNSET) or part.name
    if not id:
        return None, [Problem(part.source, "$.document.id", "a document of a JSON Lines file must say its id")]
    if part.name and part.name not in (id, safe_name(id)):
        problems.append(Problem(part.source, "$.document.id", f"it is {id!r}, and the file's name is {part.name!r}"))
    everything = list(nodes(document, type(document), "$"))
    found = [
        *_text_problems(document, everything, text, str(id)),
        *_string_problems(document, everything, codes),
        *_interval_problems(everything),
        *_idle_participants(document),
    ]
    problems += [Problem(part.source, path, message) for path, message in found]
    return str(id), _named(problems, part.data)


def _text_problems(
    document: Any, everything: list[tuple[str, Any, Any]], folder: Path | None, id: str
) -> Iterator[tuple[str, str]]:
    try:
        raw = raw_text(folder, id) if folder else None
    except InputError as error:
        yield "", f"the raw text cannot be read: {error}"
        return
    if raw is None:
        yield "", f"there is no raw text {folder or 'raw'}/{id}.txt: name its folder with --text"
        return
    info = document.document
    digest = hashlib.sha256(raw.encode()).hexdigest()
    if info and info.length not in (_UNSET, len(raw)):
        yield "$.document.length", f"it is {info.length}, and the text has {len(raw)} code points"
    if info and info.text_sha256 not in (_UNSET, digest):
        yield "$.document.text_sha256", "the text has another hash: it was changed since"
    for path, value, _ in everything:
        is_span = hasattr(value, "start") and hasattr(value, "end")
        if is_span and (message := _span_problem(raw, value.start, value.end, value.text)):
            yield path, message


def _span_problem(raw: str, start: int, end: int, text: Any) -> str | None:
    if not 0 <= start < end <= len(raw):
        return f"{start}-{end} is no span of a text of {len(raw)} code points"
    if text is _UNSET or raw[start:end] == text:
        return None
    places = [match.start() for match in re.finditer(re.escape(text), raw)] if text else []
    nearest = min(places, key=lambda at: abs(at - start), default=None)
    advice = "it stands nowhere in the text" if nearest is None else f"it stands at {nearest}-{nearest + len(text)}"
    return f"{start}-{end} is {raw[start:end]!r}, not {text!r}: {advice}"


def _string_problems(
    document: Any, everything: list[tuple[str, Any, Any]], codes: Collection[str]
) -> Iterator[tuple[str, str]]:
    ids = {kind: [record.id for record in getattr(document, kind) or ()] for kind in KINDS}
    for id, times in Counter(id for kind in KINDS for id in ids[kind]).items():
        if times > 1:
            yield "$", f"{times} records have the id {id!r}"
    for path, value, annotation in everything:
        if not isinstance(value, str):
            continue
        means = meaning(annotation)
        if "words" in means and (old := _OLD_LETTER.search(value)):
            yield path, f"{value!r} has the letter {old[0]!r}: write words as a reader of today would, with ی and ک"
        if ("id_of" in means and value in ids[means["id_of"]]) or (means.get("code") and value in codes):
            continue
        if "id_of" in means:
            yield path, f"there is no record {value!r} among the {means['id_of']}"
        elif "code" in means:
            yield path, f"{value!r} is no known code of a country or body"


def _interval_problems(everything: list[tuple[str, Any, Any]]) -> Iterator[tuple[str, str]]:
    for path, value, _ in everything:
        earliest, latest = getattr(value, "earliest", None), getattr(value, "latest", None)
        if isinstance(earliest, dt.date) and isinstance(latest, dt.date) and latest < earliest:
            yield path, f"it ends on {latest}, before it begins on {earliest}"


def _idle_participants(document: Any) -> Iterator[tuple[str, str]]:
    """Participants of nothing, where the document says of all its events who takes part."""
    events = [event for kind in EVENT_KINDS for event in getattr(document, kind) or ()]
    if any(getattr(document, kind) is _UNSET for kind in EVENT_KINDS):
        return
    busy: set[str] = set()
    for event in events:
        for field in msgspec.structs.fields(event):
            value = getattr(event, field.name)
            if value is _UNSET and field.name in ("visitors", "hosts", "participants", "signatories"):
                return
            for _, part, annotation in nodes(value, field.type, ""):
                if isinstance(part, str) and meaning(annotation).get("id_of") == "participants":
                    busy.add(part)
    for n, participant in enumerate(document.participants or ()):
        if participant.id not in busy:
            yield (
                f"$.participants[{n}]",
                "takes part in no event, and nothing is attributed to it",
            )


def _named(problems: list[Problem], data: bytes) -> list[Problem]:
    """Problems with the id of the record that they are in."""
    try:
        value = json.loads(data)
    except ValueError:
        return problems
    named = []
    for problem in problems:
        place = _RECORD.match(problem.path)
        record = value[place[1]][int(place[2])] if place else None
        id = record.get("id") if isinstance(record, dict) else None
        named.append(problem._replace(path=f"{problem.path} ({id})") if isinstance(id, str) else problem)
    return named

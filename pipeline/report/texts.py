"""The raw texts that records were read from: where they are looked for, and what the records alone give of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePath
from typing import Any, Literal, NamedTuple

import msgspec

from pipeline import records
from pipeline.errors import InputError
from pipeline.formats.documents import Input
from pipeline.formats.inputs import Inputs
from pipeline.formats.readers import text_input
from pipeline.formats.writers import safe_name

State = Literal["full", "missing", "changed"]
Piece = tuple[int, str]


class Text(NamedTuple):
    """What is known of a text: pieces and the code points where they begin; the whole is one piece.

    ``missing``: no text was found; ``changed``: one was, which is not the one that was read, so that offsets would lie.
    """

    state: State
    pieces: list[Piece]


class Texts:
    """Looks for texts by document: in ``folder``, beside the records, and where the records say they were read.

    A text counts only if it has the hash that the records name.
    """

    def __init__(self, folder: Path | None) -> None:
        self._inputs: dict[str, list[Input]] = {}
        for item in Inputs([str(folder)], relative_ids=True) if folder else ():
            if item.id is not None:
                names = {item.id} if item.own_id else {item.id, PurePath(item.id).stem}
                for name in names:
                    self._inputs.setdefault(name, []).append(item)

    def find(self, document: records.Document, beside: Path) -> Text:
        """The text of a document whose records lie in the folder ``beside``."""
        found = False
        for load in self._places(document.document, beside):
            try:
                text = load()
            except InputError:
                continue
            if hashlib.sha256(text.encode()).hexdigest() == document.document.text_sha256:
                return Text("full", [(0, text)])
            found = True
        return Text("changed" if found else "missing", _pieces(document))

    def _places(self, info: records.DocumentInfo, beside: Path) -> Iterator[Callable[[], str]]:
        for item in self._inputs.get(info.id, ()):
            yield lambda item=item: item.load().text  # type: ignore[misc]
        name = f"{safe_name(info.id)}.txt"
        paths = [beside / "texts" / name, beside / name, beside.parent / "raw" / name]
        if info.source and info.source.endswith(".txt"):
            paths.append(Path(info.source))
        for path in paths:
            if path.is_file():
                yield lambda path=path: text_input(path, id=info.id, source=str(path)).load().text  # type: ignore[misc]


def _pieces(document: records.Document) -> list[Piece]:
    """What the spans of a document tell of its text, in order, overlapping ones joined."""
    pieces: list[Piece] = []
    for start, end, text in sorted(_spans(document), key=lambda span: (span[0], -span[1])):
        if pieces and start <= pieces[-1][0] + len(pieces[-1][1]):
            begin, known = pieces[-1]
            pieces[-1] = begin, known + text[max(0, begin + len(known) - start) :]
        elif end > start:
            pieces.append((start, text))
    return pieces


def _spans(value: Any) -> Iterator[tuple[int, int, str]]:
    if isinstance(value, (records.Span, records.Date, records.Repair, records.Sentence)):
        yield value.start, value.end, value.text
    if isinstance(value, list):
        for item in value:
            yield from _spans(item)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _spans(getattr(value, name))

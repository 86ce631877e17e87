"""The reviewed tables that say which Universal Dependencies part of speech another tagger's tag is."""

from __future__ import annotations

import functools
from pathlib import Path

from pipeline.errors import DataError

_UPOS = frozenset(
    {
        *("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM"),
        *("PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"),
    }
)
_HEADER = ["tag", "upos", "feats", "note"]


class TagTable:
    """Tags of one library, with the UPOS and, for verb forms, the UD features that they imply."""

    def __init__(self, path: Path) -> None:
        """Read the table; raises :class:`DataError` with ``file:line``."""
        self.rows: dict[str, tuple[str, str | None]] = {}
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            cells = line.split("\t")
            where = f"{path.name}:{number}"
            if number == 1:
                if cells != _HEADER:
                    raise DataError(f"columns must be {', '.join(_HEADER)}", where=where)
            elif len(cells) != len(_HEADER) or not cells[0]:
                raise DataError(f"a row has {len(_HEADER)} columns and names a tag", where=where)
            elif cells[1] not in _UPOS:
                raise DataError(f"{cells[1]!r} is no part of speech of Universal Dependencies", where=where)
            elif cells[0] in self.rows:
                raise DataError(f"the tag {cells[0]!r} is there twice", where=where)
            else:
                self.rows[cells[0]] = (cells[1], cells[2] or None)

    def read(self, tag: str, form: str) -> tuple[str, str | None]:
        """UPOS and features of a word's tag: the row ``tag/form`` if there is one, else ``tag``, else ``X``."""
        return self.rows.get(f"{tag}/{form}") or self.rows.get(tag, ("X", None))


@functools.cache
def table(library: str) -> TagTable:
    """The table of ``parsivar`` or ``hazm``."""
    return TagTable(table_path(library))


def table_path(library: str) -> Path:
    """Where that table is."""
    return Path(__file__).parent / f"{library}_tags.tsv"

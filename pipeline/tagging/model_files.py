"""The tables of the default tagger's model: words, verb stems and lemmas that the rules get wrong.

A bad row raises :class:`~pipeline.errors.DataError` with ``file:line``.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pipeline.errors import DataError
from pipeline.tagging.features import WordEntry

WORDS = "words.tsv.gz"
STEMS = "stems.tsv"
EXCEPTIONS = "exceptions.tsv"


def read_words(folder: Path) -> dict[str, WordEntry]:
    """Folded words and what is known of them; of many words the same, which is one object then."""
    known: dict[tuple[str, ...], WordEntry] = {}
    words = {}
    for key, *cells in _rows(folder / WORDS, 1 + len(WordEntry._fields)):
        entry = WordEntry(*cells)
        words[key] = known.setdefault(entry, entry)
    return words


def write_words(folder: Path, words: Mapping[str, WordEntry]) -> None:
    """Write what :func:`read_words` reads; the same words give the same bytes."""
    text = "".join("\t".join((key, *words[key])) + "\n" for key in sorted(words))
    (folder / WORDS).write_bytes(gzip.compress(text.encode(), mtime=0))


def read_stems(folder: Path) -> tuple[tuple[str, str], ...]:
    """Past and present stems of verbs, the most frequent first."""
    return tuple((past, present) for past, present in _rows(folder / STEMS, 2))


def write_stems(folder: Path, stems: Iterable[tuple[str, str]]) -> None:
    """Write what :func:`read_stems` reads."""
    (folder / STEMS).write_text("".join(f"{past}\t{present}\n" for past, present in stems), "utf-8")


def read_exceptions(folder: Path) -> dict[str, str]:
    """Lemmas by ``"folded form\\tUPOS"``."""
    return {f"{form}\t{upos}": lemma for form, upos, lemma in _rows(folder / EXCEPTIONS, 3)}


def write_exceptions(folder: Path, exceptions: Mapping[str, str]) -> None:
    """Write what :func:`read_exceptions` reads."""
    rows = "".join(f"{key}\t{lemma}\n" for key, lemma in sorted(exceptions.items()))
    (folder / EXCEPTIONS).write_text(rows, "utf-8")


def _rows(path: Path, width: int) -> Iterator[list[str]]:
    try:
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    except (OSError, EOFError) as error:
        raise DataError(f"the tagger's model cannot be read: {error}", where=path.name) from error
    for number, line in enumerate(data.decode().split("\n"), 1):
        cells = line.split("\t")
        if len(cells) == width:
            yield cells
        elif line:
            raise DataError(f"a row has {width} cells, not {len(cells)}", where=f"{path.name}:{number}")

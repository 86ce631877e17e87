"""Universal Dependencies treebanks, as the words that Dabir's tokens are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import DataError


class Word(NamedTuple):
    """One gold word: its form, part of speech, lemma, and the original stems of a verb («کرد#کن») or ``""``."""

    form: str
    upos: str
    lemma: str
    stems: str = ""


def read_conllu(path: Path, *, surface: bool) -> Iterator[list[Word]]:
    """The sentences of a CoNLL-U file.

    With ``surface``, a multiword token is one word, as it is for Dabir: «پدرم» has part of speech and lemma of its host
    «پدر», not of the clitic; punctuation glued to it is a word of its own; a word written with a space is split at it.
    Without it, the words are the treebank's syntactic words. Raises :class:`DataError` with ``file:line``.
    """
    words: list[Word] = []
    token = ""
    token_end = 0
    inside: list[Word] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line:
            if words:
                yield words
            words = []
            continue
        if line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 10:
            raise DataError(f"a word has ten columns, not {len(cells)}", where=f"{path.name}:{number}")
        index, form, lemma, upos, misc = cells[0], cells[1], cells[2], cells[3], cells[9]
        if "." in index:
            continue
        if "-" in index:
            if surface:
                token, token_end = form, int(index.split("-")[1])
            continue
        stems = next((m.removeprefix("OrigLemma=") for m in misc.split("|") if m.startswith("OrigLemma=")), "")
        word = Word(form.rstrip("\u200c"), upos, lemma, stems)
        if token:
            inside.append(word)
            if int(index) == token_end:
                words += _surface(token, inside)
                token, inside = "", []
        elif surface and " " in form:
            words += [Word(part, upos, lemma, stems) for part in form.split()]
        else:
            words.append(word)
    if words:
        yield words


def _surface(token: str, inside: list[Word]) -> list[Word]:
    """The words of a multiword token: the host with its clitics, and the punctuation after it."""
    after: list[Word] = []
    while len(inside) > 1 and inside[-1].upos == "PUNCT" and token.endswith(inside[-1].form):
        after.insert(0, inside[-1])
        token = token.removesuffix(inside[-1].form)
        inside = inside[:-1]
    return [inside[0]._replace(form=token), *after]

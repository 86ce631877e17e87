"""The default tagger's model: parts of speech from the random field, lemmas and verb features from rules and tables.

The same folder is a spaCy pipeline (:mod:`pipeline.tagging.spacy_parts`), but reading it here needs no spaCy, whose
import takes a second.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path

from pipeline.tagging import Tag
from pipeline.tagging.crf import Weights
from pipeline.tagging.decoder import Decoder
from pipeline.tagging.features import WordEntry, word_fields
from pipeline.tagging.lemmas import Lemmatizer
from pipeline.tagging.model_files import (
    read_exceptions,
    read_stems,
    read_words,
    write_exceptions,
    write_stems,
    write_words,
)
from pipeline.tagging.verb_forms import verb_forms


class Model:
    """What a folder of the default tagger holds: ``words``, verb ``stems``, ``weights``, and lemma ``exceptions``."""

    def __init__(
        self,
        words: dict[str, WordEntry],
        stems: tuple[tuple[str, str], ...],
        weights: Weights,
        exceptions: dict[str, str],
    ) -> None:
        self.words = words
        self.stems = stems
        self.weights = weights
        self.exceptions = exceptions
        verbs = verb_forms(stems)
        self._decoder = Decoder(weights, functools.partial(word_fields, words=words, verbs=verbs), self._read)
        self._lemmatizer = Lemmatizer(exceptions, words, verbs)

    @classmethod
    def load(cls, folder: Path) -> Model:
        """Read a model; raises :class:`~pipeline.errors.DataError` with the file, and of a table the line."""
        return cls(read_words(folder), read_stems(folder), Weights.load(folder), read_exceptions(folder))

    def save(self, folder: Path) -> None:
        """Write what :meth:`load` reads; the same model gives the same bytes."""
        write_words(folder, self.words)
        write_stems(folder, self.stems)
        write_exceptions(folder, self.exceptions)
        self.weights.save(folder)

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[Tag]]:
        """One tag for every form of every sentence; sentences may be empty, forms may not."""
        return self._decoder(sentences)

    def _read(self, form: str, upos: str) -> Tag:
        return Tag(upos, *self._lemmatizer.read(form, upos))

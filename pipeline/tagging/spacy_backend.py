"""Any spaCy pipeline as back end, on tokens that Dabir cut."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import DataError
from pipeline.tagging import Tag
from pipeline.tagging.model_folder import check_folder, hash_of, name_of

if TYPE_CHECKING:
    from spacy.language import Language

_BATCH = 256


class SpacyTagger:
    """Tags with the spaCy pipeline in a folder; spaCy is imported, and the pipeline read, with the first sentence."""

    def __init__(self, path: Path) -> None:
        check_folder(path)
        self.path = path

    @functools.cached_property
    def name(self) -> str:
        """Language, name and version that the pipeline says it has."""
        return name_of(self.path)

    @functools.cached_property
    def hash(self) -> str:
        """SHA-256 of the pipeline's files."""
        return hash_of(self.path)

    @functools.cached_property
    def _nlp(self) -> Language:
        import spacy

        import pipeline.tagging.spacy_parts  # noqa: F401  (registers our component where Dabir is not installed)

        try:
            return spacy.load(self.path)
        except (OSError, ValueError, KeyError) as error:
            raise DataError(f"spaCy cannot load the pipeline: {error}", where=str(self.path)) from error

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[Tag]]:
        """One tag for every token form; sentences may be empty."""
        from spacy.tokens import Doc

        nlp = self._nlp
        tags: list[list[Tag]] = []
        for start in range(0, len(sentences), _BATCH):
            # The zone forgets the batch's new words: a stream of millions of documents must not grow the vocabulary.
            with nlp.memory_zone():
                docs = [Doc(nlp.vocab, words=list(forms)) for forms in sentences[start : start + _BATCH]]
                tags.extend(
                    [Tag(t.pos_ or "X", t.lemma_ or t.text, str(t.morph) or None) for t in doc]
                    for doc in nlp.pipe(docs, batch_size=_BATCH)
                )
        return tags

"""The default tagger as a spaCy component, ``dabir_tagger``, which spaCy finds by its entry point.

It imports spaCy, which takes a second: nothing here does so for :class:`~pipeline.tagging.default_backend`.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import ensure_path, minibatch

from pipeline.errors import DataError
from pipeline.tagging.default_model import Model


@Language.factory("dabir_tagger", assigns=["token.pos", "token.lemma", "token.morph"])
class TaggerComponent:
    """Sets part of speech, lemma and the features of verb forms; its model is read from the pipeline's folder."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self._folder: Path | None = None

    @functools.cached_property
    def _model(self) -> Model:
        """The model, loaded with the first text."""
        if self._folder is None:
            raise DataError("dabir_tagger has no model", remedy="spacy.load the folder models/fa_dabir_tagger")
        return Model.load(self._folder)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one text."""
        return self._annotate([doc])[0]

    def pipe(self, docs: Iterable[Doc], *, batch_size: int) -> Iterator[Doc]:
        """Annotate texts, ``batch_size`` at once."""
        for batch in minibatch(docs, batch_size):  # type: ignore[no-untyped-call]
            yield from self._annotate(batch)

    def _annotate(self, docs: list[Doc]) -> list[Doc]:
        sentences = [[span.text for span in doc] for doc in docs]
        for doc, tags in zip(docs, self._model.tag(sentences), strict=True):
            for token, tag in zip(doc, tags, strict=True):
                token.pos_ = tag.upos
                token.lemma_ = tag.lemma
                if tag.feats:
                    token.set_morph(tag.feats)  # type: ignore[attr-defined]
        return docs

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the model into a folder."""
        folder = ensure_path(path)
        folder.mkdir(exist_ok=True)
        self._model.save(folder)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> TaggerComponent:
        """Take the model from a folder."""
        self._folder = ensure_path(path)
        return self

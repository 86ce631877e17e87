"""The default back end: a spaCy pipeline on tokens that Dabir cut."""

from __future__ import annotations

import functools
import hashlib
import importlib.resources
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import DataError, UsageError
from pipeline.tagging import Tag

if TYPE_CHECKING:
    from spacy.language import Language

_BATCH = 256


def default_model() -> Path:
    """The folder of the pipeline that ships with Dabir."""
    return Path(str(importlib.resources.files("models"))) / "fa_dabir_tagger"


class SpacyTagger:
    """Tags with the spaCy pipeline in a folder; spaCy is imported, and the pipeline read, with the first sentence."""

    def __init__(self, path: Path) -> None:
        if not (path / "meta.json").is_file():
            raise UsageError(
                "this is no folder of a spaCy pipeline", where=str(path), remedy="one has a meta.json and a config.cfg"
            )
        self.path = path

    @functools.cached_property
    def name(self) -> str:
        """Language, name and version that the pipeline says it has."""
        meta = json.loads((self.path / "meta.json").read_text("utf-8"))
        return f"{meta['lang']}_{meta['name']}-{meta['version']}"

    @functools.cached_property
    def hash(self) -> str:
        """SHA-256 over names and contents of the pipeline's files, in order of their names; the card does not count."""
        digest = hashlib.sha256()
        for file in sorted(self.path.rglob("*")):
            if file.is_file() and file.suffix != ".md":
                content = file.read_bytes()
                digest.update(f"{file.relative_to(self.path).as_posix()}\0{len(content)}\0".encode())
                digest.update(content)
        return digest.hexdigest()

    @functools.cached_property
    def _nlp(self) -> Language:
        import spacy

        import pipeline.tagging.spacy_parts  # noqa: F401  (registers what the default pipeline is made of)

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

"""hazm's tagger, a CRF model that the user has (hazm ships none), and its lemmatizer."""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import importlib.util
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import MissingExtraError, UsageError
from pipeline.tagging import Tag
from pipeline.tagging.tag_tables import table, table_path

if TYPE_CHECKING:
    from hazm import Lemmatizer, POSTagger

_LEMMA_CLASS = {"VERB": "V", "AUX": "V", "ADJ": "AJ", "PRON": "PRO", "NOUN": "N"}


class HazmTagger:
    """Tags with a model file of hazm's ``POSTagger``, whose tags are Peykare's or Universal Dependencies'."""

    def __init__(self, model: Path) -> None:
        if importlib.util.find_spec("hazm") is None:
            raise MissingExtraError("the hazm tagger needs hazm", remedy='pip install "dabir[hazm]"')
        if not model.is_file():
            raise UsageError("this hazm model is not there", where=str(model), remedy="give hazm:MODEL a model file")
        self.model = model

    @functools.cached_property
    def name(self) -> str:
        """hazm, its version, and the model's file name."""
        return f"hazm-{importlib.metadata.version('hazm')}:{self.model.name}"

    @functools.cached_property
    def hash(self) -> str:
        """SHA-256 of the model and of our table for its tags."""
        return hashlib.sha256(self.model.read_bytes() + table_path("hazm").read_bytes()).hexdigest()

    @functools.cached_property
    def _tools(self) -> tuple[POSTagger, Lemmatizer]:
        from hazm import Lemmatizer, POSTagger

        return POSTagger(model=str(self.model)), Lemmatizer(joined_verb_parts=False)

    @functools.cached_property
    def _classes(self) -> Mapping[str, str]:
        """How hazm's lemmatizer calls the parts of speech: since 0.11 as Universal Dependencies does."""
        early = importlib.metadata.version("hazm").startswith("0.10.")
        return _LEMMA_CLASS if early else {upos: upos for upos in _LEMMA_CLASS}

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[Tag]]:
        """One tag for every token form; ezafe (``NOUN,EZ``) is dropped."""
        tagger, _ = self._tools
        found = iter(tagger.tag_sents([list(forms) for forms in sentences if forms]))
        return [[self._read(form, tag) for form, tag in next(found)] if forms else [] for forms in sentences]

    def _read(self, form: str, tag: str) -> Tag:
        upos, feats = table("hazm").read(tag.split(",")[0], form)
        lemma = self._tools[1].lemmatize(form, self._classes[upos]) if upos in self._classes else form
        return Tag(upos, str(lemma).strip("#").split("#")[0], feats)

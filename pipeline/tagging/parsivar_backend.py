"""parsivar's tagger (a Wapiti model trained on the Uppsala corpus, which has no proper nouns) and its stemmer."""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import MissingExtraError
from pipeline.tagging import Tag
from pipeline.tagging.tag_tables import table, table_path

if TYPE_CHECKING:
    from parsivar import FindStems, POSTagger

_REMEDY = 'pip install "dabir[parsivar]"'


class ParsivarTagger:
    """Tags with parsivar; its model needs the C library wapiti, which pip builds."""

    def __init__(self) -> None:
        for module, distribution in (("parsivar", "parsivar"), ("wapiti", "libwapiti")):
            if importlib.util.find_spec(module) is None:
                raise MissingExtraError(f"the parsivar tagger needs {distribution}", remedy=_REMEDY)

    @functools.cached_property
    def name(self) -> str:
        """Parsivar and its version."""
        return f"parsivar-{importlib.metadata.version('parsivar')}"

    @functools.cached_property
    def hash(self) -> str:
        """SHA-256 of parsivar's model and of our table for its tags."""
        spec = importlib.util.find_spec("parsivar")
        assert spec is not None and spec.origin is not None
        model = Path(spec.origin).parent / "resource" / "postagger" / "UPC_full_model_wapiti"
        return hashlib.sha256(model.read_bytes() + table_path("parsivar").read_bytes()).hexdigest()

    @functools.cached_property
    def _tools(self) -> tuple[POSTagger, FindStems]:
        from parsivar import FindStems, POSTagger

        return POSTagger(tagging_model="wapiti"), FindStems()

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[Tag]]:
        """One tag for every token form. Wapiti reads a token a line, so white space inside one becomes ``_``."""
        tagger, _ = self._tools
        tags = []
        for forms in sentences:
            # Wapiti answers an empty sentence with nothing, and parsivar would take it for a tag.
            found = tagger.parse(["_".join(form.split()) or "_" for form in forms]) if forms else []
            tags.append([self._read(form, tag) for form, (_, tag) in zip(forms, found, strict=True)])
        return tags

    def _read(self, form: str, tag: str) -> Tag:
        upos, feats = table("parsivar").read(tag, form)
        return Tag(upos, self._lemma(form, upos), feats)

    def _lemma(self, form: str, upos: str) -> str:
        if upos not in ("NOUN", "VERB", "AUX"):
            return form
        stem = self._tools[1].convert_to_stem(form, "N" if upos == "NOUN" else "V")
        return str(stem).split("&")[0] or form

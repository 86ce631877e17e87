"""The parts of the default pipeline that spaCy finds by name; importing this module registers them.

It imports spaCy, which takes a second: only :mod:`pipeline.tagging.spacy_backend` does so, when a tagger is first used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, cast

import numpy as np
from spacy.attrs import ORTH  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.ml.models.tok2vec import MaxoutWindowEncoder, build_Tok2Vec_model
from spacy.strings import hash_string  # type: ignore[attr-defined]
from spacy.tokens import Doc
from spacy.util import ensure_path, registry
from thinc.api import HashEmbed, Maxout, Model, chain, concatenate, list2ragged, ragged2list, with_array
from thinc.types import Floats2d, Ints2d, Ragged

from pipeline.errors import DataError
from pipeline.tagging.features import N_FEATURES, word_features
from pipeline.tagging.lemmas import Lemmatizer
from pipeline.tagging.verb_forms import VerbReading, verb_forms

_CACHE_LIMIT = 200_000
_LAYER = "dabir_word_features"


@registry.architectures("dabir.WordTok2Vec.v1")  # type: ignore[untyped-decorator]
def word_tok2vec(
    width: int, embed_width: int, rows: list[int], depth: int, forget: float
) -> Model[list[Doc], list[Floats2d]]:
    """Hash embeddings of the word features and of the treebank, mixed by a small convolution.

    ``rows``: the size of the table for each of the ``N_FEATURES`` features, and last for the treebank. ``forget``: how
    often training hides the word itself, so that the network learns to do without it for words that it never saw.
    """
    if len(rows) != N_FEATURES + 1:
        raise ValueError(f"rows must have {N_FEATURES + 1} numbers")
    tables: list[Model[Ints2d, Floats2d]] = [
        HashEmbed(embed_width, n, column=i, seed=i + 1, dropout=0.0) for i, n in enumerate(rows)
    ]
    mix = Maxout(width, embed_width * len(rows), nP=2, dropout=0.0, normalize=True)
    embed: Model[list[Doc], list[Floats2d]] = chain(
        _features_layer(forget),
        cast("Model[list[Ints2d], Ragged]", list2ragged()),
        with_array(concatenate(*tables)),
        with_array(mix),
        ragged2list(),
    )
    return build_Tok2Vec_model(embed, MaxoutWindowEncoder(width, 1, 2, depth))


def _features_layer(forget: float) -> Model[list[Doc], list[Ints2d]]:
    """``attrs["classes"]`` and ``attrs["stems"]`` are set before training and travel with the weights."""
    return Model(_LAYER, _Lookup(), attrs={"classes": {}, "stems": [], "forget": forget})


class _Lookup:
    """The forward pass of the feature layer; keeps the rows of words that it met."""

    def __init__(self) -> None:
        self.known: dict[int, np.ndarray[Any, np.dtype[np.uint64]]] = {}
        self.verbs: dict[str, VerbReading] = {}

    def __call__(
        self, model: Model[list[Doc], list[Ints2d]], docs: list[Doc], is_train: bool
    ) -> tuple[list[Ints2d], Callable[[list[Ints2d]], list[Doc]]]:
        if not self.verbs:
            self.verbs = _verbs(model)
        if len(self.known) > _CACHE_LIMIT:
            self.known.clear()
        features = [self.rows(doc, model.attrs["classes"]) for doc in docs]
        if is_train:
            for array in features:
                array[np.random.random(len(array)) < model.attrs["forget"], 0] = 0
        return features, lambda _gradient: []

    def rows(self, doc: Doc, classes: dict[str, str]) -> Ints2d:
        """One row of feature hashes for each word; the last column is the treebank that a training text came from."""
        known = self.known
        array = np.empty((len(doc), N_FEATURES + 1), dtype=np.uint64)
        array[:, -1] = hash_string(doc.user_data.get("treebank", ""))
        for i, orth in enumerate(doc.to_array(ORTH).tolist()):
            row = known.get(orth)
            if row is None:
                strings = word_features(doc.vocab.strings[orth], classes, self.verbs)
                row = known[orth] = np.array([hash_string(s) for s in strings], dtype=np.uint64)
            array[i, :-1] = row
        return cast("Ints2d", array)


def _verbs(layer: Model[Any, Any]) -> dict[str, VerbReading]:
    return verb_forms(tuple((past, present) for past, present in layer.attrs["stems"]))


def features_layer(nlp: Language) -> Model[list[Doc], list[Ints2d]]:
    """The layer of a pipeline that holds the word classes and verb stems; :class:`DataError` where there is none."""
    for _, component in nlp.pipeline:
        for node in component.model.walk() if hasattr(component, "model") else ():
            if node.name == _LAYER:
                return cast("Model[list[Doc], list[Ints2d]]", node)
    raise DataError("the pipeline has no layer of word features", remedy="train it with models.train_tagger")


@Language.factory("dabir_lemmatizer", requires=["token.pos"], assigns=["token.lemma", "token.morph"])
class LemmaComponent:
    """Sets lemmas, and the features of verb forms, from the parts of speech that are there."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.nlp = nlp
        self.name = name
        self.exceptions: dict[str, str] = {}
        self._lemmatizer: Lemmatizer | None = None
        self._known: dict[tuple[int, int], tuple[str, str | None]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one text."""
        if self._lemmatizer is None:
            layer = features_layer(self.nlp)
            self._lemmatizer = Lemmatizer(self.exceptions, layer.attrs["classes"], _verbs(layer))
        if len(self._known) > _CACHE_LIMIT:
            self._known.clear()
        for token in doc:
            key = token.orth, token.pos
            read = self._known.get(key)
            if read is None:
                read = self._known[key] = self._lemmatizer.read(token.text, token.pos_)
            token.lemma_ = read[0]
            if read[1]:
                token.set_morph(read[1])  # type: ignore[attr-defined]
        return doc

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the exceptions as a table: form, part of speech, lemma."""
        folder = ensure_path(path)
        folder.mkdir(exist_ok=True)
        rows = "".join(f"{key}\t{lemma}\n" for key, lemma in sorted(self.exceptions.items()))
        (folder / "exceptions.tsv").write_text(rows, "utf-8")

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> LemmaComponent:
        """Read what :meth:`to_disk` wrote; raises :class:`DataError` with ``file:line``."""
        table = ensure_path(path) / "exceptions.tsv"
        for number, line in enumerate(table.read_text("utf-8").splitlines(), 1):
            cells = line.split("\t")
            if len(cells) != 3:
                raise DataError("form, part of speech and lemma are needed", where=f"{table.name}:{number}")
            self.exceptions[f"{cells[0]}\t{cells[1]}"] = cells[2]
        return self

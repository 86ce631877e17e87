"""The default back end: the model that ships with Dabir, read without spaCy."""

from __future__ import annotations

import functools
import importlib.resources
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.tagging import Tag
from pipeline.tagging.model_folder import check_folder, hash_of, name_of

if TYPE_CHECKING:
    from pipeline.tagging.default_model import Model

#: The component's folder inside the pipeline's.
COMPONENT = "dabir_tagger"


def default_folder() -> Path:
    """The folder of the model that ships with Dabir."""
    return Path(str(importlib.resources.files("models"))) / "fa_dabir_tagger"


class DefaultTagger:
    """Tags with a model of :mod:`pipeline.tagging.default_model`; numpy and the model are loaded when it first tags."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or default_folder()
        check_folder(self.path)

    @functools.cached_property
    def name(self) -> str:
        """Language, name and version of the model."""
        return name_of(self.path)

    @functools.cached_property
    def hash(self) -> str:
        """SHA-256 of the model's files."""
        return hash_of(self.path)

    @functools.cached_property
    def _model(self) -> Model:
        from pipeline.tagging.default_model import Model

        return Model.load(self.path / COMPONENT)

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[Tag]]:
        """One tag for every token form; sentences may be empty."""
        return self._model.tag(sentences) if any(sentences) else [[] for _ in sentences]

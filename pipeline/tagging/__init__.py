"""Parts of speech, lemmas and verb features of tokens: one protocol and its back ends.

The default back end is the model in ``models/fa_dabir_tagger``, which is a spaCy pipeline as well. A back end's library
and model are loaded when it tags its first sentence, because importing spaCy alone takes a second.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from pipeline.errors import UsageError


class Tag(NamedTuple):
    """What a tagger says of one token.

    ``upos`` is a Universal Dependencies part of speech, ``X`` where the tagger has none to give. ``lemma`` is the
    dictionary form, of a verb its past stem («می‌کنند»: «کرد»). ``feats`` are UD features of verb forms, sorted and
    joined by ``|`` («Number=Plur|Person=3|Tense=Pres»), or ``None``.
    """

    upos: str
    lemma: str
    feats: str | None


class Tagger(Protocol):
    """A back end. ``hash`` changes whenever its model does, and is ``None`` where there is no model."""

    @property
    def name(self) -> str:
        """The back end's name and version, for the record of what made a document."""

    @property
    def hash(self) -> str | None:
        """Hexadecimal SHA-256 of model and mapping."""

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[Tag]]:
        """One :class:`Tag` for every token form of every sentence; the forms are clean text."""


class NoTagger:
    """Says nothing of any word: ``Tag("X", form, None)``."""

    name = "none"
    hash = None

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[Tag]]:
        """The neutral tag of every token."""
        return [[Tag("X", form, None) for form in forms] for forms in sentences]


def load_tagger(spec: str = "default") -> Tagger:
    """The tagger that ``spec`` names: ``default``, ``spacy:PATH``, ``parsivar``, ``hazm:MODEL`` or ``none``.

    ``PATH`` is the folder of any spaCy pipeline that sets parts of speech, ``MODEL`` the file of a hazm tagger. Raises
    :class:`~pipeline.errors.UsageError` for another spec or a missing file and
    :class:`~pipeline.errors.MissingExtraError` where the library is not installed.
    """
    kind, _, model = spec.partition(":")
    match kind, model:
        case "none", "":
            return NoTagger()
        case "default", "":
            from pipeline.tagging.default_backend import DefaultTagger

            return DefaultTagger()
        case "spacy", path if path:
            from pipeline.tagging.spacy_backend import SpacyTagger

            return SpacyTagger(Path(path))
        case "parsivar", "":
            from pipeline.tagging.parsivar_backend import ParsivarTagger

            return ParsivarTagger()
        case "hazm", path if path:
            from pipeline.tagging.hazm_backend import HazmTagger

            return HazmTagger(Path(path))
    raise UsageError(f"no tagger is called {spec!r}", remedy="give default, spacy:PATH, parsivar, hazm:MODEL or none")

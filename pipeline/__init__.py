"""Dabir reads Persian diplomatic prose and writes down visits, participants, dates, meetings and agreements.

>>> import pipeline
>>> engine = pipeline.load()
>>> document = engine.extract("وزیر امور خارجه ترکمنستان در سال ۱۳۸۱ به تهران سفر کرد.", id="example")
>>> document.visits[0].destinations[0].country
'IRN'
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pipeline.engine import Engine

__all__ = ["__version__", "load"]
__version__ = "0.1.0"


def load(
    *,
    tagger: str = "default",
    tag: Literal["gated", "all"] = "gated",
    lexicon: Path | str | None = None,
    patterns: Path | str | None = None,
    normalizer: Literal["dabir", "hazm", "parsivar"] = "dabir",
) -> Engine:
    """An engine, to be made once and used for any number of documents.

    ``tagger`` is ``default``, ``spacy:PATH``, ``parsivar``, ``hazm:MODEL`` or ``none``; ``tag`` says whether only the
    sentences that patterns need are tagged, or all; ``lexicon`` is an own folder of tables that take precedence,
    ``patterns`` one of frames that are tried before the package's (``visits.toml``, ``meetings.toml``,
    ``agreements.toml``); ``normalizer`` is what repairs the text before it is read.
    Raises :class:`~pipeline.errors.DataError` for a bad table and :class:`~pipeline.errors.MissingExtraError` for a
    back end that is not installed.
    """
    from pipeline.engine import Engine
    from pipeline.lexicon import Lexicon
    from pipeline.tagging import load_tagger

    tables = Lexicon.load(Path(lexicon) if lexicon is not None else None)
    own = Path(patterns) if patterns is not None else None
    return Engine(lexicon=tables, tagger=load_tagger(tagger), tag=tag, patterns=own, normalizer=normalizer)

"""The lexicon: tables of countries, cities, bodies, offices, names and words, and one scan that finds them all."""

from pipeline.lexicon.entries import Entry
from pipeline.lexicon.lexicon import Lexicon
from pipeline.lexicon.scan import Hit

__all__ = ["Entry", "Hit", "Lexicon"]

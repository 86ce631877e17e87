"""The lexicon: tables of countries, cities, bodies, offices, names and words, and one scan that finds them all."""

from pipeline.lexicon.entries import Entry, Hit
from pipeline.lexicon.lexicon import Lexicon

__all__ = ["Entry", "Hit", "Lexicon"]

"""Extractors: dates, participants, visits, meetings, agreements, each beside its patterns."""

from pathlib import Path

EXTRACTOR_FOLDER = Path(__file__).parent

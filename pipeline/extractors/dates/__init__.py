"""Dates in Persian prose: expressions, the calendar they use and the interval of days that they cover.

``atoms`` (words and signs) → ``patterns`` (phrases) → ``guards`` (what is none) → ``absolute``, ``relative`` (values,
by ``years`` and ``context``) → ``reader`` (ranges, second calendars, open ends).
"""

from pipeline.extractors.dates.mention import DateMention
from pipeline.extractors.dates.reader import find_dates

__all__ = ["DateMention", "find_dates"]

"""Dabir reads Persian diplomatic prose and writes down visits, participants, dates, meetings and agreements."""

__version__ = "0.1.0"

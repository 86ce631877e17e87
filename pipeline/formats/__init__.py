"""Formats: what documents are read from and what records are written to."""

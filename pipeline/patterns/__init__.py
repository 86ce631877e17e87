"""Patterns: regular expressions over typed chunks, written as data and compiled to Python's ``re``."""

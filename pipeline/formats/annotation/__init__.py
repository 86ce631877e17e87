"""Formats of annotation tools: gold documents as marks on a text, links between them and notes, and back."""

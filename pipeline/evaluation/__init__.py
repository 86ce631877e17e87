"""Evaluation: gold files checked, records aligned with them, scored, and what differs shown."""

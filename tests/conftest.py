"""Settings that all tests share."""

from __future__ import annotations

import os

from hypothesis import settings

# In CI the same examples every time, so that a failure belongs to the change; elsewhere new ones at every run.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")

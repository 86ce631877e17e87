"""Settings that all tests share."""

from __future__ import annotations

import os

from hypothesis import settings

# In CI the same examples every time, so that a failure belongs to the change; elsewhere new ones at every run.
# No example has a time limit: a busy machine is no fault.
settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")

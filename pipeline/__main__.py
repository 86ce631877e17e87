"""``python -m pipeline`` is ``dabir``."""

from pipeline.cli import main

main()

"""What the frames' own examples leave open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.patterns.frames import Frame


def without_examples(frames: Sequence[Frame]) -> Iterator[str]:
    """A line for each frame that lacks an example with its record, or one of what it must not read."""
    for frame in frames:
        missing = [name for name, examples in (("yes", frame.yes), ("no", frame.no)) if not examples]
        if missing:
            yield f"{frame.id}: no examples under {' and '.join(missing)}"

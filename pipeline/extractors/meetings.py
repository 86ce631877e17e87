"""Meetings: talks, telephone calls and gatherings, as single mentions tell them."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extractors.drafts import MeetingDraft, SentenceReading
from pipeline.extractors.gatherings import read_gathering
from pipeline.extractors.mentions import mention
from pipeline.extractors.talks import read_talks
from pipeline.patterns.frames import FrameMatch


def read_meetings(clean: str, reading: SentenceReading, matches: Sequence[FrameMatch]) -> dict[int, MeetingDraft]:
    """The meetings of one sentence by the position of their trigger."""
    drafts: dict[int, MeetingDraft] = {}
    inside = -1
    for match in matches:
        if match.trigger <= inside:
            continue
        trigger = reading.chunks[match.trigger]
        draft: MeetingDraft | str
        if match.frame.constants.get("told") == "before":
            draft = mention(clean, reading, match, "talks")
            draft.anaphoric = True
        elif trigger.is_a("gathering"):
            draft, inside = read_gathering(clean, reading, match)
        else:
            draft = read_talks(clean, reading, match)
        if isinstance(draft, str):
            reading.drop(match.frame.id, match.trigger, draft)
        else:
            drafts[match.trigger] = draft
    return drafts

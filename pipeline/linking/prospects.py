"""Whether what single mentions tell can become a record, before anybody is linked.

Mentions that only add to an event told elsewhere, gatherings of nobody and nowhere, trips of nobody and agreements
between nobody begin no record; most of what news of one's own country tells is such.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extractors.drafts import AgreementDraft, MeetingDraft, VisitDraft
from pipeline.patterns.chunks import Chunk


def may_be_record(
    visits: Sequence[VisitDraft], meetings: Sequence[MeetingDraft], agreements: Sequence[AgreementDraft],
    *, viewpoint: str, names_two: bool,
) -> bool:  # fmt: skip
    """Whether linking may write a record of any of the drafts; ``names_two`` that the text names two countries.

    As :class:`~pipeline.linking.events.EventLinker` has it: true where it might be so.
    """
    attended = {id(visit.gathering) for visit in visits if visit.gathering is not None}
    return (
        any(visit.visitors and not visit.anaphoric for visit in visits)
        or any(_may_be_meeting(meeting, attended, viewpoint) for meeting in meetings)
        or any(_may_be_agreement(agreement, names_two) for agreement in agreements)
    )


def _may_be_meeting(draft: MeetingDraft, attended: set[int], viewpoint: str) -> bool:
    if draft.anaphoric:
        return False
    if not draft.trigger.is_a("gathering") or id(draft) in attended or draft.participants:
        return True
    told = (*draft.parties, *([draft.place] if draft.place is not None else []))
    return draft.code is not None or draft.international or any(_may_be_abroad(c, viewpoint) for c in told)


def _may_be_abroad(chunk: Chunk, viewpoint: str) -> bool:
    """Whether a chunk may stand for another country than the text's own; of «دو کشور» only linking knows."""
    if chunk.is_a("city"):
        return bool(chunk.data[0].row.country != viewpoint)
    if chunk.is_a("country", "demonym", "body"):
        return bool(chunk.data[0].row.code != viewpoint)
    return not chunk.is_a("ours")


def _may_be_agreement(draft: AgreementDraft, names_two: bool) -> bool:
    if draft.anaphoric:
        return False
    heads = draft.is_titled or draft.sentence.kind == "heading"
    between = any(True for clause in draft.sentence.clauses for _ in clause.with_function("between"))
    said = draft.is_known or draft.type in ("convention", "treaty") or heads or names_two or between
    return bool(said or draft.parties or draft.signatories or draft.acting or draft.inferred_parties)

"""Which mentions are one agreement, and which events belong together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from pipeline.extractors.drafts import AgreementDraft, MeetingDraft, VisitDraft
from pipeline.linking.encounters import MeetingLinker
from pipeline.linking.merging import NEAR, WINDOW, add_new, dates_agree, merge_common

_Event = TypeVar("_Event", VisitDraft, MeetingDraft)
_FAR = 12
#: In an instrument's own text these tell parts of it.
_INSIDE_INSTRUMENTS = frozenset({"agreement.agreed", "agreement.reached", "agreement.headline"})
#: What a single state can issue too: one party alone makes none of them an agreement.
_MUTUAL = frozenset({"statement", "declaration", "understanding", "document", "programme", "minutes"})
_AGREEMENT_ORDER = ("ended", "ratified", "signed", "reached", "proposed")


class EventLinker(MeetingLinker):
    """Merges drafts of one event and ties visits, meetings and agreements together."""

    def agreements(self, drafts: Sequence[AgreementDraft]) -> list[AgreementDraft]:
        """One draft per agreement; one reached and then signed is one, told by its signing."""
        merged: list[AgreementDraft] = []
        for draft in drafts:
            same = next((m for m in reversed(merged[-WINDOW:]) if self._same_agreement(m, draft)), None)
            if same is None and draft.anaphoric:
                same = next((m for m in reversed(merged[-WINDOW:]) if _takes_up(draft, m)), None)
                if same is None:
                    continue
            if same is None:
                merged.append(draft)
            else:
                merged[merged.index(same)] = _merge_agreement(same, draft)
        if any(m.is_titled for m in merged):
            merged = [m for m in merged if m.rule not in _INSIDE_INSTRUMENTS]
        return merged

    def infer_parties(
        self, draft: AgreementDraft, visits: Sequence[VisitDraft], meetings: Sequence[MeetingDraft]
    ) -> None:
        """Parties that an agreement leaves out: of the trip or talks told with it, else of the whole text."""
        codes = self.party_codes(draft)
        if len(codes) > 1 or draft.is_known:
            return
        pairs = [self.sides(visit) for visit in _told_with(draft, visits)]
        pairs += [self._countries(meeting) for meeting in _told_with(draft, meetings)]
        if self.context.document_pair is not None:
            pairs.insert(0 if self.context.is_study else len(pairs), list(self.context.document_pair))
        pair = next((p for p in pairs if len(p) == 2 and set(codes) <= set(p)), None)
        if pair is not None:
            draft.inferred_parties = sorted(pair, key=lambda c: (c != self.context.viewpoint, c))

    def sides(self, visit: VisitDraft) -> list[str]:
        """The traveller's country and the one travelled to."""
        home = [p.country for p in self.people(visit.visitors) if p.country]
        return list(dict.fromkeys([*home[:1], *self.destination_codes(visit)[:1]]))

    def _countries(self, meeting: MeetingDraft) -> list[str]:
        people = [p.country for p in self.people(meeting.participants) if p.country]
        return list(dict.fromkeys([*people, *self.meeting_codes(meeting)]))

    def party_codes(self, draft: AgreementDraft) -> list[str]:
        """Parties as the text says: named ones, then those that the signatories act for."""
        codes = [code for chunk in draft.parties for code in self.context.countries(chunk)]
        codes += [p.country for p in self.people([*draft.signatories, *draft.acting]) if p.country]
        return list(dict.fromkeys(codes))

    def is_between_states(self, draft: AgreementDraft) -> bool:
        """Whether some foreign party, or both sides, are named: domestic deals and laws name none."""
        if draft.is_known or draft.inferred_parties or draft.type == "convention":
            return True
        codes = self.party_codes(draft)
        alone = draft.type not in _MUTUAL and any(code != self.context.viewpoint for code in codes)
        return len(codes) > 1 or alone

    def _same_agreement(self, a: AgreementDraft, b: AgreementDraft) -> bool:
        if a.trigger is b.trigger:
            return True
        if a.anaphoric or b.anaphoric or a.type != b.type or (a.when == b.when and not dates_agree(a, b)):
            return False
        if a.is_known and b.is_known:
            return str(a.trigger.data[0].name) == str(b.trigger.data[0].name)
        parties_a, parties_b = set(self.party_codes(a)), set(self.party_codes(b))
        if parties_a and parties_b and not (parties_a <= parties_b or parties_b <= parties_a):
            return False
        near = abs(a.sentence.index - b.sentence.index) <= 1
        if near and {a.status, b.status} == {"reached", "signed"}:
            return True
        if not (a.subject and b.subject):
            return False
        return self.key(a.subject) == self.key(b.subject)


def _told_with(draft: AgreementDraft, events: Sequence[_Event]) -> list[_Event]:
    """The trips or talks of the agreement's own sentence, then those of the two before it, nearest first."""
    near = [e for e in events if 0 <= draft.sentence.index - e.sentence.index < NEAR and e.status != "cancelled"]
    if draft.sentence.kind == "item":
        near = [e for e in near if e.sentence is draft.sentence]
    return sorted(near, key=lambda e: abs(e.trigger.start - draft.trigger.start))


def _takes_up(mention: AgreementDraft, told: AgreementDraft) -> bool:
    """«این موافقت‌نامه» is the last one of that type, «این سند» and «این توافق» the last of any."""
    near = mention.sentence.index - told.sentence.index
    return (mention.type == told.type and (told.is_titled or near <= _FAR)) or (
        mention.type in ("document", "understanding") and near <= NEAR
    )


def _merge_agreement(a: AgreementDraft, b: AgreementDraft) -> AgreementDraft:
    """The mention of the further stage takes in the other, a full one what «این موافقت‌نامه» is said to be."""
    into, other = (a, b) if b.anaphoric else sorted((a, b), key=lambda d: _AGREEMENT_ORDER.index(d.status))
    dates = list(into.dates)
    merge_common(into, other)
    if other.when != into.when:
        into.dates = dates
        into.further[other.when] = list(other.dates)
    into.status = min(into.status, other.status, key=_AGREEMENT_ORDER.index)
    into.subject = into.subject or other.subject
    add_new(into.parties, other.parties)  # type: ignore[arg-type]
    add_new(into.signatories, other.signatories)  # type: ignore[arg-type]
    into.place = into.place or other.place
    into.laterality = into.laterality or other.laterality
    return into

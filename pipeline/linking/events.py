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
#: Frames that only take it that what is listed or referred to was signed.
_ASSUMED = frozenset({"agreement.listed", "agreement.enumerated", "agreement.basis", "agreement.bill"})
_REFERRING = frozenset({"agreement.basis", "agreement.carried-out", "agreement.kept", "agreement.ratifying-noun"})
_NOT_YET = frozenset({"agreement.initialled", "agreement.signed", "agreement.composed", "agreement.it-signed"})
#: Frames whose subject, where the text drops it, is most likely one of ours.
_BY_SUBJECT = frozenset({"agreement.signed", "agreement.concluded", "agreement.initialled"})
#: What a single state can issue too: one party alone makes none of them an agreement.
_MUTUAL = frozenset({"statement", "declaration", "understanding", "document", "programme", "minutes"})
#: What «پیمان» is between states where no state is named.
_PACTS = frozenset(
    (
        *("صلح", "اتحاد", "دوستی", "مودت", "دفاع", "نظام", "امنیت", "تجار", "تجارت", "راهبرد", "استراتژیک"),
        *("عدم", "منع", "مشترک", "همکار", "آتش‌بس", "متارکه", "هسته‌ا", "بین‌الملل", "سه‌جانبه"),
    )
)
_AGREEMENT_ORDER = ("ended", "ratified", "signed", "reached", "proposed")


class EventLinker(MeetingLinker):
    """Merges drafts of one event and ties visits, meetings and agreements together."""

    def agreements(self, drafts: Sequence[AgreementDraft]) -> list[AgreementDraft]:
        """One draft per agreement; one reached and then signed is one, told by its signing."""
        merged: list[AgreementDraft] = []
        for draft in drafts:
            weak = False
            same = next((m for m in reversed(merged[-WINDOW:]) if self._same_agreement(m, draft)), None)
            if same is None and (draft.anaphoric or self._is_bare(draft)):
                same = next((m for m in reversed(merged[-WINDOW:]) if self._takes_up(draft, m)), None)
                if same is None and draft.anaphoric:
                    continue
                weak = weak or not draft.anaphoric
                draft.anaphoric |= same is not None
            if same is None:
                merged.append(draft)
            else:
                merged[merged.index(same)] = _merge_agreement(
                    same, draft, assumed=not weak and _is_doubtful(same, draft)
                )
        merged = self._without_headlines(merged)
        if any(m.is_titled for m in merged):
            merged = [m for m in merged if m.rule not in _INSIDE_INSTRUMENTS]
        return merged

    def _without_headlines(self, merged: Sequence[AgreementDraft]) -> list[AgreementDraft]:
        """«ایران و بلغارستان دو سند امضا کردند» over a text that tells the two: one record for each, none for both."""
        kept: list[AgreementDraft] = []
        for n, draft in enumerate(merged):
            told = next((m for m in merged[n + 1 :] if self._tells_headline(draft, m)), None)
            if told is None:
                kept.append(draft)
            else:
                told.also.append(draft.trigger)
        return kept

    def _tells_headline(self, headline: AgreementDraft, told: AgreementDraft) -> bool:
        first = headline.sentence.index == 0 or headline.sentence.kind == "heading"
        verbless = all(clause.verb is None for clause in headline.sentence.clauses)
        listed = headline.type == "document" and told.sentence.kind == "item"
        if (headline.is_titled and not listed) or headline.is_known or not (first or verbless):
            return False
        if headline.sentence.kind == "item" or not 0 < told.sentence.index - headline.sentence.index <= NEAR:
            return False
        parties = set(self.party_codes(headline))
        general = headline.type in ("document", "understanding") or headline.rule == "agreement.headline"
        others = set(self.party_codes(told))
        return (
            bool(parties) and (parties <= others or (listed and not others)) and (general or headline.type == told.type)
        )

    def infer_parties(
        self, draft: AgreementDraft, visits: Sequence[VisitDraft], meetings: Sequence[MeetingDraft]
    ) -> None:
        """Parties that an agreement leaves out: of the trip or talks told with it, else of the whole text."""
        codes = self.party_codes(draft)
        mutual = bool(draft.parties) and all(c.is_a("both") for c in draft.parties)
        if draft.is_known or (len(codes) > 1 and not mutual):
            return
        pairs = [self.sides(visit) for visit in _told_with(draft, visits)]
        pairs += [self._countries(meeting) for meeting in _told_with(draft, meetings)]
        if self.context.document_pair is not None and (self.context.is_study or not self._is_bare(draft)):
            pairs.insert(0 if self.context.is_study else len(pairs), list(self.context.document_pair))
        if len(codes) > 1:
            told = [p for p in pairs if len(p) == 2 and self.context.viewpoint in p]
            if told and set(codes) != set(told[0]) and self.context.document_pair is None:
                draft.inferred_parties, draft.parties = _viewpoint_first(told[0], self.context.viewpoint), []
            return
        pairs += self._named_pairs(draft)
        pair = next((p for p in pairs if len(p) == 2 and set(codes) <= set(p)), None)
        if pair is not None:
            draft.inferred_parties = _viewpoint_first(pair, self.context.viewpoint)

    def _may_name(self, draft: AgreementDraft) -> bool:
        """Whether the sentence's countries can be the parties: not where somebody else signs («گوگل … امضا کرد»)."""
        first = draft.clause.phrases[0] if draft.clause.phrases else None
        chunks = draft.sentence.chunks
        other = (
            first is not None
            and first.function == "bare"
            and chunks[first.at[0]].is_a("word", "name")
            and draft.position not in first.at
            and not any(chunks[i].is_a("country") for i in first.at)
        )
        return draft.type not in (*_MUTUAL, "convention") and not other and not self._is_bare(draft)

    def _named_pairs(self, draft: AgreementDraft) -> list[list[str]]:
        """The two countries that the sentence names before the agreement, or the line that its list stands under."""
        sentence = draft.sentence
        if sentence.kind == "item":
            return [self.context.named(self.context.lead(sentence.start), sentence.start)]
        between = [
            code
            for clause in sentence.clauses
            for phrase in clause.with_function("between")
            for i in phrase.at
            if sentence.chunks[i].is_a("country", "city")
            for code in self.context.countries(sentence.chunks[i])
        ]
        codes = self.party_codes(draft)
        dropped = (
            draft.rule in _BY_SUBJECT and draft.clause.subject is None and codes and self.context.viewpoint not in codes
        )
        with_us = [[self.context.viewpoint, *codes]] if dropped else []
        if not self._may_name(draft):
            return with_us
        return [self.context.named(sentence.start, draft.trigger.start), list(dict.fromkeys(between)), *with_us]

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
        if draft.with_ours and codes:
            codes.insert(0, self.context.viewpoint)
        return list(dict.fromkeys(codes))

    def is_between_states(self, draft: AgreementDraft) -> bool:
        """Whether some foreign party, or both sides, are named: domestic deals and laws name none."""
        if draft.is_known or draft.inferred_parties or draft.type == "convention" or self._is_of_states(draft):
            return True
        codes = self.party_codes(draft)
        if draft.is_titled and any(chunk.is_a("body") for chunk in draft.parties):
            return True
        alone = draft.type not in _MUTUAL and any(code != self.context.viewpoint for code in codes)
        return len(codes) > 1 or alone

    def _is_bare(self, draft: AgreementDraft) -> bool:
        """«قرارداد»، «عهدنامه» with nothing that says which, and not «قراردادی»: most likely the one just told."""
        listed = draft.sentence.kind == "item"
        if draft.title_bounds is None or draft.quantity != 1 or draft.is_titled or draft.is_known or listed:
            return False
        word = self.clean[draft.trigger.start : draft.trigger.end]
        named = draft.title_bounds != (draft.trigger.start, draft.trigger.end)
        after = draft.sentence.chunks[draft.position + 1 : draft.position + 2]
        named |= any(chunk.is_a("det.this") for chunk in after)  # «که موافقت‌نامه آن در … بسته شد»
        return not (named or draft.parties or draft.type == "understanding" or word.endswith(("ی", "ای")))

    def _takes_up(self, mention: AgreementDraft, told: AgreementDraft) -> bool:
        """Whether «این سند», «آن» or a bare noun means an agreement told before: one of the same parties, if any."""
        parties, others = set(self.party_codes(mention)), set(self.party_codes(told))
        near = mention.anaphoric or mention.sentence.index - told.sentence.index <= _FAR
        return near and _takes_up(mention, told) and (mention.anaphoric or parties <= others or not others)

    def _is_of_states(self, draft: AgreementDraft) -> bool:
        """«عهدنامه زهاب», «پیمان صلح»: only states conclude them, whether or not the text says which."""
        if draft.type != "treaty" or draft.anaphoric or draft.is_titled:
            return False
        pact = self.clean[draft.trigger.start : draft.trigger.end].startswith("پیمان")
        after = draft.sentence.chunks[draft.position + 1 : draft.position + 2]
        kind = self.clean[after[0].start : after[0].end] if after else ""
        return not pact or kind.removesuffix("ی").removesuffix("\u200c") in _PACTS

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
        if b.rule in _REFERRING and not (a.subject and b.subject) and parties_a | parties_b:
            return b.sentence.index - a.sentence.index <= _FAR
        if not (a.subject and b.subject):
            told_again = a.type == "understanding" and len(parties_a) > 1 and parties_a == parties_b
            return told_again and b.sentence.index - a.sentence.index <= NEAR
        return self.key(a.subject) == self.key(b.subject)


def _viewpoint_first(codes: Sequence[str], viewpoint: str) -> list[str]:
    return sorted(codes, key=lambda c: (c != viewpoint, c))


def _told_with(draft: AgreementDraft, events: Sequence[_Event]) -> list[_Event]:
    """The trips or talks of the agreement's own sentence, then those of the two before it, nearest first."""
    near = [e for e in events if 0 <= draft.sentence.index - e.sentence.index < NEAR and e.status != "cancelled"]
    if draft.sentence.kind == "item":
        near = [e for e in near if e.sentence is draft.sentence]
    return sorted(near, key=lambda e: abs(e.trigger.start - draft.trigger.start))


def _is_doubtful(told: AgreementDraft, mention: AgreementDraft) -> bool:
    """Whether it was only taken that an agreement is signed, and the text now says that it is not yet."""
    return told.rule in _ASSUMED and (mention.status != "proposed" or mention.rule in _NOT_YET)


def _takes_up(mention: AgreementDraft, told: AgreementDraft) -> bool:
    """«این موافقت‌نامه» is the last one of that type, «این سند» and «این توافق» the last of any."""
    near = mention.sentence.index - told.sentence.index
    if mention.trigger.is_a("det.this"):
        return near <= 1 and not told.anaphoric
    if told.is_titled and told.type == "exchange_of_notes" and mention.type == "agreement":
        return True
    return (mention.type == told.type and (told.is_titled or near <= _FAR)) or (
        mention.type in ("document", "understanding") and near <= NEAR
    )


def _merge_agreement(a: AgreementDraft, b: AgreementDraft, *, assumed: bool) -> AgreementDraft:
    """The mention of the further stage takes in the other, a full one what «این موافقت‌نامه» is said to be."""
    assumed &= b.anaphoric
    into, other = (a, b) if b.anaphoric else sorted((a, b), key=lambda d: _AGREEMENT_ORDER.index(d.status))
    dates = list(into.dates)
    merge_common(into, other)
    if other.when != into.when:
        into.dates = dates
        into.further[other.when] = list(other.dates)
    into.status = other.status if assumed else min(into.status, other.status, key=_AGREEMENT_ORDER.index)
    into.subject = into.subject or other.subject
    if not (b.anaphoric and b.status == "proposed" != into.status):  # «سه کشور آن را امضا نکرده‌اند»
        add_new(into.parties, other.parties)  # type: ignore[arg-type]
        add_new(into.signatories, other.signatories)  # type: ignore[arg-type]
    into.place = into.place or other.place
    into.laterality = into.laterality or other.laterality
    return into

"""PLOVER and CAMEO codes of events.

Sources: Halterman et al., "PLOVER and POLECAT" (2023), codebook v.2022; Schrodt, *CAMEO Codebook* 1.1b3 (2012).
"""

from __future__ import annotations

from typing import NamedTuple

from pipeline.records import AgreementStatus, EventStatus, MeetingKind


class Code(NamedTuple):
    """PLOVER event and mode, and the CAMEO code."""

    event: str
    mode: str | None
    cameo: str


_PLANNED = Code("AGREE", None, "036")
_REFUSED = Code("REJECT", "meet", "125")


def visit_code(status: EventStatus, *, host_is_subject: bool) -> Code:
    """A visit: made (042), received (043), planned or invited (036), refused (125)."""
    if status == "cancelled":
        return _REFUSED
    if status != "occurred":
        return _PLANNED
    return Code("CONSULT", "visit", "043" if host_is_subject else "042")


def meeting_code(status: EventStatus, kind: MeetingKind, *, countries: int, third_country: bool) -> Code:
    """A meeting by kind, number of states and place."""
    if status == "cancelled":
        return _REFUSED
    if status != "occurred":
        return _PLANNED
    if kind == "phone_call":
        return Code("CONSULT", "phone", "041")
    if kind == "negotiation":
        return Code("CONSULT", "negotiate", "046")
    if countries > 2:
        return Code("CONSULT", "multilateral", "040")
    if third_country:
        return Code("CONSULT", "third-party", "044")
    return Code("CONSULT", None, "040")


def agreement_code(status: AgreementStatus) -> Code | None:
    """Signing and ratifying are 057; agreeing to sign is 036; the end of an agreement has no code of its own."""
    if status in ("signed", "ratified"):
        return Code("SUPPORT", None, "057")
    return _PLANNED if status in ("proposed", "reached") else None

"""What became of an agreement: signed, ratified, ended, or not yet, by its frame and by what governs it."""

from __future__ import annotations

from pipeline.extractors.drafts import SentenceReading
from pipeline.extractors.status import event_status
from pipeline.lexicon.verbs import VerbForm
from pipeline.patterns.frames import FrameMatch
from pipeline.records import AgreementStatus

#: How many chunks before an agreement's noun say what it is the object of («تسریع در تصویب …»، «طرح خروج از …»).
_NEAR_BEFORE = 3
#: What is asked of parliaments that have not ratified yet.
_URGED = ("تسریع", "ضرورت", "لزوم", "پیگیری", "خواستار", "تشریفات", "مراحل", "روند", "انتظار")


def _is_only_meant(reading: SentenceReading, match: FrameMatch) -> bool:
    """«قصد خروج», «احتمال خروج»: nobody left yet."""
    return any(reading.chunks[i].is_a("cue.planned", "cue.proposed", "modal") for i in match.clause.at)


def is_denied(reading: SentenceReading, match: FrameMatch) -> bool:
    """«به توافق نرسیدند»: nothing was agreed."""
    form = reading.chunks[match.clause.verb].data if match.clause.verb is not None else None
    return bool(getattr(form, "negative", False))


def agreement_status(clean: str, reading: SentenceReading, match: FrameMatch) -> AgreementStatus:
    """What the frame says where the event happened; what did not happen yet is proposed."""
    said: AgreementStatus = match.frame.constants["status"]  # type: ignore[assignment]
    if match.frame.id in ("agreement.left", "agreement.quit") and (
        is_denied(reading, match) or _is_only_meant(reading, match)
    ):
        return "ratified"
    constants = match.frame.constants
    if said == "ended":
        return said if _has_ended(reading, match) else "ratified"
    if said == "proposed" or constants.get("only") == "title" or constants.get("tense") == "any":
        return "proposed" if constants.get("happened") == "only" and is_denied(reading, match) else said
    if said == "ratified":
        return _ratified(clean, reading, match)
    happened = event_status(reading.chunks, reading.clauses, match.clause, match.trigger)
    if said == "signed" and match.frame.scope == "clause" and is_denied(reading, match):
        return "proposed"
    if happened != "occurred" and not (happened == "planned" and _is_done(reading, match)):
        return "proposed"
    return "ratified" if said == "signed" and _is_ratified_too(reading, match) else said


def _is_done(reading: SentenceReading, match: FrameMatch) -> bool:
    """«برای کاهش آلودگی موافقت‌نامه‌ای امضا کردند»: what the purpose is of was done."""
    chunks, verb = reading.chunks, match.clause.verb
    form = chunks[verb].data if verb is not None else None
    if match.frame.scope == "noun" or not isinstance(form, VerbForm) or form.negative:
        return False
    cues = ("cue.planned", "cue.proposed", "cue.invite", "modal")
    open_before = any(chunks[i].is_a(*cues) for i in match.clause.at if i < match.trigger)
    signed = any(chunks[i].is_a("sign", "conclude", "prep.signature") for i in match.clause.at if i > match.trigger)
    return form.tense in ("past", "perfect", "pluperfect") and signed and not open_before


def _is_ratified_too(reading: SentenceReading, match: FrameMatch) -> bool:
    """«در ۱۳۵۵ امضا و یک سال بعد تصویب شد»: one verb for both."""
    sign = next((i for i in match.clause.at if reading.chunks[i].is_a("sign", "prep.signature", "conclude")), None)
    if match.frame.scope == "noun" or sign is None or match.clause.verb is None:
        return False
    later = reading.chunks[sign + 1 : match.clause.verb]
    return any(c.is_a("and") for c in later) and any(c.is_a("ratify", "in_force") for c in later)


def _ratified(clean: str, reading: SentenceReading, match: FrameMatch) -> AgreementStatus:
    """«تصویب شد»; «طرح تعلیق … تصویب شد» ends it, «به تصویب نرسید» leaves it signed, a conference only adopts it."""
    chunks = reading.chunks
    phrase = next((p for p in match.clause.phrases if match.trigger in p.at), None)
    over = [chunks[i] for i in phrase.at if i < match.trigger] if phrase else []
    over += [chunks[i] for i in match.clause.at if match.trigger - _NEAR_BEFORE - 1 <= i < match.trigger]
    if any(clean.startswith(_URGED, c.start) for c in over):
        return "proposed" if match.frame.constants.get("joins") == "yes" else "signed"
    if any(c.is_a("terminate", "withdraw", "cue.cancelled") for c in over):
        return "ended"
    form = chunks[match.clause.verb].data if match.clause.verb is not None else None
    happened = event_status(chunks, reading.clauses, match.clause, match.trigger)
    if happened == "cancelled" and isinstance(form, VerbForm) and form.negative:
        if match.frame.constants.get("happened") == "only":
            return "proposed"
        return "signed" if form.verb.cls in ("reach", "become", "find") else "ended"
    if happened != "occurred":
        return "ended" if happened == "cancelled" else "proposed" if match.frame.scope == "clause" else "signed"
    at = [chunks[i] for p in match.clause.phrases if p.function in ("in", "by", "to") for i in p.at]
    adopted = any(c.is_a("gathering", "body") for c in at) and not any(c.is_a("institution") for c in at)
    return "reached" if adopted and match.frame.constants.get("when") == "ratification" else "ratified"


def is_said_in_force(reading: SentenceReading, match: FrameMatch) -> bool:
    """«با توجه به موافقت‌نامه‌ای که … امضا شده و … لازم‌الاجرا گردیده است»: the relative clause goes on after «و»."""
    told = any(clause.antecedent == match.trigger for clause in reading.clauses)
    verb = match.clause.verb
    return told and verb is not None and verb > 0 and reading.chunks[verb - 1].is_a("in_force")


def _has_ended(reading: SentenceReading, match: FrameMatch) -> bool:
    """«لغو شد»; not «لغو نخواهد شد», «خواستار لغو … شد», «می‌تواند آن را فسخ کند»: that is still in force."""
    if match.frame.id in ("agreement.left", "agreement.quit"):
        return True
    form = reading.chunks[match.clause.verb].data if match.clause.verb is not None else None
    if isinstance(form, VerbForm) and (form.negative or form.tense in ("future", "subjunctive")):
        return False
    return not any(reading.chunks[i].is_a("modal", "cue.proposed", "cue.planned.scheduled") for i in match.clause.at)

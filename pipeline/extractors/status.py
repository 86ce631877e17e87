"""Whether an event happened, is planned, only proposed or was called off: by what governs its trigger.

The order of evidence: words that the trigger hangs on in its own noun chain (لغو سفر، پیشنهاد برگزاری دیدار), a purpose
that it stands in (برای …، جهت هماهنگی سفر …), adjectives (سفر آتی), then the tense, mood and polarity of the clause's
verb and the cues of its clause.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.lexicon.verbs import VerbForm
from pipeline.patterns.chunks import Chunk
from pipeline.patterns.clauses import Clause
from pipeline.records import EventStatus

_ADVERBIAL = ("cue.planned.scheduled", "cue.proposed.adverb", "cue.invite")
_REPORTING = frozenset({"say", "write", "call"})


def event_status(sentence: Sequence[Chunk], clauses: Sequence[Clause], clause: Clause, trigger: int) -> EventStatus:
    """Status of the event at position ``trigger`` of a clause of the sentence."""
    chain = _chain(sentence, clause, trigger)
    if (told := _by_relative(sentence, clauses, clause, trigger)) is not None:
        return told
    if _is_put_off(sentence, clause) or _about_to(clause, trigger):
        return "planned"
    if found := _from_cues([c for c in chain if not c.is_a("cue.planned.coming")]):
        return found
    if _in_purpose(sentence, clause, trigger) and not is_predicate(sentence, clause, trigger):
        return _answer(sentence, clause) if _invited(sentence, clause, trigger) else "planned"
    if any(c.is_a("cue.planned") for c in _modifiers(sentence, clause, trigger)) and not sentence[trigger].is_a(
        "agreement"
    ):
        return "planned"
    return _from_verb(sentence, clauses, clause, trigger)


def is_assumed(sentence: Sequence[Chunk], clause: Clause, trigger: int) -> bool:
    """Whether no verb says whether it happened: a headline, «درباره سفر …», «به مناسبت سفر …»."""
    phrase = next((p for p in clause.phrases if trigger in p.at), None)
    aside = phrase is not None and phrase.function in ("about", "occasion", "per", "source", "to", "before", "eve")
    return clause.verb is None or (aside and not is_predicate(sentence, clause, trigger))


def _by_relative(
    sentence: Sequence[Chunk], clauses: Sequence[Clause], clause: Clause, trigger: int
) -> EventStatus | None:
    """«سفر … که به علت ناامنی صورت نپذیرفت»: the relative clause says that it was not."""
    for other in clauses:
        if other.antecedent != trigger or other is clause or other.verb is None:
            continue
        form = sentence[other.verb].data
        done = any(sentence[i].is_a("perform", "hold") for i in other.at)
        if done and isinstance(form, VerbForm) and form.negative:
            return "cancelled"
    return None


def _about_to(clause: Clause, trigger: int) -> bool:
    """«در آستانه سفر به …»، «پیش از سفر به …»: not made yet."""
    return any(p.function in ("eve", "before") and trigger in p.at for p in clause.phrases)


def _is_put_off(sentence: Sequence[Chunk], clause: Clause) -> bool:
    """«به اول تیرماه موکول شد»: put off to a named time it is still planned."""
    at = next((i for i in clause.at if sentence[i].is_a("cue.cancelled.postponed")), None)
    return at is not None and any(sentence[i].type == "date" and i < at for i in clause.at[-8:])


def _chain(sentence: Sequence[Chunk], clause: Clause, trigger: int) -> list[Chunk]:
    """The chunks before the trigger in its own phrase: what it is the complement of."""
    phrase = next((p for p in clause.phrases if trigger in p.at), None)
    return [sentence[i] for i in phrase.at if i < trigger] if phrase else []


def _modifiers(sentence: Sequence[Chunk], clause: Clause, trigger: int) -> list[Chunk]:
    phrase = next((p for p in clause.phrases if trigger in p.at), None)
    return [sentence[i] for i in phrase.at if i > trigger] if phrase else []


def _from_cues(chunks: Sequence[Chunk]) -> EventStatus | None:
    for chunk in reversed(chunks):
        if chunk.is_a("cue.cancelled"):
            return "cancelled"
        if chunk.is_a("cue.proposed", "cue.invite"):
            return "proposed"
        if chunk.is_a("cue.planned"):
            return "planned"
    return None


def is_predicate(sentence: Sequence[Chunk], clause: Clause, trigger: int) -> bool:
    """Whether the trigger is what the clause says of its subject: the verb, or the noun of a light verb («سفر کرد»)."""
    if clause.verb is None:
        return False
    if sentence[trigger].is_a("verb", "enter", "bound", "leave", "audience"):
        return True
    between = sentence[trigger + 1 : clause.verb]
    return (
        clause.verb > trigger
        and all(c.is_a("adj", "adv", "cue", "word", "modal") for c in between)
        and len(between) < 3
    )


def _in_purpose(sentence: Sequence[Chunk], clause: Clause, trigger: int) -> bool:
    """Whether a purpose (برای، جهت، به منظور) was opened before the trigger and not closed by a verb."""
    return any(p.function == "for" and p.at and _opened_before(sentence, p.at[0], trigger) for p in clause.phrases)


def _opened_before(sentence: Sequence[Chunk], at: int, trigger: int) -> bool:
    return at <= trigger and not any(sentence[i].is_a("stop", "obj") for i in range(at, trigger))


def _invited(sentence: Sequence[Chunk], clause: Clause, trigger: int) -> bool:
    return any(sentence[i].is_a("cue.invite") or (i < trigger and sentence[i].is_a("cue.proposed")) for i in clause.at)


def _answer(sentence: Sequence[Chunk], clause: Clause) -> EventStatus:
    """«دعوت … را پذیرفت»: an invitation that was accepted is a plan, one that was refused is off."""
    if any(sentence[i].is_a("cue.cancelled") for i in clause.at):
        return "cancelled"
    accepted = any(sentence[i].is_a("accept") for i in clause.at)
    if clause.verb is None or not (accepted or sentence[clause.verb].is_a("verb.receive")):
        return "proposed"
    return "cancelled" if sentence[clause.verb].data.negative else "planned"


def _from_verb(sentence: Sequence[Chunk], clauses: Sequence[Clause], clause: Clause, trigger: int) -> EventStatus:
    around = _without_purpose(sentence, clause, trigger)
    if _is_joined(sentence, trigger):
        around = [c for c in around if c.start <= sentence[trigger].start or not c.is_a("cue")]
    if sentence[trigger].is_a("agreement"):
        title = {id(c) for c in _modifiers(sentence, clause, trigger)}
        title |= {id(sentence[i]) for p in clause.with_function("about") for i in p.at}
        around = [c for c in around if not (c.is_a("cue") and id(c) in title)]
    if _is_background(sentence, clause, trigger):
        around = [c for c in around if not c.is_a("cue") or c.is_a("cue.proposed.adverb")]
    lead = _leading_cues(sentence, clauses, clause)
    form = _verb_form(sentence, clauses, clause)
    cancelled = any(c.is_a("cue.cancelled") for c in around)
    if cancelled and (form is None or not form.negative):
        return "cancelled"
    if form is None:
        return _from_cues([c for c in around if c.is_a("cue.planned", "cue.proposed")]) or "occurred"
    aside = _is_background(sentence, clause, trigger)
    if form.negative and form.tense in ("past", "perfect", "pluperfect", "future") and not aside:
        return "cancelled"
    moving = form.verb.cls in ("do", "go", "come", "become", "have")
    if form.negative and form.tense == "present" and moving and is_predicate(sentence, clause, trigger):
        return "cancelled"
    if form.tense == "future":
        return "proposed" if any(c.is_a("cue.proposed") for c in around) else "planned"
    if form.tense in ("subjunctive",) or any(c.is_a("modal") for c in around):
        return "planned" if any(c.is_a("cue.planned") for c in [*around, *lead]) else "proposed"
    if any(c.is_a("cue.invite") and c.end > sentence[trigger].start for c in around):
        return "proposed"
    if any(c.is_a("cue.proposed") for c in around):
        return "proposed"
    if any(c.is_a("cue.planned") for c in around):
        return "planned"
    if form.tense == "present" and form.verb.cls in ("do", "go", "come", "become", "have", "receive", "reach"):
        stays = form.verb.cls == "have" and sentence[trigger].is_a("attend")
        if stays or not _goes_on_to_happen(sentence, clause, trigger):
            return "planned" if _on_planned_trip(sentence, clauses, clause) else "occurred"
        return "planned"
    return "occurred"


def _verb_form(sentence: Sequence[Chunk], clauses: Sequence[Clause], clause: Clause) -> VerbForm | None:
    """The clause's verb; a bare participle has the tense of the verb that it leads to («دیدار کرده و … صحبت می‌کنم»)."""
    form = sentence[clause.verb].data if clause.verb is not None else None
    if not isinstance(form, VerbForm):
        return None
    index = next(n for n, c in enumerate(clauses) if c is clause)
    after = clauses[index + 1] if index + 1 < len(clauses) else None
    if form.participle and clause.verb is not None and after is not None and after.verb is not None:
        joined = sentence[clause.verb + 1].is_a("and")
        leads = sentence[after.verb].data
        if joined and isinstance(leads, VerbForm) and leads.tense in ("present", "future", "subjunctive"):
            return form._replace(tense=leads.tense)
    return form


def _on_planned_trip(sentence: Sequence[Chunk], clauses: Sequence[Clause], clause: Clause) -> bool:
    """«فردا عازم … خواهد شد و ضمن ملاقات با … سندی امضا می‌کند»: the present tense goes on with the plan."""
    index = clauses.index(clause)
    before = clauses[index - 1] if index else None
    if before is None or before.verb is None or clause.subject is not before.subject:
        return False
    form = sentence[before.verb].data
    return isinstance(form, VerbForm) and form.tense == "future"


def _is_joined(sentence: Sequence[Chunk], trigger: int) -> bool:
    """«دیدار و خواستار … شد»: what comes after «و» says of something else whether it is."""
    after = sentence[trigger + 1 : trigger + 2]
    if sentence[trigger].is_a("enter"):
        after = [c for c in sentence[trigger + 1 : trigger + 4] if not c.is_a("city", "country", "ours", "town")]
    return sentence[trigger].is_a("meet", "travel", "enter") and bool(after) and after[0].is_a("and")


def _is_background(sentence: Sequence[Chunk], clause: Clause, trigger: int) -> bool:
    """«در حاشیه نشست …، خواستار … شد»: what the clause asks for or calls off is something else."""
    phrase = next((p for p in clause.phrases if trigger in p.at), None)
    return (
        phrase is not None
        and phrase.function in ("in", "margin", "during", "after", "presence", "despite", "occasion", "per", "source")
        and not is_predicate(sentence, clause, trigger)
    )


def _goes_on_to_happen(sentence: Sequence[Chunk], clause: Clause, trigger: int) -> bool:
    """Whether a present tense announces («دیدار می‌کند»، «برگزار می‌شود») rather than describes («در دیدار … می‌گوید»)."""
    if (
        sentence[trigger].is_a("audience")
        or is_predicate(sentence, clause, trigger)
        or sentence[trigger].is_a("travel", "attend", "dispatch")
    ):
        return True
    if sentence[trigger].is_a("gathering") and any(sentence[i].is_a("attend") for i in clause.at):
        return True
    told = any(sentence[i].is_a("hold", "sign", "initial", "conclude", "issue", "exchange") for i in clause.at)
    return sentence[trigger].is_a("gathering", "agreement") and told


def _without_purpose(sentence: Sequence[Chunk], clause: Clause, trigger: int) -> list[Chunk]:
    """The clause without what follows a purpose that was opened after the trigger: that tells of other events.

    Before a trigger that is the predicate only adverbs say whether it was («جهت بررسی طرح پیشنهادی عازم … شد»).
    """
    opened = next((p.at[0] for p in clause.phrases if p.function == "for" and p.at and p.at[0] > trigger), None)
    end = clause.verb if clause.verb is not None else -1
    kept = [i for i in clause.at if opened is None or i < opened or end - 2 < i <= end]
    if is_predicate(sentence, clause, trigger) and not sentence[trigger].is_a("agreement"):
        kept = [i for i in kept if i >= trigger or not sentence[i].is_a("cue") or sentence[i].is_a(*_ADVERBIAL)]
    return [sentence[i] for i in kept if not (sentence[i].is_a("cue.invite") and i < trigger)]


def _leading_cues(sentence: Sequence[Chunk], clauses: Sequence[Clause], clause: Clause) -> list[Chunk]:
    """Cues of the clause that this one is the complement of («قرار است … که»، «دعوت کرد تا …»)."""
    index = clauses.index(clause)
    return [sentence[i] for i in clauses[index - 1].at if sentence[i].is_a("cue")] if index else []

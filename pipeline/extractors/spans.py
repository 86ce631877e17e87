"""What the event extractors share: actors and parties of chunks, plural triggers, the words that tell an event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.extractors.actors import Actor
from pipeline.extractors.drafts import Bounds, SentenceReading
from pipeline.lexicon.verbs import VerbForm
from pipeline.patterns.chunks import Chunk
from pipeline.patterns.frames import FrameMatch

_I = frozenset(("من", "ما", "اینجانب", "خودم", "بنده"))
_PLURALS = ("ها", "های", "هایی", "هایش", "هایشان")


def actors(reading: SentenceReading, positions: Iterable[int]) -> list[Actor]:
    """The actors of the actor chunks at these positions."""
    return [actor for i in positions if reading.chunks[i].type == "actor" for actor in reading.chunks[i].data]


def without_delegations(found: Sequence[Actor]) -> list[Actor]:
    """«هیأتی به ریاست وزیر نیرو» is its head: a delegation counts only where nobody of it is named."""
    named = [actor for actor in found if actor.kind != "delegation"]
    return named if any(actor.kind in ("person", "office") for actor in named) else list(found)


def parties(chunks: Sequence[Chunk]) -> list[Chunk]:
    """The chunks that stand for states or bodies."""
    return [c for c in chunks if c.is_a("country", "ours", "this_country", "both", "body")]


def is_plural(clean: str, chunk: Chunk) -> bool:
    """Whether the word is a plural in ها (سفرها، دیدارهای)."""
    return clean[chunk.start : chunk.end].replace("\u200c", "").endswith(_PLURALS)


def evidence(reading: SentenceReading, match: FrameMatch) -> Bounds:
    """The words that tell the event: the whole item, the clause, or the noun with what hangs on it."""
    chunks = reading.chunks
    if reading.kind != "sentence":
        return reading.start, reading.end
    if match.frame.scope == "clause":
        return chunks[match.clause.at[0]].start, chunks[match.clause.at[-1]].end
    first = match.extent[0]
    while first and chunks[first - 1].is_a("prep", "number", "ordinal"):
        first -= 1
    last = match.extent[1] - 1
    while last > match.trigger and chunks[last].is_a("number"):  # «در این سفر دو سند امضا شد»: of the next phrase
        last -= 1
    return chunks[first].start, chunks[last].end


def willing(reading: SentenceReading, match: FrameMatch) -> list[Actor]:
    """«آمادگی رئیس‌جمهور برای دیدار با …»، «درخواست … برای سفر به …»: whose wish it is, and not the clause's subject."""
    chunks = reading.chunks
    phrases = match.clause.phrases
    index = next((n for n, p in enumerate(phrases) if match.trigger in p.at), 0)
    if not index or phrases[index].function not in ("for", "to"):
        return []
    before = phrases[index - 1].at
    wish = next((i for i in reversed(before) if chunks[i].is_a("cue.proposed", "accept")), None)
    return actors(reading, (i for i in before if wish is not None and i > wish))


def is_first_person(clean: str, reading: SentenceReading, match: FrameMatch) -> bool:
    """«با همتایم دیدار کردم»، «سفر من به …»: who speaks acts, and nobody else is the clause's own subject."""
    chunks = reading.chunks
    after = chunks[match.trigger + 1] if match.trigger + 1 < len(chunks) else None
    if after is not None and clean[after.start : after.end] in _I:
        return True
    form = chunks[match.clause.verb].data if match.clause.verb is not None else None
    named = any(chunks[i].type == "actor" for p in match.clause.with_function("subject") for i in p.at)
    return isinstance(form, VerbForm) and form.person in (1, 4) and not named

"""Who signed for whom: the signatures under an instrument, and people named after the state that they act for."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extractors.actors import Actor
from pipeline.extractors.drafts import AgreementDraft, SentenceReading
from pipeline.linking.signature_blocks import read_blocks
from pipeline.patterns.chunks import Chunk
from pipeline.text.repair import RepairedText

_BY = ("prep.by", "prep.behalf")
_STATES = ("country", "body", "ours")
_OF_STATES = ("government", "states", "adj.state")
_BESIDE = (*_BY, "prep.for", "prep.from", *_OF_STATES, "stop", "comma", "dash", "punct", "open", "close", "sign", "adv")
_TITLE_LINES = 3
_TITLED = "agreement.titled"


def read_signatures(
    text: RepairedText, readings: Sequence[SentenceReading], agreements: Sequence[AgreementDraft]
) -> None:
    """Give people the state that they are said to act for, and the instrument that the text is those who signed it.

    A signature is a line below of nothing but somebody and their state: «از سوی دولت ایران: …», «ایران: …», a name over
    or beside «وزیر کشور ایران».
    """
    clean = text.clean
    title = next((draft for draft in agreements if _is_title(draft)), None)
    blocks = read_blocks(text, readings, title.sentence.end) if title is not None else []
    for signature in blocks:
        signature.actor.nations = [signature.state]
    for reading in readings:
        _act_for(reading.chunks)
        if title is None or reading.index <= title.sentence.index:
            continue
        signers = [actor for actor in _signers(clean, reading.chunks) if actor not in title.signatories]
        if signers and not title.is_titled:
            title.is_titled, title.status, title.rule = True, "signed", _TITLED
        title.signatories.extend(signers)
    if title is not None and blocks:
        signed = {id(signature.actor) for signature in blocks}
        _be_signed(title, [*(s.actor for s in blocks), *(a for a in title.signatories if id(a) not in signed)])


def _be_signed(title: AgreementDraft, signers: list[Actor]) -> None:
    """Sign the instrument by these, in the order of the text; a name read twice counts once."""
    by_name: dict[str | None, Actor] = {}
    for actor in signers:
        by_name.setdefault(actor.name, actor)
    if not title.is_titled:
        title.is_titled, title.status, title.rule = True, "signed", _TITLED
    title.signatories = sorted(by_name.values(), key=lambda actor: actor.start)


def _is_title(draft: AgreementDraft) -> bool:
    """Whether this is what the text is headed by: an instrument where it is signed below."""
    return draft.is_titled or (draft.sentence.index < _TITLE_LINES and draft.sentence.kind == "heading")


def _act_for(chunks: Sequence[Chunk]) -> None:
    """«از جانب افغانستان محمد اسماعیل، وزیر انرژی، آن را امضا کرد»: the state said of somebody before their name."""
    state: Chunk | None = None
    by = False
    for chunk in chunks:
        if chunk.is_a(*_BY):
            by, state = True, None
        elif by and chunk.is_a(*_STATES) and state is None:
            state = chunk
        elif state is not None and chunk.type == "actor" and len(chunk.data) == 1:
            _give(chunk.data[0], state)
            by, state = False, None
        elif not (by and chunk.is_a(*_OF_STATES, "stop", "comma")):
            by, state = False, None


def _give(actor: Actor, state: Chunk) -> None:
    if not actor.nations and not actor.pronoun and actor.kind in ("person", "office"):
        actor.nations = [state]


def _signers(clean: str, chunks: Sequence[Chunk]) -> list[Actor]:
    """Who signs in a line, nobody where it says anything else; a state before or after a name is the one signed for."""
    signers: list[Actor] = []
    state: Chunk | None = None
    for chunk in chunks:
        if chunk.is_a(*_STATES):
            if signers and not signers[-1].nations:
                _give(signers[-1], chunk)
            else:
                state = chunk
        elif chunk.type == "actor" and len(chunk.data) == 1 and chunk.data[0].kind in ("person", "office"):
            (actor,) = chunk.data
            if signers and signers[-1].role is None and actor.name is None:
                _take_office(signers[-1], actor)
                continue
            if state is not None:
                _give(actor, state)
                state = None
            signers.append(actor)
        elif not chunk.is_a(*_BESIDE):
            return []
    return signers if all(actor.name and (actor.nations or _is_in_lines(clean, actor)) for actor in signers) else []


def _is_in_lines(clean: str, actor: Actor) -> bool:
    """Whether the office stands on the line below the name."""
    return "\n" in clean[actor.start : actor.end].strip()


def _take_office(name: Actor, office: Actor) -> None:
    """«نایف بن عبدالعزیز (وزیر کشور)»: the office that stands after the name in brackets."""
    name.role, name.role_code, name.organization = office.role, office.role_code, office.organization
    name.nations = name.nations or office.nations

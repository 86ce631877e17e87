"""Sentences with their tags as CoNLL-U, without syntax (https://universaldependencies.org/format.html), or a table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.tagging import Tag, Tagger
from pipeline.text.sentences import split_sentences
from pipeline.text.tokens import TokenSpan, tokenize


def conllu(clean: str, tagger: Tagger, *, id: str) -> Iterator[str]:
    """The sentences of a clean text, one block each, ``id`` being the document's; nothing of a text without words."""
    for number, (tokens, tags) in enumerate(_tagged(clean, tagger), 1):
        begins = f"# newdoc id = {_one_word(id)}\n" if number == 1 else ""
        yield begins + _block(clean, tokens, tags, f"{_one_word(id)}-{number}")


def token_table(clean: str, tagger: Tagger, *, id: str) -> Iterator[str]:
    """A header and a line for each token: document, sentence, token, form, part of speech, lemma, features."""
    yield "document\tsentence\ttoken\tform\tupos\tlemma\tfeats\n"
    for number, (tokens, tags) in enumerate(_tagged(clean, tagger), 1):
        for place, (token, tag) in enumerate(zip(tokens, tags, strict=True), 1):
            form = clean[token.start : token.end]
            cells = (_one_word(id), str(number), str(place), form, tag.upos, tag.lemma, tag.feats or "")
            yield "\t".join(cells) + "\n"


def _tagged(clean: str, tagger: Tagger) -> Iterator[tuple[list[TokenSpan], list[Tag]]]:
    sentences = [tokenize(clean, span.start, span.end) for span in split_sentences(clean)]
    sentences = [tokens for tokens in sentences if tokens]
    tagged = tagger.tag([[clean[t.start : t.end] for t in tokens] for tokens in sentences])
    yield from zip(sentences, tagged, strict=True)


def _block(clean: str, tokens: list[TokenSpan], tags: list[Tag], sent_id: str) -> str:
    lines: list[str] = []
    text = ""
    for number, (token, tag) in enumerate(zip(tokens, tags, strict=True), 1):
        form = clean[token.start : token.end]
        glued = number < len(tokens) and tokens[number].start == token.end
        text += form if glued or number == len(tokens) else form + " "
        misc = "SpaceAfter=No" if glued else "_"
        cells = (str(number), form, tag.lemma or "_", tag.upos, "_", tag.feats or "_", "_", "_", "_", misc)
        lines.append("\t".join(cells))
    return f"# sent_id = {sent_id}\n# text = {text}\n" + "\n".join(lines) + "\n\n"


def _one_word(id: str) -> str:
    return re.sub(r"[\s/]+", "_", id)

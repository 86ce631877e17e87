"""Sentences with their tags as CoNLL-U, without syntax (https://universaldependencies.org/format.html)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.tagging import Tag, Tagger
from pipeline.text.sentences import split_sentences
from pipeline.text.tokens import TokenSpan, tokenize


def conllu(clean: str, tagger: Tagger, *, id: str) -> Iterator[str]:
    """The sentences of a clean text, one block each, ``id`` being the document's."""
    yield f"# newdoc id = {_one_word(id)}\n"
    sentences = [tokenize(clean, span.start, span.end) for span in split_sentences(clean)]
    sentences = [tokens for tokens in sentences if tokens]
    tagged = tagger.tag([[clean[t.start : t.end] for t in tokens] for tokens in sentences])
    for number, (tokens, tags) in enumerate(zip(sentences, tagged, strict=True), 1):
        yield _block(clean, tokens, tags, f"{_one_word(id)}-{number}")


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

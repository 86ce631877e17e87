"""Tagged text as CoNLL-U."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.tagging import Tagger
from pipeline.text.sentences import split_sentences
from pipeline.text.tokens import tokenize


def write_conllu(clean: str, tagger: Tagger, write: Callable[[str], None]) -> None:
    """Write the sentences of a clean text, one block each, as the CoNLL-U format of Universal Dependencies has it.

    Heads and relations are left open (``_``); ``SpaceAfter=No`` marks a token that the next one follows at once.
    """
    spans = split_sentences(clean)
    tokens = [tokenize(clean, span.start, span.end) for span in spans]
    tagged = tagger.tag([[clean[t.start : t.end] for t in sentence] for sentence in tokens])
    for number, (span, sentence, tags) in enumerate(zip(spans, tokens, tagged, strict=True), 1):
        lines = [f"# sent_id = {number}", f"# text = {' '.join(clean[span.start : span.end].split())}"]
        for n, (token, tag) in enumerate(zip(sentence, tags, strict=True)):
            joined = n + 1 < len(sentence) and sentence[n + 1].start == token.end
            form = clean[token.start : token.end]
            misc = "SpaceAfter=No" if joined else "_"
            lines.append(f"{n + 1}\t{form}\t{tag.lemma or '_'}\t{tag.upos}\t_\t{tag.feats or '_'}\t_\t_\t_\t{misc}")
        write("\n".join(lines) + "\n")

"""Taggers side by side on a treebank: ``python -m benchmarks.tagging --ud TREEBANK.conllu [--tagger SPEC...]``.

Prints, for Dabir's tokens (a multiword token counts once, with its host's part of speech), for the treebank's syntactic
words, and for the tokens with every half-space lost: the share of right parts of speech, the same with names counted as
nouns, F1 of proper nouns, the share of right lemmas, and words a second, loading left out.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

from models.treebank import Word, read_conllu
from pipeline.errors import MissingExtraError
from pipeline.tagging import Tag, Tagger, load_tagger

_COLUMNS = ("tagger", "units", "words", "UPOS", "PROPN = NOUN", "PROPN F1", "lemma", "words/s")


def score(gold: Sequence[Sequence[Word]], found: Sequence[Sequence[Tag]]) -> tuple[float, float, float, float]:
    """Right parts of speech, the same with names as nouns, F1 of ``PROPN``, right lemmas."""
    pairs = [(w, t) for words, tags in zip(gold, found, strict=True) for w, t in zip(words, tags, strict=True)]
    upos = sum(word.upos == tag.upos for word, tag in pairs) / len(pairs)
    merged = sum({"PROPN": "NOUN"}.get(w.upos, w.upos) == {"PROPN": "NOUN"}.get(t.upos, t.upos) for w, t in pairs)
    lemma = sum(word.lemma.strip("\u200c") == tag.lemma for word, tag in pairs) / len(pairs)
    names = sum((word.upos == "PROPN") + (tag.upos == "PROPN") for word, tag in pairs)
    both = sum(word.upos == tag.upos == "PROPN" for word, tag in pairs)
    return upos, merged / len(pairs), 2 * both / names if names else 0.0, lemma


def measure(tagger: Tagger, gold: Sequence[Sequence[Word]]) -> tuple[float, float, float, float, float]:
    """:func:`score`, and words a second; the sentences are tagged once before the clock runs."""
    forms = [[word.form for word in words] for words in gold]
    tagger.tag(forms[:10])
    start = time.perf_counter()
    found = tagger.tag(forms)
    seconds = time.perf_counter() - start
    return *score(gold, found), sum(map(len, forms)) / seconds


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Measure taggers on a CoNLL-U treebank.")
    parser.add_argument("--ud", type=Path, required=True, help="a CoNLL-U file, such as PerDT's test split")
    parser.add_argument("--tagger", nargs="+", default=["default", "parsivar"], help="as for dabir --tagger")
    options = parser.parse_args()
    tokens = list(read_conllu(options.ud, surface=True))
    lost = [[word._replace(form=word.form.replace("\u200c", "")) for word in words] for words in tokens]
    units = {
        "tokens": tokens,
        "UD words": list(read_conllu(options.ud, surface=False)),
        "tokens, no half-spaces": lost,
    }
    print("\t".join(_COLUMNS))  # noqa: T201
    for spec in options.tagger:
        try:
            tagger = load_tagger(spec)
        except MissingExtraError as error:
            print(f"{spec}\tleft out: {error}")  # noqa: T201
            continue
        for unit, gold in units.items():
            upos, merged, propn, lemma, speed = measure(tagger, gold)
            words = sum(map(len, gold))
            figures = f"{upos:.4f}\t{merged:.4f}\t{propn:.3f}\t{lemma:.4f}\t{speed:,.0f}"
            print(f"{tagger.name}\t{unit}\t{words}\t{figures}")  # noqa: T201


if __name__ == "__main__":
    main()

"""Designs of the tagger compared: ``python -m benchmarks.tagger_designs --ud FOLDER_OR_FILE... [--folds 1 3]``.

Each design learns from the same sentences and is measured on the same held-out ones: folds of five of the first bank
(PerDT's development split). The random field stands with all its word lists and without some of them; spaCy's tagger
of its default size stands for the networks. Speed is that of a first reading, in words a second.
"""

from __future__ import annotations

import argparse
import functools
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.timing import markdown
from models.train_tagger import learn, read_treebanks, verb_stems, word_table
from models.treebank import Word
from pipeline.tagging.decoder import Decoder
from pipeline.tagging.features import FIELDS, UNKNOWN, WordEntry, word_fields
from pipeline.tagging.verb_forms import verb_forms

Sentences = Sequence[Sequence[Word]]
Tag = Callable[[Sequence[Sequence[str]]], list[list[str]]]


def random_field(training: Sentences, words: dict[str, WordEntry], stems: tuple[tuple[str, str], ...]) -> Tag:
    """A random field that knows these words and verbs."""
    fields = functools.partial(word_fields, words=words, verbs=verb_forms(stems))
    return Decoder(learn(training, fields), fields, lambda form, label: label)


def spacy_tagger(training: Sentences, epochs: int = 12) -> Tag:
    """SpaCy's default tagger: hash embeddings and four convolutions of width 96."""
    import spacy
    from spacy.tokens import Doc
    from spacy.training import Example
    from spacy.util import minibatch
    from thinc.api import fix_random_seed

    fix_random_seed(0)
    nlp = spacy.blank("fa")
    nlp.add_pipe("morphologizer")
    data = []
    for sentence in training:
        forms = [word.form for word in sentence]
        gold = Doc(nlp.vocab, words=forms, pos=[word.upos for word in sentence])
        data.append(Example(Doc(nlp.vocab, words=forms), gold))
    optimizer = nlp.initialize(lambda: data)
    for _ in range(epochs):
        random.Random(0).shuffle(data)
        for batch in minibatch(data, 32):
            nlp.update(batch, sgd=optimizer, drop=0.2)

    def tag(sentences: Sequence[Sequence[str]]) -> list[list[str]]:
        docs = nlp.pipe(Doc(nlp.vocab, words=list(forms)) for forms in sentences)
        return [[token.pos_ for token in doc] for doc in docs]

    return tag


def measure(tag: Tag, gold: Sentences) -> tuple[float, float, float]:
    """Share of right parts of speech, F1 of ``PROPN``, words a second."""
    forms = [[word.form for word in words] for words in gold]
    tag(forms[:1])
    start = time.process_time()
    found = tag(forms)
    seconds = time.process_time() - start
    pairs = [(w.upos, t) for words, tags in zip(gold, found, strict=True) for w, t in zip(words, tags, strict=True)]
    names = sum((one == "PROPN") + (two == "PROPN") for one, two in pairs)
    both = sum(one == two == "PROPN" for one, two in pairs)
    return sum(one == two for one, two in pairs) / len(pairs), 2 * both / max(names, 1), len(pairs) / seconds


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Compare designs of the tagger on held-out parts of a treebank.")
    parser.add_argument("--ud", type=Path, nargs="+", required=True, help="as for models.train_tagger")
    parser.add_argument("--folds", type=int, nargs="+", default=[1, 2, 3, 4, 5], help="which of five to hold out")
    options = parser.parse_args()
    banks = read_treebanks(options.ud)
    first, words, stems = banks[0].sentences, word_table(), tuple(verb_stems(banks))
    without = {"no lists": FIELDS, "without opinions": ("tagged", "ranking"), "without names": ("names",), "all": ()}
    designs: dict[str, Callable[[Sentences], Tag]] = {"spaCy's default tagger": spacy_tagger}
    for name, fields in without.items():
        blank = {field: getattr(UNKNOWN, field) for field in fields if field in WordEntry._fields}
        known = {key: entry._replace(**blank) for key, entry in words.items()}
        designs[f"random field, {name}"] = functools.partial(random_field, words=known, stems=stems)
    rows = []
    for name, design in designs.items():
        results = []
        for fold in options.folds:
            low, high = len(first) * (fold - 1) // 5, len(first) * fold // 5
            results.append(measure(design(first[:low] + first[high:]), first[low:high]))
        upos, names, speed = (sum(column) / len(results) for column in zip(*results, strict=True))
        rows.append((name, f"{upos:.4f}", f"{names:.3f}", f"{speed:,.0f}"))
    print(markdown(("design", "UPOS", "PROPN F1", "words/s"), rows))  # noqa: T201


if __name__ == "__main__":
    main()

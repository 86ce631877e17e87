"""Train the default tagger: ``python -m models.train_tagger --ud FOLDER_OR_FILE... [--hold-out K/N]``.

Needs the extra ``train``: hazm, Babel, Faker and gruut-lang-fa for their lists, python-crfsuite to learn. Deterministic
for one set of library versions; less than a minute on one core for the development splits.
"""

from __future__ import annotations

import argparse
import functools
import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from models.treebank import Word, read_conllu
from models.word_sources import hazm_table, word_table
from pipeline.errors import UsageError
from pipeline.tagging.crf import Fields, Weights
from pipeline.tagging.default_backend import COMPONENT
from pipeline.tagging.default_model import Model
from pipeline.tagging.features import FIELDS, TEMPLATES, WordEntry, fold, word_fields
from pipeline.tagging.lemmas import Lemmatizer
from pipeline.tagging.verb_forms import PREVERBS, verb_forms

PARAMETERS = {"c1": 0.05, "c2": 0.1, "max_iterations": 120, "feature.possible_transitions": True}
_SEPARATOR = "\x1f"


class Treebank(NamedTuple):
    """Sentences of one treebank; ``names`` says whether its parts of speech include ``PROPN``."""

    code: str
    sentences: list[list[Word]]
    names: bool


def read_treebanks(paths: Sequence[Path]) -> list[Treebank]:
    """The treebanks in files and folders, a folder's test split left out; those that mark names come first.

    Raises :class:`UsageError` where there is nothing to read, or for the test split that figures are measured on.
    """
    files = [file for path in paths for file in (_splits(path) if path.is_dir() else [path])]
    by_code: dict[str, list[list[Word]]] = defaultdict(list)
    for file in files:
        if file.name == "fa_perdt-ud-test.conllu":
            raise UsageError("this split is what the tagger is measured on, never what it learns from", where=str(file))
        by_code[file.name.split("-ud-")[0]] += read_conllu(file, surface=True)
    if not by_code:
        raise UsageError("no CoNLL-U file to train on", where=", ".join(map(str, paths)))
    banks = [
        Treebank(code, sentences, any(word.upos == "PROPN" for sentence in sentences for word in sentence))
        for code, sentences in by_code.items()
    ]
    return sorted(banks, key=lambda bank: not bank.names)


def _splits(folder: Path) -> list[Path]:
    return [file for file in sorted(folder.glob("*.conllu")) if not file.name.endswith("-test.conllu")]


def verb_stems(banks: Sequence[Treebank]) -> list[tuple[str, str]]:
    """Past and present stems: the treebanks' verbs, most frequent first, then hazm's."""
    seen: Counter[tuple[str, ...]] = Counter()
    for bank in banks:
        for sentence in bank.sentences:
            seen.update(tuple(word.stems.split("#")) for word in sentence if word.upos in ("VERB", "AUX"))
    # «پیمود» before «پیمایید», both of «پیما»: a past made from the present is the rarer one.
    listed = sorted((tuple(row[0].split("#")) for row in hazm_table("verbs.dat")), key=lambda p: p[0].startswith(p[-1]))
    stems = [*sorted(seen, key=lambda pair: (-seen[pair], pair)), *listed]
    return [
        (pair[0], pair[1])
        for pair in dict.fromkeys(stems)
        if len(pair) == 2 and all(pair) and pair[0] not in PREVERBS and " " not in pair[1]
    ]


def lemma_exceptions(
    banks: Sequence[Treebank], words: Mapping[str, WordEntry], stems: Sequence[tuple[str, str]]
) -> dict[str, str]:
    """What the rules get wrong: the most frequent lemma of each form and part of speech, the first treebank deciding.

    Verbs after a preverb stay out: the treebanks call «بازگشت» a form of «گشت», Dabir keeps the preverb.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for rank, bank in enumerate(banks):
        for sentence in bank.sentences:
            for word in sentence:
                if not word.form[0].isdigit() and word.stems.split("#")[0] not in PREVERBS:
                    counts[f"{fold(word.form)}\t{word.upos}"][word.lemma.strip("\u200c")] += 1 if rank else 1000
    lemmas = {key: max(sorted(found), key=lambda lemma: found[lemma]) for key, found in counts.items()}
    exceptions: dict[str, str] = {}
    rules = Lemmatizer(exceptions, words, verb_forms(tuple(stems)))
    # A rule may lead to a form that is an exception itself («افرادی», «افراد», «فرد»): nouns without endings go first.
    for key in sorted(lemmas, key=lambda key: (len(key), key)):
        form, upos = key.split("\t")
        if rules.read(form, upos)[0] != lemmas[key]:
            exceptions[key] = lemmas[key]
    return exceptions


def learn(sentences: Sequence[Sequence[Word]], fields: Fields) -> Weights:
    """The weights of the random field, by CRFsuite (L-BFGS, elastic net)."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=False)
    for sentence in sentences:
        trainer.append([[*seen] for seen in _observations(sentence, fields)], [word.upos for word in sentence])
    trainer.set_params(PARAMETERS)
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/model"
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        with tagger.open(path):
            info = tagger.info()
    features: dict[tuple[int, tuple[str | None, ...]], dict[str, float]] = defaultdict(dict)
    for (name, label), weight in info.state_features.items():
        number, *values = name.split(_SEPARATOR)
        features[int(number), tuple(value or None for value in values)][label] = weight
    return Weights.from_features(sorted(info.labels), features, info.transitions)


def _observations(sentence: Sequence[Word], fields: Fields) -> Iterator[Iterator[str]]:
    """For each word the names of its features: number of the template and the values, empty beyond the ends."""
    beyond = ("",) * len(FIELDS)
    rows = [fields(word.form) for word in sentence]
    for i in range(len(rows)):
        yield (
            _SEPARATOR.join(
                [
                    str(number),
                    *(rows[i + at][field] if 0 <= i + at < len(rows) else beyond[field] for at, field in places),
                ]
            )
            for number, places in enumerate(TEMPLATES)
        )


def train(banks: Sequence[Treebank]) -> Model:
    """A trained model. Parts of speech are learned from the treebanks that mark names, lemmas from all."""
    words, stems = word_table(), tuple(verb_stems(banks))
    fields = functools.partial(word_fields, words=words, verbs=verb_forms(stems))
    sentences = [sentence for bank in banks if bank.names for sentence in bank.sentences]
    if not sentences:
        raise UsageError("none of these treebanks marks names (PROPN)", where=", ".join(bank.code for bank in banks))
    return Model(words, stems, learn(sentences, fields), lemma_exceptions(banks, words, stems))


def save(model: Model, banks: Sequence[Treebank], output: Path) -> None:
    """Write the model as a spaCy pipeline, keeping the card that is beside it."""
    import spacy

    import pipeline.tagging.spacy_parts  # noqa: F401  (registers the component where Dabir is not installed)

    nlp = spacy.blank("fa")
    nlp.add_pipe(COMPONENT)
    nlp.meta.update(
        name="dabir_tagger",
        version="2.0.0",
        description="Parts of speech, lemmas and verb features of Persian",
        license="CC BY-SA 4.0",
        spacy_version=">=3.8.0,<4.0.0",
        sources=[{"name": bank.code, "license": "CC BY-SA 4.0"} for bank in banks],
    )
    for old in output.glob("*"):
        if old.is_dir():
            shutil.rmtree(old)
        elif old.suffix != ".md":
            old.unlink()
    nlp.to_disk(output, exclude=[COMPONENT])
    (output / COMPONENT).mkdir()
    model.save(output / COMPONENT)


def accuracy(model: Model, sentences: Sequence[Sequence[Word]]) -> str:
    """Share of words whose part of speech, and whose lemma, is right; F1 of names."""
    found = model.tag([[word.form for word in sentence] for sentence in sentences])
    pairs = [pair for words, tags in zip(sentences, found, strict=True) for pair in zip(words, tags, strict=True)]
    upos = sum(w.upos == t.upos for w, t in pairs) / len(pairs)
    lemma = sum(w.lemma == t.lemma for w, t in pairs) / len(pairs)
    marked = sum((w.upos == "PROPN") + (t.upos == "PROPN") for w, t in pairs)
    names = 2 * sum(w.upos == t.upos == "PROPN" for w, t in pairs) / max(marked, 1)
    return f"{len(pairs)} words: UPOS {upos:.4f}, PROPN F1 {names:.3f}, lemma {lemma:.4f}"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Train the default tagger on Universal Dependencies treebanks.")
    parser.add_argument("--ud", type=Path, nargs="+", required=True, help="folders (all but test splits) and files")
    parser.add_argument("--output", type=Path, default=Path(__file__).parent / "fa_dabir_tagger")
    parser.add_argument("--hold-out", metavar="K/N", help="measure on the K-th of N parts of the first; save nothing")
    options = parser.parse_args()
    banks = read_treebanks(options.ud)
    if options.hold_out:
        part, parts = map(int, options.hold_out.split("/"))
        first = banks[0].sentences
        low, high = len(first) * (part - 1) // parts, len(first) * part // parts
        banks[0] = banks[0]._replace(sentences=first[:low] + first[high:])
        print(accuracy(train(banks), first[low:high]))  # noqa: T201
    else:
        save(train(banks), banks, options.output)


if __name__ == "__main__":
    main()

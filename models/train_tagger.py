"""Train the default tagger: ``python -m models.train_tagger --ud FOLDER_OR_FILE... [--hold-out K/N]``.

Needs hazm, Babel and Faker for their word, verb and name lists. Deterministic for one set of library versions; less
than a minute on one core.
"""

from __future__ import annotations

import argparse
import importlib.resources
import random
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from models.treebank import Word, read_conllu
from pipeline.errors import UsageError
from pipeline.tagging.features import UNKNOWN, fold
from pipeline.tagging.lemmas import Lemmatizer
from pipeline.tagging.verb_forms import PREVERBS, verb_forms

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.training import Example

    from pipeline.tagging.spacy_parts import LemmaComponent

EPOCHS = 12
BATCH = 32
LEARN_RATE = 0.002
DROPOUT = 0.2
SEED = 0
#: Words of the word table without a part of speech count as known from this frequency on.
COMMON = 1000
MODEL = {
    "@architectures": "spacy.Tagger.v2",
    "tok2vec": {
        "@architectures": "dabir.WordTok2Vec.v1",
        "width": 96,
        "embed_width": 32,
        "rows": [8000, 2000, 3000, 1000, 200, 1000, 500, 300, 50, 10],
        "depth": 2,
        "forget": 0.1,
    },
}


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


def hazm_table(name: str) -> Iterator[list[str]]:
    """Rows of hazm's ``words.dat`` (word, frequency, classes) or ``verbs.dat`` (past#present); both are MIT."""
    text = importlib.resources.files("hazm").joinpath("data", name).read_text("utf-8")
    return (line.split("\t") for line in text.splitlines())


def word_classes() -> dict[str, str]:
    """What :func:`~pipeline.tagging.features.word_features` knows of words: classes and digits of the frequency."""
    frequency: Counter[str] = Counter()
    classes: dict[str, set[str]] = defaultdict(set)
    for word, count, tags in hazm_table("words.dat"):
        frequency[fold(word)] += int(count)
        classes[fold(word)].update(tag for tag in tags.split(",") if tag != "0")
    known = {
        key: f"{','.join(sorted(classes[key])) or '0'} {len(str(frequency[key]))} -"
        for key in sorted(frequency)
        if classes[key] or frequency[key] >= COMMON
    }
    for key, kinds in sorted(name_kinds().items()):
        known[key] = f"{known.get(key, UNKNOWN).removesuffix('-')}{','.join(sorted(kinds))}"
    return known


def name_kinds() -> dict[str, set[str]]:
    """Words of names and the lists that they are in: places of Unicode's CLDR, Iranians' names of Faker (MIT)."""
    from babel import Locale
    from faker.providers.person.fa_IR import Provider

    locale = Locale("fa")
    territories = [name for code, name in locale.territories.items() if not code.isdigit()]
    lists = {
        "place": [*territories, *(zone["city"] for zone in locale.time_zones.values() if "city" in zone)],
        "first": [*Provider.first_names],
        "last": [*Provider.last_names],
    }
    kinds: dict[str, set[str]] = defaultdict(set)
    for kind, names in lists.items():
        for word in " ".join(names).replace("(", " ").replace(")", " ").split():
            if len(word) > 2:
                kinds[fold(word)].add(kind)
    return kinds


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
    banks: Sequence[Treebank], classes: Mapping[str, str], stems: Sequence[tuple[str, str]]
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
    rules = Lemmatizer(exceptions, classes, verb_forms(tuple(stems)))
    # A rule may lead to a form that is an exception itself («افرادی», «افراد», «فرد»): nouns without endings go first.
    for key in sorted(lemmas, key=lambda key: (len(key), key)):
        form, upos = key.split("\t")
        if rules.read(form, upos)[0] != lemmas[key]:
            exceptions[key] = lemmas[key]
    return exceptions


def build() -> Language:
    """An untrained pipeline: parts of speech by a small network, lemmas and verb features by rule."""
    import spacy

    import pipeline.tagging.spacy_parts  # noqa: F401  (registers the architecture and the factory)

    nlp = spacy.blank("fa")
    nlp.add_pipe("morphologizer", config={"label_smoothing": 0.05, "model": MODEL})
    nlp.add_pipe("dabir_lemmatizer")
    return nlp


def examples(nlp: Language, banks: Sequence[Treebank]) -> list[Example]:
    """Training texts. Where a treebank calls names nouns, its nouns teach nothing.

    The network is told which treebank a text is from, except for the first, whose conventions it will follow.
    """
    from spacy.tokens import Doc
    from spacy.training import Example

    made = []
    for rank, bank in enumerate(banks):
        unsure = () if bank.names else ("NOUN", "X")
        for sentence in bank.sentences:
            words = [word.form for word in sentence]
            text = Doc(nlp.vocab, words=words)
            if rank:
                text.user_data["treebank"] = bank.code
            gold = Doc(nlp.vocab, words=words, pos=["" if w.upos in unsure else w.upos for w in sentence])
            made.append(Example(text, gold))
    return made


def train(banks: Sequence[Treebank]) -> Language:
    """A trained pipeline; the weights are the average over all steps."""
    from spacy.util import minibatch
    from thinc.api import fix_random_seed

    from pipeline.tagging.spacy_parts import features_layer

    fix_random_seed(SEED)
    nlp = build()
    layer = features_layer(nlp)
    layer.attrs["classes"], layer.attrs["stems"] = word_classes(), verb_stems(banks)
    data = examples(nlp, banks)
    optimizer = nlp.initialize(lambda: data)
    shuffle = random.Random(SEED).shuffle
    steps = EPOCHS * -(-len(data) // BATCH)
    step = 0
    for _ in range(EPOCHS):
        shuffle(data)
        for batch in minibatch(data, BATCH):  # type: ignore[no-untyped-call]
            optimizer.learn_rate = LEARN_RATE * (1 - step / steps)
            nlp.update(batch, sgd=optimizer, drop=DROPOUT)
            step += 1
    with nlp.use_params(optimizer.averages):
        trained = nlp.to_bytes(exclude=["vocab"])
    finished = build().from_bytes(trained, exclude=["vocab"])
    lemmatizer = cast("LemmaComponent", finished.get_pipe("dabir_lemmatizer"))
    lemmatizer.exceptions = lemma_exceptions(banks, layer.attrs["classes"], layer.attrs["stems"])
    return finished


def save(nlp: Language, banks: Sequence[Treebank], output: Path) -> None:
    """Write the pipeline, keeping the card that is beside it."""
    nlp.meta.update(
        name="dabir_tagger",
        version="1.0.0",
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
    nlp.to_disk(output)


def accuracy(nlp: Language, sentences: Sequence[Sequence[Word]]) -> str:
    """Share of words whose part of speech, and whose lemma, is right."""
    from spacy.tokens import Doc

    docs = nlp.pipe(Doc(nlp.vocab, words=[word.form for word in sentence]) for sentence in sentences)
    pairs = [(w, t) for sentence, doc in zip(sentences, docs, strict=True) for w, t in zip(sentence, doc, strict=True)]
    upos = sum(w.upos == t.pos_ for w, t in pairs) / len(pairs)
    lemma = sum(w.lemma == t.lemma_ for w, t in pairs) / len(pairs)
    return f"{len(pairs)} words: UPOS {upos:.4f}, lemma {lemma:.4f}"


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

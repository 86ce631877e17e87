"""Taggers side by side on a treebank: ``python -m benchmarks.tagging --ud TREEBANK.conllu [--tagger SPEC...]``.

Accuracy, for Dabir's tokens (a multiword token counts once, with its host's part of speech), for the treebank's
syntactic words, for the tokens with every half-space lost, and for the tokens in legacy spelling (Arabic letters, no
half-spaces) as repair mends them, which is how the tagger gets them: the share of right parts of speech, the same with
names counted as nouns, F1 of proper nouns, the share of right lemmas. parsivar gives the full stop a tag of its own,
which our table takes for punctuation: without that, a second line.

Speed: words a second of a tagger that has read ten sentences, and of the same one again, when it knows the words; in
turns, on one core. Memory: what the process grows by when it tags.
"""

from __future__ import annotations

import argparse
import functools
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.timing import Timing, markdown, nothing_to_sweep, times_as_fast
from models.treebank import Word, read_conllu
from pipeline.errors import MissingExtraError
from pipeline.tagging import Tag, Tagger, load_tagger
from pipeline.text.repair import repair

COLUMNS = ("tagger", "units", "words", "UPOS", "PROPN = NOUN", "PROPN F1", "lemma")
_BASE = "parsivar"
_LEGACY = str.maketrans("یک", "يك")
_MEMORY = """
import sys
from pipeline.tagging import load_tagger
tagger = load_tagger(sys.argv[1])
def resident():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmRSS"))
before = resident()
tagger.tag([["وزیر", "خارجه", "وارد", "تهران", "شد", "."]])
print((resident() - before) / 1024)
"""


def score(gold: Sequence[Sequence[Word]], found: Sequence[Sequence[Tag]]) -> tuple[float, float, float, float]:
    """Right parts of speech, the same with names as nouns, F1 of ``PROPN``, right lemmas."""
    pairs = [(w, t) for words, tags in zip(gold, found, strict=True) for w, t in zip(words, tags, strict=True)]
    upos = sum(word.upos == tag.upos for word, tag in pairs) / len(pairs)
    merged = sum({"PROPN": "NOUN"}.get(w.upos, w.upos) == {"PROPN": "NOUN"}.get(t.upos, t.upos) for w, t in pairs)
    lemma = sum(word.lemma.strip("\u200c") == tag.lemma for word, tag in pairs) / len(pairs)
    names = sum((word.upos == "PROPN") + (tag.upos == "PROPN") for word, tag in pairs)
    both = sum(word.upos == tag.upos == "PROPN" for word, tag in pairs)
    return upos, merged / len(pairs), 2 * both / names if names else 0.0, lemma


def read_units(file: Path) -> dict[str, list[list[Word]]]:
    """A treebank's sentences as tokens, as syntactic words, as tokens without half-spaces and as mended tokens."""
    tokens = list(read_conllu(file, surface=True))
    lost = [[word._replace(form=word.form.replace("\u200c", "")) for word in words] for words in tokens]
    return {
        "tokens": tokens,
        "UD words": list(read_conllu(file, surface=False)),
        "tokens, no half-spaces": lost,
        "tokens, legacy spelling repaired": [_mended(words) for words in lost],
    }


def _mended(words: Sequence[Word]) -> list[Word]:
    """Words as repair gives them back from legacy spelling; one by one where it cuts or joins words."""
    legacy = [word.form.translate(_LEGACY) for word in words]
    mended = repair(" ".join(legacy)).clean.split(" ")
    if len(mended) != len(words):
        mended = [repair(form).clean.replace(" ", "") for form in legacy]
    return [word._replace(form=form) for word, form in zip(words, mended, strict=True)]


def accuracy(spec: str, tagger: Tagger, units: Mapping[str, Sequence[Sequence[Word]]]) -> Iterator[tuple[object, ...]]:
    """A row for each kind of unit."""
    for unit, gold in units.items():
        found = tagger.tag([[word.form for word in words] for words in gold])
        readings = {tagger.name: found}
        if spec == _BASE:
            readings[f"{tagger.name}, full stop not mended"] = [
                [tag._replace(upos="X") if word.form == "." else tag for word, tag in zip(words, tags, strict=True)]
                for words, tags in zip(gold, found, strict=True)
            ]
        for name, tags in readings.items():
            yield name, unit, sum(map(len, gold)), *(f"{figure:.4f}" for figure in score(gold, tags))


def speeds(specs: Sequence[str], forms: Sequence[Sequence[str]], rounds: int) -> tuple[dict[str, Timing], ...]:
    """Seconds of the first and of the second reading; in each round every tagger is loaded anew and takes its turn."""
    seconds: tuple[dict[str, list[float]], ...] = ({spec: [] for spec in specs}, {spec: [] for spec in specs})
    for _ in range(rounds):
        for spec in specs:
            tagger = load_tagger(spec)
            tagger.tag(forms[:10])
            with nothing_to_sweep():
                for reading in seconds:
                    start = time.process_time()
                    tagger.tag(forms)
                    reading[spec].append(time.process_time() - start)
    first, second = ({spec: Timing(tuple(values)) for spec, values in reading.items()} for reading in seconds)
    return first, second


def memory(spec: str) -> float:
    """Megabytes that a fresh process grows by when it tags a sentence."""
    run = functools.partial(subprocess.run, capture_output=True, check=True, text=True, env=os.environ)
    return float(run([sys.executable, "-c", _MEMORY, spec]).stdout)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Measure taggers on a CoNLL-U treebank.")
    parser.add_argument("--ud", type=Path, required=True, help="a CoNLL-U file, such as PerDT's test split")
    parser.add_argument("--tagger", nargs="+", default=["default", _BASE], help="as for dabir --tagger")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    units = read_units(options.ud)
    rows: list[tuple[object, ...]] = []
    specs: list[str] = []
    for spec in options.tagger:
        try:
            tagger = load_tagger(spec)
        except MissingExtraError as error:
            print(f"{spec} is left out: {error}\n")  # noqa: T201
            continue
        specs.append(spec)
        rows += accuracy(spec, tagger, units)
    print(markdown(COLUMNS, rows), end="\n\n")  # noqa: T201
    forms = [[word.form for word in words] for words in units["tokens"]]
    words = sum(map(len, forms))
    first, second = speeds(specs, forms, options.rounds)
    table: list[tuple[object, ...]] = []
    for spec in specs:
        ratio = times_as_fast(first[spec], first[_BASE]) if _BASE in specs else "–"
        rates = (f"{words / reading[spec].median:,.0f}" for reading in (first, second))
        table.append((load_tagger(spec).name, *rates, ratio, f"{memory(spec):.0f}"))
    columns = ("tagger", "words/s, first reading", "words/s, second", f"first reading, times {_BASE}", "memory, MB")
    print(markdown(columns, table))  # noqa: T201


if __name__ == "__main__":
    main()

"""Compile the word list that spacing repair stands on: ``python -m models.build_words --ud FOLDER...``.

Sources: hazm's word and verb tables (MIT; ``pip install dabir[hazm]``), the forms of the UD treebanks given, PerDT test
always left out (CC BY-SA 4.0), and the project's own lexicon. ``words/README.md`` is the card.
"""

from __future__ import annotations

import argparse
import importlib.resources
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.text.letters import HALF_SPACE, fold
from pipeline.text.words import WORD, ending_in

FOLDER = Path(__file__).parent / "words"
TABLES = Path(__file__).parents[1] / "pipeline" / "lexicon" / "tables"
#: How much one token of a treebank, one row of the lexicon weigh beside the counts of hazm's table.
TREEBANK_WEIGHT, LEXICON_WEIGHT = 1000, 10_000
_ARCHAIC = 4  # letters below which a verb stem that no treebank has makes more harm than use
_SOLID = frozenset({"آنها", "اینها", "همینها", "همانها"})


def main() -> None:
    """Read the sources and write the two lists."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ud", nargs="+", type=Path, required=True, help="CoNLL-U files, or folders of them")
    given: list[Path] = parser.parse_args().ud
    files = [file for path in given for file in (sorted(path.rglob("*.conllu")) if path.is_dir() else [path])]
    words, verbs = compile_words(file for file in files if "perdt-ud-test" not in file.name)
    (FOLDER / "words.txt").write_text("".join(_sections(words)), "utf-8")
    (FOLDER / "verbs.tsv").write_text("".join(f"{past}\t{present}\n" for past, present in verbs), "utf-8")
    print(f"{len(words)} words, {len(verbs)} verbs")  # noqa: T201


def compile_words(treebanks: Iterable[Path]) -> tuple[dict[str, int], list[tuple[str, str]]]:
    """Words with their frequency classes, and pairs of verb stems (past, present)."""
    counts = Counter(dict(_hazm_words()))
    counts.update(dict.fromkeys(_lexicon_words(), LEXICON_WEIGHT))
    seen = Counter(form for file in treebanks for form in _forms(file))
    for form, count in seen.items():
        counts[_separated(form, counts)] += count * TREEBANK_WEIGHT
    return {word: frequency_class(count) for word, count in counts.items()}, _verbs(seen)


def _sections(words: dict[str, int]) -> Iterator[str]:
    """Words one a line, each frequency class under its number: read four times as fast as two columns."""
    for number in sorted(set(words.values())):
        yield f"={number}\n"
        yield from (f"{word}\n" for word in sorted(words) if words[word] == number)


def frequency_class(count: int) -> int:
    """0 for a word without a count, else the natural logarithm, rounded, plus one."""
    return round(math.log(count)) + 1 if count > 0 else 0


def _hazm_words() -> Iterator[tuple[str, int]]:
    """The table of hazm without the rows that have neither count nor word class: headwords of old dictionaries."""
    for line in _hazm("words.dat"):
        word, count, classes = line.split("\t")
        word = _folded(word)
        if WORD.fullmatch(word) and (int(count) > 0 or classes != "0"):
            yield word, int(count)


def _lexicon_words() -> set[str]:
    """Every Persian word of the lexicon's tables."""
    return {
        word
        for table in TABLES.glob("*.tsv")
        for line in table.read_text("utf-8").splitlines()
        if not line.startswith("#")
        for word in WORD.findall(_folded(line))
    }


def _forms(file: Path) -> Iterator[str]:
    """The words of a treebank as they stand in its texts."""
    for line in file.read_text("utf-8").splitlines():
        if line.startswith("# text = "):
            yield from WORD.findall(_folded(line[9:]))


def _separated(form: str, known: Counter[str]) -> str:
    """A plural that its text writes solid («کتابها»), with the half-space that it should have."""
    stem = ending_in(form, "ها") or ending_in(form, "های") or ending_in(form, "هایی")
    if stem and form not in known and form not in _SOLID and known[stem] and stem[-1] not in "اآدذرزژو":
        return stem + HALF_SPACE + form[len(stem) :]
    return form


def _verbs(seen: Counter[str]) -> list[tuple[str, str]]:
    """Stems of verbs; short ones only where a treebank has a form of them with می."""
    with_prefix = {form.split(HALF_SPACE)[1] for form in seen if form.startswith(("می\u200c", "نمی\u200c"))}
    pairs = {tuple(_folded(stem) for stem in line.split("#")) for line in _hazm("verbs.dat")}
    own = [line.split("\t") for line in (TABLES / "verbs.tsv").read_text("utf-8").splitlines()[1:]]
    kept = {(row[1], row[2]) for row in own if len(row) > 2 and row[1]}
    return sorted(
        kept
        | {
            (pair[0], pair[1])
            for pair in pairs
            if len(pair) == 2
            and all(
                len(stem) >= _ARCHAIC or any(stem + ending in with_prefix for ending in ("", "د", "ند", "م", "یم"))
                for stem in pair
                if stem
            )
        }
    )


def _hazm(name: str) -> list[str]:
    return (importlib.resources.files("hazm") / "data" / name).read_text("utf-8").splitlines()


def _folded(text: str) -> str:
    return fold(text)[0].replace("\u0654", "")


if __name__ == "__main__":
    main()

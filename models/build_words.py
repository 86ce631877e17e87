"""Compile the word list that spacing repair stands on: ``python -m models.build_words --ud DIR... ``.

Sources: hazm's word table (MIT; needs ``pip install hazm``) and the forms of UD treebanks (CC BY-SA 4.0). A line of
``words/words.tsv`` is a word and its frequency class (the logarithm of its frequency in hazm's table, 0 where unseen).
"""

from __future__ import annotations

import argparse
import collections
import importlib.resources
import math
import re
from pathlib import Path

_OUT = Path(__file__).parent / "words" / "words.tsv"
_WORD = re.compile("[\u0621-\u063a\u0641-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc\u200c\u0654]{2,}")
_FOLD = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ۀ": "ه"})


def main() -> None:
    """Read the sources and write the list."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ud", nargs="+", type=Path, required=True, help="CoNLL-U files or folders; no PerDT test")
    words = hazm_words()
    for path in parser.parse_args().ud:
        files = sorted(path.rglob("*.conllu")) if path.is_dir() else [path]
        for file in files:
            if "perdt-ud-test" not in file.name:
                add_treebank(words, file)
    lines = [f"{word}\t{frequency_class(words[word])}" for word in sorted(words)]
    _OUT.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{len(lines)} words written to {_OUT}")


def hazm_words() -> collections.Counter[str]:
    """Words with their frequencies; without those that hazm's table marks as never seen and gives no class."""
    words: collections.Counter[str] = collections.Counter()
    table = importlib.resources.files("hazm") / "data" / "words.dat"
    for line in table.read_text("utf-8").splitlines():
        word, frequency, tags = line.split("\t")
        word = word.translate(_FOLD)
        if _WORD.fullmatch(word) and (int(frequency) > 0 or tags != "0"):
            words[word] = max(words[word], int(frequency))
    return words


def add_treebank(words: collections.Counter[str], file: Path) -> None:
    """Forms that a treebank has count as seen, ten times a token."""
    for line in file.read_text("utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) == 10 and cells[0].isdigit():
            for form in cells[1].translate(_FOLD).split():
                if _WORD.fullmatch(form):
                    words[form] += 10


def frequency_class(frequency: int) -> int:
    """0 for unseen, else the rounded natural logarithm plus one."""
    return 0 if frequency <= 0 else round(math.log(frequency)) + 1


if __name__ == "__main__":
    main()

"""How well broken spelling is repaired, beside hazm, parsivar and virastar on the same lines in the same run.

``python -m benchmarks.repair --ud DIR``. Each treebank's text is read five times: with its
half-spaces deleted, with spaces in their stead, with a tenth of the spaces between words deleted, with Arabic letters
and digits, and untouched. F1 is of the half-spaces (or spaces) that were taken away, by their place among the letters;
``letters`` is the share of lines whose letters and digits all come back; ``changed`` counts the words of the untouched
text, of a thousand, whose spacing is changed. PerDT's test split, which the word list that ships has not learned from,
is read with that list; for the others it is compiled anew from the rest of DIR, train splits too where DIR has them.
"""

from __future__ import annotations

import argparse
import functools
import random
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from benchmarks.environments import Worker, workers
from benchmarks.repair_peers import Reader, peers
from benchmarks.timing import markdown
from models.build_words import compile_words
from pipeline.text.half_space import Condition, Restorer
from pipeline.text.letters import HALF_SPACE, fold
from pipeline.text.repair import repair
from pipeline.text.spacing import Spacer, restore_spacing
from pipeline.text.words import Words, words

_TREEBANKS = ("perdt/*test.conllu", "perdt/*dev.conllu", "seraji/*dev.conllu", "seraji/*test.conllu")
COLUMNS = ("treebank", "tool", "deleted P", "R", "F1", "spaced F1", "spaces F1", "letters", "changed ‰")
_ARABIC = str.maketrans("یک۰۱۲۳۴۵۶۷۸۹", "يك٠١٢٣٤٥٦٧٨٩")

_HELD_OUT = "perdt-ud-test"

Places = set[tuple[int, int]]


def main() -> None:
    """Print a row for each treebank and tool."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ud", type=Path, required=True, help="folder with perdt/ and seraji/")
    args = parser.parse_args()
    files = [file for pattern in _TREEBANKS for file in sorted(args.ud.glob(pattern))]
    train = [path for path in sorted(args.ud.rglob("*train*")) if path.suffix in (".conllu", ".txt")]
    rows: list[tuple[object, ...]] = []
    with workers() as (others, missing):
        for requirement, reason in missing.items():
            sys.stderr.write(f"{requirement} is left out: {reason}\n")
        for file in files:
            rows += rows_of(file, [*files, *train], others)
    sys.stdout.write(markdown(COLUMNS, rows) + "\n")


def rows_of(file: Path, files: Iterable[Path], others: Mapping[str, Worker]) -> Iterator[tuple[str, ...]]:
    """A row for each tool; for Dabir with a word list that has not learned from the treebank."""
    lines = [repair(line, level="spacing").clean for line in sentences(file)]
    name = file.stem.replace("fa_", "").replace("-ud", "")
    training = [other for other in files if other != file and _HELD_OUT not in other.name]
    ours = dabir(words() if _HELD_OUT in file.name else compile_words(training).words())
    for tool, reader in (("dabir", ours), *peers(others)):
        yield name, tool, *measure(lines, reader)


def dabir(lexicon: Words) -> Reader:
    """Folding and spacing repair with a word list; the lines are one text."""

    @functools.cache
    def spacer(condition: Condition) -> Spacer:
        return Spacer(Restorer(lexicon, condition))

    return lambda lines: restore_spacing(fold("\n".join(lines))[0], spacer)[0].split("\n")


def measure(lines: list[str], reader: Reader) -> tuple[str, ...]:
    """The figures of one tool on one text."""
    gold = _places(lines, HALF_SPACE)
    deleted = _scores(_places(reader([line.replace(HALF_SPACE, "") for line in lines]), HALF_SPACE), gold)
    spaced = _scores(_places(reader([line.replace(HALF_SPACE, " ") for line in lines]), HALF_SPACE), gold)
    joined = [_without_tenth(line, n) for n, line in enumerate(lines)]
    spaces, kept = _places(lines, " "), _places(joined, " ")
    together = _scores(_places(reader(joined), " ") - kept, spaces - kept)
    arabic = reader([line.translate(_ARABIC) for line in lines])
    letters = sum(_bare(old) == _bare(new) for old, new in zip(lines, arabic, strict=True)) / len(lines)
    changed = sum(_changed(old, new) for old, new in zip(lines, reader(lines), strict=True))
    rate = 1000 * changed / sum(len(line.split()) for line in lines)
    return *(f"{x:.3f}" for x in (*deleted, spaced[2], together[2], letters)), f"{rate:.2f}"


def sentences(file: Path) -> list[str]:
    """The texts of a treebank's sentences."""
    return [line[9:] for line in file.read_text("utf-8").splitlines() if line.startswith("# text = ")]


def _without_tenth(line: str, seed: int) -> str:
    """A line without a tenth of its spaces between letters."""
    dice = random.Random(seed)
    return "".join(
        character
        for n, character in enumerate(line)
        if not (
            character == " " and line[n - 1 : n].isalpha() and line[n + 1 : n + 2].isalpha() and dice.random() < 0.1
        )
    )


def _places(lines: Iterable[str], sign: str) -> Places:
    """Places of half-spaces or spaces: line, and letters and digits before it in the line."""
    places: Places = set()
    for number, line in enumerate(lines):
        at = 0
        for character in line:
            if character == sign:
                places.add((number, at))
            else:
                at += character.isalnum()
    return places


def _scores(found: Places, gold: Places) -> tuple[float, float, float]:
    right = len(found & gold)
    return right / max(len(found), 1), right / max(len(gold), 1), 2 * right / max(len(found) + len(gold), 1)


def _bare(line: str) -> str:
    """Letters and digits, these as their values."""
    return "".join(str(unicodedata.digit(c, c)) for c in line if c.isalnum())


def _changed(old: str, new: str) -> int:
    """Words of a line beside which a space or half-space came, went or changed."""
    before, after = _breaks(old), _breaks(new)
    places = sorted(at for at in before.keys() | after.keys() if before.get(at) != after.get(at))
    return sum(1 for n, at in enumerate(places) if n == 0 or at > places[n - 1] + 1)


def _breaks(text: str) -> dict[int, str]:
    """Blanks and half-spaces between letters, by the letters before them."""
    breaks: dict[int, str] = {}
    at = 0
    for n, character in enumerate(text):
        if character.isalpha():
            at += 1
        elif character in f" {HALF_SPACE}" and text[n - 1 : n].isalpha() and text[n + 1 : n + 2].isalpha():
            breaks[at] = character
    return breaks


if __name__ == "__main__":
    main()

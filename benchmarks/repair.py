"""How well lost half-spaces come back, and how much of a clean text is changed.

``python -m benchmarks.repair --ud DIR``. Each treebank is read three times: with its half-spaces deleted, with spaces
in their stead, and untouched. The word list is compiled anew without the treebank that is measured; hazm's Normalizer
reads the same texts in the same run.
"""

from __future__ import annotations

import argparse
import functools
import sys
import time
from collections.abc import Callable
from pathlib import Path

from models.build_words import compile_words
from pipeline.text.half_space import HALF_SPACE, Restorer
from pipeline.text.repair import repair
from pipeline.text.spacing import Spacer, restore_spacing

TREEBANKS = ("perdt/*dev.conllu", "perdt/*test.conllu", "seraji/*dev.conllu", "seraji/*test.conllu")
_ROW = "{:14}{:8}{:>10}{:>10}{:>10}{:>10}{:>10}{:>12}"


def main() -> None:
    """Print one row for each treebank and tool."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ud", type=Path, required=True, help="folder with perdt/ and seraji/")
    parser.add_argument("--show", type=int, default=0, help="differing words to print for each treebank")
    args = parser.parse_args()
    files = [file for pattern in TREEBANKS for file in sorted(args.ud.glob(pattern))]
    sys.stdout.write(
        _ROW.format("treebank", "tool", "deleted P", "R", "F1", "spaced F1", "changed ‰", "Mchar/s") + "\n"
    )
    for file in files:
        text = repair("\n".join(_sentences(file)), level="spacing").clean
        others = [other for other in files if other != file and "perdt-ud-test" not in other.name]
        lexicon = compile_words(others).words()
        spacers = functools.cache(lambda c, x=lexicon: Spacer(Restorer(x, c)))
        _measure(file.stem, "dabir", text, lambda t, s=spacers: restore_spacing(t, s)[0], args.show)  # type: ignore[misc]
        hazm = _hazm()
        if hazm:
            _measure(file.stem, "hazm", text, hazm, 0)


def _measure(treebank: str, tool: str, text: str, restore: Callable[[str], str], show: int) -> None:
    began = time.perf_counter()
    deleted = _score(text, restore(text.replace(HALF_SPACE, "")))
    speed = len(text) / (time.perf_counter() - began) / 1e6
    spaced = _score(text, restore(text.replace(HALF_SPACE, " ")))
    changes = _changed(text, restore(text))
    rate = 1000 * len(changes) / len(text.split())
    figures = (*(f"{x:.3f}" for x in (*deleted, spaced[2])), f"{rate:.2f}", f"{speed:.2f}")
    sys.stdout.write(_ROW.format(treebank.replace("fa_", "").replace("-ud", ""), tool, *figures) + "\n")
    if show:
        sys.stdout.write("changed: " + "، ".join(changes[:show]) + "\n")
        sys.stdout.write("deleted: " + "، ".join(_changed(text, restore(text.replace(HALF_SPACE, "")))[:show]) + "\n")
        sys.stdout.write("spaced: " + "، ".join(_changed(text, restore(text.replace(HALF_SPACE, " ")))[:show]) + "\n")


def _sentences(file: Path) -> list[str]:
    return [line[9:] for line in file.read_text("utf-8").splitlines() if line.startswith("# text = ")]


def _half_spaces(text: str) -> set[tuple[int, int]]:
    """Places of half-spaces: line, letters before it in the line."""
    places: set[tuple[int, int]] = set()
    for number, line in enumerate(text.split("\n")):
        at = 0
        for character in line:
            if character == HALF_SPACE:
                places.add((number, at))
            else:
                at += character.isalpha()
    return places


def _score(gold: str, guess: str) -> tuple[float, float, float]:
    wanted, found = _half_spaces(gold), _half_spaces(guess)
    right = len(wanted & found)
    return right / max(len(found), 1), right / max(len(wanted), 1), 2 * right / max(len(found) + len(wanted), 1)


def _changed(gold: str, guess: str) -> list[str]:
    """Places where two texts differ in blanks and half-spaces, as «one|other»."""
    differing: list[str] = []
    for old, new in zip(gold.split("\n"), guess.split("\n"), strict=False):
        before, after = _breaks(old), _breaks(new)
        last = -2
        for at in sorted(k for k in before.keys() | after.keys() if before.get(k) != after.get(k)):
            if at > last + 1:
                bare = "".join(c for c in old if c.isalpha())
                signs = {None: "+", " ": "_", HALF_SPACE: "-"}
                left, right = bare[max(at - 8, 0) : at], bare[at : at + 8]
                differing.append(f"{left}[{signs[before.get(at)]}→{signs[after.get(at)]}]{right}")
            last = at
    return differing


def _breaks(text: str) -> dict[int, str]:
    """Blanks and half-spaces between letters, by the letters before them."""
    breaks: dict[int, str] = {}
    at = 0
    for n, character in enumerate(text):
        if character.isalpha():
            at += 1
        elif character in f" {HALF_SPACE}" and text[n - 1].isalpha() and text[n + 1 : n + 2].isalpha():
            breaks[at] = character
    return breaks


def _hazm() -> Callable[[str], str] | None:
    try:
        from hazm import Normalizer
    except ImportError:
        return None
    normalize: Callable[[str], str] = Normalizer().normalize
    return normalize


if __name__ == "__main__":
    main()

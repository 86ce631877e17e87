"""Sentence boundaries beside hazm's and parsivar's: ``python -m benchmarks.sentences --ud DIR``.

A treebank's sentences are joined to paragraphs of five, a line each: as they are, and («no stop») with the final
punctuation of each line taken away, as at the end of headings and list items. Prints precision, recall and F1 of
boundaries, and of all sentences the share whose both bounds are found.
"""

from __future__ import annotations

import argparse
import itertools
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.repair import sentences
from benchmarks.timing import markdown
from pipeline.text.repair import repair
from pipeline.text.sentences import split_sentences

_TREEBANKS = ("perdt/*test.conllu", "perdt/*dev.conllu", "seraji/*dev.conllu", "seraji/*test.conllu")
_HEADER = ("treebank", "line ends", "tool", "P", "R", "F1", "whole sentences")
_STOPS = '.؟!?…؛:»")'
_SIZE = 5

Splitter = Callable[[str], list[str]]


def main() -> None:
    """Print a row for each treebank, kind of line end and tool."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ud", type=Path, required=True, help="folder with perdt/ and seraji/")
    parser.add_argument(
        "--show", type=int, default=0, help="boundaries to print that Dabir has wrong; not for test sets"
    )
    args = parser.parse_args()
    tools = dict(splitters())
    rows: list[tuple[str, ...]] = []
    for file in (file for pattern in _TREEBANKS for file in sorted(args.ud.glob(pattern))):
        name = file.stem.replace("fa_", "").replace("-ud", "")
        gold = [repair(line).clean for line in sentences(file)]
        for label, stopped in (("as they are", True), ("no stop", False)):
            pieces = list(paragraphs(gold, stopped=stopped))
            for tool, split in tools.items():
                figures = measure(pieces, split, args.show if tool == "dabir" and "test" not in name else 0)
                rows.append((name, label, tool, *(f"{x:.3f}" for x in figures)))
    sys.stdout.write(markdown(_HEADER, rows) + "\n")


def splitters() -> Iterator[tuple[str, Splitter]]:
    """Name and function of each splitter that is installed here."""
    yield "dabir", lambda text: [text[s.start : s.end] for s in split_sentences(text)]
    try:
        from hazm import SentenceTokenizer

        yield "hazm", SentenceTokenizer().tokenize
    except ImportError:
        sys.stderr.write("hazm is not here and left out\n")
    try:
        from parsivar import Tokenizer

        yield "parsivar", Tokenizer().tokenize_sentences
    except ImportError:
        sys.stderr.write("parsivar is not here and left out\n")


def paragraphs(gold: list[str], *, stopped: bool) -> Iterator[list[str]]:
    """Sentences in paragraphs of five; not ``stopped``: the last one of each without its final punctuation."""
    for start in range(0, len(gold), _SIZE):
        paragraph = gold[start : start + _SIZE]
        yield paragraph if stopped else [*paragraph[:-1], paragraph[-1].rstrip(_STOPS + " ")]


def measure(paragraphs: list[list[str]], split: Splitter, show: int = 0) -> tuple[float, float, float, float]:
    """Precision, recall and F1 of boundaries, and the share of whole sentences."""
    sentence_list = [sentence for paragraph in paragraphs for sentence in paragraph]
    pieces = split("\n".join(" ".join(paragraph) for paragraph in paragraphs))
    text = "".join(_solid(sentence) for sentence in sentence_list)
    gold, guess = _bounds(text, sentence_list), _bounds(text, pieces)
    right = len(set(gold) & set(guess))
    whole = len(set(itertools.pairwise([0, *gold])) & set(itertools.pairwise([0, *guess])))
    texts = dict(zip(guess, pieces, strict=False)) | dict(zip(gold, sentence_list, strict=False))
    for at in sorted(set(gold) ^ set(guess))[:show]:
        sys.stdout.write(f"{'missed' if at in gold else 'wrong'}: {texts[at][-60:]}\n")
    return right / len(guess), right / len(gold), 2 * right / (len(guess) + len(gold)), whole / len(gold)


def _bounds(text: str, pieces: list[str]) -> list[int]:
    """Where pieces end in the text without its blanks; what a splitter leaves out belongs to no piece."""
    bounds: list[int] = []
    at = 0
    for piece in filter(None, map(_solid, pieces)):
        at = text.index(piece, at) + len(piece)
        bounds.append(at)
    return bounds


def _solid(text: str) -> str:
    return "".join(text.split())


if __name__ == "__main__":
    main()

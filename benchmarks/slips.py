"""How well suspected recognition slips are told: ``python -m benchmarks.slips --ud TREEBANK.conllu...``.

In one sentence of two, a letter of one word is replaced by one that looks like it (those of
:data:`pipeline.text.suspects.LOOKALIKES`), so that no word of the list comes out. P and R are of the words that stood
there; ``false`` are proposals for words that were not touched, of a thousand such words. The word list knows all
words of the treebanks it learned from, so that only PerDT test says how often a good word is suspected.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from pathlib import Path

from benchmarks.report import shown
from benchmarks.timing import markdown
from pipeline.lexicon import Lexicon
from pipeline.text.repair import repair
from pipeline.text.suspects import LOOKALIKES, suspected_words
from pipeline.text.words import WORD, words

_GROUPS = {letter: group for group in LOOKALIKES for letter in group}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ud", nargs="+", type=Path, required=True, help="CoNLL-U files")
    lexicon = Lexicon.load()
    places = frozenset(entry.name for kind in ("city", "country") for entry in lexicon.entries(kind))
    rows = [_row(path, places) for path in parser.parse_args().ud]
    print(markdown(tuple(rows[0]), [[shown(cell) for cell in row.values()] for row in rows]))  # noqa: T201


def _row(path: Path, places: frozenset[str]) -> dict[str, object]:
    chance = random.Random(path.name)
    counts: Counter[str] = Counter()
    lines = [line[9:] for line in path.read_text("utf-8").splitlines() if line.startswith("# text = ")]
    for line in lines:
        clean = repair(line).clean
        damaged, at, meant = _damage(clean, chance) if chance.random() < 0.5 else (clean, -1, "")
        counts["damaged"] += at >= 0
        counts["words"] += len(WORD.findall(clean)) - (at >= 0)
        for suspect in suspected_words(damaged, places):
            hit = suspect.start == at
            counts["proposed"] += hit
            counts["right"] += hit and suspect.repaired == meant
            counts["false"] += not hit
    return {
        "treebank": path.stem,
        "slips": counts["damaged"],
        "P": counts["right"] / max(counts["proposed"] + counts["false"], 1),
        "R": counts["right"] / max(counts["damaged"], 1),
        "right of those proposed for slips": counts["right"] / max(counts["proposed"], 1),
        "false ‰": 1000 * counts["false"] / max(counts["words"], 1),
    }


def _damage(clean: str, chance: random.Random) -> tuple[str, int, str]:
    """The text with a slip, where it is and what stood there; ``-1`` where no word can be damaged."""
    listed = words()
    found = [match for match in WORD.finditer(clean) if len(match[0]) > 3]
    chance.shuffle(found)
    for match in found:
        word = match[0]
        places = [n for n, letter in enumerate(word) if letter in _GROUPS]
        if places and re.fullmatch(r"[^\u200c]+", word):
            n = chance.choice(places)
            slip = word[:n] + chance.choice(_GROUPS[word[n]].replace(word[n], "")) + word[n + 1 :]
            if slip not in listed.known and slip not in listed.solid:
                return clean[: match.start()] + slip + clean[match.end() :], match.start(), word
    return clean, -1, ""


if __name__ == "__main__":
    main()

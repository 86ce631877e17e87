"""Compile the word list that spacing repair stands on: ``python -m models.build_words --ud FOLDER...``.

Sources: hazm's word and verb tables (MIT; ``pip install dabir[hazm]``), the texts of the UD treebanks given (CC BY-SA
4.0), and the project's own lexicon. PerDT test is always left out, and where it is among the files given, so is each of
its sentences that stands elsewhere as well. A treebank comes as CoNLL-U or, with the suffix ``.txt``,
as its syntactic words, one a line and a blank line after a sentence. ``words/README.md`` is the card.
"""

from __future__ import annotations

import argparse
import importlib.resources
import itertools
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from pathlib import Path
from typing import NamedTuple, TypeVar

from pipeline.text.half_space import Condition, Restorer
from pipeline.text.letters import HALF_SPACE, fold
from pipeline.text.spacing import Spacer
from pipeline.text.words import MI, NOTHING, WORD, Running, Words, ending_in, make_joints, make_words

_Key = TypeVar("_Key", str, tuple[str, str])

FOLDER = Path(__file__).parent / "words"
TABLES = Path(__file__).parents[1] / "pipeline" / "lexicon" / "tables"
#: How much one token of a treebank, one row of the lexicon weigh beside the counts of hazm's table.
TREEBANK_WEIGHT, LEXICON_WEIGHT = 1000, 10_000
_ARCHAIC = 2  # letters below which a verb stem that no treebank has makes more harm than use
_SOLID = frozenset({"آنها", "اینها", "همینها", "همانها", "آنهایی", "اینهایی", "آنهایند"})
#: A word is joined as a rule if it is in so many compounds, and joined in such a share of its places.
_BOUND_TYPES, _BOUND_SHARE = 3, 0.8
_CLITICS = frozenset(("م", "ت", "ش", "ست", "ند", "یم", "ید", "شان", "مان", "تان", "ین"))
#: So often a word of one or two letters must stand in the texts to be taken for one.
_SHORT_SEEN = {1: 500, 2: 4}
_PAIR = re.compile(f"(?<![^ «(])({WORD.pattern})(?= ({WORD.pattern})(?![^ .،؛:!؟»)]))")


def main() -> None:
    """Read the sources and write the five lists."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--ud", nargs="+", type=Path, required=True, help="CoNLL-U files, folders of them, .txt of tokens"
    )
    given: list[Path] = parser.parse_args().ud
    files = [file for path in given for file in (sorted(path.rglob("*.conllu")) if path.is_dir() else [path])]
    tests = [file for file in files if "perdt-ud-test" in file.name or "test_ner" in file.name]
    held_out = frozenset(line for file in tests for line in _texts(file))
    found = compile_words([file for file in files if file not in tests], held_out)
    (FOLDER / "words.txt").write_text("".join(_sections(found)), "utf-8")
    (FOLDER / "running.txt").write_text("".join(_running_sections(found)), "utf-8")
    (FOLDER / "needs.txt").write_text("".join(_needs_sections(found.words())), "utf-8")
    (FOLDER / "verbs.tsv").write_text("".join(f"{past}\t{present}\n" for past, present in found.verbs), "utf-8")
    (FOLDER / "joints.tsv").write_text("".join(f"{kind}\t{form}\n" for kind, form in found.joints), "utf-8")
    print(  # noqa: T201
        f"{len(found.known)} words, {len(found.solid)} solid ones, {len(found.verbs)} verbs, {len(found.joints)} joints"
    )


class Compiled(NamedTuple):
    """What is written to the files."""

    known: dict[str, int]
    adjectives: set[str]
    solid: set[str]
    verbs: list[tuple[str, str]]
    joints: list[tuple[str, str]]
    costs: dict[str, int]  # of words in running text, tenths of negative natural logarithms
    pairs: dict[tuple[str, str], int]  # by how much the second is likelier after the first, in the same unit

    def words(self) -> Words:
        """As spacing repair takes them."""
        running = Running(
            {word: cost / 10 for word, cost in self.costs.items()},
            {pair: bonus / 10 for pair, bonus in self.pairs.items()},
        )
        return make_words(dict(self.known), self.adjectives, self.solid, self.verbs, make_joints(self.joints), running)


def compile_words(treebanks: Iterable[Path], held_out: Set[str] = frozenset()) -> Compiled:
    """All that is known of words from hazm's tables, the project's lexicon and the texts of treebanks.

    ``held_out`` are sentences that nothing is to be learned from.
    """
    counts: Counter[str] = Counter()
    listed: Counter[str] = Counter()
    adjectives: set[str] = set()
    uncounted: set[str] = set()
    for word, count, classes in _hazm_words():
        if count == 0 and not classes:
            uncounted.add(word)
            continue
        counts[word] += count
        listed[word] += count
        if not {"AJ", "ADV"}.isdisjoint(classes):
            adjectives.add(word)
    counts.update(dict.fromkeys(_lexicon_words(), LEXICON_WEIGHT))
    texts = [line for file in treebanks for line in _texts(file) if line not in held_out]
    seen = Counter(form for text in texts for form in WORD.findall(text))
    for form in _run_together(seen, texts, listed.keys() | uncounted):
        del seen[form]
    for form, count in seen.items():
        counts[_separated(form, counts)] += count * TREEBANK_WEIGHT
    verbs = _verbs(seen, counts.keys() | uncounted)
    counts.update({word: 0 for word in uncounted if HALF_SPACE in word and "می\u200c" not in word[2:]})
    known = {word: frequency_class(count) for word, count in counts.items()}
    solid = {word for word in uncounted - known.keys() if _is_solid(word, known)}
    costs = _costs(seen, listed)
    return Compiled(
        known, adjectives, solid, verbs, sorted(_joints(texts, seen, known)), costs, _bonuses(texts, seen, costs)
    )


def _run_together(seen: Counter[str], texts: list[str], listed: Set[str]) -> list[str]:
    """Forms that are slips of the treebank itself: «هزارتومان», which it mostly writes as two words."""
    pairs = Counter(match[1] + match[2] for text in texts for match in _PAIR.finditer(text))
    return [form for form, count in seen.items() if form not in listed and pairs[form] >= count]


def _costs(seen: Counter[str], listed: Counter[str]) -> dict[str, int]:
    """What each word of the texts costs; a list of words may add to its count, but not outvote running text."""
    share = seen.total() / listed.total()
    return {
        word: round(10 * -math.log((count + min(listed[word] * share, 2 * count + 0.5)) / (1.5 * seen.total())))
        for word, count in seen.items()
        if len(word) > 2 or count >= _SHORT_SEEN[len(word)]
    }


def _bonuses(texts: list[str], seen: Counter[str], costs: dict[str, int]) -> dict[tuple[str, str], int]:
    """Pairs of words that attract each other."""
    pairs = Counter((match[1], match[2]) for text in texts for match in _PAIR.finditer(text))
    total = seen.total()
    return {
        (first, second): min(round(10 * bonus), costs[second] - 7)
        for (first, second), count in pairs.items()
        if count > 1
        and {first, second} <= costs.keys()
        and (bonus := math.log((count - 0.5) * total / (seen[first] * seen[second]))) >= 1
    }


def _sections(found: Compiled) -> Iterator[str]:
    """Words one a line, each frequency class under its number: read four times as fast as two columns."""
    for number in sorted(set(found.known.values())):
        for mark in ("", "A"):
            yield f"={number}{mark}\n"
            for word in sorted(found.known):
                if found.known[word] == number and (word in found.adjectives) == bool(mark):
                    yield f"{word}\n"
    yield "=solid\n"
    yield from (f"{word}\n" for word in sorted(found.solid))


def _running_sections(found: Compiled) -> Iterator[str]:
    """Words under their cost, then pairs under their bonus."""
    for cost, words in _by_value(found.costs):
        yield f"={cost}\n" + "".join(f"{word}\n" for word in words)
    yield "=pairs\n"
    for bonus, pairs in _by_value(found.pairs):
        yield f"={bonus}\n" + "".join(f"{first} {second}\n" for first, second in pairs)


def _needs_sections(listed: Words) -> Iterator[str]:
    """What each word of the lists needs in a text that lost its half-spaces and in one that kept them, if anything."""
    for heading, lost in (("lost", True), ("kept", False)):
        spacer = Spacer(Restorer(listed, Condition(half_spaces=lost, spaces=False)))
        needs = {word: flags for word in (*listed.known, *listed.solid) if (flags := spacer.needs(word)) != NOTHING}
        for flags, words in _by_value(needs):
            yield f"={heading} {flags}\n" + "".join(f"{word}\n" for word in words)


def _by_value(values: Mapping[_Key, int]) -> Iterator[tuple[int, list[_Key]]]:
    """Keys by their value, both in order."""
    for value, group in itertools.groupby(sorted(values, key=lambda key: (values[key], key)), key=values.__getitem__):
        yield value, list(group)


def frequency_class(count: int) -> int:
    """0 for a word without a count, else the natural logarithm, rounded, plus one."""
    return round(math.log(count)) + 1 if count > 0 else 0


def _hazm_words() -> Iterator[tuple[str, int, set[str]]]:
    """Words with count and classes; those with neither are headwords of dictionaries."""
    for line in _hazm("words.dat"):
        word, count, classes = line.split("\t")
        word = _folded(word)
        if WORD.fullmatch(word):
            yield word, int(count), set(classes.split(",")) - {"0"}


def _is_solid(word: str, known: dict[str, int]) -> bool:
    """Whether a headword without a count may keep others from being seen in it: no plural, no verb with می."""
    if word in _SOLID:
        return True
    if word.startswith(("می", "نمی")) and word[-1] in "دم":
        return False
    for ending in ("ها", "های", "هایی", "هایش", "هایشان"):
        stem = ending_in(word, ending)
        if stem and known.get(stem, 0) >= 8:  # but «تنهایی» is of تنها
            return any(known.get(word.removesuffix(end), 0) >= known[stem] for end in ("یی", "ی") if word.endswith(end))
    return HALF_SPACE not in word


def _joints(texts: list[str], seen: Counter[str], known: dict[str, int]) -> Iterator[tuple[str, str]]:
    """What :class:`pipeline.text.words.Joints` holds: how often two words stand joined, how often apart."""
    apart = Counter(f"{match[1]} {match[2]}" for text in texts for match in _PAIR.finditer(text))
    joined: Counter[str] = Counter()
    for form, count in seen.items():
        first, _, second = form.partition(HALF_SPACE)
        if second and HALF_SPACE not in second and first not in MI:
            joined[f"{first} {second}"] += count
    for pair, count in apart.items():
        if pair.replace(" ", HALF_SPACE) in known and count > joined[pair]:
            yield "apart", pair.replace(" ", HALF_SPACE)
    together: Counter[str] = Counter()
    different: dict[str, set[str]] = {}
    for pair, count in joined.items():
        second = pair.split()[1]
        together[second] += count
        different.setdefault(second, set()).add(pair)
    separate: Counter[str] = Counter()
    for pair, count in apart.items():
        separate[pair.split()[1]] += count
    for second, count in together.items():
        if len(different[second]) >= _BOUND_TYPES and count >= _BOUND_SHARE * (count + separate[second]):
            yield "second", second


def _lexicon_words() -> set[str]:
    """Every Persian word of the lexicon's tables."""
    return {
        word
        for table in TABLES.glob("*.tsv")
        for line in table.read_text("utf-8").splitlines()
        if not line.startswith("#")
        for word in WORD.findall(_folded(line))
    }


def _texts(file: Path) -> Iterator[str]:
    """The sentences of a treebank as they stand in its texts."""
    if file.suffix == ".txt":
        for block in file.read_text("utf-8").split("\n\n"):
            yield _folded(_text_of(block.split("\n")))
        return
    for line in file.read_text("utf-8").splitlines():
        if line.startswith("# text = "):
            yield _folded(line[9:])


def _text_of(tokens: list[str]) -> str:
    """A sentence of syntactic words as a text: clitics with their word, punctuation without a blank before it."""
    text = ""
    for token in filter(None, tokens):
        if token == "را" and text.endswith(" م"):
            text += token  # «مرا»
        elif text[-1:].isalpha() and token in _CLITICS:
            text += token
        else:
            text += token if not text or text[-1] in "«(" or token in ".،؛:!؟»)" else f" {token}"
    return text


def _separated(form: str, known: Counter[str]) -> str:
    """A plural that its text writes solid («کتابها») with its half-space, and «تن‌هایی», «نگاه‌ی» without."""
    bare = form.replace(HALF_SPACE, "")
    if form != bare and form not in known:
        stem = form.split(HALF_SPACE)[0]
        if any(known[ending_in(bare, end)] >= max(known[stem] // 10, 1) for end in ("یی", "ی") if bare.endswith(end)):
            return bare if not known[form] else form
    stem = ending_in(form, "ها") or ending_in(form, "های") or ending_in(form, "هایی")
    if stem and any(known[form.removesuffix(end)] >= known[stem] // 10 for end in ("یی", "ی") if form.endswith(end)):
        return form
    if stem and form not in known and form not in _SOLID and known[stem] and stem[-1] not in "اآدذرزژو":
        return stem + HALF_SPACE + form[len(stem) :]
    return form


def _verbs(seen: Counter[str], listed: set[str]) -> list[tuple[str, str]]:
    """Stems of verbs: hazm's, the lexicon's, and those of regular infinitives that are listed («مکیدن», «خیساندن»)."""
    with_prefix = {form.split(HALF_SPACE)[1] for form in seen if form.startswith(("می\u200c", "نمی\u200c"))}
    pairs = {tuple(_folded(stem) for stem in line.split("#")) for line in _hazm("verbs.dat")}
    own = [line.split("\t") for line in (TABLES / "verbs.tsv").read_text("utf-8").splitlines()[1:]]
    kept = {(row[1], row[2]) for row in own if len(row) > 2 and row[1]}
    kept |= {
        (pair[0], pair[1])
        for pair in pairs
        if len(pair) == 2
        and all(
            len(stem) >= _ARCHAIC or any(stem + ending in with_prefix for ending in ("", "د", "ند", "م", "یم"))
            for stem in pair
            if stem
        )
    }
    stems = {stem for pair in kept for stem in pair}
    for word in listed:
        past = word[:-1]
        if len(word) > 4 and word.endswith(("یدن", "اندن")) and past not in stems and HALF_SPACE not in word:
            kept.add((past, word[:-3] if word.endswith("یدن") else word[:-2]))
    return sorted(kept)


def _hazm(name: str) -> list[str]:
    return (importlib.resources.files("hazm") / "data" / name).read_text("utf-8").splitlines()


def _folded(text: str) -> str:
    return fold(text)[0].replace("\u0654", "")


if __name__ == "__main__":
    main()

"""The word lists that the default tagger learns with: hazm's tables, lists of names, and another tagger's opinion."""

from __future__ import annotations

import importlib.resources
import importlib.util
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from models.wapiti import word_weights
from pipeline.lexicon.lexicon import TABLES
from pipeline.tagging.features import UNKNOWN, WordEntry, fold

#: Words of the word table without a part of speech count as known from this frequency on.
COMMON = 1000
#: A tag is seldom in doubt where its weight is ahead of the next one's by this much.
CLEAR = 1.5


def hazm_table(name: str) -> Iterator[list[str]]:
    """Rows of hazm's ``words.dat`` (word, frequency, classes) or ``verbs.dat`` (past#present); both are MIT."""
    text = importlib.resources.files("hazm").joinpath("data", name).read_text("utf-8")
    return (line.split("\t") for line in text.splitlines())


def word_table() -> dict[str, WordEntry]:
    """All that is known of words, by folded form."""
    frequency: Counter[str] = Counter()
    classes: dict[str, set[str]] = defaultdict(set)
    for word, count, tags in hazm_table("words.dat"):
        frequency[fold(word)] += int(count)
        classes[fold(word)].update(tag for tag in tags.split(",") if tag != "0")
    words = {
        key: UNKNOWN._replace(classes=",".join(sorted(classes[key])) or "0", frequency=str(len(str(count))))
        for key, count in frequency.items()
        if classes[key] or count >= COMMON
    }
    for key, kinds in name_kinds().items():
        words[key] = words.get(key, UNKNOWN)._replace(names=",".join(sorted(kinds)))
    for key, (tagged, ranking) in opinions().items():
        words[key] = words.get(key, UNKNOWN)._replace(tagged=tagged, ranking=ranking)
    return words


def name_kinds() -> dict[str, set[str]]:
    """Words of names and the lists that they are in: Unicode's CLDR, Faker (MIT) and Dabir's own tables.

    A word that is only a part of names has the kind with ``+``: «متحد» of «سازمان ملل متحد».
    """
    from babel import Locale
    from faker.providers.person.fa_IR import Provider

    locale = Locale("fa")
    lists: dict[str, list[str]] = {
        "territory": [name for code, name in locale.territories.items() if not code.isdigit()],
        "zone": [zone["city"] for zone in locale.time_zones.values() if "city" in zone],
        "first": [*Provider.first_names],
        "last": [*Provider.last_names],
        "holder": [word for name in _own("office_holders", "name", "names") for word in name.split()],
        "demonym": _own("countries", "demonyms"),
    } | {table: _own(table, "name", "names") for table in ("cities", "countries", "regions", "bodies", "given_names")}
    kinds: dict[str, set[str]] = defaultdict(set)
    for kind, names in lists.items():
        for name in names:
            words = name.replace("(", " ").replace(")", " ").split()
            for word in words:
                if len(word) > 2:
                    kinds[fold(word)].add(kind if len(words) == 1 else f"{kind}+")
    return kinds


def _own(table: str, *columns: str) -> list[str]:
    """Names in columns of one of Dabir's tables, the alternatives of a cell apart."""
    lines = (TABLES / f"{table}.tsv").read_text("utf-8").splitlines()
    header, *rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    places = [header.index(column) for column in columns]
    return [name for row in rows for place in places if place < len(row) for name in row[place].split("|") if name]


def opinions() -> dict[str, tuple[str, str]]:
    """What hazm's old tagger, learned from the Bijankhan corpus, holds each single word to be: first tag, first two.

    The model is the one that gruut-lang-fa (MIT) ships.
    """
    best: dict[str, dict[str, float]] = {}
    for word, weights in word_weights(_bijankhan_model()):
        key = fold(word.replace("_", " "))
        if sum(map(abs, weights.values())) > sum(map(abs, best.get(key, {}).values())):
            best[key] = weights
    return {key: opinion for key, weights in best.items() if (opinion := _opinion(weights.items()))}


def _opinion(weights: Iterable[tuple[str, float]]) -> tuple[str, str] | None:
    ranked = sorted(((weight, tag) for tag, weight in weights if weight > 0), reverse=True)
    if not ranked:
        return None
    (weight, first), (next_weight, second) = (*ranked, (0.0, ""))[:2]
    return f"{first}!" if weight - next_weight > CLEAR else first, f"{first}>{second}" if second else first


def _bijankhan_model() -> Path:
    spec = importlib.util.find_spec("gruut_lang_fa")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError('the tagger learns with gruut-lang-fa: pip install "dabir[train]"')
    return Path(spec.origin).parent / "pos" / "postagger.model"

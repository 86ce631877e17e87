"""What the tagger sees of a word: strings, none of which changes when a half-space is lost.

The model is bound to these definitions: whoever changes one must train again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from pipeline.tagging.verb_forms import VerbReading, read_verb

#: How many features a word has; the network has an embedding table for each.
N_FEATURES = 9

#: What ``classes`` says of a word that it does not have.
UNKNOWN = "? 0 -"

_FOLD = str.maketrans(
    {"أ": "ا", "إ": "ا", "ٱ": "ا", "ؤ": "و", "ئ": "ی", "ۀ": "ه", "ة": "ه", "ي": "ی", "ك": "ک", "ى": "ی"}
    | dict.fromkeys("\u200c\u200d\u0640ء")
)
_MARKS = re.compile("[\u064b-\u0655\u0670]")
#: Longest first.
_SUFFIXES = (
    *("هایشان", "هایمان", "هایتان", "هایی", "هایم", "هایت", "هایش", "هایند", "هاست", "گانی", "ترین"),
    *("های", "گان", "تری", "مان", "تان", "شان", "اند", "ها", "تر", "ام", "ات", "اش", "ای", "ان", "ین", "یی", "ست"),
    *("ند", "یم", "ید", "م", "ت", "ش", "ی"),
)
_PREFIXES = ("درون", "پیش", "ابر", "باز", "پسا", "غیر", "فرا", "ناهم", "نیم", "بر", "بی", "پر", "نا", "هم", "کم", "به")


def fold(form: str) -> str:
    """The spelling-insensitive key of a word: no half-space, diacritics or hamza; numbers by their length only.

    Not :func:`pipeline.text.keys.match_key`: this must stay as it was when the model was trained.
    """
    folded = _MARKS.sub("", form.translate(_FOLD))
    if folded.isdigit():
        return "0" * min(len(folded), 4)
    return folded or form


def word_features(form: str, classes: Mapping[str, str], verbs: Mapping[str, VerbReading]) -> tuple[str, ...]:
    """The ``N_FEATURES`` strings of one word.

    ``classes`` gives folded words their parts of speech, how many digits their frequency has, and the lists of names
    that they are in («سفر»: «AJ,N,RES 7 -»); ``verbs`` are the verb forms.
    """
    key = fold(form)
    verb = read_verb(key, verbs)
    parts, frequency, names = classes.get(key, UNKNOWN).split(" ")
    return (
        key,
        key[:3],
        key[-3:],
        key[-2:],
        parts,
        _inside(key, classes),
        f"{verb.kind} {verb.feats}" if verb else "-",
        f"{_script(form)} {min(len(key), 8)} {frequency}",
        names,
    )


def _inside(key: str, classes: Mapping[str, str]) -> str:
    """The longest known suffix whose rest is a known word, with that word's classes: «سفرهای» is «های AJ,N,RES»."""
    for suffix in _SUFFIXES:
        if key.endswith(suffix) and len(key) > len(suffix) + 1:
            rest = key[: -len(suffix)]
            known = classes.get(rest) or (classes.get(rest + "ه") if suffix[0] == "گ" else None)
            if known:
                return f"{suffix} {known.split(' ')[0]}"
    for prefix in _PREFIXES:
        if key.startswith(prefix) and (known := classes.get(key[len(prefix) :])):
            return f"{prefix}- {known.split(' ')[0]}"
    return "-"


def _script(form: str) -> str:
    first = form[0]
    if first.isdigit():
        return "digit"
    if "\u0600" <= first <= "\u06ff" and first.isalpha():
        return "arabic"
    return "latin" if first.isalpha() else unicodedata.category(first)

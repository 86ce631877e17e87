"""Every form of every verb in a list of stems, with the reading that Universal Dependencies gives it.

The tagger needs wide coverage and UD's names; :mod:`pipeline.lexicon.verbs` reads fewer verbs, and groups of tokens,
for the patterns. Forms are keyed as :func:`pipeline.tagging.features.fold` writes them, without half-spaces. The
endings are those of Windfuhr and Perry, "Persian and Tajik" (*The Iranian Languages*, 2009).
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import NamedTuple

_PERSONS = ("Number=Sing|Person=1", "Number=Sing|Person=2", "Number=Sing|Person=3",
            "Number=Plur|Person=1", "Number=Plur|Person=2", "Number=Plur|Person=3")  # fmt: skip
_PAST = ("م", "ی", "", "یم", "ید", "ند")
_PRESENT = ("م", "ی", "د", "یم", "ید", "ند")
_PERFECT = ("ام", "ای", "است", "ایم", "اید", "اند")
_BE = ("م", "ی", "", "یم", "ید", "ند")
PREVERBS = ("باز", "بر", "در", "فرا", "فرو", "وا", "ور")
#: Past stems of verbs whose present ends in a و that is a consonant: «شود», not «شوید».
_CONSONANTAL = frozenset({"شد", "رفت", "دوید", "شنید", "شنود", "جوید", "گروید", "غنود", "درود", "دروید"})
_BARE_INDICATIVE = frozenset({"دار"})


class VerbReading(NamedTuple):
    """``lemma`` is the past stem, as in the treebanks; ``feats`` a UD string; ``kind`` a coarse class of the form."""

    lemma: str
    feats: str
    kind: str


@functools.lru_cache(maxsize=4)
def verb_forms(stems: tuple[tuple[str, str], ...]) -> dict[str, VerbReading]:
    """All forms of the verbs ``(past stem, present stem)``, folded; the first reading of a form wins.

    Give frequent verbs first. Past forms come before present ones, indicatives before subjunctives: «خرید» is a past.
    """
    forms = dict(_copula())
    pairs = frozenset(stems)
    for generate in (_indicative, _bare):
        for past, present in stems:
            cut = next((len(p) for p in PREVERBS if past.startswith(p) and present.startswith(p)), 0)
            if (past[cut:], present[cut:]) not in pairs:
                cut = 0
            for form, feats, kind in generate(past[cut:], present[cut:]):
                forms.setdefault(past[:cut] + form, VerbReading(past, feats, kind))
    return forms


def read_verb(key: str, forms: Mapping[str, VerbReading]) -> VerbReading | None:
    """The reading of a folded form, alone or after a preverb («برمی‌گردد»: «برگشت»); ``None`` where it is no verb."""
    if found := forms.get(key):
        return found
    for preverb in PREVERBS if key.startswith(PREVERBS) else ():
        if key.startswith(preverb) and (found := forms.get(key[len(preverb) :])):
            return VerbReading(preverb + found.lemma, found.feats, f"preverb {found.kind}")
    return None


def _copula() -> Iterator[tuple[str, VerbReading]]:
    """The present of «بودن», and the future auxiliary, whose form is a present but whose sense is not."""
    for stem, negative in (("هست", ""), ("نیست", "Polarity=Neg")):
        for ending, person in zip(_BE, _PERSONS, strict=True):
            yield stem + ending, VerbReading("هست", _feats(negative, person, "Tense=Pres"), "copula")
    yield "است", VerbReading("است", _feats(_PERSONS[2], "Tense=Pres"), "copula")
    for ending, person in zip(_PRESENT, _PERSONS, strict=True):
        yield "خواه" + ending, VerbReading("خواست", _feats(person, "Tense=Fut"), "future")
        yield "نخواه" + ending, VerbReading("خواست", _feats("Polarity=Neg", person, "Tense=Fut"), "future")


def _join(prefix: str, stem: str) -> str:
    """Prefix and stem as written: ن + آور is نیاور, ب + افتاد is بیفتاد."""
    if prefix in ("ن", "ب") and stem[:1] == "آ":
        return prefix + "یا" + stem[1:]
    if prefix in ("ن", "ب") and stem[:1] == "ا" and stem[1:2] != "ی":
        return prefix + "ی" + stem[1:]
    return prefix + stem


def _present_stem(past: str, present: str) -> str:
    """The stem before an ending: a long vowel takes a glide, «گو» is «گوی» in «می‌گوید»; a list may have either."""
    vowel = present.endswith("ا") or (present.endswith("و") and present[-2:-1] != "ا" and past not in _CONSONANTAL)
    return present + "ی" if vowel else present


def _feats(*parts: str) -> str:
    return "|".join(sorted("|".join(filter(None, parts)).split("|")))


def _indicative(past: str, present: str) -> Iterator[tuple[str, str, str]]:
    """Past forms, and those that «می» marks as verbs."""
    for prefix, negative in (("", ""), ("ن", "Polarity=Neg"), ("می", ""), ("نمی", "Polarity=Neg")):
        aspect = "Aspect=Imp" if prefix.endswith("می") else ""
        stem = _join(prefix, past)
        for ending, person in zip(_PAST, _PERSONS, strict=True):
            yield stem + ending, _feats(aspect, negative, person, "Tense=Past"), "past"
        for ending, person in zip(_PERFECT, _PERSONS, strict=True):
            yield stem + "ه" + ending, _feats("Aspect=Perf", negative, person, "Tense=Past"), "perfect"
        yield stem + "ه", _feats(negative, "VerbForm=Part"), "participle"
        if prefix.endswith("می"):
            yield from _presents(prefix, _present_stem(past, present), negative, "")
    yield past + "ن", "VerbForm=Inf", "infinitive"
    yield "ن" + past + "ن", "Polarity=Neg|VerbForm=Inf", "infinitive"


def _bare(past: str, present: str) -> Iterator[tuple[str, str, str]]:
    """Subjunctives and imperatives, with and without «ب»; without it many look like nouns."""
    mood = "" if present in _BARE_INDICATIVE else "Mood=Sub"
    for prefix, negative in (("ب", ""), ("ن", "Polarity=Neg"), ("", "")):
        yield from _presents(prefix, _present_stem(past, present), negative, mood)
        imperative = present[:-1] if present.endswith(("ای", "وی")) else present
        yield _join(prefix, imperative), _feats("Mood=Imp", negative, "Number=Sing|Person=2"), "imperative"


def _presents(prefix: str, stem: str, negative: str, mood: str) -> Iterator[tuple[str, str, str]]:
    kind = "subjunctive" if mood else "present"
    for ending, person in zip(_PRESENT, _PERSONS, strict=True):
        yield _join(prefix, stem) + ending, _feats(mood, negative, person, "Tense=Pres"), kind

"""Lemmas by rule, with the exceptions that the treebanks taught."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.tagging.features import WordEntry, fold
from pipeline.tagging.verb_forms import VerbReading, read_verb

_ZWNJ = "\u200c"
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "ADV"})
_VERBAL = frozenset({"VERB", "AUX"})


def _by_last(*endings: str) -> dict[str, tuple[str, ...]]:
    """Endings by their last letter, in the order given."""
    return {last: tuple(e for e in endings if e[-1] == last) for last in {ending[-1] for ending in endings}}


#: Taken off where a half-space precedes them, or where what is left is a known word; longest first.
_INFLECTIONS = _by_last(
    *("هایشان", "هایمان", "هایتان", "هایی", "هایم", "هایت", "هایش", "های", "ها"),
    *("ترین", "تر"),
)
#: Of nouns only, and only where the word is not itself a known singular: «ایران» does not end in «ان».
_NOUN_ENDINGS = _by_last(
    *("یشان", "یمان", "یتان", "شان", "مان", "تان", "اند", "یی", "یم", "یت", "یش"),
    *("ام", "ات", "اش", "ای", "ان", "م", "ت", "ش", "ی"),
)


class Lemmatizer:
    """Dictionary forms of tagged words.

    ``exceptions`` maps ``"folded form\\tUPOS"`` to a lemma and is asked first; ``words`` are the known words, of which
    dictionary forms count, and ``verbs`` the verb forms.
    """

    def __init__(
        self, exceptions: Mapping[str, str], words: Mapping[str, WordEntry], verbs: Mapping[str, VerbReading]
    ) -> None:
        self.exceptions = exceptions
        self._words = words
        self.verbs = verbs

    def read(self, form: str, upos: str) -> tuple[str, str | None]:
        """Lemma and UD features of one word; only finite verb forms and participles have features."""
        if form[0].isdigit():
            return form, None
        key = fold(form)
        verb = read_verb(key, self.verbs) if upos in _VERBAL else None
        lemma = self.exceptions.get(f"{key}\t{upos}") or (verb.lemma if verb else self._by_rule(form, key, upos))
        return lemma, verb.feats if verb else None

    def _by_rule(self, form: str, key: str, upos: str) -> str:
        """The lemma of a word that is neither an exception nor a known verb form; ``key`` is the form folded."""
        form = form.strip(_ZWNJ).removesuffix("\u0654").replace("ۀ", "ه") or form
        shorter = self._without_ending(form, key, upos) if upos in _NOMINAL else form
        return shorter if shorter == form else self.exceptions.get(f"{fold(shorter)}\t{upos}", shorter)

    def _without_ending(self, form: str, key: str, upos: str) -> str:
        for rest in _rests(form, _INFLECTIONS):
            if rest.endswith(_ZWNJ):
                return rest.rstrip(_ZWNJ)
            if self._knows(fold(rest)) and not self._knows(key):
                return rest
        if form.endswith(("ای", "وی")) and self._knows(fold(form[:-1])):
            return form[:-1]  # the ezafe of «صدای», not «صد» with «ای»
        if upos != "NOUN" or self._is_singular(key):
            return form
        for rest in _rests(form, _NOUN_ENDINGS):
            if rest.endswith(_ZWNJ) or self._knows(fold(rest)):
                return rest.rstrip(_ZWNJ)
        return form

    def _knows(self, key: str) -> bool:
        entry = self._words.get(key)
        return entry is not None and entry.is_dictionary_form

    def _is_singular(self, key: str) -> bool:
        return self._knows(key) and "PL" not in self._words[key].classes.split(",")


def _rests(form: str, endings: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """What is left without each ending that the form has, two letters at least."""
    for ending in endings.get(form[-1], ()):
        if form.endswith(ending) and len(form) > len(ending) + 1:
            yield form[: -len(ending)]

"""Lemmas by rule, with the exceptions that the treebanks taught."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.tagging.features import WordEntry, fold
from pipeline.tagging.verb_forms import VerbReading, read_verb

_ZWNJ = "\u200c"
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "ADV"})
_VERBAL = frozenset({"VERB", "AUX"})
#: Taken off where a half-space precedes them, or where what is left is a known word; longest first.
_PLURALS = ("هایشان", "هایمان", "هایتان", "هایی", "هایم", "هایت", "هایش", "های", "ها")
_DEGREES = ("ترین", "تر")
#: Of nouns only, and only where the word is not itself a known singular: «ایران» does not end in «ان».
_NOUN_ENDINGS = (
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
        self._known = {key: entry for key, entry in words.items() if entry.is_dictionary_form}
        self.verbs = verbs

    def read(self, form: str, upos: str) -> tuple[str, str | None]:
        """Lemma and UD features of one word; only finite verb forms and participles have features."""
        if form[0].isdigit():
            return form, None
        key = fold(form)
        verb = read_verb(key, self.verbs) if upos in _VERBAL else None
        lemma = self.exceptions.get(f"{key}\t{upos}") or (verb.lemma if verb else self.by_rule(form, upos))
        return lemma, verb.feats if verb else None

    def by_rule(self, form: str, upos: str) -> str:
        """The lemma of a word that is neither an exception nor a known verb form."""
        form = form.strip(_ZWNJ).removesuffix("\u0654").replace("ۀ", "ه") or form
        shorter = self._without_ending(form, upos) if upos in _NOMINAL else form
        return shorter if shorter == form else self.exceptions.get(f"{fold(shorter)}\t{upos}", shorter)

    def _without_ending(self, form: str, upos: str) -> str:
        for ending in (*_PLURALS, *_DEGREES):
            rest = form.removesuffix(ending)
            if len(rest) < 2 or rest == form:
                continue
            if rest.endswith(_ZWNJ):
                return rest.rstrip(_ZWNJ)
            if fold(rest) in self._known and fold(form) not in self._known:
                return rest
        if form.endswith(("ای", "وی")) and fold(form[:-1]) in self._known:
            return form[:-1]  # the ezafe of «صدای», not «صد» with «ای»
        if upos != "NOUN" or self._is_singular(form):
            return form
        for ending in _NOUN_ENDINGS:
            rest = form.removesuffix(ending)
            if len(rest) >= 2 and rest != form and (rest.endswith(_ZWNJ) or fold(rest) in self._known):
                return rest.rstrip(_ZWNJ)
        return form

    def _is_singular(self, form: str) -> bool:
        known = self._known.get(fold(form))
        return known is not None and "PL" not in known.classes.split(",")

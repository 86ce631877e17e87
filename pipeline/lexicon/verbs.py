"""Finite verb forms: which verb, tense, person and polarity a token (or a group of tokens) is.

Forms are analysed from stems (``tables/verbs.tsv``), not listed: prefix (ن، می، نمی، ب), stem, personal ending, and the
compound tenses with است، بود، باشد، شدن and خواستن. After the descriptions in Lazard, *Grammaire du persan
contemporain*, and Windfuhr & Perry, "Persian and Tajik" (*The Iranian Languages*, 2009).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from pipeline.errors import DataError

Tense = Literal["past", "imperfect", "perfect", "pluperfect", "present", "subjunctive", "future"]
_TABLE = Path(__file__).parent / "tables" / "verbs.tsv"
_HEADER = ["infinitive", "past", "present", "class", "nouns"]
_ZWNJ = "\u200c"
_PREVERBS = ("باز", "بر", "در", "فرا")

#: Classes whose present stems stand without می in formal prose (کند، شود، دارد …); of others such a form is a noun.
_BARE_PRESENT = frozenset({"do", "become", "be", "have", "give", "reach", "find", "take", "deliver"})
#: Without the second persons: third-person prose has شدید, کردی and گیری as adjectives and nouns.
_PAST_ENDINGS = {"": 3, "م": 1, "یم": 4, "ند": 6}
_PRESENT_ENDINGS = {"د": 3, "م": 1, "یم": 4, "ند": 6}
_PERFECT_ENDINGS = {"است": 3, "ام": 1, "ایم": 4, "اند": 6}


class Verb(NamedTuple):
    """A row of the verb table; ``nouns`` are forms that are nouns as often as verbs (بازگشت، ساخت)."""

    infinitive: str
    past: str
    present: str
    cls: str
    nouns: frozenset[str]


class VerbForm(NamedTuple):
    """An analysed form. ``person`` counts 1-3 singular, 4-6 plural; ``participle`` is a bare صفت مفعولی."""

    verb: Verb
    tense: Tense
    person: int
    negative: bool = False
    participle: bool = False
    passive: bool = False


@functools.cache
def table() -> tuple[dict[str, Verb], dict[str, list[Verb]]]:
    """Verbs by past stem and by present stem; :class:`DataError` names file and line of a bad row."""
    past: dict[str, Verb] = {}
    present: dict[str, list[Verb]] = {}
    for number, line in enumerate(_TABLE.read_text("utf-8").splitlines(), 1):
        cells = line.split("\t")
        if number == 1:
            if cells != _HEADER:
                raise DataError(f"columns must be {', '.join(_HEADER)}", where=f"{_TABLE.name}:1")
            continue
        if len(cells) != len(_HEADER) or not all(cells[:4]):
            raise DataError("infinitive, past, present and class are needed", where=f"{_TABLE.name}:{number}")
        verb = Verb(cells[0], cells[1], cells[2], cells[3], frozenset(filter(None, cells[4].split("|"))))
        past.setdefault(verb.past, verb)
        present.setdefault(verb.present, []).append(verb)
    return past, present


_BE = Verb("بودن", "بود", "باش", "be", frozenset())
_FIXED = {
    "است": VerbForm(_BE, "present", 3),
    "هست": VerbForm(_BE, "present", 3),
    "نیست": VerbForm(_BE, "present", 3, negative=True),
    "هستند": VerbForm(_BE, "present", 6),
    "نیستند": VerbForm(_BE, "present", 6, negative=True),
    "هستیم": VerbForm(_BE, "present", 4),
    "هستم": VerbForm(_BE, "present", 1),
}


@functools.lru_cache(maxsize=65536)
def analyse(form: str) -> VerbForm | None:
    """The finite reading of one token, or its participle; ``None`` where it is no verb form."""
    bare = form.replace(_ZWNJ, "")
    if len(bare) < 2:
        return None
    if fixed := _FIXED.get(bare):
        return fixed
    found = _simple(bare)
    if found is None:
        for preverb in _PREVERBS:
            if bare.startswith(preverb) and (rest := _simple(bare[len(preverb) :])):
                compounds = table()[1].get(preverb + rest.verb.present)
                if compounds:
                    return rest._replace(verb=compounds[0])
    return found


def _simple(bare: str) -> VerbForm | None:
    for prefix, negative, mood in (
        ("نمی", True, "می"),
        ("می", False, "می"),
        ("ن", True, ""),
        ("ب", False, "ب"),
        ("", False, ""),
    ):
        if not bare.startswith(prefix):
            continue
        rest = bare[len(prefix) :]
        if prefix in ("ن", "ب") and rest.startswith("یا"):
            rest = "آ" + rest[2:]
        found = _past(rest, mood, negative) if mood != "ب" else None
        found = found or _present(rest, mood, negative)
        if found:
            return found
    return None


def _past(rest: str, mood: str, negative: bool) -> VerbForm | None:
    stems = table()[0]
    for ending, person in _PAST_ENDINGS.items():
        if rest.endswith(ending) and (verb := stems.get(rest[: len(rest) - len(ending)])):
            return VerbForm(verb, "imperfect" if mood else "past", person, negative)
    if rest.endswith("ه") and (verb := stems.get(rest[:-1])):
        return VerbForm(verb, "perfect", 3, negative, participle=True)
    for ending, person in _PERFECT_ENDINGS.items():
        if rest.endswith("ه" + ending) and (verb := stems.get(rest[: -len(ending) - 1])):
            return VerbForm(verb, "perfect", person, negative)
    return None


def _present(rest: str, mood: str, negative: bool) -> VerbForm | None:
    stems = table()[1]
    for ending, person in _PRESENT_ENDINGS.items():
        if not rest.endswith(ending):
            continue
        stem = rest[: len(rest) - len(ending)]
        verbs = stems.get(stem)
        if verbs is None and stem.endswith("ی") and stem[-2:-1] in ("ا", "و", "آ"):
            verbs = stems.get(stem[:-1])
        if not verbs:
            continue
        if mood or verbs[0].cls in _BARE_PRESENT:
            indicative = mood == "می" or (not mood and verbs[0].cls == "have")
            return VerbForm(verbs[0], "present" if indicative else "subjunctive", person, negative)
    return None


def may_begin(form: str) -> bool:
    """Whether a verb group may begin with a token: a verb form, or the auxiliary of the future."""
    return form.replace(_ZWNJ, "") in _FUTURE or analyse(form) is not None


def may_end(form: str) -> bool:
    """Whether a verb group may end with a token."""
    return form in _PERFECT_ENDINGS or analyse(form) is not None


def group(tokens: Sequence[str], i: int) -> tuple[int, VerbForm] | None:
    """The verb group that starts at token ``i``: how many tokens it takes, and what it says as a whole.

    A form that is a noun as often (``nouns``), and a bare participle, count as verbs only before the end of a clause.
    """
    after = tokens[i + 1] if i + 1 < len(tokens) else ""
    future = _FUTURE.get(tokens[i].replace(_ZWNJ, ""))
    if future:
        main = analyse(after) if after else None
        if main and main.tense == "past" and main.person == 3:
            return 2, main._replace(tense="future", person=future[0], negative=future[1])
        return None
    first = analyse(tokens[i])
    if first is None:
        return None
    if first.participle:
        return _compound(tokens, i, first)
    if (first.verb.nouns and tokens[i] in first.verb.nouns) and not _ends_clause(after):
        return None
    return 1, first


def places(classes: Collection[str]) -> re.Pattern[str]:
    """Where forms of the verbs of these classes may stand, and perhaps other words: matches end before them.

    Much cheaper than :func:`analyse` of every word, for who looks for few verbs in much text; a match begins with the
    character before the word.
    """
    past: set[str] = set()
    present: set[str] = set()
    for verb in (v for verbs in table()[1].values() for v in verbs):
        simple = next((verb.present[len(p) :] for p in _PREVERBS if verb.present.startswith(p)), "")
        if verb.cls in classes:
            past |= {verb.past, *(v.past for v in table()[1].get(simple, ()))}
            present |= {verb.present, simple} - {""}
    past |= {verb.past for verb in table()[0].values() if verb.cls in classes}
    bare = any(cls in _BARE_PRESENT for cls in classes)
    gap = f"{_ZWNJ}?"
    negative_past = rf"(?:ن?می{gap}|ن{gap})?(?:{_any_stem(past)})"
    told = rf"(?:(?:ن?می|ب|ن){gap}){'?' if bare else ''}(?:{_any_stem(present)}){gap}ی?{gap}(?:د|م|یم|ند)(?![^\W\d_])"
    return re.compile(rf"[\W\d_](?=(?:(?:{'|'.join(_PREVERBS)}){gap})?(?:{negative_past}|{told}))")


def _any_stem(stems: Collection[str]) -> str:
    """Stems as alternatives; after ن and ب the first letter of «آمد» is written یا."""
    return "|".join(sorted({*stems, *("یا" + stem[1:] for stem in stems if stem[0] == "آ")}))


_FUTURE = {
    neg + "خواه" + ending: (person, bool(neg)) for neg in ("", "ن") for ending, person in _PRESENT_ENDINGS.items()
}


def _compound(tokens: Sequence[str], i: int, first: VerbForm) -> tuple[int, VerbForm] | None:
    after = tokens[i + 1] if i + 1 < len(tokens) else ""
    helper = group(tokens, i + 1) if after else None
    if helper:
        taken, form = helper
        negative = first.negative or form.negative
        if form.verb.cls == "be":
            tense: Tense = (
                "pluperfect" if form.tense == "past" else "subjunctive" if form.tense == "subjunctive" else "perfect"
            )
            return 1 + taken, first._replace(tense=tense, person=form.person, negative=negative, participle=False)
        if form.verb.past in ("شد", "گردید", "گشت"):
            return 1 + taken, first._replace(
                tense=form.tense, person=form.person, negative=negative, participle=False, passive=True
            )
    if after in ("اند", "ام", "ایم"):
        return 2, first._replace(person=_PERFECT_ENDINGS[after], participle=False)
    return (1, first) if _ends_clause(after) else None


def _ends_clause(after: str) -> bool:
    return not after or after in ("و", "که", "تا", "ولی", "اما", "زیرا", "چون") or not after[0].isalnum()

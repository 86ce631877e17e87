"""Endings that surfaces are met with, as they stand in spelling-insensitive text (no half-spaces, no hamza).

After Lazard, *Grammaire du persan contemporain*: ezafe, indefinite ی, plural, possessive endings, by the last letter.
"""

from __future__ import annotations

from pipeline.lexicon.entries import Inflection

_PLURAL = ("ها", "های", "هایی", "هایش", "هایشان", "هایمان", " ها", " های", " هایی")
_CLASSES: dict[str, dict[Inflection, tuple[str, ...]]] = {
    "consonant": {
        "noun": ("ی", "ش", "شان", "مان", *_PLURAL),
        "people": ("ی", "ان", "انی", *_PLURAL),
    },
    "ا و": {
        "ezafe": ("ی",),
        "noun": ("ی", "یی", "یش", "ش", "یشان", "شان", "یمان", "مان", *_PLURAL),
        "people": ("ی", "یی", "یان", "یانی", *_PLURAL),
    },
    "ه": {
        "ezafe": ("ی",),
        "noun": ("ی", "ای", "یی", "اش", "ش", "شان", "مان", " ای", *_PLURAL),
        "people": ("ی", "ای", "گان", "گانی", *_PLURAL),
    },
    "ی": {
        "noun": ("ای", "اش", "ش", "شان", "مان", " ای", *_PLURAL),
        "people": ("ای", "ان", "انی", "اش", *_PLURAL),
    },
}
_CLASS_OF = {letter: letters for letters in _CLASSES for letter in letters if letters != "consonant"} | {"آ": "ا و"}


def endings(last: str, inflection: Inflection) -> tuple[str, ...]:
    """What may follow a surface that ends in the letter ``last``, the bare form left out.

    ``ezafe``: ی after ا، و، ه («کانادای»، «ترکیه‌ی»); ``noun``: all nominal endings; ``people``: those and the
    plural in ان («ایرانیان»).
    """
    return _CLASSES[_CLASS_OF.get(last, "consonant")].get(inflection, ())


def takes_ezafe(last: str) -> bool:
    """Whether a word inside a surface may carry a written ezafe («اتحادیه‌ی اروپا»)."""
    return last == "ه"

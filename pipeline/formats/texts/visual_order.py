"""A line of a right-to-left page from the order of the eye, left to right, to that of the tongue.

The bidirectional algorithm (UAX #9) says how a line is shown. Applying it to what is shown does not always undo it, for
it looks at what stands before a number or a bracket in the order of the tongue. So a line is taken apart here: Latin
phrases and numbers keep their inner order, everything else is turned. A number before a Latin phrase is shown behind
it; it stays there («Resolution 598») unless that makes no sense («May 2002 6», «billion dollars 2.5»).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_OPEN, _CLOSE = "([{<«‹", ")]}>»›"
#: Brackets of Persian text on their way, as letters of no text, until it is known which sign stands for which.
_PRIVATE = "".join(map(chr, range(0xE000, 0xE000 + len(_OPEN + _CLOSE))))
_HIDDEN = str.maketrans(_OPEN + _CLOSE, _PRIVATE)
_AS_MEANT = str.maketrans(_PRIVATE, _OPEN + _CLOSE)
_AS_SEEN = str.maketrans(_PRIVATE, _CLOSE + _OPEN)
_PAIRED = re.compile(r"\([^()\n]*\)|\[[^\[\]\n]*\]|«[^«»\n]*»")
_INSIDE_OUT = re.compile(r"\)[^()\n]*\(|\][^\[\]\n]*\[|»[^«»\n]*«")

_RIGHT_TO_LEFT = "\u0590-\u065f\u066e-\u06ef\u06fa-\u08ff\ufb1d-\ufdfb\ufe70-\ufefc"
_LATIN = "A-Za-z\u00c0-\u024f"
_TOKEN = re.compile(
    rf"(?P<latin>[{_LATIN}](?:[\w@&#'’./:=?%~-]*[{_LATIN}0-9/])?)"
    r"|(?P<number>[0-9]+(?:[.,:/][0-9]+)*)"
    r"|(?P<persian>[۰-۹٠-٩]+(?:[.,:/٫٬][۰-۹٠-٩]+)*)"
    rf"|(?P<letters>[{_RIGHT_TO_LEFT}]+)"
    r"|(?P<other>.)",
    re.ASCII | re.DOTALL,
)
_NUMBERS = ("number", "persian")
_RANGE = "-–+"
#: The full stop of a Latin sentence in a Persian page stands at its left.
_TURNED = re.compile(rf"[.!?:;,][{_LATIN}\"'(].*[^.!?:;,]")

_MONTH = (
    "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    "|Nov(?:ember)?|Dec(?:ember)?)\\.?"
)
_DAYS = r"(?P<last>[0-3]?[0-9])(?: ?(?P<dash>[-–]) ?(?P<first>[0-3]?[0-9]))?"
_DAY_AFTER_YEAR = re.compile(rf"(?P<rest>{_MONTH},? (?:1[0-9]|20)[0-9][0-9]) {_DAYS}")
_DAYS_AFTER_MONTH = re.compile(rf"(?P<rest>{_MONTH}) {_DAYS}")
_AMOUNT = re.compile(
    "(?P<rest>(?:hundred|thousand|million|billion|trillion|percent|per cent|dollars?|euros?|rials?|pounds?|USD|EUR|km"
    "|kg|MW|tons?|tonnes?|barrels?|(?:kilo)?met(?:re|er)s|hectares?|days?|weeks?|months?|years?|hours?|minutes?|countries"
    "|states|members?|people|pages)\\b.*) (?P<number>[0-9]+(?:[.,][0-9]+)*)",
    re.DOTALL,
)


class _Token(NamedTuple):
    kind: str
    text: str


def logical_line(shown: str) -> str:
    """A line as it is read; its brackets are private letters until :func:`with_brackets`."""
    if not re.search(f"[{_RIGHT_TO_LEFT}]", shown) and not _TURNED.fullmatch(shown):
        return shown
    tokens = [_Token(match.lastgroup or "", match[0]) for match in _TOKEN.finditer(shown)]
    parts: list[str] = []
    at = 0
    while at < len(tokens):
        kind, text = tokens[at]
        end = at + 1
        if kind == "latin":
            end = _phrase_end(tokens, at)
            parts.append(_number_first(_joined(tokens[at:end])))
        elif kind in _NUMBERS:
            end = _figure_end(tokens, at)
            parts.append(_joined(tokens[at:end]))
        else:
            parts.append(text[::-1] if kind == "letters" else text.translate(_HIDDEN))
        at = end
    return "".join(reversed(parts))


def with_brackets(text: str) -> str:
    """The brackets the right way round: some programs write the sign that is seen, some the sign that is meant."""
    return max((text.translate(_AS_SEEN), text.translate(_AS_MEANT)), key=_well_paired)


def _well_paired(text: str) -> int:
    return len(_PAIRED.findall(text)) - len(_INSIDE_OUT.findall(text))


def _joined(tokens: Iterable[_Token]) -> str:
    return "".join(token.text for token in tokens)


def _phrase_end(tokens: Sequence[_Token], at: int) -> int:
    """Where a Latin phrase ends: with a word, a number or the bracket that closes one opened in it."""
    end = at + 1
    depth = 0
    for n in range(at + 1, len(tokens)):
        kind, text = tokens[n]
        if kind in ("letters", "persian") or text in "«»":
            break
        if text in _OPEN:
            depth += 1
        elif text in _CLOSE:
            if not depth:
                break
            depth -= 1
            end = n + 1 if not depth else end
        elif kind in ("latin", "number") and not depth:
            end = n + 1
    return end


def _figure_end(tokens: Sequence[_Token], at: int) -> int:
    """Where a number ends: at the beginning of a line, before any letter, signs and ranges keep their order too."""
    if any(token.kind in ("letters", "latin") for token in tokens[at + 1 :]):
        return at + 1
    after = [*tokens[at + 1 : at + 3], _Token("", ""), _Token("", "")]
    if after[0].text in ("%", "٪"):
        return at + 2
    ascending = (len(tokens[at].text), tokens[at].text) < (len(after[1].text), after[1].text)
    return at + 3 if after[0].text in [*_RANGE] and after[1].kind == tokens[at].kind and ascending else at + 1


def _number_first(phrase: str) -> str:
    """A Latin phrase with the number that was said before it and is shown behind it."""
    if match := _DAY_AFTER_YEAR.fullmatch(phrase):
        return f"{_days(match)} {match['rest']}"
    match = _DAYS_AFTER_MONTH.fullmatch(phrase)
    if match and match["first"] and int(match["first"]) < int(match["last"]):
        return f"{_days(match)} {match['rest']}"
    if match := _AMOUNT.fullmatch(phrase):
        return f"{match['number']} {match['rest']}"
    return phrase


def _days(match: re.Match[str]) -> str:
    return f"{match['first']}{match['dash']}{match['last']}" if match["first"] else match["last"]

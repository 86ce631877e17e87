"""What a compiled pattern cannot match without: sets of chunk types of each of which a sentence must have one."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

from pipeline.patterns.alphabet import Alphabet


def requirements(pattern: re.Pattern[str], alphabet: Alphabet) -> list[int]:
    """The sets, as :meth:`Alphabet.bits`; every string that the pattern matches has a type of each of them."""
    return list(dict.fromkeys(_of_all(_parser.parse(pattern.pattern), alphabet)))


def openings(pattern: re.Pattern[str], alphabet: Alphabet) -> int:
    """The types that a match may begin with; all of them where it may be empty."""
    types, ends = _first_of_all(_parser.parse(pattern.pattern), alphabet)
    return alphabet.bits(alphabet.types()) if ends else types


def opens_with_trigger(pattern: re.Pattern[str]) -> bool:
    """Whether a match begins with its trigger, where the clause begins."""
    return pattern.pattern.startswith("^(?P<trigger>")


def _of_all(parsed: Iterable[tuple[Any, Any]], alphabet: Alphabet) -> list[int]:
    found: list[int] = []
    for code, argument in parsed:
        if code is op.LITERAL:
            found.append(alphabet.bits_of(chr(argument)))
        elif code is op.IN:
            found += _of_class(argument, alphabet)
        elif code is op.SUBPATTERN:
            found += _of_all(argument[-1], alphabet)
        elif code in (op.MAX_REPEAT, op.MIN_REPEAT) and argument[0]:
            found += _of_all(argument[2], alphabet)
        elif code is op.BRANCH:
            found += _of_any([_of_all(branch, alphabet) for branch in argument[1]])
    return found


def _of_class(items: Iterable[tuple[Any, Any]], alphabet: Alphabet) -> list[int]:
    characters: list[str] = []
    for code, argument in items:
        if code is op.LITERAL:
            characters.append(chr(argument))
        elif code is op.RANGE:
            characters += map(chr, range(argument[0], argument[1] + 1))
        else:
            return []  # all but some types
    return [alphabet.bits_of(characters)]


def _of_any(branches: list[list[int]]) -> list[int]:
    """One set for alternatives: of each the smallest, if each has one."""
    if not all(branches):
        return []
    union = 0
    for sets in branches:
        union |= min(sets, key=int.bit_count)
    return [union]


def _first_of_all(parsed: Iterable[tuple[Any, Any]], alphabet: Alphabet) -> tuple[int, bool]:
    """The types that a sequence may begin with, and whether it may be empty."""
    types = 0
    for part in parsed:
        first, empty = _first(part, alphabet)
        types |= first
        if not empty:
            return types, False
    return types, True


def _first(part: tuple[Any, Any], alphabet: Alphabet) -> tuple[int, bool]:
    code, argument = part
    everything = alphabet.bits(alphabet.types())
    if code in (op.LITERAL, op.IN):
        sets = _of_all([part], alphabet)
        return (sets[0] if sets else everything), False
    if code is op.SUBPATTERN:
        return _first_of_all(argument[-1], alphabet)
    if code in (op.MAX_REPEAT, op.MIN_REPEAT):
        first, empty = _first_of_all(argument[2], alphabet)
        return first, empty or not argument[0]
    if code is op.BRANCH:
        branches = [_first_of_all(branch, alphabet) for branch in argument[1]]
        return functools.reduce(int.__or__, (first for first, _ in branches), 0), any(empty for _, empty in branches)
    return (0, True) if code is op.AT else (everything, False)

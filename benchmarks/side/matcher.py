"""Patterns over chunks as spaCy's Matcher takes them: one token a chunk, an alternative a pattern."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_MOST = 12  # alternatives
_MOST_OPTIONAL = 6  # tokens of one alternative: the Matcher tries all subsets, and its time doubles with each
_OPERATORS = {(0, 1): "?", (1, 1): None, (0, sre.MAXREPEAT): "*", (1, sre.MAXREPEAT): "+"}
Token = dict[str, Any]


class NotSayableError(Exception):
    """A pattern that the Matcher has no words for."""


def matcher_patterns(regex: re.Pattern[str]) -> list[list[Token]]:
    """A compiled pattern as Matcher patterns, whose tokens are the characters; or :class:`NotSayableError`.

    A token with an operator stays one; groups are written out, an alternative each.
    """
    found = list(itertools.islice(_sequence(_parser.parse(regex.pattern)), _MOST + 1))
    if len(found) > _MOST:
        raise NotSayableError(f"more than {_MOST} alternatives")
    if any(sum(map(_optional, pattern)) > _MOST_OPTIONAL for pattern in found):
        raise NotSayableError(f"more than {_MOST_OPTIONAL} optional tokens")
    return [pattern for pattern in found if pattern]


def _optional(token: Token) -> int:
    """How many tokens may or may not be there; without bound counts as one."""
    operator = token.get("OP", "")
    if not operator.startswith("{"):
        return int(operator in ("?", "*"))
    least, _, most = operator.strip("{}").partition(",")
    return int(most) - int(least) if most else 0


def _sequence(nodes: Any) -> Iterator[list[Token]]:
    options = [list(_node(op, value)) for op, value in nodes]
    for choice in itertools.product(*options):
        yield list(itertools.chain.from_iterable(choice))


def _node(op: Any, value: Any) -> Iterator[list[Token]]:
    if op in (sre.LITERAL, sre.NOT_LITERAL, sre.IN, sre.ANY):
        yield [_token(op, value)]
    elif op is sre.SUBPATTERN:
        yield from _sequence(value[3])
    elif op is sre.BRANCH:
        for branch in value[1]:
            yield from _sequence(branch)
    elif op is sre.MAX_REPEAT:
        yield from _repeat(*value)
    else:
        raise NotSayableError(str(op))


def _repeat(least: int, most: int, body: Any) -> Iterator[list[Token]]:
    inner = list(_sequence(body))
    if len(inner) == 1 and len(inner[0]) == 1 and "OP" not in inner[0][0]:
        operator = _OPERATORS.get((least, most), f"{{{least},{'' if most is sre.MAXREPEAT else most}}}")
        yield [inner[0][0] | ({"OP": operator} if operator else {})]
        return
    if most is sre.MAXREPEAT:
        raise NotSayableError("a group repeated without bound")
    for count in range(least, most + 1):
        for choice in itertools.product(inner, repeat=count):
            yield list(itertools.chain.from_iterable(choice))


def _token(op: Any, value: Any) -> Token:
    if op is sre.ANY:
        return {}
    items = list(value) if op is sre.IN else [(sre.LITERAL, value)]
    inside = [item for item in items if item[0] is not sre.NEGATE]
    characters: list[str] = []
    for kind, item in inside:
        low, high = (item, item) if kind is sre.LITERAL else item
        characters += map(chr, range(low, high + 1))
    negated = op is sre.NOT_LITERAL or len(inside) < len(items)
    return {"ORTH": {"NOT_IN" if negated else "IN": characters}}

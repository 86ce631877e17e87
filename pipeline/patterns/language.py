"""The pattern language.

A pattern is a line of chunk types in angle brackets with the operators of regular expressions::

    <travel:trigger> <adj>* <actor:visitor>
    <office.deputy> (<tenure>|<ordinal>)? $OFFICE <nation:country>?

``<type>`` is one chunk of that type or one below it, ``<a|b>`` of either, ``<!a|b>`` of neither, ``<type:slot>`` names
what it matched, ``slot=( … )`` names a group, ``$NAME`` is a macro of the same file. ``? * + | {m,n}`` are as in
``re``; white space means nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.errors import DataError
from pipeline.patterns.alphabet import Alphabet

_TOKEN = re.compile(
    r"\s+|<(?P<not>!?)(?P<types>[a-z_.|]+)(?::(?P<slot>[a-z_]+))?>|(?P<group>[a-z_]+)=\(|\$(?P<macro>[A-Z_]+)"
    r"|(?P<op>\(|\)|\||[?*+]|\{\d*,?\d*\}|\^|\.|\$)"
)


def compile_pattern(
    source: str, alphabet: Alphabet, macros: Mapping[str, str] | None = None, *, where: str
) -> re.Pattern[str]:
    """Compile a pattern; :class:`DataError` names ``where`` and the offending part."""
    expression = _translate(source, alphabet, macros or {}, where, depth=0)
    try:
        return re.compile(expression)
    except re.error as error:
        raise DataError(f"pattern does not compile: {error.msg}: {source}", where=where) from error


def _translate(source: str, alphabet: Alphabet, macros: Mapping[str, str], where: str, depth: int) -> str:
    if depth > 8:
        raise DataError(f"macros call each other without end: {source}", where=where)
    out: list[str] = []
    at = 0
    while at < len(source):
        match = _TOKEN.match(source, at)
        if match is None:
            raise DataError(f"not understood here: {source[at : at + 20]!r}", where=where)
        at = match.end()
        if match["types"]:
            out.append(_chunk(match, alphabet, where))
        elif match["group"]:
            out.append(f"(?P<{match['group']}>")
        elif match["macro"]:
            if match["macro"] not in macros:
                raise DataError(f"no macro ${match['macro']}", where=where, remedy="define it under [macros]")
            out.append("(?:" + _translate(macros[match["macro"]], alphabet, macros, where, depth + 1) + ")")
        elif match["op"] == "(":
            out.append("(?:")
        elif match["op"]:
            out.append(match["op"])
    return "".join(out)


def _chunk(match: re.Match[str], alphabet: Alphabet, where: str) -> str:
    characters = ""
    for name in match["types"].split("|"):
        members = alphabet.characters(name)
        if not members:
            raise DataError(f"no chunk type <{name}>", where=where, remedy="see the types in the lexicon's tables")
        characters += members
    body = f"[{'^' if match['not'] else ''}{characters}]"
    return f"(?P<{match['slot']}>{body})" if match["slot"] else body

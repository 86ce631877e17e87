"""Finding all surfaces of the lexicon in one scan of a text, in every spacing.

Every surface is compiled to patterns that begin and end with a space, in the spacings that it is met in: a break
(space or half-space) may be a space or nothing, but a space never stands where the surface has no break («در یا» is
not «دریا»). So matches are whole words without any check afterwards.
"""

from __future__ import annotations

import functools
import itertools
import operator
from collections.abc import Iterable, Iterator, Sequence

import ahocorasick_rs

from pipeline.lexicon.bytes_skeleton import BytesSkeleton, fold, is_readable, parts
from pipeline.lexicon.entries import Entry, Hit, Inflection
from pipeline.lexicon.inflection import endings, takes_ezafe

_MOST_FREE_BREAKS = 4
_YE = fold("ی")
_PLURAL = fold("های")
_START = operator.itemgetter(1)


class Scanner:
    """The automaton over all surfaces of entries."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        found: dict[bytes, tuple[Entry, ...]] = {}
        for entry in entries:
            for surface in entry.surfaces:
                for form in forms(surface, entry.inflection):
                    others = found.get(form, ())
                    if entry not in others:
                        found[form] = (*others, entry)
        self._entries = list(found.values())
        self._automaton = ahocorasick_rs.BytesAhoCorasick(
            [b" " + form + b" " for form in found], implementation=ahocorasick_rs.Implementation.ContiguousNFA
        )

    def __len__(self) -> int:
        """How many patterns there are."""
        return len(self._entries)

    def scan(self, clean: str) -> list[Hit]:
        """All hits, overlapping ones too, by start and then longest first."""
        skeleton = BytesSkeleton(clean)
        matches = self._automaton.find_matches_as_indexes(skeleton.data, overlapping=True)
        matches.reverse()  # they come by end, and the sort is stable: now the longest of one start comes first
        matches.sort(key=_START)
        entries = self._entries
        return [Hit(start, end, entries[number]) for number, start, end in skeleton.to_clean(matches)]


def forms(surface: str, inflection: Inflection) -> list[bytes]:
    """The folded forms under which a surface is found: in all spacings, with the endings of its inflection."""
    words, breaks = parts(surface)
    bare = list(_spacings(words, breaks))
    if inflection == "none":
        return bare
    out = list(bare)
    last = _last_letter(words[-1])
    for ending in _folded_endings(last, inflection):
        out += [form + ending for form in bare]
    ezafe = [word + _YE if brk and _ends_in_he(word) else word for word, brk in zip(words, [*breaks, b""], strict=True)]
    if ezafe != words:
        out += _spacings(ezafe, breaks)
    if inflection == "noun" and breaks:
        out += _spacings([words[0] + _PLURAL, *words[1:]], breaks)
    return out


def is_findable(surface: str) -> bool:
    """Whether a surface has words, and only letters that texts are read with."""
    return is_readable(surface) and bool(parts(surface)[0])


def _spacings(words: Sequence[bytes], breaks: Sequence[bytes]) -> Iterator[bytes]:
    """A surface in the spacings that it is met in, its own first; a mark inside is met with one space or as written."""
    choices = [_choices(brk) for brk in breaks]
    if len(breaks) <= _MOST_FREE_BREAKS:
        for chosen in itertools.product(*choices):
            yield _join(words, chosen)
        return
    own = [choice[0] for choice in choices]
    yield _join(words, own)
    yield _join(words, [brk or b" " for brk in breaks])
    yield _join(words, [b"" if brk == b" " else brk for brk in breaks])
    for n, choice in enumerate(choices):
        yield _join(words, [*own[:n], choice[1], *own[n + 1 :]])


def _choices(brk: bytes) -> tuple[bytes, bytes]:
    if len(brk) > 1:
        return brk, b" "
    return (b" ", b"") if brk else (b"", b" ")


def _join(words: Sequence[bytes], breaks: Sequence[bytes]) -> bytes:
    return words[0] + b"".join([brk + word for brk, word in zip(breaks, words[1:], strict=True)])


@functools.cache
def _folded_endings(last: str, inflection: Inflection) -> tuple[bytes, ...]:
    return tuple(fold(ending) for ending in endings(last, inflection))


_LETTERS = {fold(letter): letter for letter in "اآوهی"}
_SOUNDED_HE = (fold("اه"), fold("وه"))


def _last_letter(word: bytes) -> str:
    """The letter that endings go by; ه is a consonant after ا and و («شاه»، «گروه»), whose ezafe is not written."""
    return "" if word.endswith(_SOUNDED_HE) else _LETTERS.get(word[-1:], "")


def _ends_in_he(word: bytes) -> bool:
    return takes_ezafe(_last_letter(word))

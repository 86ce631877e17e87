"""Event frames: a pattern that finds an event's trigger, and the functions under which its roles stand.

A frame is a TOML table::

    [[frame]]
    id = "visit.travel-verb"
    match = "<travel:trigger> <filler>{0,2} <verb.do>"
    scope = "clause"
    [frame.roles]
    visitors = ["subject:actor"]
    destinations = ["to:place"]

``scope`` ``clause`` looks for roles in the whole clause (function ``own``: what follows the trigger in its phrase),
``noun`` only among what depends on the trigger: what follows it in its own phrase (function ``genitive``) and the
phrases after it whose functions some role asks for. ``needs`` names roles without which it is no match, ``set`` gives
the extractor constants, ``yes`` and ``no`` are the frame's examples.
"""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec

from pipeline.errors import DataError
from pipeline.patterns.alphabet import GROUPS, Alphabet
from pipeline.patterns.chunks import Chunk
from pipeline.patterns.clauses import Clause, Phrase
from pipeline.patterns.language import compile_pattern

Scope = Literal["noun", "clause"]
_PLACES = frozenset((*GROUPS["place"], "region"))
_INTRODUCERS = ("states", "town", "quantity", "number", "enter", "bound", "host", "withdraw", "accede", "government")
_TOLD_BY_RELATIVES = ("meet", "travel", "arrive", "gathering")
_HEADS = ("travel", "arrive", "meet", "gathering", "agreement")


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text and the fields that the record read from it must have (``None``: just that there is one)."""

    text: str
    record: dict[str, Any] = {}
    options: dict[str, str] = {}


class _FrameTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    match: str
    scope: Scope
    roles: dict[str, list[str]] = {}
    needs: list[str] = []
    set: dict[str, str] = {}
    yes: list[Example] = []
    no: list[str] = []


class _FrameFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    frame: list[_FrameTable]
    macros: dict[str, str] = {}


@dataclasses.dataclass(frozen=True, slots=True)
class Frame:
    """A loaded frame; ``roles`` maps a role to (function, types) in order of preference."""

    id: str
    source: str
    regex: re.Pattern[str]
    triggers: re.Pattern[str]
    scope: Scope
    roles: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]
    needs: tuple[str, ...]
    constants: Mapping[str, str]
    yes: tuple[Example, ...]
    no: tuple[str, ...]

    @property
    def functions(self) -> frozenset[str]:
        """The functions that some role asks for."""
        return frozenset(function for specs in self.roles.values() for function, _ in specs)


@dataclasses.dataclass(slots=True)
class FrameMatch:
    """A frame found in a clause: positions of its trigger, of the chunks of each role, and of its dependents.

    ``relative`` are the relative clauses that say more of an event noun («دیداری که میان … در … انجام شد»).
    """

    frame: Frame
    clause: Clause
    trigger: int
    roles: dict[str, list[int]]
    extent: tuple[int, int]
    relative: tuple[Clause, ...] = ()

    def role(self, name: str) -> list[int]:
        """Positions that fill a role, in order of the text."""
        return self.roles.get(name, [])


def load_frames(path: Path, alphabet: Alphabet, own: Path | None = None) -> list[Frame]:
    """Read, check and compile a frame file; :class:`DataError` names file and frame.

    ``own`` is a further file of the same form, which may use the first one's macros: its frames are tried before the
    others, and one with the id of another takes its place.
    """
    table = _table(path)
    frames = _compile(path, table, table.macros, alphabet)
    if own is None:
        return frames
    added = _table(own)
    first = _compile(own, added, table.macros | added.macros, alphabet)
    replaced = {frame.id for frame in first}
    return [*first, *(frame for frame in frames if frame.id not in replaced)]


def _table(path: Path) -> _FrameFile:
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8")), _FrameFile)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise DataError(str(error), where=path.name) from error


def _compile(path: Path, table: _FrameFile, macros: Mapping[str, str], alphabet: Alphabet) -> list[Frame]:
    frames: list[Frame] = []
    for row in table.frame:
        where = f"{path.name}: {row.id}"
        if any(frame.id == row.id for frame in frames):
            raise DataError("two frames have this id", where=where)
        regex = compile_pattern(row.match, alphabet, macros, where=where)
        if "trigger" not in regex.groupindex:
            raise DataError("no chunk is named trigger", where=where, remedy="write <type:trigger>")
        if unknown := [name for name in row.needs if name not in row.roles]:
            raise DataError(f"needs {unknown}, which are no roles of it", where=where)
        roles = {name: tuple(_role(spec, alphabet, where) for spec in specs) for name, specs in row.roles.items()}
        examples = (tuple(row.yes), tuple(row.no))
        gate = trigger_class(regex)
        frames.append(Frame(row.id, row.match, regex, gate, row.scope, roles, tuple(row.needs), row.set, *examples))
    return frames


_TRIGGER = re.compile(r"\(\?P<trigger>(\[[^\]]+\])\)")


def trigger_class(regex: re.Pattern[str]) -> re.Pattern[str]:
    """The characters that can be the trigger: a clause without one of them needs no closer look."""
    found = _TRIGGER.search(regex.pattern)
    return re.compile(found[1] if found else ".")


def _role(spec: str, alphabet: Alphabet, where: str) -> tuple[str, tuple[str, ...]]:
    function, _, types = spec.partition(":")
    names: list[str] = []
    for name in types.split("|") if types else []:
        if not alphabet.members(name):
            raise DataError(f"no chunk type {name} in role {spec!r}", where=where)
        names.extend(GROUPS.get(name, (name,)))
    return function, tuple(names)


def reads(frame: Frame, kind: str, clause: Clause, clauses: Sequence[Clause]) -> bool:
    """Whether a frame is for such lines.

    ``only`` is ``item`` for items without a verb, ``heading`` for other such lines, ``title`` for the first clause of a
    line, ``row`` for «وزیر نیرو: دمشق، خرداد».
    """
    only = frame.constants.get("only")
    if only == "item":
        return kind == "item" and clause.verb is None
    if only == "row":
        return kind != "heading" and clause is not clauses[0] and len(clauses[0].at) == 1
    if only == "title":
        return kind != "item" and clause is clauses[0] and clause.verb is None
    return only is None or (kind != "item" and all(c.verb is None for c in clauses))


def match_frames(
    frames: Sequence[Frame], sentence: Sequence[Chunk], clauses: Sequence[Clause], alphabet: Alphabet, kind: str
) -> list[FrameMatch]:
    """All matches, one for each trigger: of several frames on one trigger the first of the file counts.

    An agreement is read once more by the relative clause that speaks of it («قراردادی … را که … بسته شد تصویب کرد»).

    ``kind`` is that of the line: ``sentence``, ``item`` or ``heading``.
    """
    found: dict[tuple[int, int], FrameMatch] = {}
    for n, clause in enumerate(clauses if frames else ()):
        at = reach(sentence, clause)
        code = alphabet.encode([sentence[i].type for i in at])
        for frame in frames:
            if not (frame.triggers.search(code) and reads(frame, kind, clause, clauses)):
                continue
            for trigger in matched(frame, clause, code, at):
                key = (trigger, -1 if trigger in clause.at else n)
                if key in found:
                    continue
                filled = fill(frame, sentence, clause, trigger, clauses)
                if all(filled.role(name) for name in frame.needs):
                    found[key] = filled
    return [found[key] for key in sorted(found)]


def reach(sentence: Sequence[Chunk], clause: Clause) -> list[int]:
    """The positions that frames are matched on: the clause's own, after the agreement that it goes on about."""
    antecedent = clause.antecedent if clause.antecedent is not None else clause.continues
    if antecedent is not None and sentence[antecedent].is_a("agreement"):
        return [antecedent, *clause.at]
    return clause.at


def matched(frame: Frame, clause: Clause, code: str, at: Sequence[int]) -> Iterator[int]:
    """The positions of all triggers that the frame matches, also of those inside another match."""
    start = 0
    while match := frame.regex.search(code, start):
        trigger = at[match.start("trigger")]
        if frame.scope == "clause" or trigger >= clause.at[0]:
            yield trigger
        start = match.start("trigger") + 1


def fill(
    frame: Frame, sentence: Sequence[Chunk], clause: Clause, trigger: int, clauses: Sequence[Clause]
) -> FrameMatch:
    """The frame at a trigger with its roles filled, whether or not all that it needs is there."""
    relative: tuple[Clause, ...] = ()
    if frame.scope == "clause":
        phrases, extent = [*clause.phrases, _rest(clause, trigger)], (clause.at[0], clause.at[-1] + 1)
    else:
        phrases, extent = dependents(frame.functions, sentence, clause, trigger)
        if sentence[trigger].is_a(*_TOLD_BY_RELATIVES):
            relative = tuple(c for c in clauses if c.antecedent == trigger and _tells_of(sentence, c))
            phrases += [p for c in relative for p in c.phrases if p.function in frame.functions]
    roles: dict[str, list[int]] = {}
    for name, specs in frame.roles.items():
        filled = [i for function, types in specs for i in _of(function, types, phrases, clause, sentence)]
        roles[name] = sorted(dict.fromkeys(filled))
    return FrameMatch(frame, clause, trigger, roles, extent, relative)


def _tells_of(sentence: Sequence[Chunk], relative: Clause) -> bool:
    """Whether a relative clause says that its antecedent took place, and nothing of anybody («که … انجام شد»)."""
    if relative.verb is None or any(
        p.function == "subject" and sentence[p.at[0]].type == "actor" for p in relative.phrases
    ):
        return False
    done = sentence[relative.verb].is_a("verb.become", "verb.take", "verb.have", "verb.find", "verb.be", "verb.reach")
    return done and not any(sentence[i].is_a(*_HEADS, "attend", "cue.invite") for i in relative.at)


def _leading_places(at: Sequence[int], sentence: Sequence[Chunk]) -> Iterator[int]:
    """The places that a phrase begins with («به شهر مسکو»), not those deep in it («از منظر منافع ایران»)."""
    for n, i in enumerate(at):
        if sentence[i].is_a(*_PLACES):
            yield i
            continue
        introduces = n < 3 and sentence[i].is_a(*_INTRODUCERS)
        if not introduces or not any(sentence[j].is_a("city", "country", "states") for j in at[n + 1 : n + 3]):
            return


def _rest(clause: Clause, trigger: int) -> Phrase:
    """What follows the trigger in its own phrase, as function ``own``."""
    phrase = next((p for p in clause.phrases if trigger in p.at), None)
    return Phrase("own", [i for i in phrase.at if i > trigger] if phrase else [])


def _of(
    function: str, types: tuple[str, ...], phrases: Sequence[Phrase], clause: Clause, sentence: Sequence[Chunk]
) -> Iterator[int]:
    if function == "subject":
        phrases = [clause.subject] if clause.subject else []
    for phrase in phrases:
        if phrase.function != function:
            continue
        at = _leading_places(phrase.at, sentence) if types and set(types) <= _PLACES else phrase.at
        yield from (i for i in at if not types or sentence[i].is_a(*types))


def dependents(
    functions: frozenset[str], sentence: Sequence[Chunk], clause: Clause, trigger: int
) -> tuple[list[Phrase], tuple[int, int]]:
    """What hangs on an event noun: the rest of its phrase as ``genitive``, then phrases of the functions asked for.

    A comma ends the dependents of a noun that itself stands under a preposition («در سفر … به تهران، وزیر …»); «نشست
    کمیسیون مشترک» is one gathering.
    """
    index = next(n for n, p in enumerate(clause.phrases) if trigger in p.at)
    own = clause.phrases[index]
    after = own.at[own.at.index(trigger) + 1 :]
    heads = [head for head in _HEADS if head != "gathering" or not sentence[trigger].is_a("gathering")]
    stop = next((n for n, i in enumerate(after) if sentence[i].is_a(*heads)), len(after))
    genitive = Phrase("genitive", after[:stop])
    taken = [genitive]
    last = after[stop - 1] if stop else trigger
    if stop == len(after):
        for phrase in clause.phrases[index + 1 :]:
            if phrase.at and phrase.at[0] < trigger:
                continue
            if phrase.function not in functions and not (phrase.function == "date" and "date" in functions):
                break
            if own.function != "bare" and own.function != "subject" and _comma_between(sentence, last, phrase.at[0]):
                break
            taken.append(phrase)
            last = phrase.at[-1]
    return _set_purpose_apart(sentence, taken), (trigger, last + 1)


def _set_purpose_apart(sentence: Sequence[Chunk], phrases: list[Phrase]) -> list[Phrase]:
    """What follows برای / جهت belongs to the purpose where that speaks of a trip or meeting of its own."""
    start = next((n for n, p in enumerate(phrases) if p.function == "for"), len(phrases))
    inside = phrases[start:]
    if any(sentence[i].is_a(*_HEADS, "attend", "cue.invite") for p in inside for i in p.at):
        inside = [Phrase("for" if n == 0 else "purpose", p.at) for n, p in enumerate(inside)]
    return phrases[:start] + inside


def _comma_between(sentence: Sequence[Chunk], i: int, j: int) -> bool:
    return any(chunk.type == "comma" for chunk in sentence[i + 1 : j])

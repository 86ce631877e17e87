"""What patterns cannot match without, and which sentences are let through to them."""

from __future__ import annotations

import re

import pytest

from pipeline.patterns.alphabet import Alphabet
from pipeline.patterns.chunks import Chunk
from pipeline.patterns.frames import Frame
from pipeline.patterns.gate import FrameGate
from pipeline.patterns.language import compile_pattern
from pipeline.patterns.requirements import openings, requirements
from pipeline.records import SentenceKind

ALPHABET = Alphabet({"travel", "meet", "country", "actor", "adj", "word", "name", "verb.do", "verb.go", "stop",
                     "that", "known", "patronym", "comma"})  # fmt: skip


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        ("<travel:trigger> <adj>{0,2} <verb.do>", ["travel", "verb.do"]),
        ("<travel:trigger> (<adj> <meet>)? <verb>", ["travel", "verb.do verb.go"]),
        ("<travel:trigger> (<adj> <country>|<meet>)", ["travel", "adj meet"]),
        ("<travel:trigger> (<adj>|<meet>?)", ["travel"]),
        ("<travel:trigger> (<adj> <meet>)+", ["travel", "adj", "meet"]),
        ("<travel:trigger> <!verb|stop> <country|meet>", ["travel", "country meet"]),
        ("^<travel:trigger> $", ["travel"]),
    ],
)
def test_requirements(pattern: str, wanted: list[str]) -> None:
    found = requirements(compile_pattern(pattern, ALPHABET, where="test"), ALPHABET)
    assert found == [ALPHABET.bits(types.split()) for types in wanted]


@pytest.mark.parametrize(
    ("pattern", "types"),
    [
        ("<travel> <meet>", "travel"),
        ("<adj>? <word>* (<travel>|<meet> <actor>)", "adj word travel meet"),
        ("(<adj>|<word>?) <verb.do>", "adj word verb.do"),
        ("^<comma>{0,2}<that>", "comma that"),
    ],
)
def test_openings(pattern: str, types: str) -> None:
    assert openings(compile_pattern(pattern, ALPHABET, where="test"), ALPHABET) == ALPHABET.bits(types.split())


def test_an_empty_match_may_begin_with_anything() -> None:
    everything = ALPHABET.bits(ALPHABET.types())
    assert openings(compile_pattern("<adj>?", ALPHABET, where="test"), ALPHABET) == everything
    assert openings(compile_pattern("<!adj>", ALPHABET, where="test"), ALPHABET) == everything


def frame(pattern: str, needs: tuple[str, ...] = (), only: str = "") -> Frame:
    regex = compile_pattern(pattern, ALPHABET, where="test")
    roles = {"to": (("to", ("country",)),), "anything": (("in", ()),), "who": (("subject", ("actor",)),)}
    constants = {"only": only} if only else {}
    return Frame(
        "f", pattern, regex, re.compile(ALPHABET.characters("travel")), "clause", roles, needs, constants, (), ()
    )


@pytest.mark.parametrize(
    ("wanted", "types", "kind", "opens"),
    [
        (frame("<travel:trigger>"), "travel", "sentence", True),
        (frame("<travel:trigger>"), "meet country", "sentence", False),
        (frame("<travel:trigger>", ("to",)), "travel", "sentence", False),
        (frame("<travel:trigger>", ("to", "who")), "travel country", "sentence", True),
        (frame("<travel:trigger>", ("anything",)), "travel", "sentence", True),
        (frame("<travel:trigger> <verb.do>"), "travel", "sentence", True),
        (frame("<travel:trigger>", only="item"), "travel", "sentence", False),
        (frame("<travel:trigger>", only="item"), "travel", "item", True),
    ],
)
def test_hits(wanted: Frame, types: str, kind: SentenceKind, opens: bool) -> None:
    gate = FrameGate({"visits": [wanted]}, ALPHABET, ["travel", "meet", "country"])
    assert gate.may_open(ALPHABET.bits(types.split()), kind, verbs=0)[0] == opens


def test_a_trigger_that_must_begin_a_clause_is_named() -> None:
    gate = FrameGate({"visits": [frame("^<travel:trigger> <comma>")]}, ALPHABET, ["travel", "meet", "country"])
    assert gate.may_open(ALPHABET.bits(["travel"]), "sentence", verbs=0) == (False, ALPHABET.bits(["travel"]))


@pytest.mark.parametrize(
    ("wanted", "types", "kind", "matches"),
    [
        (frame("<travel:trigger> <verb.do>"), "travel verb.do", "sentence", True),
        (frame("<travel:trigger> <verb.do>"), "travel verb.go", "sentence", False),
        (frame("^<travel:trigger> <comma>"), "travel comma", "sentence", True),
        (frame("^<travel:trigger> <comma>"), "word travel comma", "sentence", False),
        (frame("^<travel:trigger> <comma>"), "word stop travel comma", "sentence", True),
        (frame("^<travel:trigger> <comma>"), "word verb.do travel comma", "sentence", True),
        (frame("<travel:trigger>", only="heading"), "travel", "item", False),
        (frame("<travel:trigger> <actor>"), "travel word", "sentence", True),
    ],
)
def test_chunks(wanted: Frame, types: str, kind: SentenceKind, matches: bool) -> None:
    gate = FrameGate({"visits": [wanted]}, ALPHABET, ["travel", "meet", "country"])
    chunks = [Chunk(name, n, n + 1) for n, name in enumerate(types.split())]
    assert gate.may_match(chunks, ALPHABET.bits(types.split()), kind) == matches
    if matches and "actor" not in wanted.source:
        assert gate.frames_for(ALPHABET.bits(types.split())) == {"visits": [wanted]}

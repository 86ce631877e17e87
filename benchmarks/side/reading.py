"""The whole reading of documents, and the matching of patterns alone."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

import spacy
from spacy.matcher import Matcher
from spacy.tokens import Doc

from benchmarks import corpus
from benchmarks.report import Cell, Section, Target, speed_rows
from benchmarks.side.context import Candidate, Context, reader
from benchmarks.side.matcher import NotSayableError, matcher_patterns
from benchmarks.texts import first_texts
from benchmarks.timing import interleave, times_as_fast
from pipeline import records
from pipeline.engine import Engine
from pipeline.patterns.frames import matched, reach

_CHARACTERS = 150_000
_CLAUSES = 200
_LONGEST_CLAUSE = 25  # chunks: the Matcher keeps every partial match, and needs gigabytes for longer ones
_OURS = "dabir, records as JSON"
_NONE = "reads no events"


def run(context: Context) -> Iterator[Section]:
    """Quality on the corpus, speed on prose, and the same patterns in spaCy's Matcher."""
    others = ("hazm", "parsivar", "dateparser", "parstdex", "spaCy blank fa")
    rows: list[tuple[Cell, ...]] = [("dabir", *row) for row in corpus.rows(context.engine)]
    rows += [(name, _NONE, *[None] * (len(corpus.COLUMNS) - 1)) for name in others]
    yield Section(
        "Whole reading: quality",
        ("tool", *corpus.COLUMNS),
        rows,
        "python -m benchmarks.corpus",
        "Texts written for the project; rules were written with the development half in sight.",
    )
    yield _speed(context)
    yield _patterns(context)


def whole(engine: Engine) -> Callable[[str], bytes]:
    """Reads a text to the bytes of its records."""
    return lambda text: records.encode(engine.extract(text, id="x"))


def _speed(context: Context) -> Section:
    sample = first_texts(context.texts, _CHARACTERS)
    turns: dict[str, Candidate] = {_OURS: reader(whole(context.engine), sample)}
    with contextlib.suppress(ImportError):
        from hazm import Normalizer as Hazm

        turns["hazm, Normalizer alone"] = reader(Hazm().normalize, sample)
    with contextlib.suppress(ImportError):
        turns["parsivar, normalizer and tagger"] = reader(_parsivar(), sample)
    turns["spaCy blank fa, tokens alone"] = reader(spacy.blank("fa"), sample)
    if hazm := context.workers.get("hazm"):
        turns[f"{hazm.name}, Normalizer alone"] = hazm.again("normalize", sample)
    timings = interleave(turns, rounds=context.rounds)
    goals = {"hazm, Normalizer alone": 1, "parsivar, normalizer and tagger": 3}
    return Section(
        "Whole reading: speed",
        ("tool", "characters/s", "dabir is times as fast"),
        speed_rows(timings, sum(map(len, sample)), _OURS),
        "python -m benchmarks --only reading --text PROSE",
        "Dabir repairs, splits, tags, reads all records and writes them; the others do what their line says.",
        [
            Target(f"whole reading, times {name}", goal, times_as_fast(timings[_OURS], timings[name]).median)
            for name, goal in goals.items()
            if name in timings
        ],
    )


def _parsivar() -> Callable[[str], object]:
    from parsivar import Normalizer, POSTagger, Tokenizer

    normalize, tokenizer, tagger = Normalizer().normalize, Tokenizer(), POSTagger(tagging_model="wapiti")
    return lambda text: tagger.parse(tokenizer.tokenize_words(normalize(text)))


def _patterns(context: Context) -> Section:
    """The frames that can be said as Matcher rules, on the clauses of the texts, by both; clauses and Docs ready."""
    engine = context.engine
    alphabet = engine.alphabet
    vocab = spacy.blank("fa").vocab
    matcher, frames, unsaid = Matcher(vocab), [], 0
    for frame in (frame for group in engine.frames.values() for frame in group):
        try:
            matcher.add(frame.id, matcher_patterns(frame.regex))
            frames.append(frame)
        except NotSayableError:
            unsaid += 1
    clauses = []
    for text in first_texts(context.texts, _CHARACTERS):
        for reading in engine.readings(text)[1]:
            for clause in reading.clauses:
                at = reach(reading.chunks, clause)
                clauses.append((clause, alphabet.encode([reading.chunks[i].type for i in at]), at))
    clauses = [found for found in clauses if 0 < len(found[1]) <= _LONGEST_CLAUSE][:_CLAUSES]
    docs = [Doc(vocab, words=list(code)) for _, code, _ in clauses]

    def ours() -> list[set[str]]:
        return [
            {f.id for f in frames if f.triggers.search(code) and next(matched(f, clause, code, at), None) is not None}
            for clause, code, at in clauses
        ]

    def theirs() -> list[set[str]]:
        return [{vocab.strings[key] for key, _, _ in matcher(doc)} for doc in docs]

    pairs = list(zip(ours(), theirs(), strict=True))
    union = sum(len(a | b) for a, b in pairs)
    same = sum(len(a & b) for a, b in pairs) / union if union else 1.0
    timings = interleave({"dabir": ours, "spaCy Matcher": theirs}, rounds=context.rounds)
    return Section(
        "Pattern rules: the same patterns in spaCy's Matcher",
        ("tool", "clauses/s", "dabir is times as fast"),
        speed_rows(timings, len(clauses), "dabir"),
        "python -m benchmarks --only reading --text PROSE",
        f"{len(frames)} event patterns as Matcher rules, which is how EDS-NLP and medspaCy say theirs, one token a "
        f"chunk, tokens ready; {unsaid} cannot be said so. {union} matches in {len(clauses):,} clauses, {same:.1%} of "
        "them found by both.",
    )

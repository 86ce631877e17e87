"""The reading itself: raw text to document record. Pure: no files, no network, no clock."""

from __future__ import annotations

import bisect
import dataclasses
import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from pipeline import __version__, records
from pipeline.errors import InputError, UsageError
from pipeline.extractors import EXTRACTOR_FOLDER
from pipeline.extractors.agreements import read_agreements
from pipeline.extractors.dates import DateMention, find_dates
from pipeline.extractors.drafts import AgreementDraft, MeetingDraft, SentenceReading, VisitDraft
from pipeline.extractors.meetings import read_meetings
from pipeline.extractors.names import NameReader
from pipeline.extractors.participants import PATTERNS as ACTOR_PATTERNS
from pipeline.extractors.participants import ActorReader, load_patterns
from pipeline.extractors.signatures import join_signatures
from pipeline.extractors.slips import propose
from pipeline.extractors.visits import read_visits
from pipeline.lexicon import Hit, Lexicon
from pipeline.linking.confidence import measured
from pipeline.linking.document import link_document
from pipeline.patterns.alphabet import Alphabet
from pipeline.patterns.chunker import NameType, chunk_sentence, chunk_types
from pipeline.patterns.clauses import find_clauses
from pipeline.patterns.frames import Frame, load_frames, match_frames
from pipeline.patterns.trace import Trial, trials
from pipeline.tagging import Tag, Tagger
from pipeline.text.normalizers import Normalizer
from pipeline.text.repair import RepairedText
from pipeline.text.sentences import SentenceSpan, split_sentences
from pipeline.text.tokens import TokenSpan, tokenize

TagMode = Literal["gated", "all"]

#: Chunk types that make a sentence worth reading closely.
_TRIGGERS = (
    "travel",
    "arrive",
    "enter",
    "bound",
    "leave",
    "attend",
    "host",
    "audience",
    "meet",
    "gathering",
    "agreement",
    "dispatch",
    "cue.invite",
)
_KINDS = ("visits", "meetings", "agreements")
_LONGEST_SENTENCE = 2000
#: A sentence of more triggers is no prose (prose has ten at most), and is read in short parts.
_MOST_TRIGGERS = 40
_SHORT_PART = 200
_PEOPLE = ("office", "offices", "honorific", "holder", "delegation")


@dataclasses.dataclass(frozen=True, slots=True)
class _Prepared:
    """A sentence before chunking; ``tags`` are there where a tagger ran."""

    span: SentenceSpan
    tokens: list[TokenSpan]
    hits: list[Hit]
    dates: list[DateMention]
    close: bool
    tags: list[Tag] | None = None


class Engine:
    """Reads texts to records; made by :func:`pipeline.load`, safe to use for any number of documents."""

    def __init__(
        self, *, lexicon: Lexicon, tagger: Tagger, tag: TagMode, patterns: Path | None = None, normalizer: str = "dabir"
    ) -> None:
        self.lexicon = lexicon
        self.normalizer = Normalizer(normalizer)
        self.tagger = tagger
        self.tag_mode = tag
        self._alphabet = Alphabet({*chunk_types(), *lexicon.types})
        self._names = NameReader(lexicon)
        self._actors = ActorReader(load_patterns(ACTOR_PATTERNS, self._alphabet), self._alphabet, lexicon, self._names)
        own = _own_patterns(patterns)
        self.frames: dict[str, list[Frame]] = {
            kind: load_frames(EXTRACTOR_FOLDER / f"{kind}.toml", self._alphabet, own.get(kind)) for kind in _KINDS
        }
        self._rules_hash = _rules_hash(own.values())

    def extract(
        self,
        text: str,
        *,
        id: str,
        date: dt.date | str | None = None,
        viewpoint: str = "IRN",
        subject_country: str | None = None,
        source: str | None = None,
        sha256: str | None = None,
        encoding: str | None = None,
        explain: bool = False,
        everyone: bool = False,
    ) -> records.Document:
        """Read one document.

        ``date`` is the document's own day (relative dates are resolved against it), ``viewpoint`` the country that
        «کشورمان» means, ``subject_country`` the counterpart of a country study. With ``everyone`` the participants are
        all who are named, and not only those who take part in an event. Raises :class:`InputError` for a text that
        cannot be read and :class:`UsageError` for a bad option.
        """
        day = _day(date)
        self.check_countries(viewpoint, subject_country)
        _refuse_surrogates(text, id)
        repaired = self.normalizer(text)
        prepared, dates = self._prepare(repaired.clean, day)
        readings = self._read_all(repaired.clean, prepared)
        visits, meetings, agreements = self._events(repaired.clean, readings)
        linked = link_document(
            repaired, readings, dates, visits, meetings, agreements,
            lexicon=self.lexicon, viewpoint=viewpoint, subject=subject_country, date=day, everyone=everyone,
        )  # fmt: skip
        info = records.DocumentInfo(
            id=id,
            source=source,
            sha256=sha256,
            text_sha256=hashlib.sha256(text.encode()).hexdigest(),
            encoding=encoding,
            length=len(text),
            date=day,
            viewpoint=viewpoint,
            subject_country=linked.subject_country,
            inferred=["subject_country"] if linked.subject_country and not subject_country else [],
        )
        explained = _explain(repaired, prepared, linked.slips) if explain else {}
        return records.Document(
            schema_version=records.SCHEMA_VERSION,
            generator=self.generator,
            document=info,
            dates=linked.dates,
            participants=linked.participants,
            visits=linked.visits,
            meetings=linked.meetings,
            agreements=linked.agreements,
            warnings=linked.warnings,
            **explained,
        )

    def check_countries(self, *codes: str | None) -> None:
        """Raise :class:`UsageError` for a code that is no country's; ``None`` is fine."""
        for code in codes:
            if code is not None and self.lexicon.country(code) is None:
                raise UsageError(f"{code!r} is no country code", remedy="use ISO 3166-1 alpha-3, as IRN")

    def stream(self, texts: Iterable[str | tuple[str, str]]) -> Iterator[records.Document]:
        """Read texts one after the other, lazily: strings (numbered from 1 as ``id``) or ``(id, text)`` pairs."""
        for number, item in enumerate(texts, 1):
            name, text = (str(number), item) if isinstance(item, str) else item
            yield self.extract(text, id=name)

    @property
    def generator(self) -> records.Generator:
        """What the records say of their making."""
        return records.Generator(
            name="dabir",
            version=__version__,
            rules=self._rules_hash,
            lexicon=self.lexicon.hash,
            tagger=records.Tagger(name=self.tagger.name, hash=self.tagger.hash),
            options={"tag": self.tag_mode, "normalizer": self.normalizer.name},
        )

    def readings(self, text: str, *, date: dt.date | str | None = None) -> tuple[str, list[SentenceReading]]:
        """The repaired text and its sentences as chunks and clauses, for who writes patterns.

        ``drops`` of a sentence are the matches that gave no record of their own, and why.
        """
        repaired, day = self.normalizer(text), _day(date)
        prepared, dates = self._prepare(repaired.clean, day)
        readings = self._read_all(repaired.clean, prepared)
        link_document(
            repaired, readings, dates, *self._events(repaired.clean, readings),
            lexicon=self.lexicon, viewpoint="IRN", subject=None, date=day,
        )  # fmt: skip
        return repaired.clean, readings

    def trials(self, kind: str, clean: str, reading: SentenceReading) -> list[Trial]:
        """Which frames of a kind (a key of ``frames``) fired in a sentence, and why others did not."""
        return list(trials(self.frames[kind], clean, reading.chunks, reading.clauses, self._alphabet, reading.kind))

    # -- stages ---------------------------------------------------------------------------------------------------

    def _prepare(self, clean: str, day: dt.date | None) -> tuple[list[_Prepared], list[DateMention]]:
        """Sentences with their lexicon hits and dates; those that hold a trigger are tokenised and tagged."""
        hits = self.lexicon.scan(clean)
        whole = join_signatures(clean, split_sentences(clean), hits)
        hit_starts = [hit.start for hit in hits]
        spans = [part for span in whole for part in _bounded(clean, span, _longest(span, hits, hit_starts))]
        spans, dates = find_dates(clean, spans, document_date=day)
        date_starts = [date.start for date in dates]
        prepared: list[_Prepared] = []
        for span in spans:
            own = hits[bisect.bisect_left(hit_starts, span.start) : bisect.bisect_left(hit_starts, span.end)]
            own = [hit for hit in own if hit.end <= span.end]
            own_dates = dates[bisect.bisect_left(date_starts, span.start) : bisect.bisect_left(date_starts, span.end)]
            types = {entry.type for hit in own for entry in hit.entries}
            close = _have(types, _TRIGGERS) or _have(types, _PEOPLE)
            tokens = tokenize(clean, span.start, span.end) if close or self.tag_mode == "all" else []
            prepared.append(_Prepared(span, tokens, own, own_dates, close))
        return self._tag(clean, prepared), dates

    def _tag(self, clean: str, prepared: list[_Prepared]) -> list[_Prepared]:
        """Tag the sentences to be read closely (or all)."""
        wanted = [n for n, p in enumerate(prepared) if p.tokens]
        tagged = self.tagger.tag([[clean[t.start : t.end] for t in prepared[n].tokens] for n in wanted])
        for n, tags in zip(wanted, tagged, strict=True):
            prepared[n] = dataclasses.replace(prepared[n], tags=tags)
        return prepared

    def _read_all(self, clean: str, prepared: Sequence[_Prepared]) -> list[SentenceReading]:
        """Every sentence as chunks and clauses; names that one introduces are known in all others."""
        countries = frozenset(e.row.code for p in prepared for h in p.hits for e in h.entries if e.type == "country")
        readings = [self._read(clean, n, p, frozenset(), countries) for n, p in enumerate(prepared)]
        known = frozenset(
            actor.name.split()[-1]
            for reading in readings
            for chunk in reading.chunks
            if chunk.type == "actor"
            for actor in chunk.data
            if actor.name and (actor.honorific or actor.role) and not self._names.is_common(actor.name.split()[-1])
        )
        for n, p in enumerate(prepared):
            if p.close and any(clean[t.start : t.end] in known for t in p.tokens):
                readings[n] = self._read(clean, n, p, known, countries)
        return readings

    def _read(
        self, clean: str, index: int, prepared: _Prepared, known: frozenset[str], countries: frozenset[str]
    ) -> SentenceReading:
        span, tokens, tags = prepared.span, prepared.tokens, prepared.tags
        if not prepared.close:
            return SentenceReading(index, span.start, span.end, span.kind, [], [])

        def name_type(i: int) -> NameType:
            form = clean[tokens[i].start : tokens[i].end]
            if form in known:
                return "known"
            return self._names.type_of(form, proper=tags is not None and tags[i].upos == "PROPN")

        chunks = chunk_sentence(clean, tokens, prepared.hits, prepared.dates, name_type)
        chunks, slips = propose(clean, chunks, self.lexicon, countries)
        self._names.know(clean, chunks, known)
        chunks = self._actors.read(clean, chunks)
        return SentenceReading(index, span.start, span.end, span.kind, chunks, find_clauses(chunks), slips)

    def _events(
        self, clean: str, readings: Sequence[SentenceReading]
    ) -> tuple[list[VisitDraft], list[MeetingDraft], list[AgreementDraft]]:
        visits: list[VisitDraft] = []
        meetings: list[MeetingDraft] = []
        agreements: list[AgreementDraft] = []
        for reading in readings:
            if not reading.chunks:
                continue
            found = {
                kind: match_frames(frames, reading.chunks, reading.clauses, self._alphabet, reading.kind)
                for kind, frames in self.frames.items()
            }
            gatherings = read_meetings(clean, reading, found["meetings"])
            meetings.extend(gatherings.values())
            visits.extend(read_visits(clean, reading, found["visits"], gatherings))
            agreements.extend(read_agreements(clean, reading, found["agreements"]))
        return visits, meetings, agreements


def _have(types: Iterable[str], wanted: Collection[str]) -> bool:
    """Whether some chunk type is, or is below, one of those wanted."""
    return any(name in wanted or name.partition(".")[0] in wanted for name in types)


def _longest(span: SentenceSpan, hits: Sequence[Hit], starts: Sequence[int]) -> int:
    """How long the parts of a sentence may be."""
    if span.end - span.start > _SHORT_PART:
        own = hits[bisect.bisect_left(starts, span.start) : bisect.bisect_left(starts, span.end)]
        if len(own) > _MOST_TRIGGERS:
            triggers = sum(_have((entry.type for entry in hit.entries), _TRIGGERS) for hit in own)
            return _SHORT_PART if triggers > _MOST_TRIGGERS else _LONGEST_SENTENCE
    return _LONGEST_SENTENCE


def _bounded(clean: str, span: SentenceSpan, longest: int) -> Iterator[SentenceSpan]:
    """A sentence in parts of bounded length, cut between words: reading a clause grows faster than its length."""
    start = span.start
    while span.end - start > longest:
        cut = clean.rfind(" ", start, start + longest)
        cut = cut if cut > start else start + longest
        yield SentenceSpan(start, cut, span.kind)
        start = cut + 1 if clean[cut] == " " else cut
    if start < span.end:
        yield SentenceSpan(start, span.end, span.kind)


def _day(date: dt.date | str | None) -> dt.date | None:
    if not isinstance(date, str):
        return date
    try:
        return dt.date.fromisoformat(date)
    except ValueError as error:
        raise UsageError(f"{date!r} is no ISO date", remedy="write YYYY-MM-DD") from error


def _refuse_surrogates(text: str, where: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InputError(
            f"lone surrogate at code point {error.start}", where=where, remedy="decode the text as UTF-8 first"
        ) from error


def _own_patterns(folder: Path | None) -> dict[str, Path]:
    """The files of an own folder by kind; :class:`UsageError` for a folder that is none or holds other files."""
    if folder is None:
        return {}
    if not folder.is_dir():
        raise UsageError(
            f"{folder} is no folder", remedy="give a folder of visits.toml, meetings.toml, agreements.toml"
        )
    found = {path.stem: path for path in sorted(folder.glob("*.toml"))}
    if not found or (unknown := sorted(found.keys() - set(_KINDS))):
        named = f"does not know {', '.join(unknown)}.toml" if found else "finds no .toml file"
        raise UsageError(f"{folder}: {named}", remedy=f"name the files {', '.join(f'{kind}.toml' for kind in _KINDS)}")
    return found


def _rules_hash(own: Iterable[Path]) -> str:
    digest = hashlib.sha256(measured().encode())
    for path in [*sorted(EXTRACTOR_FOLDER.rglob("*")), *own]:
        if path.suffix in (".toml", ".tsv", ".py"):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def _explain(repaired: RepairedText, prepared: Sequence[_Prepared], slips: Sequence[records.Repair]) -> dict[str, Any]:
    """The ``repairs`` and ``sentences`` of the record."""
    raw, to_raw = repaired.raw, repaired.alignment.to_raw
    sentences: list[records.Sentence] = []
    for p in prepared:
        start, end = to_raw(p.span.start, p.span.end)
        tokens: list[records.Token] = []
        for n, token in enumerate(p.tokens):
            first, last = to_raw(token.start, token.end)
            tag = p.tags[n] if p.tags else None
            tokens.append(
                records.Token(
                    start=first,
                    end=last,
                    text=raw[first:last],
                    form=repaired.clean[token.start : token.end],
                    upos=tag.upos if tag else None,
                    lemma=tag.lemma if tag else None,
                    feats=tag.feats if tag else None,
                )
            )
        sentences.append(records.Sentence(start=start, end=end, text=raw[start:end], kind=p.span.kind, tokens=tokens))
    repairs = sorted([*repaired.repairs(), *slips], key=lambda r: (r.start, r.end))
    return {"repairs": repairs, "sentences": sentences}

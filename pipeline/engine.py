"""The reading itself: raw text to document record. Pure: no files, no network, no clock."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline import __version__, records
from pipeline.errors import InputError, UsageError
from pipeline.extractors import EXTRACTOR_FOLDER
from pipeline.extractors.drafts import SentenceReading
from pipeline.lexicon import Lexicon
from pipeline.linking.confidence import measured
from pipeline.linking.document import link_document, slip_repairs
from pipeline.patterns.alphabet import Alphabet
from pipeline.patterns.chunker import chunk_types
from pipeline.patterns.frames import Frame, load_frames
from pipeline.patterns.trace import Trial, trials
from pipeline.reading import DocumentReader, Sentence, TagMode, Tools
from pipeline.tagging import Tagger
from pipeline.text.normalizers import Normalizer
from pipeline.text.repair import RepairedText
from pipeline.text.suspects import Slip, suspected_words

_KINDS = ("visits", "meetings", "agreements")


class Engine:
    """Reads texts to records; made by :func:`pipeline.load`, safe to use for any number of documents."""

    def __init__(
        self, *, lexicon: Lexicon, tagger: Tagger, tag: TagMode, patterns: Path | None = None, normalizer: str = "dabir"
    ) -> None:
        self.lexicon = lexicon
        self.normalizer = Normalizer(normalizer)
        self.tagger = tagger
        self.tag_mode = tag
        self.alphabet = Alphabet({*chunk_types(), *lexicon.types})
        own = _own_patterns(patterns)
        self.frames: dict[str, list[Frame]] = {
            kind: load_frames(EXTRACTOR_FOLDER / f"{kind}.toml", self.alphabet, own.get(kind)) for kind in _KINDS
        }
        self._tools = Tools(lexicon, tagger, tag, self.alphabet, self.frames)
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
        reader = DocumentReader(self._tools, repaired.clean, day)
        if explain or self.tag_mode == "all":
            reader.tag()
        wanted = explain or everyone or reader.may_tell(viewpoint=viewpoint, has_subject=subject_country is not None)
        readings = reader.read() if wanted else []
        visits, meetings, agreements = reader.events(readings)
        linked = link_document(
            repaired, readings, reader.dates, visits, meetings, agreements,
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
        explained = self._explained(repaired, reader.sentences, linked.slips) if explain else {}
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

    def _explained(self, repaired: RepairedText, sentences: Sequence[Sentence], read: Sequence[Slip]) -> dict[str, Any]:
        """What ``explain`` adds, with words that are probably misread beside the slips that the reading rests on."""
        places = frozenset(entry.name for kind in ("city", "country") for entry in self.lexicon.entries(kind))
        others = [
            slip
            for slip in suspected_words(repaired.clean, places)
            if not any(slip.start < one.end and one.start < slip.end for one in read)
        ]
        return _explain(repaired, sentences, slip_repairs(repaired, [*read, *others]))

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
        reader = DocumentReader(self._tools, repaired.clean, day)
        readings = reader.read()
        link_document(
            repaired, readings, reader.dates, *reader.events(readings),
            lexicon=self.lexicon, viewpoint="IRN", subject=None, date=day,
        )  # fmt: skip
        return repaired.clean, readings

    def trials(self, kind: str, clean: str, reading: SentenceReading) -> list[Trial]:
        """Which frames of a kind (a key of ``frames``) fired in a sentence, and why others did not."""
        return list(trials(self.frames[kind], clean, reading.chunks, reading.clauses, self.alphabet, reading.kind))


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


def _explain(repaired: RepairedText, sentences: Sequence[Sentence], slips: Sequence[records.Repair]) -> dict[str, Any]:
    """The ``repairs`` and ``sentences`` of the record."""
    raw, to_raw = repaired.raw, repaired.alignment.to_raw
    written: list[records.Sentence] = []
    for p in sentences:
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
        written.append(records.Sentence(start=start, end=end, text=raw[start:end], kind=p.span.kind, tokens=tokens))
    repairs = sorted([*repaired.repairs(), *slips], key=lambda r: (r.start, r.end))
    return {"repairs": repairs, "sentences": written}

"""One document's sentences as chunks and clauses, and what single mentions tell.

Most text tells of no event, so that every step asks whether the next is wanted: sentences are gated by the types of
the lexicon's hits, then by those of their chunks (:mod:`pipeline.patterns.gate`); what some frame may match in is read
closely; only where that gives something that can become a record are all sentences read that name anybody, because
who «وی» is, or of which country, may be said in any of them.
"""

from __future__ import annotations

import bisect
import collections
import dataclasses
import datetime as dt
import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from pipeline.extractors.agreements import read_agreements
from pipeline.extractors.dates import DateMention, find_dates
from pipeline.extractors.drafts import AgreementDraft, MeetingDraft, SentenceReading, VisitDraft
from pipeline.extractors.meetings import read_meetings
from pipeline.extractors.names import NameReader
from pipeline.extractors.participants import PATTERNS as ACTOR_PATTERNS
from pipeline.extractors.participants import ActorReader, load_patterns
from pipeline.extractors.signatures import join_signatures
from pipeline.extractors.slips import READ_AS, propose
from pipeline.extractors.visits import read_visits
from pipeline.lexicon import Entry, Hit, Lexicon, verbs
from pipeline.linking.context import may_be_study
from pipeline.linking.prospects import may_be_record
from pipeline.patterns.alphabet import Alphabet
from pipeline.patterns.chunker import NameType, chunk_sentence, chunk_types, may_end_clause
from pipeline.patterns.chunks import Chunk
from pipeline.patterns.frames import Frame, match_frames
from pipeline.patterns.gate import FrameGate
from pipeline.tagging import Tag, Tagger
from pipeline.text.sentences import SentenceSpan, split_sentences
from pipeline.text.tokens import TokenSpan, tokenize

TagMode = Literal["gated", "all"]

#: Chunk types that make a sentence worth reading closely: words that tell events, and people.
_TRIGGERS = (
    "travel", "arrive", "enter", "bound", "leave", "attend", "host", "audience", "meet", "gathering", "agreement",
    "dispatch", "cue.invite",
)  # fmt: skip
_PEOPLE = ("office", "offices", "honorific", "holder", "delegation")
#: What says more of an agreement that was told («آن را لغو کرد»).
_FOLLOW_UPS = ("terminate", "in_force", "ratify")
#: The lines in which an instrument is titled, those that still name its parties, the length of a line over a signature.
_TITLE_LINES, _PREAMBLE_LINES, _SIGNATURE_LENGTH = 3, 6, 120
#: What somebody is introduced under, so that their name is known in all sentences.
_INTRODUCING = ("office", "offices", "honorific")
_LONGEST_SENTENCE = 2000
_LONGEST_WORD = 40
#: A sentence of more triggers is no prose (prose has ten at most), and is read in short parts.
_MOST_TRIGGERS = 40
_SHORT_PART = 200
_NATIONS = ("country", "demonym", "ours")
#: How many pairs of a name and a sentence are compared; beyond it all sentences count as if they matched.
_MOST_COMPARED = 100_000

Drafts = tuple[list[VisitDraft], list[MeetingDraft], list[AgreementDraft]]


@dataclasses.dataclass(slots=True, eq=False)
class Sentence:
    """A sentence before it is read: ``types`` are those of its hits (:meth:`Alphabet.bits`).

    ``close`` where it is read if anything is; there are ``tokens`` and ``tags`` where it was.
    """

    index: int
    span: SentenceSpan
    hits: list[Hit]
    dates: list[DateMention]
    types: int
    close: bool
    tokens: list[TokenSpan] = dataclasses.field(default_factory=list)
    tags: list[Tag] | None = None


class Tools:
    """What all documents are read with."""

    def __init__(
        self, lexicon: Lexicon, tagger: Tagger, tag: TagMode, alphabet: Alphabet, frames: Mapping[str, list[Frame]]
    ) -> None:
        self.lexicon = lexicon
        self.tagger = tagger
        self.tag_all = tag == "all"
        self.alphabet = alphabet
        self.names = NameReader(lexicon)
        self.actors = ActorReader(load_patterns(ACTOR_PATTERNS, alphabet), alphabet, lexicon, self.names)
        given_elsewhere = chunk_types()
        self.gate = FrameGate(frames, alphabet, lexicon.types - given_elsewhere)
        verb_types = {t for t in self.gate.triggers if t.startswith("verb.")}
        self.trigger_verbs = alphabet.bits(verb_types)
        self.verb_places = verbs.places({t.removeprefix("verb.") for t in verb_types})
        self.triggers = self._below(_TRIGGERS)
        self.close = self.triggers | self._below(_PEOPLE)
        self.introducing = self._below(_INTRODUCING)
        self.agreements, self.follow_ups = self._below(("agreement",)), self._below(_FOLLOW_UPS)
        self.signed_for, self.cities = self._below(("country", "demonym")), self._below(("city",))
        self.nations = alphabet.bits(_NATIONS)
        self._slips = [(alphabet.bits([shown]), alphabet.bits([meant])) for shown, meant in READ_AS]
        self._entry_types: dict[int, int] = {}

    def _below(self, names: Iterable[str]) -> int:
        return self.alphabet.bits(t for name in names for t in self.alphabet.members(name))

    def types_of(self, entries: tuple[Entry, ...]) -> int:
        """The types of a hit's entries, which are the lexicon's own tuples and live as long as it does."""
        key = id(entries)
        found = self._entry_types.get(key)
        if found is None:
            found = self._entry_types[key] = self.alphabet.bits(entry.type for entry in entries)
        return found

    def frames_for(self, chunks: Iterable[Chunk]) -> Mapping[str, list[Frame]]:
        """The frames of each kind that a sentence of these chunks may match; nothing where there is none."""
        return self.gate.frames_for(self.alphabet.bits({chunk.type for chunk in chunks}))

    def with_slips(self, types: int) -> int:
        """The types, and those that a slip in such a sentence may be read as."""
        for shown, meant in self._slips:
            if types & shown:
                types |= meant
        return types


class DocumentReader:
    """Reads one clean text; ``dates`` are all of its dates, relative ones resolved against ``day``."""

    def __init__(self, tools: Tools, clean: str, day: dt.date | None) -> None:
        self._tools = tools
        self._clean = clean
        hits = tools.lexicon.scan(clean)
        whole = join_signatures(clean, split_sentences(clean), hits)
        hit_starts = [hit.start for hit in hits]
        spans = [part for span in whole for part in _bounded(clean, span, self._longest(span, hits, hit_starts))]
        spans, self.dates = find_dates(clean, spans, document_date=day)
        self.sentences = self._sentences(spans, hits, hit_starts)
        self._untagged: dict[int, list[Chunk]] = {}
        self._first: dict[int, SentenceReading] = {}

    def _longest(self, span: SentenceSpan, hits: Sequence[Hit], starts: Sequence[int]) -> int:
        """How long the parts of a sentence may be."""
        if span.end - span.start > _SHORT_PART:
            own = hits[bisect.bisect_left(starts, span.start) : bisect.bisect_left(starts, span.end)]
            if len(own) > _MOST_TRIGGERS:
                triggers = sum(bool(self._tools.types_of(hit.entries) & self._tools.triggers) for hit in own)
                return _SHORT_PART if triggers > _MOST_TRIGGERS else _LONGEST_SENTENCE
        return _LONGEST_SENTENCE

    def _sentences(
        self, spans: Sequence[SentenceSpan], hits: Sequence[Hit], hit_starts: Sequence[int]
    ) -> list[Sentence]:
        types_of, tools = self._tools.types_of, self._tools
        told = titled = False
        date_starts = [date.start for date in self.dates]
        sentences: list[Sentence] = []
        for index, span in enumerate(spans):
            own = hits[bisect.bisect_left(hit_starts, span.start) : bisect.bisect_left(hit_starts, span.end)]
            own = [hit for hit in own if hit.end <= span.end]
            first, last = bisect.bisect_left(date_starts, span.start), bisect.bisect_left(date_starts, span.end)
            types = 0
            for hit in own:
                types |= types_of(hit.entries)
            told |= bool(types & tools.agreements)
            titled |= told and index < _TITLE_LINES
            near = index < _PREAMBLE_LINES or span.end - span.start <= _SIGNATURE_LENGTH
            place = types & tools.cities and first < last
            close = types & tools.close or (told and types & tools.follow_ups)
            close = close or (titled and ((near and types & tools.signed_for) or place))
            sentences.append(Sentence(index, span, own, self.dates[first:last], types, bool(close)))
        return sentences

    @functools.cached_property
    def _countries(self) -> frozenset[str]:
        entries = (e for sentence in self.sentences for hit in sentence.hits for e in hit.entries)
        return frozenset(e.row.code for e in entries if e.type == "country")

    # -- whether anything is told ---------------------------------------------------------------------------------

    def may_tell(self, *, viewpoint: str, has_subject: bool) -> bool:
        """Whether reading all sentences can give any event, or the country that the text is a study of."""
        if not has_subject and self._may_be_study():
            return True
        wanted = [s for s in self.sentences if s.close and self._opens(s)]
        wanted = [s for s in wanted if self._matches(s)]
        if not wanted:
            return False
        first = self._read_first(wanted)
        names_two = has_subject or len(self._named) > 1
        if may_be_record(*self.events(first), viewpoint=viewpoint, names_two=names_two):
            return True
        known = self._known([*first, *self._read_first(self._introducing(wanted))])
        again = [self._read(sentence, known) for sentence in wanted if self._has_known(sentence, known)]
        return may_be_record(*self.events(again), viewpoint=viewpoint, names_two=names_two)

    def _may_be_study(self) -> bool:
        if not may_be_study((s.span.kind for s in self.sentences), self._named.values()):
            return False
        both, told = (self._tools.alphabet.bits([name]) for name in ("both", "states"))
        return any(s.types & both or (s.types & told and self._slips_to_both(s)) for s in self.sentences if s.close)

    def _slips_to_both(self, sentence: Sentence) -> bool:
        chunks, _ = propose(self._clean, self._chunks(sentence), self._tools.lexicon, self._countries)
        return any(chunk.type == "both" for chunk in chunks)

    @functools.cached_property
    def _named(self) -> collections.Counter[str]:
        """How often countries are named, and «کشورمان», whose key is empty; a name within another counts as well."""
        nations = self._tools.nations
        entries = (e for s in self.sentences if s.types & nations for hit in s.hits for e in hit.entries)
        return collections.Counter("" if e.type == "ours" else e.row.code for e in entries if e.type in _NATIONS)

    def _opens(self, sentence: Sentence) -> bool:
        """Whether some frame may match, by the types of the hits, and whether a form of its verb may be there."""
        tools, span = self._tools, sentence.span
        types = tools.with_slips(sentence.types)
        opens, opening = tools.gate.may_open(types, span.kind, verbs=tools.trigger_verbs)
        if opens or any(
            self._begins_clause(sentence, hit) for hit in sentence.hits if tools.types_of(hit.entries) & opening
        ):
            return True
        if not tools.gate.may_open(types, span.kind, verbs=0)[0]:
            return False
        return not span.start or tools.verb_places.search(self._clean, span.start - 1, span.end) is not None

    def _begins_clause(self, sentence: Sentence, hit: Hit) -> bool:
        """Whether a clause may begin with a hit: nothing stands before it, or what ends another."""
        before = self._clean[max(sentence.span.start, hit.start - _LONGEST_WORD) : hit.start].rsplit(None, 1)[-1:]
        tokens = tokenize(before[0]) if before else []
        return not tokens or may_end_clause(before[0][tokens[-1].start : tokens[-1].end])

    def _matches(self, sentence: Sentence) -> bool:
        """Whether some frame may match, by the types of the chunks; a verb's parts count as verbs of their own."""
        tools = self._tools
        chunks = self._chunks(sentence)
        types = {chunk.type for chunk in chunks}
        for chunk in chunks:
            if chunk.is_a("verb"):
                forms = (verbs.analyse(form) for form in self._clean[chunk.start : chunk.end].split())
                types |= {f"verb.{form.verb.cls}" for form in forms if form}
        return tools.gate.may_match(chunks, tools.with_slips(tools.alphabet.bits(types)), sentence.span.kind)

    def _introducing(self, wanted: Sequence[Sentence]) -> list[Sentence]:
        """The sentences that may introduce somebody by whose name these go on to call them."""
        others = {s.index for s in wanted}
        rest = [s for s in self.sentences if s.types & self._tools.introducing and s.index not in others]
        forms = {_joined(form) for s in wanted for form in self._forms(s) if not self._is_common(form)}
        if not forms or len(rest) * len(forms) > _MOST_COMPARED:
            return rest if forms else []
        texts = ((s, _joined(self._clean[s.span.start : s.span.end])) for s in rest)
        return [s for s, text in texts if any(form in text for form in forms)]

    def _is_common(self, form: str) -> bool:
        return not form[0].isalpha() or self._tools.names.is_common(form)

    # -- reading --------------------------------------------------------------------------------------------------

    def tag(self) -> None:
        """Tag all sentences that are read closely, or all, also where no reading asks for it."""
        sentences = [s for s in self.sentences if s.close or self._tools.tag_all]
        for sentence in sentences:
            self._tokenize(sentence)
        self._tag(sentences)

    def read(self) -> list[SentenceReading]:
        """Every sentence as chunks and clauses; names that one introduces are known in all others."""
        close = [s for s in self.sentences if s.close]
        readings = [SentenceReading(s.index, s.span.start, s.span.end, s.span.kind, []) for s in self.sentences]
        for reading in self._read_first(close):
            readings[reading.index] = reading
        known = self._known(readings)
        for sentence in close:
            if self._has_known(sentence, known):
                readings[sentence.index] = self._read(sentence, known)
        return readings

    def events(self, readings: Sequence[SentenceReading]) -> Drafts:
        """What single mentions tell."""
        visits: list[VisitDraft] = []
        meetings: list[MeetingDraft] = []
        agreements: list[AgreementDraft] = []
        for reading in readings:
            frames = self._tools.frames_for(reading.chunks)
            if not frames:
                continue
            found = {
                kind: match_frames(group, reading.chunks, reading.clauses, self._tools.alphabet, reading.kind)
                for kind, group in frames.items()
            }
            gatherings = read_meetings(self._clean, reading, found["meetings"])
            meetings.extend(gatherings.values())
            visits.extend(read_visits(self._clean, reading, found["visits"], gatherings))
            agreements.extend(read_agreements(self._clean, reading, found["agreements"]))
        return visits, meetings, agreements

    def _known(self, readings: Iterable[SentenceReading]) -> frozenset[str]:
        """The last words of the names of those who are introduced by an honorific or an office."""
        actors = (a for reading in readings for chunk in reading.chunks if chunk.type == "actor" for a in chunk.data)
        introduced = {a.name.split()[-1] for a in actors if a.name and (a.honorific or a.role)}
        return frozenset(name for name in introduced if not self._tools.names.is_common(name))

    def _has_known(self, sentence: Sentence, known: frozenset[str]) -> bool:
        return bool(known) and not known.isdisjoint(self._forms(sentence))

    def _forms(self, sentence: Sentence) -> list[str]:
        return [self._clean[token.start : token.end] for token in self._tokenize(sentence)]

    def _tokenize(self, sentence: Sentence) -> list[TokenSpan]:
        if not sentence.tokens:
            sentence.tokens = tokenize(self._clean, sentence.span.start, sentence.span.end)
        return sentence.tokens

    def _tag(self, sentences: Iterable[Sentence]) -> None:
        wanted = [s for s in sentences if s.tokens and s.tags is None]
        for sentence, tags in zip(wanted, self._tools.tagger.tag([self._forms(s) for s in wanted]), strict=True):
            sentence.tags = tags

    def _read_first(self, sentences: Sequence[Sentence]) -> list[SentenceReading]:
        """Readings of sentences before anybody is known, tagged at once where that may tell names."""
        new = [s for s in sentences if s.index not in self._first]
        self._tag(s for s in new if self._unsure(self._chunks(s)))
        for sentence in new:
            self._first[sentence.index] = self._finished(sentence, self._chunks(sentence), frozenset())
        return [self._first[s.index] for s in sentences]

    def _read(self, sentence: Sentence, known: frozenset[str]) -> SentenceReading:
        chunks = self._chunk(sentence, known)
        if self._unsure(chunks):
            self._tag([sentence])
        return self._finished(sentence, chunks, known)

    def _chunks(self, sentence: Sentence) -> list[Chunk]:
        """The chunks of a sentence, before anybody is known and without tags; each is asked for until it is read."""
        found = self._untagged.get(sentence.index)
        if found is None:
            found = self._untagged[sentence.index] = self._chunk(sentence, frozenset())
        return found

    def _chunk(self, sentence: Sentence, known: frozenset[str]) -> list[Chunk]:
        names = self._tools.names

        def name_type(form: str) -> NameType:
            return "known" if form in known else names.type_of(form, proper=False)

        return chunk_sentence(self._clean, self._tokenize(sentence), sentence.hits, sentence.dates, name_type)

    def _unsure(self, chunks: Sequence[Chunk]) -> list[Chunk]:
        """The words that are names if a tagger says so."""
        clean, may_be_proper = self._clean, self._tools.names.may_be_proper
        return [c for c in chunks if c.type == "word" and may_be_proper(clean[c.start : c.end])]

    def _finished(self, sentence: Sentence, chunks: list[Chunk], known: frozenset[str]) -> SentenceReading:
        tools, clean, span = self._tools, self._clean, sentence.span
        if sentence.tags is not None:
            tags = {token.start: tag for token, tag in zip(sentence.tokens, sentence.tags, strict=True)}
            for chunk in self._unsure(chunks):
                if tags[chunk.start].upos == "PROPN":
                    chunk.type = "name"
        chunks, slips = propose(clean, chunks, tools.lexicon, self._countries)
        tools.names.know(clean, chunks, known)
        chunks = tools.actors.read(clean, chunks)
        return SentenceReading(sentence.index, span.start, span.end, span.kind, chunks, slips)


def _joined(text: str) -> str:
    """A text without the breaks that spellings of a name differ in."""
    return text.replace(" ", "").replace("\u200c", "").replace("\n", "")


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

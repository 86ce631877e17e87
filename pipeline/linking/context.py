"""Which countries a document's words mean: «کشورمان», «دو کشور», «این کشور», and whom a country study is about."""

from __future__ import annotations

import bisect
import collections
import dataclasses
from collections.abc import Iterable, Sequence

from pipeline.extractors.drafts import SentenceReading
from pipeline.patterns.chunks import Chunk
from pipeline.records import SentenceKind

_STUDY_SHARE = 0.6
_STUDY_MENTIONS = 3
_TITLE_LINES = 4
_PAIR_MENTIONS = 3
_PAIR_SHARE = 0.85
#: How far back, in code points, those who act are sought for «دو کشور».
_IN_REACH = 600


@dataclasses.dataclass(slots=True)
class Context:
    """The document's fixed points and its mentions of countries, by position (clean offset) in the text.

    ``subject`` is the counterpart of a country study; ``subject_inferred`` says that the text told it; ``acting`` are
    the mentions that say for whom somebody acts, ``bodies`` those of international bodies; ``document_pair`` are
    the two countries that the text is about; ``entries`` are where an entry of a chronology or an item under a headline
    begins, ``lines`` the starts of the sentences that are no list items.
    """

    viewpoint: str
    subject: str | None
    subject_inferred: bool
    mentions: list[tuple[int, str]]
    acting: list[tuple[int, str]] = dataclasses.field(default_factory=list)
    bodies: list[tuple[int, str]] = dataclasses.field(default_factory=list)
    document_pair: tuple[str, str] | None = None
    entries: list[int] = dataclasses.field(default_factory=list)
    lines: list[int] = dataclasses.field(default_factory=list)

    @property
    def is_study(self) -> bool:
        """Whether the document is a study of relations with one country, so that omissions can be filled."""
        return self.subject is not None

    def countries(self, chunk: Chunk) -> list[str]:
        """The codes that a chunk of a country, demonym, city, body, «کشورمان», «دو کشور» … means; may be empty."""
        if chunk.is_a("country", "demonym", "body"):
            return [chunk.data[0].row.code]
        if chunk.is_a("city"):
            return [chunk.data[0].row.country]
        if chunk.is_a("ours"):
            return [self.viewpoint]
        if chunk.is_a("both"):
            return self.pair(chunk.start)
        if chunk.is_a("this_body"):
            before = bisect.bisect_left(self.bodies, (chunk.start, ""))
            return [self.bodies[before - 1][1]] if before else []
        if chunk.is_a("this_country"):
            last = self.last_before(chunk.start)
            return [last] if last else []
        return []

    def pair(self, at: int) -> list[str]:
        """«دو کشور» at an offset: viewpoint and subject in a study, else the two that act in what was told before it.

        Those are the countries of the people named last, within some sentences; one alone is joined by the viewpoint;
        where nobody acts, they are the two countries named last.
        """
        if self.subject is not None:
            return [self.viewpoint, self.subject]
        if self.document_pair is not None:
            return list(self.document_pair)
        entry = self.entries[n - 1] if (n := bisect.bisect_right(self.entries, at)) else 0
        acting = _last_two(self.acting, at, max(entry, at - _IN_REACH))
        seen = acting if len(acting) == 2 else _last_two(self.mentions, at, entry) or _last_two(self.mentions, at, 0)
        if len(acting) == 1 and acting[0] not in seen:
            seen = acting
        if len(acting) == 1 and len(seen) == 2 and self.viewpoint not in seen:
            seen = acting
        if len(seen) == 2:
            return seen
        return [self.viewpoint, *seen] if seen and seen[0] != self.viewpoint else []

    def named(self, start: int, end: int) -> list[str]:
        """The codes of the countries named between two offsets, once each."""
        first, last = (bisect.bisect_left(self.mentions, (at, "")) for at in (start, end))
        return list(dict.fromkeys(code for _, code in self.mentions[first:last]))

    def lead(self, item: int) -> int:
        """Where the line begins that a list item stands under."""
        before = bisect.bisect_left(self.lines, item)
        return self.lines[before - 1] if before else 0

    def last_before(self, at: int) -> str | None:
        """The foreign country named last before an offset."""
        before = range(bisect.bisect_left(self.mentions, (at, "")) - 1, -1, -1)
        return next((self.mentions[n][1] for n in before if self.mentions[n][1] != self.viewpoint), None)


def _last_two(mentions: Sequence[tuple[int, str]], at: int, since: int) -> list[str]:
    """The last two different codes between two offsets, in the order of the text."""
    seen: list[str] = []
    for n in range(bisect.bisect_left(mentions, (at, "")) - 1, -1, -1):
        offset, code = mentions[n]
        if offset < since or len(seen) == 2:
            break
        if code not in seen:
            seen.append(code)
    return seen[::-1]


def build_context(readings: Sequence[SentenceReading], *, viewpoint: str, subject: str | None) -> Context:
    """The context of a document; where no subject is given, a text in the form of a country study tells it."""
    chunks = [chunk for reading in readings for chunk in _flat(reading.chunks)]
    nations = {id(n) for r in readings for c in r.chunks if c.type == "actor" for a in c.data for n in a.nations}
    told = sorted(
        (chunk.start, viewpoint if chunk.type == "ours" else chunk.data[0].row.code, id(chunk) in nations)
        for chunk in chunks
        if chunk.is_a("country", "demonym", "ours")
    )
    mentions = [(start, code) for start, code, _ in told]
    acting = [(start, code) for start, code, acts in told if acts]
    bodies = [(c.start, c.data[0].row.code) for c in chunks if c.type == "body"]
    bodies += [
        (actor.start, actor.body)
        for reading in readings
        for chunk in reading.chunks
        for actor in (chunk.data if chunk.type == "actor" else ())
        if actor.body
    ]
    bodies.sort()
    entries = [r.start for r in readings if _begins_entry(r)]
    lines = [r.start for r in readings if r.kind != "item"]
    if subject is not None:
        return Context(viewpoint, subject, False, mentions, acting, bodies, (viewpoint, subject), entries, lines)
    inferred = _inferred_subject(readings, mentions, viewpoint)
    pair = (viewpoint, inferred) if inferred else _document_pair(readings, mentions)
    return Context(viewpoint, inferred, inferred is not None, mentions, acting, bodies, pair, entries, lines)


def _begins_entry(reading: SentenceReading) -> bool:
    """«۱۰ خرداد: …», a headline or an item: what stood before it is another matter."""
    first, second = [*reading.chunks[:2], None, None][:2]
    dated = first is not None and first.type == "date" and second is not None and second.is_a("punct", "dash", "stop")
    return reading.kind in ("heading", "item") or dated


def _document_pair(readings: Sequence[SentenceReading], mentions: Sequence[tuple[int, str]]) -> tuple[str, str] | None:
    """The two countries that an instrument's title names, or that a text speaks of and hardly of others."""
    titled = any(c.is_a("agreement") for reading in readings[:_TITLE_LINES] for c in reading.chunks)
    for reading in readings[:_TITLE_LINES]:
        codes = list(dict.fromkeys(code for at, code in mentions if reading.start <= at < reading.end))
        if titled and len(codes) == 2 and all(clause.verb is None for clause in reading.clauses):
            return codes[0], codes[1]
    counts = collections.Counter(code for _, code in mentions)
    (first, most), (second, fewer) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    if fewer >= _PAIR_MENTIONS and most + fewer >= _PAIR_SHARE * counts.total():
        return first, second
    return None


def _flat(chunks: Sequence[Chunk]) -> list[Chunk]:
    out: list[Chunk] = []
    for chunk in chunks:
        if chunk.type == "actor":
            seen = {id(n): n for actor in chunk.data for n in actor.nations}
            out.extend(seen.values())
        else:
            out.append(chunk)
    return out


def may_be_study(kinds: Iterable[SentenceKind], mentions: Iterable[int]) -> bool:
    """Whether a document has the form of a country study: by its lines, and how often it names single countries."""
    counts = collections.Counter(kinds)
    return (counts["item"] >= 2 or counts["heading"] >= 3) and max(mentions, default=0) >= _STUDY_MENTIONS


def _inferred_subject(
    readings: Sequence[SentenceReading], mentions: Sequence[tuple[int, str]], viewpoint: str
) -> str | None:
    """A country study has headings or items, speaks of «دو کشور» or «طرفین», and names one country above all."""
    counts = collections.Counter(code for _, code in mentions if code != viewpoint)
    mutual = any(c.is_a("both") for r in readings for c in _flat(r.chunks))
    if not (mutual and may_be_study((r.kind for r in readings), counts.values())):
        return None
    code, count = counts.most_common(1)[0]
    return code if count >= _STUDY_SHARE * counts.total() else None

"""Clauses and phrases: what a sentence's chunks say of each other, as far as order and prepositions tell.

A clause is what one finite verb governs; a phrase is a run of chunks under one function: ``subject`` and ``bare`` (no
preposition), ``object`` (marked by را), ``date``, or the preposition's name (``to``, ``from``, ``in``, ``with`` …).
Relative clauses (که …) are cut out of the clause that they interrupt, which goes on after their verb.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator, Sequence

from pipeline.patterns.chunks import Chunk, TypeSet

_EVENT_NOUNS = ("travel", "arrive", "attend", "meet", "gathering", "agreement", "sign", "dispatch", "cue.invite")
_ACTORS = ("actor",)
_PLACES = ("country", "city", "ours", "this_country", "both", "littoral", "region", "body")
#: What goes with a light verb and begins a phrase of its own («وارد … شد»، «آغاز شد»).
LIGHT_NOUNS = (
    "enter", "bound", "hold", "audience", "perform", "welcome", "begin", "finish", "in_force", "issue", "achieve",
    "ratify", "extend", "terminate", "withdraw", "dispatch", "undergo",
)  # fmt: skip
#: What tells the fate of an agreement, and the phrases that may stand beside it where the agreement itself is left out.
_FATES = ("sign", "initial", "ratify", "in_force", "terminate", "valid", "validity", "prep.signature", "conclude")
_BESIDE_FATES = ("date", "in", "by", "after", "before", "during", "to", "signature", "from", "presence", "for", "until")
_COPULA_REACH = 3
_SIMPLE = ("adv", "but", "modal", "cue.planned.scheduled", "cue.proposed.adverb")
_VERB = TypeSet("verb")
#: What opens a phrase, parts it or stands outside of it.
_STRUCTURE = TypeSet("prep", "obj", "comma", "and", "or", "punct", "quote", "open", "close", "dash", "date", *_SIMPLE)


@dataclasses.dataclass(slots=True)
class Phrase:
    """Chunks under one function; ``at`` are their positions in the sentence."""

    function: str
    at: list[int]

    def chunks(self, sentence: Sequence[Chunk]) -> list[Chunk]:
        """The phrase's chunks."""
        return [sentence[i] for i in self.at]


@dataclasses.dataclass(slots=True)
class Clause:
    """Positions of the clause's chunks, its verb's position, its phrases, and the clause that it hangs on.

    ``antecedent`` is the position of the chunk that a relative clause speaks of; ``inherited`` the phrase of an
    earlier clause that serves as subject where the clause has none (Persian drops it); ``continues`` the position of
    the agreement that the clause before spoke of, where this one says what became of it («… تنظیم شد و به امضا رسید»).
    """

    at: list[int]
    verb: int | None
    phrases: list[Phrase]
    antecedent: int | None = None
    inherited: Phrase | None = None
    continues: int | None = None

    @property
    def subject(self) -> Phrase | None:
        """The clause's own subject, or the one it inherits."""
        return next((p for p in self.phrases if p.function == "subject"), self.inherited)

    def with_function(self, function: str) -> Iterator[Phrase]:
        """Phrases of that function, in order."""
        return (p for p in self.phrases if p.function == function)


def find_clauses(sentence: Sequence[Chunk]) -> list[Clause]:
    """The clauses of a chunked sentence, in the order in which they end; every chunk is in at most one."""
    clauses: list[Clause] = []
    waiting: list[tuple[list[int], int | None]] = []
    current: list[int] = []
    antecedent: int | None = None
    for i, chunk in enumerate(sentence):
        if chunk.type == "that":
            if any(not sentence[j].is_a("punct", "comma", "and", *_SIMPLE) for j in current):
                waiting.append((current, antecedent))
                antecedent = _last_nominal(sentence, current)
            elif i and clauses and sentence[i - 1].is_a("verb.be"):
                antecedent = _before_copula(sentence, clauses[-1])
            current = []
        elif chunk.type == "stop":
            while waiting:
                _close(sentence, clauses, current, None, antecedent)
                current, antecedent = waiting.pop()
            _close(sentence, clauses, current, None, antecedent)
            current, antecedent = [], None
        elif _VERB[chunk.type]:
            _close(sentence, clauses, [*current, i], i, antecedent)
            current, antecedent = waiting.pop() if waiting else ([], None)
        else:
            current.append(i)
    while True:
        _close(sentence, clauses, current, None, antecedent)
        if not waiting:
            break
        current, antecedent = waiting.pop()
    _inherit(sentence, clauses)
    _continue(sentence, clauses)
    return clauses


def _continue(sentence: Sequence[Chunk], clauses: list[Clause]) -> None:
    """«موافقت‌نامه … امضا شد و در ۱۳۵۰ به تصویب رسید»: the second clause goes on about the first one's agreement."""
    for before, clause in itertools.pairwise(clauses):
        told = any(sentence[i].is_a(*_FATES) for i in clause.at)
        if clause.antecedent is not None or not told or any(sentence[i].is_a("agreement") for i in clause.at):
            continue
        bare = (p for p in clause.phrases if p.function not in _BESIDE_FATES)
        if all(sentence[p.at[0]].is_a(*_FATES, *LIGHT_NOUNS, "adv", "det.other") for p in bare):
            last = next((i for i in reversed(before.at) if sentence[i].is_a("agreement")), None)
            clause.continues = last if last is not None else before.continues or before.antecedent


def _last_nominal(sentence: Sequence[Chunk], at: list[int]) -> int | None:
    """What a relative clause after ``at`` speaks of: an event noun or actor, else the last chunk."""
    phrases = find_phrases(sentence, at)
    if not phrases:
        return None
    last = phrases[-1].at
    for n, i in enumerate(last):
        if sentence[i].is_a(*_EVENT_NOUNS, *_ACTORS, "word.public"):
            return _signed(sentence, last, n)
    for phrase in reversed(phrases):
        for n, i in enumerate(phrase.at):
            if sentence[i].is_a(*_EVENT_NOUNS):
                return _signed(sentence, phrase.at, n)
    return last[-1]


def _signed(sentence: Sequence[Chunk], at: list[int], n: int) -> int:
    """«امضای قراردادی که …» speaks of the contract."""
    under = at[n + 1] if sentence[at[n]].is_a("sign") and n + 1 < len(at) else None
    return under if under is not None and sentence[under].is_a("agreement") else at[n]


def _before_copula(sentence: Sequence[Chunk], clause: Clause) -> int | None:
    """«تابع قراردادی است که در … بسته شد»: what the relative clause after the copula speaks of."""
    last = next((i for i in reversed(clause.at) if sentence[i].is_a("agreement")), None)
    return last if last is not None and clause.verb is not None and clause.verb - last <= _COPULA_REACH else None


def _close(
    sentence: Sequence[Chunk], clauses: list[Clause], at: list[int], verb: int | None, antecedent: int | None
) -> None:
    if at:
        phrases = find_phrases(sentence, [i for i in at if i != verb])
        clauses.append(Clause(at, verb, phrases, antecedent))


def _inherit(sentence: Sequence[Chunk], clauses: list[Clause]) -> None:
    subject: Phrase | None = None
    for clause in clauses:
        own = next((p for p in clause.phrases if p.function == "subject"), None)
        if own is not None:
            subject = own
        elif clause.antecedent is not None and sentence[clause.antecedent].is_a(*_ACTORS, "word.public"):
            clause.inherited = Phrase("subject", [clause.antecedent])
        elif not (_has_other_subject(sentence, clause) or _tells_of_several(sentence, clause)):
            clause.inherited = subject


def _tells_of_several(sentence: Sequence[Chunk], clause: Clause) -> bool:
    """«سه میلیون نفر … که به عراق سفر کردند»: a relative clause in the plural about people of no office."""
    if clause.antecedent is None or clause.verb is None or not sentence[clause.antecedent].is_a("word"):
        return False
    return getattr(sentence[clause.verb].data, "person", None) == 6


def _has_other_subject(sentence: Sequence[Chunk], clause: Clause) -> bool:
    """Whether the clause begins with a noun phrase that is nobody known («کاروان تیم ملی … سفر می‌کند»)."""
    first = next((p for p in clause.phrases if p.function not in ("date", "during", "after", "before", "in")), None)
    return (
        first is not None
        and first.function == "bare"
        and sentence[first.at[0]].is_a("word", "name", "delegation", "demonym")
    )


def find_phrases(sentence: Sequence[Chunk], at: Sequence[int]) -> list[Phrase]:
    """The phrases of a run of chunks."""
    return _mark_subject(sentence, _PhraseReader(sentence).read(at))


class _PhraseReader:
    def __init__(self, sentence: Sequence[Chunk]) -> None:
        self.sentence = sentence
        self.phrases: list[Phrase] = []
        self.open: Phrase | None = None
        self.dated: Phrase | None = None

    def read(self, at: Sequence[int]) -> list[Phrase]:
        """Assign every chunk of ``at`` to a phrase, or to none (adverbs, punctuation)."""
        for n, i in enumerate(at):
            chunk = self.sentence[i]
            if not _STRUCTURE[chunk.type]:
                self.add(i)
                continue
            following = self.sentence[at[n + 1]] if n + 1 < len(at) else None
            if chunk.is_a("prep"):
                self.start(chunk.type.removeprefix("prep."))
            elif chunk.type == "obj":
                self.mark_object()
            elif chunk.type == "comma" and following is not None and following.is_a("and"):
                continue  # «ظریف، وزیر خارجه، و جنتی، وزیر فرهنگ، …»: the comma closes an apposition
            elif chunk.is_a("comma", "and", "or"):
                is_list = chunk.type != "comma" or self.is_list(at, n)
                self.coordinate(following, is_comma=chunk.type == "comma", is_list=is_list)
            elif chunk.is_a("punct", "quote", "open", "close", "dash"):
                continue
            elif chunk.is_a(*_SIMPLE):
                self.leave()
            else:
                self.add_date(i)
        return [p for p in self.phrases if p.at]

    def leave(self) -> None:
        """An adverb ends a phrase without preposition, but not one that waits for its noun («به زودی به»)."""
        if self.open is not None and self.open.at:
            self.open = None

    def start(self, function: str) -> None:
        self.dated = None
        self.open = Phrase(function, [])
        self.phrases.append(self.open)

    def mark_object(self) -> None:
        """The last phrase without preposition is the object; «وزیر نفت، همتای خود را» has its subject before it."""
        for n in range(len(self.phrases) - 1, -1, -1):
            phrase = self.phrases[n]
            if phrase.function == "bare":
                if n < len(self.phrases) - 1 and self.sentence[phrase.at[0]].is_a(*_ACTORS, *_PLACES):
                    break
                people = [i for i in phrase.at if self.sentence[i].is_a(*_ACTORS)]
                if len(people) > 1 and self.sentence[people[-1] - 1].type in ("comma", "quote"):
                    cut = phrase.at.index(people[-1])
                    self.phrases.insert(n + 1, Phrase("object", phrase.at[cut:]))
                    phrase.at = phrase.at[:cut]
                else:
                    phrase.function = "object"
                break
        self.open = None

    def is_list(self, at: Sequence[int], n: int) -> bool:
        """Whether a comma after somebody stands in a list that «و» ends («با وزیر نفت، وزیر نیرو و رئیس مجلس»)."""
        for m in range(n + 1, len(at)):
            chunk = self.sentence[at[m]]
            if chunk.is_a("and"):
                after = (self.sentence[i] for i in at[m + 1 :])
                last = next((c for c in after if not c.is_a("det", "quantity", "number", "quote")), None)
                return last is not None and last.is_a(*_ACTORS, "officials")
            if not chunk.is_a(*_ACTORS, "comma", "quote", "self", "adj", "word", "name", "open", "close"):
                return False
        return False

    def coordinate(self, following: Chunk | None, *, is_comma: bool, is_list: bool) -> None:
        """Go on with the phrase where both sides are of one kind, else leave it.

        After a preposition a comma between people goes on only in a list: «در دیدار با وزیر نفت هند، وزیر نیرو گفت».
        """
        if self.open is None or not self.open.at or following is None:
            self.open = None
            return
        if is_comma and following.is_a("and"):
            return
        last = self.sentence[self.open.at[-1]]
        kinds = (_ACTORS, (*_PLACES, "government", "demonym"), ("date",), ("number",)) + (
            () if is_comma else (_EVENT_NOUNS, ("word", "adj", "name"))
        )
        counted = last.is_a("agreement") and following.is_a("number", "quantity")
        if (self.open.function == "between" or counted) and not is_comma:
            return
        ends = last.is_a(*_ACTORS) and self.open.function not in ("bare", "subject") and not is_list
        if ends or not any(last.is_a(*kind) and following.is_a(*kind) for kind in kinds):
            self.open = None

    def add_date(self, i: int) -> None:
        if self.open is not None and not self.open.at and self.open.function in ("in", "from", "to", "until", "on"):
            self.open.function = "date"
            self.open.at.append(i)
            self.open, self.dated = None, None
            return
        self.phrases.append(Phrase("date", [i]))
        self.dated = self.open if self.open and self.open.at and self.takes_date(self.open) else None
        self.open = None

    def takes_date(self, phrase: Phrase) -> bool:
        """«سفر روز دوشنبه وزیر نفت», «قرارداد ۱۹۷۵ ایران و عراق»: a date between an event noun and whose it is."""
        last = phrase.at[-1]
        if self.sentence[last].is_a("adj", "duration", "word") and len(phrase.at) > 1:
            last = phrase.at[-2]
        return self.sentence[last].is_a("travel", "arrive", "meet", "gathering", "agreement")

    def add(self, i: int) -> None:
        dated, self.dated = self.dated, None
        if self.open is None and dated is not None and self.sentence[i].is_a(*_ACTORS, *_PLACES, "self"):
            self.open = dated
        if self.open is None or self.breaks(self.open, i):
            self.start("bare")
        assert self.open is not None
        self.open.at.append(i)

    def counts_agreements(self, i: int) -> bool:
        """Whether a number counts what is agreed («تهران و دمشق پنج سند امضا کردند»)."""
        return i + 1 < len(self.sentence) and self.sentence[i + 1].is_a("agreement")

    def breaks(self, phrase: Phrase, i: int) -> bool:
        """Whether a chunk begins a new bare phrase: no ezafe leads from a place or actor to it."""
        if not phrase.at:
            return False
        chunk, last, head = self.sentence[i], self.sentence[phrase.at[-1]], self.sentence[phrase.at[0]]
        if any(c.is_a("and", "or", "comma") for c in self.sentence[phrase.at[-1] + 1 : i]):
            return False
        if phrase.function == "source" and chunk.is_a(*_ACTORS):
            return True
        if last.is_a(*_ACTORS):
            return not chunk.is_a("self", "det.said", "adj", "number")
        if phrase.function == "by" and last.is_a(*_PLACES) and chunk.is_a(*_ACTORS):
            return False  # «از سوی ایران ظریف و از سوی عمان بن علوی آن را امضا کردند»
        if last.is_a(*_PLACES) and chunk.is_a(
            *_EVENT_NOUNS, *_ACTORS, "word.public", "leave", "draft", "bill", "wording"
        ):
            return True
        if last.is_a(*_PLACES) and chunk.is_a("number", "quantity") and self.counts_agreements(i):
            return True
        if len(phrase.at) > 1 and last.is_a(*_EVENT_NOUNS) and chunk.is_a(*_ACTORS):
            return self.sentence[phrase.at[-2]].is_a("det.this")  # «در این دیدار وزیر فرهنگ نیز حضور داشت»
        if chunk.is_a(*LIGHT_NOUNS):
            return True
        if chunk.is_a("sign", "initial", "exchange", "conclude", "host", "leave"):
            return head.is_a("agreement", *_ACTORS, *_PLACES) or last.is_a("adj", "word", "name")
        return last.is_a("self") and chunk.is_a(*_ACTORS, *_EVENT_NOUNS, "word", "word.public")


def _mark_subject(sentence: Sequence[Chunk], phrases: list[Phrase]) -> list[Phrase]:
    """The first bare phrase headed by an actor, by people of no office or by a party is the subject.

    «استقبال …» and «به حضور …» are set apart.

    Their functions are ``welcome`` and ``audience``.
    """
    for phrase in phrases:
        if phrase.function == "bare" and sentence[phrase.at[0]].is_a("welcome", "audience"):
            phrase.function = sentence[phrase.at[0]].type
    for phrase in phrases:
        head = phrase.at[1] if sentence[phrase.at[0]].is_a("honorific") and len(phrase.at) > 1 else phrase.at[0]
        if phrase.function == "bare" and sentence[head].is_a(*_ACTORS, "word.public"):
            phrase.function = "subject"
            return phrases
    for phrase in phrases:
        first = phrase.at[1] if sentence[phrase.at[0]].is_a("government") and len(phrase.at) > 1 else phrase.at[0]
        if phrase.function == "bare" and sentence[first].is_a("country", "city", "ours", "both", "body", "littoral"):
            phrase.function = "subject"
            return phrases
    return phrases

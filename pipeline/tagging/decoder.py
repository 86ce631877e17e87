"""The best parts of speech by a random field's weights (:mod:`pipeline.tagging.crf`), many sentences at once.

What depends on one word alone is worked out once for each distinct word: the weights of the templates that look at a
single word, its share of the numbers of those that look at several, and its reading under each label. A token then
costs a look-up of its combinations and its share of a Viterbi search.
"""

from __future__ import annotations

import itertools
import operator
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt

from pipeline.tagging.crf import BOUNDARY, FIRST, UNSEEN, Fields, Floats, Ints, Weights
from pipeline.tagging.features import FIELDS, TEMPLATES

_REACH = max(abs(offset) for template in TEMPLATES for offset, _ in template)
_OFFSETS = range(-_REACH, _REACH + 1)
_CACHE_LIMIT = 50_000  # distinct words remembered, with a kilobyte each
_CHUNK = 2_000  # tokens decoded at once: what they need stays in the processor's cache
_DENSE = 1_000_000  # combinations of a template that are numbered in an array; more are searched for
_CERTAIN = 1e-3  # by how much a label must be ahead of what any neighbours could do, rounding included
_IMPOSSIBLE = -1e9

Reading = TypeVar("Reading")


class Decoder(Generic[Reading]):
    """Finds the best label of each word of sentences.

    ``fields`` says what is seen of a form, ``read`` what becomes of a form with its label, once for each such pair.
    """

    def __init__(self, weights: Weights, fields: Fields, read: Callable[[str, str], Reading]) -> None:
        self._labels = weights.labels
        self._transitions = weights.transitions
        self._lead = _lead(weights.transitions)
        self._words = _Words(weights, fields)
        self._read = read

    def __call__(self, sentences: Sequence[Sequence[str]]) -> list[list[Reading]]:
        """A reading for every form of every sentence; sentences may be empty, forms may not."""
        found: list[list[Reading]] = []
        for chunk in _chunks(sentences):
            found.extend(self._decode(chunk))
        return found

    def _decode(self, sentences: Sequence[Sequence[str]]) -> Iterator[list[Reading]]:
        lengths = np.array([len(forms) for forms in sentences], dtype=np.int64)
        ends = np.cumsum(lengths)
        if not ends[-1]:
            return ([] for _ in sentences)
        # All sentences on one line, each after a gap of boundaries; ``at`` are the tokens' places on it.
        gaps = _REACH * np.arange(1, len(lengths) + 1)
        at: Ints = np.arange(ends[-1], dtype=np.int64) + np.repeat(gaps, lengths)
        line = np.zeros(int(ends[-1] + gaps[-1]) + _REACH, dtype=np.int64)
        forms = [form for sentence in sentences for form in sentence]
        line[at] = numbers = np.array(self._words.numbers(forms), dtype=np.int64)
        labels = self._best(self._words.scores(line, at), lengths)
        readings = self._readings(forms, numbers, labels)
        return (readings[end - length : end] for end, length in zip(ends.tolist(), lengths.tolist(), strict=True))

    def _best(self, scores: Floats, lengths: Ints) -> Ints:
        """The best label numbers. Sentences are cut before words whose label no neighbour can change."""
        top = scores.argmax(axis=1)
        certain = scores.max(axis=1) > (scores + self._lead[top]).max(axis=1) + _CERTAIN
        starts = np.zeros(len(scores), dtype=bool)
        starts[(np.cumsum(lengths) - lengths)[lengths > 0]] = True
        cuts = np.flatnonzero(certain & ~starts)
        scores[cuts - 1] += self._transitions[:, top[cuts]].T
        fixed = np.flatnonzero(certain)
        scores[fixed] = _IMPOSSIBLE
        scores[fixed, top[fixed]] = 0
        starts[cuts] = True
        return _viterbi(scores, self._transitions, np.diff(np.flatnonzero(starts), append=len(scores)))

    def _readings(self, forms: Sequence[str], numbers: Ints, labels: Ints) -> list[Reading]:
        words = self._words
        ids = words.reading_ids[numbers, labels]
        new = np.flatnonzero(ids < 0)
        if len(new):
            pairs = zip(numbers[new].tolist(), labels[new].tolist(), strict=True)
            firsts = dict(zip(pairs, new.tolist(), strict=True))
            known = len(words.readings)
            words.readings += [self._read(forms[n], self._labels[label]) for (_, label), n in firsts.items()]
            words.reading_ids[tuple(zip(*firsts, strict=True))] = np.arange(known, len(words.readings))
            ids = words.reading_ids[numbers, labels]
        return [*map(words.readings.__getitem__, ids.tolist())]


class _Group:
    """Templates whose weights are looked up together.

    ``strides``: by offset, field and template, what a field's value adds to the number of the template's combination.
    Unknown combinations have the first row of weights, zeros.
    """

    def __init__(self, weights: Weights, templates: Sequence[int]) -> None:
        sizes = [len(values) + FIRST for values in weights.values]
        self.strides = np.zeros((len(_OFFSETS), len(FIELDS), len(templates)))
        self._first = np.zeros(len(templates), dtype=np.int64)  # of a template's part of the index
        self._sparse: list[tuple[int, Ints, int]] = []  # column, known combinations, row of the first of them
        index, rows = [np.zeros(1, dtype=np.int32)], [np.zeros((1, len(weights.labels)), dtype=np.float32)]
        start = row = 1
        for column, number in enumerate(templates):
            keys, stride = weights.keys[number], 1
            for offset, field in reversed(TEMPLATES[number]):
                self.strides[offset + _REACH, field, column] = stride
                stride *= sizes[field]
            if stride <= _DENSE:
                part = np.zeros(stride, dtype=np.int32)
                part[keys] = np.arange(row, row + len(keys))
                index.append(part)
                self._first[column], start = start, start + stride
            else:
                self._sparse.append((column, keys, row))
            rows.append(weights.scores[number])
            row += len(keys)
        self._index = np.concatenate(index)
        self._weights = np.concatenate(rows)

    def weights_of(self, keys: Ints) -> Floats:
        """Weights by template, word and label, for the numbers of combinations by word and template."""
        places = keys + self._first
        for column, _, _ in self._sparse:
            places[:, column] = 0
        rows = self._index.take(places).T
        for column, known, first in self._sparse:
            if len(known):
                found = np.searchsorted(known, keys[:, column])
                hits = np.flatnonzero(known.take(found, mode="clip") == keys[:, column])
                rows[column, hits] = found[hits] + first
        return self._weights.take(np.ascontiguousarray(rows), axis=0)


class _Words:
    """The words met so far, numbered from 1; 0 is the boundary. Forgets all when there are too many."""

    def __init__(self, weights: Weights, fields: Fields) -> None:
        offsets = [{offset for offset, _ in template} for template in TEMPLATES]
        single = sorted((min(at), n) for n, at in enumerate(offsets) if len(at) == 1)
        self._single = _Group(weights, [n for _, n in single])
        self._bounds = [*np.searchsorted([offset for offset, _ in single], [*_OFFSETS])]
        self._joint = _Group(weights, [n for n, at in enumerate(offsets) if len(at) > 1])
        self._fields = fields
        self._gets: list[Callable[[str, int], int]] = [
            {value: n for n, value in enumerate(values, FIRST)}.get for values in weights.values
        ]
        self._n_labels = len(weights.labels)
        self._forget()

    def _forget(self) -> None:
        self._numbers: dict[str, int] = {}
        self.readings: list[Any] = []
        #: By word and label, the reading's place in ``readings``; -1 where there is none yet.
        self.reading_ids = np.empty((0, self._n_labels), dtype=np.int32)
        self._scores = [np.empty((0, self._n_labels), dtype=np.float32) for _ in _OFFSETS]
        self._parts = [np.empty((0, self._joint.strides.shape[2]), dtype=np.int64) for _ in _OFFSETS]
        self._learn([BOUNDARY] * len(FIELDS), 0)

    def numbers(self, forms: Sequence[str]) -> list[int]:
        """The numbers of these forms, learned where they are new."""
        known = self._numbers
        numbers = [*map(known.get, forms)]
        if None in numbers:
            new = [form for form in dict.fromkeys(forms) if form not in known]
            if len(known) + len(new) > _CACHE_LIMIT and known:
                self._forget()
                known, new = self._numbers, [*dict.fromkeys(forms)]
            first = len(known) + 1
            values = itertools.chain.from_iterable(map(self._fields, new))
            self._learn(map(operator.call, itertools.cycle(self._gets), values, itertools.repeat(UNSEEN)), first)
            known.update(zip(new, range(first, first + len(new)), strict=True))
            numbers = [*map(known.get, forms)]
        return numbers  # type: ignore[return-value]

    def scores(self, line: Ints, at: Ints) -> Floats:
        """A row of label scores for every token; ``line`` has the number of a word at each place, tokens are ``at``."""
        around = [line.take(at + offset) for offset in _OFFSETS]
        keys = np.add.reduce([part.take(words, axis=0) for part, words in zip(self._parts, around, strict=True)])
        scores: Floats = np.add.reduce(self._joint.weights_of(keys), axis=0)
        for own, words in zip(self._scores, around, strict=True):
            scores += own.take(words, axis=0)
        return scores

    def _learn(self, values: Iterable[int], first: int) -> None:
        """What depends on a word alone, from word ``first`` on; ``values`` are numbers of the words' fields."""
        # In floating point numbers below 2**53 are exact, and multiplied fast.
        values = np.fromiter(values, dtype=np.float64).reshape(-1, len(FIELDS))
        end = first + len(values)
        if end > len(self.reading_ids):
            room = max(256, len(values), len(self.reading_ids))
            self._scores = [_longer(own, room, 0) for own in self._scores]
            self._parts = [_longer(part, room, 0) for part in self._parts]
            self.reading_ids = _longer(self.reading_ids, room, -1)
        for part, strides in zip(self._parts, self._joint.strides, strict=True):
            part[first:end] = values @ strides
        keys = (values @ self._single.strides.sum(axis=0)).astype(np.int64)
        sums = np.add.reduceat(self._single.weights_of(keys), self._bounds, axis=0)
        for own, scores in zip(self._scores, sums, strict=True):
            own[first:end] = scores


def _longer(array: npt.NDArray[Any], rows: int, value: int) -> npt.NDArray[Any]:
    return np.concatenate([array, np.full((rows, *array.shape[1:]), value, dtype=array.dtype)])


def _lead(transitions: Floats) -> Floats:
    """How far the neighbours can favour a label (column) over another (row) at most; a label is no rival of itself."""
    before = (transitions[:, None, :] - transitions[:, :, None]).max(axis=0)
    after = (transitions[None, :, :] - transitions[:, None, :]).max(axis=2)
    lead: Floats = np.maximum(before, 0) + np.maximum(after, 0)
    np.fill_diagonal(lead, _IMPOSSIBLE)
    return lead


def _viterbi(scores: Floats, transitions: Floats, lengths: Ints) -> Ints:
    """The best label numbers of all words of sequences, which follow each other in ``scores``; none is empty."""
    order = np.argsort(-lengths, kind="stable")
    starts = (np.cumsum(lengths) - lengths)[order]
    sizes = lengths[order]
    # How many sequences are longer than each position.
    active = np.searchsorted(-sizes, -np.arange(int(sizes[0])), side="left").tolist()
    totals = [scores[starts]]  # by position, of the best path to each label
    for t in range(1, len(active)):
        before = totals[-1][: active[t]]
        paths = before.T[:, :, None] + transitions[:, None, :]
        totals.append(np.maximum.reduce(paths, axis=0) + scores[starts[: active[t]] + t])
    best = np.empty(len(scores), dtype=np.int64)
    onward = np.ascontiguousarray(transitions.T)
    label = np.zeros(len(order), dtype=np.int64)
    after = 0
    for t in range(len(active) - 1, -1, -1):
        n, total = active[t], totals[t]
        label[after:n] = total[after:].argmax(axis=1)
        label[:after] = (total[:after] + onward[label[:after]]).argmax(axis=1)
        best[starts[:n] + t] = label[:n]
        after = n
    return best


def _chunks(sentences: Sequence[Sequence[str]]) -> Iterator[list[Sequence[str]]]:
    chunk: list[Sequence[str]] = []
    size = 0
    for sentence in sentences:
        chunk.append(sentence)
        size += len(sentence)
        if size >= _CHUNK:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk

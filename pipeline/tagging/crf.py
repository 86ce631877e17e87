"""Parts of speech by a linear-chain conditional random field, in numpy.

A word is a row of field values; a template looks at one or more fields of the word and its neighbours, and each
combination of values that training met has a weight for each part of speech (Lafferty, McCallum and Pereira 2001). What
depends on one word alone is summed once for each distinct word, so that a token costs little more than the look-up of
the combinations and its share of a Viterbi search that runs over many sentences at once.
"""

from __future__ import annotations

import dataclasses
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.errors import DataError
from pipeline.tagging.features import FIELDS, TEMPLATES

WEIGHTS = "weights.npz"
_BOUNDARY = 0  # the value of every field beyond the ends of a sentence
_UNSEEN = 1  # a value that no weight is known for
_FIRST = 2
_REACH = max(abs(offset) for template in TEMPLATES for offset, _ in template)
_CACHE_LIMIT = 50_000  # distinct words remembered, with half a kilobyte each
# What looks at a single offset depends on one word alone.
_OFFSETS = [{offset for offset, _ in template} for template in TEMPLATES]
OFFSETS = sorted({offset for offsets in _OFFSETS if len(offsets) == 1 for offset in offsets})
_OWN = {offset: [n for n, offsets in enumerate(_OFFSETS) if offsets == {offset}] for offset in OFFSETS}
_JOINT = [n for n, offsets in enumerate(_OFFSETS) if len(offsets) > 1]
_JOINT_PLACES = sorted({place for n in _JOINT for place in TEMPLATES[n]})
_CHUNK = 20_000  # tokens decoded at once

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Fields = Callable[[str], tuple[str, ...]]


@dataclasses.dataclass(frozen=True, slots=True)
class Weights:
    """What was learned.

    ``values``: the known values of each field. ``keys``: for each template the known combinations as sorted numbers
    (:func:`_combine`). ``scores``: for each of them a row of weights, a column for each of the ``labels``.
    ``transitions``: weights from label (row) to label (column).
    """

    labels: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]
    keys: tuple[Ints, ...]
    scores: tuple[Floats, ...]
    transitions: Floats

    @classmethod
    def from_features(
        cls,
        labels: Sequence[str],
        features: Mapping[tuple[int, tuple[str | None, ...]], Mapping[str, float]],
        transitions: Mapping[tuple[str, str], float],
    ) -> Weights:
        """From weights by template number and field values, ``None`` standing for the boundary, and label."""
        seen: list[dict[str, None]] = [{} for _ in FIELDS]
        for number, values in sorted(features, key=repr):
            for (_, field), value in zip(TEMPLATES[number], values, strict=True):
                if value is not None:
                    seen[field].setdefault(value)
        numbers = [{value: n for n, value in enumerate(values, _FIRST)} for values in seen]
        sizes = [len(values) + _FIRST for values in seen]
        rows: list[list[tuple[int, list[float]]]] = [[] for _ in TEMPLATES]
        for (number, values), weights in features.items():
            places = TEMPLATES[number]
            ids = [
                np.array([_BOUNDARY if v is None else numbers[f][v]]) for (_, f), v in zip(places, values, strict=True)
            ]
            key = int(_combine(ids, [sizes[field] for _, field in places])[0])
            rows[number].append((key, [weights.get(label, 0.0) for label in labels]))
        return cls(
            labels=tuple(labels),
            values=tuple(tuple(values) for values in seen),
            keys=tuple(np.array([key for key, _ in sorted(found)], dtype=np.int64) for found in rows),
            scores=tuple(
                np.array([row for _, row in sorted(found)], dtype=np.float32).reshape(len(found), len(labels))
                for found in rows
            ),
            transitions=np.array([[transitions.get((a, b), 0.0) for b in labels] for a in labels], dtype=np.float32),
        )

    def save(self, folder: Path) -> None:
        """Write ``weights.npz``, weights to half precision; the same weights give the same bytes."""
        arrays: dict[str, npt.NDArray[Any]] = {
            "labels": _to_bytes(self.labels),
            "transitions": self.transitions.astype(np.float16),
        }
        for number, values in enumerate(self.values):
            arrays[f"values{number}"] = _to_bytes(values)
        for number, (keys, scores) in enumerate(zip(self.keys, self.scores, strict=True)):
            arrays[f"keys{number}"], arrays[f"scores{number}"] = keys, scores.astype(np.float16)
        np.savez_compressed(folder / WEIGHTS, **arrays)

    @classmethod
    def load(cls, folder: Path) -> Weights:
        """Read what :meth:`save` wrote; raises :class:`DataError` where it is not there or not whole."""
        try:
            with np.load(folder / WEIGHTS) as arrays:
                return cls(
                    labels=_from_bytes(arrays["labels"]),
                    values=tuple(_from_bytes(arrays[f"values{n}"]) for n in range(len(FIELDS))),
                    keys=tuple(arrays[f"keys{n}"] for n in range(len(TEMPLATES))),
                    scores=tuple(arrays[f"scores{n}"].astype(np.float32) for n in range(len(TEMPLATES))),
                    transitions=arrays["transitions"].astype(np.float32),
                )
        except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
            raise DataError(f"the tagger's weights cannot be read: {error}", where=WEIGHTS) from error


class Decoder:
    """Finds the best parts of speech of sentences; ``fields`` says what is seen of a form."""

    def __init__(self, weights: Weights, fields: Fields) -> None:
        self._weights = weights
        self._sizes = [len(values) + _FIRST for values in weights.values]
        self._words = _Words(weights, fields, self._add)

    def parts_of_speech(self, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
        """A label for every form of every sentence."""
        found: list[list[str]] = []
        for chunk in _chunks(sentences):
            found.extend(self._decode(chunk))
        return found

    def _decode(self, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
        lengths = np.array([len(forms) for forms in sentences], dtype=np.int64)
        ends = np.cumsum(lengths)
        if not ends[-1]:
            return [[] for _ in sentences]
        # All sentences on one line, each after a gap of boundaries; ``at`` are the tokens' places on it.
        gaps = _REACH * np.arange(1, len(lengths) + 1)
        at: Ints = np.arange(ends[-1], dtype=np.int64) + np.repeat(gaps, lengths)
        line = np.zeros(int(ends[-1] + gaps[-1]) + _REACH, dtype=np.int64)
        line[at] = self._words.numbers([form for sentence in sentences for form in sentence])
        best = _viterbi(self._scores(line, at), self._weights.transitions, lengths)
        names = iter([self._weights.labels[i] for i in best.tolist()])
        return [[next(names) for _ in sentence] for sentence in sentences]

    def _scores(self, line: Ints, at: Ints) -> Floats:
        """A row of label scores for every token; ``line`` has the number of a word at each place, tokens are ``at``."""
        scores = np.zeros((len(at), len(self._weights.labels)), dtype=np.float32)
        for n, offset in enumerate(OFFSETS):
            scores += self._words.scores[line[at + offset], n]
        columns = {place: self._words.values[line[at + place[0]], place[1]] for place in _JOINT_PLACES}
        for number in _JOINT:
            self._add(scores, number, [columns[place] for place in TEMPLATES[number]])
        return scores

    def _add(self, scores: Floats, number: int, columns: Sequence[Ints]) -> None:
        """Add one template's weights where its combination of values is known."""
        keys = self._weights.keys[number]
        if not len(keys):
            return
        wanted = _combine(columns, [self._sizes[field] for _, field in TEMPLATES[number]])
        found = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        hits = np.flatnonzero(keys[found] == wanted)
        scores[hits] += self._weights.scores[number][found[hits]]


class _Words:
    """The words met so far, numbered from 1; 0 is the boundary.

    ``values`` has a row of field values for each; ``scores`` what the templates of a single offset add for it, by word,
    offset (:data:`OFFSETS`) and label. Forgets all when there are too many.
    """

    def __init__(self, weights: Weights, fields: Fields, add: Callable[[Floats, int, Sequence[Ints]], None]) -> None:
        self._fields = fields
        self._add = add
        self._value_numbers = [{value: n for n, value in enumerate(values, _FIRST)} for values in weights.values]
        self._numbers: dict[str, int] = {}
        self.values = np.full((256, len(FIELDS)), _BOUNDARY, dtype=np.int64)
        self.scores = np.zeros((256, len(OFFSETS), len(weights.labels)), dtype=np.float32)
        self._learn([], 0)

    def numbers(self, forms: Sequence[str]) -> Ints:
        """The numbers of these forms, learned where they are new."""
        known = self._numbers
        new = [form for form in dict.fromkeys(forms) if form not in known]
        if len(known) + len(new) > _CACHE_LIMIT and known:
            known.clear()
            new = list(dict.fromkeys(forms))
        if new:
            first = len(known) + 1
            known.update(zip(new, range(first, first + len(new)), strict=True))
            self._learn(new, first)
        return np.fromiter((known[form] for form in forms), dtype=np.int64, count=len(forms))

    def _learn(self, forms: Sequence[str], first: int) -> None:
        """Values and scores of new words, or of the boundary, from row ``first`` on."""
        numbers = self._value_numbers
        rows = [
            [known.get(value, _UNSEEN) for value, known in zip(self._fields(form), numbers, strict=True)]
            for form in forms
        ] or [[_BOUNDARY] * len(FIELDS)]
        values = np.array(rows, dtype=np.int64)
        end = first + len(rows)
        while end > len(self.values):
            self.values = np.concatenate([self.values, np.zeros_like(self.values)])
            self.scores = np.concatenate([self.scores, np.zeros_like(self.scores)])
        self.values[first:end] = values
        for n, offset in enumerate(OFFSETS):
            scores = np.zeros((len(rows), self.scores.shape[2]), dtype=np.float32)
            for number in _OWN[offset]:
                self._add(scores, number, [values[:, field] for _, field in TEMPLATES[number]])
            self.scores[first:end, n] = scores


def _combine(columns: Sequence[Ints], sizes: Sequence[int]) -> Ints:
    """Several value numbers as one: the digits of a number whose places have these sizes."""
    key = np.asarray(columns[0], dtype=np.int64)
    for column, size in zip(columns[1:], sizes[1:], strict=True):
        key = key * size + column
    return key


def _viterbi(scores: Floats, transitions: Floats, lengths: Ints) -> Ints:
    """The best label numbers of all tokens; the sentences' tokens follow each other in ``scores``."""
    order = np.argsort(-lengths, kind="stable")
    order = order[lengths[order] > 0]
    starts = (np.cumsum(lengths) - lengths)[order]
    sizes = lengths[order]
    longest, n_labels = int(sizes[0]), len(transitions)
    active = np.searchsorted(-sizes, -np.arange(longest), side="left")  # sentences longer than each position
    back = np.zeros((longest, len(order), n_labels), dtype=np.int8)
    total = scores[starts].copy()
    for t in range(1, longest):
        n = int(active[t])
        paths = total[:n, :, None] + transitions[None]
        back[t, :n] = paths.argmax(axis=1)
        total[:n] = paths.max(axis=1) + scores[starts[:n] + t]
    best = np.empty(len(scores), dtype=np.int64)
    label = total.argmax(axis=1)
    for t in range(longest - 1, -1, -1):
        n = int(active[t])
        best[starts[:n] + t] = label[:n]
        if t:
            label[:n] = back[t, np.arange(n), label[:n]]
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


def _to_bytes(strings: Sequence[str]) -> npt.NDArray[np.uint8]:
    return np.frombuffer("\n".join(strings).encode(), dtype=np.uint8)


def _from_bytes(array: npt.NDArray[Any]) -> tuple[str, ...]:
    text = array.tobytes().decode()
    return tuple(text.split("\n")) if text else ()

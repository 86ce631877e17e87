"""The weights of a linear-chain conditional random field for parts of speech (Lafferty, McCallum and Pereira 2001).

A word is a row of field values; a template looks at one or more fields of the word and its neighbours, and each
combination of values that training met has a weight for each part of speech. :mod:`pipeline.tagging.decoder` finds the
best parts of speech by them.
"""

from __future__ import annotations

import dataclasses
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.errors import DataError
from pipeline.tagging.features import FIELDS, TEMPLATES

WEIGHTS = "weights.npz"
BOUNDARY = 0  # the value of every field beyond the ends of a sentence
UNSEEN = 1  # a value that no weight is known for
FIRST = 2

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Fields = Callable[[str], tuple[str, ...]]


@dataclasses.dataclass(frozen=True, slots=True)
class Weights:
    """What was learned.

    ``values``: the known values of each field. ``keys``: for each template the known combinations as sorted numbers
    (:func:`combine`). ``scores``: for each of them a row of weights, a column for each of the ``labels``.
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
        numbers = [{value: n for n, value in enumerate(values, FIRST)} for values in seen]
        sizes = [len(values) + FIRST for values in seen]
        rows: list[list[tuple[int, list[float]]]] = [[] for _ in TEMPLATES]
        for (number, values), weights in features.items():
            places = TEMPLATES[number]
            ids = [
                np.array([BOUNDARY if v is None else numbers[f][v]]) for (_, f), v in zip(places, values, strict=True)
            ]
            key = int(combine(ids, [sizes[field] for _, field in places])[0])
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


def combine(columns: Sequence[Ints], sizes: Sequence[int]) -> Ints:
    """Several value numbers as one: the digits of a number whose places have these sizes."""
    key = np.asarray(columns[0], dtype=np.int64)
    for column, size in zip(columns[1:], sizes[1:], strict=True):
        key = key * size + column
    return key


def _to_bytes(strings: Sequence[str]) -> npt.NDArray[np.uint8]:
    return np.frombuffer("\n".join(strings).encode(), dtype=np.uint8)


def _from_bytes(array: npt.NDArray[Any]) -> tuple[str, ...]:
    text = array.tobytes().decode()
    return tuple(text.split("\n")) if text else ()

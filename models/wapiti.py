"""What a Wapiti model knows of single words: the weights of the feature «this word» for each label.

The format is that of Wapiti 1.5 (``wapiti dump`` documents the same numbers): patterns, labels and observations as
netstrings, then ``index=hexadecimal float`` for every weight that is not zero. A unigram observation has one weight for
each label, in the labels' order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import DataError

_WORD = b"u:w="


def word_weights(path: Path) -> Iterator[tuple[str, dict[str, float]]]:
    """Each word with its weights by label, zeros left out; :class:`DataError` for another format."""
    data = path.read_bytes()
    head = re.match(rb"#mdl#2#\d+\n#rdr#(\d+)/\d+/\d+\n", data)
    if not head:
        raise DataError("this is no Wapiti model", where=str(path))
    _, position = _netstrings(data, head.end(), int(head[1]))
    labels, position = _quark(data, position)
    observations, position = _quark(data, position)
    weights: dict[int, float] = {}
    for line in data[position:].split(b"\n"):
        index, _, value = line.partition(b"=")
        if value:
            weights[int(index)] = float.fromhex(value.decode())
    start = 0
    names = [label.decode() for label in labels]
    for observation in observations:
        if observation.startswith(_WORD):
            found = {name: weights[start + n] for n, name in enumerate(names) if start + n in weights}
            yield observation[len(_WORD) :].decode("utf-8", "replace"), found
        unigram, bigram = observation[:1] in b"u*", observation[:1] in b"b*"
        start += unigram * len(names) + bigram * len(names) ** 2


def _quark(data: bytes, position: int) -> tuple[list[bytes], int]:
    end = data.index(b"\n", position)
    return _netstrings(data, end + 1, int(data[position:end].rsplit(b"#", 1)[1]))


def _netstrings(data: bytes, position: int, count: int) -> tuple[list[bytes], int]:
    found = []
    for _ in range(count):
        colon = data.index(b":", position)
        end = colon + 1 + int(data[position:colon])
        found.append(data[colon + 1 : end])
        position = end + 2  # the comma and the end of the line
    return found, position

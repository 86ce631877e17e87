"""A tool in a Python of its own, spoken to in JSON lines: ``python worker.py hazm|parstdex``. Standard library alone.

First writes ``{"version", "calls"}``. A request ``{"call", "texts"}`` is answered with ``{"seconds", "results"}``, the
processor time of the call alone; without ``texts`` those of the last request are read once more, and only the time
comes back. What a tool prints goes to standard error. A tool's crash on a text is its answer: an empty result.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any


def _hazm() -> dict[str, Callable[[str], Any]]:
    from hazm import Normalizer, SentenceTokenizer

    return {"normalize": Normalizer().normalize, "split": SentenceTokenizer().tokenize}


def _parstdex() -> dict[str, Callable[[str], Any]]:
    from parstdex import Parstdex

    model = Parstdex()
    return {"date_spans": lambda text: model.extract_span(text)["datetime"]}


_LIBRARIES = {"hazm": _hazm, "parstdex": _parstdex}


def _each(function: Callable[[str], Any], texts: Sequence[str]) -> list[Any]:
    found = []
    for text in texts:
        try:
            found.append(function(text))
        except Exception:
            found.append([])
    return found


def main() -> None:
    """Answer requests until standard input ends."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    library = sys.argv[1]
    calls = _LIBRARIES[library]()
    texts: list[str] = []

    def answer(value: dict[str, Any]) -> None:
        answers.write(json.dumps(value) + "\n")
        answers.flush()

    answer({"version": importlib.metadata.version(library), "calls": sorted(calls)})
    for line in sys.stdin:
        request = json.loads(line)
        texts = request.get("texts", texts)
        start = time.process_time()
        results = _each(calls[request["call"]], texts)
        seconds = time.process_time() - start
        answer({"seconds": seconds, "results": results if "texts" in request else None})


if __name__ == "__main__":
    main()

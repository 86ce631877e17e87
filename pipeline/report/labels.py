"""The page's words in Persian and English: ``assets/labels.tsv``."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import DataError

TABLE = Path(__file__).with_name("assets") / "labels.tsv"
_HEADER = ["key", "fa", "en"]


def read_labels() -> dict[str, dict[str, str]]:
    """Label by key, for each of the languages ``fa`` and ``en``.

    Raises :class:`~pipeline.errors.DataError` with file and line for a row that is incomplete or there twice.
    """
    found: dict[str, dict[str, str]] = {"fa": {}, "en": {}}
    for number, line in enumerate(TABLE.read_text("utf-8").splitlines(), 1):
        cells = line.split("\t")
        if number == 1 and cells == _HEADER:
            continue
        if len(cells) != len(_HEADER) or not all(cells) or cells[0] in found["fa"]:
            what = f"the key {cells[0]!r} stands here a second time" if cells[0] in found["fa"] else "no label"
            raise DataError(what, where=f"{TABLE.name}:{number}", remedy="write key, fa and en with tabs between")
        key, found["fa"][key], found["en"][key] = cells
    return found

"""One way in to all formats."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Literal

from pipeline import records
from pipeline.errors import InputError, UsageError
from pipeline.export.events import json_lines
from pipeline.export.flat import write_csv
from pipeline.export.parquet import write_parquet
from pipeline.export.workbook import write_workbook
from pipeline.formats.writers import atomic

Format = Literal["parquet", "csv", "xlsx", "events"]
DEFAULTS: dict[Format, str] = {
    "parquet": "outputs/parquet",
    "csv": "outputs/csv",
    "xlsx": "outputs/dabir.xlsx",
    "events": "outputs/events.jsonl",
}


def write(
    documents: Iterable[records.Document],
    format: Format,
    out: Path | None = None,
    *,
    dyads: bool = False,
    on_failure: Callable[[InputError], None] = lambda _: None,
) -> list[Path]:
    """Write documents in a format to ``out``, a folder for ``parquet`` and ``csv``, else a file; the files written.

    Files appear whole or not at all. ``on_failure`` is called for a document that the format cannot hold. Raises
    :class:`~pipeline.errors.UsageError` where nothing can be written, and
    :class:`~pipeline.errors.MissingExtraError` for a format whose library is not installed.
    """
    target = out or Path(DEFAULTS[format])
    folder = target if format in ("parquet", "csv") else target.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        match format:
            case "events":
                with atomic(target) as file:
                    file.writelines(json_lines(documents, dyads=dyads))
                return [target]
            case "parquet":
                return write_parquet(documents, target)
            case "csv":
                return write_csv(documents, target, on_failure)
            case "xlsx":
                return [write_workbook(documents, target, on_failure)]
    except OSError as error:
        what = f"nothing can be written here: {error.strerror}"
        raise UsageError(what, where=str(target), remedy="name another path with --out") from error

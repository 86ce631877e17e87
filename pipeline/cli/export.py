"""``dabir export``: records as Parquet, CSV, a workbook or event data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pipeline.cli.application import app, errors_reported
from pipeline.errors import InputError, UsageError

if TYPE_CHECKING:
    from pipeline.records import Document


@app.command(epilog="Example: dabir export outputs --format xlsx --out visits.xlsx")
def export(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="RECORDS", help="Files (.json, .jsonl, gzipped too), folders, or - for JSON Lines."),
    ],
    format: Annotated[
        Literal["parquet", "csv", "xlsx", "events"],
        typer.Option(help="parquet: all records; csv, xlsx: flat tables; events: event data as JSON Lines."),
    ],
    out: Annotated[
        Path | None,
        typer.Option(metavar="PATH", help="Folder for parquet and csv, else file; by default in outputs."),
    ] = None,
    dyads: Annotated[
        bool, typer.Option("--dyads", help="Events: a line for each pair of actor and recipient.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Do not name the files that were written.")] = False,
) -> None:
    """Write records for other tools.

    Exit code 0: all documents were written; 1: some could not be read, and are named; 2: wrong usage.
    """
    from pipeline.export.write import write

    with errors_reported():
        if dyads and format != "events":
            raise UsageError("--dyads is for events", remedy="add --format events")
        source = _Readable(paths)
        for path in write(source, format, out, dyads=dyads, on_failure=source.complain):
            if not quiet:
                typer.echo(path, err=True)
    if source.failed:
        raise typer.Exit(1)


class _Readable:
    """The documents that can be read; the others are named on standard error, and counted."""

    def __init__(self, paths: list[str]) -> None:
        from pipeline.formats.record_files import read_records

        self.failed = 0
        self._found = read_records(paths)

    def complain(self, error: InputError) -> None:
        """Name and count a document."""
        self.failed += 1
        typer.echo(f"dabir: {error}", err=True)

    def __iter__(self) -> Iterator[Document]:
        for _source, outcome in self._found:
            if isinstance(outcome, InputError):
                self.complain(outcome)
            else:
                yield outcome

"""``dabir convert``: gold files to annotation tools and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from pipeline.cli.application import app, errors_reported
from pipeline.errors import UsageError

Tool = Literal["brat", "label-studio", "doccano"]


@app.command(epilog="Example: dabir convert corpus/gold --to brat --out annotation")
def convert(
    source: Annotated[Path, typer.Argument(metavar="PATH", help="Gold files, or what the annotation tool gave.")],
    to: Annotated[Tool | None, typer.Option(help="Write gold files for this tool.")] = None,
    from_: Annotated[
        Tool | None, typer.Option("--from", help="Read what this tool gave: a folder (brat), a .json or .jsonl file.")
    ] = None,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder to write to.")] = Path("outputs"),
    text: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder of the raw texts; else raw beside the gold folder.")
    ] = None,
) -> None:
    """Take gold files, or extractions to correct, to an annotation tool (--to) or bring them back (--from).

    Going, PATH has gold files or records of dabir extract; coming, gold/ and raw/ are written to --out.

    Exit code 0: all is converted; 1: some documents could not be, each named; 2: wrong usage.
    """
    from pipeline.formats.annotation.files import export, import_

    with errors_reported():
        if (to is None) == (from_ is None):
            raise UsageError("say either --to or --from", remedy="dabir convert corpus/gold --to brat")
        if to:
            from pipeline.formats.gold_files import raw_folder

            count, failures = export(source, text or raw_folder(source), to, out)
        else:
            assert from_ is not None
            count, failures = import_(source, from_, out)
    for failure in failures:
        typer.echo(f"dabir: {failure}", err=True)
    typer.echo(f"dabir: {count} documents converted", err=True)
    if failures:
        raise typer.Exit(1)

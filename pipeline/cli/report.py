"""``dabir report``: a page that shows texts with their records."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.application import app, errors_reported


@app.command(epilog="Example: dabir report outputs --text corpus/raw -o report.html")
def report(
    paths: Annotated[
        list[Path], typer.Argument(metavar="RECORDS", help="What dabir extract wrote: .json, .jsonl, folders of them.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="The page to write.")] = Path("report.html"),
    text: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder of the raw texts; else they are sought by the records.")
    ] = None,
    gold: Annotated[
        Path | None, typer.Option(metavar="PATH", help="Gold files: show what is missed, spurious and wrong.")
    ] = None,
) -> None:
    """Write one page, which needs no network, with texts, their records, a timeline and who went where.

    Of a text that is not found, the page shows the passages that the records carry, and says so.

    Exit code 0: all is shown; 1: some records could not be read, each named; 2: wrong usage.
    """
    from pipeline.report.build import build

    with errors_reported():
        summary = build(paths, out, text=text, gold=gold)
    texts = "--text names the folder of the texts"
    for ids, what, remedy in (
        (summary.missing, "no text found for", texts),
        (summary.changed, "the text is not the one read, of", texts),
        (summary.unread, "gold without records here is not judged:", "dabir check counts it as missed"),
    ):
        if ids:
            more = f" and {len(ids) - 5} more" if len(ids) > 5 else ""
            typer.echo(f"dabir: warning: {what} {', '.join(ids[:5])}{more} ({remedy})", err=True)
    for failure in summary.failures:
        typer.echo(f"dabir: {failure}", err=True)
    typer.echo(f"dabir: {summary.documents} documents in {out}", err=True)
    if summary.failures:
        raise typer.Exit(1)

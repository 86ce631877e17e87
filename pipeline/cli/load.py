"""``dabir load``: records to a database."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.cli.application import DatabaseUrl, app, errors_reported


@app.command(epilog="Example: dabir load outputs --to postgresql+psycopg://dabir@localhost/dabir")
def load(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="RECORDS", help="Files (.json, .jsonl, gzipped too), folders, or - for JSON Lines."),
    ],
    to: DatabaseUrl = "sqlite:///dabir.db",
    prune: Annotated[bool, typer.Option("--prune", help="Remove the documents that are not among RECORDS.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No summary.")] = False,
) -> None:
    """Load the records of documents into a database, which gets its tables if it is empty.

    A document's rows are replaced if its records have changed, and left alone if not; others stay unless --prune.

    Exit code 0: all were loaded; 1: some failed, and are named; 2: wrong usage, or the database cannot be used.
    """
    from pipeline.database.connect import open_database
    from pipeline.database.load import Loader, Refused
    from pipeline.errors import InputError
    from pipeline.formats.record_files import read_records

    def complain(failure: Refused) -> None:
        typer.echo(f"dabir: {failure.error}", err=True)

    with errors_reported():
        found = read_records(paths)
        with open_database(to) as database, Loader(database, on_failure=complain) as loader:
            for source, outcome in found:
                if isinstance(outcome, InputError):
                    loader.refuse(source, outcome.what, outcome.remedy)
                else:
                    loader.write(outcome, source)
            if prune:
                loader.prune()
    if not quiet:
        typer.echo(f"dabir: {loader.summary}", err=True)
    if loader.summary.failures:
        raise typer.Exit(1)

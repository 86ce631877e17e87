"""``dabir lexicon``: rows of the tables, found, checked and added without code."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.application import app, errors_reported

lexicon = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Find, check and add rows of the tables.")
app.add_typer(lexicon, name="lexicon", epilog="Example: dabir lexicon find مسقط")

OwnFolder = Annotated[Path, typer.Option("--lexicon", metavar="DIR", help="The folder of own tables.")]


@lexicon.command(epilog="Example: dabir lexicon find 'وزیر خارجه' --lexicon mine")
def find(
    word: Annotated[str, typer.Argument(metavar="WORD", help="A name, other surface, code or id, in any spelling.")],
    folder: Annotated[Path | None, typer.Option("--lexicon", metavar="DIR", help="Own tables, too.")] = None,
) -> None:
    """Print the rows that have a word: file and line, then the filled cells. Exit code 1: there is none."""
    from pipeline.lexicon.editing import find_rows

    with errors_reported():
        found = find_rows(word, folder)
    for row in found:
        cells = "\t".join(f"{column}={cell}" for column, cell in row.cells.items())
        where = f"{row.path}" if folder is not None and row.path.parent == folder else row.path.name
        typer.echo(f"{where}:{row.number}\t{cells}")
    if not found:
        raise typer.Exit(1)


@lexicon.command(epilog="Example: dabir lexicon add cities name=دقم country=OMN --lexicon mine")
def add(
    table: Annotated[str, typer.Argument(metavar="TABLE", help="cities, bodies, office_holders and so on.")],
    cells: Annotated[list[str], typer.Argument(metavar="COLUMN=VALUE", help="Cells; | separates values of one cell.")],
    folder: OwnFolder,
) -> None:
    """Add a row to an own table, which every command reads with --lexicon DIR. A row that breaks a rule is refused."""
    from pipeline.errors import UsageError
    from pipeline.lexicon.editing import add_row

    with errors_reported():
        pairs = [cell.partition("=") for cell in cells]
        for column, sign, value in pairs:
            if not sign or not value:
                raise UsageError(f"{column!r} is no cell", remedy="write COLUMN=VALUE, as country=OMN")
        path = add_row(folder, table, {column: value for column, _, value in pairs})
    typer.echo(f"added to {path}")


@lexicon.command(epilog="Example: dabir lexicon lint --lexicon mine")
def lint(folder: OwnFolder) -> None:
    """Check own tables together with the shipped ones. Exit code 2: something is wrong, with file, line and remedy."""
    from pipeline.lexicon.editing import lint as check

    with errors_reported():
        count = check(folder)
    typer.echo(f"{count} rows are well formed")

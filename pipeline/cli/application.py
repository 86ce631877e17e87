"""The application that the commands register with, and what they share."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Annotated, Literal

import typer

from pipeline import __version__
from pipeline.errors import DabirError, InputError

app = typer.Typer(
    name="dabir",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

_TEXT = "A text file, or - for standard input."
_TAGGER = "default, spacy:PATH, parsivar, hazm:MODEL or none."
_DATABASE = "sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME."
TextPath = Annotated[str, typer.Argument(metavar="[PATH|-]", help=_TEXT)]
NormalizerOption = Annotated[
    Literal["dabir", "hazm", "parsivar"], typer.Option(help="What repairs the text; hazm and parsivar are extras.")
]
TaggerName = Annotated[str, typer.Option(metavar="NAME", help=f"What tags parts of speech: {_TAGGER}")]

DatabaseUrl = Annotated[str, typer.Option(metavar="URL", help=f"The database: {_DATABASE}")]


@contextlib.contextmanager
def errors_reported() -> Iterator[None]:
    """Errors on standard error and in the exit code: 1 for a document, 2 for the command."""
    try:
        yield
    except DabirError as error:
        typer.echo(f"dabir: {error}", err=True)
        raise typer.Exit(1 if isinstance(error, InputError) else 2) from error


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dabir {__version__}")
        raise typer.Exit


@app.callback(epilog="Example: dabir extract corpus/raw --out outputs")
def dabir(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Read Persian diplomatic prose and write visits, participants, dates, meetings and agreements down as records."""

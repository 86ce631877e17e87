"""The command ``dabir``: parses arguments, calls one function, prints."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

import typer

from pipeline import __version__
from pipeline.errors import DabirError, InputError, UsageError

app = typer.Typer(
    name="dabir",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

_TEXT = "A text file, or - for standard input."
_TAGGER = "default, spacy:PATH, parsivar, hazm:MODEL or none."
TextPath = Annotated[str, typer.Argument(metavar="[PATH|-]", help=_TEXT)]
TaggerName = Annotated[str, typer.Option(metavar="NAME", help=f"What tags parts of speech: {_TAGGER}")]


@contextlib.contextmanager
def _errors_reported() -> Iterator[None]:
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


@app.command(epilog="Example: dabir extract news/ book.jsonl --date 2003-08-03 --format jsonl")
def extract(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", help="Files (.txt, .jsonl), folders, patterns, or - for standard input."),
    ],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder to write to.")] = Path("outputs"),
    format: Annotated[
        Literal["json", "jsonl"], typer.Option(help="json: a file for each document; jsonl: all in records.jsonl.")
    ] = "json",
    metadata: Annotated[
        Path | None,
        typer.Option(metavar="FILE.tsv", help="Columns id and any of date, viewpoint, subject_country, by header."),
    ] = None,
    date: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="The documents' own day.")] = None,
    viewpoint: Annotated[str | None, typer.Option(metavar="ISO3", help="Whom «our country» means; else IRN.")] = None,
    subject_country: Annotated[
        str | None, typer.Option(metavar="ISO3", help="The counterpart that country studies are about.")
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Add repairs, sentences and tagged tokens to the records.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary.")] = False,
    tagger: TaggerName = "default",
    tag: Annotated[
        Literal["gated", "all"], typer.Option(help="Tag the sentences that may hold a record, or all.")
    ] = "gated",
    lexicon: Annotated[Path | None, typer.Option(metavar="DIR", help="Own tables, whose rows take precedence.")] = None,
    relative_ids: Annotated[
        bool, typer.Option("--relative-ids", help="Take relative paths, and not file names, as document ids.")
    ] = False,
) -> None:
    """Write the records of texts.

    A JSON Lines document's own date, viewpoint and subject_country come before those of --metadata, and these before
    --date, --viewpoint and --subject-country.

    Exit code 0: all documents were read; 1: some failed, and errors.jsonl names them; 2: wrong usage.
    """
    import pipeline
    from pipeline.batch.progress import Monitor
    from pipeline.batch.run import Options, run
    from pipeline.formats.documents import parse_background
    from pipeline.formats.inputs import Inputs
    from pipeline.formats.metadata import read_metadata
    from pipeline.formats.writers import output_files

    with _errors_reported():
        inputs = Inputs(paths, relative_ids=relative_ids, skip=output_files(out))
        engine = pipeline.load(tagger=tagger, tag=tag, lexicon=lexicon)

        def is_country(code: str) -> bool:
            return engine.lexicon.country(code) is not None

        try:
            defaults = parse_background(date, viewpoint, subject_country, is_country)
        except ValueError as error:
            raise UsageError(str(error)) from error
        known = read_metadata(metadata, is_country) if metadata else {}
        _warn_of_unmatched(sorted(known.keys() - inputs.ids.keys()), metadata)
        with Monitor(inputs.count, quiet=quiet) as monitor:
            summary = run(
                inputs,
                engine,
                out,
                format=format,
                options=Options(known, defaults, explain),
                on_document=monitor.document,
            )
        monitor.close(summary)
    if summary.failures:
        raise typer.Exit(1)


def _warn_of_unmatched(ids: list[str], metadata: Path | None) -> None:
    if ids:
        more = f" and {len(ids) - 5} more" if len(ids) > 5 else ""
        typer.echo(f"dabir: warning: {metadata}: no document is called {', '.join(ids[:5])}{more}", err=True)


@app.command(epilog="Example: dabir schema > dabir.schema.json")
def schema() -> None:
    """Print the JSON Schema of a document's records."""
    import json

    from pipeline.records import json_schema

    typer.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False).encode())


@app.command(epilog="Example: dabir normalize scan.txt --level letters")
def normalize(
    path: TextPath = "-",
    level: Annotated[
        Literal["letters", "spacing", "full"],
        typer.Option(help="letters: letters and digits; spacing: half-spaces and spaces as well; full: all repairs."),
    ] = "full",
    explain: Annotated[
        bool, typer.Option("--explain", help="Print the repairs instead, one JSON object each.")
    ] = False,
) -> None:
    """Print a text as it is read: modern letters, half-spaces restored."""
    from pipeline.formats.readers import read_one
    from pipeline.text.repair import repair

    with _errors_reported():
        repaired = repair(read_one(path).text, level=level)
        if not explain:
            typer.echo(repaired.clean.encode(), nl=not repaired.clean.endswith("\n"))
            return
        import msgspec

        for change in repaired.repairs():
            typer.echo(msgspec.json.encode(change))


@app.command(epilog="Example: echo 'وزیر خارجه وارد تهران شد.' | dabir tag")
def tag(path: TextPath = "-", tagger: TaggerName = "default") -> None:
    """Print the sentences and tokens of a text with parts of speech, lemmas and verb features, as CoNLL-U."""
    from pipeline.formats.conllu import conllu
    from pipeline.formats.readers import read_one
    from pipeline.tagging import load_tagger
    from pipeline.text.repair import repair

    with _errors_reported():
        raw = read_one(path)
        for block in conllu(repair(raw.text).clean, load_tagger(tagger), id=raw.id):
            typer.echo(block.encode(), nl=False)


def main() -> None:
    """Run the command."""
    app(prog_name="dabir")

"""``dabir extract``: texts to records."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pipeline.cli.application import NormalizerOption, TaggerName, app, errors_reported
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.database.load import Loader, Refused
    from pipeline.engine import Engine
    from pipeline.spark import SparkCluster


@app.command(epilog="Example: dabir extract news/ book.jsonl --date 2003-08-03 --format jsonl")
def extract(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH",
            help="Files, folders, patterns, or - for standard input.",
        ),
    ],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder to write to.")] = Path("outputs"),
    format: Annotated[
        Literal["json", "jsonl"], typer.Option(help="json: a file for each document; jsonl: all in records.jsonl.")
    ] = "json",
    to: Annotated[
        str | None, typer.Option(metavar="URL", help="Load the records into this database too, as dabir load does.")
    ] = None,
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
    keep_text: Annotated[
        bool, typer.Option("--keep-text", help="Write the texts that offsets refer to into the folder texts.")
    ] = False,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes to read with; else one a core, none for a few short texts.")
    ] = None,
    unordered: Annotated[
        bool, typer.Option("--unordered", help="Write lines as they are read: no document waits for one before it.")
    ] = False,
    timeout: Annotated[float, typer.Option(min=1, help="Seconds for a document; a long one gets more.")] = 60,
    memory: Annotated[int, typer.Option(min=50, help="Megabytes that reading a document may take.")] = 4000,
    engine: Annotated[
        Literal["local", "spark"], typer.Option(help="Read here, or on Apache Spark (extra spark).")
    ] = "local",
    master: Annotated[str, typer.Option(metavar="URL", help="Spark's master, as spark://host:7077.")] = "local[*]",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary.")] = False,
    tagger: TaggerName = "default",
    tag: Annotated[
        Literal["gated", "all"], typer.Option(help="Tag the sentences that may hold a record, or all.")
    ] = "gated",
    lexicon: Annotated[Path | None, typer.Option(metavar="DIR", help="Own tables, whose rows take precedence.")] = None,
    patterns: Annotated[Path | None, typer.Option(metavar="DIR", help="Own frames, tried before the others.")] = None,
    normalizer: NormalizerOption = "dabir",
    relative_ids: Annotated[
        bool, typer.Option("--relative-ids", help="Take relative paths, and not file names, as document ids.")
    ] = False,
) -> None:
    """Write the records of texts.

    Reads .txt, .html, .docx, .pdf, .jsonl (also .gz), .csv, .parquet and .zip of these.

    A JSON Lines document's own date, viewpoint and subject_country come before those of --metadata, and these before
    --date, --viewpoint and --subject-country.

    A run that was interrupted goes on with the same command, and documents that have not changed since the last run are
    not read again. Documents that crash, hang or take too much memory end in errors.jsonl, as all that fail.

    Exit code 0: all documents were read; 1: some failed, and errors.jsonl names them; 2: wrong usage; 130: stopped
    by Ctrl-C.
    """
    import functools

    import pipeline
    from pipeline.batch.progress import Monitor
    from pipeline.batch.run import Options, Workers, run
    from pipeline.formats.documents import parse_background
    from pipeline.formats.inputs import Inputs
    from pipeline.formats.metadata import read_metadata
    from pipeline.formats.writers import output_files

    with errors_reported():
        inputs = Inputs(paths, relative_ids=relative_ids, skip=output_files(out))
        load = functools.partial(
            pipeline.load, tagger=tagger, tag=tag, lexicon=lexicon, patterns=patterns, normalizer=normalizer
        )
        reader = load()

        def is_country(code: str) -> bool:
            return reader.lexicon.country(code) is not None

        try:
            defaults = parse_background(date, viewpoint, subject_country, is_country)
        except ValueError as error:
            raise UsageError(str(error)) from error
        known = read_metadata(metadata, is_country) if metadata else {}
        if not quiet:
            _warn_of_others(inputs.others)
        _warn_of_unmatched(sorted(id for id in known if id not in inputs), metadata)
        count = workers or (0 if inputs.is_light else min(_cores(), inputs.count))
        local = contextlib.nullcontext(Workers(count, load, timeout, memory) if count else None)
        with (
            _cluster(master, load) if engine == "spark" else local as crew,
            Monitor(inputs.count, quiet=quiet) as monitor,
            _database(to) as loader,
        ):
            try:
                summary = run(
                    inputs,
                    reader,
                    out,
                    format=format,
                    options=Options(known, defaults, explain),
                    keep_text=keep_text,
                    also=loader,
                    workers=crew,
                    ordered=not unordered,
                    on_document=monitor.document,
                )
            except KeyboardInterrupt:
                monitor.stopped()
                raise typer.Exit(130) from None
        monitor.close(summary, out)
    if loader and not quiet:
        typer.echo(f"dabir: {loader.summary}", err=True)
    if summary.failures or (loader and loader.summary.failures):
        raise typer.Exit(1)


@contextlib.contextmanager
def _database(url: str | None) -> Iterator[Loader | None]:
    if url is None:
        yield None
        return
    from pipeline.database.connect import open_database
    from pipeline.database.load import Loader

    def complain(failure: Refused) -> None:
        typer.echo(f"dabir: {failure.error}", err=True)

    with open_database(url) as database, Loader(database, on_failure=complain) as loader:
        yield loader


def _cluster(master: str, load: Callable[[], Engine]) -> SparkCluster:
    from pipeline.spark import SparkCluster

    return SparkCluster(master, load)


def _cores() -> int:
    """The cores that this process may use."""
    import os

    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _warn_of_others(others: Mapping[str, int]) -> None:
    """Files in folders that are no texts: a folder of an old format would else seem empty."""
    if others:
        kinds = ", ".join(f"{kind or 'without a suffix'}: {count}" for kind, count in sorted(others.items()))
        typer.echo(f"dabir: warning: files of kinds that are not read were passed over ({kinds})", err=True)


def _warn_of_unmatched(ids: list[str], metadata: Path | None) -> None:
    if ids:
        more = f" and {len(ids) - 5} more" if len(ids) > 5 else ""
        typer.echo(f"dabir: warning: {metadata}: no document is called {', '.join(ids[:5])}{more}", err=True)

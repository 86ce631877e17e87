"""``dabir patterns``: check frames, run their examples, see which fired."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.application import app, errors_reported

patterns = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
app.add_typer(
    patterns,
    name="patterns",
    help="Write patterns: check them, run their examples, see which fired.",
    epilog="Example: dabir patterns explain 'وزیر خارجه هند وارد تهران شد.'",
)
_OWN = "A folder of visits.toml, meetings.toml or agreements.toml."
OwnPatterns = Annotated[Path | None, typer.Option("--patterns", metavar="DIR", help=_OWN)]
OwnLexicon = Annotated[Path | None, typer.Option("--lexicon", metavar="DIR", help="Own tables.")]


@patterns.command(epilog="Example: dabir patterns lint --patterns mine")
def lint(own: OwnPatterns = None, lexicon: OwnLexicon = None) -> None:
    """Load all frames and name what is not well-formed; list frames without examples of both kinds."""
    import pipeline
    from pipeline.extractors.examples import without_examples

    with errors_reported():
        engine = pipeline.load(tagger="none", lexicon=lexicon, patterns=own)
        bare = [line for frames in engine.frames.values() for line in without_examples(frames)]
        for line in bare:
            typer.echo(line)
        count = sum(len(frames) for frames in engine.frames.values())
        typer.echo(f"{count} frames, {len(bare)} remarks")
    if bare:
        raise typer.Exit(1)


@patterns.command(epilog="Example: dabir patterns test --patterns mine")
def test(own: OwnPatterns = None, lexicon: OwnLexicon = None) -> None:
    """Run the examples of all frames; exit code 1 where one fails."""
    import pipeline
    from pipeline.formats.examples import run_examples

    with errors_reported():
        engine = pipeline.load(tagger="none", lexicon=lexicon, patterns=own)
        results = list(run_examples(engine))
    failed = [result for result in results if result.problem]
    for result in failed:
        typer.echo(f"{result.frame}: {result.text}\n    {result.problem}")
    typer.echo(f"{len(results)} examples, {len(failed)} failed")
    if failed:
        raise typer.Exit(1)


@patterns.command(epilog="Example: dabir patterns explain 'رئیس‌جمهور سوریه تهران را ترک کرد.'")
def explain(
    text: Annotated[str, typer.Argument(help="A sentence or two.")],
    own: OwnPatterns = None,
    lexicon: OwnLexicon = None,
    tagger: Annotated[str, typer.Option(metavar="NAME", help="What tags parts of speech.")] = "default",
    date: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="The text's own day.")] = None,
) -> None:
    """Show a text's chunks and phrases, the frames that fired, and those that nearly did with what they lack."""
    import pipeline
    from pipeline.formats.examples import explanation

    with errors_reported():
        engine = pipeline.load(tagger=tagger, lexicon=lexicon, patterns=own)
        for line in explanation(engine, text, date=date):
            typer.echo(line)

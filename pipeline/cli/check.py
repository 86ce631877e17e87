"""``dabir check``: extractions against gold files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from pipeline.cli.application import app, errors_reported


@app.command(epilog="Example: dabir check --lint corpus/gold")
def check(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Gold files: a .json or .jsonl file, or a folder.")],
    text: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder of the raw texts; else raw beside the gold folder.")
    ] = None,
    lint: Annotated[bool, typer.Option("--lint", help="Only look for what is wrong in the gold files.")] = False,
    half: Annotated[
        Literal["development", "test"] | None, typer.Option(help="Only this half, by halves.tsv beside the gold.")
    ] = None,
) -> None:
    """Look for what is wrong in gold files.

    Exit code 0: nothing is; 1: there are problems, each named with file and place; 2: wrong usage.
    """
    with errors_reported():
        if lint:
            _lint(gold, text, half)


def _lint(gold: Path, text: Path | None, half: Literal["development", "test"] | None) -> None:
    from pipeline.evaluation.files import raw_folder
    from pipeline.evaluation.lint import lint
    from pipeline.lexicon import Lexicon

    count, problems = lint(gold, text=text or raw_folder(gold), half=half, lexicon=Lexicon.load())
    for problem in problems:
        typer.echo(str(problem))
    files = len({problem.where for problem in problems})
    summary = f"{len(problems)} problems in {files} files" if problems else "no problems"
    typer.echo(f"dabir: {count} gold documents: {summary}", err=True)
    if problems:
        raise typer.Exit(1)

"""``dabir normalize``: a text as it is read."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from pipeline.cli.application import TextPath, app, errors_reported


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

    with errors_reported():
        repaired = repair(read_one(path).text, level=level)
        if not explain:
            typer.echo(repaired.clean.encode(), nl=not repaired.clean.endswith("\n"))
            return
        import msgspec

        for change in repaired.repairs():
            typer.echo(msgspec.json.encode(change))

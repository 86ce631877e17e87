"""``dabir normalize``: a text as it is read."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from pipeline.cli.application import NormalizerOption, TextPath, app, errors_reported
from pipeline.errors import UsageError


@app.command(epilog="Example: dabir normalize scan.txt --level letters")
def normalize(
    path: TextPath = "-",
    level: Annotated[
        Literal["letters", "spacing", "full"],
        typer.Option(help="letters: letters and digits; spacing: half-spaces and spaces as well; full: all repairs."),
    ] = "full",
    normalizer: NormalizerOption = "dabir",
    explain: Annotated[
        bool, typer.Option("--explain", help="Print the repairs instead, one JSON object each.")
    ] = False,
) -> None:
    """Print a text as it is read: modern letters, half-spaces restored.

    With --normalizer hazm or parsivar, as that library leaves it; --level is for dabir's own.
    """
    from pipeline.formats.readers import read_one
    from pipeline.text.normalizers import normalize_with
    from pipeline.text.repair import repair

    with errors_reported():
        text = read_one(path).text
        if normalizer == "dabir":
            repaired = repair(text, level=level)
        elif level == "full":
            repaired = normalize_with(normalizer, text)
        else:
            raise UsageError(f"--level {level} is for dabir's own normalizer", remedy="leave one of the two out")
        if not explain:
            typer.echo(repaired.clean.encode(), nl=not repaired.clean.endswith("\n"))
            return
        import msgspec

        for change in repaired.repairs():
            typer.echo(msgspec.json.encode(change))

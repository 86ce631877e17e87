"""``dabir dates``: the dates of a text alone."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

import typer

from pipeline.cli.application import app, errors_reported


@app.command(epilog="Example: dabir dates 'از ۴ تا ۱۶ اردیبهشت ۱۳۸۱'")
def dates(
    text: Annotated[
        str, typer.Argument(metavar="TEXT|FILE|-", help="A text file, - for standard input, or the text itself.")
    ] = "-",
    date: Annotated[str | None, typer.Option(metavar="DAY", help="The document's own day, as 2003-08-03.")] = None,
    format: Annotated[
        Literal["json", "edtf", "timeml"],
        typer.Option(help="json: a record on each line; edtf: EDTF and text; timeml: the text with TIMEX3 tags."),
    ] = "json",
) -> None:
    """Print the dates of a text with their values; nothing else is read."""
    from pathlib import Path

    import msgspec

    from pipeline.formats.readers import read_one
    from pipeline.formats.timeml import to_timeml
    from pipeline.linking.dates import extract_dates

    with errors_reported():
        day = _day(date)
        is_file = text == "-" or (len(text) < 1000 and "\n" not in text and "\0" not in text and Path(text).is_file())
        raw, name = (read_one(text).text, Path(text).stem) if is_file else (text, "text")
        found = extract_dates(raw, date=day)
        if format == "timeml":
            typer.echo(to_timeml(raw, found, id=name, date=day).encode(), nl=False)
            return
        for record in found:
            words = " ".join(record.text.split())
            line = msgspec.json.encode(record) if format == "json" else f"{record.edtf or '-'}\t{words}".encode()
            typer.echo(line)


def _day(text: str | None) -> dt.date | None:
    from pipeline.errors import UsageError
    from pipeline.formats.documents import parse_day

    try:
        return parse_day(text) if text else None
    except ValueError as error:
        raise UsageError(str(error), where="--date") from error

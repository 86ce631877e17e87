"""``dabir tag``: sentences and tokens with parts of speech."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from pipeline.cli.application import TaggerName, TextPath, app, errors_reported


@app.command(epilog="Example: echo 'وزیر خارجه وارد تهران شد.' | dabir tag")
def tag(
    path: TextPath = "-",
    tagger: TaggerName = "default",
    format: Annotated[
        Literal["conllu", "table"], typer.Option(help="CoNLL-U, or tab-separated columns with a header.")
    ] = "conllu",
) -> None:
    """Print the sentences and tokens of a text with parts of speech, lemmas and verb features."""
    from pipeline.formats.conllu import conllu, token_table
    from pipeline.formats.readers import read_one
    from pipeline.tagging import load_tagger
    from pipeline.text.repair import repair

    with errors_reported():
        raw = read_one(path)
        write = conllu if format == "conllu" else token_table
        for block in write(repair(raw.text).clean, load_tagger(tagger), id=raw.id):
            typer.echo(block.encode(), nl=False)

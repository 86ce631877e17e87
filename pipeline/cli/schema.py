"""``dabir schema``: the JSON Schema of the records."""

from __future__ import annotations

import typer

from pipeline.cli.application import app


@app.command(epilog="Example: dabir schema > dabir.schema.json")
def schema() -> None:
    """Print the JSON Schema of a document's records."""
    import json

    from pipeline.records import json_schema

    typer.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False).encode())

"""``dabir db``: a database's schema, its upgrade, searching and asking it."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from pipeline.cli.application import DatabaseUrl, app, errors_reported

database = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
app.add_typer(
    database,
    name="db",
    help="Show, upgrade, search and ask a database that dabir load fills.",
    epilog='Example: dabir db search "یادداشت تفاهم" --to sqlite:///dabir.db',
)
_URL = "sqlite:///dabir.db"


@database.command(epilog="Example: dabir db schema --dialect postgresql > dabir.sql")
def schema(
    dialect: Annotated[Literal["sqlite", "postgresql"], typer.Option(help="For which database the SQL is.")] = "sqlite",
    diagram: Annotated[bool, typer.Option("--diagram", help="Print a diagram in Mermaid instead.")] = False,
) -> None:
    """Print the tables, indexes and views as SQL."""
    from pipeline.database import schema

    typer.echo((schema.diagram() if diagram else schema.ddl(dialect)).encode(), nl=False)


@database.command(epilog="Example: dabir db status --to sqlite:///dabir.db")
def status(to: DatabaseUrl = _URL) -> None:
    """Print the version of a database's schema, and how many rows its tables have."""
    from pipeline.database.ask import row_counts
    from pipeline.database.connect import open_database
    from pipeline.database.schema import check, head

    with errors_reported(), open_database(to) as engine:
        check(engine)
        typer.echo(f"schema\t{head()}")
        for table, rows in row_counts(engine).items():
            typer.echo(f"{table}\t{rows}")


@database.command(epilog="Example: dabir db upgrade --to sqlite:///dabir.db")
def upgrade(to: DatabaseUrl = _URL) -> None:
    """Bring a database to the schema of this release, or make the tables in an empty one; its records stay."""
    from pipeline.database.connect import open_database
    from pipeline.database.schema import upgrade

    with errors_reported(), open_database(to) as engine:
        before, after = upgrade(engine)
    done = f"is version {after} already" if before == after else f"went from version {before or 'none'} to {after}"
    typer.echo(f"dabir: the schema {done}", err=True)


@database.command(epilog='Example: dabir db search "رئیس جمهور ترکمنستان"')
def search(
    question: Annotated[str, typer.Argument(metavar="WORDS", help="Words that a record must have, in any spelling.")],
    to: DatabaseUrl = _URL,
    limit: Annotated[int, typer.Option(min=1, help="How many records to print at most.")] = 100,
) -> None:
    """Print the records whose names, titles or evidence have all the words, by day, tab-separated."""
    from pipeline.database.connect import open_database
    from pipeline.database.schema import check
    from pipeline.database.search import search

    with errors_reported(), open_database(to) as engine:
        check(engine)
        with engine.connect().execution_options(read_only=True) as connection:
            for hit in search(connection, question, limit=limit):
                day = f"{hit.earliest or ''}\t{hit.earliest_jalali or ''}"
                line = f"{hit.document_id}\t{hit.record_id}\t{hit.kind}\t{day}\t{' '.join(hit.text.split())}\n"
                typer.echo(line.encode(), nl=False)


@database.command(epilog="Example: dabir db query 'SELECT kind, count(*) FROM timeline GROUP BY kind'")
def query(
    sql: Annotated[str, typer.Argument(metavar="SQL", help="One SELECT; - reads it from standard input.")],
    to: DatabaseUrl = _URL,
) -> None:
    """Print the answer to an SQL query as a Markdown table; nothing can be changed by it."""
    import sys

    from pipeline.database.ask import ask, markdown
    from pipeline.database.connect import open_database
    from pipeline.database.schema import check

    with errors_reported(), open_database(to) as engine:
        check(engine)
        typer.echo(markdown(*ask(engine, sys.stdin.read() if sql == "-" else sql)).encode())

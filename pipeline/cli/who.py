"""``dabir who``: the people of a text, and whom they mean."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.application import TaggerName, app, errors_reported

if TYPE_CHECKING:
    from pipeline.records import Document, Participant


@app.command(epilog="Example: dabir who 'شکولنیک وزیر انرژی قزاقستان با همتای روس خود دیدار کرد.' --date 2005-03-01")
def who(
    text: Annotated[str, typer.Argument(metavar="TEXT|FILE|-", help="A text, a text file, or - for standard input.")],
    date: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="The text's own day.")] = None,
    viewpoint: Annotated[str, typer.Option(metavar="ISO3", help="Whom «our country» means.")] = "IRN",
    subject_country: Annotated[
        str | None, typer.Option(metavar="ISO3", help="The counterpart that a country study is about.")
    ] = None,
    lexicon: Annotated[Path | None, typer.Option(metavar="DIR", help="Own tables, whose rows take precedence.")] = None,
    tagger: TaggerName = "default",
    as_json: Annotated[bool, typer.Option("--json", help="Print the participant records instead.")] = False,
) -> None:
    """Print all people, offices and delegations that a text names, with the words that name them.

    Columns, by tabs: kind, name, office, its code, country (* where concluded), who it was by the table of office
    holders, with the row that says so, and the mentions.
    """
    import pipeline
    from pipeline.formats.readers import read_one

    with errors_reported():
        raw = read_one(text).text if text == "-" or _is_file(text) else text
        engine = pipeline.load(tagger=tagger, lexicon=lexicon)
        document = engine.extract(
            raw, id="text", date=date, viewpoint=viewpoint, subject_country=subject_country, everyone=True
        )
        if as_json:
            import msgspec

            typer.echo(msgspec.json.format(msgspec.json.encode(document.participants), indent=1))
            return
        for line in _lines(document):
            typer.echo(line)


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except (OSError, ValueError):  # longer than a path may be, or with NUL
        return False


def _lines(document: Document) -> list[str]:
    lines = [_line(person) for person in document.participants]
    names = {p.id: p.name or p.kind for p in document.participants}
    return lines + [f"warning: {names[w.record]}: {w.message}" for w in document.warnings if w.record in names]


def _line(person: Participant) -> str:
    role = person.role.text if person.role else "-"
    code = " ".join(filter(None, (person.role_code, person.tenure))) or "-"
    country = (person.country or "-") + ("*" if "country" in person.inferred else "")
    resolved = f"{person.resolved.name} (office_holders.tsv:{person.resolved.row})" if person.resolved else "-"
    mentions = "; ".join(" ".join(span.text.split()) for span in person.mentions)
    return "\t".join((person.kind, person.name or "-", role, code, country, resolved, mentions))

"""``dabir check``: extractions against gold files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pipeline.cli.application import TaggerName, app, errors_reported
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.evaluation.check import Report, Selection
    from pipeline.evaluation.figures import Change
    from pipeline.formats.gold_files import Documents

Half = Literal["development", "test"] | None


@app.command(epilog="Example: dabir check corpus/gold outputs --half development --diff")
def check(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Gold files: a .json or .jsonl file, or a folder.")],
    predicted: Annotated[
        Path | None, typer.Argument(metavar="[PREDICTED]", help="Extractions likewise; else the texts are extracted.")
    ] = None,
    text: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder of the raw texts; else raw beside the gold folder.")
    ] = None,
    metadata: Annotated[
        Path | None,
        typer.Option(metavar="FILE.tsv", help="As for extract; else metadata.tsv beside the gold folder, if any."),
    ] = None,
    half: Annotated[Half, typer.Option(help="Only this half, by halves.tsv beside the gold folder.")] = None,
    lint: Annotated[bool, typer.Option("--lint", help="Only look for what is wrong in the gold files.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show the records that are missed, spurious or wrong.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print tables in Markdown.")] = False,
    fail_under: Annotated[
        list[str] | None, typer.Option(metavar="FIGURE=LEAST", help="Fail under this F1, as visits.exact=0.8.")
    ] = None,
    baseline: Annotated[
        Path | None, typer.Option(metavar="FILE.json", help="Show what changed since this --json report.")
    ] = None,
    fail_on_regression: Annotated[
        bool, typer.Option("--fail-on-regression", help="Fail where fewer records are right than in the baseline.")
    ] = False,
    tagger: TaggerName = "default",
) -> None:
    """Score extractions against gold files, or look for what is wrong in these.

    Figures, and what makes a record exactly right, are explained in pipeline/evaluation/README.md.

    Exit code 0: all is well; 1: a document is missing or unreadable, a gold file has a problem, a figure is too low or
    fell; 2: wrong usage.
    """
    from pipeline.evaluation.check import check as score
    from pipeline.evaluation.check import select
    from pipeline.evaluation.gates import changes, parse_gates, read_baseline, regressions, unmet
    from pipeline.formats.gold_files import raw_folder, read_documents

    with errors_reported():
        texts = text or raw_folder(gold)
        if lint:
            _lint(gold, texts, half)
            return
        if fail_on_regression and baseline is None:
            raise UsageError("--fail-on-regression needs --baseline")
        earlier = read_baseline(baseline) if baseline else None
        selection = select(gold, half)
        if predicted:
            documents = read_documents(predicted, strict=False, keep=selection.keep)
        else:
            documents = _extracted(selection, texts, metadata, tagger)
        report = score(selection, documents, diff=diff, text=texts)
        gates = parse_gates(fail_under or [], report)
        changed = None if earlier is None else changes(earlier, report)
        _print(report, changed, "json" if json else "markdown" if markdown else "plain")
        failures = unmet(gates, report) + (regressions(changed or []) if fail_on_regression else [])
    for failure in failures:
        typer.echo(f"dabir: {failure}", err=True)
    if failures or not report.complete:
        raise typer.Exit(1)


def _extracted(selection: Selection, texts: Path | None, metadata: Path | None, tagger: str) -> Documents:
    """The records of the gold documents' texts."""
    import pipeline
    from pipeline.batch.run import Options
    from pipeline.evaluation.check import extract_texts
    from pipeline.formats.gold_files import beside
    from pipeline.formats.metadata import read_metadata

    if texts is None:
        raise UsageError("there is nothing to check", remedy="name extractions, or the folder of texts with --text")
    engine = pipeline.load(tagger=tagger)
    table = metadata or beside(selection.path) / "metadata.tsv"
    known = {}
    if metadata or table.exists():
        known = read_metadata(table, lambda code: engine.lexicon.country(code) is not None)
    return extract_texts(selection, texts, engine, Options(known))


def _print(report: Report, changed: list[Change] | None, style: Literal["json", "plain", "markdown"]) -> None:
    import msgspec

    from pipeline.evaluation.tables import render

    if style == "json":
        value = msgspec.to_builtins(report) | ({} if changed is None else {"changes": msgspec.to_builtins(changed)})
        typer.echo(msgspec.json.format(msgspec.json.encode(value), indent=1))
        return
    for line in render(report, style, changed):
        typer.echo(line)


def _lint(gold: Path, texts: Path | None, half: Half) -> None:
    from pipeline.evaluation.lint import lint
    from pipeline.lexicon import Lexicon

    count, problems = lint(gold, text=texts, half=half, lexicon=Lexicon.load())
    for problem in problems:
        typer.echo(str(problem))
    files = len({problem.where for problem in problems})
    summary = f"{len(problems)} problems in {files} files" if problems else "no problems"
    typer.echo(f"dabir: {count} gold documents: {summary}", err=True)
    if problems:
        raise typer.Exit(1)

"""A report as tables for the terminal or in Markdown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from pipeline.evaluation.check import Report
from pipeline.evaluation.difference import DocumentDifference, RecordDifference
from pipeline.evaluation.figures import Change, Figure

Style = Literal["plain", "markdown"]
Row = Sequence[str]
_NONE = "–"
_RECORDS = ("found", "value", "exact", "spans.strict", "spans.overlapping")
_HEAD = ("gold", "predicted", "right", "unscored", "precision", "recall", "F1", "95% interval")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_MARK = {"missed": "-", "spurious": "+", "wrong": "~"}


def render(report: Report, style: Style, changes: Sequence[Change] | None = None) -> Iterator[str]:
    """The lines of a report, what changed since an earlier one and the differences last.

    Control characters of a text are blanks: a terminal takes none for its own.
    """
    for lines in (_report(report, style, changes), _differences(report.differences, style)):
        yield from (_CONTROL.sub(" ", line) for line in lines)


def _report(report: Report, style: Style, changes: Sequence[Change] | None) -> Iterator[str]:
    half = f", {report.half} half" if report.half else ""
    yield f"{report.documents} documents{half}"
    for title, rows in _tables(report, changes):
        if len(rows) > 1:
            yield ""
            yield f"**{title}**" if style == "markdown" else title
            yield ""
            yield from _table(rows, style)
    if changes is not None and not changes:
        yield ""
        yield "Nothing changed since the baseline."


def _tables(report: Report, changes: Sequence[Change] | None) -> Iterator[tuple[str, list[Row]]]:
    records = {name: figure for name, figure in report.figures.items() if name.partition(".")[2] in _RECORDS}
    fields = {name: f for name, f in report.figures.items() if name not in records and (f.gold or f.predicted)}
    for title, figures in (("Records and spans", records), ("Fields of the records that were found", fields)):
        yield (
            title,
            [("", *_HEAD), *(_figure_row(name, f, report.unscored.get(name, 0)) for name, f in figures.items())],
        )
    rules = [
        (rule.kind, rule.rule, str(rule.hits), str(rule.found), str(rule.exact), _ratio(rule.precision))
        for rule in report.rules
    ]
    yield "Patterns", [("", "pattern", "hits", "found", "exact", "precision"), *rules]
    wrong = [
        (f"{id} {e.record}", e.text or "", e.gold or _NONE, e.predicted or _NONE, "yes" if e.value_right else "no")
        for id, errors in report.calendars.errors.items()
        for e in errors
    ]
    yield "Dates read in another calendar", [("", "text", "gold", "predicted", "days right"), *wrong]
    unscored = [(name, str(count)) for name, count in report.unscored.items() if name not in {*records, *fields}]
    yield "Never in the gold and not scored", [("", "times left out"), *unscored]
    lists = (("missing", report.missing), ("extra", report.extra), ("unreadable", report.unreadable))
    yield "Documents without a pair", [("", ""), *((name, item) for name, items in lists for item in items)]
    if changes:
        yield "Since the baseline", [("", "before", "after", "difference", "95% interval"), *map(_change_row, changes)]


def _figure_row(name: str, figure: Figure, unscored: int) -> Row:
    ratios = (figure.precision, figure.recall, figure.f1)
    counts = (figure.gold, figure.predicted, figure.correct, unscored)
    return name, *map(str, counts), *map(_ratio, ratios), _interval(figure.interval, "")


def _change_row(change: Change) -> Row:
    difference = _NONE if change.difference is None else f"{change.difference:+.3f}"
    return change.figure, _ratio(change.before), _ratio(change.after), difference, _interval(change.interval, "+")


def _ratio(value: float | None) -> str:
    return _NONE if value is None else f"{value:.3f}"


def _interval(value: tuple[float, float] | None, sign: Literal["", "+"]) -> str:
    return _NONE if value is None else " to ".join(f"{end:{sign}.3f}" for end in value)


def _table(rows: list[Row], style: Style) -> Iterator[str]:
    """Numbers stand right, words left; in Markdown what has a meaning there is escaped."""
    numeric = [all(_is_number(row[n]) for row in rows[1:]) for n in range(len(rows[0]))]
    if style == "markdown":
        head, *body = ([_escaped(cell) for cell in row] for row in rows)
        yield f"| {' | '.join(head)} |"
        yield f"| {' | '.join('---:' if right else '---' for right in numeric)} |"
        yield from (f"| {' | '.join(row)} |" for row in body)
        return
    widths = [max(_width(row[n]) for row in rows) for n in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(map(_padded, row, widths, numeric)).rstrip()


def _is_number(cell: str) -> bool:
    return cell == _NONE or cell.removeprefix("+").removeprefix("-").replace(".", "", 1).isdigit()


def _padded(cell: str, width: int, right: bool) -> str:
    padding = " " * (width - _width(cell))
    return padding + cell if right else cell + padding


def _width(text: str) -> int:
    """Columns of a terminal: signs and half-spaces take none."""
    return sum(unicodedata.category(character) not in ("Mn", "Cf") for character in text)


def _escaped(cell: str) -> str:
    escaped = cell.replace("&", "&amp;").replace("<", "&lt;").replace("|", "\\|").replace("`", "\\`")
    return " ".join(escaped.split())


def _differences(differences: Iterable[DocumentDifference], style: Style) -> Iterator[str]:
    """Each document's records that are missed (-), spurious (+) or wrong (~), with their words in ⟦⟧.

    A field that decides whether the record is exactly right has a star.
    """
    for document in differences:
        yield ""
        yield f"**{_escaped(document.document)}**" if style == "markdown" else document.document
        if style == "markdown":
            yield ""
        for record in document.records:
            yield from _difference(record, style)


def _difference(record: RecordDifference, style: Style) -> Iterator[str]:
    before, at, after = record.around
    id = record.gold or record.predicted
    rule = f" by {record.rule}" if record.rule else ""
    place = f" at {record.start}-{record.end}" if record.start is not None else ""
    lines = [f"{record.kind} {id}: {record.verdict}{rule}{place}", f"    {before}⟦{at}⟧{after}"]
    for field in record.fields:
        star = "*" if field.decides else ""
        if record.verdict == "wrong":
            lines.append(f"    {field.field}{star}: {field.predicted}, should be {field.gold}")
        else:
            lines.append(f"    {field.field}{star}: {field.gold if record.verdict == 'missed' else field.predicted}")
    if style == "markdown":
        yield f"- {_escaped(lines[0])}"
        yield from (f"  - {_escaped(line.strip())}" for line in lines[1:])
    else:
        yield f"  {_MARK[record.verdict]} {lines[0]}"
        yield from lines[1:]

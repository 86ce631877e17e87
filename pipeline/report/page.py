"""The page itself: style, script, font and data in one file under a policy that lets nothing else run or load.

The scripts in ``assets`` are ECMAScript modules; here each becomes a function that returns its exports, in one script.
The policy names its hash and that of the style sheet, so that markup in a text could not run even if it got through;
texts travel packed, or as JSON in which ``<`` is escaped, and are shown as text nodes only.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from pipeline.calendars.convert import jalali_day
from pipeline.lexicon import Lexicon
from pipeline.report.data import Chunks, Shown, body, index_entry
from pipeline.report.gold import Gold
from pipeline.report.labels import read_labels
from pipeline.text.keys import key_table

ASSETS = Path(__file__).with_name("assets")
#: In the order of their imports.
_SCRIPTS = (
    "dom",
    "keys",
    "calendar",
    "language",
    "store",
    "filters",
    "search",
    "list",
    "marks",
    "cards",
    "timeline",
    "matrix",
    "reader",
    "main",
)
_STYLES = ("base", "lists", "reader", "charts", "print")
_IMPORT = re.compile(r'^import (\{[^;]*\}) from "\./(\w+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const) (\w+))", re.MULTILINE)
_JALALI_YEARS = range(1200, 1501)


def render(documents: Iterable[Shown], *, failures: list[str], gold: Gold | None) -> Iterable[str]:
    """The page in parts, in order; ``failures`` are named on it."""
    chunks = Chunks()
    index = []
    for shown in documents:
        chunk, place = chunks.add(body(shown))
        index.append(index_entry(shown) | {"chunk": chunk, "place": place})
    script, style = _script(), _style()
    head, tail = (ASSETS / "page.html").read_text("utf-8").split("{content}\n")
    yield head.format(script_hash=_hash(script), style_hash=_hash(style), style=style)
    data = {
        "documents": index,
        "failures": failures,
        "gold": {"figures": gold.figures, "judged": gold.judged} if gold else None,
        "labels": read_labels(),
        "countries": _countries(),
        "folds": key_table(),
        "nowruz": _nowruz(),
    }
    yield f'<script type="application/json" id="data">{inert_json(data)}</script>\n'
    for number, packed in enumerate(chunks.finish()):
        yield f'<script type="application/json" id="chunk-{number}">"{packed}"</script>\n'
    yield tail.format(script=script)


def inert_json(value: Any) -> str:
    """JSON that can stand in a script element, whatever its strings say."""
    text = msgspec.json.encode(value).decode()
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _script() -> str:
    modules = "\n".join(_module(name, (ASSETS / f"{name}.js").read_text("utf-8")) for name in _SCRIPTS)
    return f'"use strict";\n(() => {{\nconst modules = {{}};\n{modules}}})();\n'


def _module(name: str, source: str) -> str:
    """A module as a function that gives its exports, each of which is a function or a constant."""
    exports = ", ".join(_EXPORT.findall(source))
    body = _EXPORT.sub("", _IMPORT.sub(r"const \1 = modules.\2;", source))
    return f"modules.{name} = (() => {{\n{body}\nreturn {{ {exports} }};\n}})();\n"


@cache
def _style() -> str:
    font = base64.b64encode((ASSETS / "vazirmatn.woff2").read_bytes()).decode()
    style = "\n".join((ASSETS / f"{name}.css").read_text("utf-8") for name in _STYLES)
    return style.replace("vazirmatn.woff2", f"data:font/woff2;base64,{font}")


def _countries() -> dict[str, str]:
    """Persian name by code, of countries and bodies."""
    lexicon = Lexicon.load()
    return {entry.row.code: entry.name for kind in ("body", "country") for entry in lexicon.entries(kind)}


def _nowruz() -> list[Any]:
    """The first year of the table, and the day that each Jalali year begins, counted from 1970-01-01."""
    epoch = 719163  # proleptic Gregorian ordinal of 1970-01-01
    days = (jalali_day(year, 1, 1) for year in _JALALI_YEARS)
    return [_JALALI_YEARS[0], [day.toordinal() - epoch for day in days if day]]

"""The command ``dabir``: a module for each command, which parses arguments, calls one function and prints.

A new command is a module here that registers itself with :data:`app`, and its name in ``_COMMANDS``.
"""

from __future__ import annotations

import importlib

from pipeline.cli.application import app

_COMMANDS = (  # in the order that --help lists them
    "extract",
    "load",
    "db",
    "export",
    "check",
    "convert",
    "report",
    "who",
    "normalize",
    "dates",
    "tag",
    "patterns",
    "lexicon",
    "schema",
)
for _name in _COMMANDS:
    importlib.import_module(f"pipeline.cli.{_name}")


def main() -> None:
    """Run the command."""
    app(prog_name="dabir")

"""Other normalizers, as functions from lines to lines; what is not installed is left out and named."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

Reader = Callable[[list[str]], list[str]]

_VIRASTAR = """
const lines = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const Virastar = require('virastar'), virastar = new Virastar();
process.stdout.write(JSON.stringify(lines.map(line => virastar.cleanup(line))));
"""


def peers(node_modules: Path | None = None) -> Iterator[tuple[str, Reader]]:
    """Name and function of each peer that runs here: hazm, parsivar, and virastar by node.

    ``node_modules`` is the folder that has virastar (``npm install virastar``).
    """
    try:
        from hazm import Normalizer as Hazm

        yield "hazm", _by_line(Hazm().normalize)
    except ImportError:
        _absent("hazm", 'pip install "dabir[hazm]"')
    try:
        from parsivar import Normalizer as Parsivar

        yield "parsivar", _by_line(Parsivar().normalize)
    except ImportError:
        _absent("parsivar", 'pip install "dabir[parsivar]"')
    if shutil.which("node") and node_modules and (node_modules / "virastar").is_dir():
        yield "virastar", lambda lines: _virastar(lines, node_modules)
    else:
        _absent("virastar", "npm install virastar, and --node-modules FOLDER")


def _by_line(normalize: Callable[[str], str]) -> Reader:
    return lambda lines: [normalize(line).replace("\n", " ") for line in lines]


def _virastar(lines: list[str], node_modules: Path) -> list[str]:
    done = subprocess.run(
        ["node", "-e", _VIRASTAR],
        input=json.dumps(lines),
        capture_output=True,
        text=True,
        check=True,
        cwd=node_modules.parent,
    )
    cleaned: list[str] = json.loads(done.stdout)
    return [line.replace("\n", " ") for line in cleaned]


def _absent(name: str, remedy: str) -> None:
    sys.stderr.write(f"{name} is not here and left out ({remedy})\n")

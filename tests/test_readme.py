"""README's examples are what their commands print.

An example is a fenced block after ``<!-- command: ... -->``. The command runs in bash, in a folder that has the
repository's ``corpus``; ``dabir`` and ``python`` are those under test.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
_EXAMPLE = re.compile(r"^<!-- command: (.+?) -->\s*\n```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_README = (ROOT / "README.md").read_text("utf-8")
EXAMPLES = _EXAMPLE.findall(_README)


def test_readme_has_an_example_behind_every_marker() -> None:
    assert len(EXAMPLES) == _README.count("<!-- command:") > 0


@pytest.mark.parametrize(("command", "shown"), EXAMPLES, ids=[command[:40] for command, _ in EXAMPLES])
def test_an_example_is_the_output_of_its_command(command: str, shown: str, tmp_path: Path) -> None:
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    functions = 'python() { "$PYTHON" "$@"; }; dabir() { python -m pipeline "$@"; }\n'
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", functions + command],
        cwd=tmp_path,
        env=os.environ | {"PYTHON": sys.executable, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
    )
    assert (done.stdout.decode(), done.stderr.decode(), done.returncode) == (shown, "", 0)

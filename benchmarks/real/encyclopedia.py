"""Articles of the Persian Wikipedia out of a public question-answering set, one file each.

``python -m benchmarks.real.encyclopedia Test.json Validation.json FOLDER`` writes ``encyclopedia-t<n>.txt`` for the
articles of the first and ``encyclopedia-v<n>.txt`` for those of the second: the paragraphs once each, an empty line
between them. Both are in the GitHub repository AUT-NLP/PQuAD under ``Dataset``.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path


def main() -> None:
    """Write the texts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("test", type=Path)
    parser.add_argument("validation", type=Path)
    parser.add_argument("folder", type=Path)
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    for letter, file in (("t", args.test), ("v", args.validation)):
        for number, article in enumerate(json.loads(file.read_text("utf-8"))["data"]):
            paragraphs = dict.fromkeys(paragraph["context"] for paragraph in article["paragraphs"])
            (args.folder / f"encyclopedia-{letter}{number}.txt").write_bytes("\n\n".join(paragraphs).encode())


if __name__ == "__main__":
    main()

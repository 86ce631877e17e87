"""CoNLL-U of clean text."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.formats.conllu import conllu, token_table
from pipeline.tagging import NoTagger
from pipeline.text.repair import repair

CORPUS = sorted((Path(__file__).resolve().parents[2] / "corpus" / "raw").glob("*.txt"))


def test_one_sentence() -> None:
    found = "".join(conllu("وزیر (خارجه)  رفت.", NoTagger(), id="a b/c"))
    assert found == (
        "# newdoc id = a_b_c\n"
        "# sent_id = a_b_c-1\n"
        "# text = وزیر (خارجه) رفت.\n"
        "1\tوزیر\tوزیر\tX\t_\t_\t_\t_\t_\t_\n"
        "2\t(\t(\tX\t_\t_\t_\t_\t_\tSpaceAfter=No\n"
        "3\tخارجه\tخارجه\tX\t_\t_\t_\t_\t_\tSpaceAfter=No\n"
        "4\t)\t)\tX\t_\t_\t_\t_\t_\t_\n"
        "5\tرفت\tرفت\tX\t_\t_\t_\t_\t_\tSpaceAfter=No\n"
        "6\t.\t.\tX\t_\t_\t_\t_\t_\t_\n\n"
    )


def test_a_text_without_words_has_no_blocks() -> None:
    assert [*conllu(" \n ", NoTagger(), id="a")] == []


def test_the_table_has_a_line_for_each_token() -> None:
    found = "".join(token_table("وزیر رفت. باز آمد.", NoTagger(), id="a b"))
    assert found == (
        "document\tsentence\ttoken\tform\tupos\tlemma\tfeats\n"
        "a_b\t1\t1\tوزیر\tX\tوزیر\t\n"
        "a_b\t1\t2\tرفت\tX\tرفت\t\n"
        "a_b\t1\t3\t.\tX\t.\t\n"
        "a_b\t2\t1\tباز\tX\tباز\t\n"
        "a_b\t2\t2\tآمد\tX\tآمد\t\n"
        "a_b\t2\t3\t.\tX\t.\t\n"
    )


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_format(path: Path) -> None:
    """Ten cells, none blank; ids count from 1; the text is its forms and the spaces between them."""
    blocks = [*conllu(repair(path.read_bytes().decode()).clean, NoTagger(), id=path.stem)]
    newdoc = f"# newdoc id = {path.stem}\n"
    assert blocks[0].startswith(newdoc)
    for number, block in enumerate(blocks, 1):
        sent_id, text, *rows = block.removeprefix(newdoc).rstrip("\n").split("\n")
        assert sent_id == f"# sent_id = {path.stem}-{number}"
        cells = [row.split("\t") for row in rows]
        assert [row[0] for row in cells] == [str(n) for n in range(1, len(cells) + 1)]
        assert all(len(row) == 10 and all(row) and " " not in row[1] for row in cells)
        spaced = "".join(row[1] + ("" if row[9] == "SpaceAfter=No" else " ") for row in cells)
        assert text == f"# text = {spaced.rstrip(' ')}"

"""The command that lists persons for review."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import pipeline
from benchmarks import names

TEXTS = {
    "a.txt": "شکولنیک وزیر انرژی قزاقستان وارد تهران شد. آقای کاشانی از وی استقبال کرد.",
    "b.txt": "دیدار با نلسون ماندلا در کیپ‌تاون انجام شد.",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_persons_with_their_shape_and_context(folder: Path) -> None:
    found = list(names.read(sorted(folder.glob("*.txt")), pipeline.load(tagger="none")))
    assert [(p.name, p.shape, p.file, p.start) for p in found] == [
        ("شکولنیک", "beside an office", "a.txt", 0),
        ("کاشانی", "after a form of address", "a.txt", 43),
        ("نلسون ماندلا", "in the table of office holders", "b.txt", 9),
    ]
    assert found[1].context.endswith("وارد تهران شد. [[آقای کاشانی]] از وی استقبال کرد.")


def test_the_order_is_seeded(folder: Path) -> None:
    orders = {tuple(p.name for p in names.shuffled([folder], "*.txt", seed)) for seed in range(20)}
    assert orders == {("a.txt", "b.txt"), ("b.txt", "a.txt")}
    assert names.shuffled([folder], "*.txt", 1) == names.shuffled([folder], "*.txt", 1)


def test_a_review_is_kept_and_counted(
    folder: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    review = tmp_path_factory.mktemp("review") / "names.tsv"
    arguments = ["names", str(folder), "--tagger", "none", "--review", str(review)]
    monkeypatch.setattr(sys, "argv", arguments)
    names.main()
    assert "0 right, 0 wrong, 3 not looked at yet" in capsys.readouterr().out
    lines = review.read_text("utf-8").splitlines()
    marked = [f"noun{line}" if "\tکاشانی\t" in line else line for line in lines]
    review.write_text("\n".join(marked) + "\n", "utf-8")
    names.main()
    told = capsys.readouterr().out
    assert "2 right, 1 wrong, 0 not looked at yet\n1\tnoun" in told
    assert "WRONG (noun)" in told and "beside an office\t" not in told

"""Treebank words turned into Dabir's tokens, and the figures that the shipped model must keep."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.tagging import score
from models.train_tagger import read_treebanks, save, train
from models.treebank import Word, read_conllu
from pipeline.errors import DataError, UsageError
from pipeline.tagging import Tag, load_tagger
from pipeline.tagging.default_backend import DefaultTagger

ROOT = Path(__file__).resolve().parents[2]
PERDT = ROOT.parent / "shared" / "data" / "ud" / "perdt"


def conllu(path: Path, *rows: str) -> Path:
    """Write rows «index form lemma UPOS [misc]» as a CoNLL-U sentence."""
    lines = []
    for row in rows:
        index, form, lemma, upos, *misc = row.split(" ")
        form = form.replace("+", " ")
        lines.append("\t".join([index, form, lemma, upos, "_", "_", "0", "dep", "_", misc[0] if misc else "_"]))
    path.write_text("# sent_id = 1\n" + "\n".join(lines) + "\n\n", "utf-8")
    return path


@pytest.mark.parametrize(
    ("rows", "surface"),
    [
        (["1-2 پدرم _ _", "1 پدر پدر NOUN", "2 م من PRON"], [Word("پدرم", "NOUN", "پدر")]),
        (["1-2 برایش _ _", "1 برای برای ADP", "2 ش او PRON"], [Word("برایش", "ADP", "برای")]),
        (
            ["1-3 سرشان. _ _", "1 سر سر NOUN", "2 شان آنها PRON", "3 . . PUNCT"],
            [Word("سرشان", "NOUN", "سر"), Word(".", "PUNCT", ".")],
        ),
        (
            ["1 خواهد+رفت رفت VERB OrigLemma=رفت#رو"],
            [Word("خواهد", "VERB", "رفت", "رفت#رو"), Word("رفت", "VERB", "رفت", "رفت#رو")],
        ),
        (["1 سفر\u200c سفر NOUN", "1.1 به به ADP"], [Word("سفر", "NOUN", "سفر")]),
    ],
)
def test_surface_tokens(tmp_path: Path, rows: list[str], surface: list[Word]) -> None:
    path = conllu(tmp_path / "x.conllu", *rows)
    assert list(read_conllu(path, surface=True)) == [surface]


def test_syntactic_words(tmp_path: Path) -> None:
    path = conllu(tmp_path / "x.conllu", "1-2 پدرم _ _", "1 پدر پدر NOUN", "2 م من PRON")
    assert list(read_conllu(path, surface=False)) == [[Word("پدر", "NOUN", "پدر"), Word("م", "PRON", "من")]]


def test_a_bad_row_is_named(tmp_path: Path) -> None:
    path = tmp_path / "x.conllu"
    path.write_text("# comment\n1\tسفر\n", "utf-8")
    with pytest.raises(DataError) as caught:
        list(read_conllu(path, surface=True))
    assert caught.value.where == "x.conllu:2"


def test_training_takes_folders_without_their_test_split(tmp_path: Path) -> None:
    conllu(tmp_path / "xx_names-ud-dev.conllu", "1 ایران ایران PROPN")
    conllu(tmp_path / "xx_names-ud-test.conllu", "1 عراق عراق PROPN")
    other = conllu(tmp_path / "aa_plain-ud-test.conllu", "1 ایران ایران NOUN")
    banks = read_treebanks([other, tmp_path])
    assert [(bank.code, bank.names, len(bank.sentences)) for bank in banks] == [
        ("xx_names", True, 1),
        ("aa_plain", False, 1),
    ]


def test_training_refuses_the_test_set(tmp_path: Path) -> None:
    path = conllu(tmp_path / "fa_perdt-ud-test.conllu", "1 ایران ایران PROPN")
    with pytest.raises(UsageError, match="never what it learns from"):
        read_treebanks([path])
    with pytest.raises(UsageError, match="no CoNLL-U file"):
        read_treebanks([tmp_path])


@pytest.mark.skipif(not PERDT.is_dir(), reason="the treebanks are not beside the repository")
@pytest.mark.slow
def test_training_on_a_slice_of_a_treebank(tmp_path: Path) -> None:
    for module in ("pycrfsuite", "gruut_lang_fa", "hazm", "babel", "faker"):
        pytest.importorskip(module, reason="the extra train is not installed")
    text = (PERDT / "fa_perdt-ud-dev.conllu").read_text("utf-8")
    sentences = text.split("\n\n")[:200]
    (tmp_path / "fa_perdt-ud-train.conllu").write_text("\n\n".join(sentences) + "\n\n", "utf-8")
    banks = read_treebanks([tmp_path])
    for folder in ("one", "two"):
        save(train(banks), banks, tmp_path / folder)
    one, two = DefaultTagger(tmp_path / "one"), DefaultTagger(tmp_path / "two")
    assert one.hash == two.hash
    gold = banks[0].sentences
    upos, _, names, lemma = score(gold, one.tag([[word.form for word in words] for words in gold]))
    assert min(upos, names, lemma) > 0.95


def test_score() -> None:
    gold = [[Word("تهران", "PROPN", "تهران"), Word("رفت", "VERB", "رفت"), Word("ایران", "PROPN", "ایران")]]
    found = [[Tag("PROPN", "تهران", None), Tag("VERB", "رو", None), Tag("NOUN", "ایران", None)]]
    assert score(gold, found) == (2 / 3, 1.0, 2 / 3, 2 / 3)


@pytest.mark.skipif(not PERDT.is_dir(), reason="the treebanks are not beside the repository")
def test_the_shipped_model_keeps_its_figures() -> None:
    gold = list(read_conllu(PERDT / "fa_perdt-ud-test.conllu", surface=True))
    upos, _, names, lemma = score(gold, load_tagger().tag([[word.form for word in words] for words in gold]))
    assert upos > 0.94
    assert names > 0.67
    assert lemma > 0.97

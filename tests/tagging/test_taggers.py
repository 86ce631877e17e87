"""The back ends: what they say, what they refuse, and the laws of the default one."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import DataError, MissingExtraError, UsageError
from pipeline.tagging import Tag, Tagger, load_tagger
from pipeline.tagging.default_backend import COMPONENT, DefaultTagger, default_folder
from pipeline.tagging.tag_tables import TagTable, table


@pytest.fixture(scope="module")
def default() -> Tagger:
    return load_tagger()


@pytest.mark.parametrize(
    "sentence",
    [
        "رئیس‌جمهور/NOUN ایران/PROPN وارد/ADJ تهران/PROPN شد/VERB ./PUNCT",
        "دو/NUM طرف/NOUN درباره/ADP گسترش/NOUN همکاری‌ها/NOUN گفتگو/NOUN کردند/VERB ./PUNCT",
        "وی/PRON گفت/VERB که/SCONJ این/DET سفر/NOUN مهم/ADJ است/AUX ./PUNCT",
        "دو/NUM کشور/NOUN قرارداد/NOUN را/ADP امضا/NOUN خواهند/AUX کرد/VERB",
    ],
)
def test_parts_of_speech(default: Tagger, sentence: str) -> None:
    pairs = [word.rsplit("/", 1) for word in sentence.split()]
    [tags] = default.tag([[form for form, _ in pairs]])
    assert [tag.upos for tag in tags] == [upos for _, upos in pairs]


@pytest.mark.parametrize(
    ("sentence", "index", "tag"),
    [
        ("دو طرف گفتگو می‌کنند .", 3, Tag("VERB", "کرد", "Number=Plur|Person=3|Tense=Pres")),
        ("دو طرف گفتگو ميکنند .", 3, Tag("VERB", "کرد", "Number=Plur|Person=3|Tense=Pres")),
        ("او به تهران نرفت .", 3, Tag("VERB", "رفت", "Number=Sing|Person=3|Polarity=Neg|Tense=Past")),
        ("وی در سفرهای خود به این کشور آمد .", 2, Tag("NOUN", "سفر", None)),
    ],
)
def test_lemmas_and_verb_features(default: Tagger, sentence: str, index: int, tag: Tag) -> None:
    assert default.tag([sentence.split()])[0][index] == tag


def test_no_sentences_and_empty_ones(default: Tagger) -> None:
    assert default.tag([]) == []
    assert [len(tags) for tags in default.tag([[], ["سلام"], []])] == [0, 1, 0]


WORDS = st.one_of(
    st.sampled_from(["ایران", "سفر", "به", "رفت", "می‌رود", "و", ".", "«", "۱۳۸۱", "Moscow", "كشور", "\u200c", "‌ها"]),
    st.text(min_size=1, max_size=12).filter(lambda s: not s.isspace()),
)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(WORDS, max_size=8), max_size=6))
def test_a_sentence_is_tagged_alone_as_among_others(sentences: list[list[str]]) -> None:
    tagger = _shared_default()
    together = tagger.tag(sentences)
    assert together == [tagger.tag([sentence])[0] for sentence in sentences]
    assert [[type(tag) for tag in tags] for tags in together] == [[Tag] * len(s) for s in sentences]


_taggers: list[Tagger] = []


def _shared_default() -> Tagger:
    if not _taggers:
        _taggers.append(load_tagger())
    return _taggers[0]


def test_hash_follows_the_model_and_not_the_card(default: Tagger, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(default_folder(), copy)
    assert DefaultTagger(copy).hash == default.hash
    (copy / "README.md").write_text("another card", "utf-8")
    assert DefaultTagger(copy).hash == default.hash
    with (copy / COMPONENT / "exceptions.tsv").open("a", encoding="utf-8") as file:
        file.write("سفرا\tNOUN\tسفیر\n")
    changed = DefaultTagger(copy)
    assert changed.hash != default.hash
    assert changed.tag([["با", "سفرا", "دیدار", "کرد"]])[0][1].lemma == "سفیر"


@pytest.mark.parametrize(
    ("file", "content", "where"),
    [
        ("exceptions.tsv", "سفرا\tNOUN\n".encode(), "exceptions.tsv:1"),
        ("stems.tsv", "کرد\tکن\nرفت\n".encode(), "stems.tsv:2"),
        ("words.tsv.gz", b"no gzip", "words.tsv.gz"),
        ("weights.npz", b"no zip", "weights.npz"),
    ],
)
def test_a_broken_model_is_named(tmp_path: Path, file: str, content: bytes, where: str) -> None:
    shutil.copytree(default_folder(), tmp_path / "copy")
    (tmp_path / "copy" / COMPONENT / file).write_bytes(content)
    with pytest.raises(DataError) as caught:
        DefaultTagger(tmp_path / "copy").tag([["سفرا"]])
    assert caught.value.where == where


def test_the_model_is_a_spacy_pipeline(default: Tagger, tmp_path: Path) -> None:
    words = ["رئیس\u200cجمهور", "ایران", "دیروز", "وارد", "تهران", "شد", "."]
    assert load_tagger(f"spacy:{default_folder()}").tag([words, []]) == default.tag([words, []])
    import spacy
    from spacy.tokens import Doc

    nlp = spacy.load(default_folder())
    nlp.to_disk(tmp_path / "copy")
    [doc] = spacy.load(tmp_path / "copy").pipe([Doc(nlp.vocab, words=words)])
    assert [token.pos_ for token in doc] == [tag.upos for tag in default.tag([words])[0]]
    assert str(doc[5].morph) == "Number=Sing|Person=3|Tense=Past"


def test_any_spacy_pipeline_can_be_chosen(tmp_path: Path) -> None:
    import spacy

    spacy.blank("fa").to_disk(tmp_path / "blank")
    tagger = load_tagger(f"spacy:{tmp_path / 'blank'}")
    assert tagger.tag([["سفر"]]) == [[Tag("X", "سفر", None)]]
    assert tagger.name.startswith("fa_pipeline")


def test_none_says_nothing() -> None:
    tagger = load_tagger("none")
    assert (tagger.name, tagger.hash) == ("none", None)
    assert tagger.tag([["سفر", "به"], []]) == [[Tag("X", "سفر", None), Tag("X", "به", None)], []]


@pytest.mark.parametrize(
    "spec", ["", "spacey", "spacy:", "hazm", "hazm:", "default:x", "none:x", "spacy:/no/such/folder"]
)
def test_unknown_specs_are_refused(spec: str) -> None:
    with pytest.raises(UsageError):
        load_tagger(spec)


@pytest.mark.parametrize(
    ("spec", "module", "extra"), [("parsivar", "parsivar", "parsivar"), ("hazm:x", "hazm", "hazm")]
)
def test_a_missing_extra_says_how_to_install_it(
    spec: str, module: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *rest: None if name == module else find(name, *rest))
    with pytest.raises(MissingExtraError) as caught:
        load_tagger(spec)
    assert f'pip install "dabir[{extra}]"' in str(caught.value)


def test_parsivar() -> None:
    pytest.importorskip("parsivar", reason="the extra parsivar is not installed")
    pytest.importorskip("wapiti", reason="libwapiti is not installed")
    tagger = load_tagger("parsivar")
    tags = tagger.tag([["وی", "گفت", "که", "کتاب‌ها", "را", "می‌خواند", "."], [], ["دو کشور"]])
    assert [tag.upos for tag in tags[0]] == ["PRON", "VERB", "SCONJ", "NOUN", "ADP", "VERB", "PUNCT"]
    assert [tag.lemma for tag in tags[0]][3:6] == ["کتاب", "را", "خواند"]
    assert tags[0][1].feats == "Tense=Past"
    assert [len(found) for found in tags[1:]] == [0, 1]
    assert tagger.name.startswith("parsivar-")
    assert tagger.hash is not None


def test_hazm(tmp_path: Path) -> None:
    hazm = pytest.importorskip("hazm", reason="the extra hazm is not installed")
    model = tmp_path / "tiny.model"
    learned = [
        ("من", "PRON"),
        ("به", "ADP"),
        ("کتابخانه", "NOUN,EZ"),
        ("تهران", "NOUN"),
        ("رفتم", "VERB"),
        (".", "PUNCT"),
    ]
    hazm.POSTagger().train([learned] * 5, 0.1, 0.1, 30, False, str(model), False)
    tagger = load_tagger(f"hazm:{model}")
    tags = tagger.tag([[], [form for form, _ in learned]])
    assert tags[0] == []
    assert [tag.upos for tag in tags[1]] == ["PRON", "ADP", "NOUN", "NOUN", "VERB", "PUNCT"]
    assert tags[1][4].lemma == "رفت"
    assert tagger.hash is not None


@pytest.mark.parametrize(
    ("library", "tag", "form", "expected"),
    [
        ("parsivar", "N_SING", "سفر", ("NOUN", None)),
        ("parsivar", "CON", "و", ("CCONJ", None)),
        ("parsivar", "CON", "که", ("SCONJ", None)),
        ("parsivar", "V_PRS", "است", ("AUX", "Number=Sing|Person=3|Tense=Pres")),
        ("parsivar", "NEW", "سفر", ("X", None)),
        ("hazm", "POSTP", "را", ("ADP", None)),
        ("hazm", "AJe", "بزرگ", ("ADJ", None)),
    ],
)
def test_tag_tables(library: str, tag: str, form: str, expected: tuple[str, str | None]) -> None:
    assert table(library).read(tag, form) == expected


@pytest.mark.parametrize(
    ("rows", "where"),
    [
        ("tag\tupos\n", "t.tsv:1"),
        ("tag\tupos\tfeats\tnote\nN\tNOUN\n", "t.tsv:2"),
        ("tag\tupos\tfeats\tnote\nN\tNAME\t\t\n", "t.tsv:2"),
        ("tag\tupos\tfeats\tnote\nN\tNOUN\t\t\nN\tNOUN\t\t\n", "t.tsv:3"),
    ],
)
def test_bad_tag_tables_are_named(tmp_path: Path, rows: str, where: str) -> None:
    (tmp_path / "t.tsv").write_text(rows, "utf-8")
    with pytest.raises(DataError) as caught:
        TagTable(tmp_path / "t.tsv")
    assert caught.value.where == where


def test_choosing_a_tagger_does_not_import_its_library() -> None:
    code = (
        "import sys; from pipeline.tagging import load_tagger; t = load_tagger(); t.name, t.hash;"
        "sys.exit(any(m in sys.modules for m in ('spacy', 'thinc', 'numpy', 'hazm', 'parsivar')))"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])

"""The component in spaCy: the same records, spans with their values, streams, serialisation, displaCy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from spacy import displacy
from spacy.tokens import Doc, DocBin

import pipeline
import pipeline.spacy_factory as factory
from pipeline.errors import UsageError

CORPUS = sorted((Path(__file__).resolve().parents[1] / "corpus" / "raw").glob("[!t]*.txt"))
TEXT = "وزير امورخارجه ترکمنستان در ارديبهشت ۱۳۸۱ به تهران سفر کرد و با رئيسجمهور ايران ديدار کرد."


@pytest.fixture(scope="module")
def nlp() -> spacy.language.Language:
    nlp = spacy.blank("fa")
    nlp.add_pipe("dabir")
    return nlp


def background(doc: Doc, **values: str) -> Doc:
    doc.user_data["dabir"] = values
    return doc


def test_spacy_finds_the_component_by_itself(tmp_path: Path) -> None:
    code = "import spacy; print(spacy.blank('fa').add_pipe('dabir').__class__.__name__)"
    run = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr, run.stdout) == (0, "", "DabirComponent\n")


def test_spans_and_values(nlp: spacy.language.Language) -> None:
    doc = nlp(TEXT)
    found = {kind: [(s.text, s.label_, s._.dabir_value) for s in doc.spans[kind]] for kind in factory.KINDS}
    assert found["dates"] == [("ارديبهشت ۱۳۸۱", "month", "2002-04-21/2002-05-21")]
    assert ("وزير امورخارجه ترکمنستان", "foreign_minister", "TKM") in found["participants"]
    assert found["visits"] == [("سفر", "visit", "occurred")]
    assert found["meetings"] == [("ديدار", "talks", "occurred")]
    assert doc.spans["visits"][0]._.dabir == doc._.dabir.visits[0]
    assert doc[:3]._.dabir is None


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_the_records_are_those_of_the_engine(nlp: spacy.language.Language, path: Path) -> None:
    text = path.read_bytes().decode()
    doc = nlp(background(nlp.make_doc(text), id=path.stem, date="2003-08-03", subject_country="SYR"))
    assert doc._.dabir == pipeline.load().extract(text, id=path.stem, date="2003-08-03", subject_country="SYR")
    for kind in factory.KINDS:
        for span in doc.spans[kind]:
            places = factory._places(span._.dabir)
            assert any(span.start_char <= place.start and place.end <= span.end_char for place in places)


def test_streams_and_serialisation(nlp: spacy.language.Language) -> None:
    texts = [TEXT, "", "سلام.", TEXT]
    docs = list(nlp.pipe(texts))
    assert [doc._.dabir for doc in docs] == [nlp(text)._.dabir for text in texts]
    [again] = DocBin(store_user_data=True, docs=docs[:1]).get_docs(nlp.vocab)
    assert again._.dabir == docs[0]._.dabir
    assert [span._.dabir for span in again.spans["visits"]] == docs[0]._.dabir.visits
    assert Doc(nlp.vocab).from_bytes(docs[0].to_bytes())._.dabir == docs[0]._.dabir


def test_the_pipeline_is_saved_with_its_settings(tmp_path: Path) -> None:
    nlp = spacy.blank("fa")
    nlp.add_pipe("dabir", config={"viewpoint": "TKM", "tagger": "none"})
    nlp.to_disk(tmp_path)
    document = spacy.load(tmp_path)(TEXT)._.dabir
    assert (document.document.viewpoint, document.generator.tagger.name) == ("TKM", "none")


def test_displacy_shows_the_spans(nlp: spacy.language.Language) -> None:
    html = displacy.render(nlp(TEXT), style="span", options={"spans_key": "participants"}, jupyter=False)
    assert "foreign_minister" in html


def test_a_text_without_the_component_has_no_records() -> None:
    assert spacy.blank("fa")(TEXT)._.dabir is None


def test_unknown_background_is_refused(nlp: spacy.language.Language) -> None:
    with pytest.raises(UsageError, match="day"):
        nlp(background(nlp.make_doc(TEXT), day="2003-08-03"))

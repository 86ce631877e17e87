"""The real document that the project starts from, against its gold; the text itself is not in the repository."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import pipeline
from pipeline import records
from pipeline.engine import Engine
from pipeline.text.repair import repair
from tests.seed import differences

SEED = Path(__file__).resolve().parents[2] / "shared" / "seed" / "000_ca4db2d43693a410.txt"
pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the seed document is not beside this checkout")


@pytest.fixture(scope="module")
def engine() -> Engine:
    return pipeline.load()


@pytest.fixture(scope="module")
def raw() -> str:
    return SEED.read_text("utf-8")


def read(engine: Engine, text: str, subject: str | None) -> dict[str, Any]:
    document = engine.extract(text, id=SEED.stem, subject_country=subject, explain=True)
    return json.loads(records.encode(document))


@pytest.mark.parametrize("subject", ["KAZ", None])
def test_gold(engine: Engine, raw: str, subject: str | None) -> None:
    gold = json.loads(SEED.with_suffix(".gold.json").read_text("utf-8"))
    for agreement in gold["agreements"]:
        # The contract's phrases have their half-spaces; the gold leaves this title as the text spells it.
        if agreement["title"]["text"] == "توافقنامه":
            agreement["title"]["text"] = "توافق‌نامه"
    found = read(engine, raw, subject)
    assert list(differences(gold, found)) == []
    assert found["document"]["subject_country"] == "KAZ"
    assert found["document"]["inferred"] == ([] if subject else ["subject_country"])


def test_slips_are_proposed(engine: Engine, raw: str) -> None:
    slips = [r for r in read(engine, raw, "KAZ")["repairs"] if r["kind"] == "ocr"]
    assert [(r["text"], r["repaired"]) for r in slips] == [
        ("در کشور", "دو کشور"),
        ("آلمانى", "آلماتی"),
        ("در کشور", "دو کشور"),
    ]
    assert all(0 < r["confidence"] < 1 for r in slips)


def test_modern_spelling_gives_the_same_records(engine: Engine, raw: str) -> None:
    legacy, modern = (without_offsets(read(engine, text, "KAZ")) for text in (raw, repair(raw).clean))
    assert legacy == modern


def without_offsets(found: dict[str, Any]) -> dict[str, Any]:
    """The records by their order, without ids' numbers, spans and raw texts."""
    order = {
        r["id"]: f"{kind}{n}"
        for kind in ("dates", "participants", "visits", "meetings", "agreements")
        for n, r in enumerate(found[kind])
    }

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            if set(value) == {"start", "end", "text"}:
                return "span"
            return {
                k: plain(v) for k, v in value.items() if k not in ("start", "end", "text" if "rule" in value else "")
            }
        if isinstance(value, list):
            return [plain(v) for v in value]
        return order.get(value, value) if isinstance(value, str) else value

    return {kind: plain(found[kind]) for kind in ("dates", "participants", "visits", "meetings", "agreements")}

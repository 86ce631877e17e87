"""Frames from an own folder, and what the commands say of frames."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

import pipeline
from pipeline.cli import app
from pipeline.errors import DataError, UsageError

TRANSIT = """
[[frame]]
id = "visit.stopover"
match = "<word> <adj> <verb.do:trigger>"
scope = "clause"
needs = ["visitors", "destinations"]
yes = [
    { text = "وزیر خارجه هند در تهران توقف کوتاه کرد.", record = { destinations = ["IRN"] } },
]
no = ["قطار در ایستگاه توقف کوتاه کرد."]
[frame.roles]
visitors = ["subject:actor"]
destinations = ["in:place"]
"""
TEXT = "وزیر خارجه هند در تهران توقف کوتاه کرد."


def write(folder: Path, text: str, name: str = "visits.toml") -> Path:
    (folder / name).write_text(text, "utf-8")
    return folder


def dabir(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["patterns", *arguments])
    return result.exit_code, result.output


def test_an_own_frame_takes_effect(tmp_path: Path) -> None:
    before = pipeline.load(tagger="none")
    after = pipeline.load(tagger="none", patterns=write(tmp_path, TRANSIT))
    assert before.extract(TEXT, id="x").visits == []
    assert [v.rule for v in after.extract(TEXT, id="x").visits] == ["visit.stopover"]
    assert before.generator.rules != after.generator.rules
    assert len(after.frames["visits"]) == len(before.frames["visits"]) + 1


def test_an_own_frame_with_a_known_id_takes_its_place(tmp_path: Path) -> None:
    own = pipeline.load(tagger="none", patterns=write(tmp_path, TRANSIT.replace("visit.stopover", "visit.go")))
    assert len(own.frames["visits"]) == len(pipeline.load(tagger="none").frames["visits"])
    assert own.extract("وزیر خارجه هند به تهران رفت.", id="x").visits == []


FAULTS = [
    ("visits.toml", "[[frame]]\nid = 1", "visits.toml: Expected `str`"),
    ("visits.toml", TRANSIT.replace("<word> <adj>", "<nil>"), "visits.toml: visit.stopover: no chunk type <nil>"),
    ("visits.toml", TRANSIT.replace(":trigger", ""), "no chunk is named trigger"),
    ("visits.toml", TRANSIT.replace('needs = ["visitors"', 'needs = ["guests"'), "needs ['guests']"),
    ("visits.toml", TRANSIT.replace("<word> <adj>", "$NONE"), "no macro $NONE"),
    ("visits.toml", TRANSIT.replace("scope", "scpe"), "unknown field `scpe`"),
    ("visits.toml", TRANSIT + TRANSIT, "two frames have this id"),
    ("visits.toml", TRANSIT.replace("<word> <adj>", "(<word>"), "does not compile"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "message"), FAULTS)
def test_a_bad_frame_is_refused_with_its_place(tmp_path: Path, name: str, text: str, message: str) -> None:
    with pytest.raises(DataError) as caught:
        pipeline.load(tagger="none", patterns=write(tmp_path, text, name))
    assert message.lower() in str(caught.value).lower()


@pytest.mark.parametrize("name", ["trips.toml", "visits.txt"])
def test_a_folder_without_frames_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match=r"visits\.toml"):
        pipeline.load(tagger="none", patterns=write(tmp_path, TRANSIT, name))


def test_lint_names_frames_without_examples(tmp_path: Path) -> None:
    assert dabir("lint")[0] == 0
    bare = "\n".join(line for line in TRANSIT.splitlines() if not line.startswith("no = "))
    code, told = dabir("lint", "--patterns", str(write(tmp_path, bare)))
    assert code == 1
    assert "visit.stopover: no examples under no" in told


def test_the_test_command_names_what_fails(tmp_path: Path) -> None:
    code, told = dabir("test", "--patterns", str(write(tmp_path, TRANSIT.replace('["IRN"]', '["IRQ"]'))))
    assert code == 1
    assert "visit.stopover: وزیر خارجه هند در تهران توقف کوتاه کرد." in told
    assert "1 failed" in told


def test_explain_says_what_a_frame_lacked() -> None:
    code, told = dabir("explain", "رئیس‌جمهور سوریه جلسه را ترک کرد.", "--tagger", "none")
    assert code == 0
    assert "- visit.leave «ترک»: nothing fills destinations = object" in told
    assert "no record" in told


def test_explain_says_how_a_frame_was_filled() -> None:
    told = dabir("explain", "رئیس‌جمهور سوریه تهران را ترک کرد.", "--tagger", "none")[1]
    assert "+ visit.leave «ترک»: visitors = رئیس‌جمهور سوریه; destinations = تهران" in told
    assert "record v" in told


DROPPED = [
    ("رئیس‌جمهور ایران به شیراز سفر کرد.", "visit.travel-verb", "in the traveller's own country"),
    ("وزیر خارجه هند به پاریس برای معالجه سفر کرد.", "visit.travel-verb", "private"),
    ("وزیر خارجه هند در گفت‌وگو با شبکه خبری سخن گفت.", "meeting.talks-noun", "an interview"),
    ("کمیسیون فرهنگی اعلام کرد.", "meeting.gathering", "a body that acts"),
    ("وزیر نیرو با استانداران دیدار کرد.", "meeting.talks-verb", "nothing says that people of different countries"),
    (
        "وزیر خارجه هند وارد تهران شد. سفر وزیر خارجه هند به تهران پایان یافت.",
        "visit.travel-noun",
        "the trip of «وارد»",
    ),
]


@pytest.mark.parametrize(("text", "frame", "reason"), DROPPED)
def test_explain_says_why_what_fired_gave_no_record(text: str, frame: str, reason: str) -> None:
    code, told = dabir("explain", text)
    lines = told.splitlines()
    fired = [lines[n + 1] for n, line in enumerate(lines) if line.startswith(f"  + {frame} ")]
    assert code == 0
    assert any(line.strip().startswith("dropped:") and reason in line for line in fired)

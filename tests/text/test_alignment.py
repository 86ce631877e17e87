"""The laws of alignment: identity where nothing changed, composing is doing both, invertible where lengths agree."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.text.alignment import Alignment, Rewriter
from pipeline.text.letters import fold
from pipeline.text.repair import Level, repair
from pipeline.text.spacing import restore_spacing

ANY = st.text(max_size=60) | st.text(st.characters(codec=None), max_size=30)  # surrogates and NUL as well
PROSE = st.text(
    st.sampled_from("سفرهای رئیسجمهور وزیرامور درژوئن می شود کتاب\u200c\u200f\u0640\u064e\u00a0\r\n ىيكﻻﷲ﷼ۀ.،«»()۱۲"),
    max_size=80,
)
LEVELS = st.sampled_from(("letters", "spacing", "full"))


@st.composite
def rewritten(draw: st.DrawFn, text: str) -> tuple[str, Alignment]:
    """A text after random replacements, and its alignment."""
    bounds = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    rewriter = Rewriter(text)
    for start, end in zip(bounds[::2], bounds[1::2], strict=False):
        rewriter.replace(start, end, draw(st.text("ابپ ", max_size=3)))
    return rewriter.finish()


@settings(deadline=None)
@given(text=st.text("کلمه ", max_size=30), data=st.data())
def test_composing_is_doing_both(text: str, data: st.DataObject) -> None:
    middle, first = data.draw(rewritten(text))
    clean, second = data.draw(rewritten(middle))
    both = first.then(second)
    start = data.draw(st.integers(0, len(clean)))
    end = data.draw(st.integers(start, len(clean)))
    assert both.to_raw(start, end) == first.to_raw(*second.to_raw(start, end))
    raw_start = data.draw(st.integers(0, len(text)))
    raw_end = data.draw(st.integers(raw_start, len(text)))
    assert both.to_clean(raw_start, raw_end) == second.to_clean(*first.to_clean(raw_start, raw_end))
    for a, b in ((start, end), (0, len(clean))):
        low, high = both.to_raw(a, b)
        assert 0 <= low <= high <= len(text)


@settings(deadline=None)
@given(text=st.text("کلمه ", max_size=30), data=st.data())
def test_outside_changes_it_leads_there_and_back(text: str, data: st.DataObject) -> None:
    middle, first = data.draw(rewritten(text))
    clean, second = data.draw(rewritten(middle))
    both = first.then(second)
    changed = [range(c.clean_start, c.clean_end) for c in both.changes()]
    for at in range(len(clean)):
        if not any(at in places for places in changed):
            assert both.to_clean(*both.to_raw(at, at + 1)) == (at, at + 1)


@settings(deadline=None)
@example(raw="رو\ufdf2", level="full")  # cut in two, which are one with a half-space
@given(raw=ANY | PROSE, level=LEVELS)
def test_any_text_is_read(raw: str, level: Level) -> None:
    repaired = repair(raw, level=level)
    again = repair(repaired.clean, level=level)
    assert again.clean == repaired.clean
    last = (0, 0)
    for at in range(len(repaired.clean)):
        start, end = repaired.alignment.to_raw(at, at + 1)
        assert 0 <= start <= end <= len(raw)
        assert last <= (start, end)
        last = (start, end)
    if repaired.clean == raw:
        assert repaired.alignment.changes() == []
        assert repaired.repairs() == []


@settings(deadline=None)
@given(raw=PROSE)
def test_repairs_applied_give_the_clean_text(raw: str) -> None:
    repaired = repair(raw)
    out, done = [], 0
    for edit in repaired.repairs():
        assert raw[edit.start : edit.end] == edit.text
        assert edit.reason
        out += [raw[done : edit.start], edit.repaired]
        done = edit.end
    assert "".join([*out, raw[done:]]) == repaired.clean


@settings(deadline=None)
@given(raw=PROSE)
def test_levels_are_steps_of_one_way(raw: str) -> None:
    letters, alignment = fold(raw)
    assert repair(raw, level="letters").clean == letters
    spaced = repair(raw, level="spacing")
    clean, step, _ = restore_spacing(spaced.clean)
    full = repair(raw)
    assert full.clean == clean
    assert full.alignment.changes() == spaced.alignment.then(step).changes()
    assert alignment.to_raw(0, len(letters))[1] <= len(raw)


def test_nothing_changed_is_the_identity() -> None:
    alignment = repair("وزیر امور خارجه به تهران رفت.").alignment
    assert alignment.changes() == []
    assert alignment.to_raw(3, 9) == alignment.to_clean(3, 9) == (3, 9)

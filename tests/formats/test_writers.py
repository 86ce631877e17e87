"""Names of files, and that no file is ever half there."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.batch.store import open_store
from pipeline.errors import UsageError
from pipeline.formats.writers import atomic, safe_name, write_errors


@pytest.mark.parametrize(
    ("id", "name"),
    [
        ("000_ca4d", "000_ca4d"),
        ("گزارش ۱۲ دی‌ماه", "گزارش ۱۲ دی‌ماه"),
        ("a/b.txt", "a%2Fb.txt"),
        ("../../etc/passwd", "%2E.%2F..%2Fetc%2Fpasswd"),
        ("..", "%2E."),
        ("C:\\x", "C%3A%5Cx"),
        ("100%", "100%25"),
        ("a\x00b\n", "a%00b%0A"),
    ],
)
def test_safe_name(id: str, name: str) -> None:
    assert safe_name(id) == name


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_a_name_stays_in_its_folder(id: str) -> None:
    path = Path("out") / f"{safe_name(id)}.json"
    assert path.parent == Path("out")
    assert len(path.name.encode()) <= 205
    assert not path.name.startswith(".")


@given(st.lists(st.text("./%2EF\\a", min_size=1, max_size=5), unique=True))
def test_no_two_ids_share_a_name(ids: list[str]) -> None:
    assert len({safe_name(id) for id in ids}) == len(ids)


def test_long_ids() -> None:
    first, second = safe_name("س" * 5000), safe_name("س" * 5001)
    assert first != second
    assert first.startswith("سسس")


def test_atomic_replaces_whole(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text("old")
    with atomic(path) as file:
        file.write(b"new")
        file.flush()
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_atomic_leaves_no_half_file(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "x.json"
    path.write_text("old")
    with pytest.raises(error), atomic(path) as file:
        file.write(b"half")
        raise error
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("format", ["json", "jsonl"])
def test_unwritable_folder(tmp_path: Path, format: str) -> None:
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(UsageError, match="nothing can be written here"),
        open_store(tmp_path / "file" / "out", format, b""),
    ):  # type: ignore[arg-type]
        raise AssertionError("opened")


def test_errors_of_an_earlier_run_go(tmp_path: Path) -> None:
    write_errors(tmp_path, [{"id": None, "message": "تهی"}])
    assert (tmp_path / "errors.jsonl").read_text("utf-8") == '{"id":null,"message":"تهی"}\n'
    write_errors(tmp_path, [])
    assert not list(tmp_path.iterdir())

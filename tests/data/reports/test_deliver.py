"""Files are put in place all or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.reports.deliver import deliver


def test_files_arrive_and_nothing_else(tmp_path: Path) -> None:
    deliver(tmp_path / "new" / "out", {"a.csv": b"1", "b.csv": b"2"})
    assert {one.name: one.read_bytes() for one in (tmp_path / "new" / "out").iterdir()} == {
        "a.csv": b"1", "b.csv": b"2",
    }  # fmt: skip


def test_what_was_there_is_replaced_and_the_rest_stays(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"old")
    (tmp_path / "other.txt").write_bytes(b"mine")
    deliver(tmp_path, {"a.csv": b"new"})
    assert (tmp_path / "a.csv").read_bytes() == b"new"
    assert (tmp_path / "other.txt").read_bytes() == b"mine"


def test_a_failure_while_writing_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.csv").write_bytes(b"old")
    write = Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        if path.name == "b.csv":
            raise OSError(28, "No space left on device")
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    for folder in (tmp_path, tmp_path / "new" / "out"):
        with pytest.raises(OSError, match="No space"):
            deliver(folder, {"a.csv": b"new", "b.csv": b"x"})
    assert [one.name for one in tmp_path.iterdir()] == ["a.csv"]
    assert (tmp_path / "a.csv").read_bytes() == b"old"


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"mine")
    with pytest.raises(OSError, match="exists"):
        deliver(tmp_path / "out", {"a.csv": b"1"})
    assert (tmp_path / "out").read_bytes() == b"mine"

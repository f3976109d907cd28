"""Files by their content: kept whole or not at all, once, never under another's name; some only wait."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from data.store import files
from metrics.errors import Lacking, NotFound

CONTENT = b"%PDF-1.4 evidence"


def test_what_is_kept_is_found_by_its_digest(tmp_path: Path) -> None:
    digest = files.keep(tmp_path, CONTENT)
    assert digest == files.sha256(CONTENT)
    assert files.read(tmp_path, digest) == CONTENT
    assert files.is_sound(tmp_path, digest)
    assert list(files.kept(tmp_path)) == [digest]


def test_nobody_else_on_the_machine_reads_it(tmp_path: Path) -> None:
    digest = files.keep(tmp_path / "files", CONTENT)
    place = files.find(tmp_path / "files", digest)
    assert place.stat().st_mode & 0o077 == 0
    assert place.parent.stat().st_mode & 0o077 == 0


def test_the_same_content_is_kept_once(tmp_path: Path) -> None:
    for _ in range(3):
        files.keep(tmp_path, CONTENT)
    assert len([one for one in tmp_path.rglob("*") if one.is_file()]) == 1


def test_what_waits_is_kept_when_somebody_decides(tmp_path: Path) -> None:
    digest = files.park(tmp_path, CONTENT)
    assert not files.is_sound(tmp_path, digest)
    assert files.read(tmp_path, digest) == CONTENT
    files.keep_parked(tmp_path, digest)
    assert files.is_sound(tmp_path, digest)
    assert list((tmp_path / files.WAITING).iterdir()) == []
    files.keep_parked(tmp_path, digest)  # a second click


def test_what_waits_too_long_is_swept_away(tmp_path: Path) -> None:
    old, fresh = files.park(tmp_path, b"old"), files.park(tmp_path, b"fresh")
    past = time.time() - files.PATIENCE - 1
    os.utime(files.find(tmp_path, old), (past, past))
    files.park(tmp_path, b"another")
    with pytest.raises(NotFound, match="file_gone"):
        files.read(tmp_path, old)
    assert files.read(tmp_path, fresh) == b"fresh"


def test_looking_again_lets_it_wait_longer(tmp_path: Path) -> None:
    digest = files.park(tmp_path, CONTENT)
    past = time.time() - files.PATIENCE + 60
    os.utime(files.find(tmp_path, digest), (past, past))
    files.park(tmp_path, CONTENT)
    assert files.find(tmp_path, digest).stat().st_mtime > past + 60


def test_a_file_that_is_not_what_its_name_says_is_not_read(tmp_path: Path) -> None:
    digest = files.keep(tmp_path, CONTENT)
    files.find(tmp_path, digest).write_bytes(CONTENT[::-1])
    assert not files.is_sound(tmp_path, digest)
    with pytest.raises(NotFound, match="file_damaged"):
        files.read(tmp_path, digest)


def test_a_half_written_file_is_written_again(tmp_path: Path) -> None:
    digest = files.keep(tmp_path, CONTENT)
    files.find(tmp_path, digest).write_bytes(CONTENT[:5])
    files.keep(tmp_path, CONTENT)
    assert files.read(tmp_path, digest) == CONTENT


def test_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="file_gone"):
        files.read(tmp_path, "0" * 64)
    assert not files.is_sound(tmp_path, "0" * 64)
    assert list(files.kept(tmp_path)) == []
    files.drop(tmp_path, "0" * 64)


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(Lacking, match="disk_full"):
            files.keep(tmp_path, CONTENT)
    assert not [one for one in tmp_path.rglob("*") if one.is_file()]

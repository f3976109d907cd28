"""A catalogue with one line changed, as its author would change it."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.gallery.reference import GALLERY


def folder(name: str) -> Path:
    """The folder of an invented catalogue."""
    return GALLERY / "invented" / name


def edited(name: str, where: Path, changes: dict[str, str]) -> Path:
    """A copy under `where` in which each line of `changes` is replaced; every one must be there."""
    copy = where / name
    shutil.copytree(folder(name), copy)
    file = copy / "catalogue.toml"
    text = file.read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old in text, f"{name} has no line {old}"
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    return copy

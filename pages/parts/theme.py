"""The colours of pictures, in light and dark (the style sheet has the same values for the page)."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

FONT = "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'WenQuanYi Zen Hei', sans-serif"


@dataclass(frozen=True, slots=True)
class Palette:
    """What each colour is for; hex values. `grades`: one hue, best first and darkest.

    `tint`: behind what belongs together. `losses`: one hue from no loss to all lost. `act`, `soon` and
    `course` are for states only.
    """

    name: str
    ink: str
    muted: str
    hairline: str
    page: str
    card: str
    accent: str
    others: str
    tint: str
    act: str
    soon: str
    course: str
    grades: tuple[str, str, str, str]
    losses: tuple[str, str, str, str, str]


LIGHT = Palette(
    name="light",
    ink="#1B2733",
    muted="#55646F",
    hairline="#DFE5EB",
    page="#F7F9FB",
    card="#FFFFFF",
    accent="#0B5CAD",
    others="#B8C4CF",
    tint="#EEF3F8",
    act="#C2301C",
    soon="#B86E00",
    course="#1F6F8B",
    grades=("#0A3D73", "#2F78BD", "#8DB6DE", "#CADDEF"),
    losses=("#F6F3EE", "#F1D3AC", "#E0A15F", "#B9662A", "#6E3410"),
)
DARK = Palette(
    name="dark",
    ink="#E6ECF2",
    muted="#9FB0BF",
    hairline="#2B3846",
    page="#0F1720",
    card="#16212C",
    accent="#6CB2F2",
    others="#4A5B6B",
    tint="#1E2C39",
    act="#FF8A73",
    soon="#F0B24A",
    course="#66C2D9",
    grades=("#A9D3FA", "#5F9FD8", "#37699A", "#264663"),
    losses=("#1B2732", "#4A3826", "#83552A", "#C98443", "#FFD3A0"),
)


def palette() -> Palette:
    """The palette of the theme that the reader has chosen."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def grade_colour(colours: Palette, position: int, of: int) -> str:
    """The depth of a grade: position 0 is the best of `of` grades."""
    last = len(colours.grades) - 1
    return colours.grades[0 if of < 2 else round(position * last / (of - 1))]

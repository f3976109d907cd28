"""What stands in the evidence column of a file: web addresses and words, noted beside the observations."""

from __future__ import annotations

import re

import pandas as pd

from data.desk import Desk
from data.intake import proof
from data.store import evidence as kept
from data.store.db import Connection
from data.store.evidence import LINK, REFERENCE, Evidence
from metrics.errors import Lacking

ADDRESS = re.compile(r"https?://[^\s，。；、;,\"'<>（）]+", re.IGNORECASE)
BETWEEN = " \t\r\n;；、,，。"


def note(connection: Connection, desk: Desk, round_code: str, beside: pd.DataFrame) -> int:
    """Keep what is not there yet; how many pieces. `beside`: columns body, indicator, item, evidence."""
    standing = {
        (one.body, one.indicator, one.item, one.url or one.note or one.name)
        for one in (kept.current(connection, round_code) if len(beside) else ())
    }
    added = 0
    for body, indicator, item, text in beside.astype(str).drop_duplicates().itertuples(index=False):
        for piece in pieces(text):
            if (body, indicator, item, piece) not in standing:
                standing.add((body, indicator, item, piece))
                kept.insert(connection, _new(desk, round_code, body, indicator, item, piece))
                added += 1
    return added


def pieces(text: str) -> list[str]:
    """The web addresses in a text, and what it says besides them."""
    found = [one for one in ADDRESS.findall(text) if _usable(one)]
    rest = text
    for one in found:
        rest = rest.replace(one, " ", 1)
    rest = rest.strip(BETWEEN)
    return list(dict.fromkeys([*found, *([rest] if rest else [])]))


def _usable(url: str) -> bool:
    try:
        return proof.address(url) == url
    except Lacking:
        return False


def _new(desk: Desk, round_code: str, body: str, indicator: str, item: str, piece: str) -> Evidence:
    place = (round_code, body, indicator, item)
    if ADDRESS.fullmatch(piece) and _usable(piece):
        return Evidence(*place, LINK, piece, desk.person, desk.now, url=piece)
    name = " ".join(piece.split())[: proof.NAME]
    return Evidence(*place, REFERENCE, name, desk.person, desk.now, note=piece)

"""Checks the list of bodies that was handed in: codes, names, kinds, groups, pilots."""

from __future__ import annotations

import unicodedata

import numpy as np
import pandas as pd

from data.intake.problem import Findings
from data.intake.read import Table
from data.intake.values import written
from metrics.errors import CellProblem
from metrics.model import Body, Catalogue, Text

NEEDED, OPTIONAL = ("body", "name", "kind"), ("group", "pilot")
YES, NO = ("1", "yes", "true", "pilot", "是"), ("", "0", "no", "false", "否")


def bodies(table: Table, catalogue: Catalogue) -> tuple[tuple[Body, ...], list[CellProblem]]:
    """The bodies of the file with every fault found; kinds by code or alias as the catalogue knows them."""
    cells = table.cells.copy()
    cells["body"] = [written(one) for one in cells["body"]]
    findings = Findings(table.name, cells, table.lines)
    if cells.empty:
        return (), [CellProblem(table.name, "", "no_rows")]

    def rows(mask: object) -> np.ndarray:
        return np.flatnonzero(np.asarray(mask, dtype=bool))

    findings.tell(rows(cells["body"] == ""), "no_body")
    _repeated(findings, cells["body"])
    kinds = kinds_by_name(catalogue)
    kind = [kinds.get(_plain(one)) if kinds else one for one in cells["kind"]]
    unknown = rows([one is None for one in kind])
    allowed = ", ".join(one.code for one in catalogue.kinds)
    findings.tell(unknown, "unknown_kind", found=cells["kind"].iloc[unknown], allowed=allowed)
    pilot = [_plain(one).removesuffix(".0") for one in cells["pilot"]]
    unclear = rows([one not in YES + NO for one in pilot])
    findings.tell(unclear, "not_pilot", found=cells["pilot"].iloc[unclear], allowed="1, 0")
    return tuple(
        Body(
            code=code,
            name=Text(name or code, name or code),
            kind=kind_ or "",
            group=group,
            traits=frozenset(["pilot"]) if is_pilot in YES else frozenset(),
        )
        for code, name, kind_, group, is_pilot, faulty in zip(
            cells["body"], cells["name"], kind, cells["group"], pilot, findings.faulty, strict=True
        )
        if not faulty
    ), findings.problems


def kinds_by_name(catalogue: Catalogue) -> dict[str, str]:
    """Every spelling of a kind → its code; empty where the catalogue has no kinds (any will do)."""
    return {
        _plain(name): one.code
        for one in catalogue.kinds
        for name in (one.title.zh, one.title.en, *one.aliases, one.code)
    }


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


def _repeated(findings: Findings, codes: pd.Series) -> None:
    """A body stands once; the problem names the line where it stood first."""
    again = np.flatnonzero(codes.duplicated().to_numpy() & (codes != "").to_numpy())
    first = {code: str(findings.lines[row]) for row, code in reversed(list(enumerate(codes)))}
    repeated = codes.iloc[again]
    findings.tell(again, "duplicate_body", found=repeated, allowed=[first[code] for code in repeated])

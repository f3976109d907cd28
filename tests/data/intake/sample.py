"""A catalogue with every type of field, and files handed in for it."""

from __future__ import annotations

from pathlib import Path

from data.catalogue import load
from data.intake.hand_in import HandIn, hand_in
from metrics.model import Catalogue

CATALOGUE = """
[catalogue]
code = "sample"
year = 2012
title = { zh = "样例", en = "Sample" }
calendar = "cn"

[total]
decimals = 2

[[kind]]
code = "district"
title = { zh = "区县", en = "District" }
aliases = ["county"]

[[kind]]
code = "bureau"
title = { zh = "部门", en = "Bureau" }

[[indicator]]
code = "share"
title = "Share published"
rule = "ratio"
marks = 20
params = { num = "n_published", den = "n_all", full_at = 1.0, zero_at = 0.5 }
na_rule = "nothing to publish"
fields = [
  { code = "n_published", title = "published", type = "int" },
  { code = "n_all", title = "all", type = "int" },
  { code = "note", title = "note", type = "text" },
]

[[indicator]]
code = "apiece"
title = "Visits per head"
rule = "ratio"
marks = 10
params = { num = "n_visits", den = "n_heads", full_at = 3, zero_at = 0 }
fields = [
  { code = "n_visits", title = "visits", type = "number" },
  { code = "n_heads", title = "heads", type = "int" },
]

[[indicator]]
code = "list"
title = "Groundwork"
rule = "checklist"
marks = 20
params = { items = ["one", "two"] }

[[indicator]]
code = "events"
title = "Time to release"
rule = "timeliness"
marks = 10
params = { from = "begun", to = "released", limit = 1, zero_at = 3 }
fields = [
  { code = "begun", title = "begun", type = "datetime" },
  { code = "released", title = "released", type = "datetime" },
]

[[indicator]]
code = "papers"
title = "Documents on time"
rule = "on_time"
marks = 10
kinds = ["bureau"]
params = { from = "made", to = "published", limit = 20, full_at = 1, zero_at = 0, unknown = "late" }
fields = [
  { code = "made", title = "made", type = "date" },
  { code = "published", title = "published", type = "date" },
]

[[indicator]]
code = "grade"
title = "Visit"
rule = "level"
marks = 10
params = { field = "grade", map = { "优" = 1.0, "差" = 0.0 } }
fields = [{ code = "grade", title = "grade", type = "enum", choices = ["优", "差"] }]

[[indicator]]
code = "pilot"
title = "Only pilots"
rule = "yes_no"
marks = 10
kinds = ["district"]
trait = "pilot"
params = { field = "has_rule" }
fields = [{ code = "has_rule", title = "rule", type = "bool" }]

[[indicator]]
code = "again"
title = "The same facts once more"
rule = "ratio"
marks = 10
reads = "share"
params = { num = "n_published", den = "n_all", full_at = 0.9, zero_at = 0.1 }
"""

BODIES = """body,name,kind,group,pilot
310101,黄浦区,district,inner,1
310104,徐汇区,区县,inner,0
NA,Namibia,county,,
B01,办公厅,bureau,,
"""
HEADER = "body,indicator,item,field,value,status,reason\n"


def catalogue(folder: Path) -> Catalogue:
    """The sample catalogue, written to and read from `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sample.toml").write_text(CATALOGUE, encoding="utf-8")
    return load(folder)


def handed_in(folder: Path, observations: str | bytes, bodies: str | bytes = BODIES) -> HandIn:
    """Bodies and observations written as files and taken in; observations get their header."""
    given = observations if isinstance(observations, bytes) else (HEADER + observations).encode()
    (folder / "observations.csv").write_bytes(given)
    (folder / "bodies.csv").write_bytes(bodies if isinstance(bodies, bytes) else bodies.encode())
    return hand_in(catalogue(folder / "catalogue"), folder / "bodies.csv", folder / "observations.csv")


def told(given: HandIn) -> list[tuple[str, str, str]]:
    """(file, place, code) of every problem."""
    return [(one.sheet, one.cell, one.code) for one in given.problems]

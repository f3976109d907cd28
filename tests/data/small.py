"""A small catalogue with nine bodies, and observations for it in few words."""

from __future__ import annotations

import pandas as pd

from metrics.frames import OBSERVATIONS

CATALOGUE = """
[catalogue]
code = "small"
year = 2012
title = { zh = "小例", en = "Small example" }

[total]
thin_base = 60
decimals = 2

[[kind]]
code = "district"
title = { zh = "区县", en = "districts" }

[[kind]]
code = "bureau"
title = { zh = "部门", en = "bureaus" }

[[indicator]]
code = "a"
title = { zh = "公开率", en = "Share published" }
rule = "ratio"
marks = 60
params = { num = "n_published", den = "n_all", full_at = 1.0, zero_at = 0.5, when_empty = "not_applicable" }
fields = [
  { code = "n_published", title = { zh = "已公开", en = "published" }, type = "int" },
  { code = "n_all", title = { zh = "总数", en = "all" }, type = "int" },
]

[[indicator]]
code = "b"
title = { zh = "是否建制", en = "Rule book in force" }
rule = "yes_no"
marks = 40
params = { field = "has_rule" }
fields = [{ code = "has_rule", title = { zh = "有制度", en = "rule book" }, type = "bool" }]

[[indicator]]
code = "d"
title = { zh = "被通报", en = "Notices of criticism" }
rule = "deduction"
params = { field = "n_notices", per = 2, cap = 6 }
fields = [{ code = "n_notices", title = { zh = "通报数", en = "notices" }, type = "int" }]
"""
DISTRICTS = [f"31010{number}" for number in range(1, 8)]
BUREAUS = ["B01", "B02"]


def rows(*given: tuple[str, ...]) -> pd.DataFrame:
    """Observations from (body, indicator, field, value, status, reason); what is left out is ""."""
    made = [(*one, *([""] * (6 - len(one)))) for one in given]
    frame = pd.DataFrame(made, columns=["body", "indicator", "field", "value", "status", "reason"])
    return frame.assign(item="")[list(OBSERVATIONS)]

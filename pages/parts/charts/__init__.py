"""The pictures: the finding as title, then measure, unit and n; one accent; the mark of made-up data.

`graph_objects` only: `plotly.express` costs 25 times as much per figure.
"""

from __future__ import annotations

from pages.parts.charts.bars import Band, Fall, waterfall
from pages.parts.charts.dots import Dot, Mark
from pages.parts.charts.grammar import Caption, draw, hover
from pages.parts.charts.heat import Heat, heat_map

__all__ = [
    "Band", "Caption", "Dot", "Fall", "Heat", "Mark", "draw", "heat_map", "hover", "waterfall",
]  # fmt: skip

"""The analyst's bench: composite indicators by other methods, and how much the method matters.

Units x indicators frames throughout; trees are frames with the columns code, parent, level, weight.
Conventions are those of the R package COINr 1.1.14 (MIT), whose results on its ASEM example ours equal;
where we differ on purpose the docstring says so. Not offered: weights optimised for equal influence
(they may come out negative) and the generalised mean.
"""

from metrics.engine.composite.design import Choices, Scaling
from metrics.engine.composite.gaps import availability, denominate, impute, screen
from metrics.engine.composite.order import ranks
from metrics.engine.composite.outliers import Treated, changed, treat
from metrics.engine.composite.problem import Impossible
from metrics.engine.composite.rollup import aggregate
from metrics.engine.composite.scaling import constant, normalise
from metrics.engine.composite.shares import Sensitivity, sensitivity
from metrics.engine.composite.spread import Uncertainty, uncertainty
from metrics.engine.composite.tree import effective_weights

__all__ = [
    "Choices",
    "Impossible",
    "Scaling",
    "Sensitivity",
    "Treated",
    "Uncertainty",
    "aggregate",
    "availability",
    "changed",
    "constant",
    "denominate",
    "effective_weights",
    "impute",
    "normalise",
    "ranks",
    "screen",
    "sensitivity",
    "treat",
    "uncertainty",
]

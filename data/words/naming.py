"""Codes of a problem put into the names that people know: 310101 becomes 黄浦区（310101）."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from data.words.sentences import text
from metrics.errors import CellProblem
from metrics.model import Body, Catalogue, Text

BODY, INDICATOR, FIELD, KIND = "body", "indicator", "field", "kind"
BETWEEN = ", "  # of several codes in one text
# What the texts of a problem speak of in codes: code of the problem -> what its `found`, its `allowed` lists.
FOUND: Mapping[str, str] = {"not_in_table": KIND}
ALLOWED: Mapping[str, str] = {
    "num_over_den": FIELD, "dates_out_of_order": FIELD, "unknown_field": FIELD,
    "unknown_body": BODY, "ambiguous_body": BODY, "former_body": BODY, "later_body": BODY,
    "body_differs": BODY,
    "unknown_indicator": INDICATOR, "reads_other": INDICATOR, "ambiguous_field": INDICATOR,
    "ambiguous_column": INDICATOR, "indicator_differs": INDICATOR, "status_for_several": INDICATOR,
    "unknown_kind": KIND,
}  # fmt: skip


@dataclass(frozen=True)
class Naming:
    """The names of a round: what is evaluated, and who."""

    catalogue: Catalogue
    bodies: Sequence[Body]

    def told(self, one: CellProblem, language: str) -> CellProblem:
        """The same problem with names in place of codes; a code that nobody knows stays."""

        def name(what: str, codes: str) -> str:
            return BETWEEN.join(
                self._name(what, code, one.indicator, language) for code in codes.split(BETWEEN)
            )

        found = name(FOUND[one.code], one.found) if one.code in FOUND else one.found
        allowed = name(ALLOWED[one.code], one.allowed) if one.code in ALLOWED else one.allowed
        own = {what: name(what, getattr(one, what)) for what in (BODY, INDICATOR, FIELD)}
        return replace(one, found=found, allowed=allowed, **own)

    def _name(self, what: str, code: str, indicator: str, language: str) -> str:
        look: dict[str, Callable[[], Text | None]] = {
            BODY: lambda: next((it.name for it in self.bodies if it.code == code), None),
            INDICATOR: lambda: next((it.title for it in self.catalogue.indicators if it.code == code), None),
            FIELD: lambda: self._field(indicator, code),
            KIND: lambda: next((it.title for it in self.catalogue.kinds if it.code == code), None),
        }
        found = look[what]() if code else None
        return text(f"named.{what}", language, code=code, name=found[language]) if found else code

    def _field(self, indicator: str, code: str) -> Text | None:
        fields = [it.fields for it in self.catalogue.indicators if it.code == indicator]
        return next((it.title for some in fields for it in some if it.code == code), None)

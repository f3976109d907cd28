"""The note on an indicator: its clause, what earns full marks and none, the evidence asked for."""

from __future__ import annotations

from typing import Any

from data.reports.cells import readable
from data.words import text
from metrics.model import Body, Catalogue, Indicator

WIDTH, LINE_HEIGHT, SIGNS = 420, 19, 34  # pixels of a note; full-width signs on a line of it


def note(catalogue: Catalogue, one: Indicator, language: str) -> str:
    """The words of the note, one matter a line; what the catalogue does not say is left out."""
    node = next((node for node in catalogue.nodes if node.code == one.node), None)
    said = [("note_full", one.full_rule), ("note_zero", one.zero_rule), ("note_na", one.na_rule)]
    said.append(("note_evidence", one.evidence))
    lines = [f"{one.code} {one.title[language]}"]
    if node:
        title = node.title[language]
        lines.append(text("template.note_clause", language, citation=node.citation, title=title))
    if any(one.marks.values()):
        lines.append(text("template.note_marks", language, marks=marks(catalogue, one, language)))
    lines += [
        text(f"template.{key}", language, words=words[language]) for key, words in said if words[language]
    ]
    if one.source:
        lines.append(text("template.note_source", language, words=one.source))
    if node and node.text[language]:
        lines.append(text("template.note_text", language, words=node.text[language]))
    return "\n".join(lines)


def rules(one: Indicator, language: str) -> list[str]:
    """What earns full marks and what none, a line each."""
    said = (("note_full", one.full_rule), ("note_zero", one.zero_rule))
    told = [(key, words[language]) for key, words in said if words[language]]
    return [text(f"template.{key}", language, words=words) for key, words in told]


def marks(catalogue: Catalogue, one: Indicator, language: str, body: Body | None = None) -> str:
    """Full marks of an indicator, of one body's kind or of each; "" where it carries none."""
    if one.role != "scored":
        return text(f"role_of.{one.role}", language)
    if body:
        found = one.marks.get(body.kind, one.marks.get(""))
        return f"{found:g}" if found is not None else ""
    kinds = {kind.code: kind.title[language] for kind in catalogue.kinds}
    told = [f"{kinds.get(kind, '')} {worth:g}".strip() for kind, worth in one.marks.items()]
    return text("join.list", language).join(told)


def attach(page: Any, row: int, column: int, words: str, author: str) -> None:
    """Put a note on a cell, in a box that shows all of it."""
    lines = sum(max(1, -(-len(line) // SIGNS)) for line in words.splitlines())
    box = {"author": author, "width": WIDTH, "height": (lines + 1) * LINE_HEIGHT, "font_size": 9}
    page.write_comment(row, column, readable(words), box)

"""The proof as a page to read: docs/proof.md."""

from __future__ import annotations

from typing import Any

Row = dict[str, Any]

PAGE = """# Proof on published numbers

Written by `{made_by}`; a test holds this page to what a run gives now.

{scores:,} published scores and {places:,} published places were computed again from the published
inputs, through catalogues written as `data/catalogue/README.md` says (`tests/gallery/`). {equal:,}
scores are equal to the last printed digit; {explained:,} (all of them of the E-Government Development
Index) are not, and cannot be, as the inputs are printed rounded; **{mismatches} are mismatches**.

*Rounded inputs*: scores whose last printed digit cannot be had from the inputs as printed, because
these are rounded themselves. Each counts only if our unrounded number is the published formula's on
the printed inputs to 1e-12, and if some inputs that print alike give the published digits (exact
interval arithmetic in fractions). *Gap*: published against our unrounded number.

{indices}

Sources: {sources}.

## A wrong reading is found out

{controls}

## Bodies without a score

{without}

## Promptness of real documents

{documents}
"""

DOCUMENTS = """{source}. Issuer recognised in {recognised:,} of {documents:,}; {for_a_body:,} count for a body
that is evaluated. {all_missing:,} lack a date, {all_negative:,} were published before they were made; of
the others {all_in_time:,} ({all_share_known:.1%}) lie within 20 working days. Counting every unusable
date as late it is {all_share_all:.1%}.
"""


def as_markdown(told: Row) -> str:
    """Text of docs/proof.md from the content of docs/proof.json."""
    rows = told["indices"]
    return PAGE.format(
        made_by=told["made_by"],
        **told["together"],
        indices=_indices(rows),
        sources="; ".join(dict.fromkeys(row["source"] for row in rows)),
        controls=_controls(rows),
        without="\n".join(f"- {_name(row)}: {', '.join(row['without'])}" for row in rows if row["without"]),
        documents=_documents(told["documents"]),
    )


def _table(head: list[str], rows: list[list[object]]) -> str:
    """A Markdown table; a heading that begins with ">" stands over numbers."""
    marks = ["--:" if one.startswith(">") else "---" for one in head]
    lines = [[one.lstrip(">") for one in head], marks, *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def _name(row: Row) -> str:
    return f"{row['index']['en']} {row['column']}"


def _indices(rows: list[Row]) -> str:
    head = [
        "published", ">decimals", ">bodies", ">scores", ">rounded inputs", ">places", ">mismatches", ">gap",
        "note",
    ]  # fmt: skip
    return _table(
        head,
        [
            [
                _name(row), row["decimals"], row["bodies"], row["scores"], row["explained"],
                row["places"] or "-", row["mismatches"], f"{row['largest_gap']:g}", row["note"]["en"],
            ]
            for row in rows
        ],
    )  # fmt: skip


def _controls(rows: list[Row]) -> str:
    return _table(
        ["published", "wrong reading", ">numbers that differ"],
        [[_name(row), one["what"]["en"], one["wrong"]] for row in rows for one in row["controls"]],
    )


def _documents(told: Row) -> str:
    head = [
        "issuer", "evaluated", ">documents", ">no date", ">reversed", ">within 20 working days",
        ">of usable", ">of all",
    ]  # fmt: skip
    rows: list[list[object]] = [
        [
            row["name_zh"] or "not recognised", "yes" if row["evaluated"] else "", row["documents"],
            row["missing"], row["negative"], row["in_time"],
            _percent(row["share_known"]), _percent(row["share_all"]),
        ]
        for row in told["promptness"]
    ]  # fmt: skip
    return DOCUMENTS.format(source=told["source"], **told["summary"]) + "\n" + _table(head, rows)


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.1%}"

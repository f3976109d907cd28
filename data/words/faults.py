"""Faults of a catalogue in words: the loader speaks in fixed phrases, a reader in a language."""

from __future__ import annotations

import re

from data.words.sentences import has, text
from metrics.errors import Fault

OF = " of "  # "unknown field of 2.1.1": the phrase, and what it is of
NEAR = re.compile(r"did you mean (?P<near>.*?)\? (?P<rest>.*)", re.DOTALL)


def fault(one: Fault, language: str) -> str:
    """One fault as a sentence: where it is, what is wrong, what was found, what may stand there.

    Codes, keys and examples of `found` and `allowed` stay as a catalogue writes them; a note with a number
    in it ("a whole number from 1 to 9") stays as the loader says it.
    """
    place = " ".join(part for part in (one.file, one.code, one.key) if part)
    said = [text("fault_line.what", language, place=place, problem=phrase(one.problem, language))]
    if one.found:
        said.append(text("fault_line.found", language, found=one.found))
    if one.allowed:
        said.append(text("fault_line.allowed", language, allowed=_allowed(one.allowed, language)))
    return "".join(said)


def phrase(problem: str, language: str) -> str:
    """A fixed phrase of the loader in the language; a phrase that is not known stays."""
    if has(f"fault.{slug(problem)}", language):
        return text(f"fault.{slug(problem)}", language)
    head, _, of = problem.partition(OF)
    key = f"fault.{slug(head)}_of"
    return text(key, language, of=of) if of and has(key, language) else problem


def slug(problem: str) -> str:
    """The key of a phrase: "not UTF-8" is not_utf_8."""
    return re.sub(r"[^a-z0-9]+", "_", problem.lower()).strip("_")


def _allowed(allowed: str, language: str) -> str:
    found = NEAR.fullmatch(allowed)
    if found is not None:
        near, rest = found["near"], found["rest"]
        return text("fault_line.near", language, near=near, rest=rest)
    if allowed == "nothing is declared":
        return text("fault_line.nothing", language)
    note = f"fault_note.{slug(allowed)}"
    # A list of codes may be spelled like a note; it is one only if it says the same in English.
    return text(note, language) if has(note, "en") and text(note, "en") == allowed else allowed

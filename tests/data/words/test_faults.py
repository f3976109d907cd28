"""Faults of a catalogue are told in the reader's language; every phrase of the loader has its words."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.words import LANGUAGES, has, keys, text
from data.words.faults import OF, fault, phrase, slug
from metrics.errors import Fault

ROOT = Path(__file__).resolve().parents[3]
LOADERS = ("data/catalogue", "data/recognise")


def written(tree: ast.AST) -> Iterator[str]:
    """Phrases that a loader notes: in `fault(key, phrase)`, `unknown(key, phrase)`, `problem = phrase`, and
    in what a check yields."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr="fault" | "unknown"), args=[_, said, *_]):
                yield from texts(said)
            case ast.Assign(targets=[ast.Name(id="problem")], value=said):
                yield from texts(said)
            case ast.Yield(value=ast.Tuple(elts=[_, said, _])):
                yield from texts(said)


def texts(said: ast.expr) -> Iterator[str]:
    """The texts in an expression; of an f-string what stands before the first name."""
    match said:
        case ast.Constant(value=str(words)):
            yield words
        case ast.JoinedStr(values=[ast.Constant(value=str(words)), *_]):
            yield words
        case ast.IfExp(body=one, orelse=other):
            yield from texts(one)
            yield from texts(other)


def phrases() -> set[str]:
    """All of them."""
    files = [file for folder in LOADERS for file in (ROOT / folder).glob("*.py")]
    return {words for file in files for words in written(ast.parse(file.read_text(encoding="utf-8")))}


def test_every_phrase_of_the_loader_has_words_in_both_languages() -> None:
    found = phrases()
    assert len(found) > 70
    for language in LANGUAGES:
        assert {one for one in found if not has(f"fault.{slug(one)}", language)} == set()


def test_in_english_a_fault_says_what_the_loader_said() -> None:
    for one in phrases():
        said = one + "2.1.1" if one.endswith(OF) else one
        assert phrase(said, "en") == said
    whole = Fault("plan.toml", "2.1.1", "rule", "unknown rule", "rato", "did you mean ratio? ratio, count")
    for one in (whole, Fault("plan.toml", "", "", "TOML syntax"), Fault("a", "b", "", "empty cell", "", "x")):
        assert fault(one, "en") == str(one)


def test_every_note_that_has_words_is_one_that_a_loader_makes() -> None:
    files = [file for folder in LOADERS for file in (ROOT / folder).glob("*.py")]
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in files]
    said = {node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    notes = {text(key, "en") for key in keys("en") if key.startswith("fault_note.")}
    assert len(notes) > 50
    assert notes <= said


@pytest.mark.parametrize(
    ("one", "chinese"),
    [
        (
            Fault("plan.toml", "2.1.1", "rule", "unknown rule", "rato", "did you mean ratio? ratio, count"),
            "plan.toml 2.1.1 rule：不认识的计分规则；现为：rato；应为：ratio？可用的有：ratio, count",
        ),
        (
            Fault("plan.toml", "2.1.1", "params.ful", "unknown parameter of ratio", "ful", "full_at"),
            "plan.toml 2.1.1 params.ful：ratio 没有这个参数；现为：ful；应为：full_at",
        ),
        (
            Fault("plan.toml", "", "rule", "unknown rule", "x", "nothing is declared"),
            "plan.toml rule：不认识的计分规则；现为：x；应为：没有可用的值",
        ),
        (
            Fault("plan.toml", "a", "reads", "not asked of all bodies of this one", "b", "the same kinds"),
            "plan.toml a reads：所读指标并不覆盖本指标的全部单位；现为：b；应为：相同的单位类别",
        ),
        (
            Fault("plan.toml", "a", "names", "does not fit", "3", 'a table of strings: { name = "…" }'),
            'plan.toml a names：不符合要求；现为：3；应为：字符串的表：{ name = "…" }',
        ),
        (Fault("plan.toml", "", "", "a phrase of tomorrow"), "plan.toml：a phrase of tomorrow"),
    ],
)
def test_in_chinese_too(one: Fault, chinese: str) -> None:
    assert fault(one, "zh") == chinese

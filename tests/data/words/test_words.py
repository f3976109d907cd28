"""Two languages, the same sentences; every key the program uses is there; figures are written half up."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from string import Formatter

import pytest

from data import demo, permits, words
from data.words.sentences import sentences
from metrics.errors import Conflict
from metrics.frames import STATUSES
from metrics.model import Text

ROOT = Path(__file__).resolve().parents[3]
SPEAKERS = ("text", "say")  # functions whose first argument is a key
KEY = re.compile(r"[a-z_]+\.[\w.]+")


def sources() -> list[Path]:
    """Every module that may speak."""
    return [file for part in ("pages", "data") for file in (ROOT / part).rglob("*.py")]


def spoken(tree: ast.AST) -> Iterator[str]:
    """First arguments of `text(...)` and `say(...)` that are plain words, also in a choice between two."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in SPEAKERS:
            branches = [node.args[0]]
            while branches:
                one = branches.pop()
                if isinstance(one, ast.IfExp):
                    branches += [one.body, one.orelse]
                elif (
                    isinstance(one, ast.Constant) and isinstance(one.value, str) and KEY.fullmatch(one.value)
                ):
                    yield one.value


def missing(source: str) -> set[str]:
    """Keys used in this source that have no sentence in one of the languages."""
    known = words.keys("zh") & words.keys("en")
    return set(spoken(ast.parse(source))) - known


def test_both_languages_have_the_same_keys() -> None:
    assert words.keys("zh") == words.keys("en")


def test_every_key_used_in_the_code_has_a_sentence() -> None:
    found = {str(file): missing(file.read_text(encoding="utf-8")) for file in sources()}
    assert {file: keys for file, keys in found.items() if keys} == {}


def test_a_key_without_a_sentence_is_found() -> None:
    """The control of the one before."""
    assert missing('visit.say("overview.nonsense", n=1)') == {"overview.nonsense"}
    assert missing('say("no.one" if tall else "no.other")') == {"no.one", "no.other"}


@pytest.mark.parametrize(
    ("part", "codes"),
    [
        ("role", permits.ROLES),
        ("status", STATUSES),
        ("status", ("short_not_applicable", "short_missing", "short_filled", "short_out")),
        ("flag", ("thin_base", "quota", "quota_tie", "deductions_capped", "bonus_gated")),
        (
            "reason",
            ("below", "above", "too_few", "grade", "no", "low", "empty", "deduction", "veto", "missing"),
        ),
        (
            "regain",
            ("below", "above", "too_few", "grade", "no", "low", "empty", "deduction", "veto", "missing"),
        ),
        (
            "act",
            tuple(act.replace(".", "_") for act in permits.PERMITS if not act.endswith((".read", ".export"))),
        ),
    ],
)
@pytest.mark.parametrize("language", words.LANGUAGES)
def test_codes_of_the_program_have_words(part: str, codes: tuple[str, ...], language: str) -> None:
    assert [code for code in codes if not words.has(f"{part}.{code}", language)] == []


def fields(sentence: str) -> set[str]:
    """The numbers a sentence asks for."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_a_sentence_asks_for_the_same_numbers_in_both_languages() -> None:
    zh, en = sentences("zh"), sentences("en")
    # A unit such as "working days" may be said once in one language and twice in the other.
    differ = {key: fields(zh[key]) ^ fields(en[key]) for key in zh if fields(zh[key]) != fields(en[key])}
    assert {key: names for key, names in differ.items() if names - {"unit"}} == {}


def test_chinese_stands_in_the_chinese_file_only() -> None:
    mixed = [key for key, sentence in sentences("en").items() if re.search(r"[\u4e00-\u9fff]", sentence)]
    allowed = re.compile(r"language|demo|mark|template|name|column|problem|fault_note\.a_map|\.zh$")
    assert [key for key in mixed if not allowed.search(key)] == []


def test_a_missing_sentence_or_number_shows_itself(caplog: pytest.LogCaptureFixture) -> None:
    assert words.text("no.such", "zh") == "⟦no.such⟧"
    assert words.text("overview.gaps_note", "en") == "⟦overview.gaps_note⟧"
    assert len(caplog.records) == 2


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (2.675, "2.68"),
        (1.005, "1.01"),
        (-0.001, "0.00"),
        (76.4, "76.40"),
        (86.49999999999997, "86.50"),
        (None, "–"),
    ],
)
def test_points_are_rounded_half_up_as_read(amount: float | None, shown: str) -> None:
    assert words.points(amount) == shown


def test_figures_by_language() -> None:
    assert (words.share(0.92549), words.percent(1.0), words.number(0.85)) == ("92.5%", "100%", "0.85")
    assert (words.day(date(2012, 7, 9), "zh"), words.day(date(2012, 7, 9), "en")) == (
        "2012年7月9日",
        "9 Jul 2012",
    )
    moment = datetime(2012, 7, 9, 8, 30)
    assert words.moment(moment, "zh") == "2012年7月9日 08:30"
    assert [words.place(n, "en") for n in (1, 2, 3, 11, 22, 113)] == [
        "1st",
        "2nd",
        "3rd",
        "11th",
        "22nd",
        "113th",
    ]
    assert words.place(None, "zh") == words.place(float("nan"), "en") == "–"


def test_plural_names_and_lists() -> None:
    assert words.text("state.bodies", "en", n=1) == "1 body"
    assert words.text("state.bodies", "en", n=64) == "64 bodies"
    one = words.text("overview.kind", "zh", kind=Text("区县", "district"), n=17, grades=["优秀 5", "良好 9"])
    assert one == "17 个区县：优秀 5、良好 9"


@pytest.mark.parametrize(
    ("citation", "english"),
    [("四（一）", "4(1)"), ("十", "10"), ("二十四", "24"), ("十二（三）", "12(3)"), ("A 3", "A 3")],
)
def test_the_number_of_a_clause_is_written_as_each_language_does(citation: str, english: str) -> None:
    assert words.cited(citation, "zh") == citation
    assert words.cited(citation, "en") == english


def test_an_answer_to_choose_has_a_name_in_each_language() -> None:
    assert (words.choice("一般", "zh"), words.choice("一般", "en")) == ("一般", "fair")
    assert words.choice("A", "en") == "A"


@pytest.mark.parametrize(
    ("name", "chinese", "english"),
    [
        ("demo-collecting", "评估员（演示）", "Evaluator (demo)"),
        ("demo-evaluator-2", "评估员 2", "Evaluator 2"),
        ("demo-reporter-B32", "填报员 B32", "Reporter B32"),
        ("demo-leader", "领导", "Leadership"),
        ("demo-unheard-of", "demo-unheard-of", "demo-unheard-of"),
        ("王芳", "王芳", "王芳"),
    ],
)
def test_a_person_is_called_the_same_on_screen_in_refusals_and_at_the_command_line(
    name: str, chinese: str, english: str
) -> None:
    assert (words.person(name, "zh"), words.person(name, "en")) == (chinese, english)
    trouble = Conflict("changed_meanwhile", by=name, at=datetime(2012, 7, 9, 0, 30, tzinfo=UTC), cells=1)
    told = f"您打开之后，{chinese} 已作修改（2012年7月9日 08:30）；请刷新后重试。"
    assert words.refusal(trouble, "zh") == told
    about = {"batch": 3, "by": name, "at": datetime(2012, 7, 9, 8, 30)}
    assert f"({english}, " in words.text("headless.already", "en", **about)


def test_all_who_made_the_demonstration_are_called_by_what_they_are() -> None:
    for one in (demo.OFFICE, demo.EVALUATOR, demo.LEADER):
        for language in words.LANGUAGES:
            assert words.person(one, language) != one


def test_nobody_is_nobody() -> None:
    assert words.text("refused.changed_meanwhile", "en", by=None, at=None).startswith("– has changed")

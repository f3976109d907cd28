"""The papers: layout of GB/T 9704-2012 as written in the file, every fact quoted, rendered where possible."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from data.reports import papers
from data.reports.cells import demo_mark
from data.reports.papers import Letter, Problem
from data.reports.papers.blocks import ACROSS, broken, extent
from metrics.model import Text
from metrics.procedure.terms import Sender

SENDER = Sender(
    Text("上海市政务公开办公室", "Shanghai Open Government Office"),
    Text("沪政公开办", "SOGO"),
    Text("甲", "A"),
)
PUDONG = Text("浦东新区", "Pudong New Area")
PROBLEM = Problem(
    "ZG-2012-310115-001", PUDONG, "2.1.3", Text("办事指南公开", "Guides published"), "二（一）",
    "抽查60份，47份已公开。", 0.6, "公开率达到95%", "补齐未公开的指南", "一般",
    date(2012, 12, 14), ("抽查表.xlsx",),
)  # fmt: skip
LETTER = Letter(
    SENDER, 3, date(2012, 7, 9), [PUDONG], Text("2012年度评估", "Evaluation 2012"), "沪府办发〔2012〕46号",
    [PROBLEM, replace(PROBLEM, number="ZG-2012-310115-002", due=date(2012, 12, 20), overrun=7)], 10,
    copies=[Text("市监察局", "Supervision Bureau")],
)  # fmt: skip
KINDS: dict[str, Callable[[Letter], bytes]] = {
    "notice": papers.notice, "reply": papers.reply, "reminder": papers.reminder,
    "circular": papers.circular, "referral": papers.referral,
    "supervision": lambda letter: papers.supervision(letter, "red"),
    "interview": lambda letter: papers.interview(letter, "deputy"),
}  # fmt: skip


def words(content: bytes) -> str:
    """Everything written in a paper, headers and footers included."""
    paper = Document(io.BytesIO(content))
    section = paper.sections[0]
    parts = [paper.element, section.header._element, section.even_page_header._element,
             section.first_page_header._element, section.first_page_footer._element]  # fmt: skip
    return "\n".join(
        "".join(run.text or "" for run in line.iter(qn("w:t")))
        for part in parts
        for line in part.iter(qn("w:p"))
    )


@pytest.mark.parametrize("kind", KINDS)
def test_page_and_type_are_those_of_the_standard(kind: str) -> None:
    paper = Document(io.BytesIO(KINDS[kind](LETTER)))
    section = paper.sections[0]
    sizes = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    assert [round(one / Mm(1), 1) for one in sizes] == [210.0, 297.0, 37.0, 28.0]
    inside = (
        section.page_width - section.left_margin - section.right_margin,
        section.page_height - section.top_margin - section.bottom_margin,
    )
    assert [round(one / Mm(1)) for one in inside] == [156, 225]
    normal = paper.styles["Normal"]
    assert normal.font.size.pt == 16
    assert normal.element.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia")) == "仿宋_GB2312"
    pitch = normal.paragraph_format.line_spacing.pt
    assert 22 * pitch <= Mm(225).pt < 23 * pitch  # 22 lines fill the type area
    closer = int(normal.element.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert 28 * (16 + closer) <= Mm(156).pt < 29 * (16 + closer)  # 28 characters fill a line


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_paper_quotes_its_facts_in_both_languages(kind: str, language: str) -> None:
    said = words(KINDS[kind](replace(LETTER, language=language)))
    assert "⟦" not in said
    assert PROBLEM.number in said
    if kind != "reply":
        assert SENDER.code[language] in said
    if language == "en":
        mine = re.sub(
            r"沪府办发〔2012〕46号|二（一）|抽查\S*|公开率达到95%|补齐未公开的指南|一般|甲", "", said
        )
        assert not re.search(r"[\u4e00-\u9fff]", mine)


def test_number_stands_in_angled_brackets_without_leading_zero_and_a_draft_has_none() -> None:
    assert "沪政公开办〔2012〕3号" in words(papers.notice(LETTER))
    draft = words(papers.notice(replace(LETTER, serial=0)))
    assert "沪政公开办〔2012〕　号" in draft


def test_date_is_arabic_without_leading_zeros() -> None:
    assert "2012年7月9日" in words(papers.circular(LETTER))


@pytest.mark.parametrize("kind", KINDS)
def test_made_up_data_is_marked_on_every_page_and_real_data_is_not(kind: str) -> None:
    assert words(KINDS[kind](replace(LETTER, demo=True))).count(demo_mark()) >= 2  # odd and even pages
    assert demo_mark() not in words(KINDS[kind](LETTER))


def test_every_type_has_a_stated_substitute() -> None:
    paper = Document(io.BytesIO(papers.notice(LETTER)))
    table = next(one for one in paper.part.package.iter_parts() if one.partname.endswith("fontTable.xml"))
    for family in ("仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312"):
        assert f'w:name="{family}"><w:altName'.encode() in table.blob


def test_list_has_all_problems_though_the_body_quotes_some() -> None:
    many = [replace(PROBLEM, number=f"ZG-{at:03d}") for at in range(30)]
    said = words(papers.notice(replace(LETTER, problems=many)))
    assert all(said.count(one.number) >= 2 for one in many)  # list and reply form
    assert "其余25个问题" in said


def test_overrun_days_and_lamp_are_said() -> None:
    late = replace(LETTER, problems=[replace(PROBLEM, overrun=7)])
    assert "已逾期7个工作日" in words(papers.supervision(late, "red"))
    assert "红色督办单" in words(papers.supervision(late, "red"))
    with pytest.raises(KeyError):
        papers.supervision(late, "green")
    with pytest.raises(KeyError):
        papers.interview(late, "anybody")


@pytest.mark.parametrize("kind", ["notice", "reminder", "circular", "referral"])
def test_a_letter_about_nothing_is_not_written(kind: str) -> None:
    with pytest.raises(ValueError, match="needs a problem"):
        KINDS[kind](replace(LETTER, problems=[]))


def test_titles_break_evenly_and_lose_nothing() -> None:
    title = "关于限期整改政务公开和政务服务检查评估问题的通知"
    lines = broken(title)
    assert "".join(lines) == title
    assert len(lines) == 2
    assert max(map(len, lines)) - min(map(len, lines)) <= 1
    english = "Circular on the Rectification of Problems Found in the Evaluation of Open Government"
    assert " ".join(broken(english)) == english
    assert all(extent(one) <= ACROSS * 1.3 for one in broken(english))


def test_rendered_pages_hold_22_lines_of_28_characters(tmp_path: Path) -> None:
    """LibreOffice and Poppler, where they are installed: the notice as a reader prints it."""
    soffice, reader = shutil.which("soffice"), shutil.which("pdftotext")
    if not soffice or not reader:
        pytest.skip("LibreOffice Writer or Poppler is not installed here")
    long = [replace(PROBLEM, found="一二三四五六七八九十" * 30)] * 5
    (tmp_path / "notice.docx").write_bytes(papers.notice(replace(LETTER, problems=long)))
    home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    subprocess.run(
        [soffice, "--headless", home, "--convert-to", "pdf", "notice.docx"], cwd=tmp_path, check=False,
        capture_output=True, timeout=240,
    )  # fmt: skip
    if not (tmp_path / "notice.pdf").exists():
        pytest.skip("this LibreOffice has no Writer")
    said = subprocess.run(
        [reader, "-layout", "-f", "2", "-l", "2", "notice.pdf", "-"], cwd=tmp_path, check=True,
        capture_output=True, text=True, timeout=60,
    ).stdout  # fmt: skip
    lines = [line.strip() for line in said.split("\n") if line.strip()]
    assert "2" in lines[-1]  # the page number
    body = lines[:-1]
    assert len(body) == 22
    full = [line for line in body if set(line) <= set("一二三四五六七八九十")]
    assert full
    assert {len(line) for line in full} == {28}

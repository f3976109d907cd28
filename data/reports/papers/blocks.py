"""The parts of an official paper by GB/T 9704-2012 (7.2-7.4): mark, number, title, body, signature."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from textwrap import wrap

from docx.document import Document as Paper
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell

from data.reports.papers import layout
from data.reports.papers.layout import BODY, HEADING, NUMBER_SIZE, TITLE, indented, lined, written
from data.reports.papers.letter import Letter
from data.words import day, text

TO_MARK, TO_LINE = Mm(35), Mm(4)  # type area to mark; number to red line (7.2.4, 7.2.7)
OF_LETTER, LETTER_LINE = Mm(30), Mm(170)  # page edge to mark; length of the red lines (10.1)
SEAL = 4.0  # characters the date stands in from the right (7.3.5.1)
KEPT = 4  # paragraphs that go with the signature
ACROSS = 20  # characters a line of the title takes at most
LATIN = 0.55
LONGEST = 6  # letters by which a line of Latin words may be longer than its share


def number(letter: Letter) -> str:
    """沪政公开办〔2012〕3号; a draft says that it has none yet."""
    code = (letter.code or letter.sender.code)[letter.language]
    if not letter.serial:
        return text("paper.unnumbered", letter.language, code=code, year=letter.on.year)
    return text("paper.number", letter.language, code=code, year=letter.on.year, serial=letter.serial)


def head(paper: Paper, letter: Letter, words: str) -> None:
    """The red mark, the number, the red line and the title of an ordinary paper."""
    mark = paper.add_paragraph()
    mark.alignment = WD_ALIGN_PARAGRAPH.CENTER
    mark.paragraph_format.space_before = TO_MARK
    mark.paragraph_format.line_spacing = Pt(layout.MARK_SIZE * 1.25)
    name = text("paper.mark", letter.language, name=letter.sender.name)
    written(mark, name, TITLE, _fitting(name), red=True)
    paper.add_paragraph()
    line = paper.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    written(line, number(letter))
    lined(line, "bottom", "single", 12, TO_LINE.pt)
    paper.add_paragraph()
    paper.add_paragraph()
    title(paper, words)


def letterhead(paper: Paper, letter: Letter, words: str) -> None:
    """The head of a letter (10.1): mark and double lines at the page's edges, number at the right."""
    section = paper.sections[0]
    section.different_first_page_header_footer = True
    section.header_distance = OF_LETTER
    section.footer_distance = Mm(20)
    top = section.first_page_header.paragraphs[0]
    name = letter.sender.name[letter.language]
    top.alignment = WD_ALIGN_PARAGRAPH.CENTER
    top.paragraph_format.line_spacing = Pt(layout.MARK_SIZE * 1.1)
    written(top, name, TITLE, _fitting(name), red=True)
    lined(top, "bottom", "thickThinSmallGap", 24, TO_LINE.pt)
    beyond = (LETTER_LINE.pt - Mm(layout.WIDTH).pt) / 2
    foot = section.first_page_footer.paragraphs[0]
    lined(foot, "top", "thinThickSmallGap", 24, 1)
    foot.paragraph_format.line_spacing = Pt(4)
    for one in (top, foot):
        one.paragraph_format.left_indent = one.paragraph_format.right_indent = Pt(-beyond)
    if letter.demo:
        layout.marked(section.first_page_header.add_paragraph())
    line = paper.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    written(line, number(letter))
    paper.add_paragraph()
    title(paper, words)


def title(paper: Paper, words: str) -> None:
    """The title, centred, in lines of about the same length (7.3.1)."""
    for piece in broken(words):
        line = paper.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.paragraph_format.line_spacing = Pt(layout.TITLE_SIZE * 1.45)
        line.paragraph_format.keep_with_next = True
        written(line, piece, TITLE, layout.TITLE_SIZE)
    paper.add_paragraph()


def broken(words: str) -> list[str]:
    """A title in as few lines as go, of about the same length; Latin words stay whole."""
    many = max(ceil(extent(words) / ACROSS), 1)
    if words.isascii():
        return wrap(words, ceil(len(words) / many) + LONGEST) if many > 1 else [words]
    wide = ceil(len(words) / many)
    return [words[at : at + wide] for at in range(0, len(words), wide)]


def addressee(paper: Paper, letter: Letter) -> None:
    """To whom, flush left, with a full-width colon (7.3.2)."""
    names = [one[letter.language] for one in letter.to]
    written(paper.add_paragraph(), text("paper.to", letter.language, names=names))


def heading(paper: Paper, words: str) -> None:
    """一、… in bold type (7.3.3)."""
    line = paper.add_paragraph()
    indented(line, firstLine=2)
    line.paragraph_format.keep_with_next = True
    written(line, words, HEADING)


def paragraph(paper: Paper, words: str) -> None:
    """A paragraph of the body, first line two characters in."""
    line = paper.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    indented(line, firstLine=2)
    written(line, words)


def attachments(paper: Paper, language: str, titles: Sequence[str]) -> None:
    """The list of attachments, a line below the body, no mark at its end (7.3.4)."""
    paper.add_paragraph()
    first = text("paper.attachment", language)
    for at, words in enumerate(titles, 1):
        line = paper.add_paragraph()
        indented(line, firstLine=2 if at == 1 else 2 + len(first))
        written(line, f"{first if at == 1 else ''}{at}. {words}")


def signature(paper: Paper, letter: Letter) -> None:
    """Who writes and when, the name centred over the date, which stands four characters in (7.3.5.1)."""
    name, on = letter.sender.name[letter.language], day(letter.on, letter.language)
    over = SEAL + (extent(on) - extent(name)) / 2
    for before in paper.paragraphs[-KEPT:]:  # a page never holds the signature alone (7.3.5.4)
        before.paragraph_format.keep_with_next = True
    for at, (words, inside) in enumerate(((name, over), (on, SEAL - min(over, 0.0)))):
        line = paper.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        line.paragraph_format.keep_with_next = at == 0
        if at == 0:
            line.paragraph_format.space_before = Pt(layout.PITCH)
        indented(line, right=max(inside, 0.0))
        written(line, words)


def copies(paper: Paper, letter: Letter) -> None:
    """The record at the foot of the last page: who gets a copy, who issued it when (7.4)."""
    spoken = letter.language
    lines = []
    if letter.copies:
        lines.append(text("paper.copies", spoken, names=[one[spoken] for one in letter.copies]))
    name = letter.sender.name[spoken]
    lines.append(text("paper.issued", spoken, name=name, on=letter.on))
    paper.add_paragraph()
    table = paper.add_table(rows=len(lines), cols=1)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _afloat(table)
    for at, words in enumerate(lines):
        cell = table.cell(at, 0)
        line = cell.paragraphs[0]
        indented(line, left=1, right=1)
        written(line, words, BODY, NUMBER_SIZE)
        _edges(cell, top=8 if at == 0 else 4, bottom=8 if at == len(lines) - 1 else 4)
    paper.add_paragraph().paragraph_format.line_spacing = Pt(1)  # what the table is anchored to


def page_break(paper: Paper) -> None:
    """Begin a new page."""
    paper.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def attached(paper: Paper, language: str, at: int, words: str) -> None:
    """The head of an attachment on a page of its own: 附件1 in bold at the top left, then its title."""
    line = paper.add_paragraph()
    line.paragraph_format.page_break_before = True
    written(line, text("paper.attached", language, n=at), HEADING)
    title(paper, words)


def extent(words: str) -> float:
    """How many characters wide words are: a Latin letter or figure about half of one."""
    return sum(LATIN if one.isascii() else 1.0 for one in words)


def _fitting(name: str) -> float:
    """The size of a mark (pt) that keeps it on one line."""
    return min(layout.MARK_SIZE, Mm(layout.WIDTH).pt / max(extent(name), 1.0))


def _afloat(table: Table) -> None:
    """Put a table at the foot of the type area of the page it falls on."""
    place = OxmlElement("w:tblpPr")
    for name, value in (("vertAnchor", "margin"), ("horzAnchor", "margin"), ("tblpXSpec", "center"),
                        ("tblpYSpec", "bottom")):  # fmt: skip
        place.set(qn(f"w:{name}"), value)
    table._tbl.tblPr.append(place)


def _edges(cell: _Cell, **sizes: int) -> None:
    borders = OxmlElement("w:tcBorders")
    for side, size in sizes.items():
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", str(size)), ("color", "000000")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    cell._tc.get_or_add_tcPr().append(borders)

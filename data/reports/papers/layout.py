"""The page of an official paper by GB/T 9704-2012: paper, margins, grid, type, page numbers.

A4; 37 mm above and 28 mm left of a type area of 156 x 225 mm; 22 lines of 28 characters of size 3 (16 pt)
fill it (5.2.1, 5.2.3, 6). The type named by the standard is asked for; where a machine lacks it the
font table names what to take instead.
"""

from __future__ import annotations

from math import floor
from typing import Any

from docx import Document
from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from data.reports.cells import demo_mark

PAGE = (210, 297)
TOP, LEFT, WIDTH, HEIGHT = 37, 28, 156, 225  # mm: margins above and left, the type area
LINES, CHARACTERS = 22, 28
SIZE, TITLE_SIZE, MARK_SIZE, NUMBER_SIZE, TABLE_SIZE = 16.0, 22.0, 40.0, 14.0, 10.5
PITCH = Mm(HEIGHT).pt / LINES  # 28.99 pt from line to line
RED = RGBColor(0xFF, 0, 0)
TO_NUMBER = 7  # mm from the type area to the page number

BODY, TITLE, HEADING, SUBHEADING = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312"
LATIN = "Times New Roman"
# What to take where the type of the standard is not installed: Windows, macOS, Linux.
INSTEAD = {
    BODY: "仿宋,FangSong,STFangsong,Noto Serif CJK SC",
    TITLE: "华文中宋,STZhongsong,SimSun,Noto Serif CJK SC",
    HEADING: "SimHei,STHeiti,Noto Sans CJK SC,WenQuanYi Zen Hei",
    SUBHEADING: "楷体,KaiTi,STKaiti,Noto Serif CJK SC",
}


def blank(language: str, *, demo: bool) -> Paper:
    """An empty paper in the layout of the standard; made-up data is marked on every page."""
    paper = Document()
    normal = paper.styles["Normal"]
    normal.font.size = Pt(SIZE)
    typed(normal.element.get_or_add_rPr(), BODY)
    form = normal.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(int(PITCH * 20) / 20)
    form.widow_control = False
    _closer(normal.element.get_or_add_rPr())
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(PAGE[0]), Mm(PAGE[1])
    section.top_margin, section.left_margin = Mm(TOP), Mm(LEFT)
    section.right_margin = Mm(PAGE[0] - LEFT - WIDTH)
    section.bottom_margin = Mm(PAGE[1] - TOP - HEIGHT)
    section.header_distance = Mm(15)
    section.footer_distance = Mm(PAGE[1] - TOP - HEIGHT - TO_NUMBER) - Pt(NUMBER_SIZE)
    _grid(section._sectPr)
    _fallbacks(paper)
    paper.settings.odd_and_even_pages_header_footer = True
    _number(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    _number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)
    if demo:
        for header in (section.header, section.even_page_header):
            marked(header.paragraphs[0])
    paper.core_properties.language = "zh-CN" if language == "zh" else "en-GB"
    paper.core_properties.keywords = paper.core_properties.comments = demo_mark() if demo else ""
    return paper


def typed(properties: Any, family: str) -> None:
    """Set the type of a run or style: `family` for Chinese, the usual one for Latin letters and figures."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name, value in (("ascii", LATIN), ("hAnsi", LATIN), ("eastAsia", family)):
        fonts.set(qn(f"w:{name}"), value)


def written(
    paragraph: Paragraph, words: str, family: str = BODY, size: float = SIZE, *, red: bool = False
) -> Run:
    """Words in a paragraph, in a type and size (pt)."""
    run = paragraph.add_run(words)
    run.font.size = Pt(size)
    typed(run._r.get_or_add_rPr(), family)
    if red:
        run.font.color.rgb = RED
    return run


def marked(paragraph: Paragraph) -> None:
    """The mark of made-up data."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    written(paragraph, demo_mark(), HEADING, NUMBER_SIZE, red=True)


def indented(paragraph: Paragraph, **characters: float) -> None:
    """Indents in characters: firstLine, left, right; with the same in points for programs without a grid."""
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    for side, many in characters.items():
        indent.set(qn(f"w:{side}Chars"), str(round(many * 100)))
        indent.set(qn(f"w:{side}"), str(round(many * SIZE * 20)))


def lined(paragraph: Paragraph, side: str, kind: str, size: int, space: float) -> None:
    """A red line above or below a paragraph; `size` in eighths of a point, `space` in points."""
    properties = paragraph._p.get_or_add_pPr()
    borders = OxmlElement("w:pBdr")
    line = OxmlElement(f"w:{side}")
    for name, value in (("val", kind), ("sz", size), ("space", round(space)), ("color", str(RED))):
        line.set(qn(f"w:{name}"), str(value))
    borders.append(line)
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _grid(properties: Any) -> None:
    """22 lines on the type area. The characters are set closer instead of gridded (`_closer`): in a grid of
    cells narrower than the letter some programs give every letter two cells."""
    grid = properties.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        properties.append(grid)
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(int(PITCH * 20)))
    grid.attrib.pop(qn("w:charSpace"), None)


def _closer(properties: Any) -> None:
    """28 letters of 16 pt are wider than 156 mm by 6 pt: each stands a quarter of a point closer."""
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(floor((Mm(WIDTH).pt / CHARACTERS - SIZE) * 20)))
    properties.append(spacing)


def ungridded(paragraph: Paragraph) -> None:
    """Lines as close as they want to be (in tables)."""
    snap = OxmlElement("w:snapToGrid")
    snap.set(qn("w:val"), "0")
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(snap, "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:rPr")


def _number(paragraph: Paragraph, side: WD_ALIGN_PARAGRAPH) -> None:
    """— 1 — at the outer edge, one character in (7.5)."""
    paragraph.alignment = side
    indented(paragraph, **({"right": 1.0} if side == WD_ALIGN_PARAGRAPH.RIGHT else {"left": 1.0}))
    written(paragraph, "— ", "宋体", NUMBER_SIZE)
    run = written(paragraph, "", "宋体", NUMBER_SIZE)
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = words
        run._r.append(mark)
    written(paragraph, " —", "宋体", NUMBER_SIZE)


def _fallbacks(paper: Paper) -> None:
    """Name in the font table what stands in for the types of the standard."""
    table = paper.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{instead}"/><w:charset w:val="86"/></w:font>'
        for name, instead in INSTEAD.items()
    )
    table._blob = table.blob.replace(b"</w:fonts>", entries.encode() + b"</w:fonts>")

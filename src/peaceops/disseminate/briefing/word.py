"""The brief as a Word document that people can edit."""

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from peaceops.disseminate.briefing.content import (
    Block,
    Brief,
    Bullets,
    Cell,
    Figure,
    Heading,
    Notice,
    Paragraph,
    Table,
)
from peaceops.disseminate.language import right_to_left
from peaceops.disseminate.picture import Picture, png

_PAGE_MM = (297, 210)
_MARGIN_MM = 13
_TEXT_MM = _PAGE_MM[0] - 2 * _MARGIN_MM
_INK = RGBColor(0x1A, 0x1A, 0x1A)
_STYLE_SIZES = {"Title": 17, "Subtitle": 10, "Heading 1": 12, "Heading 2": 10, "Caption": 7.5}
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def render_word(brief: Brief) -> bytes:
    """Return the brief as DOCX; the same brief gives the same bytes."""
    document: Any = Document()
    _lay_out(document, brief)
    document.add_heading(brief.title, 0)
    document.add_paragraph(brief.subtitle).style = "Subtitle"
    for section in brief.sections:
        heading = document.add_heading(section.title, 1)
        heading.paragraph_format.page_break_before = section.new_page
        for block in section.blocks:
            _add(document, block)
    if right_to_left(brief.language):
        _turn(document)
    written = io.BytesIO()
    document.save(written)
    return _with_fixed_times(written.getvalue())


def _lay_out(document: Any, brief: Brief) -> None:
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = (Mm(side) for side in _PAGE_MM)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(_MARGIN_MM)
    marking = page.header.paragraphs[0].add_run(brief.marking)
    marking.bold, marking.font.size = True, Pt(8)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Noto Sans", Pt(9)
    normal.paragraph_format.space_after = Pt(3)
    for name, size in _STYLE_SIZES.items():
        style = document.styles[name]
        style.font.color.rgb, style.font.name, style.font.size = _INK, "Noto Sans", Pt(size)
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(3)
    document.styles["Caption"].font.bold = False
    moment = datetime.fromisoformat(brief.as_of).replace(tzinfo=UTC)
    about = document.core_properties
    about.title, about.subject, about.keywords = brief.title, brief.subtitle, brief.marking
    about.author = about.last_modified_by = "peaceops"
    about.created = about.modified = moment
    about.language, about.comments, about.revision = brief.language, "", 1


def _add(document: Any, block: Block) -> None:
    match block:
        case Paragraph(text, lead):
            run = document.add_paragraph().add_run(text)
            run.bold = lead
        case Notice(text):
            table = document.add_table(rows=1, cols=1, style="Table Grid")
            table.cell(0, 0).paragraphs[0].add_run(text).bold = True
        case Heading(text):
            document.add_heading(text, 2)
        case Bullets(items):
            for item in items:
                document.add_paragraph(item, style="List Bullet")
        case Figure(picture, caption):
            _draw(document.add_paragraph(), picture, _TEXT_MM * picture.width)
            document.add_paragraph(caption, style="Caption")
        case Table():
            _add_table(document, block)


def _add_table(document: Any, block: Table) -> None:
    caption = document.add_paragraph()  # Word joins two tables that nothing stands between
    caption.add_run(block.caption).bold = True
    caption.paragraph_format.keep_with_next = True
    table = document.add_table(rows=1 + len(block.rows), cols=len(block.columns))
    table.style, table.autofit = "Table Grid", False
    whole = sum(column.width for column in block.columns)
    widths = [_TEXT_MM * column.width / whole for column in block.columns]
    # Word goes by the cells' widths, other programs by the columns'.
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(header)
    titles = tuple(Cell(strong=column.title) for column in block.columns)
    for row, cells in zip(table.rows, (titles, *block.rows), strict=True):
        for place, (cell, content) in enumerate(zip(row.cells, cells, strict=True)):
            cell.width = Mm(widths[place])
            _fill(cell, content, block.columns[place].align, widths[place])
    if block.note:
        document.add_paragraph(block.note, style="Caption")


def _fill(cell: Any, content: Cell, align: str, width_mm: float) -> None:
    lines = [(content.strong, True)] if content.strong else []
    lines += [(line, False) for line in content.lines]
    paragraphs = [cell.paragraphs[0], *(cell.add_paragraph() for _ in lines[1:])]
    for paragraph, (text, strong) in zip(paragraphs, lines, strict=False):
        run = paragraph.add_run(text)
        run.bold, run.font.size = strong, Pt(7.5)
        paragraph.paragraph_format.space_after = Pt(1)
        if align == "right":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if content.picture is not None:
        _draw(cell.add_paragraph() if lines else cell.paragraphs[0], content.picture, width_mm - 9)


def _draw(paragraph: Any, picture: Picture, width_mm: float) -> None:
    drawing = paragraph.add_run().add_picture(io.BytesIO(png(picture)), width=Mm(width_mm))
    drawing._inline.docPr.set("descr", picture.alternative)


def _turn(document: Any) -> None:
    """Let everything run from right to left: paragraphs, the columns of tables and their text."""
    for holder in (document.element.body, document.sections[0].header._element):
        for paragraph in holder.iter(qn("w:p")):
            paragraph.get_or_add_pPr().append(OxmlElement("w:bidi"))
        for run in holder.iter(qn("w:r")):
            run.get_or_add_rPr().append(OxmlElement("w:rtl"))
        for table in holder.iter(qn("w:tbl")):
            table.tblPr.append(OxmlElement("w:bidiVisual"))


def _with_fixed_times(document: bytes) -> bytes:
    """Rewrite the zip with one time for all members: Word files carry the clock otherwise."""
    rewritten = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(document)) as source,
        zipfile.ZipFile(rewritten, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in sorted(source.namelist()):
            member = zipfile.ZipInfo(name, date_time=_ZIP_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, source.read(name))
    return rewritten.getvalue()

"""The parts that pages are composed of: titles, sections, key figures, lists, columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Flowable, Paragraph, Spacer, Table

from .text import limited, markup, plain
from .theme import GRID, REGULAR, Paper, colour, styles

_LONGEST_TITLE, _LONGEST_ASIDE, _LONGEST_FIGURE = 300, 80, 40


class Section(Flowable):
    """A heading that says the finding, numbered, with a muted aside at the right; stays with what follows."""

    def __init__(self, title: str, number: int | None = None, aside: str = "") -> None:
        super().__init__()
        self.title, self.aside = limited(title, _LONGEST_TITLE), limited(aside, _LONGEST_ASIDE)
        self.number = "" if number is None else str(number)
        self.spaceBefore, self.spaceAfter = 4 * GRID, 1.5 * GRID

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        style, note = styles().section, styles().note
        indent = (
            pdfmetrics.stringWidth(self.number, style.fontName, style.fontSize) + 2 * GRID
            if self.number
            else 0
        )
        taken = (
            pdfmetrics.stringWidth(self.aside, note.fontName, note.fontSize) + 4 * GRID if self.aside else 0
        )
        beside = taken < width / 2
        self._indent, self._beside = indent, beside
        self._text = Paragraph(markup(self.title), style)
        _, tall = self._text.wrap(width - indent - (taken if beside else 0), height)
        self._tall, self.width = tall, width
        self.height = tall + (0 if beside else note.leading)
        return width, self.height

    def draw(self) -> None:
        style, note = styles().section, styles().note
        base = self.height - style.fontSize
        self.canv.setFillColor(style.textColor)
        self.canv.setFont(style.fontName, style.fontSize)
        self.canv.drawString(0, base, self.number)
        self._text.drawOn(self.canv, self._indent, self.height - self._tall)
        if self.aside:
            self.canv.setFillColor(note.textColor)
            self.canv.setFont(note.fontName, note.fontSize)
            self.canv.drawRightString(self.width, base if self._beside else 2, self.aside)
        self._bookmark()

    def _bookmark(self) -> None:
        key = f"section-{self.canv.getPageNumber()}-{id(self)}"
        self.canv.bookmarkHorizontal(key, 0, self.height)
        self.canv.addOutlineEntry(f"{self.number}  {plain(self.title)}".strip(), key, level=0, closed=False)


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One figure that matters; note: what it is measured against; tone: the colour token of the note."""

    label: str
    value: str
    note: str = ""
    tone: str = "muted"


def title_block(title: str, headline: str, facts: str = "") -> list[Flowable]:
    """The program's name, the one sentence that its reader takes away, and a muted line of facts."""
    known = styles()
    parts: list[Flowable] = [Paragraph(markup(title), known.title), Spacer(0, GRID), headline_text(headline)]
    if facts:
        parts += [Spacer(0, GRID), Paragraph(markup(facts), known.note)]
    return parts


def headline_text(text: str) -> Paragraph:
    """The conclusion of a page, as a sentence."""
    return Paragraph(markup(text), styles().lead)


def paragraph(text: str) -> Paragraph:
    """A text of one or more lines."""
    return Paragraph(markup(text), styles().text)


def subheading(text: str) -> Paragraph:
    """A heading within a section; stays with what follows."""
    return Paragraph(
        markup(limited(text, _LONGEST_TITLE)),
        ParagraphStyle("subheading", styles().subsection, keepWithNext=1),
    )


def note(text: str) -> Paragraph:
    """A small muted line: what a figure counts, where the rest is."""
    return Paragraph(markup(text), ParagraphStyle("note", styles().note, spaceBefore=GRID))


def key_figures(figures: Sequence[KeyFigure], width: float) -> Table:
    """Figures side by side, each under a hairline: label, value, what it is measured against."""
    known = styles()
    gap = 4 * GRID
    each = (width - gap * (len(figures) - 1)) / len(figures)
    value = ParagraphStyle("value", known.figure, fontSize=_fitting([f.value for f in figures], each))
    cells = [
        [
            Paragraph(markup(limited(figure.label, _LONGEST_ASIDE)), known.head),
            Paragraph(markup(limited(figure.value, _LONGEST_FIGURE)), value),
            Paragraph(
                markup(limited(figure.note, _LONGEST_ASIDE)) or "&nbsp;",
                ParagraphStyle("tone", known.note, textColor=colour(figure.tone)),
            ),
        ]
        for figure in figures
    ]
    gap = 4 * GRID
    each = (width - gap * (len(figures) - 1)) / len(figures)
    row: list[Any] = []
    widths: list[float] = []
    for n, cell in enumerate(cells):
        if n:
            row.append("")
            widths.append(gap)
        row.append(cell)
        widths.append(each)
    style: list[Any] = [
        ("FONTNAME", (0, 0), (-1, -1), REGULAR),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), GRID),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        *(("LINEABOVE", (n, 0), (n, 0), 0.8, colour("text")) for n in range(0, len(row), 2)),
    ]
    return Table(
        [row], colWidths=widths, style=style, hAlign="LEFT", spaceBefore=2 * GRID, spaceAfter=2 * GRID
    )


def _fitting(values: Sequence[str], width: float) -> float:
    """The size of a figure at which the longest stands on one line, never under that of text."""
    known = styles()
    widest = max(
        pdfmetrics.stringWidth(plain(v), known.figure.fontName, known.figure.fontSize) for v in values
    )
    return max(
        min(known.figure.fontSize, known.figure.fontSize * (width - 2) / max(widest, 1)), known.text.fontSize
    )


def bullets(texts: Sequence[str]) -> list[Flowable]:
    """A list; each text may have several lines."""
    known = styles().text
    style = ParagraphStyle(
        "bullet",
        known,
        leftIndent=3 * GRID,
        bulletFontName=REGULAR,
        bulletColor=colour("muted"),
        spaceAfter=GRID,
    )
    return [Paragraph(markup(text), style, bulletText="•") for text in texts]


def nothing(text: str) -> Paragraph:
    """What stands where a list is empty: that it is, in words."""
    return Paragraph(markup(text), styles().note)


class SideBySide(Flowable):
    """Columns of parts beside each other, by how many of the twelve grid columns each takes.

    Where they are too tall for a page they stand below each other instead.
    """

    def __init__(self, paper: Paper, *columns: tuple[float, Sequence[Flowable]]) -> None:
        super().__init__()
        self.paper = paper
        self.columns = [(paper.span(share), list(parts)) for share, parts in columns]
        self.spaceBefore = 2 * GRID

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self.height = max((self._tall(parts, wide) for wide, parts in self.columns), default=0)
        return width, self.height

    @staticmethod
    def _tall(parts: list[Flowable], wide: float) -> float:
        tall = 0.0
        for n, part in enumerate(parts):
            tall += part.wrap(wide, 1e6)[1] + part.getSpaceAfter() + (part.getSpaceBefore() if n else 0)
        return tall

    def split(self, width: float, height: float) -> list[Flowable]:
        return (
            [part for _, parts in self.columns for part in parts] if height >= self.paper.height / 2 else []
        )

    def draw(self) -> None:
        left = 0.0
        gutter = self.paper.span(2) - 2 * self.paper.span(1)
        for wide, parts in self.columns:
            top = self.height
            for n, part in enumerate(parts):
                _, tall = part.wrap(wide, 1e6)
                top -= tall + (part.getSpaceBefore() if n else 0)
                part.drawOn(self.canv, left, top)
                top -= part.getSpaceAfter()
            left += wide + gutter

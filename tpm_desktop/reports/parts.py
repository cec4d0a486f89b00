"""The parts that pages are composed of: titles, sections, key figures, lists, columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Flowable, Paragraph, Spacer, Table

from .headings import LONGEST_ASIDE, LONGEST_TITLE, Section
from .text import limited, markup, plain
from .theme import GRID, REGULAR, colour, style_for, styles, whole

__all__ = [
    "KeyFigure",
    "Section",
    "Title",
    "bullets",
    "callout",
    "footnotes",
    "headline_text",
    "key_figures",
    "note",
    "nothing",
    "paragraph",
    "signatures",
    "subheading",
    "title_block",
    "with_marks",
]  # fmt: skip

_LONGEST_FIGURE = 40
_SIGN = 36.0  # room to sign in
_MARK = re.compile(r"\[(\d{1,3})\]")


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One figure that matters; note: what it is measured against; tone: the colour token of the note."""

    label: str
    value: str
    note: str = ""
    tone: str = "muted"


class Title(Paragraph):
    """What a pack begins with; in the middle of a pack the part's own heading stands in its place.

    about: what one of several in a part is about, which heads it there.
    """

    about = ""


class FigureRow(Table):
    """Key figures side by side; figures: which, none on a further page."""

    figures: Sequence[KeyFigure] = ()


class Callout(Table):
    """A text that stands out."""


def title_block(title: str, headline: str, facts: str = "", about: str = "") -> list[Flowable]:
    """The program's name, the one sentence that its reader takes away, and a muted line of facts."""
    known = styles()
    head = whole(Title(markup(title), style_for(title, known.title)))
    head.about = about
    parts: list[Flowable] = [
        head,
        Spacer(0, GRID),
        headline_text(headline),
    ]
    if facts:
        parts += [Spacer(0, GRID), Paragraph(markup(facts), known.note)]
    return parts


def headline_text(text: str) -> Paragraph:
    """The conclusion of a page, as a sentence."""
    return whole(Paragraph(markup(text), style_for(text, styles().lead)))


def paragraph(text: str, notes: int = 0) -> Paragraph:
    """A text of one or more lines. Args: notes: how many it has."""
    return whole(Paragraph(with_marks(text, notes), style_for(text, styles().text)))


def subheading(text: str) -> Paragraph:
    """A heading within a section; stays with what follows."""
    return Paragraph(
        markup(limited(text, LONGEST_TITLE)),
        ParagraphStyle("subheading", styles().subsection),
    )


def note(text: str) -> Paragraph:
    """A small muted line: what a figure counts, where the rest is."""
    return Paragraph(markup(text), ParagraphStyle("note", styles().note, spaceBefore=GRID))


def key_figures(figures: Sequence[KeyFigure], width: float) -> FigureRow:
    """Figures side by side, each under a hairline: label, value, what it is measured against."""
    known = styles()
    gap = 4 * GRID
    each = (width - gap * (len(figures) - 1)) / len(figures)
    value = ParagraphStyle("value", known.figure, fontSize=_fitting([f.value for f in figures], each))
    cells = [
        [
            Paragraph(markup(limited(figure.label, LONGEST_ASIDE)), known.head),
            Paragraph(markup(limited(figure.value, _LONGEST_FIGURE)), value),
            Paragraph(
                markup(limited(figure.note, LONGEST_ASIDE)) or "&nbsp;",
                ParagraphStyle("tone", known.note, textColor=colour(figure.tone)),
            ),
        ]
        for figure in figures
    ]
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
    made = FigureRow(
        [row], colWidths=widths, style=style, hAlign="LEFT", spaceBefore=2 * GRID, spaceAfter=2 * GRID
    )
    made.figures = tuple(figures)
    return made


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


def callout(text: str, width: float, notes: int = 0) -> Callout:
    """A sentence that stands out, tinted, behind an upright stroke. Args: notes: how many it has."""
    style: list[Any] = [
        ("BACKGROUND", (0, 0), (-1, -1), colour("selection")),
        ("LINEBEFORE", (0, 0), (0, -1), 2.5, colour("accent"), "butt"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3 * GRID),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3 * GRID),
        ("TOPPADDING", (0, 0), (-1, -1), 2 * GRID),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2 * GRID),
        ("FONTNAME", (0, 0), (-1, -1), REGULAR),
    ]
    said = whole(Paragraph(with_marks(text, notes), style_for(text, styles().text)))
    return Callout(
        [[said]], colWidths=[width], style=style, hAlign="LEFT",
        splitInRow=1, spaceBefore=2 * GRID, spaceAfter=2 * GRID,
    )  # fmt: skip


def footnotes(notes: Sequence[str], width: float) -> Table:
    """Numbered notes in small type below a short line."""
    known = styles()
    rows = [
        [Paragraph(str(number), known.note), whole(Paragraph(markup(said), style_for(said, known.note)))]
        for number, said in enumerate(notes, 1)
    ]
    style: list[Any] = [
        ("FONTNAME", (0, 0), (-1, -1), REGULAR),
        ("LINEABOVE", (0, 0), (0, 0), 0.6, colour("muted")),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    number = 5 * GRID
    widths = [number, width - number]
    return Table(
        rows,
        colWidths=widths,
        style=style,
        hAlign="LEFT",
        splitInRow=1,
        spaceBefore=GRID,
        spaceAfter=2 * GRID,
    )


def with_marks(text: str, count: int) -> str:
    """A text as markup in which [1] to [count] are raised numbers, those of its footnotes."""
    return _MARK.sub(
        lambda found: f"<super>{found[1]}</super>" if 1 <= int(found[1]) <= count else found[0], markup(text)
    )


def signatures(people: Sequence[tuple[str, str]], width: float) -> list[Flowable]:
    """Lines to sign on, two beside each other: name and role below each, and where the date goes."""
    known, gap = styles(), 8 * GRID
    each = (width - gap) / 2
    date = each * 0.32

    def cell(name: str, role: str) -> list[Flowable]:
        return [Paragraph(markup(name) or "&nbsp;", known.strong), Paragraph(markup(role), known.note)]

    rows = []
    for n in range(0, len(people), 2):
        pair = [*people[n : n + 2], ("", "")][:2]
        row: list[Any] = []
        for name, role in pair:
            row += [cell(name, role), Paragraph("Date", known.note) if name or role else "", ""]
        rows.append(row[:5])
    style: list[Any] = [
        ("FONTNAME", (0, 0), (-1, -1), REGULAR),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), GRID),
        ("BOTTOMPADDING", (0, 0), (-1, -1), _SIGN),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    for line, row in enumerate(rows):
        signed = [first for first in (0, 3) if row[first + 1]]
        style += [("LINEABOVE", (n, line), (n + 1, line), 0.8, colour("text")) for n in signed]
    widths = [each - date, date, gap, each - date, date]
    return [
        Spacer(0, _SIGN),
        Table(rows, colWidths=widths, style=style, hAlign="LEFT") if rows else nothing("Nobody signs."),
    ]

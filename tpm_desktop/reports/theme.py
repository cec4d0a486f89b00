"""The look of paper.

The light theme's colours, the bundled fonts and the measures as ReportLab wants them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, TypeVar

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Paragraph

from tpm_desktop import paths
from tpm_desktop.theme import Theme, measures, theme

from .fonts import PaperFont, is_foreign
from .right_to_left import reads_right

P = TypeVar("P", bound=Paragraph)

SIZES: dict[str, tuple[float, float]] = {"A4": A4, "Letter": LETTER}
GRID = 4.0
REGULAR, ITALIC, MEDIUM = "Inter-Regular", "Inter-Italic", "Inter-Medium"
SEMIBOLD, BOLD = "Inter-SemiBold", "Inter-Bold"
FIGURES, FIGURES_MEDIUM = "InterTabular-Regular", "InterTabular-Medium"
FIGURES_SEMIBOLD = "InterTabular-SemiBold"


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet; all lengths in points. Its content stands on a grid of twelve columns."""

    size: str = "A4"
    landscape: bool = False

    @property
    def width(self) -> float:
        return SIZES[self.size][1 if self.landscape else 0]

    @property
    def height(self) -> float:
        return SIZES[self.size][0 if self.landscape else 1]

    @property
    def margin(self) -> float:
        return measures().paper.margin * mm

    @property
    def content(self) -> float:
        """The width between the margins."""
        return self.width - 2 * self.margin

    def span(self, columns: float) -> float:
        """The width of so many of the twelve columns, with the gutters between them."""
        paper = measures().paper
        gutter = paper.gutter * mm
        return (self.content + gutter) * columns / paper.columns - gutter


_INK: ContextVar[Theme | None] = ContextVar("ink", default=None)


def ink() -> Theme:
    """The theme of paper."""
    return _INK.get() or theme("light")


@contextmanager
def inked(own: Theme) -> Iterator[None]:
    """Whatever is told and drawn meanwhile, in this thread, has these colours."""
    before = _INK.set(own)
    try:
        yield
    finally:
        _INK.reset(before)


def colour(token: str) -> Color:
    """A token of the theme, or "#RRGGBB", as a ReportLab colour."""
    return _coloured(token if token.startswith("#") else getattr(ink(), token))


@cache
def _coloured(value: str) -> Color:
    return HexColor(value)


@cache
def register_fonts() -> None:
    """Make the bundled fonts known to ReportLab, which embeds what a document uses of them."""
    for path in sorted(paths.resource("fonts").glob("*.ttf")):
        pdfmetrics.registerFont(PaperFont(path.stem, path))
    for family, regular, bold in (("Inter", REGULAR, SEMIBOLD), ("InterTabular", FIGURES, FIGURES_SEMIBOLD)):
        italic = regular.replace("Regular", "Italic")
        pdfmetrics.registerFontFamily(family, normal=regular, bold=bold, italic=italic, boldItalic=bold)


@dataclass(frozen=True, slots=True)
class Styles:
    """Every paragraph style of a page."""

    title: ParagraphStyle
    lead: ParagraphStyle
    section: ParagraphStyle
    subsection: ParagraphStyle
    text: ParagraphStyle
    strong: ParagraphStyle
    accent: ParagraphStyle
    note: ParagraphStyle
    note_right: ParagraphStyle
    cell: ParagraphStyle
    cell_right: ParagraphStyle
    cell_centre: ParagraphStyle
    head: ParagraphStyle
    head_right: ParagraphStyle
    head_centre: ParagraphStyle
    figure: ParagraphStyle
    score: ParagraphStyle


def styles() -> Styles:
    """The styles of paper; registers the fonts."""
    register_fonts()
    return _styles(ink())


def style_for(text: str, style: ParagraphStyle) -> ParagraphStyle:
    """The style as a text needs it: other scripts are not shaped, what reads from the right stands there."""
    if not is_foreign(text):
        return style
    right = style.alignment == TA_LEFT and reads_right(text)
    return ParagraphStyle(style.name, style, shaping=0, alignment=TA_RIGHT if right else style.alignment)


def whole(paragraph: P) -> P:
    """The paragraph with neighbouring pieces of one look put together.

    Escaped signs come as pieces of their own, but what reads from the right is ordered a piece at a time.
    """
    pieces: list[Any] = []
    for piece in paragraph.frags:
        last = pieces[-1] if pieces else None
        if last is not None and _look(last) == _look(piece):
            last.text += piece.text
        else:
            pieces.append(piece)
    paragraph.frags = pieces
    return paragraph


def _look(piece: Any) -> dict[str, Any]:
    """All of a piece but its text; a line break is like no other."""
    about = {name: value for name, value in vars(piece).items() if name != "text"}
    return about | {"apart": id(piece)} if about.get("lineBreak") or "cbDefn" in about else about


@lru_cache(maxsize=8)
def _styles(_: Theme) -> Styles:
    """Of the theme that is in use."""
    paper = measures().paper

    def style(
        name: str, font: str, size: float, leading: float, token: str = "text", **more: Any
    ) -> ParagraphStyle:
        return ParagraphStyle(
            name,
            fontName=font,
            fontSize=size,
            leading=leading,
            textColor=colour(token),
            splitLongWords=1,
            **more,
        )

    cell = style("cell", FIGURES, paper.table, paper.table * 1.35)
    head = style("head", SEMIBOLD, paper.small, paper.small * 1.25, "muted")
    note = style("note", REGULAR, paper.table, paper.table * 1.35, "muted")
    return Styles(
        title=style("title", BOLD, paper.title, paper.title * 1.2, shaping=1),
        lead=style("lead", REGULAR, paper.lead, paper.lead * 1.35),
        section=style("section", SEMIBOLD, paper.section, paper.section * 1.25, shaping=1),
        subsection=style("subsection", SEMIBOLD, paper.text, paper.text * 1.35, spaceBefore=GRID),
        text=style("text", REGULAR, paper.text, paper.text * 1.4),
        strong=style("strong", SEMIBOLD, paper.text, paper.text * 1.4),
        accent=style("accent", MEDIUM, paper.text, paper.text * 1.4, "accent"),
        note=note,
        note_right=ParagraphStyle("note_right", note, alignment=TA_RIGHT),
        cell=cell,
        cell_right=ParagraphStyle("cell_right", cell, alignment=TA_RIGHT),
        cell_centre=ParagraphStyle("cell_centre", cell, alignment=TA_CENTER),
        head=head,
        head_right=ParagraphStyle("head_right", head, alignment=TA_RIGHT),
        head_centre=ParagraphStyle("head_centre", head, alignment=TA_CENTER),
        figure=style("figure", FIGURES_SEMIBOLD, 16, 20),
        score=style("score", FIGURES_SEMIBOLD, paper.text, paper.text, alignment=TA_CENTER),
    )

"""The headings of a pack: chapters and sections, numbered, in the bookmarks, and listed as contents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Flowable, Paragraph, Table

from .text import limited, markup, plain
from .theme import GRID, REGULAR, colour, style_for, styles, whole

LONGEST_TITLE, LONGEST_ASIDE = 300, 80
_NUMBER, _PAGE = 34.0, 30.0


class Section(Flowable):
    """A heading that says the finding, with a muted aside at the right; stays with what follows.

    level: 0 unless it stands in a chapter or in a section; listed: it is counted; within: it is part of the
    section before, and not among the contents; number: that it has in a pack whose headings are numbered,
    which only `numbered` gives; page: on which it was drawn, 0 before.
    """

    level = 0
    listed = True
    within = False

    def __init__(self, title: str, aside: str = "") -> None:
        super().__init__()
        self.title, self.aside = limited(title, LONGEST_TITLE), limited(aside, LONGEST_ASIDE)
        self.number, self.key, self.page = "", "", 0
        self.spaceBefore, self.spaceAfter = 4 * GRID, 1.5 * GRID

    @property
    def style(self) -> ParagraphStyle:
        """Of the title."""
        return styles().section

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        style, note = self.style, styles().note
        indent = (
            pdfmetrics.stringWidth(self.number, style.fontName, style.fontSize) + 2.5 * GRID
            if self.number
            else 0
        )
        taken = (
            pdfmetrics.stringWidth(self.aside, note.fontName, note.fontSize) + 4 * GRID if self.aside else 0
        )
        beside = taken < width / 2
        self._indent, self._beside = indent, beside
        self._text = whole(Paragraph(markup(self.title), style_for(self.title, style)))
        _, tall = self._text.wrap(width - indent - (taken if beside else 0), height)
        self._tall, self.width = tall, width
        self.height = tall + (0 if beside else note.leading)
        return width, self.height

    def tighten(self, by: float) -> None:
        """Multiply the room around it."""
        self.spaceBefore *= by

    def draw(self) -> None:
        style, note = self.style, styles().note
        base = self.height - style.fontSize
        self.canv.setFillColor(style.textColor)
        self.canv.setFont(style.fontName, style.fontSize)
        self.canv.setFillColor(colour("muted"))  # many a title begins with a number of its own
        self.canv.drawString(0, base, self.number)
        self._text.drawOn(self.canv, self._indent, self.height - self._tall)
        if self.aside:
            self.canv.setFillColor(note.textColor)
            self.canv.setFont(note.fontName, note.fontSize)
            self.canv.drawRightString(self.width, base if self._beside else 2, self.aside)
        self._bookmark()

    def _bookmark(self) -> None:
        self.page = self.canv.getPageNumber()
        x, y = self.canv.absolutePosition(0, self.height)
        key = self.key or f"place-{self.page}-{x:.0f}-{y:.0f}"
        self.canv.bookmarkHorizontal(key, 0, self.height)
        self.canv.addOutlineEntry(
            f"{self.number}  {plain(self.title)}".strip(), key, level=self.level, closed=False
        )


class Chapter(Section):
    """A heading of the first rank; the sections behind it are counted below it."""

    @property
    def style(self) -> ParagraphStyle:
        return styles().title

    def draw(self) -> None:
        super().draw()
        self.canv.setStrokeColor(colour("accent"))
        self.canv.setLineWidth(1.2)
        self.canv.line(0, -GRID, self.width, -GRID)


class Contents(Flowable):
    """Where the contents will stand; `numbered` puts the table there once all headings are known."""


class ContentsTable(Table):
    """The headings of a pack with their pages."""

    splits_gladly = False


def numbered(story: Sequence[Flowable], width: float, *, count: bool) -> list[Flowable]:
    """The story with its headings linked and, if they count, numbered; the contents in their place."""
    found = [heading for heading in sections(story) if heading.listed]
    chaptered = any(isinstance(one, Chapter) for one in found)
    counted: list[int] = []  # of the chapter, the section and the part of it
    for place, heading in enumerate(found, 1):
        heading.key = f"heading-{place}"
        rank = _rank(heading, chaptered and bool(counted))
        counted = [*counted[:rank], counted[rank] + 1 if rank < len(counted) else 1]
        heading.level = rank
        if count:
            heading.number = ".".join(map(str, counted))
    _below_listed(sections(story))
    if count and chaptered:  # what stands before the first chapter is no part of the count
        for heading in found:
            if isinstance(heading, Chapter):
                break
            heading.number = ""
    return [_contents(found, width) if isinstance(part, Contents) else part for part in story]


def _below_listed(found: Iterable[Section]) -> None:
    """Those that are not counted stand in the bookmarks below the one before them that is."""
    level = -1
    for heading in found:
        if heading.listed:
            level = heading.level
        else:
            heading.level = level + 1


def _rank(heading: Section, in_chapter: bool) -> int:
    """How many headings a heading stands in."""
    return 0 if isinstance(heading, Chapter) else int(in_chapter) + int(heading.within)


def sections(parts: Iterable[Any]) -> Iterator[Section]:
    """All headings in their order, those too that stand beside each other or are kept together."""
    for part in parts:
        if isinstance(part, Section):
            yield part
        else:
            yield from sections(held(part))


def held(part: Any) -> Iterator[Any]:
    """What stands beside each other in a part, or is kept together in it; most hold nothing."""
    if hasattr(part, "columns"):
        for _, column in part.columns:
            yield from column
    elif hasattr(part, "_content"):
        yield from part._content


class _PageOf(Flowable):
    """The number of the page that a heading stands on, written when all pages are there."""

    def __init__(self, heading: Section) -> None:
        super().__init__()
        self.heading = heading

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        return width, styles().text.fontSize

    def draw(self) -> None:
        canvas: Any = self.canv
        canvas.write_later(self.width, 0.0, lambda: str(self.heading.page or "–"))


def _contents(found: Sequence[Section], width: float) -> Flowable:
    known = styles()
    rows: list[list[Any]] = []
    for heading in (one for one in found if not one.within):
        strong = isinstance(heading, Chapter)
        style = ParagraphStyle("entry", known.strong if strong else known.text, leftIndent=0)
        ink = style.textColor.hexval().replace("0x", "#")
        link = f'<a href="#{heading.key}" color="{ink}">{markup(heading.title)}</a>'
        title = whole(Paragraph(link, style_for(heading.title, style)))
        rows.append([Paragraph(heading.number, style), title, _PageOf(heading)])
    if not rows:
        return Paragraph("This pack has no sections.", known.note)
    rules: list[Any] = [
        ("FONTNAME", (0, 0), (-1, -1), REGULAR),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, colour("line")),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    number = _NUMBER if any(heading.number for heading in found) else 0.0
    table = ContentsTable(
        rows, colWidths=[number, width - number - _PAGE, _PAGE], style=rules, hAlign="LEFT",
        spaceBefore=2 * GRID, spaceAfter=2 * GRID,
    )  # fmt: skip
    table.splits_gladly = len(rows) > 12
    return table

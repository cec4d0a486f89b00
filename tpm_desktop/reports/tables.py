"""Tables on paper.

No vertical lines, light horizontals, figures at the right, totals by weight, headers repeated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Flowable, Paragraph

from tpm_desktop.theme import measures

from .alike import alike
from .fonts import is_foreign
from .marks import HueEdge, RagMark
from .table_on_pages import DataTable
from .table_widths import Ask, shares
from .text import LONGEST, NBSP, beginning, limited, markup, plain
from .theme import FIGURES, FIGURES_SEMIBOLD, GRID, colour, style_for, styles, whole

__all__ = [
    "Align",
    "Cell",
    "Content",
    "DataTable",
    "Rank",
    "StatusRow",
    "TableColumn",
    "TableRow",
    "data_table",
    "status_table",
]

_SIDE = 1.5 * GRID  # between columns, half at either side
_EDGE = 3 * GRID  # a project's hue and the room beside it
_SHORT_HEADING = 12  # letters: up to so many are not broken
_LONGEST_HEADING = 60
_ROUNDING = 0.1
_LAST = 3
_SMALL = 12  # rows: up to so many stay on one page


class Align(Enum):
    """Where the content of a column stands."""

    LEFT = "LEFT"
    RIGHT = "RIGHT"
    CENTRE = "CENTER"


class Rank(Enum):
    """What a row is in its table."""

    NORMAL = "normal"
    GROUP = "group"  # begins the rows of one subject
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class TableColumn:
    """weight: the share of the room that texts get, 0 for as much as the content asks for.

    longest: characters of a text that are printed; how many more there are is said behind them.
    """

    heading: str
    align: Align = Align.LEFT
    weight: float = 0
    longest: int = LONGEST


@dataclass(frozen=True, slots=True)
class Cell:
    """A text with a meaning.

    Tone is a colour token, such as "red" for what needs attention, which its sign says too.
    """

    text: str
    tone: str = "text"
    strong: bool = False


Content = str | Cell | Flowable


@dataclass(frozen=True, slots=True)
class TableRow:
    """hue: the component project's colour at the left edge; level: how far the first cell is indented."""

    cells: Sequence[Content]
    rank: Rank = Rank.NORMAL
    hue: str | None = None
    level: int = 0


@dataclass(frozen=True, slots=True)
class StatusRow:
    """A component project, or the program as total: its ratings as "R", "A", "G" or "" and its figures."""

    name: str
    ratings: Sequence[str]
    figures: Sequence[Content]
    hue: str | None = None
    total: bool = False


def status_table(
    rating_headings: Sequence[str],
    figure_headings: Sequence[str],
    rows: Sequence[StatusRow],
    width: float,
    first_heading: str = "Component project",
) -> DataTable:
    """The RAG table: a row a project, its ratings as letter, shape and colour, its figures at the right."""
    columns = [TableColumn(first_heading, weight=1)]
    columns += [TableColumn(heading, Align.CENTRE) for heading in rating_headings]
    columns += [TableColumn(heading, Align.RIGHT) for heading in figure_headings]
    made = [
        TableRow(
            [row.name, *(RagMark(rating) for rating in row.ratings), *row.figures],
            Rank.TOTAL if row.total else Rank.NORMAL,
            row.hue,
        )
        for row in rows
    ]
    return data_table(columns, made, width, roomy=True)


def data_table(
    columns: Sequence[TableColumn],
    rows: Sequence[TableRow],
    width: float,
    *,
    roomy: bool = False,
    among: Sequence[TableRow] = (),
) -> DataTable:
    """A table as wide as `width`; rows may be as many as they like.

    Of long texts the beginning is shown; dates are said alike, and so are amounts.

    Args: columns, rows: as shown to people, every row with a cell for each column; roomy: text size and
    height of a summary rather than of a list; among: the rows of all tables whose columns are to stand below
    each other, its own too.
    """
    rows = alike(rows, among)
    layout = _Layout(list(columns), list(rows), width, roomy, alike(among))
    table = DataTable(
        layout.cells(),
        colWidths=layout.widths,
        repeatRows=1,
        splitInRow=1,
        hAlign="LEFT",
        style=layout.commands(),
        spaceBefore=GRID,
        spaceAfter=2 * GRID,
    )
    table.shown_columns, table.shown_rows = tuple(columns), tuple(rows)
    table.splits_gladly, table.asked = len(rows) > _SMALL, layout.asked
    return table


@dataclass(slots=True)
class _Layout:
    columns: list[TableColumn]
    rows: list[TableRow]
    width: float
    roomy: bool
    among: Sequence[TableRow]
    widths: list[float] = field(init=False)
    asked: float = field(init=False)
    hued: bool = field(init=False)

    def __post_init__(self) -> None:
        self.hued = any(row.hue for row in self.rows)
        room = self.width - (_EDGE if self.hued else 0)
        asks = [
            Ask(self._natural(n), column.align is Align.LEFT, column.weight)
            for n, column in enumerate(self.columns)
        ]
        self.asked = sum(ask.width for ask in asks) + self.width - room - 2 * _SIDE  # none at the edges
        self.widths = shares(asks, room)
        if self.hued:
            self.widths.insert(0, _EDGE)

    def _style(self, align: Align) -> ParagraphStyle:
        known = styles()
        style = {Align.LEFT: known.cell, Align.RIGHT: known.cell_right, Align.CENTRE: known.cell_centre}[
            align
        ]
        return ParagraphStyle(style.name, style, fontSize=self._size, leading=self._size * 1.35)

    @property
    def _size(self) -> float:
        paper = measures().paper
        return paper.text if self.roomy else paper.table

    def _natural(self, column: int) -> float:
        """The width that the longest content asks for, headings by their longest word."""
        head = styles().head
        heading = _heading(self.columns[column])
        words = plain(heading).split(" ") if len(heading) > _SHORT_HEADING else [heading]
        widest = max(pdfmetrics.stringWidth(word, head.fontName, head.fontSize) for word in words)
        for row in self.among or self.rows:
            widest = max(widest, self._wide(row, column))
        return float(widest) + 2 * _SIDE

    def _wide(self, row: TableRow, column: int) -> float:
        content = row.cells[column]
        if isinstance(content, Flowable):
            return float(content.wrap(self.width, self.width)[0])
        text = content.text if isinstance(content, Cell) else content
        line = plain(text[:LONGEST])[:400]
        widths = (pdfmetrics.stringWidth(line, font, self._size) for font in (FIGURES, FIGURES_SEMIBOLD))
        return max(widths) + _ROUNDING + self._indent(row, column)

    def _indent(self, row: TableRow, column: int) -> float:
        return 3 * GRID * row.level if column == 0 else 0

    def cells(self) -> list[list[Any]]:
        known = styles()
        heads = {Align.LEFT: known.head, Align.RIGHT: known.head_right, Align.CENTRE: known.head_centre}
        head: list[Any] = [Paragraph(markup(_heading(c)), heads[c.align]) for c in self.columns]
        body = [[self._cell(row, n) for n in range(len(self.columns))] for row in self.rows]
        if self.hued:
            head.insert(0, "")
            for row, made in zip(self.rows, body, strict=True):
                made.insert(0, HueEdge(row.hue, self._size + 3) if row.hue else "")
        return [head, *body]

    def _cell(self, row: TableRow, column: int) -> Any:
        content = row.cells[column]
        if isinstance(content, Flowable):
            content.hAlign = self.columns[column].align.value
            return content
        cell = content if isinstance(content, Cell) else Cell(content)
        strong = cell.strong or row.rank is not Rank.NORMAL
        style = self._style(self.columns[column].align)
        style.textColor = colour(cell.tone)
        style.fontName = FIGURES_SEMIBOLD if strong else style.fontName
        style.leftIndent = self._indent(row, column)
        said = beginning(cell.text, self.columns[column].longest)
        made = Paragraph(markup(said), style_for(said, style))
        return whole(made) if is_foreign(said) else made

    def commands(self) -> list[tuple[Any, ...]]:
        above, below = (5.5, 5.5) if self.roomy else (2.75, 2.75)
        found: list[tuple[Any, ...]] = [
            ("FONTNAME", (0, 0), (-1, -1), FIGURES),  # else empty cells ask for a font that is not embedded
            ("LEFTPADDING", (0, 0), (-1, -1), _SIDE),
            ("RIGHTPADDING", (0, 0), (-1, -1), _SIDE),
            ("LEFTPADDING", (0, 0), (0, -1), 0),
            ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 1), (-1, -1), above),
            ("BOTTOMPADDING", (0, 1), (-1, -1), below),
            ("TOPPADDING", (0, 0), (-1, 0), 0),
            ("BOTTOMPADDING", (0, 0), (-1, 0), 4),
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
            ("VALIGN", (0, 1), (-1, -1), "MIDDLE" if self.roomy else "TOP"),
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, colour("muted")),
            ("LINEBELOW", (0, 1), (-1, -1), 0.4, colour("line")),
            ("NOSPLIT", (0, 0), (-1, min(2, len(self.rows)))),
        ]
        if len(self.rows) > _LAST:  # no row stands alone on the last page
            found.append(("NOSPLIT", (0, len(self.rows) - 1), (-1, len(self.rows))))
        for n, column in enumerate(self.columns, int(self.hued)):
            found.append(("ALIGN", (n, 0), (n, -1), column.align.value))
        if self.hued:
            found.append(("LEFTPADDING", (1, 0), (1, -1), 0))
            found.append(("RIGHTPADDING", (0, 0), (0, -1), 0))
        for number, row in enumerate(self.rows, 1):
            found += self._rank_commands(number, row)
        return found

    def _rank_commands(self, number: int, row: TableRow) -> list[tuple[Any, ...]]:
        last = len(self.rows)
        if row.rank is Rank.TOTAL:
            keep = ("NOSPLIT", (0, number - 1), (-1, number))
            return [("LINEABOVE", (0, number), (-1, number), 0.8, colour("muted")), keep]
        if row.rank is Rank.GROUP:
            above = ("TOPPADDING", (0, number), (-1, number), 7)
            return [above, *([("NOSPLIT", (0, number), (-1, number + 1))] if number < last else [])]
        return []


def _heading(column: TableColumn) -> str:
    """The heading, its unit in one piece."""
    heading = limited(column.heading, _LONGEST_HEADING)
    name, comma, unit = heading.rpartition(", ")
    return f"{name}, {unit.replace(' ', NBSP)}" if comma and len(unit) <= _SHORT_HEADING else heading

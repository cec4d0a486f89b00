"""A composed pack taken apart again, for readers of other things than paper: what it says, in its order.

Nothing is told anew: headings, texts, tables and drawings are the very ones that the pages are made of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.platypus import Paragraph, Table

from .cards import Card
from .drawing import Drawing
from .headings import Chapter, ContentsTable, Section, held
from .marks import RagMark, ScoreTile
from .parts import Callout, FigureRow, KeyFigure, Title
from .tables import Cell, Content, DataTable, TableColumn, TableRow
from .theme import FIGURES_SEMIBOLD, SEMIBOLD


@dataclass(frozen=True, slots=True)
class Run:
    """Some letters of one look. link: the key of a heading; ends: a line ends behind them."""

    text: str
    strong: bool = False
    raised: bool = False
    link: str = ""
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """rank: 0 for a chapter or a section that stands in none; -1 for the title of a pack.

    about: which of several such a title stands over.
    """

    title: str
    rank: int
    number: str = ""
    aside: str = ""
    key: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph. role: the name of its style on paper; bullet: it is one of a list."""

    runs: Sequence[Run]
    role: str = "text"
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """Key figures side by side."""

    figures: Sequence[KeyFigure]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table."""

    columns: Sequence[TableColumn]
    rows: Sequence[TableRow]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing."""

    drawing: Drawing


@dataclass(frozen=True, slots=True)
class Boxed:
    """What stands together apart from the rest: a decision asked for, a callout."""

    pieces: Sequence[Piece]


Piece = Heading | Words | Figures | Grid | Picture | Boxed
_SUBHEADING, _INNERMOST = "subheading", 9  # it stands below a section of any rank


def pieces(story: Iterable[Any]) -> Iterator[Piece]:
    """What a story says; the contents, which tell of pages, and blanks to write in are left out."""
    for part in story:
        if isinstance(part, str):
            continue  # an empty cell
        yield from _of(part)


def _of(part: Any) -> Iterator[Piece]:
    match part:
        case Section():
            rank = part.level + (0 if isinstance(part, Chapter) else 1)
            yield Heading(part.title, rank, part.number, part.aside, part.key)
        case Title():
            yield Heading("".join(run.text for run in runs_of(part)), -1, about=part.about)
        case Paragraph():
            yield from _of_paragraph(part)
        case DataTable():
            yield Grid(part.shown_columns, part.shown_rows)
        case FigureRow():
            yield Figures(part.figures)
        case ContentsTable():
            return
        case Card() | Callout():
            yield Boxed(tuple(_of_cells(part)))
        case Table():
            yield from _of_cells(part)
        case Drawing():
            yield Picture(part)
        case RagMark() | ScoreTile():
            yield Words([Run(said(part), strong=True)], "score")
        case _:
            yield from pieces(held(part))


def _of_cells(table: Any) -> Iterator[Piece]:
    for row in table._cellvalues:
        for cell in row:
            yield from pieces(cell if isinstance(cell, list | tuple) else [cell])


def _of_paragraph(paragraph: Paragraph) -> Iterator[Piece]:
    runs = runs_of(paragraph)
    if not any(run.text.strip() for run in runs):
        return
    name = paragraph.style.name
    if name == _SUBHEADING:
        yield Heading("".join(run.text for run in runs), _INNERMOST)
        return
    yield Words(runs, name, bool(getattr(paragraph, "bulletText", "")))


def runs_of(paragraph: Any) -> list[Run]:
    """The letters of a paragraph in the order in which they are read."""
    strong = (SEMIBOLD, FIGURES_SEMIBOLD)
    found = []
    for piece in paragraph.frags:
        link = next((str(to).lstrip("#") for _, to in getattr(piece, "link", None) or []), "")
        found.append(
            Run(
                piece.text,
                getattr(piece, "fontName", "") in strong,
                getattr(piece, "rise", 0) > 0,
                link,
                bool(getattr(piece, "lineBreak", False)),
            )
        )
    return found


def said(content: Content) -> str:
    """What a cell of a table says, as one text."""
    match content:
        case str():
            return content
        case Cell():
            return content.text
        case RagMark():
            return content.letter
        case ScoreTile():
            return content.score
        case Paragraph():
            return "".join(run.text + ("\n" if run.ends else "") for run in runs_of(content))
        case _:
            return ""

"""The sheets of a pack: what stands around the content of each page, and how a story becomes a PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Any, BinaryIO

from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
)

from tpm_desktop.theme import measures

from .fitting import FilledDocument, Filling, filled
from .keeping import grouped
from .logo import ROOM
from .text import plain, shortened
from .theme import FIGURES, REGULAR, SEMIBOLD, Paper, colour, register_fonts, styles

_HEAD, _FOOT = 24.0, 20.0  # room for them between margin and content
_UP = 10.0  # how far head and foot reach into the margin
_FIRST, _UPRIGHT, _ACROSS = "first", "upright", "across"


@dataclass(frozen=True, slots=True)
class Imprint:
    """What every page says about itself; all of it as shown to people.

    occasion: whom and when it is for, such as "Steering committee · 24 June 2026 · meeting 3"; status_date:
    empty where none was set; record: the newest record of the journal that its figures come from; source: the
    file's name; about: of which component projects alone it is, such as "P-1 only"; footer: a line below all
    others; logo: a picture for the first page, its pixels alone.
    """

    program: str
    kind: str
    occasion: str
    status_date: str
    version: str
    classification: str
    source: str
    record: str
    about: str = ""
    footer: str = ""
    logo: bytes | None = None

    @property
    def title(self) -> str:
        """What the document is called: of which program and which kind, and of which projects alone."""
        return f"{plain(self.program)}: {plain(self.kind)}" + (f", {plain(self.about)}" if self.about else "")

    @property
    def status(self) -> str:
        """As of which status date it is, or that none was set."""
        return f"Status date {self.status_date}" if self.status_date else "No status date"

    @property
    def status_within(self) -> str:
        """The same within a line."""
        return self.status[0].lower() + self.status[1:]

    @property
    def moment(self) -> str:
        """Whose it is, of which projects alone, and as of when, for what leaves the pack by itself."""
        whose = f"{self.program} · {self.about}" if self.about else self.program
        return f"{whose} · {self.status_within} · record {self.record} in {self.source}"


def build(
    target: BinaryIO,
    imprint: Imprint,
    story: Sequence[Flowable],
    paper: Paper | None = None,
    *,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Write a pack as PDF; returns how many pages it has.

    Args: progress: called with the number of each page that is begun, may raise to stop the work; then
    nothing is written.
    """
    made = BytesIO()
    pages = _write(made, imprint, story, paper or Paper(), progress)
    target.write(made.getvalue())
    return pages


def _write(
    made: BytesIO,
    imprint: Imprint,
    story: Sequence[Flowable],
    sheet: Paper,
    progress: Callable[[int], None] | None,
) -> int:
    register_fonts()
    rest = NextPageTemplate(_ACROSS if sheet.landscape else _UPRIGHT)
    told = _growing(progress) if progress is not None else None
    pages: list[int] = []
    parts = [*grouped(story)]

    def build(filling: Filling) -> None:
        made.seek(0)
        made.truncate()
        document = FilledDocument(
            made,
            filling=filling,
            pagesize=(sheet.width, sheet.height),
            title=imprint.title,
            author=plain(imprint.program),
            subject=plain(imprint.occasion),
            creator="TPM Desktop",
            keywords=[f"record {plain(imprint.record)}"],
            lang="en-GB",
            invariant=1,
            initialFontName=REGULAR,
            displayDocTitle=True,
        )
        document.addPageTemplates(_templates(sheet, imprint, told))
        document.build([rest, *parts], canvasmaker=partial(PackCanvas, imprint, pages))

    filled(parts, build)
    return pages[-1]


def _growing(progress: Callable[[int], None]) -> Callable[[int], None]:
    """The progress of pages that may be set more than once, told as if they were not."""
    most = 0

    def tell(page: int) -> None:
        nonlocal most
        most = max(most, page)
        progress(most)

    return tell


def turned(landscape: bool) -> list[Flowable]:
    """A new page, upright or across, and all that follow it too."""
    return [NextPageTemplate(_ACROSS if landscape else _UPRIGHT), PageBreak()]


def room_on(paper: Paper) -> float:
    """Points between head and foot of a page."""
    return paper.height - 2 * paper.margin + 2 * _UP - _HEAD - _FOOT


def _templates(sheet: Paper, imprint: Imprint, progress: Callable[[int], None] | None) -> list[PageTemplate]:
    def template(name: str, paper: Paper, head: Callable[[PackCanvas, Paper, Imprint], None]) -> PageTemplate:
        def begin(canvas: Any, document: Any) -> None:
            canvas.sheet = paper
            head(canvas, paper, imprint)
            if progress is not None:
                progress(canvas.getPageNumber())

        low = paper.margin - _UP + _FOOT
        frame = Frame(paper.margin, low, paper.content, room_on(paper), 0, 0, 0, 0, id=name)
        return PageTemplate(name, [frame], onPage=begin, pagesize=(paper.width, paper.height))

    return [
        template(_FIRST, sheet, _first_head),
        template(_UPRIGHT, Paper(sheet.size), _head),
        template(_ACROSS, Paper(sheet.size, landscape=True), _head),
    ]


def _first_head(canvas: PackCanvas, paper: Paper, imprint: Imprint) -> None:
    top = paper.height - paper.margin + _UP
    size = measures().paper.small + 0.5
    left = _logo(canvas, paper, top, imprint.logo) if imprint.logo else 0.0
    said = _said(imprint.about, imprint.classification)
    right = _say_right(canvas, paper, top - 10, said, size, left) + left
    _say(canvas, paper, top - 10, plain(imprint.occasion).upper(), right, SEMIBOLD, size)
    _rule(canvas, paper, top - 16, "text", 1.2)


def _head(canvas: PackCanvas, paper: Paper, imprint: Imprint) -> None:
    top = paper.height - paper.margin + _UP
    size = measures().paper.small + 0.5
    said = _said(imprint.about, imprint.status)
    right = _say_right(canvas, paper, top - 10, said, size)
    _say(canvas, paper, top - 10, f"{plain(imprint.program)} · {plain(imprint.kind)}", right, SEMIBOLD, size)
    _rule(canvas, paper, top - 16, "line", 0.6)


def _said(*facts: str) -> str:
    """Those that there are on one line."""
    return " · ".join(plain(fact) for fact in facts if fact)


def _foot(canvas: PackCanvas, imprint: Imprint, pages: int) -> None:
    paper = canvas.sheet
    low, size = paper.margin - _UP, measures().paper.small
    _rule(canvas, paper, low + 12, "line", 0.6)
    right = _say_right(canvas, paper, low + 2, f"{canvas.getPageNumber()} of {pages}", size)
    facts = _said(
        imprint.classification,
        imprint.about,
        f"Figures as of record {imprint.record} in {imprint.source}",
        imprint.status_within,
        f"version {imprint.version}",
    )
    _say(canvas, paper, low + 2, facts, right, REGULAR, size)
    if imprint.footer:
        _say(canvas, paper, low - 8, plain(imprint.footer), 0.0, REGULAR, size)


def _say(canvas: PackCanvas, paper: Paper, y: float, text: str, taken: float, font: str, size: float) -> None:
    """At the left margin, as much as fits beside what is at the right."""
    canvas.setFont(font, size)
    canvas.setFillColor(colour("muted"))
    canvas.drawString(paper.margin, y, shortened(text, font, size, paper.content - taken - 16))


def _logo(canvas: PackCanvas, paper: Paper, top: float, logo: bytes) -> float:
    """At the right margin, above the line; returns the room that it takes."""
    picture = ImageReader(BytesIO(logo))
    wide, tall = picture.getSize()
    scale = min(ROOM[0] / wide, ROOM[1] / tall)
    right = paper.width - paper.margin
    place = right - wide * scale, top - 12, wide * scale, tall * scale
    canvas.drawImage(picture, *place, mask="auto")
    return wide * scale + 10


def _say_right(
    canvas: PackCanvas, paper: Paper, y: float, text: str, size: float, taken: float = 0.0
) -> float:
    """At the right margin or what is there, at most half of the line; returns the width that it takes."""
    shown = shortened(text, REGULAR, size, paper.content / 2)
    canvas.setFont(REGULAR, size)
    canvas.setFillColor(colour("muted"))
    canvas.drawRightString(paper.width - paper.margin - taken, y, shown)
    return float(pdfmetrics.stringWidth(shown, REGULAR, size))


def _rule(canvas: PackCanvas, paper: Paper, y: float, token: str, weight: float) -> None:
    canvas.setStrokeColor(colour(token))
    canvas.setLineWidth(weight)
    canvas.line(paper.margin, y, paper.width - paper.margin, y)


class PackCanvas(Canvas):
    """Keeps its pages until it knows how many there are, then writes their feet; sheet: the page's paper."""

    def __init__(self, imprint: Imprint, pages: list[int], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.sheet = Paper()
        self._imprint, self._pages = imprint, pages
        self._kept: list[dict[str, Any]] = []
        self._later: list[tuple[float, float, Callable[[], str]]] = []

    def write_later(self, x: float, y: float, text: Callable[[], str]) -> None:
        """Write a text, its end there, once all pages are known."""
        self._later.append((*self.absolutePosition(x, y), text))

    def showPage(self) -> None:  # noqa: N802
        self._kept.append(dict(self.__dict__))
        self._later = []
        self._startPage()  # type: ignore[attr-defined]

    def save(self) -> None:
        kept_pages = self._kept
        self._pages.append(len(kept_pages))
        for kept in kept_pages:
            self.__dict__.update(kept)
            self._write_now()
            _foot(self, self._imprint, len(kept_pages))
            super().showPage()
        super().save()

    def _write_now(self) -> None:
        style = styles().text
        self.setFont(FIGURES, style.fontSize)
        self.setFillColor(style.textColor)
        for x, y, text in self._later:
            self.drawRightString(x, y, text())

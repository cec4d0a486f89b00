"""The drawings of a pack as pictures, for slides and web pages."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from math import sqrt
from typing import TYPE_CHECKING, Any, BinaryIO

from reportlab.pdfgen.canvas import Canvas

from .archives import write_archive
from .drawing import Drawing
from .errors import ReportProblem
from .pages import room_on
from .pieces import drawings, pieces
from .theme import REGULAR, Paper, styles

if TYPE_CHECKING:
    from .writing import Edition

_EDGE = 6.0  # points around a drawing: lines and letters may reach over its edge
_SHARP = 200 / 72  # pixels a point: on a slide as sharp as on paper
_MOST = 24e6  # pixels of one picture


def write_drawings(made: BinaryIO, edition: Edition) -> int:
    """Write every drawing as a PNG into a ZIP, named by its place and what it shows; returns how many.

    Raises: `ReportProblem` where there are none.
    """
    count = write_archive(made, _drawn(edition), packed=False)
    if not count:
        raise ReportProblem("this pack has no drawings; write it as .pdf, or its tables as .xlsx")
    return count


def _drawn(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Each drawing by its name."""
    found = (part for one in drawings(pieces(edition.story)) for part in parted(one, edition.paper))
    for number, part in enumerate(found, 1):
        if edition.progress:
            edition.progress(number)
        yield f"{number:02} {part.shows}.png", picture(part, edition.paper)


def parted(drawing: Drawing, paper: Paper) -> Iterator[Drawing]:
    """A drawing, or what of it stands on each of the pages that it takes."""
    rest: Any = drawing
    while rest is not None:
        _, tall = rest.wrap(paper.content, room_on(paper))
        pieces_of_it = rest.split(paper.content, room_on(paper)) if tall > room_on(paper) else []
        shown = [one for one in pieces_of_it if isinstance(one, Drawing)]
        if len(shown) < 2:
            yield rest
            return
        yield shown[0]
        rest = shown[1]


def picture(drawing: Drawing, paper: Paper) -> bytes:
    """A drawing as a PNG on white, as wide as it is on that paper."""
    import pypdfium2

    wide, tall = drawing.wrap(paper.content, room_on(paper))
    wide, tall = wide + 2 * _EDGE, tall + 2 * _EDGE
    page = BytesIO()
    canvas: Any = Canvas(page, pagesize=(wide, tall), invariant=1)
    canvas.setFont(REGULAR, styles().text.fontSize)
    drawing.drawOn(canvas, _EDGE, _EDGE)
    canvas.save()
    made = BytesIO()
    with pypdfium2.PdfDocument(page.getvalue()) as document:
        scale = min(_SHARP, sqrt(_MOST / (wide * tall)))
        image = document[0].render(scale=scale).to_pil()
        image.save(made, "PNG", dpi=(scale * 72, scale * 72))
    return made.getvalue()

"""The drawings of a pack as pictures, for slides and web pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from math import sqrt
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from reportlab.pdfgen.canvas import Canvas

from tpm_desktop.model.document_names import document_name

from .archives import write_archive
from .drawing import Drawing
from .errors import ReportProblem
from .pages import room_on
from .pieces import Picture, pieces
from .places import Place, begins_with_code, placed
from .text import limited, plain, shortened
from .theme import REGULAR, Paper, styles

if TYPE_CHECKING:
    from .writing import Edition

_EDGE = 6.0  # points around a drawing: lines and letters may reach over its edge
_SHARP = 200 / 72  # pixels a point: on a slide as sharp as on paper
_MOST = 24e6  # pixels of one picture
_LINE = 20.0  # points of a line of its caption
_LONGEST_NAME = 60  # characters of a heading in a file's name


def write_drawings(made: BinaryIO, edition: Edition) -> int:
    """Write every drawing as a PNG into a ZIP, named by whose it is and what it shows; returns how many.

    Raises: `ReportProblem` where there are none.
    """
    count = write_archive(made, _drawn(edition), packed=False)
    if not count:
        raise ReportProblem("this pack has no drawings; write it as .pdf, or its tables as .xlsx")
    return count


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands over and under a picture that leaves its pack: what it shows, and of which moment.

    The drawing says itself which of several it is.
    """

    above: str
    below: str


class _About(NamedTuple):
    """What a drawing shows, which of several it is, and which part of it."""

    shows: str
    title: str
    part: str


def _drawn(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Each drawing by its name."""
    number = 0
    for piece, place in placed(pieces(edition.story)):
        if not isinstance(piece, Picture):
            continue
        parts = list(parted(piece.drawing, edition.paper))
        for turn, part in enumerate(parts, 1):
            number += 1
            if edition.progress:
                edition.progress(number)
            about = _About(part.shows, part.title, f"{turn} of {len(parts)}" if len(parts) > 1 else "")
            caption = Caption(place.path(about.shows, about.part), edition.imprint.moment)
            yield _file_name(number, place, about), picture(part, edition.paper, caption)


def _file_name(number: int, place: Place, about: _About) -> str:
    """Its place in the pack, whose it is and what it shows."""
    coded = begins_with_code(about.title)
    whose = about.title if coded else place.subject
    whose = limited(plain(whose).partition(": ")[0], _LONGEST_NAME)  # a finding names its subject first
    said = [about.shows, "" if coded else about.title, about.part]
    shown = ", ".join(plain(one) for one in said if one)
    if whose and whose.casefold() != shown.casefold():
        shown = f"{whose} – {shown[:1].lower()}{shown[1:]}"
    return document_name(f"{number:02} {shown}.png")


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


def picture(drawing: Drawing, paper: Paper, caption: Caption | None = None) -> bytes:
    """A drawing as a PNG on white, as wide as it is on that paper; a caption is in its texts too."""
    import pypdfium2
    from PIL.PngImagePlugin import PngInfo

    wide, tall = drawing.wrap(paper.content, room_on(paper))
    wide, tall = wide + 2 * _EDGE, tall + 2 * (_EDGE + (_LINE if caption else 0))
    page = BytesIO()
    canvas: Any = Canvas(page, pagesize=(wide, tall), invariant=1)
    canvas.setFont(REGULAR, styles().text.fontSize)
    about = PngInfo()
    if caption:
        _write(canvas, caption, wide, tall)
        about.add_itxt("Title", plain(caption.above))
        about.add_itxt("Description", plain(caption.below))
    drawing.drawOn(canvas, _EDGE, _EDGE + (_LINE if caption else 0))
    canvas.save()
    made = BytesIO()
    with pypdfium2.PdfDocument(page.getvalue()) as document:
        scale = min(_SHARP, sqrt(_MOST / (wide * tall)))
        image = document[0].render(scale=scale).to_pil()
        image.save(made, "PNG", dpi=(scale * 72, scale * 72), pnginfo=about)
    return made.getvalue()


def _write(canvas: Any, caption: Caption, wide: float, tall: float) -> None:
    known = styles()
    for text, style, y in (
        (caption.above, known.strong, tall - _EDGE - known.strong.fontSize),
        (caption.below, known.note, _EDGE),
    ):
        canvas.setFont(style.fontName, style.fontSize)
        canvas.setFillColor(style.textColor)
        fitted = shortened(plain(text), style.fontName, style.fontSize, wide - 2 * _EDGE)
        canvas.drawString(_EDGE, y, fitted)

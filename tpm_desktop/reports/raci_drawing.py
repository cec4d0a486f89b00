"""The RACI matrix as vectors: names of parties read upwards, letters in their shapes."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Flowable

from tpm_desktop.plan.raci import Party, RaciMatrix, Subject

from .drawing import Drawing
from .tables import Align, TableColumn, TableRow
from .text import plain, shortened
from .theme import GRID, REGULAR, SEMIBOLD, colour

_TYPE, _ROW, _COLUMN, _BADGE = 7.5, 15.0, 26.0, 9.5
_NAMES, _HEAD, _PAD, _INDENT = (120.0, 260.0), (40.0, 140.0), 4.0, 8.0
_LAST = 2  # rows that go over to a further sheet, at least
_FEW = 4  # rows: fewer are not left at the foot of a sheet
_YIELDS = 0.25  # how much of being set tighter its rows take


def _widest(names: Sequence[str], least: float, most: float) -> float:
    wide = max((pdfmetrics.stringWidth(plain(n), REGULAR, _TYPE) for n in names), default=0.0)
    return min(max(wide + 2 * _PAD + _INDENT, least), most)


def column_blocks(found: RaciMatrix, lines: Sequence[Subject], width: float) -> list[Sequence[Party]]:
    """The parties that have letters, in as many blocks as the width asks for, all about as wide."""
    named = {party for _, party in found.letters}
    parties = [one for one in found.parties if one.id in named]
    room = width - _widest([one.name for one in lines], *_NAMES)
    blocks = -(-len(parties) // max(int(room // _COLUMN), 1))
    each = -(-len(parties) // blocks) if blocks else 1
    return [parties[first : first + each] for first in range(0, len(parties), each)]


class RaciDrawing(Drawing):
    """Some rows by some parties; it goes on over the sheets that follow."""

    shows = "Responsibility matrix"

    splits_gladly = True

    def __init__(
        self,
        found: RaciMatrix,
        lines: Sequence[Subject],
        parties: Sequence[Party],
        widest: Sequence[Subject] = (),
    ) -> None:
        """Args: widest: the rows by whose names the room for names is made, these unless given."""
        super().__init__()
        self._found, self._lines, self._parties, self._whole = found, lines, parties, widest or lines
        self._row = _ROW
        self._left = _widest([one.name for one in self._whole], *_NAMES)
        self._head = _widest([one.name for one in parties], *_HEAD)
        self._broken = {one.id for one in found.findings}
        self.beginning = self._head + min(_FEW, len(lines)) * self._row + 3 * GRID
        self.spaceBefore, self.spaceAfter = GRID, 2 * GRID

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = width, self._head + len(self._lines) * self._row + 1
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        fits = int((height - self._head - 1) // self._row)
        if fits < min(_FEW, len(self._lines)) or len(self._lines) <= _LAST:
            return []
        fits = min(fits, len(self._lines) - _LAST)
        parts = self._lines[:fits], self._lines[fits:]
        made = [RaciDrawing(self._found, part, self._parties, self._whole) for part in parts]
        for one in made:
            one._row = self._row
        return [*made]

    def tighten(self, by: float) -> None:
        """Make its rows a little lower."""
        self._row *= by**_YIELDS

    def as_table(self) -> tuple[list[TableColumn], list[TableRow]]:
        letters = self._found.letters
        columns = [TableColumn("Work package or deliverable", weight=1)]
        columns += [TableColumn(party.name, Align.CENTRE) for party in self._parties]
        rows = [
            TableRow(
                [line.name, *(letters.get((line.id, party.id), "") for party in self._parties)],
                level=line.level,
            )
            for line in self._lines
        ]
        return columns, rows

    def _x(self, column: int) -> float:
        return self._left + column * _COLUMN

    def _y(self, line: int) -> float:
        """The lower edge of a row."""
        return float(self.height - self._head - (line + 1) * self._row)

    def draw(self) -> None:
        self._grid()
        self._heads()
        for line, subject in enumerate(self._lines):
            self._name(line, subject)
            for column, party in enumerate(self._parties):
                self._cell(line, column, self._found.letters.get((subject.id, party.id), ""))

    def _grid(self) -> None:
        canvas, right = self.canv, self._x(len(self._parties))
        canvas.setStrokeColor(colour("line"))
        canvas.setLineWidth(0.4)
        for line in range(len(self._lines)):
            canvas.line(0, self._y(line), right, self._y(line))
        for column in range(len(self._parties) + 1):
            canvas.line(self._x(column), self._y(len(self._lines) - 1), self._x(column), self.height)
        canvas.setStrokeColor(colour("text"))
        canvas.setLineWidth(0.8)
        canvas.line(0, self.height - self._head, right, self.height - self._head)

    def _heads(self) -> None:
        canvas = self.canv
        for column, party in enumerate(self._parties):
            broken = party.id in self._broken
            font = SEMIBOLD if broken else REGULAR
            canvas.setFillColor(colour("critical" if broken else "text"))
            canvas.setFont(font, _TYPE)
            canvas.saveState()
            canvas.translate(self._x(column) + _COLUMN / 2 + 2.5, self.height - self._head + _PAD)
            canvas.rotate(90)
            canvas.drawString(0, 0, shortened(plain(party.name), font, _TYPE, self._head - 2 * _PAD))
            canvas.restoreState()

    def _name(self, line: int, subject: Subject) -> None:
        canvas, indent = self.canv, _INDENT * min(subject.level, 3)
        broken = subject.id in self._broken
        font = REGULAR if subject.level else SEMIBOLD
        canvas.setFillColor(colour("critical" if broken else "text"))
        canvas.setFont(font, _TYPE)
        said = f"▲ {subject.name}" if broken else subject.name
        room = self._left - indent - _PAD
        canvas.drawString(indent, self._y(line) + self._row * 0.3, shortened(plain(said), font, _TYPE, room))

    def _cell(self, line: int, column: int, letters: str) -> None:
        if not letters:
            return
        step = min(_BADGE + 1, (_COLUMN - 2) / len(letters))
        side, left = min(_BADGE, step), self._x(column) + (_COLUMN - step * len(letters)) / 2
        for n, letter in enumerate(letters):
            self._letter(
                left + n * step + (step - side) / 2, self._y(line) + (self._row - side) / 2, side, letter
            )

    def _letter(self, x: float, y: float, side: float, letter: str) -> None:
        """R and A filled, since they answer for it, A a square; C and I as rings."""
        canvas, filled = self.canv, letter in "RA"
        token = "accent" if filled else "muted"
        canvas.setFillColor(colour(token if filled else "canvas"))
        canvas.setStrokeColor(colour(token))
        canvas.setLineWidth(0.6)
        if letter == "A":
            canvas.rect(x, y, side, side, stroke=0, fill=1)
        else:
            canvas.circle(x + side / 2, y + side / 2, side / 2, stroke=0 if filled else 1, fill=1)
        size = min(6.5, side * 0.7)
        canvas.setFillColor(colour("canvas" if filled else token))
        canvas.setFont(SEMIBOLD, size)
        canvas.drawCentredString(x + side / 2, y + side / 2 - size * 0.36, letter)

"""The tables of a pack as sheets: what each is called, what it stands below, and its notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .pieces import Figures, Grid, Picture, Piece, Words
from .places import Place, placed
from .tables import Align, TableColumn, TableRow

CONTENTS = "Contents"
LONGEST_NAME = 31
"""Characters of a sheet's name."""
_BARRED = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_TAKEN = (CONTENTS, "History")  # the second is a spreadsheet's own
_FIGURES = "Key figures"
_UNTELLING = ("", "Code", "No.", "Weight", "Score", "Dimension", "State")  # of what a table is about


@dataclass(slots=True)
class Sheet:
    """One table, where it stands, and the small lines behind it.

    kind: what it is, which tells it from others at that place.
    """

    place: Place
    kind: str
    columns: Sequence[TableColumn]
    rows: Sequence[TableRow]
    aside: str = ""
    notes: list[str] = field(default_factory=list)
    is_alone: bool = False
    name: str = ""

    @property
    def said(self) -> str:
        """Which it is among those of its place; empty if it is the only one there."""
        return "" if self.is_alone and self.place.headings else self.kind

    @property
    def heading(self) -> str:
        """All that it stands below."""
        return self.place.path(self.said)


def sheets_of(found: Iterable[Piece]) -> list[Sheet]:
    """The tables and key figures, each with what stands over and under it."""
    sheets: list[Sheet] = []
    noted = False
    for piece, place in placed(found):
        if isinstance(piece, Words):
            if noted and piece.role == "note" and sheets[-1].place == place:
                sheets[-1].notes.append("".join(run.text for run in piece.runs))
            continue
        made = _sheet(piece, place)
        noted = made is not None
        if made is not None:
            sheets.append(made)
    counted = Counter(one.place for one in sheets if one.kind != _FIGURES)
    for one in sheets:
        one.is_alone = one.kind != _FIGURES and counted[one.place] == 1
    _name(sheets)
    return sheets


def _sheet(piece: Piece, place: Place) -> Sheet | None:
    """The sheet of a piece; None for what is no table."""
    aside = place.headings[-1].aside if place.headings else ""
    match piece:
        case Grid():
            kind = next((one.heading for one in piece.columns if one.heading not in _UNTELLING), "")
            return Sheet(place, kind, piece.columns, piece.rows, aside)
        case Figures():
            columns = [
                TableColumn("Figure"), TableColumn("Value", Align.RIGHT), TableColumn("Measured against"),
            ]  # fmt: skip
            rows = [TableRow([one.label, one.value, one.note]) for one in piece.figures]
            return Sheet(place, _FIGURES, columns, rows)
        case Picture() if table := piece.drawing.as_table():
            return Sheet(place, piece.drawing.title or piece.drawing.shows, *table, aside)
        case _:
            return None


def _name(sheets: Sequence[Sheet]) -> None:
    """Names that a spreadsheet takes, no two alike: whose table it is, and which."""
    taken = {one.casefold() for one in _TAKEN}
    for sheet in sheets:
        said = sheet.place.short(sheet.said)
        brief = said.partition(": ")[0] if len(said) > LONGEST_NAME else said  # a finding names its subject
        words = " ".join(_BARRED.sub(" ", brief).split()).strip("'") or "Table"
        name, number = _cut(words, LONGEST_NAME), 2
        while name.casefold() in taken:
            ending = f" {number}"
            name, number = _cut(words, LONGEST_NAME - len(ending)) + ending, number + 1
        taken.add(name.casefold())
        sheet.name = name


def _cut(words: str, longest: int) -> str:
    """So many characters at most, at the end of a word where one is near."""
    if len(words) <= longest:
        return words
    cut = words[: longest + 1].rpartition(" ")[0]
    return (cut if len(cut) > longest / 2 else words[:longest]).rstrip(" '")

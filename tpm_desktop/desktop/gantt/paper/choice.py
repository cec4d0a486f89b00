"""What somebody wants on paper: the sheets, the rows, the dates and how large."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QSettings
from PySide6.QtGui import QPageSize

_GROUP = "gantt/paper"
LIMITS = {"margin": (0, 40), "scale": (20, 200), "wide": (1, 50), "high": (0, 99)}


class Rows(StrEnum):
    """Which rows."""

    ALL = "all"
    SHOWN = "shown"
    SELECTED = "selected"


class Times(StrEnum):
    """Which time: all of the rows', what the window shows, or from one date to another."""

    WHOLE = "whole"
    WINDOW = "window"
    DATES = "dates"


SHEET = "sheet"
SIZES: dict[str, QPageSize.PageSizeId] = {
    "A4": QPageSize.PageSizeId.A4,
    "A3": QPageSize.PageSizeId.A3,
    "Letter": QPageSize.PageSizeId.Letter,
    "Tabloid": QPageSize.PageSizeId.Tabloid,
}


@dataclass(frozen=True, slots=True)
class PaperChoice:
    """size: one of `SIZES`, or `SHEET` for a single sheet as large as needed; margin: millimetres.

    fit: to so many pages wide and high (0: as many as it takes); else at a scale in per cent of the window's
    size, with its time scale. names: each page to the right begins with the rows' names.
    """

    size: str = "A4"
    landscape: bool = True
    margin: int = 12
    rows: Rows = Rows.SHOWN
    times: Times = Times.WHOLE
    first: date | None = None
    last: date | None = None
    fit: bool = True
    wide: int = 1
    high: int = 0
    scale: int = 80
    names: bool = True
    legend: bool = True

    @property
    def is_sheet(self) -> bool:
        """Whether all goes onto one sheet as large as needed."""
        return self.size not in SIZES

    def keep(self, settings: QSettings) -> None:
        """Remember it for the next time; rows and dates are another plan's."""
        for name in _KEPT:
            settings.setValue(f"{_GROUP}/{name}", getattr(self, name))

    @classmethod
    def kept(cls, settings: QSettings) -> PaperChoice:
        """What was chosen last; as at first where that can't be read."""
        found: dict[str, Any] = {name: _read(settings, name, getattr(cls(), name)) for name in _KEPT}
        if found["size"] not in SIZES:
            found["size"] = cls().size
        for name, (least, most) in LIMITS.items():
            found[name] = min(max(found[name], least), most)
        return cls(**found)


def _read(settings: QSettings, name: str, usual: object) -> object:
    try:
        return settings.value(f"{_GROUP}/{name}", usual, type=type(usual))
    except (TypeError, ValueError):
        return usual


_KEPT = tuple(f.name for f in fields(PaperChoice) if f.name not in ("rows", "times", "first", "last"))

"""Dresses the application in a theme: fonts, palette and the style sheet of resources/theme/window.qss."""

from __future__ import annotations

import re
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette, QTextCharFormat
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QCalendarWidget,
    QDateTimeEdit,
    QHeaderView,
    QLabel,
    QLineEdit,
    QProxyStyle,
    QTableView,
    QTreeView,
    QWidget,
)

from tpm_desktop import paths
from tpm_desktop.theme import Theme, measures, mix

_ICON = re.compile(r"@icon\(([\w-]+), (\w+)\)")
_TOKEN = re.compile(r"@(\w+)")
_MAC_DPI, _DPI = 72, 96
_FIELD_MARGIN = 7


def apply(theme: Theme, application: QApplication) -> None:
    """Give the application the theme's look; may be called again at any time."""
    if application.property("dressed") == theme.name:
        return  # else every widget that there is would be styled anew
    if not application.property("dressed"):
        _load_fonts()
        application.setStyle(_Fusion("Fusion"))
    application.setProperty("dressed", theme.name)
    _Fusion.theme = theme
    application.setFont(font())
    application.setPalette(palette(theme))
    application.setStyleSheet(style_sheet(theme))


def font(size: float | None = None, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The window's type with digits of one width, in points of 1/72 inch at 96 dpi.

    Its usual size without one.
    """
    window = measures().window
    made = QFont(window.family)
    made.setPointSizeF((size or window.text) * (_DPI / _MAC_DPI if sys.platform == "darwin" else 1))
    made.setWeight(weight)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def palette(theme: Theme) -> QPalette:
    """The theme's colours in the roles that Qt's own drawing asks for."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    made = QPalette()
    for names, colour in _roles(theme).items():
        for name in names.split():
            made.setColor(getattr(role, name), QColor(colour))
    made.setColor(role.PlaceholderText, QColor(theme.muted))
    for name in ("WindowText", "Text", "ButtonText", "HighlightedText", "PlaceholderText"):
        made.setColor(group.Disabled, getattr(role, name), QColor(theme.disabled))
    made.setColor(group.Disabled, role.Highlight, QColor(theme.selection_idle))
    made.setColor(group.Inactive, role.Highlight, QColor(theme.selection_idle))
    return made


def _roles(theme: Theme) -> dict[str, str]:
    return {
        "Window AlternateBase": theme.panel,
        "Base": theme.canvas,
        "Button Light ToolTipBase": theme.raised,
        "WindowText Text ButtonText BrightText ToolTipText HighlightedText": theme.text,
        "Midlight": theme.hover,
        "Mid": theme.line,
        "Dark": theme.border,
        "Shadow": theme.line,
        "Highlight": theme.selection,
        "Accent": theme.accent,
        "Link LinkVisited": theme.hyperlink,
    }


def style_sheet(theme: Theme) -> str:
    """resources/theme/window.qss with the theme's colours, the sizes of type and coloured icons filled in."""
    text = paths.resource("theme", "window.qss").read_text(encoding="utf-8")
    window = measures().window
    scale = _DPI / _MAC_DPI
    values = {
        **theme.colours,
        "selection_edge": theme.selection_outline if theme.name == "high-contrast" else theme.selection,
        "row": f"{window.row}px",
        "compact_row": f"{window.compact_row}px",
        "row_inside": f"{window.row - 1}px",  # a row's own line is part of its height
        "compact_row_inside": f"{window.compact_row - 1}px",
        "radius": f"{window.radius}px",
        "secondary": f"{window.secondary * scale:.0f}px",
        "section": f"{window.section * scale:.0f}px",
        "title": f"{window.title * scale:.0f}px",
    }
    text = _ICON.sub(lambda found: _icon_file(found[1], values[found[2]]), text)
    return _TOKEN.sub(lambda found: values[found[1]], text)


def mark(widget: QWidget, **properties: str | bool) -> None:
    """Set properties that the style sheet asks for, such as role="primary", and restyle the widget."""
    wanted = {name: str(v).lower() if isinstance(v, bool) else v for name, v in properties.items()}
    if all(widget.property(name) == value for name, value in wanted.items()):
        return  # restyling takes half a millisecond, and forms ask for it with every edit
    for name, value in wanted.items():
        widget.setProperty(name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # else Qt styles it before it is shown
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def dress_lines(table: QTableView, name: str, title: str) -> None:
    """A table whose whole lines are chosen, one at a time, and in which nothing is typed.

    Args: name: for tests; title: for screen readers.
    """
    table.setObjectName(name)
    table.setAccessibleName(title)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    dress_table(table)


def dress_table(view: QTableView | QTreeView, *, compact: bool = False) -> None:
    """The habits that all tables share: row height, quiet grid, whole rows or cells shown to the pixel."""
    window = measures().window
    view.setProperty("compact", "true" if compact else "false")
    view.ensurePolished()  # a tree reckons its row height once
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    if isinstance(view, QTableView):
        rows = view.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(window.compact_row)
        rows.setDefaultSectionSize(window.compact_row if compact else window.row)
        rows.hide()
        view.setShowGrid(False)
        view.setCornerButtonEnabled(False)
        header = view.horizontalHeader()
    else:
        view.setUniformRowHeights(True)
        view.setIndentation(16)
        header = view.header()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setHighlightSections(False)
    header.setMinimumHeight(window.row + window.grid)


def tint(theme: Theme, colour: str, share: float = 0.16) -> QColor:
    """A colour laid thinly over the canvas, as a ground for text."""
    return QColor(mix(colour, theme.canvas, share))


class _Fusion(QProxyStyle):
    """Fusion, and what neither palette nor style sheet reach.

    A label shows its text as it is: many hold names out of a file, which may look like HTML.
    """

    theme: ClassVar[Theme]

    def polish(self, target: Any) -> Any:
        if isinstance(target, QLineEdit) and isinstance(target.parent(), QAbstractSpinBox):
            field = (
                target.parent()
            )  # with a calendar below it, it is drawn like a combo box, which has a margin
            dropped = isinstance(field, QDateTimeEdit) and field.calendarPopup()
            target.setTextMargins(0 if dropped else _FIELD_MARGIN, 0, 0, 0)
        elif isinstance(target, QLabel) and not target.inherits("QTipLabel"):
            target.setTextFormat(Qt.TextFormat.PlainText)
        elif isinstance(target, QCalendarWidget):
            weekend = QTextCharFormat()
            weekend.setForeground(QColor(self.theme.muted))
            for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
                target.setWeekdayTextFormat(day, weekend)
        return super().polish(target)


@cache
def _load_fonts() -> None:
    for path in sorted(paths.resource("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


@cache
def _icon_folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="tpm-desktop-icons-")


@cache
def _icon_file(name: str, colour: str) -> str:
    """Where the icon lies in that colour: a style sheet can only name files."""
    from .icons import svg

    path = Path(_icon_folder().name) / f"{name}-{colour[1:]}.svg"
    path.write_bytes(svg(name, colour))
    return path.as_posix()

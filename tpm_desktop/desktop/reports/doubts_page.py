"""What to look at before a pack is issued, found in a thread of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTabWidget,
    QWidget,
)

from tpm_desktop.file.errors import EditError, ProgramFileError
from tpm_desktop.formats import Formats
from tpm_desktop.plan import OpenProgram
from tpm_desktop.reports.before_issue import Doubt, doubts

from ..background import Background
from ..forms import child
from ..icons import icon
from ..style import mark
from ..wording import shortened, tip

_VIEW = Qt.ItemDataRole.UserRole
_BESIDE, _ABOVE_AND_BELOW = 32, 16  # pixels around icon and text
_LONGEST = 400  # characters, some ten lines; the tool tip says all


class _Wrapping(QStyledItemDelegate):
    """Lines as high as their text, which the style's one height for all lines would cut."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        view = cast(QListWidget, self.parent())
        room = view.viewport().width() - view.iconSize().width() - _BESIDE
        wraps = Qt.TextFlag.TextWordWrap
        box = view.fontMetrics().boundingRect(0, 0, max(room, 40), 10_000, wraps, str(index.data()))
        return QSize(0, box.height() + _ABOVE_AND_BELOW)


class DoubtsPage(QObject):
    """wanted: the view is asked for in which one is mended, by its key."""

    wanted = Signal(str)

    def __init__(self, form: QWidget, formats: Formats) -> None:
        super().__init__(form)
        self._formats = formats
        self.list: QListWidget = child(form, QListWidget, "doubts")
        self._said: QLabel = child(form, QLabel, "doubts_said")
        self._tabs: QTabWidget = child(form, QTabWidget, "tabs")
        self._page: QWidget = child(form, QWidget, "doubts_page")
        mark(self._said, role="muted")
        mark(self.list, role="wrapped")
        self.list.setItemDelegate(_Wrapping(self.list))
        self.found: list[Doubt] | None = None
        self._of_pages: Doubt | None = None
        self._looking = Background(self)
        self._looking.done.connect(self._show)
        self._looking.failed.connect(self._fail)
        self.list.itemActivated.connect(self._lead)

    def look(self, again: Callable[[], OpenProgram]) -> None:
        """Look once more."""
        formats, self.found = self._formats, None
        self._said.setText(self.tr("Looking…"))

        def work() -> list[Doubt]:
            with again() as program:
                return doubts(program.plan.state, formats)

        self._looking.start(work)

    def stop(self) -> None:
        """Let nothing come of looking."""
        self._looking.cancel()

    def add(self, doubt: Doubt | None) -> None:
        """Tell also of what was seen when the pages were written."""
        self._of_pages = doubt
        if self.found is not None:
            self._tell()

    def _lead(self, item: QListWidgetItem) -> None:
        if view := str(item.data(_VIEW)):
            self.wanted.emit(view)

    def _show(self, found: list[Doubt]) -> None:
        self.found = found
        self._tell()

    def _tell(self) -> None:
        found = [*(self.found or ()), *([self._of_pages] if self._of_pages else ())]
        self.list.clear()
        for doubt in found:
            item = QListWidgetItem(
                icon("warning" if doubt.grave else "info"), shortened(doubt.said, _LONGEST)
            )
            item.setData(_VIEW, doubt.view)
            item.setToolTip(tip(doubt.said))
            self.list.addItem(item)
        self.list.setVisible(bool(found))
        title = self.tr("To look at ({})").format(len(found)) if found else self.tr("To look at")
        self._tabs.setTabText(self._tabs.indexOf(self._page), title)
        self._said.setText(
            self.tr("Before it is issued; Enter on a line leads to where it is mended.")
            if found
            else self.tr("Nothing is missing: explanations, reports, policy and schedule are in order.")
        )

    def _fail(self, problem: Exception) -> None:
        if not isinstance(problem, ProgramFileError | EditError):
            raise problem
        self.found = []
        self._said.setText(str(problem))

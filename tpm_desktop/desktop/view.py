"""What every view is: a part of the window that shows the program and turns gestures into edits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, Qt, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QDialog, QSplitter, QWidget

from .appearance import Appearance

if TYPE_CHECKING:  # the frame of the window knows what a view is before there is anything to show in one
    from tpm_desktop.file.changes import Changes
    from tpm_desktop.plan import Delta

    from .session import Session
    from .sifting.sifting import Sifting

_SCALE = ("today", "zoom-out", "zoom-in", "fit")


class View(QWidget):
    """A view in the middle of the window.

    key: its stable name, for navigation, settings and pictures. headline_changed: `headline` says something
    else though no edit was made, as after sorting. went: a row elsewhere is wanted, by table and id. opened:
    another view is wanted, by its key. Subclasses build themselves in `__init__`, fill themselves
    in `load`, repaint what an edit touched in `follow`, which is called only while they are seen: edits made
    before are followed as one when they are shown again. They read colours from `appearance.theme`. Commands
    called KEY-today, KEY-zoom-in, KEY-zoom-out and KEY-fit stand in the tool bar, others of high priority in
    the view's header; all are in the menus and the palette. sifting: of a view whose rows can be filtered by
    conditions, sorted and grouped.
    """

    key: str = ""
    sifting: Sifting | None = None
    headline_changed = Signal()
    went = Signal(str, str)
    opened = Signal(str)

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.appearance = appearance
        self.setObjectName(f"view-{self.key}")
        self._missed: tuple[Changes, Delta] | None = None
        session.changed.connect(self._hear)
        session.selected_changed.connect(self.show_selected)
        appearance.changed.connect(self.restyle)

    def load(self) -> None:
        """Show the program as it is now; called when the view is first opened."""

    def follow(self, changes: Changes, delta: Delta) -> None:
        """Repaint what an edit touched, wherever it was made; all of it where a view knows no better."""
        self.load()

    def _hear(self, changes: Changes, delta: Delta) -> None:
        if self.isVisible():
            self._take(changes, delta)
        elif self._missed is None:
            self._missed = (changes, delta)
        else:
            earlier, moved = self._missed
            self._missed = (changes.composed([earlier, changes]), delta.after(moved))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._missed is not None:
            missed, self._missed = self._missed, None
            self._take(*missed)
            self.show_selected(*self.session.selected)

    def _take(self, changes: Changes, delta: Delta) -> None:
        """Follow, and only then say in the first line what there is now."""
        self.follow(changes, delta)
        self.headline_changed.emit()

    def show_selected(self, table: str, ids: tuple[str, ...]) -> None:
        """Show what is selected elsewhere, where this view shows such rows."""

    def show_slip(self, table: str, row_id: str) -> None:
        """Show what follows if a row slips, where this view can."""

    def restyle(self) -> None:
        """Take the colours of the theme anew."""

    def take_keyboard(self) -> None:
        """Let keys go to where work begins: to the view's focus proxy, or the first part that takes them."""
        proxy = self.focusProxy()
        parts = [*([proxy] if proxy is not None else []), *self.findChildren(QWidget)]
        part = next(filter(self._takes_keys, parts), None)  # walking the focus chain unties Qt's objects
        if part is not None:
            part.setFocus(Qt.FocusReason.OtherFocusReason)

    def _takes_keys(self, part: QWidget) -> bool:
        by_tab = bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus)
        return self.isAncestorOf(part) and part.isVisible() and part.isEnabled() and by_tab

    def commands(self) -> list[QAction]:
        """The view's own actions, with names and shortcuts, for its toolbar, the menus and the palette."""
        return []

    def subjects(self) -> list[tuple[str, list[list[QAction]]]]:
        """Of a view with many commands the menus that they are in: titles, and actions in groups."""
        return []

    def headline(self) -> str:
        """What is shown, how many, filtered how: the view's first line."""
        return ""

    def filter(self, text: str) -> None:
        """Show only what contains the text, with what it is part of."""

    def fit(self) -> None:
        """Show everything, where the view can be zoomed."""

    def paper(self, *, sheet: bool = False) -> QDialog | None:
        """The dialog that prints and pictures the view, None for one that isn't printed by itself.

        Args: sheet: all on one sheet at first, as a picture is.
        """
        return None

    def kept(self) -> Mapping[str, QSplitter | QAction]:
        """What is remembered of a view that says no more: how its parts are split, which switches are on."""
        return {}

    def remember(self, settings: QSettings) -> None:
        """Write sizes and columns into the settings, on closing."""
        for name, part in self.kept().items():
            value = part.saveState() if isinstance(part, QSplitter) else part.isChecked()
            settings.setValue(f"{self.key}/{name}", value)

    def recall(self, settings: QSettings) -> None:
        """Take sizes and columns from the settings, on opening; what can't be read stays as it is."""
        for name, part in self.kept().items():
            if isinstance(part, QAction):
                part.setChecked(bool(settings.value(f"{self.key}/{name}", part.isChecked(), type=bool)))
            elif isinstance(value := settings.value(f"{self.key}/{name}"), QByteArray):
                part.restoreState(value)


def scale_actions(view: View) -> list[QAction]:
    """The view's commands that the tool bar shows: those that move and stretch what is seen."""
    named = {action.objectName(): action for action in view.commands()}
    return [named[name] for name in (f"{view.key}-{part}" for part in _SCALE) if name in named]

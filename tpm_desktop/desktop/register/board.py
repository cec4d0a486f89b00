"""A register as cards by status: a column a state, cards that go from one to another by mouse or keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.status_bar import announce
from tpm_desktop.desktop.style import mark
from tpm_desktop.gestures.blocks import set_rows

from .cards import CardList
from .model import RegisterModel

_WIDTH, _NARROW = 204, 108  # pixels of a column at least, and of one without cards
_KEYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class Board(QScrollArea):
    """What the register shows, by state. chosen: other rows are selected now.

    A card is dragged to another column, or sent there by Ctrl with the left or right arrow or by its menu;
    only states that it can become are offered. Esc gives up a drag.
    """

    chosen = Signal()

    def __init__(self, session: Session, register: RegisterModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._register = session, register
        about = register.about
        self._field = str(about.status_field)
        self._labels = {str(key): self._said(str(key)) for key in about.fields[self._field].choices or ()}
        self.lists: dict[str, CardList] = {}
        self._heads: dict[str, QLabel] = {}
        self._columns: dict[str, QWidget] = {}
        self._caught: tuple[QPoint, list[str]] | None = None  # where cards were pressed, and which
        self._over: str | None = None
        self._is_behind, self._showing = True, False
        self.setObjectName("board")
        self.setAccessibleName(self.tr("{} by status").format(about.plural))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._lay_out()
        for signal in (
            register.layoutChanged, register.modelReset, register.rowsInserted, register.rowsRemoved,
            register.dataChanged,
        ):  # fmt: skip
            signal.connect(self._hear)

    def _said(self, state: str) -> str:
        return self._session.formats.show_field(self._register.about, self._field, {self._field: state})

    def _lay_out(self) -> None:
        inner = QWidget()
        row = QHBoxLayout(inner)
        row.setContentsMargins(8, 8, 8, 8)
        row.setSpacing(8)
        for state, label in self._labels.items():
            head, cards = QLabel(), CardList(self._register, state, label, self)
            mark(head, role="caption")
            head.setContentsMargins(8, 8, 8, 4)
            column = QFrame()
            mark(column, role="board-column")
            below = QVBoxLayout(column)
            below.setContentsMargins(0, 0, 0, 0)
            below.setSpacing(0)
            below.addWidget(head)
            below.addWidget(cards, 1)
            row.addWidget(column, 1)
            cards.installEventFilter(self)
            cards.viewport().installEventFilter(self)
            cards.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            cards.customContextMenuRequested.connect(lambda at, cards=cards: self._offer(cards, at))
            cards.selectionModel().selectionChanged.connect(lambda *_, cards=cards: self._choose(cards))
            self.lists[state], self._heads[state], self._columns[state] = cards, head, column
        self.setWidget(inner)
        self.setFocusProxy(next(iter(self.lists.values())))

    # What it shows

    def _hear(self, *_: object) -> None:
        self._is_behind = True
        if self.isVisible():
            self.load()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_behind:
            self.load()

    def load(self) -> None:
        """Part the rows that the register shows by their states."""
        self._is_behind, register = False, self._register
        parted: dict[str, list[str]] = {state: [] for state in self.lists}
        for row_id in register.ids_between(0, register.rowCount() - 1):
            parted.setdefault(str(register.rows[row_id][self._field]), []).append(row_id)
        self._showing = True
        for state, cards in self.lists.items():
            cards.cards.show_ids(parted[state])
            count = self._session.formats.integer(len(parted[state]))
            self._heads[state].setText(f"{self._labels[state]} · {count}")
            self._columns[state].setMinimumWidth(_WIDTH if parted[state] else _NARROW)
        self._showing = False
        table, ids = self._session.selected
        self.select(ids if table == register.about.name else ())

    def selected_ids(self) -> list[str]:
        """The selected rows."""
        return [row_id for cards in self.lists.values() for row_id in cards.chosen_ids()]

    def select(self, ids: Sequence[str]) -> None:
        """Select rows, as far as they are shown; the first of them is the current one."""
        if self._is_behind or list(ids) == self.selected_ids():
            return
        self._showing, wanted, first = True, set(ids), True
        for cards in self.lists.values():
            selection = QItemSelection()
            places = [n for n, row_id in enumerate(cards.cards.ids) if row_id in wanted] if wanted else []
            for place in places:
                index = cards.cards.index(place)
                selection.select(index, index)
            chooser = cards.selectionModel()
            if places:
                current = cards.cards.index(places[0])
                chooser.setCurrentIndex(current, QItemSelectionModel.SelectionFlag.NoUpdate)
                if first:
                    cards.scrollTo(current)
                    self.ensureWidgetVisible(self._columns[cards.key])
                    first = False
            chooser.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._showing = False

    def _choose(self, chosen: CardList) -> None:
        """Cards of one state at a time, unless more are added with Ctrl."""
        if self._showing:
            return
        self._showing = True
        if not QApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier:
            for cards in self.lists.values():
                if cards is not chosen:
                    cards.clearSelection()
        self._showing = False
        self.chosen.emit()

    # Moving cards

    def _may_become(self, ids: Sequence[str]) -> list[str]:
        """The states that all of some rows can become, in their order."""
        if self._session.program.file.read_only or not ids:
            return []
        about, rows = self._register.about, self._register.rows
        offered = [set(about.next_states(str(rows[row_id][self._field]))) for row_id in ids]
        return [state for state in self.lists if all(state in one for one in offered)]

    def make(self, ids: Sequence[str], state: str) -> None:
        """Give rows another state, in one edit."""
        about = self._register.about
        if self._session.program.file.read_only:
            self._session.refused.emit(self.tr("the file can only be read; save a copy to edit it"))
            return
        if state not in self._may_become(ids):
            offered = " or ".join(self._labels[one].lower() for one in self._may_become(ids))
            now = self._labels.get(str(self._register.rows[ids[0]][self._field]), "")
            reason = self.tr("what is “{}” can’t become “{}”").format(
                now.lower(), self._labels[state].lower()
            )
            self._session.refused.emit(f"{reason}; {offered}" if offered else reason)
            return
        edits = {row_id: {self._field: state} for row_id in ids}
        self._session.do(lambda: set_rows(self._session.program, about.name, edits))
        self.lists[state].setFocus()
        announce(self.lists[state], self._labels[state])

    def _send(self, cards: CardList, step: int) -> None:
        """To the next state in a direction that the selected cards can become."""
        states, ids = list(self.lists), cards.chosen_ids()
        may = set(self._may_become(ids))
        at = states.index(cards.key)
        ahead = states[at + 1 :] if step > 0 else states[:at][::-1]
        found = next((state for state in ahead if state in may), None)
        if found is not None:
            self.make(ids, found)
        elif ids:
            self._session.said.emit(self.tr("It can’t become anything further in this direction"))

    def _step_aside(self, cards: CardList, step: int) -> None:
        """To the next column that holds cards, at the same height."""
        lists = list(self.lists.values())
        at = lists.index(cards)
        ahead = lists[at + 1 :] if step > 0 else lists[:at][::-1]
        other = next((one for one in ahead if one.cards.ids), None)
        if other is not None:
            row = min(max(cards.currentIndex().row(), 0), len(other.cards.ids) - 1)
            other.setFocus()
            other.setCurrentIndex(other.cards.index(row))

    def _offer(self, cards: CardList, at: QPoint) -> None:
        ids = cards.chosen_ids()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for state in self._may_become(ids):
            action = menu.addAction(self.tr("Make it “{}”").format(self._labels[state].replace("&", "&&")))
            action.setObjectName(f"become-{state}")
            action.triggered.connect(lambda _=False, state=state: self.make(ids, state))
        if menu.actions():
            menu.popup(cards.viewport().mapToGlobal(at))

    # Mouse and keys of the columns

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys go from state to state; a drag begins in one column and ends in another."""
        cards = watched if isinstance(watched, CardList) else watched.parent()
        if not isinstance(cards, CardList):
            return super().eventFilter(watched, event)
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and watched is cards:
            return self._pressed(cards, event)
        if isinstance(event, QMouseEvent) and watched is cards.viewport():
            return self._dragged(cards, event)
        return super().eventFilter(watched, event)

    def _pressed(self, cards: CardList, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape and self._over is not None:
            self._give_up()
            return True
        step = _KEYS.get(Qt.Key(event.key()))
        if step is None:
            return False
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._send(cards, step)
        else:
            self._step_aside(cards, step)
        return True

    def _dragged(self, cards: CardList, event: QMouseEvent) -> bool:
        left, at = Qt.MouseButton.LeftButton, event.globalPosition().toPoint()
        if event.type() is QEvent.Type.MouseButtonPress and event.button() is left:
            index = cards.indexAt(event.position().toPoint())
            held = cards.chosen_ids()
            if index.isValid():
                row_id = cards.cards.ids[index.row()]
                self._caught = at, held if row_id in held else [row_id]
        elif event.type() is QEvent.Type.MouseMove and self._caught is not None and event.buttons() & left:
            start, ids = self._caught
            if self._over is not None or (at - start).manhattanLength() >= QApplication.startDragDistance():
                self._hover(ids, at)
                return True
        elif event.type() is QEvent.Type.MouseButtonRelease and event.button() is left:
            caught, over = self._caught, self._over
            self._give_up()
            if caught is not None and over is not None:
                if over and over != cards.key:
                    self.make(caught[1], over)
                return True
        return False

    def _hover(self, ids: Sequence[str], at: QPoint) -> None:
        """Show where cards can be let go, and where they would go."""
        inside = (s for s, c in self._columns.items() if c.rect().contains(c.mapFromGlobal(at)))
        self._over, may = next(inside, ""), self._may_become(ids)
        for state, column in self._columns.items():
            over = state == self._over
            mark(column, drop="here" if over and state in may else "may" if state in may else "no")
        allowed = self._over in may
        self.setCursor(Qt.CursorShape.ClosedHandCursor if allowed else Qt.CursorShape.ForbiddenCursor)

    def _give_up(self) -> None:
        self._caught = self._over = None
        self.unsetCursor()
        for column in self._columns.values():
            mark(column, drop="")

"""A register as a view of the window: commands, empty state, and how it follows edits and the selection."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, QSettings, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QStackedLayout, QVBoxLayout, QWidget

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.audit.field_history import offer_history
from tpm_desktop.desktop.command import Keys, command
from tpm_desktop.desktop.impact import offer_slip
from tpm_desktop.desktop.new_row import ask_and_add, missing, new_values
from tpm_desktop.desktop.replacing import FindBar
from tpm_desktop.desktop.saved_looks import ViewChoice
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.sifting.nothing_found import NothingFound
from tpm_desktop.desktop.slices import Slices, Steps
from tpm_desktop.desktop.view import View
from tpm_desktop.desktop.widgets import EmptyState
from tpm_desktop.file.changes import Changes
from tpm_desktop.gestures.blocks import set_rows
from tpm_desktop.gestures.records import add_row, remove_rows
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.wording import within
from tpm_desktop.plan import Delta
from tpm_desktop.plan.capital.rows import CAPITAL_TABLES
from tpm_desktop.plan.due import DUE, overdue_among

from .actions import usual_actions
from .board import Board
from .cells import RegisterCells
from .column_menu import ColumnMenu
from .columns import status_day
from .looks import RegisterLooking
from .model import RegisterModel
from .searching import RegisterSearched
from .sheets import RegisterSheets
from .sifting import RegisterSifting
from .table import RegisterTable

_COMPUTED_FROM = ("budget_line", "task", "link", *CAPITAL_TABLES)
_SELECT_ROW = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


class RegisterView(View):
    """Any table of the catalogue that has a register."""

    sifting: RegisterSifting

    def __init__(
        self, session: Session, appearance: Appearance, table: str, parent: QWidget | None = None
    ) -> None:
        self.key = table
        super().__init__(session, appearance, parent)
        self.about, self._is_read = entry(table), False
        self.model = RegisterModel(session, self.about, self)
        self.sifting = self.made_sifting()
        self.sifting.changed.connect(self._sifted)
        self.table = self.made_table()
        self.is_writable = not session.program.file.read_only
        self.empty = self.made_empty()
        self.empty.started.connect(self.add)
        self._ahead = Slices(self)
        filled = QWidget()
        below = QVBoxLayout(filled)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self.table, 1)
        self._finding: FindBar | None = None
        self._board: Board | None = None
        self.has_cards = bool(self.about.status_field)
        self._filled, self._below = filled, below
        self._layout = QStackedLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(filled)
        self._layout.addWidget(self.empty)
        nothing = self.tr("No {} is found").format(self.about.one)
        again = self.tr("Show all {}").format(self.about.many)
        self.nothing = NothingFound(self.sifting, nothing, again)
        self._layout.addWidget(self.nothing)
        for signal in (self.model.rowsInserted, self.model.rowsRemoved, self.model.modelReset):
            signal.connect(self._show_page)
        self.cells = RegisterCells(session, self.model, self.table, self.begun)
        self.sheets = RegisterSheets(session, self.about, self, self.given)
        self._actions = self.made_actions()
        self.looks = ViewChoice(
            self, session, RegisterLooking(self.table, self.model, self.sifting), table, table
        )
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._offer)
        self.table.horizontalHeader().customContextMenuRequested.connect(self.choose_columns)
        self.table.selectionModel().selectionChanged.connect(self._select)
        self.model.layoutChanged.connect(self.headline_changed)
        self.model.modelReset.connect(self.headline_changed)
        self.session.judged.connect(lambda *_: self.table.viewport().update())

    def made_actions(self) -> list[QAction]:
        """What can be done, in the order of the menu."""
        return usual_actions(self)

    def made_action(
        self, name: str, text: str, picture: str, keys: Keys, done: Callable[[], object]
    ) -> QAction:
        """An action of the view, which is told from those of other registers by its name."""
        return command(self, f"{self.key}-{name}", text, picture, keys, done)

    def made_sifting(self) -> RegisterSifting:
        """What the rows are sifted by."""
        return RegisterSifting(self.session, self.model)

    def made_table(self) -> RegisterTable:
        """The table of the rows."""
        return RegisterTable(self.session, self.model, self)

    def made_empty(self) -> EmptyState:
        """What stands in place of the table while there are no rows."""
        return EmptyState(
            self.about.icon,
            self.tr("No {} yet").format(self.about.many),
            self.tr(self.about.belongs_here) + ".",
            self.tr("Add the first one") if self.is_writable else "",
        )

    # Made when they are first wanted: most tables are looked at without them

    @property
    def board(self) -> Board:
        """The rows as cards, of a register whose rows have a status."""
        if self._board is None:
            self._board = Board(self.session, self.model, self)
            self._board.hide()
            self._board.chosen.connect(self._select)
            self._below.addWidget(self._board, 1)
        return self._board

    @property
    def finding(self) -> FindBar:
        """The line that finds and replaces in the table."""
        if self._finding is None:
            self._finding = FindBar(RegisterSearched(self.model, self.table), self)
            self._below.insertWidget(0, self._finding)
        return self._finding

    def _look_again(self) -> None:
        if self._finding is not None:
            self._finding.follow()

    # The view's side of the window

    def load(self) -> None:
        if self._is_read:  # else its rows are those that it was just made with
            self.model.reload()
        self._is_read = True
        self._show_page()
        self.show_selected(*self.session.selected)
        self._ahead.start(self._written_ahead())

    def _written_ahead(self) -> Steps:
        """Write all cells, a few rows with each step, so that the first letter of a filter finds them."""
        for row_id in self.model.rows.ids():
            if not self.isVisible():
                return
            if row_id in self.model.rows:
                self.model.shown_texts(row_id)
            yield 0.0

    def follow(self, changes: Changes, delta: Delta) -> None:
        if changes.of("program") or (self.key == "risk" and changes.of("risk_level")):
            self.load()  # amounts and scores are shown otherwise
            return
        if changes.of("saved_view"):
            self.looks.follow()
        if changes.of("attachment"):
            self.table.viewport().update()
        moved = bool(delta.moved) or delta.reshaped
        moved = moved or any(changes.of(table) for table in _COMPUTED_FROM)
        self.sifting.forget()
        patch = self.model.follow(changes, set(changes.tables), moved)
        self._look_again()
        if patch.added or patch.removed:
            self._show_page()

    def show_selected(self, table: str, ids: tuple[str, ...]) -> None:
        if table == self.key and self._board is not None:
            self._board.select(ids)
        if table != self.key or list(ids) == self.table.selected_ids():
            return
        if ids:
            self.model.reveal(ids[0])
        selection = QItemSelection()
        places = [place for row_id in ids if (place := self.model.place(row_id)) is not None]
        for place in places:
            last = self.model.columnCount() - 1
            selection.select(self.model.index(place, 0), self.model.index(place, last))
        chooser = self.table.selectionModel()
        chooser.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if places:
            column = max(self.table.currentIndex().column(), 0)
            index = self.model.index(places[0], column)
            chooser.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.table.scrollTo(index)

    def restyle(self) -> None:
        self.table.viewport().update()

    def commands(self) -> list[QAction]:
        return [*self._actions, self.looks.menu.menuAction()]

    def headline(self) -> str:
        day, rows = status_day(self.session), self.model.rows
        name = within(self.about.label if len(rows) == 1 else self.about.plural)
        parts = [f"{len(rows):,} {name}"]
        rule = DUE.get(self.key)
        late = overdue_among(self.key, rows.pairs(rule.date, rule.state), day) if rule else 0
        if late:
            parts.append(self.tr("{} overdue").format(late))
        parts += self.sifting.said(self.model.found)
        if self.model.sorted_by:
            heading = self.model.all_columns[self.model.sorted_by[0]].heading
            parts.append(self.tr("sorted by {}").format(within(heading)))
        return " · ".join(parts)

    def filter(self, text: str) -> None:
        self.sifting.type(text.strip())

    def _sifted(self) -> None:
        """An order that is asked for by the menu stands in place of that of a heading."""
        if self.sifting.sieve.sort and self.model.sorted_by:
            self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.headline_changed.emit()
        self.sifting.tell(self.model.found)
        self._look_again()
        self._show_page()

    def remember(self, settings: QSettings) -> None:
        self.table.remember(settings)
        self.looks.remember(settings)
        if self.has_cards:
            settings.setValue(f"register/{self.key}/cards", int(self.cards_action.isChecked()))

    def recall(self, settings: QSettings) -> None:
        self.table.recall(settings)
        self.looks.recall(settings)
        if self.has_cards and str(settings.value(f"register/{self.key}/cards", 0)) == "1":
            self.cards_action.setChecked(True)
            self.show_cards()

    @property
    def cards_action(self) -> QAction:
        """Of a register whose rows have a status: as cards or as a table."""
        return next(action for action in self._actions if action.objectName() == f"{self.key}-cards")

    def show_cards(self) -> None:
        """The rows as cards by their status, or as a table again, as the command is ticked."""
        cards = self.cards_action.isChecked()
        self.table.setVisible(not cards)
        self.board.setVisible(cards)
        self.board.select(self.table.selected_ids())
        self.setFocusProxy(self._shown)
        self._shown.setFocus()

    # What it does

    def add(self) -> str | None:
        """Add a row and let its name be typed; what it can't be without is asked for first."""
        values = self.begun()
        if self.about.asked or missing(self.about, values):
            added = ask_and_add(self.session, self.about, values, self)
        else:
            added = self.session.do(lambda: add_row(self.session.program, self.key, values))
        if added is not None:
            self.session.select(self.key, [added])
            if not self.about.asked:
                self.table.edit_title(added)
        return added

    def begun(self) -> dict[str, Any]:
        """What a new row begins with."""
        return {**new_values(self.session, self.about), **self.given()}

    def given(self) -> dict[str, Any]:
        """What the view says of every row that is added in it, also by paste and from sheets."""
        return {}

    def duplicate(self) -> None:
        """Add a copy of every selected row; codes and places are given anew."""
        ids = self.table.selected_ids()
        if not ids:
            self.session.said.emit(self.tr("Select a row to duplicate it"))
            return
        fields = [n for n, c in self.about.fields.items() if c.shown and n != self.about.code_field]
        rows = [{name: self.model.rows[row_id][name] for name in fields} for row_id in ids]
        added = self.session.do(lambda: set_rows(self.session.program, self.key, {}, rows, "Duplicate"))
        if added:
            self.session.select(self.key, added)

    def remove(self) -> None:
        """Remove the selected rows."""
        ids = self.table.selected_ids()
        if not ids:
            self.session.said.emit(self.tr("Select a row to remove it"))
            return
        told = self.session.do(lambda: remove_rows(self.session.program, self.key, ids))
        if told:
            self.session.said.emit(self.tr("Removed, {}").format(told))

    def choose_columns(self, at: QPoint | None = None) -> ColumnMenu:
        """A list of all columns; ticked ones are shown."""
        menu = ColumnMenu(self.model, self.table, self)
        header = self.table.horizontalHeader()
        corner = QPoint(header.width() - menu.sizeHint().width(), header.height())
        menu.popup(header.mapToGlobal(at if isinstance(at, QPoint) else corner))
        return menu

    @property
    def _shown(self) -> Board | RegisterTable:
        """The cards or the table."""
        return self._board if self._board is not None and not self._board.isHidden() else self.table

    def _select(self) -> None:
        self.session.select(self.key, self._shown.selected_ids())

    def _show_page(self, *_: object) -> None:
        page: QWidget = self._filled
        if not len(self.model.rows):
            page = self.empty
        elif not self.model.rowCount():
            page = self.nothing
            self.nothing.tell()
        self._layout.setCurrentWidget(page)

    def _offer(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(self._actions)
        index = self.table.indexAt(at)
        if index.isValid() and self.model.group(index) is None:
            row_id, field = self.model.row_id(index), self.model.shown[index.column()].name
            menu.addSeparator()
            offer_slip(menu, self.session, self.key, (row_id,))
            offer_history(menu, self.session, self.key, row_id, field)
        menu.popup(self.table.viewport().mapToGlobal(at))

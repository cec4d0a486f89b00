"""The requests behind a line of the sums: how far each has come, and its own sums."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import dress_lines
from tpm_desktop.desktop.things_model import Index, ThingsModel
from tpm_desktop.desktop.wording import tip
from tpm_desktop.model.capital import CapitalState
from tpm_desktop.plan.capital.book import Book
from tpm_desktop.plan.capital.words import stage_text
from tpm_desktop.plan.due import day_of_status

_TITLE, _CLASS, _STAGE = 1, 2, 3
_SUMS = ("requested", "approved", "committed", "spent", "paid")
_WIDTHS = {0: 64, _CLASS: 136, _STAGE: 124}
_WIDTH = 96
_NEEDS = {8: 980, _CLASS: 860, 6: 760}
_OVER = (CapitalState.REJECTED, CapitalState.WITHDRAWN)


class RequestsModel(ThingsModel):
    """One request a row."""

    columns = _STAGE + 1 + len(_SUMS)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.books: list[Book] = []

    def show_books(self, books: list[Book]) -> None:
        """Show others."""
        self.beginResetModel()
        self.books = books
        self.endResetModel()

    def things(self) -> list[Book]:
        return self.books

    def at_right(self, column: int) -> bool:
        return column > _STAGE

    def headings(self) -> tuple[str, ...]:
        return (
            self.tr("Code"), self._first_heading(), self.tr("Asset class"), self.tr("Stage"),
            self.tr("Requested"), self.tr("Approved"), self.tr("Ordered"), self.tr("Spent"),
            self.tr("Paid"),
        )  # fmt: skip

    def _first_heading(self) -> str:
        """Here amounts stand in full, whatever the sums above are counted in."""
        return self.tr("Capital request, amounts in {}").format(self._session.formats.currency)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        book, column = self.books[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(book, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(column)
        if role == Qt.ItemDataRole.ForegroundRole and book.request.state in _OVER:
            return QColor(Appearance.current().theme.muted)
        if role == Qt.ItemDataRole.ToolTipRole and column == _TITLE:
            return tip(book.request.title)
        return None

    def _text(self, book: Book, column: int) -> str:
        request = book.request
        if column > _STAGE:
            amount = int(getattr(book, _SUMS[column - _STAGE - 1]))
            return self._session.formats.money(amount, whole=True, dash=True)
        if column == _STAGE:
            return stage_text(book, day_of_status(self._session.program.plan.state))
        return (request.code or "", request.title, request.asset_class.label)[column]


class RequestsTable(QTableView):
    """Whole rows are selected; nothing is typed here."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.requests = RequestsModel(session, self)
        self.setModel(self.requests)
        dress_lines(self, "capital-requests", self.tr("Capital requests"))
        for column in range(self.requests.columnCount()):
            self.setColumnWidth(column, _WIDTHS.get(column, _WIDTH))
        self.horizontalHeader().setMinimumSectionSize(40)
        self.horizontalHeader().setSectionResizeMode(_TITLE, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow windows do without some columns."""
        super().resizeEvent(event)
        for column, needed in _NEEDS.items():
            self.setColumnHidden(column, self.viewport().width() < needed)

    def book(self) -> Book | None:
        """The request that the keyboard is in."""
        row = self.currentIndex().row()
        return self.requests.books[row] if 0 <= row < len(self.requests.books) else None

    def show_books(self, books: list[Book]) -> None:
        """Show others; the keyboard stays in the same request where it is still there."""
        before = self.book()
        self.requests.show_books(books)
        if before is not None:
            self.go_to(before.request.id)

    def go_to(self, request_id: str) -> None:
        """Put the keyboard in the row of a request, where it has one."""
        for row, book in enumerate(self.requests.books):
            if book.request.id == request_id:
                self.selectRow(row)
                return

"""The capital view: plan, approved, ordered and spent by year and class, and the requests behind them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.command import command
from tpm_desktop.desktop.new_row import new_values
from tpm_desktop.desktop.pack_file import PackFile
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.view import View
from tpm_desktop.desktop.widgets import EmptyState
from tpm_desktop.file.changes import Changes
from tpm_desktop.formats.amounts import scale_said
from tpm_desktop.gestures.records import add_row
from tpm_desktop.model.catalogue import entry
from tpm_desktop.plan import Delta
from tpm_desktop.plan.capital.book import Book, read_books
from tpm_desktop.plan.capital.life import natural, offered
from tpm_desktop.plan.capital.sums import CapitalLine, capital_lines, years_of
from tpm_desktop.plan.capital.words import headline
from tpm_desktop.plan.due import day_of_status
from tpm_desktop.reports import REQUEST_FORM, Subject

from .requests_table import RequestsTable
from .sums_tree import SumsTree
from .taking import ask_and_take

_REQUEST = "capital_request"


class CapitalView(View):
    """The sums say where the money goes; a line of them shows its requests, each goes on from here."""

    key = "capex"

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(session, appearance, parent)
        self._books: list[Book] = []
        self._lines: list[CapitalLine] = []
        self._text = ""
        self.sums = SumsTree(self.tr("Capital by year and asset class"), self)
        self.table = RequestsTable(session, self)
        writable = not session.program.file.read_only
        self.empty = EmptyState(
            "money",
            self.tr("No capital requests yet"),
            self.tr("Ask for what serves for years; its costs, orders and depreciation are shown here."),
            self.tr("Add the first one") if writable else "",
        )
        self.form = PackFile(session, self)
        self._actions = self._made_actions(writable)
        self._lay_out()
        self.setFocusProxy(self.table)
        self.sums.selectionModel().currentChanged.connect(lambda *_: self._sieve())
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._current_changed())
        self.table.activated.connect(lambda _: self._go())
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._offer)
        self.empty.started.connect(self.add)

    def _made_actions(self, writable: bool) -> list[QAction]:
        add = command(self, "capex-add", self.tr("Add request"), "plus", "Ins", self.add, enabled=writable)
        step = command(
            self,
            "capex-step",
            self.tr("Next step…"),
            "check",
            "Ctrl+Return",
            self.step,
            enabled=writable,
        )
        form = command(self, "capex-form", self.tr("Write the request form…"), "pdf", None, self.write_form)
        for action in (add, step):
            action.setPriority(QAction.Priority.HighPriority)
        return [add, step, form]

    def _lay_out(self) -> None:
        self._splitter = splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.sums)
        splitter.addWidget(self.table)
        splitter.setSizes([360, 400])
        self._pages = QStackedWidget()
        self._pages.addWidget(splitter)
        self._pages.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)

    def kept(self) -> Mapping[str, QSplitter | QAction]:
        return {"splitter": self._splitter}

    def commands(self) -> list[QAction]:
        return self._actions

    # The view's side of the window

    def load(self) -> None:
        starts_in = self.session.program.file.program.fiscal_year_start
        self._books = read_books(self.session.program.plan.state.capital)
        self._lines = capital_lines(self._books, starts_in)
        self._pages.setCurrentIndex(0 if self._books else 1)
        scale = scale_said(self.session.program.file.program.amounts_in)
        self.sums.show_lines(self._lines, self.session.formats, starts_in, scale)
        self._sieve()
        self.headline_changed.emit()

    def follow(self, changes: Changes, delta: Delta) -> None:
        self.load()

    def restyle(self) -> None:
        self.sums.viewport().update()
        self.table.viewport().update()

    def headline(self) -> str:
        whole = next((line.amounts for line in self._lines if line.year is None), None)
        if whole is None and self._books:
            return self.tr("{} capital requests, none with costs yet").format(len(self._books))
        return headline(whole, self.session.formats)

    def filter(self, text: str) -> None:
        self._text = text.strip().casefold()
        self._sieve()

    def show_selected(self, table: str, ids: tuple[str, ...]) -> None:
        if table == _REQUEST and len(ids) == 1:
            self.table.go_to(ids[0])

    def _sieve(self) -> None:
        """The requests of the current line that have what was typed in their code, title or stage."""
        line, starts_in = self.sums.line(), self.session.program.file.program.fiscal_year_start
        shown = []
        for book in self._books:
            request = book.request
            said = f"{request.code} {request.title} {request.asset_class.label}".casefold()
            of_class = line is None or line.asset_class in (None, request.asset_class)
            of_year = line is None or line.year is None or line.year in years_of(book, starts_in)
            if of_class and of_year and self._text in said:
                shown.append(book)
        self.table.show_books(shown)

    # The current request

    def _current_changed(self) -> None:
        book = self.table.book()
        if book is not None and self.isVisible():
            self.session.select(_REQUEST, [book.request.id])

    def _go(self) -> None:
        if (book := self.table.book()) is not None:
            self.went.emit(_REQUEST, book.request.id)

    def add(self) -> None:
        """Begin a request; what it is about is entered beside."""
        values = new_values(self.session, entry(_REQUEST))
        added = self.session.do(lambda: add_row(self.session.program, _REQUEST, values))
        if added is not None:
            self.session.select(_REQUEST, [added])
            self.table.go_to(added)

    def step(self) -> None:
        """Take the step that is next, or choose among those that are left."""
        book = self.table.book()
        if book is None:
            self.session.said.emit(self.tr("Choose a capital request first"))
            return
        day = day_of_status(self.session.program.plan.state)
        step = natural(book, day)
        if step is not None:
            ask_and_take(self.session, book.request.id, step, self)
        elif offered(book, day):
            self._offer(self.table.visualRect(self.table.currentIndex()).bottomLeft())
        else:
            said = self.tr("{} has come to its end: no step is left").format(book.request.code)
            self.session.said.emit(said)

    def write_form(self) -> None:
        """Ask where to write the form of the current request."""
        if (book := self.table.book()) is None:
            self.session.said.emit(self.tr("Choose a capital request first"))
        else:
            code, of = book.request.code, book.request.id
            title = self.tr("Write the form of {}").format(code)
            self.form.ask_where(title, str(code), REQUEST_FORM, lambda _: Subject(request_id=of))

    def _offer(self, at: QPoint) -> None:
        """The steps that the current request can take, then the commands."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        book = self.table.book()
        if book is not None and not self.session.program.file.read_only:
            for step in offered(book, day_of_status(self.session.program.plan.state)):
                action = menu.addAction(self.tr(step.verb) + "…")
                action.triggered.connect(partial(ask_and_take, self.session, book.request.id, step, self))
            menu.addSeparator()
        menu.addActions(self._actions)
        menu.popup(self.table.viewport().mapToGlobal(at))

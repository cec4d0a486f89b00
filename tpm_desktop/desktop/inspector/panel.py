"""The panel at the right: what is selected, what is known about it, and where to change it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from tpm_desktop.desktop.panes import put_in_order
from tpm_desktop.desktop.policy_marks import broken, broken_tip
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.wording import breakable, tip
from tpm_desktop.file.changes import Changes
from tpm_desktop.model.catalogue import TableEntry, entry
from tpm_desktop.plan import Delta

from .ahead import Ahead
from .documents_page import DocumentsPage
from .page import Page
from .page_tabs import PageTabs
from .pages import Pages, documents_tab, pages_of

_WIDTH = 288
_SOON = "task"  # what is likely to be selected first
_USUAL = 312  # the tabs of a task in two lines


class Inspector(QWidget):
    """One form for whatever is selected.

    went: a row elsewhere was asked for, by table and id. recalled: an edit in the history, by its record.
    """

    went = Signal(str, str)
    recalled = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(_WIDTH)
        self._session: Session | None = None
        self._table = self._tabs_of = ""  # what is selected, and what the tabs were made for
        self._ids: tuple[str, ...] = ()
        self._is_behind = False  # an edit was not followed yet
        self._pages: dict[str, Pages] = {}
        self._made: dict[tuple[str, str], Page] = {}  # by table and label, each when it is first shown
        self._areas: dict[Page, QScrollArea] = {}
        self._rest, self._ahead = Ahead(self), Ahead(self)  # of the page in front, and of one to come
        self._title, self._subtitle, self._broken, self._tabs = QLabel(), QLabel(), QLabel(), PageTabs()
        self._stack, self._nothing = QStackedWidget(), QLabel()
        self._tabs.setObjectName("inspector-tabs")
        self._tabs.setAccessibleName(self.tr("Pages"))
        self._tabs.chosen.connect(self._turn)
        self._last_page: dict[str, int] = {}
        self._lay_out()
        self.show_selected("", ())

    def _lay_out(self) -> None:
        mark(self._title, role="section")
        self._title.setWordWrap(True)
        self._title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        mark(self._subtitle, role="muted")
        self._subtitle.setWordWrap(True)
        mark(self._broken, role="problem")
        self._broken.setObjectName("inspector-broken")
        self._broken.setWordWrap(True)
        for label in (self._title, self._subtitle, self._broken, self._nothing):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setMinimumWidth(1)  # else its longest word widens everything
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 4)
        head.setSpacing(4)
        head.addWidget(self._title)
        head.addWidget(self._subtitle)
        head.addWidget(self._broken)
        mark(self._nothing, role="muted")
        self._nothing.setWordWrap(True)
        self._nothing.setContentsMargins(16, 0, 16, 0)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._tabs)
        column.addWidget(self._nothing, 1)
        column.addWidget(self._stack, 1)

    def sizeHint(self) -> QSize:
        return QSize(_USUAL, 400)

    @property
    def title(self) -> str:
        return self._title.text().replace("\u200b", "")

    @property
    def subtitle(self) -> str:
        return self._subtitle.text()

    def page(self, name: str) -> Page:
        """A page of the table that is shown, by its tab's name. Raises: `KeyError`."""
        made = self._begun(self._table, name)
        made.complete()
        return made

    def _begun(self, table: str, name: str) -> Page:
        """The same, perhaps not all of it built."""
        made = self._made.get((table, name))
        if made is None:
            made = self._made[table, name] = self._pages_of(table)[name]()
            self._areas[made] = _scrolling(made)
            made.grown.connect(lambda: put_in_order(self))
            self._stack.addWidget(self._areas[made])
        return made

    def _pages_of(self, table: str) -> Pages:
        if table not in self._pages:
            assert self._session is not None
            self._pages[table] = pages_of(self._session, entry(table), self.went, self.recalled)
        return self._pages[table]

    def _built_ahead(self) -> Iterator[None]:
        """Build the page that the first task will be shown on, a little with each step."""
        yield
        first = next(iter(self._pages_of(_SOON)))
        yield
        page = self._begun(_SOON, first)
        yield
        yield from page.pieces
        if page.ids:
            return  # somebody was quicker, and it shows a task already
        page.show_ids(())
        for part in page.findChildren(QWidget):
            yield
            part.ensurePolished()

    def turn_to(self, name: str) -> None:
        """Show a page by its tab's name."""
        self._turn(list(self._pages.get(self._table, ())).index(name))

    def show_documents(self) -> None:
        """Show the documents of what is selected, and go to them with the keyboard."""
        if self._session is None or not self._ids:
            return
        name = documents_tab()
        self.turn_to(name)
        cast(DocumentsPage, self.page(name)).take_keyboard()

    def show_session(self, session: Session | None) -> None:
        """Be about another file, or none."""
        self._rest.stop()
        self._ahead.stop()
        for area in self._areas.values():
            self._stack.removeWidget(area)
            area.deleteLater()
        self._areas.clear()
        self._made.clear()
        self._pages.clear()
        self._tabs_of = ""
        if self._session is not None:
            self._session.selected_changed.disconnect(self.show_selected)
            self._session.changed.disconnect(self._follow)
            self._session.judged.disconnect(self._say_broken)
            self._session.moved_on.disconnect(self._catch_up)
        self._session = session
        if session is not None:
            session.selected_changed.connect(self.show_selected)
            session.changed.connect(self._follow)
            session.judged.connect(self._say_broken)
            session.moved_on.connect(self._catch_up)
            self._ahead.plan(self._built_ahead())
        self.show_selected("", ())

    def show_selected(self, table: str, ids: tuple[str, ...]) -> None:
        """Show rows of a table."""
        self._table, self._ids, self._is_behind = table, ids, False
        filled = bool(self._session and table and ids)
        for part in (self._tabs, self._stack):
            part.setVisible(filled)
        self._nothing.setVisible(not filled)
        if not filled:
            self._title.setText(self.tr("Nothing selected"))
            self._subtitle.hide()
            self._broken.hide()
            self._nothing.setText(
                self.tr("Select a row to see all that is known about it, and to change it.")
            )
            return
        if self._table != self._tabs_of:
            self._show_tabs()
        self._head()
        self._show_page()

    def _show_tabs(self) -> None:
        names = list(self._pages_of(self._table))
        self._tabs.show_names(names, self._last_page.get(self._table, 0))
        self._tabs_of = self._table

    def _turn(self, at: int) -> None:
        if at == self._last_page.get(self._table, 0):
            return  # it is shown; what is being typed in it stays
        self._last_page[self._table] = at
        self._tabs.setCurrentIndex(at)
        self._show_page()

    def _show_page(self) -> None:
        page = self._current()
        if page is not None:
            turned = self._stack.currentWidget() is not self._areas[page]
            self._stack.setCurrentWidget(self._areas[page])
            page.show_ids(self._ids)
            self._rest.plan(page.rest())
            if turned:
                put_in_order(self)

    def _current(self) -> Page | None:
        """The page of the tab that is chosen, with as much as has to be there."""
        names, at = list(self._pages.get(self._table, ())), self._tabs.currentIndex()
        if not 0 <= at < len(names):
            return None
        page = self._begun(self._table, names[at])
        page.begin()
        return page

    def _follow(self, changes: Changes, delta: Delta) -> None:
        if not self._ids or not self.isVisible():
            return
        if self._session is not None and self._session.is_moving_on:
            self._is_behind = True
            return
        self._head()
        page = self._current()
        if page is not None:
            page.follow(changes, delta)

    def _catch_up(self) -> None:
        """Where no other row was selected after all."""
        if self._is_behind and self._ids:
            self._is_behind = False
            self._head()
            self._show_page()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._stack.count():  # what is selected is seen: there may be time for what will be
            self._rest.begin()
            self._ahead.begin()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        if self._ids:
            self._head()
            self._show_page()

    def _head(self) -> None:
        assert self._session is not None
        about = entry(self._table)
        several = len(self._ids) > 1
        names = self._session.names
        title = f"{len(self._ids)} {about.many}" if several else names.name(self._table, self._ids[0])
        self._title.setText(breakable(title) or self.tr("Unnamed"))
        subtitle = self.tr("What you enter holds for all of them") if several else self._what(about)
        self._subtitle.setText(breakable(subtitle))
        self._subtitle.setVisible(bool(subtitle))
        self._say_broken()

    def _say_broken(self, *_: object) -> None:
        """What the row breaks of the policy, as far as nobody bears it."""
        session = self._session
        if session is None or len(self._ids) != 1:
            self._broken.hide()
            return
        lines = broken(session, self._table, self._ids[0])
        self._broken.setText("\n".join(lines))
        self._broken.setToolTip(tip(broken_tip(session, self._table, self._ids[0])))
        self._broken.setVisible(bool(lines))

    def _what(self, about: TableEntry) -> str:
        """Code, kind of row, and the component project that it belongs to."""
        assert self._session is not None
        names, row_id = self._session.names, self._ids[0]
        parts = [names.code(about.name, row_id), about.label]
        if about.name == "task":
            outline = self._session.program.plan.state.outline
            row = outline.row.get(row_id)
            parts.append("" if row is None else names.name("project", outline.ids[int(outline.project[row])]))
        return " · ".join(part for part in parts if part)


def _scrolling(page: Page) -> QScrollArea:
    """A page that may be higher than the panel."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(page)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the keyboard through what is in it
    return area

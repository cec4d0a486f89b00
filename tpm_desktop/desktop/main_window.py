"""The main window: one open program, the view in front, and the panels around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QSize, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QToolBar, QWidget

from . import remembered
from .appearance import Appearance
from .comparing import Comparing
from .forms import build, child
from .getting_ready import GettingReady
from .header import Header
from .start_page import StartPage
from .status_bar import StatusBar
from .tool_bar import ToolBar
from .view import View
from .widgets import Banner, Pages, Toast
from .window_actions import WindowActions
from .window_files import WindowFiles
from .wording import capitalised

if TYPE_CHECKING:  # all that is about an open program is imported when the first one is opened
    from tpm_desktop.file.changes import Changes
    from tpm_desktop.plan import Delta, OpenProgram

    from .history import HistoryPanel
    from .inspector.panel import Inspector
    from .looking_back import LookingBack, Shown
    from .navigation import Navigation
    from .ring_notice import RingNotice
    from .sending import SentNotice
    from .session import Session
    from .telling import Telling
    from .trying_out import TryingOut

_FIRST_VIEW = "overview"
_BOTTOM, _LEFT = Qt.DockWidgetArea.BottomDockWidgetArea, Qt.DockWidgetArea.LeftDockWidgetArea
_RIGHT = Qt.DockWidgetArea.RightDockWidgetArea


class MainWindow(QMainWindow):
    """Shows at most one program. session_changed: another program is open now, or none (None).

    The panels and what says things about a program are there from the first program on (see `furnishing`).
    """

    session_changed = Signal(object)
    navigation: Navigation
    inspector: Inspector
    history: HistoryPanel
    past: LookingBack
    rings: RingNotice
    sent: SentNotice
    telling: Telling
    trying: TryingOut

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self.appearance = appearance
        self.session: Session | None = None
        self._views: dict[str, View] = {}
        self.filters: dict[str, str] = {}  # of the views, by their keys
        build("main_window", self, Banner, Header, Pages, StatusBar)
        self.banner: Banner = child(self, Banner, "banner")
        self.header: Header = child(self, Header, "header")
        self.pages: Pages = child(self, Pages, "pages")
        self.status: StatusBar = child(self, StatusBar, "status_bar")
        self.start = StartPage(self)
        self.pages.addWidget(self.start)
        self.toast = Toast(self.pages)
        self.sent_banner: Banner = child(self, Banner, "sent_banner")
        self.ready = GettingReady(self)
        self.files = WindowFiles(self)
        self.comparing = Comparing(self)
        self._furnished = False
        self.tools = ToolBar(self, child(self, QToolBar, "tool_bar"))
        self.actions_ = WindowActions(self)
        self._arrange()
        self._connect()
        remembered.recall(self)
        self._show_session()

    def dock(self, name: str) -> QDockWidget:
        """The panel "navigation", "inspector" or "history"."""
        return child(self, QDockWidget, f"{name}_dock")

    def action(self, name: str) -> QAction:
        """An action of the form, by its name without "action_"."""
        return child(self, QAction, f"action_{name}")

    def _arrange(self) -> None:
        self.setCorner(Qt.Corner.BottomLeftCorner, _LEFT)
        self.setCorner(Qt.Corner.BottomRightCorner, _RIGHT)
        for name in ("navigation", "inspector", "history"):
            self.dock(name).setTitleBarWidget(QWidget())
        self.setIconSize(QSize(16, 16))
        self.dock("history").hide()

    def _connect(self) -> None:
        self.start.wanted.connect(self.files.open)
        self.start.asked.connect(self.actions_.run)

    # The program that is open

    def open_program(self, program: OpenProgram) -> None:
        """Show a program in place of the one that is open."""
        from .session import Session
        from .views import views

        self.close_program()
        self._furnish()
        self.session = session = Session(program, self)
        session.changed.connect(self.follow)
        session.refused.connect(self.say_refused)
        session.said.connect(self.status.say)
        session.offered.connect(self.toast.say)
        session.judged.connect(self.telling.say_judged)
        session.documents_wanted.connect(self.action("documents").trigger)
        session.slip_wanted.connect(self.show_slip)
        session.past_wanted.connect(lambda record: self.past.look_at(record))
        session.trying_wanted.connect(self.trying.begin)
        self.files.remember(program.file.path)
        self._show_session()
        known = [view.key for view in views()]
        last = str(QSettings().value("window/view", _FIRST_VIEW))
        self.show_view(last if last in known else known[0])
        session.select("program", [program.file.program.id])
        self.status.say("")

    def _furnish(self) -> None:
        from .furnishing import furnish

        if not self._furnished:
            furnish(self)
            self._furnished = True

    def close_program(self) -> None:
        """Show the start page; everything is saved already."""
        if self.session is None:
            return
        self.past.leave()
        self.trying.leave()
        self.remember_views()
        self.comparing.close()
        self.tools.close_view()
        session, self.session = self.session, None
        self.inspector.show_session(None)
        self.history.show_session(None)
        self.pages.setCurrentWidget(self.start)
        for view in self._views.values():
            self.pages.removeWidget(view)
            view.setParent(None)
            view.deleteLater()
        self._views.clear()
        self.filters.clear()
        session.close()
        session.deleteLater()
        self._show_session()

    def put_in_front(self, shown: Shown) -> Shown:
        """Show another session with its views; gives what was shown before, which is left as it is."""
        assert self.session is not None
        before = type(shown)(self.session, self._views, self.filters)
        self.session, self._views, self.filters = shown.session, shown.views, dict(shown.filters)
        self._show_session()
        return before

    def _show_session(self) -> None:
        session = self.session
        opened = session is not None
        self.header.setVisible(opened)
        self.dock("navigation").setVisible(opened and self.action("navigation").isChecked())
        self.dock("inspector").setVisible(opened and self.action("inspector").isChecked())
        self.dock("history").setVisible(opened and self.action("history").isChecked())
        self.banner.hide()
        if self._furnished:
            self.inspector.show_session(session)
            if session is None or session.past is None:
                self.history.show_session(session)
                self.sent.show_session(session, self.files.recent())
        if session is None:
            self.start.load(self.files.recent())
            self.pages.setCurrentWidget(self.start)
            self.status.show_saved("")
            self.status.remind("")
            self.status.say("")
            self.setWindowTitle(self.tr("TPM Desktop"))
            self.tools.show_program("", "")
        else:
            self.telling.show_session(session)
        self.session_changed.emit(session)

    # Views

    @property
    def view(self) -> View | None:
        """The view in front, None while no program is open."""
        found = self.pages.currentWidget()
        return found if isinstance(found, View) else None

    def show_view(self, key: str) -> View | None:
        """Bring a view to the front; it is made when it is first wanted."""
        if self.session is None:
            return None
        from .views import views

        if self.view is not None and self.view.key != key and self.view.sifting is not None:
            self.status.forget(self.view.sifting.told)
        entry = next(view for view in views() if view.key == key)
        view = self._views.get(key)
        if view is None:
            view = self._views[key] = entry.factory(self.session, self.appearance)
            view.headline_changed.connect(self._say_headline)
            view.went.connect(self.go_to)
            view.opened.connect(self.show_view)
            self.pages.addWidget(view)
            self.pages.setCurrentWidget(view)  # gives it its size, which it may need to fill itself
            view.recall(QSettings())
            view.load()
        self.pages.setCurrentWidget(view)
        self.header.show_view(entry.label, view)
        self.navigation.show_place(key)
        self.tools.show_view(view, self.filters.get(key, ""))
        self.actions_.show_view(entry.label, view)
        self.telling.count_overdue(self.session)
        if not self.navigation.list.hasFocus():  # arrows go on from view to view there
            view.take_keyboard()
        return view

    def go_to(self, table: str, row_id: str) -> None:
        """Show a row in the view that shows such rows, and select it."""
        if self.session is None:
            return
        from .views import view_of_table

        key = view_of_table(table)
        if key is not None and (self.view is None or self.view.key != key):
            self.show_view(key)
        self.session.select(table, [row_id])

    def show_slip(self, table: str, row_id: str) -> None:
        """Show on the map what follows if a row slips."""
        from tpm_desktop.plan.slips import SLIPPING_TABLES

        if not row_id or table not in SLIPPING_TABLES:
            self.say_refused(
                self.tr("choose first what slips: a task, a component project, a commitment or an interface")
            )
        elif view := self.show_view("network"):
            view.show_slip(table, row_id)

    def filter(self, text: str) -> None:
        """Let the view in front show only what contains a text."""
        if self.view is not None:
            self.filters[self.view.key] = text
            self.view.filter(text)
            self._say_headline()

    def _say_headline(self) -> None:
        if self.view is not None:
            self.header.say(self.view.headline())

    def follow(self, changes: Changes, delta: Delta) -> None:
        """Say what an edit of the program that is shown did."""
        if self.session is not None:
            self.telling.follow(self.session, changes, delta)

    def say_refused(self, reason: str) -> None:
        """Say why something was not done."""
        text = capitalised(reason)
        self.toast.say(text)
        self.status.say(text)

    def remember_views(self) -> None:
        """Write sizes and columns of the views into the settings."""
        settings = QSettings()
        for view in self._views.values():
            view.remember(settings)
        if self.view is not None:
            settings.setValue("window/view", self.view.key)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember sizes; there is nothing to save."""
        if self.files.busy:
            self.status.say(self.tr("Cancel the work that is going on, or wait for it, before closing"))
            event.ignore()
            return
        remembered.remember(self)
        self.close_program()
        super().closeEvent(event)

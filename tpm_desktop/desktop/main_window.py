"""The main window: one open program, the view in front, and the panels around it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSettings, QSize, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QStackedWidget, QToolBar, QWidget

from tpm_desktop.file.changes import Changes
from tpm_desktop.plan import Delta, OpenProgram
from tpm_desktop.plan.due import DUE, overdue_counts

from . import remembered
from .appearance import Appearance
from .comparing import Comparing
from .consequences import consequences
from .forms import build, child
from .header import Header
from .history import HistoryPanel
from .history.model import when_in_words
from .inspector import Inspector
from .looking_back import LookingBack, Shown
from .navigation import Navigation
from .read_only_notice import say_read_only
from .ring_notice import RingNotice
from .sending import SentNotice
from .sending.come_back import merge_back
from .session import Session
from .start_page import StartPage
from .status_bar import StatusBar
from .tool_bar import ToolBar
from .view import View
from .views import view_of_table, views
from .widgets import Banner, Toast
from .window_actions import WindowActions
from .window_files import WindowFiles
from .wording import capitalised

_FIRST_VIEW = "overview"
_BOTTOM, _LEFT = Qt.DockWidgetArea.BottomDockWidgetArea, Qt.DockWidgetArea.LeftDockWidgetArea
_RIGHT = Qt.DockWidgetArea.RightDockWidgetArea


class MainWindow(QMainWindow):
    """Shows at most one program. session_changed: another program is open now, or none (None)."""

    session_changed = Signal(object)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self.appearance = appearance
        self.session: Session | None = None
        self._views: dict[str, View] = {}
        self.filters: dict[str, str] = {}  # of the views, by their keys
        build("main_window", self, Banner, Header, StatusBar, Navigation, Inspector, HistoryPanel)
        self.banner: Banner = child(self, Banner, "banner")
        self.header: Header = child(self, Header, "header")
        self.pages: QStackedWidget = child(self, QStackedWidget, "pages")
        self.status: StatusBar = child(self, StatusBar, "status_bar")
        self.navigation: Navigation = child(self, Navigation, "navigation")
        self.inspector: Inspector = child(self, Inspector, "inspector")
        self.history: HistoryPanel = child(self, HistoryPanel, "history")
        self.start = StartPage(self)
        self.pages.addWidget(self.start)
        self.toast = Toast(self.pages)
        self.rings = RingNotice(self.banner, self.go_to, self)
        self.sent = SentNotice(child(self, Banner, "sent_banner"), partial(merge_back, self), self)
        self.files = WindowFiles(self)
        self.comparing = Comparing(self)
        self.past = LookingBack(self)
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
        self.navigation.chosen.connect(self.show_view)
        self.history.closed.connect(self.dock("history").hide)
        self.history.wanted.connect(self.past.look_at)
        self.history.left.connect(self.past.leave)
        self.inspector.went.connect(self.go_to)
        self.inspector.recalled.connect(lambda _: self.action("history").setChecked(True))
        self.inspector.recalled.connect(self.history.go_to)
        self.start.wanted.connect(self.files.open)
        self.start.asked.connect(self.actions_.run)

    # The program that is open

    def open_program(self, program: OpenProgram) -> None:
        """Show a program in place of the one that is open."""
        self.close_program()
        self.session = session = Session(program, self)
        session.changed.connect(self._follow)
        session.refused.connect(self.say_refused)
        session.said.connect(self.status.say)
        session.offered.connect(self.toast.say)
        session.documents_wanted.connect(self.action("documents").trigger)
        self.files.remember(program.file.path)
        self._show_session()
        known = [view.key for view in views()]
        last = str(QSettings().value("window/view", _FIRST_VIEW))
        self.show_view(last if last in known else known[0])
        session.select("program", [program.file.program.id])
        self.status.say("")

    def close_program(self) -> None:
        """Show the start page; everything is saved already."""
        if self.session is None:
            return
        self.past.leave()
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
        before = Shown(self.session, self._views, self.filters)
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
        self.inspector.show_session(session)
        if session is None or session.past is None:
            self.history.show_session(session)
            self.sent.show_session(session, self.files.recent())
        self.banner.hide()
        if session is None:
            self.start.load(self.files.recent())
            self.pages.setCurrentWidget(self.start)
            self.status.show_saved("")
            self.status.say("")
        elif session.past is not None:
            pass  # who looks back says what is shown
        elif session.program.file.read_only:
            say_read_only(self.banner, session, self.files)
        else:
            self.rings.show_session(session)
        self._show_names()
        self.session_changed.emit(session)

    def _show_names(self) -> None:
        session = self.session
        if session is None:
            self.setWindowTitle(self.tr("TPM Desktop"))
            self.tools.show_program("", "")
            return
        program, path = session.program.file.program, session.program.file.path
        self.setWindowTitle(self.tr("{} – {} – TPM Desktop").format(program.name, path.name))
        at = program.status_date
        when = session.formats.date(at, weekday=True) if at else ""
        self.tools.show_program(program.name, self.tr("status date {}").format(when) if when else "")
        self._show_saved()

    def _show_saved(self) -> None:
        model = self.history.model
        if self.session is None or model is None:
            return
        if self.session.program.file.read_only:
            self.status.show_saved(self.tr("Read only"))
            return
        newest = model.newest
        when = when_in_words(newest.at, self.session.formats) if newest else ""
        count = self.tr("1 edit in the history") if len(model) == 1 else self.tr("{} edits in the history")
        self.status.show_saved(self.tr("Saved {} · {}").format(when, count.format(f"{len(model):,}")))

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
        self._count_overdue()
        if not self.navigation.list.hasFocus():  # arrows go on from view to view there
            view.take_keyboard()
        return view

    def go_to(self, table: str, row_id: str) -> None:
        """Show a row in the view that shows such rows, and select it."""
        key = view_of_table(table)
        if self.session is None:
            return
        if key is not None and (self.view is None or self.view.key != key):
            self.show_view(key)
        self.session.select(table, [row_id])

    def filter(self, text: str) -> None:
        """Let the view in front show only what contains a text."""
        if self.view is not None:
            self.filters[self.view.key] = text
            self.view.filter(text)
            self._say_headline()

    def _say_headline(self) -> None:
        if self.view is not None:
            self.header.say(self.view.headline())

    def _follow(self, changes: Changes, delta: Delta) -> None:
        session = self.session
        if session is None:
            return
        self.history.follow()
        if changes.of("program"):
            self._show_names()
        self._show_saved()
        self._say_headline()
        if set(DUE) & set(changes.tables) or changes.of("program"):
            self._count_overdue()
        record = session.program.file.journal.records(1)[0]
        moved = consequences(delta, session.formats)
        said = (record.label, moved, session.program.file.backup_problem)
        self.status.say(" · ".join(filter(None, said)))
        self.actions_.show_undo()

    def _count_overdue(self) -> None:
        if self.session is not None:
            self.navigation.show_counts(overdue_counts(self.session.program))

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

"""What the menus do: every action of the form tied to what it means, and menus that depend on the view."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from .appearance import CHOICES
from .forms import child
from .icons import icon
from .menus import add_below, leaves
from .panes import enter, go_on
from .view import View, scale_actions
from .window_dialogs import WindowDialogs
from .wording import tip

if TYPE_CHECKING:
    from .main_window import MainWindow
    from .session import Session

_ICONS = {
    "new": "new", "open": "open", "sample": "program", "template": "duplicate",
    "import": "import", "export": "export",
    "save_copy": "save-copy", "send": "send", "compare": "duplicate", "merge": "merge",
    "restore": "snapshot", "reports": "reports", "print": "print",
    "export_pdf": "pdf", "export_picture": "chart", "close": "close", "quit": "exit", "undo": "undo",
    "redo": "redo", "filter": "filter", "find": "search", "go_to": "command", "navigation": "panel-left",
    "inspector": "panel-right", "history": "panel-bottom", "properties": "settings", "baselines": "baseline",
    "level": "resource", "adjust": "move-left", "slip": "move-right", "documents": "attachment",
    "shortcuts": "help", "person": "person", "about": "about",
}  # fmt: skip
_NEED_PROGRAM = (
    "export", "export_pdf", "export_picture", "save_copy", "send", "compare", "merge", "reports", "close",
    "undo", "redo", "filter", "find", "go_to", "navigation", "fold", "inspector", "history", "documents",
    "information", "next_pane", "properties", "baselines", "level", "clear_levelling", "adjust", "slip",
)  # fmt: skip
_ASK_FIRST = ("new", "open", "sample", "quit")  # modules can go on being imported while they ask for a file
_EDIT_KEYS = (
    QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.Paste,
    QKeySequence.StandardKey.Delete,
)
_THEMES = {"system": "As the system", "light": "Light", "dark": "Dark", "high-contrast": "High contrast"}


class WindowActions(QObject):
    """The main window's actions."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.dialogs = WindowDialogs(window)
        self._of_view: list[QAction] = []
        self._menus: dict[str, QMenu] = {}
        self._tie()
        self._set_keys()
        self._fill_themes()
        self._menu("view").insertMenu(self._menu("theme").menuAction(), window.tools.menu)
        recent = self._menu("recent")
        recent.aboutToShow.connect(lambda: self._fill_recent(recent))
        window.session_changed.connect(self._show_session)

    def _menu(self, name: str) -> QMenu:
        if name not in self._menus:  # with every view that is made there is more to search through
            self._menus[name] = child(self._window, QMenu, f"menu_{name}")
        return self._menus[name]

    def _tie(self) -> None:
        window, files, dialogs = self._window, self._window.files, self.dialogs
        meanings: dict[str, Callable[[], object]] = {
            "new": files.new,
            "open": files.ask_open,
            "sample": files.sample,
            "template": dialogs.template,
            "import": files.ask_import,
            "export": files.ask_export,
            "save_copy": files.save_copy,
            "send": dialogs.send,
            "compare": self._window.comparing.ask,
            "merge": dialogs.merge,
            "restore": dialogs.restore,
            "reports": dialogs.reports,
            "print": lambda: dialogs.paper(self._window.view),
            "export_pdf": lambda: dialogs.paper(self._window.show_view("gantt")),
            "export_picture": lambda: dialogs.paper(self._window.show_view("gantt"), sheet=True),
            "close": window.close_program,
            "quit": window.close,
            "undo": self.undo,
            "redo": self.redo,
            "filter": self._filter,
            "find": self.find,
            "go_to": self.go_to,
            "documents": self._documents,
            "properties": self._properties,
            "baselines": dialogs.baselines,
            "level": dialogs.level,
            "clear_levelling": dialogs.clear_levelling,
            "adjust": dialogs.adjust,
            "slip": self._slip,
            "information": self._look_at_details,
            "next_pane": lambda: go_on(self._window),
            "person": dialogs.ask_person,
            "shortcuts": dialogs.shortcuts,
            "about": dialogs.about,
        }
        for name, meaning in meanings.items():
            window.action(name).triggered.connect(partial(self._act, name, meaning))
        for name in ("navigation", "inspector", "history"):
            window.action(name).toggled.connect(window.dock(name).setVisible)
            window.dock(name).visibilityChanged.connect(partial(self._show_dock, name))
        window.action("history").triggered.connect(self._look_at_history)
        window.action("full_screen").toggled.connect(self._full_screen)

    def _act(self, name: str, meaning: Callable[[], object], _checked: bool = False) -> None:
        if name not in _ASK_FIRST:
            self._window.ready.leave_off()
        meaning()

    def _set_keys(self) -> None:
        for name, picture in _ICONS.items():
            self._window.action(name).setIcon(icon(picture))
        self._window.action("redo").setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        saved = QAction(self.tr("Save"), self._window)
        saved.setShortcut(QKeySequence.StandardKey.Save)
        saved.triggered.connect(
            lambda: self._window.status.say(self.tr("Every edit is saved the moment it is made"))
        )
        self._window.addAction(saved)

    def _show_session(self, session: Session | None) -> None:
        for name in _NEED_PROGRAM:
            self._window.action(name).setEnabled(session is not None)
        if session is not None and (session.past is not None or session.is_trial):
            for name in ("send", "compare"):  # of the program as it is
                self._window.action(name).setEnabled(False)
        self._menu("go").setEnabled(session is not None)
        if session is None:
            self._drop_view()
        self.show_undo()

    def run(self, name: str) -> None:
        """Do what an action of the form means."""
        self._window.action(name).trigger()

    def _slip(self) -> None:
        if self._window.session is not None:
            table, ids = self._window.session.selected
            self._window.show_slip(table, next(iter(ids), ""))

    # Edit

    def undo(self) -> None:
        """Take the last edit back."""
        if self._window.session is not None:
            self._window.session.undo()
            self.show_undo()

    def redo(self) -> None:
        """Bring the last undone edit again."""
        if self._window.session is not None:
            self._window.session.redo()
            self.show_undo()

    def show_undo(self) -> None:
        """Say what undo and redo would do, and offer them only where there is something."""
        session = self._window.session
        model = self._window.history.model if session is not None else None
        writable = session is not None and not session.program.file.read_only
        undo, redo = (model.undo_label, model.redo_label) if model is not None else ("", "")
        for name, label, verb in (("undo", undo, self.tr("Undo: {}")), ("redo", redo, self.tr("Redo: {}"))):
            action = self._window.action(name)
            action.setEnabled(writable and bool(label))
            action.setToolTip(tip(verb.format(label)) if label else action.text().replace("&", ""))

    def _filter(self) -> None:
        self._window.tools.filter.setFocus()
        self._window.tools.filter.selectAll()

    def find(self) -> None:
        """Open the palette with everything in it."""
        from .palette import Palette

        Palette(self._window).open()

    def go_to(self) -> None:
        """Open the palette with the rows only."""
        from .palette import Palette

        Palette(self._window, rows_only=True).open()

    # View

    def _show_dock(self, name: str, _visible: bool) -> None:
        """A panel that was closed by itself unticks its action; one hidden with the window doesn't."""
        if self._window.session is not None and self._window.isVisible():
            self._window.action(name).setChecked(not self._window.dock(name).isHidden())

    def _look_at_history(self, shown: bool) -> None:
        """Who asked for the history by a key goes on in it, and comes back into the view afterwards."""
        if shown:
            self._window.history.table.setFocus()
        elif self._window.view is not None:
            self._window.view.take_keyboard()

    def _documents(self) -> None:
        self._window.action("inspector").setChecked(True)
        self._window.inspector.show_documents()

    def _look_at_details(self) -> None:
        self._window.action("inspector").setChecked(True)
        enter(self._window.inspector)

    def _properties(self) -> None:
        session = self._window.session
        if session is not None:
            self._window.dock("inspector").show()
            session.select("program", [session.program.file.program.id])

    def _full_screen(self, on: bool) -> None:
        state = self._window.windowState()
        full = Qt.WindowState.WindowFullScreen
        self._window.setWindowState(state | full if on else state & ~full)

    def _fill_themes(self) -> None:
        menu, appearance = self._menu("theme"), self._window.appearance
        group = QActionGroup(menu)
        for choice in CHOICES:
            action = menu.addAction(self.tr(_THEMES[choice]))
            action.setObjectName(f"theme-{choice}")
            action.setCheckable(True)
            action.setChecked(choice == appearance.choice)
            action.triggered.connect(lambda _=False, choice=choice: appearance.choose(choice))
            group.addAction(action)

    def fill_views(self) -> None:
        """List the views by area in their menu, once."""
        from .views import views  # with all tables, which an empty window can do without

        go = self._menu("go")
        areas = {views()[0].area: go}  # the first ones stand in the menu itself
        for number, view in enumerate(views(), 1):
            if view.area not in areas:
                areas[view.area] = go.addMenu(self.tr(view.area.value))
            action = areas[view.area].addAction(icon(view.icon), view.label)
            action.setObjectName(f"go-{view.key}")
            if number <= 9:
                action.setShortcut(QKeySequence(f"Alt+{number}"))
            action.triggered.connect(lambda _=False, key=view.key: self._window.show_view(key))

    def show_view(self, label: str, view: View) -> None:
        """Put the view's commands into the menus: what edits cells under Edit, the rest under its name."""
        self._drop_view()
        edit, rows = self._menu("edit"), self._menu("rows")
        before, subjects = self._window.action("filter"), view.subjects()
        self._window.tools.show_scale(scale_actions(view))
        below = {action for _, groups in subjects for group in groups for action in group}
        for title, groups in subjects:
            add_below(rows, title, groups)
        for action in view.commands():
            if any(QKeySequence(key) == action.shortcut() for key in _EDIT_KEYS):
                edit.insertAction(before, action)
            elif action not in below:
                rows.addAction(action)
            self._of_view.append(action)
        self._window.action("print").setEnabled(type(view).paper is not View.paper)
        rows.setTitle(label)
        rows.menuAction().setVisible(bool(rows.actions()))

    def _drop_view(self) -> None:
        edit, rows = self._menu("edit"), self._menu("rows")
        for action in self._of_view:
            edit.removeAction(action)
            rows.removeAction(action)
        for below in rows.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly):
            rows.removeAction(below.menuAction())
            below.deleteLater()
        self._of_view = []
        self._window.action("print").setEnabled(False)
        self._window.tools.show_scale([])
        rows.menuAction().setVisible(False)

    def all_actions(self) -> list[QAction]:
        """Every action with a name that can be asked for now, those of the view in front first."""
        found = [action for _, actions in self.by_menu() for action in actions]
        return list(dict.fromkeys([*(a for a in self._of_view if a.menu() is None), *found]))

    def by_menu(self) -> list[tuple[str, list[QAction]]]:
        """The actions of each menu of the menu bar, with those of the menus below it."""
        menus = [(action.text(), action.menu()) for action in self._window.menuBar().actions()]
        return [(text.replace("&", ""), leaves(menu)) for text, menu in menus if isinstance(menu, QMenu)]

    def _fill_recent(self, menu: QMenu) -> None:
        menu.clear()
        for path in self._window.files.recent():
            action = menu.addAction(icon("program"), f"{path.stem} — {path.parent}")
            action.triggered.connect(lambda _=False, path=path: self._window.files.open(path))
        if menu.isEmpty():
            menu.addAction(self.tr("No files yet")).setEnabled(False)

"""The menu of views: ready-made ones and those of the file, chosen, saved, renamed and deleted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject, QSettings
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from tpm_desktop.desktop.icons import icon
from tpm_desktop.desktop.session import Session
from tpm_desktop.gestures.records import remove_rows
from tpm_desktop.gestures.saved_views import rename_view, save_view, saved_views
from tpm_desktop.model.check import ValueProblem
from tpm_desktop.model.saved_views import SavedView

_READY = "ready "


class Looking(Protocol):
    """Reads and sets the look of one view. kept: what of it is saved; ready: those that come with it."""

    kept: str
    ready: Mapping[str, str]

    def stored(self) -> dict[str, Any]:
        """The present look as the fields of a row."""
        ...

    def show_saved(self, saved: SavedView) -> None:
        """Show a saved look. Raises: `ValueProblem` where its condition can't be read any more."""
        ...

    def show_ready(self, key: str) -> None:
        """Show a look that comes with the program."""
        ...


class ViewChoice(QObject):
    """menu: all there is to choose and do; current: what was chosen last, "" for nothing."""

    def __init__(self, owner: QWidget, session: Session, looking: Looking, table: str, name: str) -> None:
        """Args: table: whose rows the view shows; name: with which those of its actions begin."""
        super().__init__(owner)
        self._owner, self._session, self._looking = owner, session, looking
        self._table, self._name = table, name
        self.current = ""
        self.menu = QMenu(self.tr("Saved &views"), owner)
        self.menu.setObjectName(f"{name}-views-menu")
        self.menu.setIcon(icon("columns"))
        self.menu.menuAction().setObjectName(f"{name}-views")
        self._fill()

    # What there is

    def _saved(self) -> list[SavedView]:
        return saved_views(self._session.program, self._table)

    def follow(self) -> None:
        """The file holds others now; one that is gone is no longer the current one."""
        known = {saved.id for saved in self._saved()}
        if not self.current.startswith(_READY) and self.current not in known:
            self.current = ""
        self._fill()

    def _fill(self) -> None:
        for action in self.menu.actions():  # one of them may be at work
            self.menu.removeAction(action)
            action.deleteLater()
        for below in self.menu.findChildren(QMenu):
            below.deleteLater()
        for key, name in self._looking.ready.items():
            self._offer(name, _READY + key, f"ready-{key}", partial(self.choose_ready, key))
        self.menu.addSeparator()
        found = self._saved()
        for saved in found:
            self._offer(saved.name, saved.id, f"saved-{saved.id}", partial(self.choose, saved))
        if self._session.program.file.read_only:
            return
        self.menu.addSeparator()
        save = self.menu.addAction(icon("save"), self.tr("Save this view…"))
        save.setObjectName(f"{self._name}-view-save")
        save.triggered.connect(lambda: self.ask_to_save())
        if found:
            self._below(
                "rename", self.tr("Rename a saved view"), self.tr("Rename view: {}…"), self.ask_to_rename
            )
            self._below("delete", self.tr("Delete a saved view"), self.tr("Delete view: {}"), self.delete)

    def _offer(self, name: str, key: str, object_name: str, chosen: Callable[[], object]) -> None:
        action = self.menu.addAction(self.tr("View: {}").format(name.replace("&", "&&")))
        action.setObjectName(f"{self._name}-view-{object_name}")
        action.setCheckable(True)
        action.setChecked(key == self.current)
        action.triggered.connect(lambda _=False: chosen())

    def _below(self, key: str, title: str, said: str, done: Callable[[SavedView], object]) -> None:
        menu = QMenu(title, self.menu)
        menu.setObjectName(f"{self._name}-views-{key}")
        menu.setIcon(icon("edit" if key == "rename" else "delete"))
        for saved in self._saved():
            action: QAction = menu.addAction(said.format(saved.name.replace("&", "&&")))
            action.setObjectName(f"{self._name}-view-{key}-{saved.id}")
            action.triggered.connect(lambda _=False, saved=saved: done(saved))
        self.menu.addMenu(menu)

    # What can be done

    def choose(self, saved: SavedView) -> None:
        """Look as a saved view does; where its condition can't be read any more, say why."""
        try:
            self._looking.show_saved(saved)
        except ValueProblem as problem:
            self._session.refused.emit(self.tr("“{}” can't be used: {}").format(saved.name, problem))
            self._fill()
            return
        self._shown(saved.name, saved.id)

    def choose_ready(self, key: str) -> None:
        """Look as one that comes with the program does."""
        self._looking.show_ready(key)
        self._shown(self._looking.ready[key], _READY + key)

    def _shown(self, name: str, key: str) -> None:
        self.current = key
        self._fill()
        self._session.said.emit(self.tr("View “{}” is shown").format(name))

    def ask_to_save(self) -> None:
        """Ask for a name; that of the current view is offered, and takes its place."""
        name = next((s.name for s in self._saved() if s.id == self.current), "")
        self._ask(name, "", self._save)

    def _save(self, name: str) -> str:
        def save() -> None:
            self.current = save_view(self._session.program, name, self._looking.stored(), self._table)

        problem = self._session.attempt(save)
        self._fill()
        return problem

    def ask_to_rename(self, saved: SavedView) -> None:
        """Ask for another name."""
        program = self._session.program
        self._ask(
            saved.name,
            saved.id,
            lambda name: self._session.attempt(lambda: rename_view(program, saved.id, name)),
        )

    def _ask(self, name: str, renamed: str, done: Callable[[str], str]) -> None:
        from .name import ViewName

        said = self._looking.kept
        ViewName(self._session.program, self._table, name, renamed, done, said, self._owner).open()

    def delete(self, saved: SavedView) -> None:
        """Forget a saved view; what is shown stays."""
        self._session.do(lambda: remove_rows(self._session.program, "saved_view", [saved.id]))

    # From one opening of the file to the next

    def remember(self, settings: QSettings) -> None:
        """Keep which view this file was looked at by."""
        settings.setValue(self._setting, self.current)

    def recall(self, settings: QSettings) -> None:
        """Show that view again, where there still is one."""
        key = str(settings.value(self._setting) or "")
        ready = key.removeprefix(_READY) if key.startswith(_READY) else ""
        saved = next((saved for saved in self._saved() if saved.id == key), None)
        if ready in self._looking.ready:
            self.choose_ready(ready)
        elif saved is not None:
            self.choose(saved)

    @property
    def _setting(self) -> str:
        return f"{self._name}/view-of/{self._session.program.file.program.id}"

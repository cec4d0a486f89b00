"""The menu of filters, order and groups of the view in front."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from tpm_desktop.desktop.icons import icon

if TYPE_CHECKING:  # the menu stands there before there is anything to sift
    from tpm_desktop.model.sieves import Sieve as SavedSieve
    from tpm_desktop.sieve import Field

    from .sifting import Sifting


class SiftMenu(QMenu):
    """Stands in the tool bar and in the View menu; it is of use while the view in front can be sifted."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("F&ilter and order"))
        self.setObjectName("menu_sift")
        self.sifting: Sifting | None = None
        self.clear_filter = self._kept("clear-filter", self.tr("Clear filter"), "filter-off", "F3")
        self.own_order = self._kept("own-order", self.tr("Rows' own order"), "table", "Shift+F3")
        self.build = self._kept("build-filter", self.tr("Build a filter…"), "filter", "Ctrl+Shift+F")
        self.save = self._kept("save-filter", self.tr("Save this filter…"), "save", "")
        self.highlight = self._kept("highlight", self.tr("Highlight instead of hiding"), "contrast", "")
        self.highlight.setCheckable(True)
        self._connect()
        self.show_sifting(None)

    def _kept(self, name: str, text: str, picture: str, keys: str) -> QAction:
        action = QAction(icon(picture), text, self)
        action.setObjectName(f"sift-{name}")
        if keys:
            action.setShortcut(QKeySequence(keys))
        return action

    def _connect(self) -> None:
        self.clear_filter.triggered.connect(lambda: self._do(lambda s: s.clear_filter()))
        self.own_order.triggered.connect(lambda: self._do(lambda s: s.clear_order()))
        self.build.triggered.connect(lambda: self._open_builder(naming=False))
        self.save.triggered.connect(lambda: self._open_builder(naming=True))
        self.highlight.triggered.connect(lambda on: self._do(lambda s: s.highlight(on)))
        self.aboutToShow.connect(self._fill)

    def _do(self, what: Callable[[Sifting], object]) -> None:
        if self.sifting is not None:
            what(self.sifting)

    def _open_builder(self, *, naming: bool) -> None:
        from .builder import FilterBuilder

        if self.sifting is not None:
            FilterBuilder(self.sifting, self.parentWidget(), naming=naming).open()

    def show_sifting(self, sifting: Sifting | None) -> None:
        """Of the view that is in front now; None where it can't be sifted."""
        self.sifting = sifting
        for action in (self.clear_filter, self.own_order, self.build, self.save, self.highlight):
            action.setEnabled(sifting is not None)
        self.menuAction().setVisible(sifting is not None)
        self._fill()

    def _fill(self) -> None:
        """All entries anew: what is ready-made and saved, and what is chosen of it."""
        for action in self.actions():
            self.removeAction(action)
        for old in self.findChildren(QMenu):
            old.deleteLater()
        sifting = self.sifting
        if sifting is None:
            return
        self.addActions([self.build])
        self.addSeparator()
        for ready in sifting.ready_made():
            self._offer(self.tr(ready.name), f"ready-{ready.key}", lambda _=False, r=ready: sifting.choose(r))
        self._fill_saved(sifting, sifting.saved())
        self.addSeparator()
        self.addActions([self.highlight])
        self.highlight.setChecked(sifting.sieve.highlight)
        self._fill_sorting(sifting)
        if sifting.groups:
            self._fill_grouping(sifting)
        self.addSeparator()
        self.addActions([self.clear_filter, self.own_order])

    def _offer(self, name: str, key: str, chosen: Callable[..., object]) -> None:
        action = self.addAction(name.replace("&", "&&"))
        action.setObjectName(f"sift-{key}")
        action.setCheckable(True)
        action.setChecked(self.sifting is not None and self.sifting.name == name)
        action.triggered.connect(chosen)

    def _fill_saved(self, sifting: Sifting, saved: list[SavedSieve]) -> None:
        self.addSeparator()
        for one in saved:
            self._offer(one.name, f"saved-{one.id}", lambda _=False, one=one: sifting.open(one))
        self.addActions([self.save])
        writable = not sifting.session.program.file.read_only
        self.save.setEnabled(writable)
        if saved and writable:
            removal = self._below("remove", self.tr("Remove a saved filter"), "delete")
            for one in saved:
                action = removal.addAction(one.name.replace("&", "&&"))
                action.triggered.connect(lambda _=False, one=one: sifting.remove(one))

    def _below(self, key: str, title: str, picture: str) -> QMenu:
        menu = QMenu(title, self)
        menu.setObjectName(f"sift-{key}")
        menu.setIcon(icon(picture))
        self.addMenu(menu)
        return menu

    def _fill_sorting(self, sifting: Sifting) -> None:
        menu = self._below("sort", self.tr("Sort by"), "sort-up")
        keys = {key.field for key in sifting.sieve.sort}
        menu.aboutToShow.connect(lambda: self._fields(menu, sifting, keys, sifting.sort_by, "sort"))

    def _fill_grouping(self, sifting: Sifting) -> None:
        menu = self._below("group", self.tr("Group by"), "group")
        menu.aboutToShow.connect(
            lambda: self._fields(menu, sifting, {sifting.sieve.group}, sifting.group, "group")
        )

    def _fields(
        self, menu: QMenu, sifting: Sifting, chosen: set[str], choose: Callable[[str], None], verb: str
    ) -> None:
        """The fields that people ask for most, and all others one menu further on."""
        menu.clear()
        none = menu.addAction(self.tr("No groups") if verb == "group" else self.tr("Rows' own order"))
        none.setObjectName(f"sift-{verb}-none")
        none.setCheckable(True)
        none.setChecked(not any(chosen))
        none.triggered.connect(lambda: choose(""))
        menu.addSeparator()
        rows = sifting.rows
        usual = [rows.fields[name] for name in rows.usual if name in rows.fields]
        others = sorted(
            (field for field in rows.fields.values() if field not in usual), key=lambda field: field.label
        )
        more = QMenu(self.tr("More fields"), menu)
        for parent, fields in ((menu, usual), (more, others)):
            for field in fields:
                self._field(parent, field, field.name in chosen, choose, verb)
        menu.addSeparator()
        menu.addMenu(more)

    def _field(self, menu: QMenu, field: Field, on: bool, choose: Callable[[str], None], verb: str) -> None:
        action = menu.addAction(self.tr(field.label))
        action.setObjectName(f"sift-{verb}-{field.name}")
        action.setCheckable(True)
        action.setChecked(on)
        action.triggered.connect(lambda _=False, name=field.name: choose(name))

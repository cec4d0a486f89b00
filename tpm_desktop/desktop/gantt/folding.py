"""Which rows of the outline, or groups, are folded: remembered by id, whatever comes and goes around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import numpy as np
from PySide6.QtCore import QModelIndex, QObject, Signal

from .model import OutlineModel
from .rows import group_key
from .tree import OutlineTree


class Folding(QObject):
    """Of one table. changed: other rows are to be seen now."""

    changed = Signal()

    def __init__(self, tree: OutlineTree, model: OutlineModel) -> None:
        super().__init__(tree)
        self._tree, self._model = tree, model
        self._collapsed: set[str] = set()
        self._closed: set[str] = set()
        tree.expanded.connect(lambda index: self._folded(index, closed=False))
        tree.collapsed.connect(lambda index: self._folded(index, closed=True))

    @property
    def folds(self) -> set[str]:
        """What is folded now; what is folded while rows are sifted is forgotten with that."""
        return self._collapsed if self._model.kept is None else self._closed

    def forget_sifted(self) -> None:
        """Rows that a filter keeps, and groups, begin unfolded."""
        self._closed.clear()

    def summaries(self) -> set[str]:
        """Ids of the rows with others below them."""
        outline = self._model.state.outline
        return {outline.ids[row] for row in np.flatnonzero(outline.has_children()).tolist()}

    def renew(self, known: set[str], *, all_open: bool) -> None:
        """Fold the rows of another outline as before. Args: known: summaries that were there; all_open: open
        all others first, not only new ones.
        """
        if all_open:
            self._quietly_unfold()
        for key in (self.summaries() - known) | self.folds:
            self._set_folded(key, closed=key in self.folds)

    def unfold_all(self) -> None:
        """Show every row."""
        self.folds.clear()
        self._quietly_unfold()
        self.changed.emit()

    def fold_all(self) -> None:
        """Show component projects, or groups, only."""
        groups = self._model.arrangement.groups
        self.folds.update(self.summaries() if groups is None else {group_key(group) for group in groups})
        with _quiet(self._tree):
            self._tree.collapseAll()
        self.changed.emit()

    def fold_to(self, level: int) -> None:
        """Show the outline down to a level, component projects being the first; groups stay as they are."""
        if self._model.arrangement.groups is not None:
            return
        outline = self._model.state.outline
        self.folds.clear()
        self.folds.update(i for i in self.summaries() if int(outline.level[outline.row[i]]) >= level - 1)
        self._quietly_unfold()
        for key in self.folds:
            self._set_folded(key, closed=True)
        self.changed.emit()

    def unfold_to(self, row_ids: Iterable[str]) -> None:
        """Open what rows lie in."""
        outline = self._model.state.outline
        if self._model.arrangement.groups is not None:
            for row_id in row_ids:
                self._tree.expand(self._model.index_of(row_id, 0).parent())
            return
        for row_id in row_ids:
            above = int(outline.parent[outline.row[row_id]]) if row_id in outline.row else -1
            while above >= 0:
                self._tree.expand(self._model.index_at(above, 0))
                above = int(outline.parent[above])

    def _quietly_unfold(self) -> None:
        with _quiet(self._tree):
            self._tree.expandAll()

    def _set_folded(self, key: str, *, closed: bool) -> None:
        index = self._model.index_of(key, 0)
        for number, group in enumerate(self._model.arrangement.groups or ()):
            if group_key(group) == key:
                index = self._model.index_of_group(number)
        if index.isValid() and self._tree.isExpanded(index) is closed:
            with _quiet(self._tree):
                self._tree.setExpanded(index, not closed)

    def _folded(self, index: QModelIndex, *, closed: bool) -> None:
        group = self._model.group_of(index)
        key = self._model.id_of(index) if group is None else group_key(group)
        if key is None:
            return
        if closed:
            self.folds.add(key)
        else:
            self.folds.discard(key)
        self.changed.emit()


@contextmanager
def _quiet(tree: OutlineTree) -> Iterator[None]:
    """While it opens and closes by itself, nobody is told."""
    tree.blockSignals(True)
    try:
        yield
    finally:
        tree.blockSignals(False)

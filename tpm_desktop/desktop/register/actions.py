"""What can be done in any register, as actions with names, pictures and keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence

from .own_actions import own_actions

if TYPE_CHECKING:
    from .view import RegisterView


def usual_actions(view: RegisterView) -> list[QAction]:
    """In the order of the menu; those of high priority stand in the view's header."""
    tr, make = partial(QCoreApplication.translate, "RegisterView"), view.made_action
    keys = QKeySequence.StandardKey
    label = view.about.one
    add = make("add", tr("Add {}").format(label), "plus", QKeySequence("Ins"), view.add)
    columns = make("columns", tr("Columns…"), "columns", None, view.choose_columns)
    for action in (add, columns):
        action.setPriority(QAction.Priority.HighPriority)
    remove = make("remove", tr("Remove {}").format(label), "delete", keys.Delete, view.remove)
    paste = make("paste", tr("Paste cells"), "paste", keys.Paste, view.cells.paste)
    cut = make("cut", tr("Cut cells"), "cut", keys.Cut, view.cells.cut)
    copy = make("copy", tr("Copy cells"), "copy", keys.Copy, view.cells.copy)
    twice = make("duplicate", tr("Duplicate"), "duplicate", QKeySequence("Ctrl+D"), view.duplicate)
    find = make(
        "find",
        tr("Find in the table"),
        "search",
        "Ctrl+F",
        lambda: view.finding.ask(replacing=False),
    )
    replace = make(
        "replace",
        tr("Replace in the table"),
        "edit",
        "Ctrl+H",
        lambda: view.finding.ask(replacing=True),
    )
    write = make("write-sheet", tr("Write as a sheet…"), "export", None, view.sheets.ask_where)
    take = make("take-sheet", tr("Take from a sheet…"), "import", None, view.sheets.ask_which)
    own = own_actions(view, make)
    for action in (add, remove, cut, paste, twice, replace, take, *own):
        action.setEnabled(view.is_writable)
    more = [twice, remove, cut, copy, paste, find, replace, write, take, columns]
    if view.has_cards:
        cards = make("cards", tr("Cards by status"), "board", "Ctrl+Shift+K", view.show_cards)
        cards.setCheckable(True)
        cards.setPriority(QAction.Priority.HighPriority)
        more.append(cards)
    return [add, *own, *more]

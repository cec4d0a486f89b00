"""The context menu of a node or an arrow."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from tpm_desktop.gestures.links import change_link
from tpm_desktop.model.schedule import LagUnit, LinkType

from ..icons import icon
from ..session import Session
from .edges import EdgeItem
from .nodes import NodeItem


def type_menu(session: Session, menu: QMenu, link_id: str) -> QMenu:
    """The four types of a link, the present one marked."""
    table = session.program.plan.state.inputs.tables["link"]
    row = table.row[link_id]
    lag, unit = int(table.numbers["lag"][row]), LagUnit(table.texts["lag_unit"][row] or LagUnit.WORKING)
    types = menu.addMenu(icon("link"), menu.tr("Type"))
    for kind in LinkType:
        action = types.addAction(f"{kind.value.upper()}  {kind.label}")
        action.setCheckable(True)
        action.setChecked(kind == table.texts["type"][row])
        action.triggered.connect(
            lambda _=False, k=kind: session.do(lambda: change_link(session.program, link_id, k, lag, unit))
        )
    return types


def context_menu(
    session: Session,
    parent: QWidget,
    item: NodeItem | EdgeItem,
    edit_link: Callable[[str], None],
    actions: Mapping[str, QAction],
) -> QMenu:
    """What can be done with an item. actions: those of the view, by name."""
    menu = QMenu(parent)
    writable = not session.program.file.read_only
    if isinstance(item, EdgeItem):
        if len(item.edge.links) == 1 and writable:
            link_id = item.edge.links[0]
            type_menu(session, menu, link_id)
            menu.addAction(icon("clock"), menu.tr("Type and lag…"), lambda: edit_link(link_id))
        menu.addAction(actions["remove"])
        return menu
    for name in ("toggle",) if item.node.row == item.node.project else ("link", "toggle"):
        menu.addAction(actions[name])
    return menu

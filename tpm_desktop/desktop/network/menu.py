"""The context menu of a node or an arrow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from tpm_desktop.gestures.links import change_link
from tpm_desktop.model.schedule import LagUnit, LinkType

from ..icons import icon
from ..impact import offer_slip
from ..session import Session
from .edges import EdgeItem
from .graph import Edge, NodeKind
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
    open_edge: Callable[[Edge], None],
    went: Callable[[str, str], None],
    actions: Mapping[str, QAction],
) -> QMenu:
    """What can be done with an item.

    Args: edit_link: by its id; open_edge: the links of an arrow; went: to a row of a table; actions: those of
    the view, by name.
    """
    menu = QMenu(parent)
    writable = not session.program.file.read_only
    if isinstance(item, EdgeItem):
        if len(item.edge.links) == 1 and writable:
            link_id = item.edge.links[0]
            type_menu(session, menu, link_id)
            menu.addAction(icon("clock"), menu.tr("Type and lag…"), lambda: edit_link(link_id))
        if len(item.edge.links) > 1:
            menu.addAction(icon("table"), menu.tr("List its links"), lambda: open_edge(item.edge))
        commitment = session.program.plan.state.inputs.tables["commitment"]
        for one in item.edge.owed:
            title = (commitment.texts["title"][commitment.row[one]] or "").replace("&", "&&")
            text = menu.tr("Go to commitment “{}”").format(title)
            menu.addAction(icon("commitment"), text, partial(went, "commitment", one))
        if item.edge.links:
            menu.addAction(actions["remove"])
        if item.edge.owed:
            menu.addSeparator()
            offer_slip(menu, session, "commitment", item.edge.owed[:1])
        return menu
    if item.node.kind is NodeKind.OUTSIDE:
        return menu
    for name in ("toggle",) if item.node.row == item.node.project else ("link", "toggle"):
        menu.addAction(actions[name])
    menu.addSeparator()
    offer_slip(menu, session, "project" if item.node.row == item.node.project else "task", (item.node.id,))
    return menu

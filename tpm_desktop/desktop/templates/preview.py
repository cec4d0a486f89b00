"""What a template would add, in two lists: the outline with its dates, the roles and accounts."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from tpm_desktop.desktop.gantt.cells import Cells
from tpm_desktop.desktop.icons import icon
from tpm_desktop.desktop.style import dress_table
from tpm_desktop.desktop.wording import tip
from tpm_desktop.formats import Formats
from tpm_desktop.gestures.templates import Proposal

_KEYS = ("name", "duration", "start", "finish", "resources")
_WIDTHS = (330, 76, 110, 110)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def dress(tree: QTreeWidget, headings: Iterable[str], widths: Iterable[int]) -> None:
    """A list that is only looked at; its last column takes the room that is left."""
    tree.setHeaderLabels(list(headings))
    dress_table(tree)
    tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    tree.header().setStretchLastSection(True)
    tree.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    for n, width in enumerate(widths):
        tree.setColumnWidth(n, width)


def dress_outline(tree: QTreeWidget) -> None:
    """The list that `show_outline` fills."""
    headings = (_tr("Task"), _tr("Duration"), _tr("Start"), _tr("Finish"), _tr("Roles"))
    dress(tree, headings, _WIDTHS)
    tree.headerItem().setTextAlignment(1, _RIGHT)


def show_outline(tree: QTreeWidget, proposal: Proposal, formats: Formats) -> None:
    """The component project with its tasks as the plan would have them."""
    tree.clear()
    state = proposal.state
    cells = Cells(state, formats)
    items: dict[int, QTreeWidgetItem] = {}
    for row in (proposal.row, *proposal.rows):
        item = QTreeWidgetItem([cells.text(row, key) for key in _KEYS])
        item.setTextAlignment(1, _RIGHT)
        for column in (0, 4):
            item.setToolTip(column, tip(item.text(column)))
        if state.summary[row]:
            font = item.font(0)
            font.setBold(True)
            item.setFont(0, font)
        elif state.milestone[row]:
            item.setIcon(0, icon("milestone"))
        above = items.get(int(state.outline.parent[row]))
        if above is None:
            tree.addTopLevelItem(item)
        else:
            above.addChild(item)
        items[row] = item
    tree.expandAll()


def dress_needs(tree: QTreeWidget) -> None:
    """The list that `show_needs` fills."""
    dress(tree, (_tr("Name"), _tr("Kind"), _tr("What becomes of it")), (280, 110))


def show_needs(tree: QTreeWidget, proposal: Proposal) -> None:
    """Roles and accounts: new ones, and those that the program has already."""
    tree.clear()
    made, template = proposal.contents, proposal.template
    roles = [(one.name, one.kind.label, one in made.new_roles) for one in template.roles]
    accounts = [(one.name, one.treatment.label, one in made.new_accounts) for one in template.accounts]
    for heading, icon_name, rows, there in (
        (_tr("Roles"), "resource", roles, _tr("The resource of that name is used")),
        (_tr("Cost accounts"), "account", accounts, _tr("The program’s account of that name is used")),
    ):
        group = QTreeWidgetItem([heading])
        group.setIcon(0, icon(icon_name))
        tree.addTopLevelItem(group)
        for name, kind, new in rows:
            group.addChild(QTreeWidgetItem([name, kind, _tr("New") if new else there]))
    tree.expandAll()


def _tr(text: str) -> str:
    return QCoreApplication.translate("TemplatePreview", text)

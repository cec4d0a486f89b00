"""What is done with risks from wherever they are chosen: register, heat map."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from tpm_desktop.gestures.ready_scales import READY_SCALES
from tpm_desktop.gestures.risks import (
    issue_from_assumption,
    issue_from_risk,
    response_task,
    score_by_scales,
    take_scales,
)
from tpm_desktop.model.risk_parts import RiskLevel

from .icons import icon
from .session import Session


def _tr(text: str) -> str:
    return QCoreApplication.translate("RiskGestures", text)


def make_issue(session: Session, table: str, ids: Sequence[str]) -> str | None:
    """Make an issue of the one risk or assumption that is chosen, and say where it is."""
    if len(ids) != 1:
        session.said.emit(_tr("Select one row to make an issue of it"))
        return None
    made = issue_from_risk if table == "risk" else issue_from_assumption
    issue = session.do(lambda: made(session.program, ids[0]))
    if issue is not None:
        name = session.names.name("issue", issue)
        session.offered.emit(
            _tr("It is the issue {} now").format(name),
            _tr("Go there"),
            lambda: session.select("issue", [issue]),
        )
    return issue


def make_task(session: Session, ids: Sequence[str]) -> str | None:
    """Make a task of the response to the one risk that is chosen, and say where it is."""
    if len(ids) != 1:
        session.said.emit(_tr("Select one risk to answer it in the plan"))
        return None
    task = session.do(lambda: response_task(session.program, ids[0]))
    if task is not None:
        said = _tr("“{}” is in the plan now").format(session.program.plan.name(task))
        session.said.emit(said)
    return task


def score(session: Session, ids: Sequence[str]) -> None:
    """Score risks by what the program's scales make of their money, days and chance."""
    if not ids:
        session.said.emit(_tr("Select the risks to score"))
        return
    count = session.do(lambda: score_by_scales(session.program, ids))
    if count is not None:
        many = _tr("1 risk is scored otherwise") if count == 1 else _tr("{} risks are scored otherwise")
        session.said.emit(many.format(count) if count else _tr("All scores agree with the scales already"))


def scales_menu(session: Session, owner: QWidget, edit: object) -> QMenu:
    """Ready scales to take, and the way to the program's own. Args: edit: called to show these."""
    menu = QMenu(owner)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setObjectName("risk-scales-menu")
    own = bool(session.program.file.rows(RiskLevel))
    action = menu.addAction(icon("edit"), _tr("Edit the program's levels") if own else _tr("See the levels"))
    action.triggered.connect(edit)
    menu.addSeparator()
    for ready in READY_SCALES:
        action = menu.addAction(_tr("Take “{}”: {}").format(_tr(ready.label), _tr(ready.said)))
        action.setEnabled(not session.program.file.read_only)
        action.triggered.connect(partial(_take, session, ready))
    return menu


def _take(session: Session, ready: object, *_: object) -> None:
    session.do(lambda: take_scales(session.program, ready))  # type: ignore[arg-type]


def pop_up(menu: QMenu) -> None:
    """Show a menu where the pointer is."""
    menu.popup(QCursor.pos())

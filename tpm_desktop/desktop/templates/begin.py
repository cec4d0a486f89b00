"""Adding a component project from a template to the open program: asked for in the Gantt or the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tpm_desktop.desktop.session import Session
from tpm_desktop.gestures.templates import Proposal, insert_template

from .dialog import TemplateDialog

if TYPE_CHECKING:
    from tpm_desktop.desktop.main_window import MainWindow


def ask_for_template(
    session: Session,
    parent: QWidget,
    before: str | None = None,
    done: Callable[[str], object] = lambda project: None,
) -> TemplateDialog:
    """Ask which template, and add what it proposes.

    Args: before: the component project that it goes before, None for the last place; done: is told its id.
    """
    dialog = TemplateDialog(session, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def insert(proposal: Proposal | None) -> None:
        if proposal is None:
            return
        project = session.do(lambda: insert_template(session.program, proposal, before=before))
        if project is not None:
            session.select("project", [project])
            done(project)

    dialog.accepted.connect(lambda: insert(dialog.proposal))
    dialog.open()
    return dialog


def begin_with_template(window: MainWindow) -> TemplateDialog | None:
    """Ask for a template in the window; where no program is open, a new one is made first."""
    if window.session is None:
        window.files.new()
    session = window.session
    if session is None:
        return None
    if session.program.file.read_only:
        session.refused.emit(window.tr("The file is open for reading only; save a copy and edit that"))
        return None
    return ask_for_template(session, window, done=lambda project: window.go_to("project", project))

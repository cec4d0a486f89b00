"""What earlier meetings of the same body gave somebody to do and is not done: carried over to this one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from tpm_desktop.desktop.case.lines_table import Head, Line, LinesTable
from tpm_desktop.desktop.command import command
from tpm_desktop.desktop.session import Session
from tpm_desktop.gestures.records import set_fields
from tpm_desktop.model.governance import ActionState, Meeting
from tpm_desktop.plan.agenda import carried_over
from tpm_desktop.plan.due import days_overdue


def _tr(text: str) -> str:
    return QCoreApplication.translate("MeetingRoom", text)


class CarriedActions(LinesTable):
    """The earliest due first; late ones stand out. finish: the command that says that one is done."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        heads = (
            Head(_tr("Open from before"), right=False),
            Head(_tr("Owner"), 120, right=False, needs=330),
            Head(_tr("Due"), 96, right=False),
        )
        nothing = _tr("No action is open from before.")
        super().__init__("room-carried", _tr("Open actions of earlier meetings"), heads, parent, nothing)
        self._session = session
        text = _tr("The action from before is done")
        self.finish: QAction = command(parent, "room-done", text, "check", "Ctrl+4", self._finish)

    def show_meeting(self, meeting: Meeting) -> None:
        """Show what is carried over to a meeting; late is what was due before it."""
        formats, names, on = self._session.formats, self._session.names, meeting.held.date()
        lines = []
        for row in carried_over(self._session.program.file, meeting):
            late = days_overdue("action", row, on)
            due = formats.date(row.due) or "–"
            said = _tr("{} · {} d late").format(due, late) if late else due
            owner = names.name("resource", row.owner_id) if row.owner_id else "–"
            bad = frozenset({2} if late else ())
            lines.append(Line(row.id, (f"{row.code}  {row.title}".strip(), owner, said), bad=bad))
        before = self.key
        self.told.show_lines(lines)
        self.go_to(before)

    def _finish(self) -> None:
        session, key = self._session, self.key
        if not key:
            session.said.emit(_tr("Choose an action of an earlier meeting first"))
            return
        session.do(partial(set_fields, session.program, "action", key, {"state": ActionState.DONE}))

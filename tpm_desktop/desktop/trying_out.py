"""Trying out: the window works on a what-if copy until its edits are kept as an option, or dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QInputDialog

from tpm_desktop.file.errors import ProgramFileError
from tpm_desktop.file.scratch import ScratchFile
from tpm_desktop.gestures.change_options import refuse_closed
from tpm_desktop.gestures.changes import keep_option
from tpm_desktop.model.change import ChangeOption, ChangeRequest
from tpm_desktop.plan import OpenProgram

from .looking_back import Shown, discard, still
from .session import Session
from .wording import shortened

if TYPE_CHECKING:
    from .main_window import MainWindow

_FIRST = "gantt"


class TryingOut(QObject):
    """Puts a session of a copy in memory in place of the program's, which waits with its views."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._waiting: Shown | None = None
        self._request_id = ""

    @property
    def is_on(self) -> bool:
        """Whether a what-if copy is shown."""
        return self._waiting is not None

    def begin(self, request_id: str) -> None:
        """Show a copy whose edits are meant for a change request."""
        window = self._window
        window.past.leave()
        session = window.session
        if session is None or self.is_on:
            return
        request = session.program.file.row(ChangeRequest, request_id)
        if request is None or session.attempt(lambda: refuse_closed(request)):
            session.do(lambda: refuse_closed(request) if request else None)
            return
        try:
            program = OpenProgram(ScratchFile(session.program.file))
        except ProgramFileError as problem:
            session.refused.emit(str(problem))
            return
        self._request_id = request_id
        self._show(program, request)

    def _show(self, program: OpenProgram, request: ChangeRequest) -> None:
        window = self._window
        session = Session(program, window)
        session.refused.connect(window.say_refused)
        session.said.connect(window.status.say)
        session.offered.connect(window.toast.say)
        session.judged.connect(window.telling.say_judged)
        session.slip_wanted.connect(window.show_slip)
        session.changed.connect(window.follow)
        window.remember_views()
        self._waiting = window.put_in_front(Shown(session, {}, window.filters))
        window.show_view(_FIRST)
        session.select(*still(session, *self._waiting.session.selected))
        text = self.tr("What-if copy for {} “{}”: edits here are proposed, not made.")
        window.banner.show_notice(
            text.format(request.code, shortened(request.title)),
            self.tr("Keep as an option…"),
            self.ask_title,
            closable=False,
            further=[(self.tr("Drop the edits"), self.leave)],
        )

    def ask_title(self) -> None:
        """Ask what the option is called, and keep what was edited under that title."""
        if self._waiting is None:
            return
        file = self._waiting.session.program.file
        count = len(file.rows(ChangeOption, change_id=self._request_id))
        title, wanted = QInputDialog.getText(
            self._window,
            self.tr("Keep as an option"),
            self.tr("What is the option called?"),
            text=self.tr("Option {}").format(count + 1),
        )
        if wanted and title.strip():
            self.keep(title.strip())

    def keep(self, title: str) -> None:
        """Keep what was edited as an option and return; where that is refused the copy stays."""
        trial, waiting, request_id = self._window.session, self._waiting, self._request_id
        if trial is None or waiting is None or not isinstance(trial.program.file, ScratchFile):
            return
        changes, program = trial.program.file.proposed, waiting.session.program
        problem = trial.attempt(lambda: keep_option(program, request_id, title, changes))
        if problem:
            trial.refused.emit(problem)
            return
        self.leave()
        waiting.session.said.emit(self.tr("“{}” is kept as an option").format(title))

    def leave(self) -> None:
        """Show the program again; what was edited in the copy is forgotten."""
        if self._waiting is None:
            return
        window, waiting, request_id = self._window, self._waiting, self._request_id
        self._waiting = None
        left = window.put_in_front(waiting)
        left.session.close()
        discard(window, left)
        window.show_view("change_request")
        waiting.session.select("change_request", [request_id])
        window.inspector.show_selected("change_request", (request_id,))  # it was about the copy until now

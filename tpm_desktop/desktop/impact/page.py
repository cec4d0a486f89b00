"""The impact as a page for a committee, written from the file by a thread."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from tpm_desktop.plan.impact import impact
from tpm_desktop.plan.slips import subject_of

from .. import file_dialogs
from ..background import Background
from ..session import Session
from .asking import Answer


class ImpactPage(QObject):
    """written: the page lies there."""

    written = Signal(Path)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._over = session, parent
        self._target = Path()
        self._background = Background(self)
        self._background.done.connect(self._done)
        self._background.failed.connect(lambda problem: session.refused.emit(str(problem)))

    def save(self, answer: Answer) -> None:
        """Ask where to, and write it there."""
        from tpm_desktop.reports import IMPACT, write_pack
        from tpm_desktop.reports.slip import Slip

        name = self.tr("Impact of {}.pdf").format(_plain(answer.found.subject.name))
        target = file_dialogs.ask_save(self._over, self.tr("Save as a page"), name, self.tr("PDF (*.pdf)"))
        if target is None:
            return
        opened, formats = self._session.again(), self._session.formats
        table, row_id = answer.found.subject.table, answer.found.subject.id
        minutes, elapsed = answer.minutes, answer.elapsed
        said = formats.duration(minutes, elapsed=elapsed)

        def work() -> None:
            with opened() as program:
                state = program.plan.state
                found = impact(state, subject_of(state, table, row_id), minutes, elapsed=elapsed)
                write_pack(IMPACT, program, target, formats=formats, slip=Slip(said, found))

        self._target = target
        self._background.start(work)

    def _done(self, _: object) -> None:
        self._session.said.emit(self.tr("Saved {}").format(self._target.name))
        self.written.emit(self._target)


def _plain(name: str) -> str:
    """A name as part of a file's name."""
    return "".join(sign if sign.isalnum() or sign in " -_.," else " " for sign in name).strip()[:60]

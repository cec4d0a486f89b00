"""The impact as a page for a committee."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.impact import impact
from tpm_desktop.plan.slips import subject_of
from tpm_desktop.reports import IMPACT, Subject

from ..pack_file import PackFile
from ..session import Session
from .asking import Answer

translate = QCoreApplication.translate


def save_impact(page: PackFile, session: Session, answer: Answer) -> None:
    """Ask where to, and write there what follows from a slip."""
    minutes, elapsed, subject = answer.minutes, answer.elapsed, answer.found.subject
    said = session.formats.duration(minutes, elapsed=elapsed)

    def about(program: OpenProgram) -> Subject:
        from tpm_desktop.reports.slip import Slip

        state = program.plan.state
        found = impact(state, subject_of(state, subject.table, subject.id), minutes, elapsed=elapsed)
        return Subject(slip=Slip(said, found))

    name = translate("Impact", "Impact of {}").format(subject.name)
    page.ask_where(translate("Impact", "Save as a page"), name, IMPACT, about)

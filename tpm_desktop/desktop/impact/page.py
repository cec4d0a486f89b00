"""The impact as a page for a committee."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.impact import impact
from tpm_desktop.plan.slips import subject_of

from ..saved_page import SavedPage
from ..session import Session
from .asking import Answer

translate = QCoreApplication.translate


def save_impact(page: SavedPage, session: Session, answer: Answer) -> None:
    """Ask where to, and write there what follows from a slip."""
    formats, minutes, elapsed = session.formats, answer.minutes, answer.elapsed
    subject, said = answer.found.subject, formats.duration(minutes, elapsed=elapsed)

    def write(program: OpenProgram, target: Path) -> None:
        from tpm_desktop.reports import IMPACT, write_pack
        from tpm_desktop.reports.slip import Slip

        state = program.plan.state
        found = impact(state, subject_of(state, subject.table, subject.id), minutes, elapsed=elapsed)
        write_pack(IMPACT, program, target, formats=formats, slip=Slip(said, found))

    name = translate("Impact", "Impact of {}").format(subject.name)
    page.save(translate("Impact", "Save as a page"), name, write)

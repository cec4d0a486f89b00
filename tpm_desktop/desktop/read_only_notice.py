"""The notice above the views of a program that can only be read: why, and what to do."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from tpm_desktop.file.chain import Break

from .session import Session
from .widgets import Banner
from .window_files import WindowFiles
from .wording import shortened

translate = QCoreApplication.translate


def say_read_only(banner: Banner, session: Session, files: WindowFiles) -> None:
    """Say why a file is only read, with the step that helps."""
    file = session.program.file
    if file.unsound:
        step = translate("ReadOnly", "Save the rows in a new file…")
        banner.show_notice(_broken(file.unsound, session), step, files.recover, tone="danger", closable=False)
        return
    if file.held_by:
        text = translate("ReadOnly", "{} is editing this file; you can read it, and edit a copy.")
        text = text.format(file.held_by)
    else:
        text = translate("ReadOnly", "This file can only be read where it lies; save a copy to edit it.")
    step = translate("ReadOnly", "Save a copy…")
    banner.show_notice(text, step, files.save_copy, tone="warning", closable=False)


def _broken(broken: Break, session: Session) -> str:
    at = datetime.fromisoformat(broken.at).astimezone().replace(tzinfo=None)
    when = session.formats.instant(at, time=True, year=True)
    return translate(
        "ReadOnly",
        "The history of this file can't be trusted from record {} on, “{}” of {}: {}. You can read the plan, "
        "not change it. Ask its sender for another copy or use a backup; or save the rows in a new file, "
        "whose history begins anew.",
    ).format(f"{broken.number:,}", shortened(broken.label), when, broken.reason)

"""Asking for what a step of a capital request needs; the dialog stays until the step can be taken."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from tpm_desktop.desktop.new_row import ask_for
from tpm_desktop.desktop.session import Session
from tpm_desktop.gestures.capital import book_of, proposed, take_step
from tpm_desktop.model.capital_life import LifeStep, Stage
from tpm_desktop.model.catalogue import entry

translate = QCoreApplication.translate
_DECIDING = ("taken", "by_id", "note")


def ask_and_take(session: Session, request_id: str, step: LifeStep, parent: QWidget) -> bool:
    """Ask who takes a step, when and about what; whether it was taken."""
    program = session.program
    request = book_of(program, request_id).request

    verb = translate("Capital", step.verb)
    values = ask_for(
        session,
        entry(step.table),
        proposed(program, request_id, step),
        parent,
        fields=asked_fields(step),
        title=f"{verb}: {request.code} {request.title}",
        accept=verb,
        make=partial(take_step, program, request_id, step),
    )
    return values is not None


def asked_fields(step: LifeStep) -> tuple[str, ...]:
    """The fields that a step's dialog has; only who approves says in which role and about which sum."""
    if step.table != "capital_step":
        return tuple(name for name in entry(step.table).asked if name != "request_id")
    if step.to is Stage.APPROVED:
        return ("taken", "by_id", "role", "amount", "note")
    if step.to is Stage.DEFERRED:
        return ("taken", "by_id", "look_again", "note")
    return _DECIDING

"""The line of a context menu that asks what follows if a row slips."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu

from tpm_desktop.plan.slips import SLIPPING_TABLES

from ..icons import icon
from ..session import Session

translate = QCoreApplication.translate


def offer_slip(menu: QMenu, session: Session, table: str, ids: Sequence[str]) -> None:
    """Add it where one row is meant, and those of its table can slip."""
    if table in SLIPPING_TABLES and len(ids) == 1:
        text = translate("Impact", "What moves if it slips…")
        menu.addAction(icon("move-right"), text, lambda: session.slip_wanted.emit(table, ids[0]))

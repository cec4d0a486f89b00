"""What the plan makes of procurement packages: need, expected delivery and how late that is."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication

from tpm_desktop.desktop.session import Session
from tpm_desktop.plan.procurement import packages
from tpm_desktop.plan.procurement_words import days_text
from tpm_desktop.planning.columns import NONE

from .columns import Column, Tone
from .derived import follows
from .integration_columns import Kept

translate = QCoreApplication.translate
_EPOCH = date(1970, 1, 1)


def package_columns(session: Session) -> list[tuple[str, Column]]:
    """Of packages, with the names of the columns that they stand after."""
    found = Kept(session, lambda state: {one.id: one for one in packages(state)})
    tr, day = translate, session.formats.date

    def date_of(number: int) -> date | None:
        return None if number == NONE else _EPOCH + timedelta(days=number)

    need = follows(
        "need", tr("Register", "Need"),
        tr("Register", "The day entered, else the start of the task that needs it"),
        found.read(lambda one: date_of(one.need)), day,
    )  # fmt: skip
    expected = follows(
        "delivery", tr("Register", "Expected"),
        tr("Register", "As the vendor told, else of its orders, of the awarded bid, of the plan"),
        found.read(lambda one: date_of(one.expected)), day,
    )  # fmt: skip
    late = follows(
        "days_late", tr("Register", "Late"),
        tr("Register", "Calendar days that it is expected after the need"),
        found.read(lambda one: one.days_late or None), lambda days: days_text(days) if days else "",
        lambda days: Tone.RED if days else Tone.PLAIN,
    )  # fmt: skip
    return [("state", need), ("state", expected), ("state", late)]

"""What the plan makes of commitments: need, forecast, margin, outlook, and what is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QCoreApplication

from tpm_desktop.desktop.session import Session
from tpm_desktop.plan import State, instant
from tpm_desktop.plan.commitment_words import lacks_text
from tpm_desktop.plan.commitments import Outlook, Promise, commitments
from tpm_desktop.planning.columns import NONE

from .columns import Column, Tone
from .derived import follows
from .rows import Row

translate = QCoreApplication.translate
TONES = {
    Outlook.LATE: Tone.RED,
    Outlook.SLIPPING: Tone.AMBER,
    Outlook.ON_COURSE: Tone.GREEN,
    Outlook.OPEN: Tone.MUTED,
    Outlook.MET: Tone.GREEN,
}
_GRAVITY = tuple(TONES)


def outlook_word(outlook: Outlook) -> str:
    """An outlook as people read it."""
    return translate("Register", outlook.value.capitalize())


class _Promises:
    """The commitments of the present state, computed once for all cells."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._of: State | None = None
        self._found: dict[str, Promise] = {}

    def __call__(self, row_id: str) -> Promise | None:
        state = self._session.program.plan.state
        if state is not self._of:
            self._of, self._found = state, {one.id: one for one in commitments(state)}
        return self._found.get(row_id)

    def read(self, value: Callable[[Promise], Any]) -> Callable[[str, Row], Any]:
        """What a column takes its value from: of each row's commitment, None where it has none."""

        def of_row(row_id: str, row: Row) -> Any:
            promise = self(row_id)
            return None if promise is None else value(promise)

        return of_row


def commitment_columns(session: Session) -> list[tuple[str, Column]]:
    """The columns with the names of those that they stand after."""
    promises = _Promises(session)
    return [
        *(("promised", column) for column in _dates(session, promises)),
        ("title", _outlook(promises)),
        ("owner_id", _findings(session, promises)),
    ]


def _dates(session: Session, promises: _Promises) -> list[Column]:
    """Need and forecast, and the working days by which it is early, or breaks its promise."""
    formats = session.formats

    def days(value: int | None) -> str:
        return "" if value is None else formats.duration(value, unit="d", sign=True)

    def early(value: int | None) -> Tone:
        return Tone.RED if value is not None and value < 0 else Tone.PLAIN

    def broken(value: int | None) -> Tone:
        return Tone.AMBER if value is not None and value > 0 else Tone.PLAIN

    need = _tr("The day entered, else when the plan of the receiving task needs it")
    forecast = _tr("When the giving task finishes as planned")
    margin = _tr("Working days from the forecast to the need; below zero it comes too late")
    slip = _tr("Working days from the promise to the forecast; above zero it is broken")
    needed, given = promises.read(lambda p: instant(p.needed)), promises.read(lambda p: instant(p.forecast))
    between = promises.read(lambda p: None if p.settled or p.margin == NONE else p.margin)
    behind = promises.read(lambda p: None if p.settled or p.slip == NONE else p.slip)
    return [
        follows("need", _tr("Need"), need, needed, formats.date),
        follows("forecast", _tr("Forecast"), forecast, given, formats.date),
        follows("margin", _tr("Margin"), margin, between, days, early),
        replace(follows("slip", _tr("Slip"), slip, behind, days, broken), usual=False),
    ]


def _outlook(promises: _Promises) -> Column:
    """By gravity, so that sorting brings the late ones together."""

    def text(value: int | None) -> str:
        return "" if value is None else outlook_word(_GRAVITY[value])

    def tone(value: int | None) -> Tone:
        return Tone.PLAIN if value is None else TONES[_GRAVITY[value]]

    read = promises.read(lambda p: _GRAVITY.index(p.outlook))
    return follows("outlook", _tr("Outlook"), _tr("What the plan makes of it"), read, text, tone, chip=True)


def _findings(session: Session, promises: _Promises) -> Column:
    def lacking(promise: Promise) -> str | None:
        return lacks_text(session.program.plan.state, promise, session.formats) or None

    return follows(
        "findings",
        _tr("Findings"),
        _tr("What is missing, or what the plan can’t keep"),
        promises.read(lacking),
        lambda value: value or "",
        lambda value: Tone.AMBER if value else Tone.PLAIN,
        right=False,
    )


def _tr(text: str) -> str:
    return translate("Register", text)

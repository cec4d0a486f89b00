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


def commitment_columns(session: Session) -> list[tuple[str, Column]]:
    """The columns with the names of those that they stand after."""
    found, formats = _Promises(session), session.formats

    def read(value: Callable[[Promise], Any]) -> Callable[[str, Row], Any]:
        def of_row(row_id: str, row: Row) -> Any:
            promise = found(row_id)
            return None if promise is None else value(promise)

        return of_row

    def lacking(promise: Promise) -> str | None:
        return lacks_text(session.program.plan.state, promise, formats) or None

    def outlook_tone(value: int | None) -> Tone:
        return Tone.PLAIN if value is None else TONES[_GRAVITY[value]]

    def outlook_text(value: int | None) -> str:
        return "" if value is None else outlook_word(_GRAVITY[value])

    def margin_tone(value: int | None) -> Tone:
        return Tone.RED if value is not None and value < 0 else Tone.PLAIN

    def slip_tone(value: int | None) -> Tone:
        return Tone.AMBER if value is not None and value > 0 else Tone.PLAIN

    def days(value: int | None) -> str:
        return "" if value is None else formats.duration(value, unit="d", sign=True)

    tr = translate
    day = formats.date
    need_hint = tr("Register", "The day entered, else when the plan of the receiving task needs it")
    return [
        (
            "promised",
            follows("need", tr("Register", "Need"), need_hint, read(lambda p: instant(p.needed)), day),
        ),
        (
            "promised",
            follows(
                "forecast",
                tr("Register", "Forecast"),
                tr("Register", "When the giving task finishes as planned"),
                read(lambda p: instant(p.forecast)),
                day,
            ),
        ),
        (
            "promised",
            follows(
                "margin",
                tr("Register", "Margin"),
                tr("Register", "Working days from the forecast to the need; below zero it comes too late"),
                read(lambda p: None if p.settled or p.margin == NONE else p.margin),
                days,
                margin_tone,
            ),
        ),
        (
            "promised",
            replace(
                follows(
                    "slip",
                    tr("Register", "Slip"),
                    tr("Register", "Working days from the promise to the forecast; above zero it is broken"),
                    read(lambda p: None if p.settled or p.slip == NONE else p.slip),
                    days,
                    slip_tone,
                ),
                usual=False,
            ),
        ),
        (
            "title",
            follows(
                "outlook",
                tr("Register", "Outlook"),
                tr("Register", "What the plan makes of it"),
                read(lambda p: _GRAVITY.index(p.outlook)),
                outlook_text,
                outlook_tone,
                chip=True,
            ),
        ),
        (
            "owner_id",
            follows(
                "findings",
                tr("Register", "Findings"),
                tr("Register", "What is missing, or what the plan can’t keep"),
                read(lacking),
                lambda value: value or "",
                lambda value: Tone.AMBER if value else Tone.PLAIN,
                right=False,
            ),
        ),
    ]

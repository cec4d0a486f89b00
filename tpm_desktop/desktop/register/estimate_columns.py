"""What follows for a line of estimates: its expected cost and deviation, and what the plan says of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication

from tpm_desktop.desktop.session import Session
from tpm_desktop.plan import State
from tpm_desktop.plan.estimates import Line, rounds

from .columns import Column, Tone
from .derived import follows
from .rows import Row

translate = QCoreApplication.translate


class _Lines:
    """The lines of the present state, by their ids."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._of: State | None = None
        self._found: dict[str, Line] = {}

    def read(self, value: Callable[[Line], Any]) -> Callable[[str, Row], Any]:
        """What a column takes its value from: of each row's line."""

        def of_row(row_id: str, row: Row) -> Any:
            state = self._session.program.plan.state
            if state is not self._of:
                self._of = state
                self._found = {line.row.id: line for one in rounds(state) for line in one.lines}
            line = self._found.get(row_id)
            return None if line is None else value(line)

        return of_row


def estimate_columns(session: Session) -> list[tuple[str, Column]]:
    """The columns with the names of those that they stand after."""
    lines, formats = _Lines(session), session.formats

    def money(value: int | None) -> str:
        return "" if value is None else formats.money(value, whole=True, dash=True)

    def signed(value: int | None) -> str:
        return "" if value is None else formats.money(value, whole=True, dash=True, sign=True)

    def below(value: int | None) -> Tone:
        return Tone.AMBER if value is not None and value < 0 else Tone.PLAIN

    expected = _tr("The mean of the three points: a sixth of optimistic, four times most likely, pessimistic")
    plan = _tr("What the plan costs here, from assignments, materials and fixed costs")
    apart = _tr("Expected less what the plan says; below zero the plan costs more than is estimated")
    return [
        (
            "pessimistic",
            follows(
                "expected", _tr("Expected"), expected, lines.read(lambda x: x.expected), money, total=money
            ),
        ),
        ("pessimistic", follows("plan", _tr("Plan"), plan, lines.read(lambda x: x.plan), money, total=money)),
        (
            "pessimistic",
            follows(
                "difference", _tr("Difference"), apart, lines.read(lambda x: x.difference), signed, below,
                total=signed,
            ),
        ),
        (
            "pessimistic",
            follows(
                "deviation", _tr("± Deviation"), _tr("A sixth of the range from optimistic to pessimistic"),
                lines.read(lambda x: x.deviation if x.span else None), money,
            ),
        ),
    ]  # fmt: skip


def _tr(text: str) -> str:
    return translate("Register", text)

"""What the plan makes of integration tests, interfaces and releases: dates, standing, readiness."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication

from tpm_desktop.desktop.session import Session
from tpm_desktop.plan import State, instant
from tpm_desktop.plan.integration import Run, Standing, runs
from tpm_desktop.plan.lights import Rag
from tpm_desktop.plan.readiness import Readiness, readiness
from tpm_desktop.planning.columns import NONE

from .columns import Column, Tone
from .derived import follows
from .rows import Row

translate = QCoreApplication.translate
_TONES = {
    Standing.FAILED: Tone.RED,
    Standing.BLOCKED: Tone.RED,
    Standing.OVERDUE: Tone.AMBER,
    Standing.LATE: Tone.AMBER,
    Standing.UNDATED: Tone.MUTED,
    Standing.PLANNED: Tone.MUTED,
    Standing.PASSED: Tone.GREEN,
}
_GRAVITY = tuple(_TONES)
_LIGHTS = {Rag.RED: Tone.RED, Rag.AMBER: Tone.AMBER, Rag.GREEN: Tone.GREEN}


class Kept:
    """What is computed of a state, once for all cells, by the id of a row."""

    def __init__(self, session: Session, compute: Callable[[State], dict[str, Any]]) -> None:
        self._session, self._compute = session, compute
        self._of: State | None = None
        self._found: dict[str, Any] = {}

    def __call__(self, row_id: str) -> Any:
        state = self._session.program.plan.state
        if state is not self._of:
            self._of, self._found = state, self._compute(state)
        return self._found.get(row_id)

    def read(self, value: Callable[[Any], Any]) -> Callable[[str, Row], Any]:
        """A column's value: what is read of the row's, nothing where there is none."""

        def of_row(row_id: str, row: Row) -> Any:
            found = self(row_id)
            return None if found is None else value(found)

        return of_row


def test_columns(session: Session) -> list[tuple[str, Column]]:
    """Of integration tests, with the names of the columns that they stand after."""
    found = Kept(session, lambda state: {run.id: run for run in runs(state)})
    tr, day = translate, session.formats.date

    def date_of(value: Callable[[Run], int]) -> Callable[[str, Row], Any]:
        return found.read(lambda run: instant(value(run)))

    def text(value: int | None) -> str:
        return "" if value is None else tr("Register", _GRAVITY[value].value.capitalize())

    dates = (
        ("planned", tr("Register", "Planned"), tr("Register", "Baseline finish of its task"),
         date_of(lambda run: run.planned)),
        ("forecast", tr("Register", "Forecast"), tr("Register", "Finish of its task as planned now"),
         date_of(lambda run: run.forecast)),
        ("actual", tr("Register", "Done"), tr("Register", "Actual finish of its task"),
         date_of(lambda run: run.actual)),
    )  # fmt: skip
    standing = follows(
        "standing",
        tr("Register", "Standing"),
        tr("Register", "Its result, else what its dates say"),
        found.read(lambda run: _GRAVITY.index(run.standing)),
        text,
        lambda value: Tone.PLAIN if value is None else _TONES[_GRAVITY[value]],
        chip=True,
    )
    made = [("task_id", follows(name, heading, hint, value, day)) for name, heading, hint, value in dates]
    return [("result", standing), *made]


def release_columns(session: Session) -> list[tuple[str, Column]]:
    """Of releases, with the names of the columns that they stand after."""
    found = Kept(session, lambda state: {one.cut_over.id: one for one in readiness(state)})
    tr, formats = translate, session.formats

    def margin(one: Readiness) -> int | None:
        return None if one.cut_over.margin == NONE else one.cut_over.margin

    return [
        (
            "cut_over",
            follows(
                "forecast",
                tr("Register", "Forecast"),
                tr("Register", "Finish of its milestone as planned now"),
                found.read(lambda one: instant(one.cut_over.forecast)),
                formats.date,
            ),
        ),
        (
            "cut_over",
            follows(
                "margin",
                tr("Register", "Margin"),
                tr("Register", "Working days from the forecast to the agreed cut-over"),
                found.read(margin),
                lambda value: "" if value is None else formats.duration(value, unit="d", sign=True),
                lambda value: Tone.RED if value is not None and value < 0 else Tone.PLAIN,
            ),
        ),
        (
            "name",
            follows(
                "readiness",
                tr("Register", "Readiness"),
                tr("Register", "Whether it can go live; the view Readiness says why"),
                found.read(lambda one: int(one.rag)),
                lambda value: "" if value is None else Rag(value).letter,
                lambda value: Tone.PLAIN if value is None else _LIGHTS[Rag(value)],
                chip=True,
            ),
        ),
    ]

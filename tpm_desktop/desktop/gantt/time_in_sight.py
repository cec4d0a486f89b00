"""Which time the chart shows: going to a date or a bar, nearer and further, all or what is selected."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import numpy as np
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from tpm_desktop.desktop.session import Session
from tpm_desktop.plan import instant
from tpm_desktop.planning.columns import NONE

from .panes import Panes
from .timescale import DAY, minutes_of

_STEP = 1.5
_REVEALED = 0.2  # share of the width at which a bar that is gone to begins


class TimeInSight(QObject):
    """What the commands of the menu “Time in sight” do."""

    def __init__(self, view: QWidget, panes: Panes, session: Session) -> None:
        super().__init__(view)
        self._view, self._panes, self._session = view, panes, session

    def commands(self) -> dict[str, Callable[[], object]]:
        """What each does, by its command's name."""
        chart = self._panes.chart
        return {
            "reveal": self._reveal,
            "today": lambda: chart.show_instant(minutes_of(datetime.now())),
            "go-to-date": self._ask_for_date,
            "status-date": self._show_status_date,
            "zoom-in": lambda: chart.zoom(_STEP, self._zoom_centre()),
            "zoom-out": lambda: chart.zoom(1 / _STEP, self._zoom_centre()),
            "fit": chart.fit,
            "fit-selection": self._fit_selection,
        }

    def _reveal(self) -> None:
        self.reveal(self._panes.model.id_of(self._panes.tree.currentIndex()))

    def reveal(self, row_id: str | None) -> None:
        """Bring the bar of a row into view."""
        state = self._panes.model.state
        row = state.outline.row.get(row_id or "")
        if row is not None and int(state.schedule.start[row]) != NONE:
            self._panes.chart.show_instant(float(state.schedule.start[row]), _REVEALED)

    def _show_status_date(self) -> None:
        at = int(self._panes.model.state.inputs.options.status_date)
        if at == NONE:
            self._session.refused.emit(
                self.tr("The program has no status date; set it in the program's form")
            )
        else:
            self._panes.chart.show_instant(at)

    def _ask_for_date(self) -> None:
        from .date_jump import DateJump

        panes, formats = self._panes, self._session.formats
        row = panes.model.row_of(panes.tree.currentIndex())
        start = None if row is None else instant(int(panes.model.state.schedule.start[row]))
        dialog = DateJump(formats, start.date() if start else formats.today(), self._view)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(lambda moment: panes.chart.show_instant(minutes_of(moment)))
        dialog.open()

    def _fit_selection(self) -> None:
        """The time of the selected rows, and the first of them."""
        panes, schedule = self._panes, self._panes.model.state.schedule
        rows = np.array(sorted(panes.chart.selected), np.int64)
        rows = rows[(schedule.start[rows] != NONE) & (schedule.finish[rows] != NONE)]
        if not len(rows):
            self._session.refused.emit(self.tr("No task is selected; select those to show"))
            return
        first, last = int(schedule.start[rows].min()), int(schedule.finish[rows].max())
        panes.chart.fit_between(first, max(last, first + DAY))
        panes.tree.show_row(panes.model.index_at(int(rows[0])))

    def _zoom_centre(self) -> float | None:
        """The current bar's start where it is seen, so that zooming by key goes towards it."""
        row = self._panes.model.row_of(self._panes.tree.currentIndex())
        if row is None:
            return None
        x = self._panes.chart.scale.x(float(self._panes.model.state.schedule.start[row]))
        return x if 0 <= x <= self._panes.chart.viewport().width() else None

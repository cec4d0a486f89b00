"""What is in sight of the Gantt as a picture, in the colours of paper."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication, QImage

from tpm_desktop.desktop.gantt.panes import Panes
from tpm_desktop.desktop.session import Session

from .choice import SHEET, PaperChoice, Rows, Times
from .contents import Heads, contents
from .drawing import DrawingProblem, picture
from .layout import lay_out
from .page import PagePainter

_SCALE = 2.0
_MARGIN = 4


def copy_sight(session: Session, panes: Panes, subtitle: str) -> None:
    """Put it onto the clipboard: the rows that are selected, where these are several, else those in sight."""
    if not len(panes.chart.shown):
        session.refused.emit(QCoreApplication.translate("GanttPage", "There are no rows to copy"))
        return
    several = len(panes.chart.selected) > 1
    choice = PaperChoice(
        size=SHEET,
        margin=_MARGIN,
        rows=Rows.SELECTED if several else Rows.SHOWN,
        times=Times.WINDOW,
        fit=False,
        scale=100,
    )
    lines = None if several else panes.chart.lines_in_sight()
    about = contents(panes, choice, Heads.of(session, subtitle), lines)
    try:
        made = _drawn(PagePainter(about, lay_out(choice, about), datetime.now()))
    except DrawingProblem as problem:
        session.refused.emit(str(problem))
    else:
        QGuiApplication.clipboard().setImage(made)
        session.said.emit(QCoreApplication.translate("GanttPage", "Copied as a picture"))


def _drawn(pages: PagePainter) -> QImage:
    steps = picture(pages, 0, _SCALE)
    while True:
        try:
            next(steps)
        except StopIteration as stop:
            made: QImage = stop.value
            return made

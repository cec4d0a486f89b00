"""Who sits in a body: the lines of the panel beside the chart."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from tpm_desktop.desktop.case.lines_table import Head, Line
from tpm_desktop.desktop.session import Session
from tpm_desktop.model.governance import Membership, SeatRole
from tpm_desktop.plan.due import day_of_status
from tpm_desktop.plan.governance import VOTING


def _tr(text: str) -> str:
    return QCoreApplication.translate("Members", text)


def member_heads() -> list[Head]:
    """The columns."""
    return [
        Head(_tr("Member"), right=False),
        Head(_tr("As"), 82, right=False),
        Head(_tr("Votes"), 56, right=False, needs=320),
        Head(_tr("Deputy"), 170, right=False, needs=560),
        Head(_tr("From"), 104, needs=700),
        Head(_tr("To"), 104, needs=640),
    ]


def member_lines(session: Session, body_id: str) -> list[Line]:
    """A line a seat, those that are over last and marked."""
    names, formats = session.names.all("resource"), session.formats
    day, order = day_of_status(session.program.plan.state), list(SeatRole)
    known = session.program.file.rows(Membership, body_id=body_id)
    known.sort(key=lambda seat: (bool(seat.finish and seat.finish < day), order.index(seat.role), seat.id))
    lines = []
    for seat in known:
        over = bool(seat.finish and seat.finish < day)
        cells = (
            names.get(seat.member_id, ""),
            _tr(seat.role.label),
            _tr("yes") if seat.role in VOTING else "–",
            names.get(seat.deputy_id or "", "–"),
            formats.date(seat.start) if seat.start else "–",
            formats.date(seat.finish) if seat.finish else "–",
        )
        lines.append(Line(seat.id, cells, bad=frozenset({5}) if over else frozenset()))
    return lines

"""The governance chart on paper, and how far each body decides."""

from __future__ import annotations

from reportlab.platypus import Flowable

from tpm_desktop.model.governance import Body
from tpm_desktop.plan.governance import path
from tpm_desktop.plan.governance_chart import governance_chart

from .governance_drawing import GovernanceDrawing
from .parts import Section, nothing, title_block
from .source import Source
from .tables import Align, TableColumn, TableRow, data_table
from .theme import Paper

_ROOM = 0.66  # of the sheet's height, for the chart
_LEGEND = "● votes · ○ has no vote · full line: reports to · dashed: escalates to"


def story(source: Source, paper: Paper) -> list[Flowable]:
    """The chart on one page."""
    chart = governance_chart(source.file, source.day, source.formats)
    count = len(chart.boxes)
    told = "1 body governs the program." if count == 1 else f"{count:,} bodies govern the program."
    status = f"{source.status_said} · {_LEGEND}"
    parts: list[Flowable] = list(
        title_block(source.about.name, told if count else "Nobody governs yet.", status)
    )
    if not count:
        return [*parts, nothing("Add the bodies in the view “Governance chart”.")]
    return [*parts, GovernanceDrawing(chart, paper.height * _ROOM)]


def limits(source: Source, width: float) -> list[Flowable]:
    """What each body may decide, within how many days it escalates, and to whom."""
    bodies = {body.id: body for body in source.bodies}
    parts: list[Flowable] = [Section("How far each body decides")]
    if not bodies:
        return [*parts, nothing("No bodies are named yet.")]
    columns = [
        TableColumn("Body", weight=2),
        TableColumn("Cost up to", Align.RIGHT),
        TableColumn("Delay up to", Align.RIGHT),
        TableColumn("Escalates within", Align.RIGHT),
        TableColumn("Beyond that decides", weight=2),
    ]
    return [*parts, data_table(columns, [_row(source, bodies, body) for body in source.bodies], width)]


def _row(source: Source, bodies: dict[str, Body], body: Body) -> TableRow:
    formats = source.formats

    def days(count: int | None) -> str:
        return f"{formats.integer(count)} d" if count is not None else "–"

    above = path(bodies, body.id)[1:2]
    return TableRow(
        [
            body.name,
            formats.money(body.cost_limit, currency=True) if body.cost_limit is not None else "any amount",
            days(body.days_limit),
            days(body.escalates_within),
            above[0].name if above else "–",
        ]
    )

"""Steps, reports, closed periods and what moved, as lines of the views' tables."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from tpm_desktop.desktop.case.lines_table import Head, Line
from tpm_desktop.formats import Formats
from tpm_desktop.model.periods import PeriodFigure
from tpm_desktop.plan import State
from tpm_desktop.plan.health import ProgramHealth
from tpm_desktop.plan.period_gaps import Step
from tpm_desktop.plan.standing import Told
from tpm_desktop.plan.trends import Closed

translate = QCoreApplication.translate
STEP = "step"  # begins the key of a line that is a step; those of what is missing: its key, table, id
_DIMENSIONS = ("overall", "time", "cost", "risk")


def _tr(text: str) -> str:
    return translate("Periods", text)


def step_heads() -> tuple[Head, ...]:
    """Of the list of what is to be done."""
    return (Head(_tr("To be done"), right=False), Head(_tr("How it stands"), 320, right=False, needs=560))


def step_lines(steps: Iterable[Step]) -> list[Line]:
    """Each step with what is missing of it below."""
    found = []
    for step in steps:
        mark, bad = ("✓", frozenset[int]()) if step.is_done else ("▲", frozenset({0}))
        found.append(Line(f"{STEP} {step.view}", (f"{mark} {_tr(step.label)}", step.said), True, bad))
        found += [Line(f"{step.key} {one.table} {one.id}", (f"      {one.name}", "")) for one in step.missing]
    return found


def report_heads() -> tuple[Head, ...]:
    """Of the table of what is reported."""
    return (
        Head(_tr("Of"), 230, right=False),
        *(Head(_tr(name), 64, right=False, light=True) for name in ("Overall", "Time", "Cost", "Risk")),
        Head(_tr("Headline"), right=False),
    )


def report_lines(state: State, health: ProgramHealth, period_id: str) -> list[Line]:
    """The program and its projects with their lights and what is said of them in a period."""
    texts = state.inputs.tables["status_report"].texts
    said = {
        texts["project_id"][row] or "": texts["headline"][row] or ""
        for row, period in enumerate(texts["period_id"])
        if period == period_id
    }
    found = []
    for one in (health.program, *health.projects):
        name = state.names[state.outline.row[one.id]] if one.id else _tr("The program")
        lights = [getattr(one, part).letter or "–" for part in _DIMENSIONS]
        headline = said.get(one.id, _tr("not written yet"))
        bad = frozenset(n for n, light in enumerate(lights, 1) if light.startswith("R"))
        found.append(Line(one.id, (name, *lights, headline), not one.id, bad))
    return found


def why(health: ProgramHealth, project_id: str) -> list[tuple[str, str]]:
    """The lights of the program or a project with their reasons."""
    one = health.of(project_id) if project_id else health.program
    return [(part.capitalize(), getattr(one, part).reason) for part in _DIMENSIONS[1:]]


def period_heads() -> tuple[Head, ...]:
    """Of the table of closed periods."""
    return (
        Head(_tr("Period"), right=False),
        Head(_tr("Light"), 56, right=False, light=True),
        Head(_tr("Finish"), 96),
        Head(_tr("Late"), 56),
        Head(_tr("Done"), 64, needs=520),
        Head(_tr("Spent"), 92, needs=620),
        Head(_tr("Outlook"), 92),
        Head(_tr("Earned"), 92, needs=720),
        Head(_tr("Record"), 80, right=False, needs=820),
    )


def period_lines(closed: Iterable[Closed], project_id: str, formats: Formats) -> list[Line]:
    """What each closed period kept of the program or a project, oldest first."""
    pairs = [(one, one.projects.get(project_id) if project_id else one.program) for one in closed]
    return [_period(one, figure, formats) for one, figure in pairs if figure is not None]


def _period(one: Closed, figure: PeriodFigure, formats: Formats) -> Line:
    late = figure.late or 0
    overall = figure.overall_light
    cells = (
        one.period.title,
        (overall.label[0] + ("*" if figure.overridden else "")) if overall else "–",
        formats.date(figure.finish),
        formats.duration(late, unit="d", sign=True) if late else "–",
        formats.share(figure.done, digits=0) if figure.done is not None else "–",
        formats.money(figure.actual, whole=True, dash=True),
        formats.money(figure.outlook, whole=True, dash=True),
        formats.money(figure.earned_value, whole=True, dash=True),
        (one.period.record or "")[:8],
    )
    return Line(one.period.id, cells, bad=frozenset({3}) if late > 0 else frozenset())


def since_heads() -> tuple[Head, ...]:
    """Of the list of what moved."""
    return (Head(_tr("What"), right=False), Head(_tr("Since then"), 230, right=False))


def since_lines(told: Iterable[Told]) -> list[Line]:
    """What moved, that for the worse marked."""
    return [
        Line(
            f"{one.table} {one.id}" if one.table else f"figure {one.label}",
            (one.label, f"▲ {one.text}" if one.worse else one.text),
            not one.table,
            frozenset({1}) if one.worse else frozenset(),
        )
        for one in told
    ]

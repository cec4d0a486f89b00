"""The confidence pack: how sure are finish and cost, what decides that, and which risks weigh in?"""

from __future__ import annotations

from reportlab.platypus import Flowable, Table

from tpm_desktop.formats import Formats
from tpm_desktop.model.simulation import Simulation
from tpm_desktop.plan.lost_tasks import lost_tasks
from tpm_desktop.plan.simulation import Outcome, run_simulation
from tpm_desktop.plan.simulation_words import (
    assumptions,
    compared,
    day,
    decides,
    facts,
    headline,
    problems,
    targets,
    weighed,
)
from tpm_desktop.planning.errors import PlanError
from tpm_desktop.planning.simulation.uncertain import Driver

from .confidence_chart import ConfidenceChart
from .parts import KeyFigure, Section, key_figures, note, nothing, title_block
from .source import Source
from .tables import Align, TableColumn, TableRow, data_table
from .theme import Paper

_RUNS, _SEED = 10_000, 1
_CHART = 170.0
_MOST_TASKS, _MOST_RISKS, _MOST_PROBLEMS = 15, 20, 10


def story(source: Source, paper: Paper) -> list[Flowable]:
    """Run with the seed, the runs and the view of risks of the simulation that was kept last."""
    kept = max(source.file.rows(Simulation), key=lambda one: one.id, default=None)
    runs = kept.runs or _RUNS if kept else _RUNS
    seed = _SEED if kept is None or kept.seed is None else kept.seed
    after, strongest = bool(kept and kept.with_responses), bool(kept and kept.strongest)
    try:
        outcome = source.once("confidence", lambda: run_simulation(
            source.state, max(runs, 10), seed, responses=after, strongest=strongest, beside=not after,
            weigh=True, lost=lost_tasks(source.file, source.state), progress=source.goes_on,
        ))  # fmt: skip
    except PlanError as error:
        return title_block(source.about.name, f"How sure finish and cost are can't be told: {error}.")
    assert outcome is not None  # who stops it does so by raising
    return _pages(source, paper, outcome)


def _pages(source: Source, paper: Paper, outcome: Outcome) -> list[Flowable]:
    formats, seed = source.formats, outcome.asked.seed
    said = [
        f"{formats.integer(outcome.simulated.runs)} runs", f"seed {seed}", f"record {source.record}",
        "risks after their responses" if outcome.responses else "risks as they are",
    ]  # fmt: skip
    figures = [
        KeyFigure(told.label, told.value, told.note, "red" if told.bad else "muted")
        for told in facts(outcome, formats)
    ]
    return [
        *title_block(source.about.name, headline(outcome, formats) + ".", " · ".join(said)),
        key_figures(figures, paper.content),
        note(assumptions(outcome, formats) + "."),
        *([note(compared(outcome, formats) + ".")] if outcome.after else []),
        *_charts(source, outcome, paper.content),
        *_targets(source, outcome, paper.content),
        *_tasks(source, outcome, paper.content),
        *_risks(source, outcome, paper.content),
        *(note(problem) for problem in problems(outcome, _MOST_PROBLEMS)),
    ]


def _charts(source: Source, outcome: Outcome, width: float) -> list[Flowable]:
    formats = source.formats
    half, after = (width - 24) / 2, outcome.after
    finish, cost = (after.finishes[0], after.costs[0]) if after else (None, None)
    charts = [
        ConfidenceChart("Finish", outcome.finishes[0], lambda at: day(at, formats), _CHART, finish),
        ConfidenceChart("Cost", outcome.costs[0], formats.compact, _CHART, cost),
    ]
    row = Table([[charts[0], "", charts[1]]], [half, 24, half])
    row.setStyle([("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0)])
    return [Section("How sure are finish and cost?"), row]


def _targets(source: Source, outcome: Outcome, width: float) -> list[Flowable]:
    columns = [
        TableColumn("Finish of", weight=4),
        *(TableColumn(head, Align.RIGHT) for head in ("Planned", "Chance", "P50", "P80", "Working days")),
    ]
    rows = [TableRow(list(cells)) for _, cells in targets(outcome, source.formats)]
    return [
        Section("How sure each finish is", "working days from the planned finish to the P80"),
        data_table(columns, rows, width),
    ]


def _tasks(source: Source, outcome: Outcome, width: float) -> list[Flowable]:
    found = decides(outcome, source.formats, _MOST_TASKS)
    if not found:
        return [Section("What decides the finish"), nothing("No task that is left has a range.")]
    columns = [
        TableColumn("Task", weight=4),
        *(TableColumn(head, Align.RIGHT) for head in ("On the path", "Sensitivity", "Cruciality")),
    ]
    rows = [TableRow(list(cells)) for _, cells in found]
    return [
        Section("What decides the finish"),
        data_table(columns, rows, width),
        note(
            "On the path: in how many runs the task lies on the longest path. Sensitivity: that, times its "
            "spread over the finish's. Cruciality: how closely the finish follows its duration."
        ),
    ]


def _lateness(driver: Driver, minutes_per_day: int, formats: Formats) -> str:
    """Days that a risk adds on average, and by what it multiplies the durations of its tasks."""
    said = [formats.decimal(driver.delay.mean / minutes_per_day, 1)] if driver.delay else []
    if driver.factor:
        said.append(f"× {formats.decimal(driver.factor.mean, 2)}")
    return ", ".join(said) or "–"


def _risks(source: Source, outcome: Outcome, width: float) -> list[Flowable]:
    drivers = list(zip(outcome.read.uncertain.drivers, outcome.read.risks, strict=True))[:_MOST_RISKS]
    if not drivers:
        return []
    table, formats, state = source.state.inputs.tables["risk"], source.formats, source.state
    minutes = state.inputs.options.minutes_per_day
    columns = [
        TableColumn("Risk", weight=4),
        TableColumn("Hits", weight=3),
        *(TableColumn(head, Align.RIGHT) for head in ("Chance", "Days", "Cost", "P80 days", "P80 cost")),
    ]
    adds = {risk: cells[1:] for risk, cells in weighed(outcome, formats)}
    rows = [
        TableRow(
            [
                " ".join(filter(None, (table.texts["code"][at], table.texts["title"][at]))),
                state.names[driver.rows[0]] if driver.rows else "–",
                formats.share(round(driver.probability * 10_000)),
                _lateness(driver, minutes, formats),
                source.amount(round(driver.cost.mean)) if driver.cost else "–",
                *adds.get(table.ids[at], ("–", "–")),
            ]
        )
        for driver, at in drivers
    ]
    return [
        Section(
            "Risks that weigh in",
            f"on average if it happens, and what it adds to the P80; {source.unit}",
        ),
        data_table(columns, rows, width),
    ]

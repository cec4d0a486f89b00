"""The pack on an earlier finish: what days cost and how they are bought, what could overlap at what risk."""

from __future__ import annotations

from reportlab.platypus import Flowable

from tpm_desktop.file.errors import EditError
from tpm_desktop.plan.adjusting import Advice, Overlap, advise
from tpm_desktop.plan.adjusting_words import DAYS_HEADS, OVERLAP_HEADS, headline, overlap_cells, step_cells

from .parts import Section, note, nothing, title_block
from .source import Source
from .tables import Align, TableColumn, TableRow, data_table
from .theme import Paper
from .time_cost_chart import TimeCostChart

_MOST_STEPS, _MOST_OVERLAPS = 8, 12


def story(source: Source, paper: Paper) -> list[Flowable]:
    """Of the program's finish."""
    if not len(source.state.outline.ids):
        return [*title_block(source.about.name, "No advice"), nothing("There are no tasks yet.")]
    try:
        advice = source.once("advice", lambda: advise(source.state, progress=source.goes_on))
    except EditError as error:
        return [
            *title_block(source.about.name, "No advice"),
            nothing(f"{str(error)[:1].upper()}{str(error)[1:]}."),
        ]
    saying = f"A day of the program costs {source.formats.compact(advice.cost_of_day, currency=True)}"
    return [
        *title_block(
            source.about.name, headline(advice, source.formats) + ".", saying if advice.cost_of_day else ""
        ),
        *_bought(advice, source, paper.content),
        *_overlapping(advice, source, paper.content),
    ]


def _bought(advice: Advice, source: Source, width: float) -> list[Flowable]:
    if not advice.steps:
        return [
            Section("What days cost"),
            nothing("Nothing on the way to the finish can be bought shorter."),
        ]
    columns = [
        TableColumn(DAYS_HEADS[0], weight=2),
        *(TableColumn(head, Align.RIGHT, weight=2) for head in DAYS_HEADS[1:4]),
        TableColumn(DAYS_HEADS[4], weight=8),
    ]
    step_by, last = -(-len(advice.steps) // _MOST_STEPS), advice.steps[-1]
    some = [
        step
        for at, step in enumerate(advice.steps)
        if step is advice.best or step is last or at % step_by == 0
    ]
    rows = [TableRow(list(cells)) for _, cells in step_cells(advice, source.formats, some)]
    chart = TimeCostChart(advice, source.formats, 150)
    return [
        Section("What days cost", "the least cost of each finish, as the plan computes it"),
        *([chart] if chart.tells else []),
        data_table(columns, rows, width),
        note(
            "More people cost nothing more while they are free; what is bought is a fixed cost of its task."
        ),
    ]


def _overlapping(advice: Advice, source: Source, width: float) -> list[Flowable]:
    if not advice.overlaps:
        return [Section("What could overlap"), nothing("No link on the way to the finish could overlap.")]
    columns = [
        TableColumn(OVERLAP_HEADS[0], weight=8),
        *(TableColumn(head, Align.RIGHT, weight=2) for head in OVERLAP_HEADS[1:]),
    ]
    told: list[tuple[Overlap, tuple[str, ...]]] = overlap_cells(advice, source.formats)
    return [
        Section("What could overlap", "each for itself; what is done too early may have to be done again"),
        data_table(columns, [TableRow(list(cells)) for _, cells in told[:_MOST_OVERLAPS]], width),
    ]

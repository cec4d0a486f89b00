"""The update sheet: for each owner a page to fill in, with the tasks that the weekly round asks for."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak

from tpm_desktop.plan import instant
from tpm_desktop.plan.figures import duration_done
from tpm_desktop.plan.progress_round import ASKED, Due, Round, progress_round, who_answers

from .parts import Section, note, nothing, title_block
from .source import Source
from .tables import Align, Cell, Content, Rank, TableColumn, TableRow, data_table
from .theme import Paper, colour

_LISTED = (*ASKED, Due.NEXT)
_NOBODY = "Nobody named"
_TO_WRITE_IN = 8 * mm  # high enough for handwriting
_BLANKS = (20 * mm, 20 * mm, 14 * mm, 20 * mm, 44 * mm)  # start, finish, share, what is left, remarks

Rows = dict[Due, list[int]]
IntRows = NDArray[np.int64]


class _WriteIn(Flowable):
    """Room to write in, on a line. wide: in points."""

    def __init__(self, wide: float) -> None:
        super().__init__()
        self._wide = wide

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As wide as it wants to be, if there is so much room."""
        self.width, self.height = min(self._wide, width), _TO_WRITE_IN
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setStrokeColor(colour("line"))
        self.canv.setLineWidth(0.7)
        self.canv.line(0, 1, self.width, 1)


def story(source: Source, paper: Paper) -> list[Flowable]:
    """The pages of everybody who is asked, by name; of a shared task on each page of theirs."""
    found = progress_round(source.state, None, source.file.promised)
    if found is None:
        said = "There is no status date yet; set one, and the sheet lists what is due by then."
        return [*title_block(source.about.name, "No status date", ""), nothing(said)]
    sheets = _sheets(source, found)
    asked = sum(len(_told(source, found.due[due])) for due in ASKED)
    parts: list[Flowable] = [
        *title_block(source.about.name, _headline(source, asked, len(sheets)), _facts(source))
    ]
    if not sheets:
        return [*parts, nothing("Everything that was planned by then is done.")]
    for number, (name, rows) in enumerate(sheets):
        if number:
            parts.append(PageBreak())
        count = sum(map(len, rows.values()))
        parts.append(Section(name, aside="1 task" if count == 1 else f"{count:,} tasks"))
        parts.append(data_table(_columns(), list(_rows(source, found, rows)), paper.content))
        parts.append(note("Write in what differs; a tick in “Done” alone means done as planned."))
    return parts


def _headline(source: Source, asked: int, people: int) -> str:
    tasks = "1 task asks" if asked == 1 else f"{asked:,} tasks ask"
    if not people:
        return "Nothing is due."
    whom = "1 person" if people == 1 else f"{people:,} people"
    return f"{tasks} for an update by {source.formats.date(source.day, weekday=True)}, from {whom}."


def _facts(source: Source) -> str:
    return f"{source.status_said}; what starts within a week is listed too"


def _sheets(source: Source, found: Round) -> list[tuple[str, Rows]]:
    """Who is asked, by name, with the tasks by group; what nobody answers for comes last."""
    who, sheets = who_answers(source.state), dict[str, Rows]()
    for due in _LISTED:
        for row in _told(source, found.due[due]):
            names = [source.person(person) for person in who[row]] or [_NOBODY]
            for name in names:
                sheets.setdefault(name, {}).setdefault(due, []).append(row)
    return sorted(sheets.items(), key=lambda sheet: (sheet[0] == _NOBODY, sheet[0].casefold()))


def _told(source: Source, rows: IntRows) -> list[int]:
    """Those of the component projects that are told of."""
    outline = source.state.outline
    return [row for row in rows.tolist() if source.tells(outline.ids[int(outline.project[row])])]


def _columns() -> list[TableColumn]:
    return [
        TableColumn("Task", weight=2.4),
        TableColumn("Component project", weight=1.2),
        TableColumn("Start", Align.RIGHT),
        TableColumn("Finish", Align.RIGHT),
        TableColumn("Done", Align.RIGHT),
        TableColumn("Left", Align.RIGHT),
        TableColumn("Started on"),
        TableColumn("Finished on"),
        TableColumn("% done"),
        TableColumn("Still needed"),
        TableColumn("Remarks"),
    ]


def _rows(source: Source, found: Round, rows: Rows) -> Iterator[TableRow]:
    state, formats = source.state, source.formats
    for due, tasks in rows.items():
        yield TableRow([due.value, *[""] * (len(_columns()) - 1)], Rank.GROUP)
        for row in tasks:
            left = int(state.schedule.duration[row]) - duration_done(state, row)
            project = state.names[int(state.outline.project[row])]
            told: list[Content] = [
                state.names[row],
                Cell(project, "muted"),
                formats.date(instant(int(found.schedule.start[row]))),
                formats.date(instant(int(found.schedule.finish[row]))),
                formats.share(int(state.done[row]), digits=0),
                formats.duration(left, elapsed=bool(state.inputs.tasks.elapsed[row]), unit="d"),
            ]
            yield TableRow([*told, *map(_WriteIn, _BLANKS)])

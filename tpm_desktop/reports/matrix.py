"""The dependency matrix on paper: who gives to whom, in sequence, with the loops that no order can untie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable

from tpm_desktop.plan.matrix import Matrix, Place, linked_tasks, project_matrix, task_matrix
from tpm_desktop.plan.matrix_cells import Cells

from .matrix_drawing import MatrixDrawing, MatrixSheet, column_blocks
from .parts import Section, note, nothing, title_block
from .source import Source
from .tables import Align, Cell, Content, TableColumn, TableRow, data_table
from .theme import Paper

_MOST_FEEDBACK = 40  # rows of the table of feedback


@dataclass(frozen=True, slots=True)
class MatrixAsked:
    """Whose matrix. tasks: rather than component projects; projects: ids of those whose tasks, none: of all;
    sequenced: givers before receivers, with loops.
    """

    tasks: bool = False
    projects: tuple[str, ...] = ()
    sequenced: bool = True


def story(source: Source, paper: Paper, asked: MatrixAsked) -> list[Flowable]:
    """The matrix with its finding above, then what is got before it is given."""
    state, matrix = source.state, _matrix(source, asked)
    cells = Cells(state, matrix, source.formats)
    legend = "rows give, columns get; c: commitment, red: late or no slack, framed: a loop"
    status = f"{source.status_said} · {_whose(source, asked)} · {legend}"
    parts: list[Flowable] = list(title_block(source.about.name, _headline(source, matrix, asked), status))
    if not len(matrix):
        return [*parts, nothing("There is nothing to compare yet.")]
    sheet = MatrixSheet(
        names=[f"{state.wbs[row]}  {state.names[row]}".strip() for row in matrix.rows],
        filled=frozenset(matrix.filled),
        short=cells.short,
        pressing=cells.pressing,
        loops=matrix.loops,
        gives=matrix.gives,
        gets=matrix.gets,
    )
    blocks = column_blocks(sheet, paper.content)
    for columns in blocks:
        if len(blocks) > 1:
            aside = "rows that give nothing to them are left out at either end"
            parts.append(
                Section(f"Columns {columns.start + 1} to {columns.stop} of {len(matrix)}", aside=aside)
            )
        parts.append(MatrixDrawing(sheet, columns))
    return [*parts, *_feedback(source, matrix, cells, paper.content)]


def _matrix(source: Source, asked: MatrixAsked) -> Matrix:
    state = source.state
    if not asked.tasks:
        return project_matrix(state, sequenced=asked.sequenced)
    rows = [state.outline.row[one] for one in asked.projects if one in state.outline.row]
    return task_matrix(state, linked_tasks(state, rows), sequenced=asked.sequenced)


def _whose(source: Source, asked: MatrixAsked) -> str:
    if not asked.tasks:
        return "Component projects"
    names = [source.state.names[source.state.outline.row[one]] for one in asked.projects]
    return f"Tasks of {' and '.join(names)}" if names else "All tasks"


def _headline(source: Source, matrix: Matrix, asked: MatrixAsked) -> str:
    what = "task" if asked.tasks else "component project"
    if not matrix.filled:
        return f"No {what} gives anything to another one yet."
    back = matrix.feedback
    if not back:
        return f"Every {what} can wait for those before it; nothing is got before it is given."
    loops = len(matrix.loops)
    around = f" in {loops} loop{'s' if loops > 1 else ''}" if asked.sequenced else ""
    return f"{back} of {len(matrix.filled)} cells are feedback{around}: got before it is given."


def _feedback(source: Source, matrix: Matrix, cells: Cells, width: float) -> list[Flowable]:
    """What lies below the diagonal, the least slack first."""
    back = [at for at in matrix.filled if at[0] > at[1]]
    if not back:
        return []
    back.sort(key=lambda at: (not cells.pressing(at), cells.slack(at), at))
    columns = [
        TableColumn("Gives", weight=3),
        TableColumn("Gets", weight=3),
        TableColumn("Links", Align.RIGHT),
        TableColumn("Least slack", Align.RIGHT),
        TableColumn("Commitments", Align.RIGHT),
    ]
    shown = back[:_MOST_FEEDBACK]
    rows = [TableRow(_row(source, matrix, cells, at)) for at in shown]
    parts: list[Flowable] = [Section("Got before it is given"), data_table(columns, rows, width)]
    if len(shown) < len(back):
        parts.append(note(f"These are the {len(shown)} tightest of {len(back)}."))
    return parts


def _row(source: Source, matrix: Matrix, cells: Cells, at: Place) -> Sequence[Content]:
    names, presses = source.state.names, cells.pressing(at)
    spare = cells.slack_text(at) or "–"
    return [
        names[matrix.rows[at[0]]],
        names[matrix.rows[at[1]]],
        str(len(matrix.cells.get(at, ())) or "–"),
        Cell(spare, "critical" if presses else "text", strong=presses),
        str(len(matrix.promises.get(at, ())) or "–"),
    ]

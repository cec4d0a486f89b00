"""Spreads a sum over months of an account, and shows the parts before they are entered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from tpm_desktop.desktop.lines_dialog import LinesDialog
from tpm_desktop.desktop.session import Session
from tpm_desktop.file.errors import EditError
from tpm_desktop.finance.spreading import Shape
from tpm_desktop.gestures.money import Cell, Measure, set_amounts
from tpm_desktop.gestures.spreading import amounts_there, in_shape, like_task, spread
from tpm_desktop.model.check import ValueProblem
from tpm_desktop.plan.budget_periods import first_day

from .captions import Captions
from .entry import read_amount, written
from .lines import Figure

_AS_IT_IS, _LIKE_TASK = "as-it-is", "like-task"


class SpreadDialog(LinesDialog):
    """cells: what would be entered, as the lines show it."""

    def __init__(
        self,
        session: Session,
        captions: Captions,
        account_id: str,
        measure: Measure,
        months: Sequence[int],
        chosen: tuple[int, int],
        parent: QWidget,
    ) -> None:
        """Args: months: since 1970, those to choose from; chosen: the first and the last at the beginning."""
        name = session.names.name("account", account_id)
        super().__init__(
            captions.tr("Spread a sum: {}, {}").format(
                name, captions.figure_name(Figure(measure.value)).lower()
            ),
            parent,
            captions.tr("Enter"),
        )
        self._session, self._account, self._measure = session, account_id, measure
        self.cells: list[Cell] = []
        self.amount = QLineEdit()
        self.begin, self.end, self.shape, self.task = (QComboBox() for _ in range(4))
        self._fill(months, chosen)
        self.add_field(self.tr("Sum"), self.amount)
        self.add_field(self.tr("From"), self.begin)
        self.add_field(self.tr("To"), self.end)
        self.add_field(self.tr("Shape"), self.shape)
        self.add_field(self.tr("Task"), self.task)
        self.head(
            (self.tr("Month"), self.tr("Now"), self.tr("Then")),
            (200, 140, 140),
            (1, 2),
            self.tr("The parts of the sum by month"),
        )
        self.amount.setText(written(session.formats, sum(self._there(self._months()))))
        self.amount.textChanged.connect(self._show)
        for box in (self.begin, self.end, self.shape, self.task):
            box.currentIndexChanged.connect(self._show)
        self._show()

    def _fill(self, months: Sequence[int], chosen: tuple[int, int]) -> None:
        for box, month in ((self.begin, chosen[0]), (self.end, chosen[1])):
            for each in months:
                box.addItem(self._session.formats.month(first_day(each)), userData=each)
            box.setCurrentIndex(max(box.findData(month), 0))
        shapes = (
            (self.tr("Evenly"), Shape.EVEN.value),
            (self.tr("More at the front"), Shape.FRONT.value),
            (self.tr("More at the back"), Shape.BACK.value),
            (self.tr("S-curve: slow, fast, slow"), Shape.S.value),
            (self.tr("In proportion to what stands there"), _AS_IT_IS),
            (self.tr("Like a task"), _LIKE_TASK),
        )
        for text, value in shapes:
            self.shape.addItem(text, userData=value)
        for task_id, name in self._tasks():
            self.task.addItem(name, userData=task_id)
        if not self.task.count():
            self.shape.removeItem(self.shape.count() - 1)

    def _tasks(self) -> list[tuple[str, str]]:
        """The tasks of the account, with all below them."""
        state = self._session.program.plan.state
        owners = state.inputs.tables["task"].texts["account_id"]
        rows = state.outline
        found = []
        for row in range(len(rows)):
            if rows.is_project[row]:
                continue
            at = row
            while at >= 0 and not rows.is_project[at]:
                owner = owners[int(rows.source[at])]
                if owner:
                    if owner == self._account:
                        found.append((rows.ids[row], f"{state.wbs[row]} {state.names[row]}"))
                    break
                at = int(rows.parent[at])
        return found

    def _months(self) -> list[int]:
        return list(range(int(self.begin.currentData()), int(self.end.currentData()) + 1))

    def _there(self, months: Sequence[int]) -> list[int]:
        return amounts_there(self._session.program.plan.state, self._account, self._measure, months)

    def _show(self) -> None:
        """The parts as they would be."""
        like_task_chosen = self.shape.currentData() == _LIKE_TASK
        self.task.setEnabled(like_task_chosen)
        self.rows.clear()
        self.cells = []
        try:
            self.cells = self._parted()
        except (EditError, ValueProblem) as problem:
            self.refuse(str(problem))
            self.summary.setText("")
            return
        self.refuse("")
        formats, then = self._session.formats, {cell.month: cell.amount for cell in self.cells}
        months = self._months()
        for month, now in zip(months, self._there(months), strict=True):
            day = first_day(month)
            amount = then.get(day, now)
            self.line([formats.month(day), formats.money(now, whole=None), formats.money(amount, whole=None)])
        total = formats.money(sum(cell.amount or 0 for cell in self.cells), currency=True)
        said = self.tr("{} in one month.") if len(self.cells) == 1 else self.tr("{} in {} months.")
        self.summary.setText(said.format(total, len(self.cells)))

    def _parted(self) -> list[Cell]:
        program, months = self._session.program, self._months()
        if not months:
            raise EditError("the last month is before the first; choose a later one")
        total = read_amount(self._session.formats, self.amount.text())
        if total is None:
            raise EditError("enter the sum to spread")
        chosen = str(self.shape.currentData())
        by = None
        if chosen == _LIKE_TASK:
            by = like_task(program, str(self.task.currentData()), months)
        elif chosen != _AS_IT_IS:
            by = in_shape(months, Shape(chosen))
        return spread(program.plan.state, self._account, self._measure, months, total, by)

    def done_with(self) -> None:
        """Enter the parts as one edit."""
        problem = self._session.attempt(lambda: set_amounts(self._session.program, self.cells))
        if problem:
            self.refuse(problem)
        else:
            self.accept()

"""The dialog of the baselines: eleven places, each set, cleared, named or shown by one edit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QTableView,
    QTabWidget,
    QTreeWidgetItem,
    QWidget,
)

from tpm_desktop.desktop.forms import build, child
from tpm_desktop.desktop.lines import LinesList
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.status_bar import announce
from tpm_desktop.desktop.style import dress_table, mark
from tpm_desktop.desktop.wording import sentence, tip
from tpm_desktop.gestures.baselines import (
    clear_baseline,
    compare_with_baseline,
    rename_baseline,
    take_baseline,
    usual_name,
)
from tpm_desktop.model.schedule import Baseline
from tpm_desktop.plan.baseline_comparison import compare_baselines
from tpm_desktop.plan.baselines import MOST, chosen_baseline

from .differences import DifferencesModel

_NUMBER, _NAME, _TAKEN, _TASKS, _SHOWN = range(5)
_NOW = -1
_WIDTHS = {_NUMBER: 40, _TAKEN: 170, _TASKS: 70, _SHOWN: 130}
_PART_WIDTHS = (118, 152, 122, 172, 172)


class BaselinesDialog(QDialog):
    """What is selected in the window when it opens are the selected tasks."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        table, ids = session.selected
        self._tasks = list(ids) if table == "task" else []
        self._there: dict[int, Baseline] = {}
        build("baselines", self, LinesList)
        self.slots: LinesList = child(self, LinesList, "slots")
        self.name: QLineEdit = child(self, QLineEdit, "name")
        self.whole, self.some = (child(self, QRadioButton, name) for name in ("whole", "some"))
        self.roll_up: QCheckBox = child(self, QCheckBox, "roll_up")
        self.set, self.clear, self.choose, self.rename = (
            child(self, QPushButton, name) for name in ("set", "clear", "choose", "rename")
        )
        self.first, self.second = (child(self, QComboBox, name) for name in ("first", "second"))
        self.differences: QTableView = child(self, QTableView, "differences")
        self.said: QLabel = child(self, QLabel, "said")
        self._problem: QLabel = child(self, QLabel, "problem")
        self._model = DifferencesModel(self)
        self._dress()
        self._fill()
        self._connect()
        self.slots.setFocus()

    def _dress(self) -> None:
        mark(self._problem, role="problem")
        mark(self.said, role="muted")
        mark(self.set, role="primary")
        self._problem.hide()
        heads = [
            self.tr("No."),
            self.tr("Name"),
            self.tr("Taken on"),
            self.tr("Tasks"),
            self.tr("In the Gantt"),
        ]
        self.slots.name_columns(heads, _WIDTHS, wide=_NAME)
        self.differences.setModel(self._model)
        self.differences.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.differences.setTabKeyNavigation(False)
        self.differences.setWordWrap(False)
        dress_table(self.differences, compact=True)
        columns = self.differences.horizontalHeader()
        columns.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(_PART_WIDTHS, 1):
            self.differences.setColumnWidth(column, width)
        count = len(self._tasks)
        self.some.setEnabled(bool(count))
        if count:
            self.some.setText(
                self.tr("&Selected task") if count == 1 else self.tr("The {} &selected tasks").format(count)
            )
        self.roll_up.setEnabled(False)

    def _connect(self) -> None:
        self.slots.currentItemChanged.connect(lambda *_: self._offer())
        self.whole.toggled.connect(lambda _: self._offer())
        self.set.clicked.connect(self._set)
        self.clear.clicked.connect(self._clear)
        self.choose.clicked.connect(self._choose)
        self.rename.clicked.connect(self._rename)
        self.name.textChanged.connect(lambda _: self._allow())
        for box in (self.first, self.second):
            box.currentIndexChanged.connect(lambda _: self._compare())
        child(self, QTabWidget, "pages").currentChanged.connect(lambda _: self._compare())

    @property
    def number(self) -> int:
        """The number of the baseline that is chosen in the list."""
        return max(self.slots.currentIndex().row(), 0)

    # What there is

    def _fill(self) -> None:
        file, state = self._session.program.file, self._session.program.plan.state
        self._there = {baseline.number: baseline for baseline in file.rows(Baseline)}
        held = Counter(state.inputs.tables["baseline_task"].texts["baseline_id"])
        chosen = chosen_baseline(state.inputs.tables)
        number = self.number
        self.slots.blockSignals(True)
        self.slots.clear()
        for n in range(MOST + 1):
            self.slots.addTopLevelItem(self._line(n, held, shown=n == chosen))
        self.slots.setCurrentIndex(self.slots.model().index(number, 0))
        self.slots.blockSignals(False)
        self._offer_sides()
        self._offer()

    def _line(self, number: int, held: Counter[str | None], *, shown: bool) -> QTreeWidgetItem:
        baseline = self._there.get(number)
        if baseline is None:
            line = QTreeWidgetItem([str(number), self.tr("not set"), "", "", ""])
            for column in (_NUMBER, _NAME):
                line.setForeground(column, self.palette().placeholderText())
        else:
            taken = self._session.formats.instant(baseline.taken, time=True) if baseline.taken else ""
            mark_ = self.tr("shown") if shown else ""
            line = QTreeWidgetItem([str(number), baseline.name, taken, f"{held[baseline.id]:,}", mark_])
            line.setToolTip(_NAME, tip(baseline.name))
        for column in (_NUMBER, _TASKS):
            line.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return line

    def _offer_sides(self) -> None:
        sides = [(self._there[n].name, n) for n in sorted(self._there)]
        for box, usual in ((self.first, 0), (self.second, len(sides))):
            kept = box.currentData()
            box.blockSignals(True)
            box.clear()
            for name, number in sides:
                box.addItem(name, userData=number)
            box.addItem(self.tr("The plan as it is"), userData=_NOW)
            found = box.findData(kept) if kept is not None else -1
            box.setCurrentIndex(found if found >= 0 else usual)
            box.blockSignals(False)
        self._compare()

    def _offer(self) -> None:
        baseline = self._there.get(self.number)
        self.name.setText(baseline.name if baseline else usual_name(self.number))
        self.roll_up.setEnabled(self.some.isChecked())
        self._say("")
        self._allow()

    def _allow(self) -> None:
        baseline, writable = self._there.get(self.number), not self._session.program.file.read_only
        named = bool(self.name.text().strip())
        shown = self._session.program.plan.state.baseline.id
        self.set.setEnabled(writable and named)
        self.clear.setEnabled(writable and baseline is not None)
        self.choose.setEnabled(writable and baseline is not None and baseline.id != shown)
        renamed = baseline is not None and baseline.name != self.name.text().strip()
        self.rename.setEnabled(writable and named and renamed)

    # What is done

    def _set(self) -> None:
        tasks = self._tasks if self.some.isChecked() else None
        self._do(
            lambda: take_baseline(
                self._session.program,
                self.name.text().strip(),
                number=self.number,
                taken=datetime.now(),
                tasks=tasks,
                roll_up=tasks is not None and self.roll_up.isChecked(),
            )
        )

    def _clear(self) -> None:
        tasks = self._tasks if self.some.isChecked() else None
        self._do(lambda: clear_baseline(self._session.program, self.number, tasks))

    def _choose(self) -> None:
        self._do(lambda: compare_with_baseline(self._session.program, self.number))

    def _rename(self) -> None:
        self._do(lambda: rename_baseline(self._session.program, self.number, self.name.text().strip()))

    def _do(self, gesture: Callable[[], object]) -> None:
        """Make an edit and show what came of it, or say why it can't be."""
        problem = self._session.attempt(gesture)
        if not problem:
            self._fill()
        self._say(sentence(problem) if problem else "")

    def _say(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        if problem:
            announce(self._problem, problem)

    # Two side by side

    def _compare(self) -> None:
        if self.first.count() == 0 or child(self, QTabWidget, "pages").currentIndex() == 0:
            return
        state, formats = self._session.program.plan.state, self._session.formats
        first, second = (
            None if box.currentData() == _NOW else int(box.currentData()) for box in (self.first, self.second)
        )
        found = compare_baselines(state, first, second)
        self._model.show_comparison(state, formats, found)
        count = len(found.rows)
        if not self._there:
            self.said.setText(self.tr("No baseline is set yet."))
        elif not count:
            self.said.setText(self.tr("They hold the same of every task."))
        else:
            differ = (
                self.tr("1 task differs") if count == 1 else self.tr("{} tasks differ").format(f"{count:,}")
            )
            self.said.setText(self.tr("{}; in brackets how far the second is from the first.").format(differ))

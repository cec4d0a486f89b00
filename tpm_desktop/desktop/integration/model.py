"""The test matrix as Qt asks for it: a line an interface, a column an environment and cycle."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.wording import tip
from tpm_desktop.gestures.integration import Place
from tpm_desktop.model.interfaces import EnvironmentState
from tpm_desktop.plan import State, instant
from tpm_desktop.plan.integration import Run
from tpm_desktop.plan.integration_words import ends_text, interface_name, run_date, run_place, run_text
from tpm_desktop.plan.run_matrix import RunMatrix

Index = QModelIndex | QPersistentModelIndex
RUN = Qt.ItemDataRole.UserRole  # the test of a cell, None where none is planned
HEADING = Qt.ItemDataRole.UserRole + 1  # of a column: the environment and the cycle
_NOWHERE = QModelIndex()


class MatrixModel(QAbstractTableModel):
    """Shows a matrix; only its cells can be edited."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._state: State = session.program.plan.state
        self.matrix = RunMatrix((), (), {})

    def show_matrix(self, state: State, matrix: RunMatrix) -> None:
        """Show others; where lines and columns stay, so does whatever is chosen."""
        same = (matrix.interfaces, matrix.columns) == (self.matrix.interfaces, self.matrix.columns)
        same = same and self._ids(state) == self._ids(self._state)
        if not same:
            self.beginResetModel()
        self._state, self.matrix = state, matrix
        if same and matrix.interfaces and matrix.columns:
            last = self.index(len(matrix.interfaces) - 1, len(matrix.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, last.row())
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last.column())
        elif not same:
            self.endResetModel()

    @staticmethod
    def _ids(state: State) -> tuple[list[str], ...]:
        tables = state.inputs.tables
        return tuple(tables[name].ids for name in ("interface", "environment", "test_cycle"))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.matrix.interfaces)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.matrix.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        writable = index.isValid() and not self._session.program.file.read_only
        return found | Qt.ItemFlag.ItemIsEditable if writable else found

    # What stands there

    def run(self, index: Index) -> Run | None:
        """The test of a cell."""
        found = self.matrix.runs(index.row(), index.column()) if index.isValid() else ()
        return found[-1] if found else None

    def place(self, index: Index) -> Place:
        """What a cell stands for, by ids."""
        tables, run = self._state.inputs.tables, self.run(index)
        column = self.matrix.columns[index.column()]
        return Place(
            tables["interface"].ids[self.matrix.interfaces[index.row()]],
            tables["environment"].ids[column.environment] if column.environment >= 0 else None,
            tables["test_cycle"].ids[column.cycle] if column.cycle >= 0 else None,
            run.id if run else None,
        )

    def find(self, test: str) -> QModelIndex:
        """The cell of a test."""
        for (line, column), found in self.matrix.cells.items():
            if any(run.id == test for run in found):
                return self.index(line, column)
        return QModelIndex()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        run = self.run(index)
        if role == RUN:
            return run
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(index, run)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.words(index)
        return tip(self.words(index)) if role == Qt.ItemDataRole.ToolTipRole else None

    def _text(self, index: Index, run: Run | None) -> str:
        """When it was or will be run; how many more stand there, as a file from elsewhere may have it."""
        if run is None:
            return ""
        more = len(self.matrix.runs(index.row(), index.column())) - 1
        day = self._session.formats.date(instant(run_date(run)))
        return f"{day} +{more}" if more else day

    def words(self, index: Index) -> str:
        """A cell in words."""
        line = self.matrix.interfaces[index.row()]
        name = interface_name(self._state, line)
        environment, cycle = self.heading(index.column())
        run = self.run(index)
        if run is None:
            return self.tr("{}\n{}, {}: no test is planned").format(name, environment, cycle)
        formats, said = self._session.formats, run_text(self._state, run, self._session.formats)
        where = run_place(self._state, run)
        lines = [name, f"{where}: {said}"]
        dates = (
            (self.tr("planned {}"), run.planned),
            (self.tr("forecast {}"), run.forecast),
            (self.tr("done {}"), run.actual),
        )
        told = [text.format(formats.date(instant(at))) for text, at in dates if instant(at)]
        if run.task >= 0:
            lines.append(self.tr("Task: {}").format(self._state.names[run.task]))
        return "\n".join([*lines, ", ".join(told)] if told else lines)

    # Around it

    def heading(self, column: int) -> tuple[str, str]:
        """The environment and the cycle of a column."""
        tables, at = self._state.inputs.tables, self.matrix.columns[column]
        environment, cycles = tables["environment"].texts, tables["test_cycle"].texts["name"]
        cycle = (cycles[at.cycle] or "") if at.cycle >= 0 else self.tr("No cycle")
        if at.environment < 0:
            return self.tr("No environment"), cycle
        retired = environment["state"][at.environment] == EnvironmentState.RETIRED
        return environment["name"][at.environment] or "", self.tr("{}, retired").format(
            cycle
        ) if retired else cycle

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal:
            return self._of_column(section, role) if section < len(self.matrix.columns) else None
        return self._of_line(section, role) if section < len(self.matrix.interfaces) else None

    def _of_column(self, section: int, role: int) -> object:
        if role == HEADING:
            return self.heading(section)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(self.heading(section))
        return tip("\n".join(self.heading(section))) if role == Qt.ItemDataRole.ToolTipRole else None

    def _of_line(self, section: int, role: int) -> object:
        row = self.matrix.interfaces[section]
        name = interface_name(self._state, row)
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            said = f"{name}\n{ends_text(self._state, row)}"
            return tip(said) if role == Qt.ItemDataRole.ToolTipRole else said
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

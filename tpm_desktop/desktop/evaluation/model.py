"""The scoring matrix as Qt asks for it: a line a criterion, a column a bid, sums and ranks below."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import font
from tpm_desktop.desktop.wording import tip
from tpm_desktop.finance.bids import Ranked
from tpm_desktop.gestures.procurement import set_scores
from tpm_desktop.gestures.records import set_fields
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.check import ValueProblem
from tpm_desktop.model.procurement import BEST_SCORE, SCORES
from tpm_desktop.plan import State
from tpm_desktop.plan.procurement import Evaluation
from tpm_desktop.plan.procurement_words import day_text
from tpm_desktop.planning.columns import NONE

Index = QModelIndex | QPersistentModelIndex
FIELDS = ("title", "weight", "least")
"""Of a criterion, in the first columns."""
_NOWHERE = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MIDDLE = Qt.AlignmentFlag.AlignCenter


class Sum(Enum):
    """The lines below the criteria."""

    POINTS = auto()
    RANK = auto()
    PRICE = auto()
    DELIVERY = auto()


class EvaluationModel(QAbstractTableModel):
    """Shows the criteria and bids of one package."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._state: State = session.program.plan.state
        self.found = Evaluation((), (), (), {}, 0)
        self.writable = not session.program.file.read_only

    def show_evaluation(self, state: State, found: Evaluation) -> None:
        """Show another; where criteria and bids stay, so does whatever is chosen."""
        same = self._ids(state, found) == self._ids(self._state, self.found)
        if not same:
            self.beginResetModel()
        self._state, self.found = state, found
        if not same:
            self.endResetModel()
        elif self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    @staticmethod
    def _ids(state: State, found: Evaluation) -> tuple[list[str], list[str]]:
        criterion, bid = state.inputs.tables["bid_criterion"], state.inputs.tables["bid"]
        there = len(criterion) > max(found.criteria, default=-1) and len(bid) > max(found.bids, default=-1)
        if not there:
            return [], []
        return [criterion.ids[row] for row in found.criteria], [bid.ids[row] for row in found.bids]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        there = self.found.criteria or self.found.bids
        return 0 if parent.isValid() or not there else len(self.found.criteria) + len(Sum)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(FIELDS) + len(self.found.bids)

    # What stands where

    def criterion_id(self, line: int) -> str | None:
        """The criterion of a line, None below them."""
        rows = self.found.criteria
        return self._state.inputs.tables["bid_criterion"].ids[rows[line]] if 0 <= line < len(rows) else None

    def bid_id(self, column: int) -> str | None:
        """The bid of a column, None left of them."""
        place = column - len(FIELDS)
        return self._state.inputs.tables["bid"].ids[self.found.bids[place]] if place >= 0 else None

    def sum_of(self, line: int) -> Sum | None:
        """Which sum stands in a line, None for a criterion."""
        place = line - len(self.found.criteria)
        return list(Sum)[place] if place >= 0 else None

    def is_score(self, index: Index) -> bool:
        """Whether a score is typed into a cell."""
        criterion = index.row() < len(self.found.criteria) and index.column() >= len(FIELDS)
        return criterion and not self._is_price(index.row())

    def _is_price(self, line: int) -> bool:
        flags = self._state.inputs.tables["bid_criterion"].numbers["is_price"]
        return bool(flags[self.found.criteria[line]])

    def _bid(self, index: Index) -> tuple[int, Ranked]:
        place = index.column() - len(FIELDS)
        return self.found.bids[place], self.found.found[place]

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = super().flags(index)
        summed = self.sum_of(index.row())
        own = summed is None and (index.column() < len(FIELDS) or self.is_score(index))
        told = summed in (Sum.PRICE, Sum.DELIVERY) and index.column() >= len(FIELDS)
        return usual | Qt.ItemFlag.ItemIsEditable if self.writable and (own or told) else usual

    # How it is shown

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Vertical or not 0 <= section < self.columnCount():
            return None
        if section < len(FIELDS):
            heads = (self.tr("Criterion"), self.tr("Weight"), self.tr("Out below"))
            if role == Qt.ItemDataRole.TextAlignmentRole and section:
                return _RIGHT
            return heads[section] if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _MIDDLE
        table, vendors = self._state.inputs.tables["bid"], self._state.inputs.tables["vendor"]
        row = self.found.bids[section - len(FIELDS)]
        name = vendors.texts["name"][vendors.row[table.texts["vendor_id"][row] or ""]] or ""
        if role == Qt.ItemDataRole.ToolTipRole:
            why = table.texts["disqualified"][row]
            return tip("\n".join(filter(None, (f"{table.texts['code'][row]} {name}", why))))
        return name if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        summed = self.sum_of(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            text = self._sum(index, summed) if summed else self._cell(index)
            return text if role == Qt.ItemDataRole.DisplayRole else text.rstrip("–").removesuffix(" %")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return (_MIDDLE if index.column() >= len(FIELDS) else _RIGHT) if index.column() else None
        if role == Qt.ItemDataRole.FontRole and summed in (Sum.POINTS, Sum.RANK):
            return font(weight=QFont.Weight.DemiBold)
        if role == Qt.ItemDataRole.ForegroundRole:
            token = self._token(index, summed)
            return QColor(getattr(Appearance.current().theme, token)) if token else None
        if role == Qt.ItemDataRole.BackgroundRole and summed:
            return QColor(Appearance.current().theme.panel)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            told = self._told(index, summed)
            return tip(told) if role == Qt.ItemDataRole.ToolTipRole and told else told or None
        return None

    def _cell(self, index: Index) -> str:
        formats, table = self._session.formats, self._state.inputs.tables["bid_criterion"]
        row = self.found.criteria[index.row()]
        if index.column() == 0:
            return table.texts["title"][row] or ""
        if index.column() == 1:
            return formats.share(int(table.numbers["weight"][row]))
        if index.column() == 2:
            least = int(table.numbers["least"][row])
            return "" if least == NONE else str(least)
        _, one = self._bid(index)
        score = one.scores[index.row()]
        if score is None:
            return "–"
        return formats.decimal(float(score), 1) if self._is_price(index.row()) else str(int(score))

    def _sum(self, index: Index, summed: Sum) -> str:
        formats = self._session.formats
        if index.column() < len(FIELDS):
            heads = {
                Sum.POINTS: self.tr("Points of 100"),
                Sum.RANK: self.tr("Rank"),
                Sum.PRICE: self.tr("Price, {}").format(formats.currency),
                Sum.DELIVERY: self.tr("Delivers by"),
            }
            weight = formats.share(self.found.weight) if summed is Sum.POINTS and index.column() == 1 else ""
            return weight if index.column() else heads[summed]
        row, one = self._bid(index)
        table = self._state.inputs.tables["bid"]
        if summed is Sum.POINTS:
            return formats.decimal(one.points / 100, 1)
        if summed is Sum.RANK:
            if table.numbers["awarded"][row] == 1:
                return self.tr("Awarded")
            return self.tr("Out") if one.is_out else str(one.rank) if one.rank else self.tr("Incomplete")
        if summed is Sum.PRICE:
            price = int(table.numbers["price"][row])
            return "–" if price == NONE else formats.money(price)
        return day_text(int(table.numbers["delivers"][row]), formats)

    def _token(self, index: Index, summed: Sum | None) -> str:
        if index.column() < len(FIELDS):
            whole = self.found.is_whole or index.column() != 1 or summed is not Sum.POINTS
            return "" if whole else "red"
        _, one = self._bid(index)
        if summed is None and index.row() in one.knocked_out:
            return "red"
        if summed is Sum.RANK and (one.is_out or one.rank == 1):
            return "red" if one.is_out else "green"
        return "muted" if one.is_out or (summed is None and self._is_price(index.row())) else ""

    def _told(self, index: Index, summed: Sum | None) -> str:
        """What a cell says besides its figure."""
        if summed is Sum.POINTS and index.column() == 1 and not self.found.is_whole:
            return self.tr("The weights have to come to 100 %")
        table = self._state.inputs.tables
        if index.column() < len(FIELDS):
            how = table["bid_criterion"].texts["how"]
            return how[self.found.criteria[index.row()]] or "" if summed is None else ""
        row, one = self._bid(index)
        if summed is None:
            if index.row() in one.knocked_out:
                return self.tr("Below the least score: it puts the bid out")
            at = self.found.scores.get((self.found.criteria[index.row()], row))
            score = one.scores[index.row()]
            word = SCORES.get(int(score), "") if score is not None and not self._is_price(index.row()) else ""
            why = table["bid_score"].texts["reason"][at] if at is not None else ""
            return ": ".join(filter(None, (word, why)))
        return (table["bid"].texts["disqualified"][row] or "") if summed is Sum.RANK else ""

    # Editing

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        text = str(value).strip()
        if text == (self.data(index, role) or ""):
            return False
        try:
            if self.is_score(index):
                return self.give({self._place(index): _score(text)})
            return self._set(index, text)
        except ValueProblem as problem:
            self._session.refused.emit(str(problem))
            return False

    def _place(self, index: Index) -> tuple[str, str]:
        criterion, bid = self.criterion_id(index.row()), self.bid_id(index.column())
        assert criterion is not None  # a score's cell
        assert bid is not None
        return criterion, bid

    def give(self, scores: Mapping[tuple[str, str], int | None]) -> bool:
        """Give cells their scores in one step; whether it was done."""
        return not self._refused(lambda: set_scores(self._session.program, scores))

    def give_at(self, indexes: list[QModelIndex], score: int | None) -> bool:
        """Give all of the cells that take one a score, None to take it away."""
        cells = [self._place(index) for index in indexes if self.is_score(index)]
        return bool(cells) and self.writable and self.give(dict.fromkeys(cells, score))

    def _set(self, index: Index, text: str) -> bool:
        criterion, bid = self.criterion_id(index.row()), self.bid_id(index.column())
        if criterion is not None:
            table, row_id, field = "bid_criterion", criterion, FIELDS[index.column()]
            text = f"{text} %" if field == "weight" and text and "%" not in text else text
        else:
            table, row_id = "bid", str(bid)
            field = "price" if self.sum_of(index.row()) is Sum.PRICE else "delivers"
        values = self._session.formats.parse_field(entry(table), field, text)
        return not self._refused(lambda: set_fields(self._session.program, table, row_id, values))

    def _refused(self, gesture: Any) -> bool:
        reason = self._session.attempt(gesture)
        if reason:
            self._session.refused.emit(reason)
        return bool(reason)


def _score(text: str) -> int | None:
    """A score by its number or word, None for nothing. Raises: `ValueProblem`."""
    if not text:
        return None
    words = {word.casefold(): score for score, word in SCORES.items()}
    score = int(text) if text.isdecimal() and len(text) < 3 else words.get(text.casefold(), -1)
    if score not in SCORES:
        raise ValueProblem(f"a score is a number from 0 to {BEST_SCORE}, not “{text[:40]}”")
    return score

"""The heat map view: the board at the left, what is chosen in it at the right, the burn-down below."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from tpm_desktop.desktop import risk_gestures
from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.command import command
from tpm_desktop.desktop.score_board import Piece
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.view import View
from tpm_desktop.desktop.widgets import EmptyState
from tpm_desktop.file.changes import Changes
from tpm_desktop.gestures.risks import move_risks
from tpm_desktop.plan import Delta
from tpm_desktop.plan.due import day_of_status
from tpm_desktop.plan.heat_map import Place, Shown, goes_to, headline, of_kind, place_of
from tpm_desktop.plan.lights import Thresholds
from tpm_desktop.plan.risk_burn import burn_down
from tpm_desktop.plan.risk_exposure import Weighed, weighed
from tpm_desktop.plan.risk_scales import scales
from tpm_desktop.plan.score_history import score_lines
from tpm_desktop.plan.trends import Closed, closed_periods

from .bar import HeatBar
from .board import MOST_CHIPS, HeatBoard
from .burn_chart import BurnChart
from .list import RiskList

_TABLES = ("risk", "risk_level", "risk_task", "project", "program")
_SOON = 120  # milliseconds


class HeatMapView(View):
    """A risk that is dragged to another cell is scored so, before or after its response as it is shown."""

    key = "heat-map"

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(session, appearance, parent)
        self._writable = not session.program.file.read_only
        self._text, self._cell = "", list[str]()
        self.risks: list[Weighed] = []
        self._closed: list[Closed] | None = None
        self.kind, self.projects = QComboBox(), QComboBox()
        self.board = HeatBoard(appearance, self)
        self.board.writable = self._writable
        self.list, self.burn, self._title = RiskList(self), BurnChart(appearance, self), QLabel()
        self.empty = EmptyState(
            "risk",
            self.tr("No risks yet"),
            self.tr("Threats and opportunities lie here by probability and impact; drag one to score it."),
            self.tr("Go to the risks"),
        )
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self._catch_up)
        self._actions = self._made_actions()
        self._lay_out()
        self._join()
        self.setFocusProxy(self.board)

    def _made_actions(self) -> dict[str, QAction]:
        tr, alone = self.tr, Qt.ShortcutContext.WidgetWithChildrenShortcut
        declared = (
            ("before", tr("Before the response"), "risk", "Ctrl+1", self.load),
            ("after", tr("After the response"), "check", "Ctrl+2", self.load),
            ("moves", tr("What the response moves"), "network", "Ctrl+3", self.load),
            ("task", tr("Answer it in the plan"), "gantt", "Ctrl+T", self.answer),
            ("issue", tr("Make an issue of it"), "issue", "Ctrl+I", self.make_issue),
            ("score", tr("Score by the scales"), "constraint", None, self.score),
            ("scales", tr("Risk scales…"), "settings", None, self.offer_scales),
        )
        made = {
            name: command(self, f"heat-map-{name}", text, picture, keys, done, context=alone)
            for name, text, picture, keys, done in declared
        }
        group = QActionGroup(self)
        for name in ("before", "after", "moves"):
            made[name].setCheckable(True)
            group.addAction(made[name])
        made["moves"].setChecked(True)
        for name in ("task", "issue", "score"):
            made[name].setEnabled(self._writable)
        return made

    def _lay_out(self) -> None:
        self.bar = HeatBar(self.kind, self.projects, self._actions, self)
        right = QWidget()
        mark(right, role="canvas")
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        self._title.setContentsMargins(12, 0, 12, 0)
        mark(self._title, role="section")
        column.addWidget(self._title)
        column.addWidget(self.list, 1)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.addWidget(self.board)
        across.addWidget(right)
        across.setSizes([560, 400])
        down = QSplitter(Qt.Orientation.Vertical)
        down.addWidget(across)
        down.addWidget(self.burn)
        down.setSizes([440, 170])
        down.setStretchFactor(0, 1)
        for split in (across, down):
            split.setChildrenCollapsible(False)
        self.pages = QStackedWidget()
        self.pages.addWidget(down)
        self.pages.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.pages, 1)

    def _join(self) -> None:
        self.kind.activated.connect(lambda _: self.load())
        self.projects.activated.connect(lambda _: self.load())
        self.board.moved.connect(self._move)
        self.board.chosen.connect(self._choose)
        self.board.opened.connect(lambda row_id: self.went.emit("risk", row_id))
        self.list.activated.connect(lambda _: self.went.emit("risk", self.list.key))
        self.list.selectionModel().currentRowChanged.connect(lambda *_: self._take_line())
        self.empty.started.connect(lambda: self.opened.emit("risk"))

    # The view's side of the window

    def load(self) -> None:
        state, formats = self.session.program.plan.state, self.session.formats
        if self._closed is None:
            self._closed = closed_periods(self.session.program.file)
        day = day_of_status(state)
        every = weighed(state, day)
        self.bar.offer_projects(state)
        known, limits = scales(state), Thresholds.of(state)
        opportunities = bool(self.kind.currentData())
        mine = self._of_project([risk for risk in every if self._fits(risk)])
        self.risks = of_kind(mine, opportunities=opportunities)
        self.board.weigh(limits, opportunities=opportunities)
        self.board.name_axes(
            self.tr("Impact"), self.tr("Probability"),
            [known.impact[n] for n in sorted(known.impact)],
            [known.probability[n] for n in sorted(known.probability)],
        )  # fmt: skip
        self._show_pieces(self.shown)
        self._show_list()
        found = burn_down(state, mine, self._closed, day)
        self.burn.show_burn(found, formats)
        self.burn.setVisible(not opportunities)
        there = bool(len(state.inputs.tables["risk"]))
        self.bar.setVisible(there)
        self.pages.setCurrentIndex(0 if there else 1)
        self.headline_changed.emit()

    def follow(self, changes: Changes, delta: Delta) -> None:
        if changes.of("reporting_period") or changes.of("period_risk"):
            self._closed = None
        elif not any(changes.of(table) for table in _TABLES):
            tied = bool(len(self.session.program.plan.state.inputs.tables["risk_task"]))
            if tied and (delta.moved or delta.reshaped or changes.of("task")):
                self._soon.start()  # a task that moved changes little here; the edit need not wait for it
            return
        self.load()

    def _catch_up(self) -> None:
        if self.session.is_open:
            self.load()

    def show_selected(self, table: str, ids: tuple[str, ...]) -> None:
        if table == "risk":
            self.board.pick(ids)
            if len(ids) == 1 and ids[0] != self.list.key:
                blocked = self.list.selectionModel().blockSignals(True)
                self.list.go_to(ids[0])
                self.list.selectionModel().blockSignals(blocked)

    def restyle(self) -> None:
        for part in (self.board, self.burn, self.list.viewport()):
            part.update()

    def commands(self) -> list[QAction]:
        return list(self._actions.values())

    def filter(self, text: str) -> None:
        self._text = text.strip().casefold()
        self.load()

    def headline(self) -> str:
        opportunities = bool(self.kind.currentData())
        limits = Thresholds.of(self.session.program.plan.state)
        said = headline(self.risks, limits, self.session.formats, opportunities=opportunities)
        return self.tr("{} · filtered").format(said) if self._text else said

    # What it shows

    @property
    def shown(self) -> Shown:
        """Before or after the response, or how it moves."""
        return next(one for one in Shown if self._actions[one.value].isChecked())

    def _fits(self, risk: Weighed) -> bool:
        return not self._text or self._text in f"{risk.code} {risk.title}".casefold()

    def _of_project(self, risks: list[Weighed]) -> list[Weighed]:
        project, texts = (
            self.projects.currentData(),
            self.session.program.plan.state.inputs.tables["risk"].texts["project_id"],
        )
        return [risk for risk in risks if texts[risk.row] == project] if project else risks

    def _show_pieces(self, shown: Shown) -> None:
        """A chip for the weightiest of each cell; of those that never have room only how many they are."""
        cells: dict[Place, list[Weighed]] = {}
        for risk in self.risks:
            if (place := place_of(risk, shown)) is not None:
                cells.setdefault(place, []).append(risk)
        self.board.more = {place: max(0, len(there) - MOST_CHIPS) for place, there in cells.items()}
        self.board.show_pieces(
            [
                Piece(
                    risk.id, place, risk.code or "?", partial(self._say, risk),
                    goes_to(risk) if shown is Shown.MOVES else None,
                )
                for place, there in cells.items()
                for risk in there[:MOST_CHIPS]
            ]
        )  # fmt: skip

    def _say(self, risk: Weighed) -> str:
        """A risk in two lines, for tooltip and screen reader."""
        formats = self.session.formats
        money = formats.money(risk.exposure, whole=True, currency=True) if risk.exposure else ""
        score = f"{risk.score} → {risk.residual}" if risk.residual != risk.score else f"{risk.score}"
        facts = [self.tr("Score {}").format(score), self.tr("at stake {}").format(money) if money else ""]
        return f"{risk.code} {risk.title}\n" + " · ".join(filter(None, facts))

    def _show_list(self) -> None:
        state, formats = self.session.program.plan.state, self.session.formats
        there = {risk.id: risk for risk in self.risks}
        self._cell = [row_id for row_id in self._cell if row_id in there]
        shown = [there[row_id] for row_id in self._cell] or self.risks
        self._title.setText(self._list_title(len(shown)))
        went = score_lines(self._closed or [], shown, day_of_status(state))
        blocked = self.list.selectionModel().blockSignals(True)
        self.list.show_risks(shown, went, Thresholds.of(state), formats)
        self.list.selectionModel().blockSignals(blocked)

    def _list_title(self, count: int) -> str:
        if not self._cell:
            return self.tr("By weight")
        place = self.board.cell
        cell = f"{self.board.rows[place[1] - 1]} × {self.board.columns[place[0] - 1]}"
        return f"{cell}: {count}"

    # What it does

    def _choose(self, ids: list[str]) -> None:
        self._cell = ids
        self._show_list()
        self.session.select("risk", ids)

    def _take_line(self) -> None:
        if self.list.key:
            self.board.pick([self.list.key])
            self.session.select("risk", [self.list.key])

    def _move(self, ids: list[str], column: int, row: int) -> None:
        residual, program = self.shown is Shown.AFTER, self.session.program
        self.session.do(partial(move_risks, program, ids, row, column, residual=residual))

    def _picked(self) -> list[str]:
        return [row_id for row_id in self.board.pieces if row_id in self.board.picked] or (
            [self.list.key] if self.list.key else []
        )

    def answer(self) -> None:
        """Make a task of the response to the chosen risk."""
        risk_gestures.make_task(self.session, self._picked())

    def make_issue(self) -> None:
        """Make an issue of the chosen risk."""
        risk_gestures.make_issue(self.session, "risk", self._picked())

    def score(self) -> None:
        """Score what is chosen, or all that is shown, by the program's scales."""
        risk_gestures.score(self.session, self._picked() or [risk.id for risk in self.risks])

    def offer_scales(self) -> None:
        """Offer ready scales and the way to the program's own."""
        menu = risk_gestures.scales_menu(self.session, self, lambda: self.opened.emit("risk_level"))
        menu.popup(self.bar.mapToGlobal(self.bar.rect().bottomRight()))

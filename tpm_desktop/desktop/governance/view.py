"""The view of the governance chart, and beside it who sits in the chosen body."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tpm_desktop.desktop import file_dialogs
from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.case.lines_table import LinesTable
from tpm_desktop.desktop.command import command
from tpm_desktop.desktop.drawn_file import save_drawing
from tpm_desktop.desktop.new_row import ask_and_add
from tpm_desktop.desktop.pack_file import PackFile
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.view import View
from tpm_desktop.desktop.widgets import EmptyState
from tpm_desktop.file.changes import Changes
from tpm_desktop.gestures.governance_chart import add_body, arrange_chart, place_body, tie
from tpm_desktop.gestures.records import remove_rows, set_fields
from tpm_desktop.model.catalogue import entry
from tpm_desktop.plan import Delta
from tpm_desktop.plan.due import day_of_status
from tpm_desktop.plan.governance_chart import Tie, governance_chart
from tpm_desktop.reports import find_pack

from .canvas import ChartCanvas
from .members import member_heads, member_lines
from .painting import draw_chart, whole_of

_TABLES = ("body", "membership", "resource", "program")


class GovernanceView(View):
    """Bodies are added, named, moved and joined in the chart; the inspector edits all that is chosen."""

    key = "governance"

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(session, appearance, parent)
        self._writable = not session.program.file.read_only
        self._text = ""
        self.canvas = ChartCanvas(appearance, writable=self._writable)
        self.members = LinesTable("governance-members", self.tr("Members"), member_heads(), self)
        self._whose = QLabel()
        mark(self._whose, role="section")
        self.papers = PackFile(session, self)
        self.empty = EmptyState(
            "body",
            self.tr("Nobody governs yet"),
            self.tr("Draw who decides: the sponsor, a steering committee, boards and the program office, with"
                    " members, quorum and how far each may decide."),
            self.tr("Add the first body") if self._writable else "",
        )  # fmt: skip
        self._actions = self._made_actions()
        self._lay_out()
        self._join()
        self.setFocusProxy(self.canvas)

    def _made_actions(self) -> dict[str, QAction]:
        tr, made = self.tr, dict[str, QAction]()
        edits = (
            ("add", tr("Add a body below"), "plus", "Ctrl+Shift+N", self.add_below),
            ("rename", tr("Rename the body"), "edit", None, self.canvas.rename),
            ("reports", tr("Report to…"), "link", "Ctrl+T", partial(self.canvas.join, Tie.REPORTS)),
            ("escalates", tr("Escalate to…"), "move-up", "Ctrl+Shift+T",
             partial(self.canvas.join, Tie.ESCALATES)),
            ("alone", tr("Report to nobody"), "unlink", None, partial(self._untie, Tie.REPORTS)),
            ("usual", tr("Escalate to whom it reports"), "unlink", None, partial(self._untie, Tie.ESCALATES)),
            ("member", tr("Add a member…"), "person", "Ctrl+I", self.add_member),
            ("remove", tr("Remove the body or member"), "delete", "Del", self.remove),
            ("arrange", tr("Arrange anew"), "refresh", None, self.arrange),
        )  # fmt: skip
        for name, text, picture, keys, done in edits:
            made[name] = command(
                self, f"governance-{name}", text, picture, keys, done, enabled=self._writable
            )
        reads = (
            ("zoom-in", tr("Zoom in"), "zoom-in", None, partial(self.canvas.zoom_by, 1)),
            ("zoom-out", tr("Zoom out"), "zoom-out", None, partial(self.canvas.zoom_by, -1)),
            ("fit", tr("Fit to the window"), "zoom-fit", None, self.canvas.fit),
            ("picture", tr("Save as PDF or picture…"), "chart", None, self.save_picture),
            ("pdf", tr("Write the governance pack as PDF…"), "pdf", None, self.write_paper),
        )
        for name, text, picture, keys, done in reads:
            made[name] = command(self, f"governance-{name}", text, picture, keys, done)
        for name in ("add", "reports"):
            made[name].setPriority(QAction.Priority.HighPriority)
        return made

    def _lay_out(self) -> None:
        self._hint = QLabel(
            self.tr(
                "Drag a box to move it, its upper dot to whom it reports, its right dot to whom it escalates."
                " Enter renames. ● votes"
            )
        )
        mark(self._hint, role="muted")
        add = QToolButton()
        add.setDefaultAction(self._actions["member"])
        add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        beside = QWidget()
        mark(beside, role="canvas")
        self._whose.setWordWrap(True)
        self._hint.setWordWrap(True)
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 12, 0, 8)
        column.setSpacing(8)
        for part in (self._whose, add, self.members, self._hint):
            if part is self.members:
                column.addWidget(part, 1)
                continue
            row = QHBoxLayout()
            row.setContentsMargins(16, 0, 16, 0)
            row.addWidget(part, 0 if part is add else 1)
            if part is add:
                row.addStretch(1)
            column.addLayout(row)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.canvas)
        split.addWidget(beside)
        split.setSizes([560, 260])
        split.setStretchFactor(0, 1)
        self.pages = QStackedWidget()
        self.pages.addWidget(split)
        self.pages.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)

    def _join(self) -> None:
        program = self.session.program
        self.canvas.chosen.connect(self._choose)
        self.canvas.placed.connect(lambda *at: self.session.do(partial(place_body, program, *at)))
        self.canvas.joined.connect(lambda *ends: self.session.do(partial(tie, program, *ends)))
        self.canvas.renamed.connect(self._rename)
        self.canvas.asked.connect(self._offer)
        self.members.clicked.connect(lambda _: self._select_member())
        self.members.activated.connect(lambda _: self.went.emit("membership", self.members.key))
        self.empty.started.connect(self.add_below)

    # The view's side of the window

    def load(self) -> None:
        program = self.session.program
        day = day_of_status(program.plan.state)
        chart = governance_chart(program.file, day, self.session.formats)
        self.pages.setCurrentIndex(0 if chart.boxes else 1)
        self.canvas.show_chart(chart)
        if not self.canvas.current and chart.boxes:
            table, ids = self.session.selected
            known = table == "body" and len(ids) == 1 and chart.box(ids[0]) is not None
            self.canvas.current = ids[0] if known else chart.boxes[0].id
        self._show_members()
        self._show_text()
        self.headline_changed.emit()

    def _show_members(self) -> None:
        box = self.canvas.chart.box(self.canvas.current)
        name = " ".join(box.name.split()) if box else ""
        shown = name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…"
        self._whose.setText(self.tr("Members of {}").format(shown) if box else self.tr("Choose a body"))
        kept = self.members.key
        self.members.show_lines(member_lines(self.session, box.id) if box else [])
        if not self.members.go_to(kept):
            self.members.selectRow(0)
        for name in ("rename", "reports", "escalates", "alone", "usual", "member"):
            self._actions[name].setEnabled(self._writable and box is not None)

    def _show_text(self) -> None:
        """Of what is filtered the first body that contains it is chosen."""
        if not self._text:
            return
        for box in self.canvas.chart.boxes:
            told = " ".join((box.name, box.kind, *(line.text for line in box.lines))).casefold()
            if self._text in told:
                self.canvas.choose(box.id)
                return

    def follow(self, changes: Changes, delta: Delta) -> None:
        if any(changes.of(table) for table in _TABLES):
            self.load()

    def show_selected(self, table: str, ids: tuple[str, ...]) -> None:
        if table == "body" and len(ids) == 1 and self.canvas.chart.box(ids[0]) is not None:
            self.canvas.choose(ids[0])

    def restyle(self) -> None:
        self.canvas.viewport().update()
        self.members.viewport().update()

    def commands(self) -> list[QAction]:
        return list(self._actions.values())

    def filter(self, text: str) -> None:
        self._text = text.strip().casefold()
        self._show_text()

    def fit(self) -> None:
        self.canvas.fit()

    def headline(self) -> str:
        boxes, formats = self.canvas.chart.boxes, self.session.formats
        if not boxes:
            return self.tr("No bodies")
        told = (
            self.tr("1 body") if len(boxes) == 1 else self.tr("{} bodies").format(formats.integer(len(boxes)))
        )
        seats = len(self.session.program.file.stored("membership", ["id"]))
        people = self.tr("1 seat") if seats == 1 else self.tr("{} seats").format(formats.integer(seats))
        return f"{told} · {people}"

    # What it does

    def _choose(self, body_id: str) -> None:
        if body_id:
            self.session.select("body", [body_id])
        self._show_members()

    def _select_member(self) -> None:
        if self.members.key:
            self.session.select("membership", [self.members.key])

    def _rename(self, body_id: str, name: str) -> None:
        self.session.do(partial(set_fields, self.session.program, "body", body_id, {"name": name}))

    def add_below(self) -> None:
        """Add a body below the chosen one, and let its name be typed."""
        above = self.canvas.current or None
        name = self.tr("Steering committee") if not self.canvas.chart.boxes else self.tr("New body")
        made = self.session.do(partial(add_body, self.session.program, name, above))
        if made:
            self.canvas.choose(made)
            self.canvas.rename()

    def _untie(self, kind: Tie) -> None:
        body = self.canvas.current
        self.session.do(partial(tie, self.session.program, body, None, kind))

    def add_member(self) -> None:
        """Ask who sits in the chosen body, as what, and who stands in."""
        if self.canvas.current:
            ask_and_add(self.session, entry("membership"), {"body_id": self.canvas.current}, self)

    def remove(self) -> None:
        """Remove the chosen member where the keyboard is among them, else the chosen body with its seats."""
        seat = self.members.key if self.members.hasFocus() else ""
        row_id, table = (seat, "membership") if seat else (self.canvas.current, "body")
        if row_id:
            self.session.do(partial(remove_rows, self.session.program, table, [row_id]))

    def arrange(self) -> None:
        """Leave the place of every body to the layout."""
        self.session.do(partial(arrange_chart, self.session.program))

    def _offer(self, at: QPoint) -> None:
        menu = QMenu(self)
        names = ("add", "rename", "member", "reports", "escalates", "alone", "usual", "remove")
        menu.addActions([self._actions[name] for name in names])
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def save_picture(self) -> None:
        """Ask where to, and write the whole chart as PDF or picture."""
        name = f"{self.session.program.file.path.stem} {self.tr('governance')}"
        target = file_dialogs.ask_save(
            self, self.tr("Save as PDF or picture"), f"{name}.pdf", self.tr("PDF (*.pdf);;Picture (*.png)")
        )
        if target is None:
            return
        chart = self.canvas.chart
        draw, size = partial(draw_chart, chart), whole_of(chart).size()
        reason = self.session.attempt(lambda: save_drawing(draw, size, target, name))
        if reason:
            self.session.refused.emit(reason)
        else:
            self.session.said.emit(self.tr("Saved {}").format(target.name))

    def write_paper(self) -> None:
        """Write the governance pack, where people say."""
        pack = find_pack("governance")
        assert pack is not None
        self.papers.ask_where(self.tr("Write the governance pack"), self.tr("Governance"), pack)


_LONGEST = 40

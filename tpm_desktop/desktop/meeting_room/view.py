"""The view of one meeting at a time: its agenda, who came, and its minutes, which are typed line by line."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.case.lines_table import LinesTable
from tpm_desktop.desktop.pack_file import PackFile
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.view import View
from tpm_desktop.desktop.widgets import EmptyState
from tpm_desktop.file.changes import Changes
from tpm_desktop.gestures.meetings import (
    Turned,
    build_agenda,
    mark_presence,
    move_item,
    plan_next,
    turn_line,
    write_line,
)
from tpm_desktop.gestures.records import add_row, remove_rows
from tpm_desktop.model.governance import Decision, Meeting, MeetingState
from tpm_desktop.model.meetings import AgendaItem, Attendance, MinuteLine, Presence
from tpm_desktop.plan import Delta
from tpm_desktop.plan.due import day_of_status
from tpm_desktop.plan.governance import Quorum, quorum, seats
from tpm_desktop.reports import Subject, find_pack

from .carried import CarriedActions
from .commands import RoomCommands
from .lines import (
    became,
    item_heads,
    item_lines,
    meeting_heads,
    meeting_lines,
    minute_heads,
    minute_lines,
    seat_heads,
    seat_lines,
)

_SHOWN = ("meeting", "agenda_item", "attendance", "minute_line", "membership", "body", "resource")
_BORN = ("decision", "action", "risk")


class MeetingRoomView(View):
    """All of the meeting chosen at the left; the inspector edits what is selected in it."""

    key = "meeting-room"

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(session, appearance, parent)
        self.meeting: Meeting | None = None
        self.quorum: Quorum | None = None
        self.meetings = LinesTable("room-meetings", self.tr("Meetings"), meeting_heads(), self)
        self.items = LinesTable(
            "room-agenda",
            self.tr("Agenda"),
            item_heads(),
            self,
            self.tr(
                "Nothing is on the agenda yet. “Build the agenda” brings what is open; or type an item below."
            ),
        )
        self.seats = LinesTable("room-attendance", self.tr("Who came"), seat_heads(), self, self.tr(
            "Nobody sits in this body yet; add its members in the governance chart."
        ))  # fmt: skip
        self.carried = CarriedActions(session, self)
        self.minutes = LinesTable(
            "room-minutes", self.tr("Minutes"), minute_heads(), self,
            self.tr("Nothing is written yet. Choose an agenda item, and type below what was said on it."),
        )  # fmt: skip
        self.new_item = self._typed("room-new-item", self.tr("New agenda item, then Enter"))
        self.new_line = self._typed("room-new-line", self.tr("What was said, then Enter"))
        self.papers = PackFile(session, self)
        self.empty = EmptyState(
            "meeting",
            self.tr("No meetings yet"),
            self.tr("Meetings of the governance bodies, with agenda, attendance and minutes. Add a body and"
                    " its first meeting; the next ones follow from how often it meets."),
            self.tr("Go to the meetings"),
        )  # fmt: skip
        self.actions_ = RoomCommands(self)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.meetings)

    def _typed(self, name: str, hint: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setObjectName(name)
        line.setPlaceholderText(hint)
        line.setAccessibleName(hint)
        return line

    def _lay_out(self) -> None:
        right = QSplitter(Qt.Orientation.Vertical)
        beside = QSplitter(Qt.Orientation.Horizontal)
        beside.addWidget(self.seats)
        beside.addWidget(self.carried)
        for parts in ((self.items, self.new_item), (beside,), (self.minutes, self.new_line)):
            right.addWidget(self._stacked(*parts))
        right.setSizes([240, 190, 240])
        right.setChildrenCollapsible(False)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.addWidget(self.meetings)
        across.addWidget(right)
        across.setSizes([360, 640])
        across.setChildrenCollapsible(False)
        self._pages = QStackedWidget()
        self._pages.addWidget(across)
        self._pages.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)

    def _stacked(self, *parts: QWidget) -> QWidget:
        pane = QWidget()
        layout = QVBoxLayout(pane)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.setSpacing(4)
        for part in parts:
            layout.addWidget(part)
            if isinstance(part, QLineEdit):
                part.setTextMargins(4, 0, 4, 0)
        return pane

    def _connect(self) -> None:
        self.meetings.selectionModel().currentRowChanged.connect(lambda *_: self._show_meeting())
        self.meetings.activated.connect(lambda _: self._go("meeting", self.meetings.key))
        self.items.selectionModel().currentRowChanged.connect(lambda *_: self._say_about())
        self.seats.activated.connect(lambda _: self.mark())
        self.carried.activated.connect(lambda _: self._go("action", self.carried.key))
        self.minutes.activated.connect(lambda _: self.go_to_row())
        self.new_item.returnPressed.connect(self.add_item)
        self.new_line.returnPressed.connect(self.write)
        self.empty.started.connect(lambda: self.opened.emit("meeting"))
        for table, of in ((self.items, "agenda_item"), (self.minutes, "minute_line")):
            table.clicked.connect(partial(self._select, of, table))

    def _select(self, table: str, lines: LinesTable, _: object = None) -> None:
        if lines.key:
            self.session.select(table, [lines.key])

    # The view's side of the window

    def commands(self) -> list[QAction]:
        return [*self.actions_.all, self.carried.finish]

    def load(self) -> None:
        file = self.session.program.file
        known = file.rows(Meeting)
        self._pages.setCurrentIndex(0 if known else 1)
        first = not self.meetings.told.lines
        blocked = self.meetings.selectionModel().blockSignals(True)
        self.meetings.show_lines(meeting_lines(known, self.session.formats))
        if first and (coming := self._coming(known)):
            self.meetings.go_to(coming.id)
        self.meetings.selectionModel().blockSignals(blocked)
        self._show_meeting()

    def follow(self, changes: Changes, delta: Delta) -> None:
        if any(changes.of(table) for table in (*_SHOWN, *_BORN)):
            self.load()

    def show_selected(self, table: str, ids: tuple[str, ...]) -> None:
        if table == "meeting" and len(ids) == 1:
            self.meetings.go_to(ids[0])

    def restyle(self) -> None:
        for table in (self.meetings, self.items, self.seats, self.carried, self.minutes):
            table.viewport().update()

    def headline(self) -> str:
        if self.meeting is None or self.quorum is None:
            return self.tr("No meeting")
        formats, votes = self.session.formats, self.quorum
        when = f"{formats.date(self.meeting.held)}, {formats.time(self.meeting.held)}"
        told = self.tr("{} of {} votes").format(votes.votes, votes.seats)
        if votes.needed is not None:
            came = any(line.cells[3] != "–" for line in self.seats.told.lines)
            said = self.tr("quorum met") if votes.is_met else self.tr("no quorum")
            needed = self.tr("quorum {} of {} votes").format(votes.needed, votes.seats)
            told = f"{told}: {said}" if came else needed
        return f"{when} · {told} · {self.meeting.title}"

    def _coming(self, known: list[Meeting]) -> Meeting | None:
        """The next meeting, else the last one."""
        day = day_of_status(self.session.program.plan.state)
        coming = [one for one in known if one.held.date() >= day and one.state is not MeetingState.CANCELLED]
        if coming:
            return min(coming, key=lambda one: (one.held, one.id))
        return max(known, key=lambda one: (one.held, one.id), default=None)

    def _show_meeting(self) -> None:
        file, meeting_id = self.session.program.file, self.meetings.key
        before = self.meeting
        self.meeting = meeting = file.row(Meeting, meeting_id) if meeting_id else None
        if meeting is not None:
            self.items.show_lines(item_lines(file.rows(AgendaItem, meeting_id=meeting.id)))
            if before is None or before.id != meeting.id:
                self.items.selectRow(0)
            came = {one.member_id: one.presence for one in file.rows(Attendance, meeting_id=meeting.id)}
            known = seats(file, meeting.body_id, meeting.held.date())
            self.seats.show_lines(seat_lines(known, came, self.session.names.all("resource")))
            self.carried.show_meeting(meeting)
            self.minutes.show_lines(minute_lines(file, file.rows(MinuteLine, meeting_id=meeting.id)))
            self.quorum = quorum(file, meeting)
        writable = meeting is not None and not file.read_only
        self.actions_.enable(writable)
        self.carried.finish.setEnabled(writable)
        self._say_about()
        over = meeting is not None and meeting.state in (MeetingState.APPROVED, MeetingState.CANCELLED)
        for line in (self.new_item, self.new_line):
            line.setEnabled(writable and not over)
        self.headline_changed.emit()

    def _say_about(self) -> None:
        """What is typed as minutes belongs to the current item of the agenda; its line says so."""
        about = next((one for one in self.items.told.lines if one.key == self.items.key), None)
        said = self.tr("What was said on item {}, then Enter").format(about.cells[0]) if about else ""
        self.new_line.setPlaceholderText(said or self.tr("What was said, then Enter"))

    # Gestures

    def build(self) -> None:
        """Put on the agenda what is open."""
        if self.meeting is not None:
            added = self.session.do(partial(build_agenda, self.session.program, self.meeting.id))
            if added:
                self.session.said.emit(self.tr("{} items came onto the agenda").format(added))

    def plan_next(self) -> None:
        """Plan the next meeting of the series, and go to it."""
        if self.meeting is not None:
            made = self.session.do(partial(plan_next, self.session.program, self.meeting.body_id))
            if made:
                self.meetings.go_to(made[0])

    def add_item(self) -> None:
        """Take what was typed as an item of the agenda."""
        title = self.new_item.text().strip()
        if self.meeting is None or not title:
            return
        values = {"title": title, "meeting_id": self.meeting.id}
        if self.session.do(partial(add_row, self.session.program, "agenda_item", values)):
            self.new_item.clear()

    def shift(self, places: int) -> None:
        """Move the current item of the agenda."""
        if self.items.key:
            self.session.do(partial(move_item, self.session.program, self.items.key, places))

    def mark(self) -> None:
        """Whether the current member came: the next of present, by deputy, excused, absent."""
        if self.meeting is None or not self.seats.key or self.session.program.file.read_only:
            return
        rows = self.session.program.file.rows(
            Attendance, meeting_id=self.meeting.id, member_id=self.seats.key
        )
        every = list(Presence)
        after = every[(every.index(rows[0].presence) + 1) % len(every)] if rows else Presence.PRESENT
        program = self.session.program
        self.session.do(partial(mark_presence, program, self.meeting.id, self.seats.key, after))

    def write(self) -> None:
        """Take what was typed as a line of the minutes, under the agenda item that is current."""
        text = self.new_line.text().strip()
        if self.meeting is None or not text:
            return
        item = self.items.key or None
        made = self.session.do(partial(write_line, self.session.program, self.meeting.id, text, item))
        if made:
            self.new_line.clear()
            self.minutes.go_to(made)

    def turn(self, into: Turned) -> None:
        """Make the current line of the minutes a row of a register; typed text is taken as a line before."""
        self.write()
        if self.minutes.key and not self.new_line.text():
            self.session.do(partial(turn_line, self.session.program, self.minutes.key, into))

    def remove(self) -> None:
        """Take the current item off the agenda, or the current line out of the minutes."""
        table, lines = ("agenda_item", self.items) if self.items.hasFocus() else ("minute_line", self.minutes)
        if lines.key and lines.hasFocus():
            self.session.do(partial(remove_rows, self.session.program, table, [lines.key]))

    def go_to_row(self) -> None:
        """To the decision, action or risk that the current line became."""
        line = self.session.program.file.row(MinuteLine, self.minutes.key)
        row = became(line) if line else None
        if row is not None:
            self._go(*row)

    def look_back(self) -> None:
        """Show the plan as it was known when the current line was decided."""
        file = self.session.program.file
        line = file.row(MinuteLine, self.minutes.key)
        decision = file.row(Decision, line.decision_id) if line and line.decision_id else None
        if decision is None or not decision.record:
            self.session.refused.emit(
                self.tr("Choose a line that became a decision; it knows the plan of then")
            )
            return
        self.session.past_wanted.emit(decision.record)

    def _go(self, table: str, row_id: str) -> None:
        if row_id:
            self.went.emit(table, row_id)

    def write_paper(self, kind: str) -> None:
        """Ask where to write agenda or minutes."""
        if self.meeting is not None:
            pack, code, meeting = find_pack(kind), self.meeting.code, self.meeting.id
            assert pack is not None
            title = self.tr("Write the agenda") if kind == "agenda" else self.tr("Write the minutes")
            self.papers.ask_where(title, f"{code} {kind}", pack, lambda _: Subject(meeting_id=meeting))

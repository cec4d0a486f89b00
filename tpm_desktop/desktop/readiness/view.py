"""The readiness view: one page about one release, which leads to whatever it names."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.command import command
from tpm_desktop.desktop.integration.bar import ReleaseChoice
from tpm_desktop.desktop.overview.cards import Card
from tpm_desktop.desktop.overview.figures import Figure
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.view import View
from tpm_desktop.desktop.widgets import EmptyState, RagBadge
from tpm_desktop.file.changes import Changes
from tpm_desktop.plan import Delta, instant
from tpm_desktop.plan.integration_words import (
    blocker_words,
    ends_text,
    facts,
    headline,
    interface_name,
    tests_text,
)
from tpm_desktop.plan.lights import Rag
from tpm_desktop.plan.readiness import Block, Readiness, readiness

from .tables import Line, LinesTable

_CARD_VIEWS = ("release", "interface", "integration", "issue", "gantt")
_TONES = {Block.INTERFACE: "near", Block.TASK: "text"}


class ReadinessView(View):
    """Reads only; everything in it leads to where it is edited."""

    key = "readiness"

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(session, appearance, parent)
        tr = self.tr
        self.shown: Readiness | None = None
        self._found: list[Readiness] = []
        self._text = ""
        self.choice = ReleaseChoice("readiness-release", parent=self)
        self.badge, self._said = RagBadge(), QLabel()
        self.cards = [Card(self) for _ in _CARD_VIEWS]
        self._heads = [QLabel(tr("What blocks the cut-over")), QLabel(tr("Interfaces"))]
        self.blockers = LinesTable(
            "readiness-blockers", tr("What blocks the cut-over"),
            (tr("What"), tr("Which"), tr("Why"), tr("Done by")), {0: 124, 2: 240, 3: 104},
            frozenset({3}), self,
        )  # fmt: skip
        self.interfaces = LinesTable(
            "readiness-interfaces", tr("Interfaces"),
            (tr("Interface"), tr("Between"), tr("Status"), tr("Tests"), tr("Open defects")),
            {1: 260, 2: 80, 3: 110, 4: 100}, frozenset({4}), self,
        )  # fmt: skip
        self._nothing = [QLabel(tr("Nothing.")), QLabel(tr("None names this release yet."))]
        self.empty = EmptyState(
            "release",
            tr("No releases yet"),
            tr("A release is tied to the milestone on which it goes live. How far its interfaces and tests"
               " are, and what blocks the date, is shown here."),
            "" if session.program.file.read_only else tr("Add the first release"),
        )  # fmt: skip
        self._next = command(
            self, "readiness-next", tr("Next release"), "move-down", "Ctrl+Down", lambda: self._step(1)
        )
        self._previous = command(
            self, "readiness-previous", tr("Previous release"), "move-up", "Ctrl+Up", lambda: self._step(-1)
        )
        self._lay_out()
        self._join()
        self.setFocusProxy(self.choice)

    def _lay_out(self) -> None:
        page = QWidget()
        mark(page, role="canvas")
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(8)
        column.addWidget(self.choice, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._head())
        column.addSpacing(8)
        cards = QHBoxLayout()
        cards.setSpacing(8)
        for card in self.cards:
            cards.addWidget(card)
        column.addLayout(cards)
        tables = (self.blockers, self.interfaces)
        for title, nothing, table in zip(self._heads, self._nothing, tables, strict=True):
            mark(title, role="section")
            mark(nothing, role="muted")
            column.addSpacing(8)
            for widget in (title, nothing, table):
                column.addWidget(widget)
        column.addStretch(1)
        self.pages = QStackedWidget()
        self.pages.addWidget(_scrolled(page))
        self.pages.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)

    def _head(self) -> QHBoxLayout:
        """The light and the sentence about the release."""
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setWordWrap(True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.badge)
        head.addWidget(self._said, 1)
        return head

    def _join(self) -> None:
        self.choice.chosen.connect(lambda _: self._show())
        for card in self.cards:
            card.wanted.connect(self._open)
        for table in (self.blockers, self.interfaces):
            table.wanted.connect(self.went)
            table.chosen.connect(lambda of, row_id: self.session.select(of, [row_id]))
        self.empty.started.connect(lambda: self.opened.emit("release"))

    # The view's side of the window

    def load(self) -> None:
        state = self.session.program.plan.state
        self._found = readiness(state)
        self.choice.load(state)
        self._show()

    def follow(self, changes: Changes, delta: Delta) -> None:
        self.load()

    def show_selected(self, table: str, ids: tuple[str, ...]) -> None:
        if table == "release" and len(ids) == 1 and self.choice.release != ids[0]:
            self.choice.choose(ids[0])
            self._show()

    def restyle(self) -> None:
        for part in (*self.cards, self.blockers.viewport(), self.interfaces.viewport()):
            part.update()

    def commands(self) -> list[QAction]:
        return [self._next, self._previous]

    def filter(self, text: str) -> None:
        self._text = text.strip().casefold()
        self._show()

    def headline(self) -> str:
        count, live = len(self._found), sum(one.cut_over.done for one in self._found)
        releases = self.tr("1 release") if count == 1 else self.tr("{} releases").format(count)
        return self.tr("{} · {} live").format(releases, live) if live else releases

    # What it shows

    def _show(self) -> None:
        release = self.choice.release
        self.shown = next((one for one in self._found if one.cut_over.id == release), None)
        self.pages.setCurrentIndex(0 if self.shown else 1)
        if self.shown is not None:
            self._show_page(self.shown)
        self.headline_changed.emit()

    def _show_page(self, one: Readiness) -> None:
        state, formats = self.session.program.plan.state, self.session.formats
        said = headline(state, one, formats)
        self.badge.show_status(one.rag.letter, said)
        self._said.setText(said)
        for card, fact, view in zip(self.cards, facts(one, formats), _CARD_VIEWS, strict=True):
            card.show_figure(Figure(fact.label, fact.value, fact.note, view, fact.rag is Rag.RED))
        told = blocker_words(state, one, one.blockers, formats)
        blockers = [
            Line(
                blocker.table,
                blocker.id,
                (words.kind, words.what, words.why, words.when),
                _TONES.get(blocker.block, "critical"),
                blocker.block not in _TONES,
            )
            for blocker, words in zip(one.blockers, told, strict=True)
        ]
        table = state.inputs.tables["interface"]
        interfaces = [
            Line(
                "interface",
                table.ids[line.row],
                (
                    interface_name(state, line.row),
                    ends_text(state, line.row),
                    line.status.label,
                    tests_text(line),
                    formats.integer(line.defects) if line.defects else "–",
                ),
            )
            for line in one.interfaces
        ]
        for shown, lines, nothing in zip(
            (self.blockers, self.interfaces), (blockers, interfaces), self._nothing, strict=True
        ):
            found = [line for line in lines if self._text in " ".join(line.cells).casefold()]
            shown.show_lines(found)
            shown.setVisible(bool(found))
            nothing.setVisible(not found)

    # Where it leads

    def _open(self, view: str) -> None:
        """To the view that tells more: of the release itself its row, of the date what drives it."""
        if self.shown is None:
            return
        milestone = self.shown.cut_over.milestone
        if view == "release":
            self.went.emit("release", self.shown.cut_over.id)
        elif view == "gantt" and instant(self.shown.cut_over.forecast) is not None:
            self.went.emit("task", self.session.program.plan.state.outline.ids[milestone])
        else:
            self.opened.emit(view)

    def _step(self, by: int) -> None:
        """To the next release, round from the last to the first."""
        if self.choice.count():
            self.choice.setCurrentIndex((self.choice.currentIndex() + by) % self.choice.count())
            self._show()


def _scrolled(page: QWidget) -> QScrollArea:
    """A page that scrolls as a whole; the keyboard goes to what is in it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(page)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area

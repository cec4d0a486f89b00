"""The dialog of a merge: conflicts to decide, what the decisions lead to, and the merge itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
)

from tpm_desktop.desktop.background import Background
from tpm_desktop.desktop.forms import build, child
from tpm_desktop.desktop.status_bar import announce
from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.wording import sentence
from tpm_desktop.file.conflicts import Choice, Side
from tpm_desktop.file.errors import EditError
from tpm_desktop.plan.merging import Disputed, Joining

from .conflict_list import ConflictList
from .conflict_page import ConflictPage
from .decisions import Decisions, Key
from .effects import Effects, effects
from .finish import commit, said_of
from .incoming import IncomingList
from .worked import Worked, work_out

if TYPE_CHECKING:
    from tpm_desktop.desktop.main_window import MainWindow

_LIST_SHARE, _PAGE_SHARE = 1, 1
_CONFLICTS, _INCOMING = 0, 1


class MergeDialog(QDialog):
    """What was decided, and what follows from it; both are worked out anew at every decision."""

    def __init__(self, window: MainWindow, joining: Joining, worked: Worked) -> None:
        super().__init__(window)
        assert window.session is not None
        self._window, self._joining, self.worked = window, joining, worked
        self._session = window.session
        self.decisions = Decisions()
        self._refused = ""
        build("merge", self, Effects)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.tabs: QTabWidget = child(self, QTabWidget, "tabs")
        self.effects: Effects = child(self, Effects, "effects")
        self._reason: QLabel = child(self, QLabel, "problem")
        self.conflicts, self.page = ConflictList(), ConflictPage(self._session)
        self.incoming = IncomingList(self._session.formats)
        self._background = Background(self)
        self._arrange()
        self._dress()
        self._connect()
        self._show()
        (self.conflicts if worked.proposal.disputed else self.ok).setFocus()

    @property
    def reason(self) -> str:
        """Why it can't be merged yet; empty where it can."""
        if self._refused:
            return sentence(self._refused)
        if self._background.busy:
            return self.tr("Working out what follows…")
        count = len(self.worked.proposal.open)
        if count == 1:
            return self.tr("One conflict is open: decide it for mine, for theirs or by a value of your own.")
        if count:
            return self.tr("{} conflicts are open: decide each, or all for mine or for theirs.").format(count)
        return ""

    def _arrange(self) -> None:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.page)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        parts: QSplitter = child(self, QSplitter, "parts")
        parts.addWidget(self.conflicts)
        parts.addWidget(scroll)
        parts.setStretchFactor(0, _LIST_SHARE)
        parts.setStretchFactor(1, _PAGE_SHARE)
        width = self.width()
        parts.setSizes([width * share // (_LIST_SHARE + _PAGE_SHARE) for share in (_LIST_SHARE, _PAGE_SHARE)])
        child(self, QVBoxLayout, "incoming_layout").addWidget(self.incoming)

    def _dress(self) -> None:
        title = self.tr("Merge “{}” into “{}”")
        own = self._session.program.file.path.name
        child(self, QLabel, "title").setText(title.format(self.worked.proposal.name, own))
        mark(child(self, QLabel, "title"), role="section")
        child(self, QLabel, "explanation").setText(said_of(self.worked.proposal, self._session.formats))
        for name, role in (("explanation", "muted"), ("all_label", "field"), ("effects_caption", "caption")):
            mark(child(self, QLabel, name), role=role)
        buttons = child(self, QDialogButtonBox, "buttons")
        self.ok: QPushButton = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setText(self.tr("Mer&ge"))
        self.ok.setDefault(True)
        mark(self.ok, role="primary")
        buttons.accepted.connect(self._merge)
        self.next_open: QPushButton = child(self, QPushButton, "next_open")
        self._all = {side: child(self, QPushButton, f"all_{side}") for side in Side}
        for button in (*self._all.values(), self.next_open):
            button.setAutoDefault(False)

    def _connect(self) -> None:
        self.conflicts.chosen.connect(self._show_conflict)
        self.page.decided.connect(self._decide)
        self.next_open.clicked.connect(self.conflicts.go_to_open)
        for side, button in self._all.items():
            button.clicked.connect(lambda _=False, side=side: self._reckon(Decisions(usual=side)))
        self._background.done.connect(self._take)
        self._background.failed.connect(self._fail)

    # Deciding

    def _decide(self, key: Key, choice: Choice | None) -> None:
        self._reckon(self.decisions.with_choice(key, choice))

    def _reckon(self, decisions: Decisions) -> None:
        """Work out in the background what the decisions lead to."""
        self.decisions, self._refused = decisions, ""
        joining = self._joining
        self._background.start(lambda: work_out(joining, decisions))
        self._show_reason()

    def _take(self, worked: Worked) -> None:
        self.worked = worked
        self._show()

    def _fail(self, problem: Exception) -> None:
        if not isinstance(problem, EditError):
            raise problem
        self._refused = str(problem)
        self._show_reason()

    # What is shown

    def _show(self) -> None:
        proposal = self.worked.proposal
        self.conflicts.show_conflicts(proposal, self.decisions)
        self.incoming.show_rows(self.worked)
        child(self, QLabel, "effects_caption").setText(
            self.tr("What the merge does, with mine for what is open")
            if proposal.open
            else self.tr("What the merge does")
        )
        self.effects.show_effects(effects(proposal, self._session.formats))
        count, rows = len(proposal.disputed), len(self.worked.rows)
        self.tabs.setTabVisible(_CONFLICTS, bool(count))
        self.tabs.setTabText(_CONFLICTS, self.tr("Conflicts ({})").format(f"{count:,}"))
        self.tabs.setTabText(_INCOMING, self.tr("What changes ({})").format(f"{rows:,}"))
        self._show_reason()

    def _show_conflict(self, disputed: Disputed | None) -> None:
        self.page.setVisible(disputed is not None)
        if disputed is not None:
            choice = self.decisions.choice(disputed.conflict)
            self.page.show_conflict(disputed, self.worked.proposal, choice)

    def _show_reason(self) -> None:
        reason = self.reason
        mark(self._reason, role="problem" if self._refused else "muted")
        self._reason.setText(reason)
        announce(self._reason, reason)
        self.ok.setEnabled(not reason)
        self.ok.setToolTip(reason)
        self.next_open.setEnabled(bool(self.worked.proposal.open))

    # Merging

    def _merge(self) -> None:
        problem = commit(self, self._window, self.worked.proposal)
        if problem is None:
            self.accept()
        elif problem:
            self._refused = problem
            self._show_reason()

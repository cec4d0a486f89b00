"""The policy's text with what is wrong with it, and what would be found if it held: both as it is typed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tpm_desktop.desktop.background import Background
from tpm_desktop.desktop.icons import icon
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.wording import tip
from tpm_desktop.finance.policy import Policy, Problem, read_policy
from tpm_desktop.gestures.policy import PACKS, pack_text
from tpm_desktop.plan import State
from tpm_desktop.plan.policy import minor_digits, other_currency, policy_text
from tpm_desktop.plan.policy_findings import NOTHING, PolicyFinding, Report, report_of
from tpm_desktop.plan.policy_words import counted, one_line

from .text_editor import TextEditor

_PAUSE = 200  # milliseconds after the last key
_LINE = Qt.ItemDataRole.UserRole
_MOST = 200
_ICON = QSize(16, 16)
_PACK_NAMES = {"corporate": "Corporate", "public": "Public body", "small": "Small company"}


class TextPage(QWidget):
    """applied: the text is to hold. changed: what is typed, or what is wrong with it, is something else."""

    applied = Signal(str)
    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown = ""
        self.problems: tuple[Problem, ...] = ()
        self.editor, self.told, self.summary = TextEditor(), QListWidget(), QLabel()
        self.apply = QPushButton(self.tr("Apply"))
        self.discard = QPushButton(self.tr("Discard"))
        self.start = QPushButton(self.tr("Start from…"))
        self._work = Background(self)
        self._work.done.connect(self._show_preview)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.check)
        self._lay_out()
        self.editor.textChanged.connect(self._typed)
        self.told.itemActivated.connect(self._go)
        self.told.itemClicked.connect(self._go)
        self.apply.clicked.connect(lambda: self.applied.emit(self.editor.toPlainText()))
        self.discard.clicked.connect(self.reset)

    def _lay_out(self) -> None:
        mark(self, role="canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        mark(self.apply, role="primary")
        mark(self.summary, role="muted")
        self.summary.setWordWrap(True)
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setObjectName("policy-preview")
        self.told.setAccessibleName(self.tr("What is wrong, or would be found"))
        self.told.setMaximumHeight(140)
        self.told.setIconSize(_ICON)
        self.told.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.told.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.apply.setObjectName("policy-apply")
        self.discard.setObjectName("policy-discard")
        self.start.setObjectName("policy-start")
        self.start.setMenu(self._packs())
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.start)
        row.addStretch(1)
        row.addWidget(self.discard)
        row.addWidget(self.apply)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.editor, 1)
        column.addWidget(self.summary)
        column.addWidget(self.told)
        column.addLayout(row)
        self.editor.setReadOnly(self._session.program.file.read_only)
        self.start.setEnabled(not self._session.program.file.read_only)

    def _packs(self) -> QMenu:
        menu = QMenu(self)
        for name in PACKS:
            action = menu.addAction(self.tr(_PACK_NAMES[name]))
            action.setObjectName(f"policy-pack-{name}")
            action.triggered.connect(lambda _=False, name=name: self.start_from(name))
        return menu

    def start_from(self, name: str) -> None:
        """Type a ready policy in place of the text; it holds when it is applied."""
        self.editor.replace(pack_text(name, self._session.program.file.program.currency))
        self.check()

    # What is typed

    @property
    def is_draft(self) -> bool:
        """Whether what is typed differs from what holds."""
        return self.editor.toPlainText() != self._shown

    def load(self) -> None:
        """Show what holds now, unless something else is being typed."""
        text = policy_text(self._session.program.plan.state)
        draft = self.is_draft
        self._shown = text
        if draft:
            self.check()
        else:
            self.reset()

    def reset(self) -> None:
        """Show what holds, and nothing of what was typed."""
        if self.editor.toPlainText() != self._shown:
            self.editor.setPlainText(self._shown)
        self.check()

    def follow_applied(self) -> None:
        """What was typed holds now, as it is kept: with the ready policy that it extends, say."""
        self._shown = policy_text(self._session.program.plan.state)
        self.reset()

    def _typed(self) -> None:
        self._pause.start()

    def check(self) -> None:
        """Say what is wrong with the text, or what would be found if it held."""
        self._pause.stop()
        program = self._session.program
        currency = program.file.program.currency
        text = self.editor.toPlainText()
        policy = read_policy(text, minor_digits(currency))
        wrong = other_currency(policy, currency)
        self.problems = (*policy.problems, *((wrong,) if wrong else ()))
        self.editor.mark_lines(problem.line for problem in self.problems)
        writes = not program.file.read_only
        self.apply.setEnabled(writes and self.is_draft and not self.problems)
        self.discard.setEnabled(self.is_draft)
        if self.problems:
            self._work.cancel()
            self._show_problems()
        elif policy.rules:
            self._preview(policy, program.plan.state)
        else:
            self._show_preview((NOTHING, program.plan.state))
        self.changed.emit()

    def _preview(self, policy: Policy, state: State) -> None:
        self._work.start(lambda: (report_of(policy, state), state))

    # What is told below it

    def _show_problems(self) -> None:
        count = len(self.problems)
        self.summary.setText(
            self.tr("1 line is wrong; the policy that holds stays until it is mended")
            if count == 1
            else self.tr("{} lines are wrong; the policy that holds stays until they are mended").format(
                count
            )
        )
        self._list([(str(problem), "error", problem.line) for problem in self.problems])

    def _show_preview(self, answer: tuple[Report, State]) -> None:
        report, state = answer
        if self.problems:
            return
        before = self.tr("If this holds: {}") if self.is_draft else self.tr("As it holds: {}")
        self.summary.setText(before.format(counted(report)))
        self._list([(self._line(one, state), _picture(one), one.rule.line) for one in report.found])

    def _line(self, finding: PolicyFinding, state: State) -> str:
        return one_line(finding, state, self._session.formats)

    def _list(self, lines: list[tuple[str, str, int]]) -> None:
        self.told.clear()
        for text, picture, line in lines[:_MOST]:
            item = QListWidgetItem(icon(picture, colour=_COLOURS[picture]), text)
            item.setData(_LINE, line)
            item.setToolTip(tip(text))
            self.told.addItem(item)
        self.told.setVisible(bool(lines))

    def _go(self, item: QListWidgetItem) -> None:
        self.editor.go_to(int(item.data(_LINE)))
        self.editor.setFocus()


_COLOURS = {"error": "red", "warning": "amber", "check": "muted"}


def _picture(finding: PolicyFinding) -> str:
    return "check" if finding.borne else "error" if finding.blocks else "warning"

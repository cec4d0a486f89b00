"""The commands of the view Meeting room."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction

from tpm_desktop.desktop.command import command
from tpm_desktop.gestures.meetings import Turned

if TYPE_CHECKING:
    from .view import MeetingRoomView


class RoomCommands:
    """Made once; those that edit are on while a meeting is chosen in a file that can be written."""

    def __init__(self, view: MeetingRoomView) -> None:
        def tr(text: str) -> str:
            return QCoreApplication.translate("MeetingRoom", text)

        def made(name: str, text: str, icon: str, keys: str | None, done: partial[None]) -> QAction:
            return command(view, f"room-{name}", text, icon, keys, done)

        def turned(name: str, text: str, keys: str, into: Turned) -> QAction:
            return made(name, text, name, keys, partial(view.turn, into))

        paper = partial(partial, view.write_paper)
        self.edits = [
            made("build", tr("Build the agenda"), "refresh", "Ctrl+Return", partial(view.build)),
            made(
                "decision", tr("Line to decision"), "decision", "Ctrl+1", partial(view.turn, Turned.DECISION)
            ),
            turned("action", tr("Line to action"), "Ctrl+2", Turned.ACTION),
            turned("risk", tr("Line to risk"), "Ctrl+3", Turned.RISK),
            made("next", tr("Plan the next meeting"), "plus", "Ctrl+Shift+N", partial(view.plan_next)),
            made("up", tr("Move the item up"), "move-up", "Ctrl+Up", partial(view.shift, -1)),
            made("down", tr("Move the item down"), "move-down", "Ctrl+Down", partial(view.shift, 1)),
            made("mark", tr("Who came: the next answer"), "check", "Ctrl+Space", partial(view.mark)),
            made("remove", tr("Remove item or line"), "delete", "Del", partial(view.remove)),
        ]
        for action in self.edits[:4]:
            action.setPriority(QAction.Priority.HighPriority)
        self.reads = [
            made("back", tr("See the plan it was decided on"), "history", None, partial(view.look_back)),
            made("agenda", tr("Write the agenda as PDF…"), "pdf", None, paper("agenda")),
            made("minutes", tr("Write the minutes as PDF…"), "pdf", None, paper("minutes")),
        ]

    @property
    def all(self) -> list[QAction]:
        """In the order of the menus."""
        return [*self.edits, *self.reads]

    def enable(self, writable: bool) -> None:
        """Let edits be made, or not."""
        for action in self.edits:
            action.setEnabled(writable)

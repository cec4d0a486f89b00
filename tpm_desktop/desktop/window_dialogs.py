"""The dialogs that the window's actions open; each is loaded when it is first wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

if TYPE_CHECKING:
    from .main_window import MainWindow
    from .view import View


class WindowDialogs(QObject):
    """Opens dialogs about the program, the person at the window and this software."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def ask_person(self, *, unbidden: bool = False) -> None:
        """Ask for name and role; from the next edit on they stand in the journal."""
        from .person_dialog import PersonDialog

        dialog = PersonDialog(self._window, unbidden=unbidden)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._take_person)
        dialog.open()

    def _take_person(self) -> None:
        from tpm_desktop.file.author import Author

        here = Author.here()
        present = self._window.past.present if self._window.session is not None else None
        if present is not None:
            present.program.file.author = here
        self._window.status.say(self.tr("Your edits are by {} from now on").format(here.who))

    def template(self) -> None:
        """Begin a program with a template."""
        from .templates.begin import begin_with_template

        begin_with_template(self._window)

    def send(self) -> None:
        """Ask for whom and what, and write a copy to be sent."""
        from .sending.begin import ask_and_send

        ask_and_send(self._window)

    def merge(self) -> None:
        """Ask for another copy of the file and take up what was done in it."""
        from .merging import ask_and_merge

        ask_and_merge(self._window)

    def restore(self) -> None:
        """Offer the backups."""
        from .restoring import RestoreDialog

        RestoreDialog(self._window).open()

    def reports(self) -> None:
        """Offer the reports of the program."""
        from .reports.dialog import ReportsDialog

        session = self._window.session
        if session is not None:
            dialog = ReportsDialog(session, self._window)
            dialog.view_wanted.connect(self._window.show_view)
            dialog.said.connect(self._window.status.say)
            dialog.open()

    def paper(self, view: View | None, *, sheet: bool = False) -> None:
        """Show the pages of a view."""
        dialog = view.paper(sheet=sheet) if view is not None else None
        if dialog is not None:
            dialog.open()

    def baselines(self) -> None:
        """Show the baselines."""
        from .baselines import BaselinesDialog

        session = self._window.session
        if session is not None:
            BaselinesDialog(session, self._window).open()

    def level(self) -> None:
        """Offer to move tasks until resources suffice."""
        from .levelling_dialog import LevellingDialog

        session = self._window.session
        if session is not None:
            LevellingDialog(session, self._window).open()

    def clear_levelling(self) -> None:
        """Take all levelling delays away."""
        from tpm_desktop.gestures.levelling import clear_levelling

        session = self._window.session
        if session is not None:
            session.do(lambda: clear_levelling(session.program))

    def adjust(self) -> None:
        """Offer what brings a finish forward."""
        from .adjusting_dialog import AdjustingDialog

        session = self._window.session
        if session is not None:
            AdjustingDialog(session, self._window).open()

    def shortcuts(self) -> None:
        """List all keys, also those of views that are not in front."""
        from .help import ShortcutList

        places = self._window.actions_.by_menu()
        if self._window.session is not None:
            from .all_commands import commands_elsewhere

            places += commands_elsewhere(self._window)
        ShortcutList(places, self._window).open()

    def about(self) -> None:
        """Say what this is, and of which version."""
        from .help import About

        About(self._window).open()

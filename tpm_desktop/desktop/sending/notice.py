"""The notice above a copy that was sent: who sent it and what it is, with the way back into its original."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from tpm_desktop.desktop.background import Background
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.widgets import Banner
from tpm_desktop.file.originals import holds_record
from tpm_desktop.plan.sent_words import sent_sentence


class SentNotice(QObject):
    """Looks for the original among the files used last. merge: told the original and the copy."""

    def __init__(self, banner: Banner, merge: Callable[[Path, Path], object], parent: QObject) -> None:
        super().__init__(parent)
        self.banner, self._merge = banner, merge
        self._copy = Path()
        self._search = Background(self)
        self._search.done.connect(self._offer)

    @property
    def searching(self) -> bool:
        """Whether the original is still being looked for."""
        return self._search.busy

    def show_session(self, session: Session | None, recent: Sequence[Path]) -> None:
        """Say what the opened file is, if it was sent."""
        self._search.cancel()
        self.banner.hide()
        if session is None or not session.program.file.sent:
            return
        file = session.program.file
        note, self._copy = file.sent[-1], file.path
        self.banner.show_notice(sent_sentence(file, session.formats))
        others = [path for path in recent if path.absolute() != file.path.absolute()]
        self._search.start(lambda: next((path for path in others if holds_record(path, note.base)), None))

    def _offer(self, original: Path | None) -> None:
        if original is None:
            return
        step = self.tr("Merge into {}…").format(original.name)
        self.banner.show_notice(self.banner.text, step, lambda: self._merge(original, self._copy))

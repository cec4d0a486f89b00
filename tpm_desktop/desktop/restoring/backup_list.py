"""The backups in a list: when each was made, why, how large it is and of which file."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidgetItem, QWidget

from tpm_desktop.desktop.history.model import when_in_words
from tpm_desktop.desktop.lines import LinesList
from tpm_desktop.desktop.wording import tip
from tpm_desktop.file.backups import Backup, Reason
from tpm_desktop.formats import Formats

translate = QCoreApplication.translate
_PLACE = Qt.ItemDataRole.UserRole
_WHEN, _WHY, _SIZE, _FILE = range(4)
_WHEN_WIDTH, _WHY_WIDTH, _SIZE_WIDTH = 108, 140, 64
_KILOBYTE = 1024
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def why(reason: Reason) -> str:
    """Why a backup was made."""
    return {
        Reason.HOURLY: translate("Restore", "of the hour"),
        Reason.DAILY: translate("Restore", "of the day"),
        Reason.IMPORT: translate("Restore", "before an import"),
        Reason.MERGE: translate("Restore", "before a merge"),
        Reason.UPGRADE: translate("Restore", "before an upgrade"),
        Reason.RESTORE: translate("Restore", "before a restore"),
    }[reason]


def size(count: int, formats: Formats) -> str:
    """So many bytes."""
    kilobytes = max(1, round(count / _KILOBYTE))
    if kilobytes < _KILOBYTE:
        return translate("Restore", "{} KB").format(formats.integer(kilobytes))
    return translate("Restore", "{} MB").format(formats.integer(round(kilobytes / _KILOBYTE)))


class BackupList(LinesList):
    """chosen: the selected backup, or None."""

    chosen = Signal(object)

    def __init__(self, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formats = formats
        self._backups: Sequence[Backup] = ()
        self.setAccessibleName(self.tr("Backups"))
        self.setHeaderLabels([self.tr("Made"), self.tr("Why"), self.tr("Size"), self.tr("File")])
        self.headerItem().setTextAlignment(_SIZE, _RIGHT)
        header = self.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in ((_WHEN, _WHEN_WIDTH), (_WHY, _WHY_WIDTH), (_SIZE, _SIZE_WIDTH)):
            header.resizeSection(column, width)
        self.currentItemChanged.connect(lambda: self.chosen.emit(self.current))

    @property
    def current(self) -> Backup | None:
        """The selected backup."""
        item = self.currentItem()
        return self._backups[item.data(0, _PLACE)] if item is not None else None

    def show_backups(self, backups: Sequence[Backup], *, files: bool) -> None:
        """List them. files: say of which file each was a copy."""
        self._backups = backups
        self.clear()
        self.addTopLevelItems([self._line(place, backup) for place, backup in enumerate(backups)])
        self.setColumnHidden(_FILE, not files)
        first = self.topLevelItem(0)
        if first is not None:
            self.setCurrentItem(first)

    def _line(self, place: int, backup: Backup) -> QTreeWidgetItem:
        when = when_in_words(backup.made, self._formats)
        line = QTreeWidgetItem([when, why(backup.reason), size(backup.size, self._formats), backup.name])
        local = backup.made.astimezone().replace(tzinfo=None)
        line.setToolTip(_WHEN, self._formats.instant(local, time=True, year=True, weekday=True))
        line.setToolTip(_FILE, tip(backup.name))
        line.setTextAlignment(_SIZE, _RIGHT)
        line.setData(0, _PLACE, place)
        return line

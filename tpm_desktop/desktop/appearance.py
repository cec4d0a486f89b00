"""Which theme the window wears: the one that its user chose, or what the system asks for, followed live."""

from __future__ import annotations

from typing import ClassVar, cast

from PySide6.QtCore import QObject, QSettings, Qt, Signal
from PySide6.QtWidgets import QApplication, QStyle

from tpm_desktop.theme import NAMES, Theme, theme

SYSTEM = "system"
CHOICES = (SYSTEM, *NAMES)
_KEY = "appearance/theme"
_FLASH = 300  # milliseconds


class Appearance(QObject):
    """The theme of the running application; there is one.

    changed: the `Theme` that is worn from now on. Widgets that only use palette and style need not listen;
    those that paint take `theme` anew.
    """

    changed = Signal(object)
    _current: ClassVar[Appearance | None] = None

    def __init__(self, application: QApplication | None = None) -> None:
        super().__init__(application or QApplication.instance())
        Appearance._current = self
        self.destroyed.connect(_forget)
        hints = QApplication.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._system_changed)
        chosen = str(QSettings().value(_KEY, SYSTEM))
        self._choice = chosen if chosen in CHOICES else SYSTEM
        self._theme: Theme | None = None

    @classmethod
    def current(cls) -> Appearance:
        """The application's appearance, made when it is first asked for."""
        if cls._current is None:
            cls()
        return cast(Appearance, cls._current)

    @property
    def choice(self) -> str:
        """What the user chose, one of `CHOICES`."""
        return self._choice

    @property
    def theme(self) -> Theme:
        """The theme that is worn now."""
        if self._theme is None:
            self._theme = self._wanted()
        return self._theme

    @property
    def flash(self) -> int:
        """Milliseconds that what an edit moved is marked; 0 where the system asks for less motion."""
        return _FLASH if QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) else 0

    def choose(self, name: str) -> None:
        """Wear a theme from now on, and after the next start: one of `CHOICES`."""
        if name not in CHOICES:
            raise ValueError(f"there is no theme {name!r}; choose one of {', '.join(CHOICES)}")
        self._choice = name
        QSettings().setValue(_KEY, name)
        self.wear()

    def wear(self) -> None:
        """Dress the application in the theme that is wanted now, title bars included."""
        from .style import apply

        hints = QApplication.styleHints()
        self._theme = None  # what the hints tell while they are set is our own doing
        if self._choice == SYSTEM:
            hints.unsetColorScheme()
        else:
            dark = theme(self._choice).dark
            hints.setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
        self._theme = self._wanted()
        apply(self._theme, cast(QApplication, QApplication.instance()))
        self.changed.emit(self._theme)

    def _wanted(self) -> Theme:
        return theme(_system_wish() if self._choice == SYSTEM else self._choice)

    def _system_changed(self) -> None:
        if self._choice == SYSTEM and self._theme is not None and self._wanted() is not self._theme:
            self.wear()


def _system_wish() -> str:
    """The theme that the system's settings come nearest to."""
    hints = QApplication.styleHints()
    if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
        return "high-contrast"
    return "dark" if hints.colorScheme() is Qt.ColorScheme.Dark else "light"


def _forget() -> None:
    Appearance._current = None

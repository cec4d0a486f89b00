"""The options of a change request side by side: a line for each effect, a column for each option."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from tpm_desktop.desktop.lines_dialog import LinesDialog

_EFFECT, _OPTION = 150, 230
Effects = Sequence[tuple[str, str]]


class OptionsTable(LinesDialog):
    """Reads only; what several lines of an option say of the same stands in one cell."""

    def __init__(self, title: str, options: Sequence[tuple[str, Effects]], parent: QWidget) -> None:
        """Args: options: the name of each with its effects, label and text."""
        super().__init__(title, parent)
        self.summary.setText(self.tr("Computed on the plan as it stands, each option by itself"))
        names = [name for name, _ in options]
        self.head([self.tr("Effect"), *names], [_EFFECT, *[_OPTION] * len(names)], (), self.tr("Effects"))
        labels = dict.fromkeys(label for _, effects in options for label, _ in effects)
        for label in labels:
            cells = ["; ".join(text for said, text in effects if said == label) for _, effects in options]
            self.line([label, *(cell or "–" for cell in cells)], bold=len(set(cells)) > 1)
        self.resize(min(_EFFECT + 60 + _OPTION * len(names), 1_100), 480)

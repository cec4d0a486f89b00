"""A line at the right of a view's bar that says which keys and signs it knows."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tpm_desktop.desktop.style import mark

from .view_header import ElidedLine


def hint(text: str) -> ElidedLine:
    """A quiet line; as much of it as there is room for, whole in its tooltip."""
    line = ElidedLine()
    mark(line, role="muted")
    line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    line.say(text)
    return line

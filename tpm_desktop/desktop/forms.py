"""Designer forms from `ui/`, built onto the widget that carries their logic."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QFile, QIODevice
from PySide6.QtUiTools import QUiLoader
from PySide6.QtWidgets import QWidget

from tpm_desktop import paths


class _Loader(QUiLoader):
    """Gives the form's outermost widget the place of one that is there already."""

    def __init__(self, onto: QWidget, parts: dict[str, type[QWidget]]) -> None:
        super().__init__(onto)
        self._onto, self._parts = onto, parts

    def createWidget(self, class_name: str, parent: QWidget | None = None, name: str = "") -> QWidget:
        if parent is None:
            return self._onto
        made = self._parts.get(class_name)
        if made is None:
            return super().createWidget(class_name, parent, name)
        widget = made(parent=parent)
        widget.setObjectName(name)
        return widget


def build(name: str, onto: QWidget, *parts: type[QWidget]) -> None:
    """Build the form `ui/NAME.ui` onto a widget, whose children are then found by their object names.

    Args: parts: our own classes that the form promotes widgets to.
    Raises: `FileNotFoundError` when there is no such form.
    """
    path = paths.form(name)
    if not path.is_file():
        raise FileNotFoundError(f"the form {path.name} is missing; install the program again")
    file = QFile(str(path))
    file.open(QIODevice.OpenModeFlag.ReadOnly)
    try:
        _Loader(onto, {part.__name__: part for part in parts}).load(file)
    finally:
        file.close()


def child(of: QWidget, kind: type[Any], name: str) -> Any:
    """The part of a form with that object name. Raises: `LookupError` where the form has none."""
    found = of.findChild(kind, name)
    if found is None:
        raise LookupError(f"{of.objectName()} has no {kind.__name__} called {name}")
    return found

"""The Gantt's actions: named and keyed as users of planning tools expect them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from tpm_desktop.desktop.command import command

from .ready_tables import READY_TABLES


@dataclass(frozen=True, slots=True)
class Command:
    """name: of the object; keys: the shortcut in portable text; edits: useless in a file that is only read;
    high: has a button above the view.
    """

    name: str
    text: str
    picture: str
    keys: str = ""
    edits: bool = True
    high: bool = False


COMMANDS: tuple[Command, ...] = (
    Command("insert", "Insert task", "plus", "Ins", high=True),
    Command("insert-below", "Insert task below", "plus", "Alt+Ins"),
    Command("insert-milestone", "Insert milestone", "milestone", "Ctrl+Ins"),
    Command("insert-recurring", "Insert recurring task…", "refresh"),
    Command("insert-project", "Insert component project", "project", "Ctrl+Shift+Ins"),
    Command("insert-template", "Add a component project from a template…", "duplicate"),
    Command("save-template", "Save as template…", "save", edits=False),
    Command("wbs", "WBS codes…", "tag"),
    Command("duplicate", "Duplicate rows", "duplicate", "Ctrl+Alt+D"),
    Command("remove", "Delete rows, empty cells", "delete", "Del"),
    Command("indent", "Indent", "indent", "Alt+Shift+Right", high=True),
    Command("outdent", "Outdent", "outdent", "Alt+Shift+Left", high=True),
    Command("move-up", "Move up", "move-up", "Alt+Shift+Up"),
    Command("move-down", "Move down", "move-down", "Alt+Shift+Down"),
    Command("later", "Move a day later", "move-right", "Alt+Right"),
    Command("earlier", "Move a day earlier", "move-left", "Alt+Left"),
    Command("link", "Link tasks", "link", "Ctrl+F2", high=True),
    Command("split", "Split a task by dragging", "split", "Ctrl+Alt+S"),
    Command("split-at", "Split a task by dates…", "split", "Ctrl+Shift+Alt+S"),
    Command("unlink", "Unlink", "unlink", "Ctrl+Shift+F2"),
    Command("milestone", "Milestone on or off", "milestone", "Ctrl+M"),
    Command("cut", "Cut rows or cells", "cut", "Ctrl+X"),
    Command("copy", "Copy rows or cells", "copy", "Ctrl+C", edits=False),
    Command("paste", "Paste rows or cells", "paste", "Ctrl+V"),
    Command("fill-down", "Fill down", "move-down", "Ctrl+D"),
    Command("fill-right", "Fill right", "move-right", "Ctrl+R"),
    Command("find", "Find in the table", "search", "Ctrl+F", edits=False),
    Command("replace", "Replace in the table", "edit", "Ctrl+H"),
    Command("copy-picture", "Copy as picture", "copy", "Ctrl+Shift+C", edits=False),
    Command("expand-all", "Expand all", "expand-all", "Alt+Shift++", edits=False),
    Command("collapse-all", "Collapse all", "collapse-all", "Alt+Shift+-", edits=False),
    Command("reveal", "Scroll to task", "gantt", "Ctrl+Shift+F5", edits=False),
    Command("today", "Go to today", "today", "Ctrl+Shift+T", edits=False, high=True),
    Command("go-to-date", "Go to date…", "calendar", "Ctrl+G", edits=False),
    Command("status-date", "Go to status date", "calendar", "", edits=False),
    Command("zoom-in", "Zoom in", "zoom-in", "Ctrl++", edits=False),
    Command("zoom-out", "Zoom out", "zoom-out", "Ctrl+-", edits=False),
    Command("fit", "Show the whole plan", "zoom-fit", "Ctrl+0", edits=False, high=True),
    Command("fit-selection", "Show the selected tasks", "zoom-fit", "Ctrl+Shift+0", edits=False),
    Command("columns", "Choose columns", "columns", "", edits=False),
    Command("freeze", "Freeze columns up to the current one", "panel-left", edits=False),
    Command("unfreeze", "Freeze no columns", "panel-left", edits=False),
    *(Command(f"table-{table.key}", table.label, "table", edits=False) for table in READY_TABLES),
)

TOGGLES: tuple[Command, ...] = (
    Command("show-links", "Show links", "link", edits=False),
    Command("show-critical", "Show critical path", "critical", edits=False),
    Command("show-baseline", "Show baseline", "baseline", edits=False),
    Command("show-labels", "Show labels beside bars", "note", edits=False),
    Command("show-slack", "Show slack", "clock", edits=False),
    Command("show-progress", "Show progress line", "chart", edits=False),
    Command("show-constraints", "Show constraint flags", "constraint", edits=False),
    Command("three-tiers", "Three tiers in the time scale", "calendar", edits=False),
    Command("show-fiscal", "Fiscal years in the time scale", "budget", edits=False),
    Command("overview", "Overview strip", "overview", edits=False),
    Command("compact", "Compact rows", "table", edits=False),
)


@dataclass(frozen=True, slots=True)
class Subject:
    """A menu of its own. groups: names of commands, with a line between groups."""

    title: str
    picture: str
    groups: tuple[tuple[str, ...], ...]


INSERT = Subject(
    "&Insert",
    "plus",
    (
        ("insert", "insert-below", "insert-milestone", "insert-recurring", "duplicate"),
        ("insert-project", "insert-template", "save-template"),
    ),
)
OUTLINE = Subject(
    "&Outline",
    "indent",
    (
        ("indent", "outdent", "move-up", "move-down"),
        ("expand-all", "collapse-all", "outline-level"),
        ("wbs",),
    ),
)
TASK = Subject(
    "&Task",
    "gantt",
    (
        ("link", "unlink"),
        ("split-at", "split"),
        ("milestone", "later", "earlier"),
        ("fill-down", "fill-right"),
    ),
)
TABLE = Subject(
    "Ta&ble",
    "table",
    (
        ("columns", "freeze", "unfreeze"),
        tuple(f"table-{table.key}" for table in READY_TABLES),
        ("find", "replace"),
        ("compact",),
    ),
)
CHART = Subject(
    "&Chart",
    "chart",
    (
        ("show-links", "show-critical", "show-baseline", "show-labels", "show-slack"),
        ("show-progress", "show-constraints"),
        ("choose-baseline", "bar-texts"),
        ("three-tiers", "show-fiscal", "overview"),
        ("copy-picture",),
    ),
)
TIME = Subject(
    "Ti&me in sight",
    "calendar",
    (("today", "go-to-date", "status-date", "reveal"), ("zoom-in", "zoom-out", "fit", "fit-selection")),
)
SUBJECTS: tuple[Subject, ...] = (INSERT, OUTLINE, TASK, TABLE, CHART, TIME)

AT_HAND: tuple[tuple[str, ...], ...] = (
    ("insert", "remove"),
    ("indent", "outdent"),
    ("link", "unlink", "split-at", "milestone"),
    ("cut", "copy", "paste", "fill-down"),
)
"""What a click on a row offers at once; the rest is in the menus of `BELOW`."""
BELOW: tuple[Subject, ...] = (INSERT, OUTLINE, CHART)


def action(owner: QWidget, about: Command, done: Callable[[], object], *, writable: bool) -> QAction:
    """The action of a command, for the widget that owns it and all inside."""
    text, enabled = owner.tr(about.text), writable or not about.edits
    made = command(
        owner, f"gantt-{about.name}", text, about.picture, about.keys or None, done, enabled=enabled
    )
    if about.high:
        made.setPriority(QAction.Priority.HighPriority)
    return made


def toggle(owner: QWidget, about: Command, changed: Callable[[bool], object], *, on: bool) -> QAction:
    """An action that switches something on and off."""
    made = action(owner, about, lambda: None, writable=True)
    made.setCheckable(True)
    made.setChecked(on)
    made.toggled.connect(changed)
    return made

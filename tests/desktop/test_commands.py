"""Every command is in a menu, in the palette and on the page of shortcuts, and no two have one key."""

from __future__ import annotations

from collections import Counter

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from tpm_desktop.desktop.gantt.commands import COMMANDS, SUBJECTS, TOGGLES
from tpm_desktop.desktop.menus import leaves
from tpm_desktop.desktop.palette import Palette

OWN_VIEWS = ("overview", "gantt", "network", "progress", "health", "budget", "evm", "audit", "meeting-room")
IN_EDIT = {"cut", "copy", "paste", "remove"}


def in_menus(window) -> list[QAction]:
    return [action for _, actions in window.actions_.by_menu() for action in actions]


def test_no_two_commands_have_the_same_key_in_one_view(window, subtests):
    for key in OWN_VIEWS:
        with subtests.test(key):
            window.show_view(key)
            here = window.actions_.all_actions()
            pressed = Counter(shortcut.toString() for action in here for shortcut in action.shortcuts())
            assert {keys: n for keys, n in pressed.items() if n > 1} == {}


def test_every_command_of_a_view_is_in_the_menus_and_in_the_palette(window, subtests):
    for key in OWN_VIEWS:
        with subtests.test(key):
            assert_found(window, window.show_view(key))


def assert_found(window, view) -> None:
    """Every command of the view in front is in a menu, and those that can be used are in the palette."""
    commands = [action for action in view.commands() if action.menu() is None]
    menus = in_menus(window)
    assert [action.text() for action in commands if action not in menus] == []
    palette = Palette(window)
    asked = {found.text for found in palette._everything if found.kind == "action"}
    wanted = {action.text().replace("&", "").removesuffix("…") for action in commands if action.isEnabled()}
    assert wanted <= asked


def test_the_gantts_menu_is_short_and_names_every_command_once(window):
    window.show_view("gantt")
    menu = window.findChild(QMenu, "menu_rows")
    assert 4 <= len(menu.actions()) <= 8
    named = [name for subject in SUBJECTS for group in subject.groups for name in group]
    declared = {command.name for command in (*COMMANDS, *TOGGLES)}
    assert Counter(named).most_common(1)[0][1] == 1
    assert declared - set(named) == IN_EDIT
    letters = Counter(a.text()[a.text().index("&") + 1].casefold() for a in menu.actions())
    assert max(letters.values()) == 1
    deep = leaves(menu)
    ours = [below for below in menu.actions() if below.objectName() != "gantt-views"]  # as many as saved
    offered = [[a for a in below.menu().actions() if not a.isSeparator()] for below in ours]
    assert max(map(len, offered)) <= 13
    assert QKeySequence("Ctrl+F2") in [action.shortcut() for action in deep]


def test_another_view_takes_the_gantts_menus_away(window):
    window.show_view("gantt")
    window.show_view("risk")
    menu = window.findChild(QMenu, "menu_rows")
    below = [action.objectName() for action in menu.actions() if action.menu() is not None]
    assert below == ["risk-views"], "a register has its own saved views only"
    window.show_view("gantt")
    assert all(action.menu() is not None for action in menu.actions())

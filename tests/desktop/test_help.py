"""Help lists every shortcut there is, from the actions themselves."""

from __future__ import annotations

from tpm_desktop import __version__
from tpm_desktop.desktop.help import About, ShortcutList
from tpm_desktop.desktop.main_window import MainWindow


def rows(dialog: ShortcutList) -> dict[str, str]:
    items = [dialog.list.topLevelItem(n) for n in range(dialog.list.topLevelItemCount())]
    return {item.text(0): item.text(1) for item in items if not item.isHidden()}


def test_every_shortcut_is_listed_those_of_the_view_too(window: MainWindow):
    window.show_view("risk")
    window.actions_.run("shortcuts")
    listed = rows(window.findChild(ShortcutList))
    assert listed["Undo"] == "Ctrl+Z"
    assert listed["Redo"] == "Ctrl+Y  Ctrl+Shift+Z"
    assert listed["Find or do anything"] == "Ctrl+K"
    assert listed["Add risk"] == "Ins"
    assert listed["Indent"] == "Alt+Shift+Right"  # of the Gantt, which was never opened
    assert listed["Edit the cell"] == "F2"


def test_the_list_is_filtered_by_name_or_key(window: MainWindow, qtbot):
    dialog = ShortcutList(window.actions_.by_menu(), window)
    qtbot.addWidget(dialog)
    dialog._filter("ctrl+k")
    assert list(rows(dialog)) == ["Find or do anything"]


def test_about_says_the_version(window: MainWindow):
    window.actions_.run("about")
    dialog = window.findChild(About)
    assert any(
        __version__ in label.text() for label in dialog.findChildren(type(dialog.layout().itemAt(0).widget()))
    )

"""The window wears the theme in every part, keeps its measures, and changes it while it runs."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QSettings, Qt
from PySide6.QtGui import QColor, QFontDatabase, QFontMetricsF, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QPushButton,
    QRadioButton,
    QScrollBar,
    QTableWidget,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from tpm_desktop.desktop import style
from tpm_desktop.desktop.appearance import CHOICES, Appearance
from tpm_desktop.desktop.icons import icon
from tpm_desktop.theme import NAMES, contrast, measures, theme


@pytest.fixture
def appearance(qapp):
    """The application's appearance, given back to the system's choice afterwards."""
    current = Appearance.current()
    yield current
    current.choose("system")


def colours(widget: QWidget) -> set[str]:
    image = widget.grab().toImage()
    return {
        image.pixelColor(x, y).name().upper() for x in range(image.width()) for y in range(image.height())
    }


@pytest.mark.parametrize("name", NAMES)
def test_no_colour_of_qts_own_is_left_in_the_palette(name):
    look = theme(name)
    made = style.palette(look)
    ours = set(look.colours.values())
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled):
        for role in QPalette.ColorRole:
            if role not in (QPalette.ColorRole.NoRole, QPalette.ColorRole.NColorRoles):
                assert made.color(group, role).name().upper() in ours, (group, role)


@pytest.mark.parametrize("name", NAMES)
def test_the_style_sheet_has_every_token_filled_in(qapp, name):
    sheet = style.style_sheet(theme(name))
    assert "@" not in sheet
    assert theme(name).accent in sheet


def test_bundled_type_is_worn_with_digits_of_one_width(qapp, appearance):
    appearance.choose("light")
    assert "Inter" in QFontDatabase.families()
    assert QApplication.font().family() == "Inter"
    metrics = QFontMetricsF(QApplication.font())
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("8888")


def test_digits_of_one_width_reach_a_table_through_the_style_sheet(qtbot, appearance):
    appearance.choose("light")
    table = QTableWidget(1, 1)
    qtbot.addWidget(table)
    style.dress_table(table)
    table.show()
    metrics = QFontMetricsF(table.font())
    assert table.font().family() == "Inter"
    assert metrics.horizontalAdvance("1,111") == metrics.horizontalAdvance("8,888")


@pytest.mark.parametrize("compact", [False, True])
def test_rows_of_tables_and_trees_are_as_high_as_the_measures_say(qtbot, appearance, compact):
    appearance.choose("light")
    wanted = measures().window.compact_row if compact else measures().window.row
    table, tree = QTableWidget(2, 2), QTreeWidget()
    for view in (table, tree):
        qtbot.addWidget(view)
        style.dress_table(view, compact=compact)
    parent = QTreeWidgetItem(["Data centre"])
    parent.addChild(QTreeWidgetItem(["Site survey"]))
    tree.addTopLevelItem(parent)
    parent.setExpanded(True)
    tree.show()
    assert table.rowHeight(0) == wanted
    assert tree.visualItemRect(parent).height() == wanted
    assert tree.visualItemRect(parent.child(0)).height() == wanted


@pytest.mark.parametrize("name", NAMES)
def test_widgets_are_drawn_in_the_theme(qtbot, appearance, name):
    appearance.choose(name)
    look = theme(name)
    window = QWidget()
    qtbot.addWidget(window)
    field, button, bar = QLineEdit("30 d", window), QPushButton("Create", window), QScrollBar(window)
    style.mark(button, role="primary")
    bar.setRange(0, 100)
    window.show()
    for widget in (field, button, bar):
        widget.resize(widget.sizeHint())
    assert look.raised in colours(field)
    assert look.border in colours(field)
    assert look.accent in colours(button)
    assert look.scroll in colours(bar)


def test_focus_can_be_seen(qtbot, appearance):
    appearance.choose("light")
    look = theme("light")
    window = QWidget()
    qtbot.addWidget(window)
    places = [QLineEdit(window), QComboBox(window), QPushButton("Go", window)]
    for number, place in enumerate(places):
        place.move(10, 10 + 40 * number)
    window.show()
    window.activateWindow()
    for place in places:
        assert look.focus not in colours(place)
        place.setFocus()
        qtbot.waitUntil(place.hasFocus)
        assert look.focus in colours(place)


def test_a_field_with_a_problem_says_so(qtbot, appearance):
    appearance.choose("light")
    field = QLineEdit("31 Feb")
    qtbot.addWidget(field)
    field.show()
    style.mark(field, problem=True)
    assert theme("light").danger in colours(field)
    style.mark(field, problem=False)
    assert theme("light").danger not in colours(field)


def test_the_theme_changes_while_the_window_is_open(qtbot, appearance):
    appearance.choose("light")
    tabs = QTabWidget()
    tabs.addTab(QWidget(), "General")
    qtbot.addWidget(tabs)
    tabs.show()
    assert theme("light").panel in colours(tabs)
    with qtbot.waitSignal(appearance.changed) as told:
        appearance.choose("dark")
    assert told.args == [theme("dark")]
    assert appearance.theme is theme("dark")
    assert theme("dark").panel in colours(tabs)
    assert theme("light").panel not in colours(tabs)


def ask_for(monkeypatch, wish: str) -> None:
    """As if the system's settings had changed."""
    monkeypatch.setattr("tpm_desktop.desktop.appearance._system_wish", lambda: wish)
    QApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Unknown)


def test_without_a_choice_the_system_is_followed(appearance, monkeypatch):
    appearance.choose("system")
    for wish in ("dark", "high-contrast", "light"):
        ask_for(monkeypatch, wish)
        assert appearance.theme is theme(wish)
        assert QApplication.palette().color(QPalette.ColorRole.Base) == QColor(theme(wish).canvas)


def test_a_choice_is_kept_whatever_the_system_does(appearance, monkeypatch):
    appearance.choose("dark")
    ask_for(monkeypatch, "light")
    assert appearance.theme is theme("dark")


def test_a_choice_is_remembered(qapp, appearance, tmp_path, monkeypatch):
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path))
    before = QCoreApplication.organizationName(), QCoreApplication.applicationName()
    QCoreApplication.setOrganizationName("Style")
    QCoreApplication.setApplicationName("test")
    try:
        appearance.choose("high-contrast")
        assert Appearance(qapp).theme is theme("high-contrast")
    finally:
        QCoreApplication.setOrganizationName(before[0])
        QCoreApplication.setApplicationName(before[1])


def test_an_unknown_theme_is_refused(appearance):
    with pytest.raises(ValueError, match=", ".join(CHOICES)):
        appearance.choose("sepia")


def test_a_tint_is_a_quiet_ground_for_text():
    look = theme("light")
    ground = style.tint(look, look.red)
    assert isinstance(ground, QColor)
    assert contrast(look.text, ground.name()) > 7


@pytest.mark.parametrize("name", NAMES)
def test_a_menu_shows_what_is_switched_on(qtbot, appearance, name):
    appearance.choose(name)
    menu = QMenu()
    qtbot.addWidget(menu)
    action = menu.addAction(icon("link"), "Show links")
    action.setCheckable(True)
    off = colours(menu)
    action.setChecked(True)
    assert theme(name).accent in colours(menu) - off


@pytest.mark.parametrize("name", NAMES)
def test_a_chosen_radio_button_looks_chosen_with_the_keyboard_in_it(appearance, qtbot, name):
    appearance.choose(name)
    pictures = []
    for chosen in (False, True):
        button = QRadioButton("All", autoExclusive=False, checked=chosen)
        qtbot.addWidget(button)
        button.show()
        button.activateWindow()
        button.setFocus()
        qtbot.waitUntil(button.hasFocus)
        pictures.append(button.grab().toImage())
    assert pictures[0] != pictures[1]

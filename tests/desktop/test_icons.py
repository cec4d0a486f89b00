"""Icons: there is one for everything that names one, in the theme's colour, sharp on every screen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QImage

from tpm_desktop import paths
from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.icons import icon, names
from tpm_desktop.model.catalogue import CATALOGUE, Area
from tpm_desktop.theme import rgb, theme

NEEDED = [
    "undo",
    "redo",
    "zoom-in",
    "zoom-out",
    "zoom-fit",
    "today",
    "indent",
    "outdent",
    "insert",
    "delete",
    "link",
    "unlink",
    "milestone",
    "critical",
    "search",
    "filter",
    "report",
    "pdf",
    "print",
    "save",
    "open",
    "new",
    "import",
    "export",
    "settings",
    "sun",
    "moon",
    "history",
    "warning",
    "error",
    "info",
    "chevron-up",
    "chevron-down",
    "chevron-left",
    "chevron-right",
    "plus",
    "close",
    "copy",
    "paste",
    "baseline",
    "expand-all",
    "collapse-all",
    "help",
    "network",
    "budget",
    "gantt",
]


def picture(name: str, scale: float = 1.0, mode: QIcon.Mode = QIcon.Mode.Normal, **look) -> QImage:
    return icon(name, **look).pixmap(QSize(16, 16), scale, mode).toImage()


def is_inked_in(image: QImage, colour: str) -> bool:
    """Whether the pixels that are fully inked have the colour, but for rounding."""
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    inked = [image.pixelColor(x, y) for x, y in points if image.pixelColor(x, y).alpha() > 250]
    wanted = rgb(colour)
    return bool(inked) and all(
        abs(a - b) <= 2 for ink in inked for a, b in zip(ink.getRgb()[:3], wanted, strict=True)
    )


@pytest.mark.parametrize(
    "name", [*(entry.icon for entry in CATALOGUE), *(a.value.lower() for a in Area), *NEEDED]
)
def test_everything_that_names_an_icon_has_one(qapp, name):
    assert name in names()
    assert not icon(name).isNull()


@pytest.mark.parametrize("name", sorted(path.stem for path in paths.resource("icons").glob("*.svg")))
def test_every_icon_draws_something(qapp, name):
    image = picture(name, 2.0)
    assert sum(image.pixelColor(x, y).alpha() > 100 for x in range(32) for y in range(32)) > 20


def test_icons_are_sharp_at_twice_the_size(qapp):
    single, double = picture("gantt"), picture("gantt", 2.0)
    assert (single.width(), double.width()) == (16, 32)
    assert double.devicePixelRatio() == 2.0
    blown_up = single.scaled(
        32, 32, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    assert blown_up.convertedTo(double.format()) != double


def test_an_icon_has_the_colour_asked_for(qapp):
    light = theme("light")
    assert is_inked_in(picture("milestone", 4.0, theme=light), light.text)
    assert is_inked_in(picture("milestone", 4.0, theme=light, colour="accent"), light.accent)
    assert is_inked_in(picture("milestone", 4.0, QIcon.Mode.Disabled, theme=light), light.disabled)


def test_an_icon_follows_the_theme_of_the_window(qapp):
    appearance = Appearance.current()
    kept = icon("risk")
    try:
        for name in ("light", "dark"):
            appearance.choose(name)
            assert is_inked_in(kept.pixmap(QSize(48, 48)).toImage(), theme(name).text)
    finally:
        appearance.choose("system")


def test_an_icon_that_does_not_exist_is_refused(qapp):
    with pytest.raises(KeyError, match="no icon 'unicorn'"):
        icon("unicorn")


def test_the_licence_lies_beside_the_icons():
    assert "ISC License" in paths.resource("icons", "LICENSE.txt").read_text(encoding="utf-8")

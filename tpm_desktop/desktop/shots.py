"""Pictures of every view, in each theme, and of every page of every pack: to look at what people will see.

Run as `python -m tpm_desktop.desktop.shots FOLDER`; the sample program is shown unless a file is named.
"""

from __future__ import annotations

import os
import tempfile
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from .main_window import MainWindow

_WIDTH, _HEIGHT = 1366, 768
_PIXELS_A_POINT = 2.0
_SETTLED = 200  # milliseconds


class Themes(StrEnum):
    """Which themes are pictured."""

    LIGHT = "light"
    DARK = "dark"
    BOTH = "both"


def shots(
    folder: Annotated[Path, typer.Argument(help="Where the pictures go")],
    file: Annotated[Path | None, typer.Option(help="A program file in place of the sample")] = None,
    theme: Annotated[Themes, typer.Option()] = Themes.BOTH,
    packs: Annotated[bool, typer.Option("--packs", help="The pages of the packs too")] = False,
    scale: Annotated[int, typer.Option(help="2 for a display at 200 %")] = 1,
) -> None:
    """Write a picture of every view, and of every page of the packs when asked."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = str(scale)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        os.environ["XDG_CONFIG_HOME"] = made  # as a new user sees it
        shown = file or _sample(Path(made))
        names = [name.value for name in (Themes.LIGHT, Themes.DARK) if theme in (name, Themes.BOTH)]
        picture_views(shown, folder, names, suffix="" if scale == 1 else f"-{scale}x")
        if packs:
            picture_packs(shown, folder)


def _sample(folder: Path) -> Path:
    from tpm_desktop.samples import create_demo

    path = folder / "sample.tpm"
    create_demo(path)
    return path


def picture_views(file: Path, folder: Path, themes: list[str], suffix: str = "") -> None:
    """Open the file in the real window and save a picture of it for every view and theme."""
    from tpm_desktop.plan import OpenProgram

    from .appearance import Appearance
    from .application import prepare
    from .main_window import MainWindow
    from .views import views

    prepare()
    appearance = Appearance.current()
    for theme in themes:
        appearance.choose(theme)
        window = MainWindow(appearance)
        window.resize(_WIDTH, _HEIGHT)
        window.show()
        _save(window, folder / f"start-{theme}{suffix}.png")
        window.open_program(OpenProgram.open(file, read_only=False))
        for view in views():
            window.show_view(view.key)
            _select_something(window, view.tables)
            _save(window, folder / f"{view.key}-{theme}{suffix}.png")
        window.close()


def _select_something(window: MainWindow, tables: tuple[str, ...]) -> None:
    """Something to look at: a critical task that is not done, or a row in the middle."""
    if window.session is None or not tables:
        return
    state = window.session.program.plan.state
    (ids,) = window.session.program.file.columns(tables[0], ["id"])
    urgent = state.schedule.critical & ~state.summary & ~state.milestone
    if tables[0] == "task" and urgent.any():
        ids = (state.outline.ids[int(urgent.argmax())],)
    if ids:
        window.session.select(tables[0], [ids[len(ids) // 2]])


def _save(window: MainWindow, path: Path) -> None:
    from PySide6.QtCore import QEventLoop, QThreadPool, QTimer

    for wait in (_SETTLED, 0, _SETTLED):  # what is made in the background has come, and flashes have faded
        loop = QEventLoop()
        QTimer.singleShot(wait, loop.quit)
        loop.exec()
        QThreadPool.globalInstance().waitForDone()
    window.grab().save(str(path))


def picture_packs(file: Path, folder: Path) -> None:
    """Write every pack as PDF and save a picture of each of its pages."""
    import pypdfium2

    from tpm_desktop.plan import OpenProgram
    from tpm_desktop.plan.compared import Compared
    from tpm_desktop.reports import CATALOGUE, Subject, write_pack

    with OpenProgram.open(file, read_only=True) as program:
        beginning = program.file.journal.lineage().main_line()[0]
        for pack in CATALOGUE:
            target = folder / f"{pack.key}.pdf"
            compared = Compared.with_record(program, beginning, "the beginning") if pack.compares else None
            write_pack(pack, program, target, Subject(compared=compared))
            with pypdfium2.PdfDocument(target) as document:
                for number, page in enumerate(document, 1):
                    page.render(scale=_PIXELS_A_POINT).to_pil().save(folder / f"{pack.key}-page-{number}.png")


if __name__ == "__main__":
    typer.run(shots)

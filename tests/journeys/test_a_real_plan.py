"""A real plan imported, edited in all three views, undone, redone, closed, reopened, reported and printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QPushButton

from tests.all_rows import all_rows
from tests.command_line import Run
from tests.journeys.at_the_gantt import AtTheGantt
from tests.journeys.person import PATIENCE, Person, file_named, take_the_default
from tpm_desktop.desktop.network.links_model import ID, LAG
from tpm_desktop.desktop.reports import dialog as reports
from tpm_desktop.desktop.reports import handing_out


@dataclass(frozen=True)
class RealPlan:
    """A plan and what is done to it. giver, taker: not linked yet; begun: a link does not move the taker."""

    source: str
    projects: bool
    name: str
    renamed: str
    moved: str
    giver: str
    taker: str
    begun: bool


PLANS = [
    RealPlan(
        "software-development-mpp.xml",
        projects=True,
        name="Determine project scope",
        renamed="Agree on the scope",
        moved="Develop training materials",
        giver="Develop training specifications for end users",
        taker="Develop training delivery mechanism",
        begun=True,
    ),
    RealPlan(
        "residential-construction-mpp.xml",
        projects=False,
        name="Clear and grub lot",
        renamed="Clear the lot",
        moved="Complete exterior brick",
        giver="Install 2nd floor windows",
        taker="Rough-in communication - phone, cable, computer, alarm",
        begun=False,
    ),
]
BLOCK = "1200\t1300,50\t1400\n-\t(200)\t12k\n".replace(",", ".")


class Journey:
    """One plan in one window; what the file holds is read by the command line, as others would."""

    def __init__(self, person: Person, run: Run, plan: RealPlan, path: Path) -> None:
        self.person, self.plan, self.path = person, plan, path
        self._run = run

    def content(self) -> dict[str, Any]:
        """Every row of every table, and the whole schedule."""
        return {**all_rows(self.path), "schedule": self._run("schedule", self.path, "--json").json}

    def edit_everywhere(self) -> list[str]:
        """Edit in all three views; gives the labels of the edits, newest first."""
        before = len(self.person.labels)
        for edit in (self._edit_gantt, self._edit_dependencies, self._edit_budget):
            count = len(self.person.labels)
            edit()
            assert len(self.person.labels) > count
        return self.person.labels[: len(self.person.labels) - before]

    def _edit_gantt(self) -> None:
        plan, person = self.plan, self.person
        person.go("gantt")
        gantt = AtTheGantt(person)
        gantt.enter(plan.name, "name", plan.renamed)
        assert person.labels[0] == f"Rename “{plan.name}”"
        gantt.enter(plan.renamed, "duration", "7d")
        assert gantt.shown(plan.renamed, "duration") == "7 d"

        moved, start = gantt.id(plan.moved), person.plan.start(gantt.id(plan.moved))
        gantt.drag_bar(plan.moved, 60)
        assert person.labels[0] == f"Move “{plan.moved}”"
        assert person.plan.start(moved) > start

        gantt.link(plan.giver, plan.taker)
        assert person.labels[0] == f"Link “{plan.giver}” to “{plan.taker}”"
        assert plan.begun or self.gap() >= timedelta()

    def gap(self) -> timedelta:
        """How long after the giver's finish the taker starts."""
        plan = self.person.plan
        ids = dict(zip(plan.state.names, plan.state.outline.ids, strict=True))
        start, finish = plan.start(ids[self.plan.taker]), plan.finish(ids[self.plan.giver])
        assert start is not None and finish is not None
        return start - finish

    def _edit_dependencies(self) -> None:
        person = self.person
        view = person.go("network")
        table = view.links.table
        link_id = self.newest_link()
        place = next(
            i
            for n in range(view.links.shown.rowCount())
            if (i := view.links.shown.index(n, LAG)).data(ID) == link_id
        )
        table.scrollTo(place)
        person.click(table.viewport(), table.visualRect(place).center())
        person.press("F2")
        person.overwrite("2d")
        assert place.data() == "2 d"
        assert self.plan.begun or self.gap() >= timedelta(days=2)

    def newest_link(self) -> str:
        (ids,) = self.person.window.session.program.file.columns("link", ["id"])
        return max(ids)

    def _edit_budget(self) -> None:
        person = self.person
        view = person.go("budget")
        person.click(view.empty.findChild(QPushButton))
        person.overwrite("Labour")
        person.press("Ins")
        person.overwrite("Material")
        model, body = view.model, view.grid.body
        rows = [
            n for n, line in enumerate(model.lines) if model.captions.title(line) in ("Labour", "Material")
        ]
        first = model.index(rows[0], view.grid._first_shown())
        body.scrollTo(first)
        person.click(body.viewport(), body.visualRect(first).center())
        person.type("4")
        person.keyboard.clear()
        person.type("2500")
        person.press("Return")
        assert first.data() == "2,500"
        person.click(body.viewport(), body.visualRect(first).center())
        QGuiApplication.clipboard().setText(BLOCK)
        person.press("Ctrl+V")
        shown = [[model.index(row, first.column() + n).data() for n in range(3)] for row in rows]
        assert shown == [["1,200", "1,301", "1,400"], ["–", "−200", "12,000"]]


@pytest.fixture(params=PLANS, ids=lambda plan: plan.source.partition(".")[0])
def journey(
    request: pytest.FixtureRequest,
    sit_down: Callable[[], Person],
    run: Run,
    shared_data: Path,
    tmp_path: Path,
) -> Journey:
    """A plan that was just imported by the dialog."""
    plan, person = request.param, sit_down()
    path = tmp_path / "plan.tpm"
    person.import_plan(shared_data / "dev/mspdi" / plan.source, path, projects=plan.projects)
    person.press("Escape")
    assert person.is_free()
    assert person.plan.state.outline.is_project.sum() > 1 or not plan.projects
    return Journey(person, run, plan, path)


def test_edit_undo_redo_close_reopen(journey, sit_down):
    person, before = journey.person, journey.content()
    made = journey.edit_everywhere()
    edited = journey.content()
    assert edited != before

    views = ("gantt", "network", "budget", "overview", "risk")
    for n, label in enumerate(made):
        person.go(views[n % len(views)])
        person.press("Ctrl+Z")
        assert person.labels[0] == f"Undo: {label}"
    assert journey.content() == before

    for n, label in enumerate(reversed(made)):
        person.go(views[-n % len(views)])
        person.press("Ctrl+Shift+Z")
        assert person.labels[0] == f"Redo: {label}"
    assert journey.content() == edited
    labels = person.labels
    person.press("Ctrl+Shift+Z")
    assert person.labels == labels

    person.window.close()
    assert sorted(p.name for p in journey.path.parent.iterdir()) == ["plan.tpm"]
    again = sit_down()
    recent = again.window.start.files
    assert recent.model().rowCount() == 1
    again.click(recent.viewport(), recent.visualRect(recent.model().index(0, 0)).center())
    assert again.labels == labels
    assert again.view.key == views[0]
    assert journey.content() == edited
    for _ in made:
        again.press("Ctrl+Z")
    assert journey.content() == before


def test_what_was_edited_stays_a_program_that_others_can_read(journey, run, tmp_path):
    journey.edit_everywhere()
    target = tmp_path / "exported.xml"
    journey.person.answer(lambda: journey.person.choose("export"), file_named(target))
    journey.person.wait()
    again = tmp_path / "again.tpm"
    run("import", target, "-o", again).done()
    names = {task["name"] for task in run("list", again, "task", "--json").json}
    assert journey.plan.renamed in names


@pytest.fixture
def dialog(journey: Journey):
    """The reports dialog over the edited plan, with its first pack on the screen."""
    journey.edit_everywhere()
    journey.person.choose("reports")
    found = QApplication.activeModalWidget()
    assert isinstance(found, reports.ReportsDialog)
    journey.person.qtbot.waitUntil(lambda: found.document is not None, timeout=PATIENCE)
    return found


def test_both_packs_looked_at_saved_and_printed(journey, dialog, tmp_path, monkeypatch):
    person = journey.person
    for row, kind in enumerate(("status", "steering")):
        shown = dialog.document
        if row:
            rectangle = dialog.kinds.list.visualItemRect(dialog.kinds.item(kind))
            person.click(dialog.kinds.list.viewport(), rectangle.center())
            person.qtbot.waitUntil(lambda shown=shown: dialog.document is not shown, timeout=PATIENCE)
        look_through(person, dialog)
        check_saved(person, dialog, tmp_path / f"{kind}.pdf")
        check_printed(person, dialog, tmp_path / f"printed {kind}.pdf", monkeypatch)
    person.click(dialog.findChild(QPushButton, "close"))
    person.come_back()
    assert person.is_free()


def look_through(person: Person, dialog: reports.ReportsDialog) -> None:
    """Scroll to the end; every page in sight is drawn."""
    assert dialog.document is not None
    bar, pages = dialog.preview.verticalScrollBar(), len(dialog.document)
    seen = set()
    for value in range(0, bar.maximum() + 1, max(1, dialog.preview.viewport().height() // 2)):
        bar.setValue(value)
        dialog.preview.viewport().repaint()
        seen |= set(dialog.preview._drawn)
        picture = dialog.preview.viewport().grab().toImage()
        heights = (picture.height() // 2, picture.height() // 3)  # one may lie between two pages
        assert len({picture.pixel(x, y) for y in heights for x in range(0, picture.width(), 3)}) > 1
    bar.setValue(bar.maximum())
    dialog.preview.viewport().repaint()
    assert seen | set(dialog.preview._drawn) == set(range(pages))


def check_saved(person: Person, dialog: reports.ReportsDialog, target: Path) -> None:
    """What is saved is what is shown."""
    person.answer(lambda: person.click(dialog.save_button), file_named(target))
    assert target.read_bytes() == dialog.document.content
    program = person.window.session.program.file.program
    assert "".join(program.name.split()) in "".join(PdfReader(target).pages[0].extract_text().split())


def check_printed(person, dialog, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A printer that writes a file gets every page."""
    made = handing_out.new_printer

    def to_file(document) -> QPrinter:
        printer = made(document)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        printer.setResolution(96)
        return printer

    with monkeypatch.context() as patched:
        patched.setattr(handing_out, "new_printer", to_file)
        person.answer(lambda: person.click(dialog.print_button), take_the_default)
        person.qtbot.waitUntil(lambda: dialog._pages.text().startswith("Printed"), timeout=PATIENCE)
    pages = PdfReader(target).pages
    assert len(pages) == len(dialog.document)
    assert {round(page.mediabox.width / page.mediabox.height, 2) for page in pages} <= {0.71, 1.41}

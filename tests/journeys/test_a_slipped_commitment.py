"""A commitment slips, first as a question, then in earnest: the same dates stand wherever it is shown.

On the sample, and on two real plans that were imported and put into one program by hand.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.command_line import Run
from tests.journeys.person import PATIENCE, Person
from tests.journeys.test_by_keys_alone import AtTheKeys
from tpm_desktop.desktop.found_list import FOUND, FoundView
from tpm_desktop.desktop.gantt.columns import INDEX
from tpm_desktop.planning.columns import NONE

FIRST = "dev/mspdi/residential-construction-mpp.xml"
SECOND = "dev/mspdi/software-development-plan-1-mpp.xml"
SLIP = "15d"


def plain(text: str) -> str:
    """A text without its white space: a page breaks its lines where it must."""
    return "".join(text.split())


class AtACommitment:
    """Somebody who follows one commitment through the window."""

    def __init__(self, person: Person, run: Run, path: Path, commitment: str) -> None:
        self.person, self.run, self.path, self.id = person, run, path, commitment
        self.keys = AtTheKeys(person)

    @property
    def promise(self) -> dict:
        found = self.run("commitments", self.path, "--json").json
        return next(one for one in found if one["id"] == self.id)

    def day(self, iso: str) -> str:
        session = self.person.window.session
        assert session is not None
        return session.formats.date(datetime.fromisoformat(iso))

    def in_the_register(self, column: str) -> str:
        """What stands in a cell of its row."""
        view = self.person.go("commitment")
        columns = [one.name for one in view.model.shown]
        return view.model.index(view.model.place(self.id), columns.index(column)).data()

    def choose(self) -> None:
        """Click on it in the register."""
        view = self.person.go("commitment")
        index = view.model.index(view.model.place(self.id), 0)
        view.table.scrollTo(index)
        self.person.click(view.table.viewport(), view.table.visualRect(index).center())

    def ask(self, slip: str) -> None:
        """Ask what follows if it slips by so much, by keys."""
        self.choose()
        self.person.press("Ctrl+Shift+L")
        view = self.person.view
        assert view.key == "network"
        line = view.slip_bar.slip
        self.person.click(line)
        self.person.overwrite(slip)
        self.person.qtbot.waitUntil(
            lambda: not view.slipping.asking.busy and view.slipping.answer.minutes == 15 * 480,
            timeout=PATIENCE,
        )

    def listed(self) -> dict[tuple[str, str], str]:
        """What moves by the list below the map: by table and id the old and the new date."""
        rows = self.person.view.below.moves.list.found.found
        return {(one.kind, one.key): one.detail for one in rows}

    def on_the_map(self) -> dict[str, str]:
        """What the nodes of projects that move say."""
        nodes = self.person.view.canvas.nodes.items()
        return {row_id: node.caption.second for row_id, node in nodes if node.look.moved}

    def go_to_what_moves(self, row_id: str) -> None:
        """Double-click on it in the list."""
        view: FoundView = self.person.view.below.moves.list
        model = view.model()
        index = next(
            at for n in range(model.rowCount()) if (at := model.index(n, 0)).data(FOUND).key == row_id
        )
        view.scrollTo(index)
        self.person.click(view.viewport(), view.visualRect(index).center())

    def page(self, kind: str, *slip: str) -> str:
        target = self.path.with_name(f"{kind}.pdf")
        if slip:
            self.run("impact", self.path, self.id, "--slip", *slip, "-o", target).done()
        else:
            self.run("report", kind, self.path, "-o", target).done()
        return plain(" ".join(page.extract_text() for page in PdfReader(target).pages))


@pytest.fixture(params=["sample", "two merged plans"])
def owed(request: pytest.FixtureRequest, person: Person, run: Run, tmp_path: Path) -> AtACommitment:
    if request.param == "sample":
        path = request.getfixturevalue("sample")
        person.open(path)
        (found,) = [one for one in run("commitments", path, "--json").json if one["code"] == "C-5"]
        return AtACommitment(person, run, path, found["id"])
    shared = request.getfixturevalue("shared_data")
    return merged(person, run, shared, tmp_path)


def merged(person: Person, run: Run, shared: Path, folder: Path) -> AtACommitment:
    """Two plans imported; the project of one is copied into the other; a task of it waits for one there."""
    path = folder / "first.tpm"
    person.import_plan(shared / SECOND, folder / "second.tpm")
    keys = AtTheKeys(person)
    person.press("Alt+3")
    to_the_project(keys)
    keys.press("Ctrl+C")
    person.import_plan(shared / FIRST, path)
    person.press("Alt+3")
    to_the_project(keys)
    keys.press("Ctrl+V")
    assert len(person.plan.state.outline.children(-1)) == 2
    giver, receiver = ends(person)
    link_by_keys(person, keys, giver, receiver)
    return AtACommitment(person, run, path, proposed(person))


def to_the_project(keys: AtTheKeys) -> None:
    """Down and up again, so that the first row is the selected one."""
    keys.press("Home", "Down", "Up")


def ends(person: Person) -> tuple[int, int]:
    """A task of one project, and one of the other that may wait for it: nothing of either is done."""
    state = person.plan.state
    one, other = state.outline.children(-1)
    tasks, project = state.inputs.tasks, state.outline.project
    fresh = ~state.summary & ~state.milestone & (tasks.done == 0) & (tasks.actual_start == NONE)
    fresh &= ~tasks.manual & tasks.active & (state.schedule.duration > 0)
    unique = [state.names.count(name) == 1 for name in state.names]
    givers = [row for row in fresh.nonzero()[0].tolist() if project[row] == one and unique[row]]
    receivers = [row for row in fresh.nonzero()[0].tolist() if project[row] == other and unique[row]]
    return givers[0], receivers[0]


def link_by_keys(person: Person, keys: AtTheKeys, giver: int, receiver: int) -> None:
    """Type the giver's row number as what the receiver waits for."""
    keys.do("table: entry")
    keys.to_row(person.plan.state.names[receiver])
    keys.to_column("predecessors")
    keys.type(str(giver + 1))
    keys.press("Return")


def proposed(person: Person) -> str:
    """Make the link that nobody has agreed to a commitment, from the findings below the map."""
    view = person.go("network")
    person.push("network-findings")
    panel = view.below.findings
    place = next(n for n, one in enumerate(panel.found) if one.table == "link" and " → " in one.what)
    index = panel.list.model().index(place, 0)
    person.click(panel.list.viewport(), panel.list.visualRect(index).center())
    view = person.go("network")
    panel.list.setCurrentIndex(index)
    person.click(panel.propose)
    table, (made,) = person.window.session.selected
    assert table == "commitment"
    return made


def test_the_same_dates_wherever_it_is_shown(owed):
    was = owed.promise
    told = owed.run("impact", owed.path, owed.id, "--slip", SLIP, "--json").json
    then = next(one for one in told["commitments"] if one["id"] == owed.id)
    days = " → ".join(owed.day(at) for at in then["forecast"])
    assert then["forecast"][0] == was["forecast"] != then["forecast"][1]

    owed.ask(SLIP)
    assert owed.listed()["commitment", owed.id].startswith(days)
    shown = owed.on_the_map()
    moved = {one["id"]: one for one in told["projects"] if one["finish"][0] != one["finish"][1]}
    assert shown.keys() == moved.keys()
    for project, one in moved.items():
        dates = " → ".join(owed.day(at) for at in one["finish"])
        assert dates in shown[project]
        assert owed.listed()["project", project].startswith(dates)
    page = owed.page("impact", SLIP)
    for at in then["forecast"]:
        assert plain(owed.day(at)) in page

    in_earnest(owed, told)
    check_everywhere(owed, then, moved)


def in_earnest(owed: AtACommitment, told: dict) -> None:
    """Type the later start of the task that gives it, to which the list leads, into the Gantt."""
    giving = owed.promise["giving_task"]["id"]
    start = next(one for one in told["tasks"] if one["id"] == giving)["start"][1]
    owed.go_to_what_moves(giving)
    assert (owed.person.view.key, owed.person.window.session.selected) == ("gantt", ("task", (giving,)))
    owed.person.view.take_keyboard()
    owed.keys.to_column("start")
    owed.keys.press("F2")
    session = owed.person.window.session
    owed.person.overwrite(session.formats.instant(datetime.fromisoformat(start), time=True))


def check_everywhere(owed: AtACommitment, then: dict, moved: dict) -> None:
    """Sheet, Gantt, map, matrix, command line and pack say what was foretold."""
    person, day = owed.person, owed.day(then["forecast"][1])
    promise, state = owed.promise, person.plan.state
    assert promise["forecast"] == then["forecast"][1]
    assert owed.in_the_register("forecast") == day
    tree = person.go("gantt").panes.tree
    cell = tree.model().index_of(promise["giving_task"]["id"], INDEX["finish"])
    assert day in cell.data()

    network = person.go("network")
    network.slipping.end()
    for project, one in moved.items():
        assert owed.day(one["finish"][1]) in network.canvas.nodes[project].caption.second
    matrix = person.go("matrix")
    rows = list(matrix._content.matrix.rows)
    names = [state.names[row] for row in rows]
    at = names.index(promise["giver"]), names.index(promise["receiver"])
    assert ("late" in matrix._content.words(at)) is (
        promise["outlook"] == "late" or late_there(owed, promise)
    )
    assert plain(day) in owed.page("commitments")

    person.go("project")
    person.window.session.select("project", [state.outline.ids[rows[at[0]]]])
    person.window.inspector.turn_to("Gives and gets")
    page = person.window.inspector.page("Gives and gets")
    gives = {one.key: one.detail for one in page.gives.found}
    assert gives[owed.id].startswith(day)


def late_there(owed: AtACommitment, promise: dict) -> bool:
    """Whether another commitment between the same two projects is late."""
    every = owed.run("commitments", owed.path, "--json").json
    between = [
        one for one in every if (one["giver"], one["receiver"]) == (promise["giver"], promise["receiver"])
    ]
    return any(one["outlook"] == "late" for one in between)

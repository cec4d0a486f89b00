"""Exceptions: raised once, by themselves, in the edit that brings the deviation; ended when it is mended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from tpm_desktop.file.errors import EditError
from tpm_desktop.file.scratch import ScratchFile
from tpm_desktop.gestures import outline
from tpm_desktop.gestures.baselines import take_baseline
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.model.exceptions import ExceptionReport
from tpm_desktop.plan import OpenProgram


class Yard:
    """A project of ten days that was agreed, with a budget and a risk; three kinds of tolerance."""

    def __init__(self, program: OpenProgram) -> None:
        self.program, self.file = program, program.file
        self.sites = outline.insert_project(program, "Sites")
        self.dig = outline.insert_task(program, parent=self.sites, name="Dig", duration=10 * 480)
        self.account = add_row(program, "account", {"name": "Labour", "project_id": self.sites})
        values = {"account_id": self.account, "month": date(2026, 2, 1), "planned": 1_000_00}
        self.line = add_row(program, "budget_line", values)
        scores = {"probability": 2, "impact": 4}
        self.risk = add_row(program, "risk", {"title": "Rock", "project_id": self.sites, **scores})
        take_baseline(program, "Agreed")
        self.tolerate(tolerance_days=5, tolerance_cost=1_000, tolerance_score=12)

    def tolerate(self, **limits: int | None) -> None:
        set_fields(self.program, "program", self.file.program.id, limits)

    def last(self, days: int) -> None:
        set_fields(self.program, "task", self.dig, {"duration": days * 480})

    def rows(self) -> list[ExceptionReport]:
        return sorted(self.file.rows(ExceptionReport), key=lambda row: row.code or "")

    def told(self) -> list[tuple[str, str | None, str]]:
        return [(row.title, row.figure, row.state.label) for row in self.rows()]


@pytest.fixture
def yard(tmp_path) -> Iterator[Yard]:
    values = {"start": datetime(2026, 1, 5, 8), "status_date": datetime(2026, 1, 9, 17)}
    with OpenProgram.create(tmp_path / "p.tpm", name="Renewal", **values) as program:
        yield Yard(program)


LATE = [
    ("The program finishes later than tolerated", "6 working days after the baseline", "Open"),
    ("Sites finishes later than tolerated", "6 working days after the baseline", "Open"),
]


def test_what_is_late_beyond_tolerance_is_raised_once_and_ends_when_mended(yard):
    yard.last(15)
    assert yard.told() == []
    yard.last(16)
    assert yard.told() == LATE
    assert [(row.since, row.tolerance) for row in yard.rows()] == [
        (date(2026, 1, 9), "5 working days late")
    ] * 2
    yard.last(18)
    assert yard.told() == LATE  # not again at each edit
    yard.last(12)
    assert {row.state.label for row in yard.rows()} == {"Back in tolerance"}
    assert yard.rows()[0].ended_on == date(2026, 1, 9)
    yard.last(30)
    assert len(yard.rows()) == 4  # another deviation is another exception


def test_it_is_part_of_the_edit_that_brought_it(yard):
    before = len(yard.file.journal.ids())
    yard.last(16)
    assert len(yard.file.journal.ids()) == before + 1
    yard.file.undo()
    assert yard.told() == []
    yard.file.redo()
    assert yard.told() == LATE
    assert yard.program.plan.state.inputs.tables["exception_report"].ids == sorted(
        row.id for row in yard.rows()
    )


def test_cost_and_risk_have_tolerances_too(yard):
    set_fields(yard.program, "budget_line", yard.line, {"forecast": 1_101_00})
    set_fields(yard.program, "risk", yard.risk, {"probability": 4})
    assert yard.told() == [
        ("The program costs more than tolerated", "10.1 % over the budget", "Open"),
        ("Sites costs more than tolerated", "10.1 % over the budget", "Open"),
        ("Sites bears a higher risk than tolerated", "R-1 scores 16", "Open"),
    ]
    set_fields(yard.program, "risk", yard.risk, {"residual_probability": 3, "residual_impact": 4})
    assert yard.rows()[2].state.label == "Back in tolerance"


def test_without_tolerances_nothing_is_raised(yard):
    yard.tolerate(tolerance_days=None, tolerance_cost=None, tolerance_score=None)
    yard.last(90)
    assert yard.told() == []


def test_a_decided_one_is_not_raised_again(yard):
    yard.last(16)
    for row in yard.rows():
        set_fields(yard.program, "exception_report", row.id, {"state": "decided", "decision": "Bear it"})
    yard.last(17)
    assert [row.state.label for row in yard.rows()] == ["Decided", "Decided"]
    yard.last(10)
    assert {row.state.label for row in yard.rows()} == {"Back in tolerance"}
    with pytest.raises(EditError, match="that is final"):
        set_fields(yard.program, "exception_report", yard.rows()[0].id, {"state": "open"})


def test_a_what_if_copy_proposes_its_edits_and_no_exception(yard):
    with OpenProgram(ScratchFile(yard.file)) as scratch:
        set_fields(scratch, "task", yard.dig, {"duration": 16 * 480})
        assert scratch.file.rows(ExceptionReport)
        assert isinstance(scratch.file, ScratchFile)
        assert set(scratch.file.proposed.tables) == {"task"}


def test_it_goes_with_its_project(yard):
    yard.last(16)
    with yard.file.transaction("Remove") as edit:
        edit.remove("project", [yard.sites])
    assert {row.project_id for row in yard.rows()} <= {None}
    assert all(row.state.label != "Open" for row in yard.rows())


def test_one_that_somebody_raised_by_hand_is_left_alone(yard):
    made = add_row(yard.program, "exception_report", {"title": "Scope grew", "since": date(2026, 1, 8)})
    yard.last(12)
    row = yard.file.row(ExceptionReport, made)
    assert row is not None
    assert row.state.label == "Open"


def test_a_name_as_long_as_can_be_stops_no_edit(yard):
    set_fields(yard.program, "project", yard.sites, {"name": "S" * 1_000})
    yard.last(16)
    assert [len(row.title) < 300 for row in yard.rows()] == [True, True]

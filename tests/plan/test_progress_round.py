"""Whom the weekly round asks, who has answered, and what it remembers of the last one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tpm_desktop.gestures import progress_round as strokes
from tpm_desktop.gestures.links import link
from tpm_desktop.gestures.outline import insert_project, insert_task
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.last_round import last_round
from tpm_desktop.plan.progress_round import Due, progress_round, since, who_answers

DAY = 480
FIRST, SECOND = datetime(2026, 1, 9, 17), datetime(2026, 1, 16, 17)


class Desk:
    def __init__(self, program: OpenProgram) -> None:
        self.program, self.ids = program, {}
        project = insert_project(program, "Data centre")
        for name, days, after in (
            ("Order", 3, ""), ("Survey", 8, ""), ("Install", 4, "Order"), ("Test", 2, "Survey"),
            ("Hand over", 1, "Test"), ("Close", 20, "Hand over"),
        ):  # fmt: skip
            self.ids[name] = insert_task(program, parent=project, name=name, duration=days * DAY)
            if after:
                link(program, self.ids[after], self.ids[name])

    def round(self):
        return progress_round(self.program.plan.state, last_round(self.program))

    def groups(self) -> dict[Due, list[str]]:
        names = self.program.plan.state.names
        return {group: [names[row] for row in rows] for group, rows in self.round().due.items() if len(rows)}

    def since(self, name):
        state = self.program.plan.state
        return since(state, last_round(self.program), state.outline.row[self.ids[name]])


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with OpenProgram.create(tmp_path / "plan.tpm", start=datetime(2026, 1, 5, 8)) as program:
        yield Desk(program)


def test_without_a_status_date_there_is_no_round(desk):
    assert progress_round(desk.program.plan.state, last_round(desk.program)) is None


def test_tasks_are_asked_for_by_what_was_planned_by_the_status_date(desk):
    strokes.set_status_date(desk.program, FIRST)
    strokes.set_started(desk.program, [desk.ids["Survey"]], datetime(2026, 1, 5, 8))
    assert desk.groups() == {
        Due.FINISH: ["Order"],
        Due.UNDER_WAY: ["Survey"],
        Due.START: ["Install"],
        Due.NEXT: ["Test"],
    }


def test_summaries_inactive_tasks_and_those_fixed_elsewhere_are_not_asked_for(desk):
    strokes.set_status_date(desk.program, FIRST)
    set_fields(desk.program, "task", desk.ids["Order"], {"active": False})
    found = progress_round(desk.program.plan.state, None, {desk.ids["Survey"]})
    names = {desk.program.plan.state.names[row] for rows in found.due.values() for row in rows}
    assert not names & {"Order", "Survey", "Data centre"}


def test_an_update_is_counted_until_it_is_undone(desk):
    strokes.set_status_date(desk.program, FIRST)
    assert (desk.round().left, desk.round().asked) == (3, 3)
    strokes.set_done(desk.program, [desk.ids["Order"]])
    strokes.set_share(desk.program, [desk.ids["Survey"]], 2_500)
    assert (desk.round().left, desk.round().asked) == (1, 3)
    assert desk.groups()[Due.DONE] == ["Order"]
    desk.program.file.undo()
    assert desk.round().left == 2


def test_the_next_round_asks_anew_and_remembers_what_was_so_at_the_last(desk):
    strokes.set_status_date(desk.program, FIRST)
    strokes.set_done(desk.program, [desk.ids["Order"]])
    strokes.set_share(desk.program, [desk.ids["Survey"]], 2_500)
    strokes.set_status_date(desk.program, SECOND)
    assert desk.round().left == desk.round().asked == 2
    assert Due.DONE not in desk.groups()  # it was done in the last round
    assert last_round(desk.program).status_date == FIRST
    strokes.set_share(desk.program, [desk.ids["Survey"]], 5_000)
    strokes.set_done(desk.program, [desk.ids["Install"]])
    assert desk.since("Survey").done == (2_500, 5_000)
    # last Friday six days were left from Monday on; now four are left from the Monday after
    assert desk.since("Survey").finish == 3 * DAY
    assert desk.since("Test").start == 3 * DAY
    assert desk.since("Order").finish == 0


def test_a_status_date_that_was_taken_back_is_no_round(desk):
    strokes.set_status_date(desk.program, FIRST)
    strokes.set_share(desk.program, [desk.ids["Survey"]], 2_500)
    strokes.set_status_date(desk.program, SECOND)
    desk.program.file.undo()
    assert last_round(desk.program).status_date is None
    assert desk.round().left == 2


def test_a_task_that_came_since_is_new(desk):
    strokes.set_status_date(desk.program, FIRST)
    strokes.set_status_date(desk.program, SECOND)
    project = desk.program.plan.state.outline.ids[0]
    desk.ids["Extra"] = insert_task(desk.program, parent=project, name="Extra", duration=DAY)
    assert desk.since("Extra").new


def test_without_an_earlier_round_the_plan_of_a_week_ago_is_compared_with(desk):
    strokes.set_status_date(desk.program, FIRST)
    assert last_round(desk.program).state is None  # the program is younger than a week
    in_a_week = datetime.now(UTC) + timedelta(days=8)
    assert last_round(desk.program, in_a_week).state is not None


def test_a_history_with_a_missing_record_remembers_no_round(desk):
    strokes.set_status_date(desk.program, FIRST)
    strokes.set_status_date(desk.program, SECOND)
    path = desk.program.file.path
    desk.program.close()
    with sqlite3.connect(path) as db:
        db.execute("DELETE FROM journal WHERE seq = 3")
    with OpenProgram.open(path) as program:
        assert (last_round(program).state, last_round(program).status_date) == (None, None)
        found = progress_round(program.plan.state, last_round(program))
        assert found.left == found.asked == 4


def test_dates_that_were_moved_behind_the_status_date_still_ask(desk):
    program = desk.program
    set_fields(program, "program", program.file.program.id, {"reschedule_uncompleted": True})
    strokes.set_status_date(program, FIRST)
    strokes.set_started(program, [desk.ids["Order"]], datetime(2026, 1, 5, 8))
    assert desk.groups()[Due.FINISH] == ["Order"]


def test_the_owner_answers_or_else_who_is_assigned(desk):
    buyer = add_row(desk.program, "resource", {"name": "Buyer"})
    crew = add_row(desk.program, "resource", {"name": "Site crew"})
    set_fields(desk.program, "task", desk.ids["Order"], {"owner_id": buyer})
    for task in ("Order", "Survey"):
        add_row(desk.program, "assignment", {"task_id": desk.ids[task], "resource_id": crew})
    state = desk.program.plan.state
    found = who_answers(state)
    assert [found[state.outline.row[desk.ids[name]]] for name in ("Order", "Survey", "Install")] == [
        [buyer], [crew], []
    ]  # fmt: skip

"""What is done to several tasks at once is one step, or nothing; and what is read of one row is exact."""

from __future__ import annotations

from datetime import datetime

import pytest

from tpm_desktop.file.audit import Trail, row_history
from tpm_desktop.file.changes import Changes
from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures.dates import set_finishes, set_starts
from tpm_desktop.gestures.links import link_each
from tpm_desktop.gestures.outline import indent, insert_task
from tpm_desktop.gestures.records import add_row, remove_rows, set_fields
from tpm_desktop.gestures.staffing import assign
from tpm_desktop.model.resources import Assignment
from tpm_desktop.model.schedule import Link
from tpm_desktop.plan.row_money import cost_parts
from tpm_desktop.plan.together import together
from tpm_desktop.plan.touching import touched


def label(desk) -> str:
    return desk.program.file.journal.records(1)[0].label


@pytest.fixture
def three(desk):
    return [desk.task(name, days=2) for name in ("Order", "Install", "Test")]


def test_starts_and_finishes_of_several_are_set_in_one_step(desk, three):
    set_starts(desk.program, three, datetime(2026, 1, 12, 8))
    assert label(desk) == "Move 3 tasks"
    assert {desk.start(name) for name in ("Order", "Install", "Test")} == {"Mon 12 08:00"}
    set_finishes(desk.program, three, datetime(2026, 1, 16, 17))
    assert {desk.finish(name) for name in ("Order", "Install", "Test")} == {"Fri 16 17:00"}
    desk.program.file.undo()
    assert desk.finish("Test") == "Tue 13 17:00"


def test_where_one_of_several_can_t_be_moved_none_is(desk, three):
    indent(desk.program, [three[2]])  # Install is a summary now
    before = len(desk.program.file.journal.records())
    with pytest.raises(EditError, match="follow from the tasks below"):
        set_starts(desk.program, three[:2], datetime(2026, 1, 12, 8))
    assert len(desk.program.file.journal.records()) == before


def test_linking_each_leaves_links_that_are_there(desk, three):
    first, *others = three
    link_each(desk.program, [first], others[:1])
    link_each(desk.program, [first], others)
    assert label(desk) == "Link “Order” to 2 tasks"
    assert len(desk.program.file.rows(Link)) == 2
    with pytest.raises(EditError, match="linked already"):
        link_each(desk.program, [first], others)


def test_somebody_is_assigned_to_those_that_lack_them(desk, three):
    crew = add_row(desk.program, "resource", {"name": "Crew"})
    assign(desk.program, crew, three[:1])
    assign(desk.program, crew, three)
    assert label(desk) == "Assign “Crew” to 2 tasks"
    assert sorted(row.task_id for row in desk.program.file.rows(Assignment)) == sorted(three)
    with pytest.raises(EditError, match="works on it already"):
        assign(desk.program, crew, three)


def test_the_parts_of_a_cost_sum_up_to_it(desk, three):
    crew = add_row(desk.program, "resource", {"name": "Crew", "rate": 1_000})
    indent(desk.program, three[1:])
    assign(desk.program, crew, three[1:])
    set_fields(desk.program, "task", three[1], {"fixed_cost": 700})
    row = desk.program.plan.row(three[0])
    parts = cost_parts(desk.program.plan.state, [row])
    assert [(part.resource_id, part.cost) for part in parts] == [(crew, 32_000), (None, 700)]
    assert sum(part.cost for part in parts) == int(desk.program.plan.state.money.costs.task[row])


def test_several_tasks_come_to_sums_that_count_nothing_twice(desk, three):
    crew = add_row(desk.program, "resource", {"name": "Crew", "rate": 1_000})
    indent(desk.program, three[1:])
    assign(desk.program, crew, three[1:])
    outline = desk.program.plan.state.outline
    found = together(desk.program.plan.state, [outline.row[task] for task in three])
    assert (found.count, found.work, found.cost, found.spent, found.agreed) == (1, 32 * 60, 32_000, 0, None)
    apart = together(desk.program.plan.state, [outline.row[task] for task in three[1:]])
    assert (apart.count, apart.work, apart.cost) == (2, 32 * 60, 32_000)
    schedule, rows = desk.program.plan.state.schedule, [outline.row[task] for task in three[1:]]
    assert (apart.start, apart.finish) == (schedule.start[rows].min(), schedule.finish[rows].max())
    assert apart.slack == schedule.total_slack[rows].min()
    assert apart.critical == schedule.critical[rows].sum()


def test_a_risk_that_names_a_task_touches_it_and_its_summary_and_outlives_it(desk, three):
    indent(desk.program, [three[1]])
    ledger = insert_task(desk.program, parent=desk.ids["Ledger"], name="Post")
    risk = add_row(desk.program, "risk", {"title": "Late", "task_id": three[1]})
    for task in three[:2]:
        assert [one.row_id for one in touched(desk.program, [task]).own] == [risk]
    assert touched(desk.program, [ledger]).own == ()
    remove_rows(desk.program, "task", [three[1]])
    assert [one.row_id for one in touched(desk.program, [three[0]]).own] == []
    assert desk.program.file.columns("risk", ["id", "task_id"]) == [(risk,), (None,)]


def test_the_history_of_a_row_is_that_of_the_whole_journal(desk, three):
    name = f'Order "{three[1]}":[null, {{"name": "forged"}}] now'  # in a value, so no row of the journal
    set_fields(desk.program, "task", three[0], {"name": name})
    set_fields(desk.program, "task", three[1], {"duration": 960 * 3, "notes": three[0]})
    remove_rows(desk.program, "task", [three[2]])
    everything = Trail(desk.program.file)
    for task in three:
        expected = [
            (record.record.id, one.field, one.old, one.new)
            for record in everything.asked()
            for one in record.changes
            if one.row_id == task and one.how == "changed"
        ]
        lines = [line for lines in row_history(desk.program.file, "task", [task]) for line in lines]
        told = [(line.record.id, c.field, c.old, c.new) for line in lines if (c := line.change) and c.field]
        assert told == expected
    for stored in desk.program.file.journal.all_stored():
        for _, row_id, change in Changes.from_json(stored.text):
            assert Changes.row_in(stored.text, row_id) == change

"""What a slip moves: commitments of projects and of somebody outside, gates, phases, edges of the map."""

from __future__ import annotations

from datetime import date

import pytest

from tests.plan.two_projects import DAY, Two, day
from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures.links import link
from tpm_desktop.gestures.outline import insert_task
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.plan.commitments import Outlook
from tpm_desktop.plan.crossings import crossings
from tpm_desktop.plan.gates import gates
from tpm_desktop.plan.impact import impact
from tpm_desktop.plan.impact_map import moved_edges, moved_projects
from tpm_desktop.plan.slips import subject_of


def named(two: Two, rows) -> list[str]:
    return [two.state.names[row] for row in rows]


def slip(two: Two, table: str, row_id: str, days: int, **how):
    return impact(two.state, subject_of(two.state, table, row_id), days * DAY, **how)


def test_a_commitment_slips_with_the_task_that_gives_it(two):
    two.link()
    made = two.commit()
    found = slip(two, "commitment", made, 7)
    assert (found.subject.name, named(two, found.tasks)) == ("Platform", ["Build", "Test"])
    alone = slip(two, "task", two.build, 7).difference.after
    assert found.difference.after.finish.tolist() == alone.finish.tolist()


def test_what_comes_from_outside_holds_up_the_task_that_waits_for_it(two):
    """Promised for Wed 3 June, needed on Mon 8 June; five working days later it comes on Wed 10 June."""
    made = two.commit(giving_task_id=None, external_giver="Carrier", promised=date(2026, 6, 3))
    link(two.program, two.task(two.sales, "Prepare", 5), two.test)
    assert day(int(two.state.schedule.start[two.state.outline.row[two.test]])) == "2026-06-08 08:00"
    found = slip(two, "commitment", made, 5)
    assert day(int(found.difference.after.start[two.state.outline.row[two.test]])) == "2026-06-11 08:00"
    ((was, will),) = found.commitments
    assert (day(was.forecast)[:10], day(will.forecast)[:10]) == ("2026-06-03", "2026-06-10")
    assert (was.outlook, will.outlook) == (Outlook.ON_COURSE, Outlook.LATE)
    assert slip(two, "commitment", made, 2).tasks == ()  # it still comes before its need


def test_what_cannot_slip_is_refused_in_a_sentence(two):
    outside = two.commit(giving_task_id=None, external_giver="Carrier")
    with pytest.raises(EditError, match="nobody has said when “Platform” comes"):
        slip(two, "commitment", outside, 1)
    set_fields(two.program, "commitment", outside, {"external_giver": None})
    with pytest.raises(EditError, match="no task of the plan gives this commitment"):
        slip(two, "commitment", outside, 1)
    set_fields(two.program, "commitment", outside, {"status": "accepted"})
    with pytest.raises(EditError, match="“Platform” is delivered"):
        slip(two, "commitment", outside, 1)
    for table in ("commitment", "task"):
        with pytest.raises(EditError, match="gone"):
            slip(two, table, "nothing", 1)
    given = two.commit(title="Racks")
    set_fields(two.program, "task", two.build, {"percent_complete": 10_000})
    with pytest.raises(EditError, match="note its delivery"):
        slip(two, "commitment", given, 1)


def test_an_interface_slips_with_its_open_tests_else_with_its_release(two):
    """Test (sales) runs the interface; once it has passed, only the cut-over of its release is left."""
    add = lambda table, **values: add_row(two.program, table, values)  # noqa: E731
    live = insert_task(two.program, parent=two.sales, name="Live", duration=0, milestone=True)
    link(two.program, two.test, live)
    release = add("release", name="Autumn", milestone_id=live)
    room = add("environment", name="Integration", ready_task_id=two.build)
    made = add("interface", title="Orders", release_id=release)
    run = add("integration_test", interface_id=made, environment_id=room, task_id=two.test)
    found = slip(two, "interface", made, 2)
    assert (found.subject.name, named(two, found.tasks)) == ("Orders", ["Test"])
    assert named(two, found.milestones) == ["Live"]
    set_fields(two.program, "integration_test", run, {"result": "passed"})
    assert named(two, slip(two, "interface", made, 2).milestones) == ["Live"]
    assert slip(two, "interface", made, 2).tasks == ()
    assert named(two, slip(two, "release", release, 2).milestones) == ["Live"]
    assert named(two, slip(two, "environment", room, 2).tasks) == ["Build"]
    set_fields(two.program, "interface", made, {"release_id": None})
    with pytest.raises(EditError, match="no task that is open tests “Orders”"):
        slip(two, "interface", made, 2)
    with pytest.raises(EditError, match="no task of the plan dates “Later”"):
        slip(two, "release", add("release", name="Later"), 2)


def test_gates_end_phases_and_stand_below_projects(two):
    phase = insert_task(two.program, parent=two.cloud, name="Design")
    work = insert_task(two.program, parent=phase, name="Draw", duration=5 * DAY)
    halfway = insert_task(two.program, parent=phase, name="Half", duration=0, milestone=True)
    approved = insert_task(two.program, parent=phase, name="Approved", duration=0, milestone=True)
    released = insert_task(two.program, parent=two.cloud, name="Released", duration=0, milestone=True)
    link(two.program, work, approved)
    link(two.program, approved, released)
    assert named(two, gates(two.state).nonzero()[0]) == ["Approved", "Released"]
    found = slip(two, "task", work, 30)
    assert named(two, found.gates) == ["Approved", "Released"]
    assert named(two, found.milestones) == ["Approved", "Released"]
    assert named(two, found.phases) == ["Design"]
    assert halfway in two.state.outline.row


def test_edges_of_the_map_that_break_and_projects_that_move(two):
    two.link()
    made = two.commit(promised=date(2026, 6, 12), status="agreed")
    (edge,) = crossings(two.state)
    near, far = slip(two, "task", two.build, 4), slip(two, "task", two.build, 7)
    ((pair, kept),) = moved_edges(two.state, near).items()
    assert pair == (edge.giver, edge.receiver)
    assert (kept.was, kept.will, kept.late, kept.broken) == (5 * DAY, 1 * DAY, (), False)
    (broken,) = moved_edges(two.state, far).values()
    assert (broken.will, broken.late, broken.broken) == (-2 * DAY, (made,), True)
    projects = moved_projects(two.state, far)
    assert (projects[two.cloud].later, projects[two.sales].later) == (7 * DAY, 2 * DAY)
    assert set(moved_projects(two.state, near)) == {two.cloud}
    assert moved_edges(two.state, slip(two, "task", two.close, 1)) == {}

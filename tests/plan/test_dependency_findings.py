"""What is found wrong with how projects hang together: each finding with its row and a plain sentence."""

from __future__ import annotations

from datetime import date

from tests.plan.two_projects import DAY, FORMATS, Two
from tpm_desktop.gestures.links import link
from tpm_desktop.gestures.outline import insert_task
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.plan.dependency_findings import FindingKind, dependency_findings, phase_loops


def found(two: Two) -> list[tuple[FindingKind, str, str]]:
    return [(one.kind, one.what, one.said) for one in dependency_findings(two.state, FORMATS)]


def test_a_kept_and_owned_commitment_is_no_finding(two):
    owner = add_row(two.program, "resource", {"name": "Architect"})
    two.link()
    two.commit(owner_id=owner, promised=date(2026, 6, 12), status="agreed")
    assert found(two) == []


def test_each_lack_is_a_finding_the_gravest_first(two):
    two.commit(needed_by=date(2026, 6, 11), promised=date(2026, 6, 10), status="agreed")
    add_row(two.program, "commitment", {"title": "Training", "receiver_id": two.sales})
    link(two.program, two.build, two.close)
    assert found(two) == [
        (FindingKind.LATE, "C-1 Platform (Cloud → Sales)", "comes 1 d too late"),
        (FindingKind.PROMISE, "C-1 Platform (Cloud → Sales)", "the plan delivers 2 d after the promise"),
        (FindingKind.GIVE, "C-2 Training (Sales)", "nobody gives it"),
        (FindingKind.UNCOMMITTED, "Build → Close", "nobody has agreed to this link between projects"),
        (FindingKind.OWNER, "C-1 Platform (Cloud → Sales)", "nobody owns it"),
        (FindingKind.OWNER, "C-2 Training (Sales)", "nobody owns it"),
    ]


def test_phases_that_wait_for_each_other_are_a_loop_though_their_tasks_do_not(two):
    """Design → Build of sales → Design again: first a task of it, then another one."""
    design = insert_task(two.program, parent=two.cloud, name="Design")
    sketch = insert_task(two.program, parent=design, name="Sketch", duration=DAY)
    review = insert_task(two.program, parent=design, name="Review", duration=DAY)
    trial = insert_task(two.program, parent=two.sales, name="Trial")
    run = insert_task(two.program, parent=trial, name="Run", duration=DAY)
    link(two.program, sketch, run)
    assert phase_loops(two.state) == []
    back = link(two.program, run, review)
    (loop,) = phase_loops(two.state)
    assert {two.state.names[row] for row in loop.phases} == {"Design", "Trial"}
    (told,) = [one for one in dependency_findings(two.state, FORMATS) if one.kind is FindingKind.LOOP]
    assert told.what == "Trial (Sales) → Design (Cloud) → Trial (Sales)"
    assert told.said == "these phases wait for each other"
    assert (told.table, told.id) == ("link", back)
    set_fields(two.program, "task", review, {"active": False})
    assert phase_loops(two.state) == []

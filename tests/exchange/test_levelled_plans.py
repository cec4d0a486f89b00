"""Real plans levelled: no link, calendar, constraint or actual is broken, and nobody is more overloaded."""

from __future__ import annotations

import numpy as np
import pytest

from tests.exchange.test_real_plans import PLANS
from tpm_desktop.exchange.importing import import_file
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.levelling import Mode, propose
from tpm_desktop.plan.levelling_bounds import missed_constraints, missed_deadlines
from tpm_desktop.planning.columns import NONE, Constraint, LinkKind

OVERLOADED = (
    "criticaleffortdriventasks-mpp", "encoding1251-xer", "legacy-sample-mpp", "mspditimephased",
    "mspditimephasedsegments", "ozbuild-16-orig-mpp", "project1-planner",
    "projects-printpagestoseparateimage-customerfeedback-mpp", "residential-construction-mpp",
    "software-development-plan-1-mpp", "taskwbs-mpp", "test-xer",
)  # fmt: skip
"""All with resources of which somebody is needed for more than there is."""
LEVEL = {
    "legacy-sample-mpp",
    "residential-construction-mpp",
    "software-development-plan-1-mpp",
}


def kept(state, after):
    """Links, dates that were asked for, actual dates and durations, held against the levelled plan."""
    tasks, links, before = state.inputs.tasks, state.inputs.links, state.schedule
    for kind, lag, one, other in zip(links.kind, links.lag, links.predecessor, links.successor, strict=True):
        if lag < 0 or not tasks.active[[one, other]].all() or tasks.manual[other] or tasks.external[other]:
            continue
        ends = [(plan.finish, plan.start) for plan in (before, after)]
        held = [
            (f if kind in (LinkKind.FS, LinkKind.FF) else s)[one]
            <= (f if kind in (LinkKind.FF, LinkKind.SF) else s)[other]
            for f, s in ends
        ]
        assert (
            held[1] or not held[0]
        )  # what the plan did not keep before, as after an actual start, counts not
    begun = (tasks.actual_start != NONE) | (tasks.actual_finish != NONE) | (tasks.done > 0)
    bound = np.isin(tasks.constraint, [Constraint.MSO, Constraint.MFO]) | tasks.manual
    stays = (begun | bound) & ~before.summary
    waits = np.zeros(len(stays), np.bool_)
    waits[links.successor] = True
    assert (after.start[stays & ~waits] == before.start[stays & ~waits]).all()
    assert (after.start[begun & ~before.summary] == before.start[begun & ~before.summary]).all()
    for missed in (missed_constraints, missed_deadlines):
        assert set(missed(tasks, after)) <= set(missed(tasks, before))
    dated = (tasks.constraint == Constraint.SNET) & (tasks.constraint_date != NONE) & ~begun & ~tasks.manual
    assert (after.start[dated] >= tasks.constraint_date[dated]).all()
    leaves = ~before.summary & tasks.active & ~begun & ~tasks.manual
    assert (after.duration[leaves] == before.duration[leaves]).all()


@pytest.mark.skipif(not PLANS.exists(), reason="the shared data is not here")
@pytest.mark.parametrize("name", OVERLOADED)
def test_nothing_is_broken(tmp_path, name):
    target = tmp_path / "plan.tpm"
    import_file(PLANS / f"{name}.xml", target)
    with OpenProgram.open(target, read_only=True) as program:
        state = program.plan.state
        for mode in Mode:
            found = propose(state, mode, 0.02, choose=mode is Mode.EARLIEST)
            kept(state, found.after)
            works = [
                sum(one.work for one in each) for each in (found.overloads_before, found.overloads_after)
            ]
            assert works[1] <= works[0] > 0
            if mode is Mode.WITHIN_SLACK:
                assert found.after.program_finish <= state.schedule.program_finish
            elif name in LEVEL:
                assert works[1] == 0
            if name == "ozbuild-16-orig-mpp":  # there is no room before its "finish no later than"
                assert found.unfit

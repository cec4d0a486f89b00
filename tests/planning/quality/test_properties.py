"""What holds for the checks of any plan."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings

from tests.planning.test_properties import CALENDARS, START, Network, networks
from tpm_desktop.planning.columns import Assignments, Links, Options
from tpm_desktop.planning.quality import Facts, Subject, Verdict, assess
from tpm_desktop.planning.quality.bounds import room
from tpm_desktop.planning.quality.redundant import redundant_links


def checked(network: Network) -> Subject:
    n = len(network.tasks)
    nothing = np.zeros(n, np.bool_)
    return Subject(
        calendars=CALENDARS,
        tasks=network.tasks,
        links=network.links,
        assignments=Assignments.empty(),
        options=Options(start=START, status_date=START),
        schedule=network.scheduled(),
        facts=Facts(
            names=[f"Task {row}" for row in range(n)],
            milestone=network.tasks.duration == 0,
            marked=nothing,
            estimated=nothing,
            provided=nothing,
            owner=np.full(n, -1, np.int32),
            stream=np.zeros(n, np.int32),
            usual_duration=480,
            minutes_per_week=2400,
        ),
    )


@given(networks())
def test_without_its_redundant_links_a_plan_keeps_all_its_dates(network):
    subject = checked(network)
    gone = redundant_links(subject).links
    kept = Links(*(np.delete(getattr(network.links, name), gone) for name in Links.__slots__))
    before, after = subject.schedule, Network(network.tasks, kept).scheduled()
    for name in ("start", "finish", "early_start", "early_finish"):
        assert np.array_equal(getattr(before, name), getattr(after, name)), name


@given(networks())
def test_no_task_stands_earlier_than_its_links_demand(network):
    subject = checked(network)
    assert (room(subject, subject.logic) >= 0).all()


@settings(max_examples=30)  # each pushes paths through the engine
@given(networks())
def test_verdicts_follow_from_the_figures(network):
    for result in assess(checked(network)):
        check, found = result.check, result.found
        if found.denominator <= 0:
            assert result.verdict is Verdict.NOT_APPLICABLE
        elif check.limit is not None and check.limit.binding:
            keeps = check.limit.keeps(found.numerator, found.denominator, check.figure)
            assert (result.verdict is Verdict.HOLDS) is keeps
        else:
            assert result.verdict is Verdict.REPORTED
        if found.amounts is not None:
            assert len(found.amounts) == len(found.links if found.links.size else found.tasks)

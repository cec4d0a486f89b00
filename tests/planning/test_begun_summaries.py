"""What a summary can slip once work below it has begun."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .conftest import Plan


def test_a_begun_summary_can_slip_as_far_as_its_finish(plan: Plan) -> None:
    plan.task("Design").task("Sketch", 2, inside="Design", actual_start="Mon 5", actual_finish="Tue 6 17:00")
    plan.task("Draw", 2, inside="Design", after="Sketch").task("Build", 8)
    assert plan.slack("Draw") == 4
    assert plan.slack("Design") == 4
    assert plan.critical() == ["Build"]

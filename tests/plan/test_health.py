"""The lights of a program: where they turn, and what they say."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from tpm_desktop.formats import Formats
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.model.registers import Risk
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.health import health_of
from tpm_desktop.plan.lights import Rag, Rating
from tpm_desktop.plan.risks import score, top_threats

START = datetime(2026, 1, 5, 8)  # a Monday
BASELINE_FINISH = datetime(2026, 2, 27, 17)  # forty working days later


@pytest.fixture
def program(tmp_path: Path):
    with OpenProgram.create(
        tmp_path / "p.tpm", name="Renewal", start=START, status_date=datetime(2026, 1, 30, 17)
    ) as opened:
        yield opened


def project_of(
    program: OpenProgram, days: int, agreed: datetime | None = BASELINE_FINISH, name: str = "Sites"
) -> str:
    """A component project of one task so many days long, with the baseline finish given."""
    project = add_row(program, "project", {"name": name})
    task = add_row(program, "task", {"project_id": project, "name": "Install", "duration": days * 480})
    if agreed:
        kept = program.file.columns("baseline", ["id"])[0]
        baseline = kept[0] if kept else add_row(program, "baseline", {"number": 0, "name": "Agreed"})
        values = {"baseline_id": baseline, "task_id": task, "start": START, "finish": agreed}
        add_row(program, "baseline_task", values)
    return project


def budget(program: OpenProgram, project: str, planned: int, forecast: int) -> None:
    account = add_row(program, "account", {"name": "Labour", "project_id": project})
    amounts = {"planned": planned * 100, "forecast": forecast * 100}
    add_row(program, "budget_line", {"account_id": account, "month": date(2026, 3, 1), **amounts})


def threat(program: OpenProgram, probability: int, impact: int, **values: object) -> str:
    scores = {"probability": probability, "impact": impact}
    return add_row(program, "risk", {"title": "Late racks", **scores, **values})


def found(program: OpenProgram):
    return health_of(program, Formats("en_GB", currency="USD", year=2026))


@pytest.mark.parametrize(
    ("days", "light"),
    [(30, Rag.GREEN), (40, Rag.GREEN), (45, Rag.GREEN), (46, Rag.AMBER), (55, Rag.AMBER), (56, Rag.RED)],
)
def test_time_turns_amber_after_five_days_and_red_after_fifteen(program, days, light):
    project = project_of(program, days)
    assert found(program).of(project).time.rag is light


def test_a_long_project_may_slip_by_its_share(program):
    project_of(program, 409, datetime(2027, 7, 16, 17))  # four hundred days agreed, nine late: two per cent
    assert found(program).projects[0].time.rag is Rag.GREEN


def test_time_says_how_late_and_which_dates(program):
    project = project_of(program, 46)
    assert found(program).of(project).time.reason == "6 d (15 %) after the baseline: 9 Mar instead of 27 Feb"


def test_a_date_that_cannot_be_kept_is_at_least_amber(program):
    project = project_of(program, 40)
    task = program.file.columns("task", ["id"])[0][0]
    set_fields(program, "task", task, {"deadline": datetime(2026, 2, 20, 17)})
    assert found(program).of(project).time == Rating(Rag.AMBER, "5 d late for a fixed date")


def test_without_baseline_budget_and_risks_there_is_no_light(program):
    project = project_of(program, 40, agreed=None)
    sites = found(program).of(project)
    assert [rating.rag for rating in (sites.time, sites.cost, sites.risk, sites.overall)] == [None] * 4
    assert found(program).program.overall.rag is None


@pytest.mark.parametrize(
    ("forecast", "light"),
    [(900, Rag.GREEN), (1_020, Rag.GREEN), (1_021, Rag.AMBER), (1_100, Rag.AMBER), (1_101, Rag.RED)],
)
def test_cost_turns_amber_above_two_per_cent_and_red_above_ten(program, forecast, light):
    project = project_of(program, 40)
    budget(program, project, 1_000, forecast)
    assert found(program).of(project).cost.rag is light


def test_cost_names_amount_and_share(program):
    budget(program, project_of(program, 40), 10_000, 10_500)
    assert found(program).program.cost.reason == "USD\N{NO-BREAK SPACE}500 (5.0 %) over the plan"


def test_spending_without_a_plan_is_red(program):
    project = project_of(program, 40)
    budget(program, project, 0, 500)
    assert found(program).of(project).cost.rag is Rag.RED


@pytest.mark.parametrize(
    ("probability", "impact", "light"), [(2, 5, Rag.GREEN), (3, 4, Rag.AMBER), (4, 5, Rag.RED)]
)
def test_the_top_risk_decides(program, probability, impact, light):
    project = project_of(program, 40)
    threat(program, probability, impact, project_id=project)
    rating = found(program).of(project).risk
    assert rating == Rating(light, f"Top risk R-1 “Late racks” scores {probability * impact}")


def test_what_remains_after_the_response_counts(program):
    project = project_of(program, 40)
    threat(program, 5, 5, project_id=project, residual_probability=2, residual_impact=3)
    assert found(program).of(project).risk.rag is Rag.GREEN


def test_closed_risks_and_opportunities_do_not_count(program):
    threat(program, 5, 5, status="closed")
    threat(program, 5, 5, kind="opportunity")
    assert found(program).program.risk == Rating(Rag.GREEN, "No open risk is scored")


def test_a_heavy_red_project_makes_the_program_amber(program):
    bad, good = project_of(program, 40, name="Sites"), project_of(program, 40, name="Software")
    budget(program, bad, 1_000, 1_000)
    budget(program, good, 3_000, 3_000)
    threat(program, 5, 5, project_id=bad)
    result = found(program)
    assert result.of(bad).overall.rag is Rag.RED
    assert result.program.overall.rag is Rag.AMBER


def test_a_light_red_project_alone_leaves_the_program_green(program):
    bad, good = project_of(program, 40), project_of(program, 40, name="Software")
    budget(program, bad, 100, 120)
    budget(program, good, 3_000, 3_000)
    assert found(program).of(bad).cost.rag is Rag.RED
    assert found(program).program.overall == Rating(Rag.GREEN, "On the baseline finish 27 Feb")


def test_two_ambers_make_the_program_amber(program):
    for name, light in (("Sites", Rag.GREEN), ("Software", Rag.AMBER)):
        project = project_of(program, 40, name=name)
        budget(program, project, 1_000, 1_000)
        threat(program, 3, 4, project_id=project)
        assert found(program).program.overall.rag is light


def test_a_risk_of_the_program_itself_shows_as_amber(program):
    project_of(program, 40)
    threat(program, 5, 5)
    result = found(program).program
    assert (result.risk.rag, result.overall.rag) == (Rag.RED, Rag.AMBER)


def test_a_late_program_is_red_as_a_whole(program):
    project_of(program, 60)
    assert found(program).program.overall.rag is Rag.RED


def test_a_cancelled_project_does_not_count(program):
    project_of(program, 40, name="Software")
    bad = project_of(program, 40)
    threat(program, 4, 5, project_id=bad)
    assert found(program).program.overall.rag is Rag.AMBER
    set_fields(program, "project", bad, {"status": "cancelled"})
    assert found(program).program.overall.rag is Rag.GREEN


def test_score_needs_both_sides():
    assert score(3, 4) == 12
    assert score(None, 4) is None


def test_top_threats_come_highest_first(program):
    threat(program, 1, 2)
    threat(program, 4, 5)
    threat(program, 3, 3)
    assert [weight for weight, _ in top_threats(program.file.rows(Risk))] == [20, 9, 2]

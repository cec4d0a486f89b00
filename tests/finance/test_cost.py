"""What tasks cost; the figures of the rules are those that Microsoft Project stored for such tasks."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpm_desktop.finance.amounts import LARGEST, NONE, WHOLE, scaled
from tpm_desktop.finance.cost import (
    Accrual,
    CostedAssignments,
    CostedTasks,
    Costs,
    DatedWork,
    ResourceKind,
    costs,
    rolled_up,
)
from tpm_desktop.finance.errors import FinanceError

HOUR = 60


def tasks(*parents: int, **columns: list[int]) -> CostedTasks:
    n = len(parents)
    return CostedTasks(
        parent=np.array(parents, np.int32),
        fixed_cost=np.array(columns.get("fixed", [0] * n), np.int64),
        done=np.array(columns.get("done", [0] * n), np.int64),
        started=np.array(columns.get("started", [0] * n), np.bool_),
        active=np.array(columns.get("active", [1] * n), np.bool_),
    )


def assignments(*rows: dict[str, int]) -> CostedAssignments:
    def column(name: str, otherwise: int = 0) -> np.ndarray:
        return np.array([row.get(name, otherwise) for row in rows], np.int64)

    return CostedAssignments(
        task=column("task").astype(np.int32),
        kind=column("kind").astype(np.int8),
        units=column("units", WHOLE),
        work=column("work"),
        actual_work=column("actual_work"),
        overtime=column("overtime"),
        actual_overtime=column("actual_overtime"),
        overtime_rate=column("overtime_rate"),
        rate=column("rate"),
        cost_per_use=column("per_use"),
        cost=column("cost", NONE),
        actual_cost=column("actual_cost", NONE),
    )


def of_one_task(assignment: dict[str, int], **columns: list[int]) -> Costs:
    return costs(tasks(-1, **columns), assignments(assignment))


def test_work_costs_hours_at_the_rate() -> None:
    made = of_one_task({"work": 200 * HOUR, "rate": 1000})
    assert made.assignment.tolist() == [200_000]


def test_overtime_is_charged_at_its_own_rate() -> None:
    worked = {"work": 10 * HOUR, "overtime": 2 * HOUR, "actual_work": 6 * HOUR, "actual_overtime": HOUR}
    made = of_one_task({**worked, "rate": 1000, "overtime_rate": 1500, "per_use": 50})
    assert made.assignment.tolist() == [8 * 1000 + 2 * 1500 + 50]
    assert made.assignment_actual.tolist() == [5 * 1000 + 1500 + 50]


def test_overtime_without_a_rate_costs_nothing_and_a_material_has_none() -> None:
    extra = {"work": 10 * HOUR, "overtime": 2 * HOUR, "rate": 1000}
    assert of_one_task(extra).assignment.tolist() == [8000]
    material = {**extra, "kind": int(ResourceKind.MATERIAL), "overtime_rate": 1500}
    assert of_one_task(material).assignment.tolist() == [10_000]


def test_cost_per_use_of_a_work_resource_is_charged_for_the_units_assigned() -> None:
    half = of_one_task({"work": 200 * HOUR, "rate": 1000, "per_use": 3000, "units": 5000})
    three_quarters = of_one_task({"work": 300 * HOUR, "rate": 500, "per_use": 1500, "units": 7500})
    assert (half.program, three_quarters.program) == (201_500, 151_125)


def test_cost_per_use_of_a_material_is_charged_once_whatever_the_quantity() -> None:
    material = {"kind": ResourceKind.MATERIAL, "rate": 500, "per_use": 20_000, "units": 3 * WHOLE}
    assert of_one_task({**material, "work": 3 * HOUR}).program == 3 * 500 + 20_000


def test_cost_per_use_falls_due_when_the_task_starts() -> None:
    assignment = {"work": 40 * HOUR, "actual_work": 20 * HOUR, "rate": 1300, "per_use": 500}
    assert of_one_task(assignment, started=[1]).assignment_actual.tolist() == [26_500]
    begun = {**assignment, "actual_work": 0}
    assert of_one_task(begun, started=[1]).assignment_actual.tolist() == [500]
    assert of_one_task(begun).assignment_actual.tolist() == [0]


def test_a_fixed_cost_accrues_with_the_share_done() -> None:
    made = costs(tasks(-1, fixed=[10_000], done=[5000]), assignments())
    assert (made.program, made.program_actual) == (10_000, 5_000)


def test_a_cost_resource_costs_what_is_given_and_accrues_with_the_share_done() -> None:
    licence = {"kind": ResourceKind.COST, "cost": 9000, "work": 40 * HOUR, "rate": 700, "per_use": 99}
    made = of_one_task(licence, done=[2500], started=[1])
    assert (made.program, made.program_actual) == (9000, 2250)
    assert of_one_task({**licence, "cost": NONE}).program == 0
    assert of_one_task({**licence, "actual_cost": 9000}, done=[2500]).program_actual == 9000


def test_a_given_cost_stands_in_place_of_work_at_a_rate() -> None:
    made = of_one_task({"work": 60, "rate": 100, "cost": 12_345, "actual_cost": 40})
    assert (made.program, made.program_actual) == (12_345, 40)


def test_summaries_hold_their_own_cost_and_all_below_them() -> None:
    plan = tasks(-1, 0, 1, 1, 0, -1, fixed=[1, 10, 100, 1000, 10_000, 100_000])
    made = costs(plan, assignments({"task": 2, "work": 60, "rate": 7}))
    assert made.own.tolist() == [1, 10, 107, 1000, 10_000, 100_000]
    assert made.task.tolist() == [11_118, 1117, 107, 1000, 10_000, 100_000]
    assert made.program == 111_118


def test_an_inactive_task_costs_nothing() -> None:
    plan = tasks(-1, 0, 0, fixed=[0, 100, 10], active=[1, 0, 1])
    made = costs(plan, assignments({"task": 1, "work": 60, "rate": 7}))
    assert made.task.tolist() == [10, 0, 10]


def test_a_plan_without_tasks_costs_nothing() -> None:
    made = costs(tasks(), assignments())
    assert (made.program, made.program_actual, made.task.tolist()) == (0, 0, [])


@pytest.mark.parametrize(
    ("minutes", "rate", "expected"), [(30, 1, 1), (29, 1, 0), (90, 1, 2), (30, 5, 3), (20, 100, 33)]
)
def test_half_a_minor_unit_is_rounded_away_from_zero(minutes: int, rate: int, expected: int) -> None:
    assert of_one_task({"work": minutes, "rate": rate}).program == expected
    assert of_one_task({"work": minutes, "rate": -rate}).program == -expected


def test_a_product_beyond_64_bits_is_still_exact() -> None:
    work, rate = 2**40 * 60, 2**22 + 1
    assert of_one_task({"work": work, "rate": rate}).program == 2**40 * rate


def test_a_cost_beyond_what_can_be_counted_is_refused_in_words() -> None:
    with pytest.raises(FinanceError, match="correct the work, the rate or the units"):
        of_one_task({"work": LARGEST, "rate": LARGEST})
    with pytest.raises(FinanceError, match="too large to be summed"):
        costs(tasks(-1, -1, fixed=[LARGEST, LARGEST]), assignments())


@given(st.integers(-(2**62), 2**62), st.integers(-(2**40), 2**40), st.sampled_from([60, WHOLE]))
def test_scaling_is_the_nearest_whole_number(amount: int, by: int, divisor: int) -> None:
    exact = Fraction(amount * by, divisor)
    if abs(exact) >= LARGEST:
        return
    (rounded,) = scaled(np.array([amount]), np.array([by]), divisor).tolist()
    assert abs(exact - rounded) <= Fraction(1, 2)
    if abs(exact - rounded) == Fraction(1, 2):
        assert abs(rounded) > abs(exact)


@st.composite
def outlines(draw: st.DrawFn) -> list[int]:
    size = draw(st.integers(1, 25))
    return [-1] + [draw(st.integers(-1, row - 1)) for row in range(1, size)]


@given(outlines(), st.data())
def test_the_top_of_the_outline_holds_the_sum_of_all(parents: list[int], data: st.DataObject) -> None:
    own = data.draw(st.lists(st.integers(-(10**12), 10**12), min_size=len(parents), max_size=len(parents)))
    total = rolled_up(np.array(own), np.array(parents, np.int32)).tolist()
    assert sum(amount for amount, parent in zip(total, parents, strict=True) if parent < 0) == sum(own)
    for row, amount in enumerate(total):
        below = sum(total[child] for child, parent in enumerate(parents) if parent == row)
        assert amount == own[row] + below


def test_a_cost_accrues_when_its_resource_says() -> None:
    def actual(accrual: Accrual, done: int, started: int, worked: int) -> int:
        one = assignments({"work": 10 * HOUR, "actual_work": worked, "rate": 1000, "per_use": 50})
        of = replace(one, accrual=np.array([accrual], np.int8))
        return int(costs(tasks(-1, done=[done], started=[started]), of).assignment_actual[0])

    half = (WHOLE // 2, 1, 5 * HOUR)
    assert [actual(accrual, *half) for accrual in Accrual] == [5050, 10_050, 0]
    assert [actual(accrual, 0, 0, 0) for accrual in Accrual] == [0, 0, 0]
    assert [actual(accrual, WHOLE, 1, 10 * HOUR) for accrual in Accrual] == [10_050] * 3


def test_a_fixed_cost_accrues_when_its_task_says() -> None:
    accruals = np.array([*Accrual] * 2, np.int8)
    plan = tasks(*[-1] * 6, fixed=[900] * 6, done=[5000] * 3 + [WHOLE] * 3, started=[1] * 6)
    found = costs(replace(plan, accrual=accruals), assignments())
    assert found.task_actual.tolist() == [450, 900, 0, 900, 900, 900]


def test_hours_are_charged_at_the_rate_of_their_day() -> None:
    one = assignments(
        {"work": 10 * HOUR, "overtime": 2 * HOUR, "rate": 1, "per_use": 50}, {"work": HOUR, "rate": 7}
    )
    parts = {"work": [6, 4], "actual_work": [6, 1], "overtime": [1, 1], "actual_overtime": [1, 0]}
    minutes = {name: np.array(hours, np.int64) * HOUR for name, hours in parts.items()}
    rates = {"rate": np.array([1000, 1100]), "overtime_rate": np.array([1500, 1600])}
    dated = DatedWork(assignment=np.zeros(2, np.int32), **minutes, **rates)
    made = costs(tasks(-1, started=[1]), replace(one, dated=dated))
    assert made.assignment.tolist() == [5 * 1000 + 1500 + 3 * 1100 + 1600 + 50, 7]
    assert made.assignment_actual.tolist() == [5 * 1000 + 1500 + 1100 + 50, 0]
